import Bitloom
import Foundation
import Testing

/// The comments of shift registers and cyclic redundancy checks show waveforms that a simulation has drawn, and examples that are compiled.
@Suite struct FeedbackCommentTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// What stands between fences of a language in the comments of a file.
  private static func blocks(_ language: String, in path: String) throws -> [String] {
    let file = folder.appending(path: "../../../Sources/Arithmetic/\(path)").standardizedFileURL
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    var blocks: [String] = []
    var open: String?
    for line in lines where line.hasPrefix("/// ") || open != nil {
      let text = String(line.dropFirst(4))
      if let block = open {
        if text == "```" {
          blocks.append(block)
          open = nil
        } else {
          open = block + text + "\n"
        }
      } else if text.hasPrefix("```") {
        open = ""
        if text != "```\(language)" { open = "another language\n" }
      }
    }
    return blocks.filter { !$0.hasPrefix("another language") }
  }

  private static let waveforms: [(path: String, waveform: @Sendable () throws -> String)] = [
    ("ShiftRegisters/LFSR.swift", FeedbackWaveforms.shiftRegister), ("CRC/CRCStep.swift", FeedbackWaveforms.step),
    ("CRC/CRCGenerator.swift", FeedbackWaveforms.generator), ("CRC/CRCAppender.swift", FeedbackWaveforms.appender),
    ("CRC/CRCChecker.swift", FeedbackWaveforms.checker),
  ]

  @Test(arguments: waveforms.indices)
  func waveformsAreDrawnBySimulations(_ index: Int) throws {
    let (path, waveform) = Self.waveforms[index]
    let drawn = try waveform()
    #expect(try Self.blocks("", in: path).contains(drawn), "\(path) should show\n\(drawn)")
  }

  @Test(arguments: waveforms.indices)
  func examplesAreCompiled(_ index: Int) throws {
    func stripped(_ text: String) -> String {
      text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
    let file = Self.folder.appending(path: "FeedbackExamples.swift")
    let source = stripped(try String(contentsOf: file, encoding: .utf8))
    let examples = try Self.blocks("swift", in: Self.waveforms[index].path)
    #expect(!examples.isEmpty)
    for example in examples { #expect(source.contains(stripped(example)), "\(example)") }
  }

  @Test(arguments: FeedbackExamples.all.indices)
  func examplesAreDesigns(_ index: Int) throws {
    func check<M: Module>(_ module: M) throws { #expect(try elaborate(module).modules.count > 1) }
    try check(FeedbackExamples.all[index])
  }
}
