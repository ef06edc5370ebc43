import Foundation
import RTL

/// The files beside a waveform that tell a viewer which signals to show and how.
public struct ViewerFiles: Sendable, Hashable {
  public let gtkwave: String
  public let surfer: String

  /// The files of a waveform file: `run.gtkw` and `run.sucl` beside `run.fst`. Nil for a page, which needs none, and for what
  /// has no extension, such as a device.
  public init?(of path: String) {
    let text = path as NSString
    guard WaveformFormat(path: path) != .html, !text.pathExtension.isEmpty else { return nil }
    gtkwave = text.deletingPathExtension + ".gtkw"
    surfer = text.deletingPathExtension + ".sucl"
  }

  /// The file with the names of an enumeration, for waveforms of other programs: `run.Phase.names`.
  func names(of enumeration: String) -> String {
    let name = enumeration.filter { $0.isLetter || $0.isNumber || $0 == "_" }
    return "\((gtkwave as NSString).deletingPathExtension).\(name).names"
  }

  /// Those of the files that are there.
  public var existingPaths: [String] {
    let base = ((gtkwave as NSString).lastPathComponent as NSString).deletingPathExtension + "."
    let folder = (gtkwave as NSString).deletingLastPathComponent
    let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let names = all.sorted().filter { $0.hasPrefix(base) && $0.hasSuffix(".names") }
    return [gtkwave, surfer].filter { FileManager.default.fileExists(atPath: $0) }
      + names.map { (folder as NSString).appendingPathComponent($0) }
  }
}

/// Writes the files beside a waveform file that tell GTKWave and Surfer which signals to show, in which groups and how.
///
/// - Parameter names: How the signals are called in the file; as in our own when nil.
public func writeViewerFiles(
  for path: String, _ hierarchy: WaveformHierarchy, names: ViewerNames? = nil
) throws {
  guard let files = ViewerFiles(of: path) else { return }
  let names = names ?? .own(WaveformFormat(path: path))
  let rows = ViewerRows(hierarchy)
  var tables: [String] = []
  if !names.hasTables, !names.hasCaseStrings {
    for (index, enumeration) in hierarchy.enumerations.enumerated() {
      let isTaken = hierarchy.enumerations[..<index].contains { $0.name == enumeration.name }
      let path = files.names(of: enumeration.name + (isTaken ? "_\(index)" : ""))
      tables.append((path as NSString).lastPathComponent)
      try write(table(of: enumeration), to: path)
    }
  }
  let save = GTKWaveSave(
    rows, file: (path as NSString).lastPathComponent, saveName: (files.gtkwave as NSString).lastPathComponent,
    names: names, tables: tables)
  let commands = SurferCommands(rows, names: names)
  try write(save.text, to: files.gtkwave)
  try write(commands.text, to: files.surfer)
}

private func table(of enumeration: EnumerationDefinition) -> String {
  let lines = enumeration.cases.map { "\($0.code.binaryString) \($0.name)\n" }
  return "# Bitloom: the names of \(enumeration.name)\n" + lines.joined()
}

private func write(_ text: String, to path: String) throws {
  let output = try WaveformOutput(path: path)
  output.write(text)
  try output.close()
}
