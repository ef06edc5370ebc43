import Foundation

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

  public var paths: [String] { [gtkwave, surfer] }
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
  let save = GTKWaveSave(rows, file: (path as NSString).lastPathComponent, names: names)
  let commands = SurferCommands(rows, names: names)
  for (path, text) in [(files.gtkwave, save.text), (files.surfer, commands.text)] {
    let output = try WaveformOutput(path: path)
    output.write(text)
    try output.close()
  }
}
