import Bitloom
import Cosimulation
import FPGAFlow
import Foundation

/// What the documentation of a component has to show, and where it comes from.
public struct ComponentSheet: Sendable, CustomStringConvertible {
  /// The name of the type.
  public var name: String
  /// The form that the figures are of, as it is written in Swift.
  public var form: String
  public var module: any Module & Sendable
  /// A simulation of it.
  public var waveform: @Sendable () throws -> String

  public init(
    _ form: String, _ module: any Module & Sendable, waveform: @escaping @Sendable () throws -> String
  ) {
    name = String(form.prefix { $0.isLetter || $0.isNumber })
    self.form = form
    self.module = module
    self.waveform = waveform
  }

  public var description: String { name }

  /// The version of Yosys that the figures are of.
  public static let version = "0.23"

  /// What the component needs in an iCE40, as its documentation says it.
  ///
  /// - Returns: The sentence; nil where another version of Yosys is installed.
  public func resources() throws -> String? {
    let report = try SynthesisReport(design(of: module), for: .ice40)
    guard report.tool == Self.version else { return nil }
    let kinds = [(CellKind.lookupTable, "LUT4"), (.flipFlop, "FF"), (.carry, "carry cell"), (.blockMemory, "block")]
    let parts = kinds.filter { report.total[$0.0] > 0 }.map { kind, name -> String in
      let count = report.total[kind]
      return "\(count) \(name)\(count > 1 && name.first?.isLowercase == true ? "s" : "")"
    }
    let cells = parts.isEmpty ? "no cell" : parts.joined(separator: ", ")
    return "Resources of `\(form)`: \(cells) of an iCE40 (Yosys \(Self.version))."
  }

  private func design<M: Module>(of module: M) throws -> Design { try elaborate(module) }

  /// What the documentation lacks, a sentence each. The figures, which take a synthesis, are not among it.
  ///
  /// - Parameter examples: The text of a file that is compiled and has the examples.
  public func problems(of documentation: ComponentDocumentation, examples: String) throws -> [String] {
    let prose = documentation.prose
    var problems: [String] = []
    if prose.range(of: "latency", options: .caseInsensitive) == nil { problems.append("\(name) tells no latency") }
    let rates = ["a cycle", "each cycle", "every cycle", "Throughput"]
    if !rates.contains(where: prose.contains) { problems.append("\(name) tells no throughput") }
    if !prose.contains("Resources of `\(form)`: ") { problems.append("\(name) tells no resources of '\(form)'") }
    if !prose.contains("egister") { problems.append("\(name) tells no registers") }
    let expected = try waveform()
    if !documentation.blocks("").contains(where: { $0.joined(separator: "\n") + "\n" == expected }) {
      problems.append("\(name) has another waveform than\n\(expected)")
    }
    let lines = examples.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let text = "\n" + lines.joined(separator: "\n") + "\n"
    let snippets = documentation.blocks("swift").map { block in
      block.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
    if snippets.isEmpty { problems.append("\(name) has no example") }
    for snippet in snippets where !text.contains("\n\(snippet)\n") {
      problems.append("\(name) has an example that is not compiled:\n\(snippet)")
    }
    return problems
  }
}
