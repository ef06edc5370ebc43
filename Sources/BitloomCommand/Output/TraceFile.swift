import Foundation
import Waveforms

/// A waveform file that is to be written.
struct TraceFile {
  let path: String
  /// As the user has written it.
  let shownPath: String

  init(path: String, shownAs shownPath: String) {
    self.path = path
    self.shownPath = shownPath
  }

  /// Throws unless the file can be written and nothing but an older waveform is lost.
  func check(isForced: Bool) throws(CommandFailure) {
    let files = FileSystem()
    let folder = (path as NSString).deletingLastPathComponent
    switch files.kind(of: folder) {
    case .directory: break
    case .nothing: throw .failure("cannot write the trace '\(shownPath)': there is no directory '\(shownFolder)'")
    case .file, .other: throw .failure("cannot write the trace '\(shownPath)': '\(shownFolder)' is not a directory")
    }
    switch files.kind(of: path) {
    case .nothing:
      guard access(folder, W_OK) == 0 else { throw failure(errno) }
    case .directory:
      throw .failure("cannot write the trace '\(shownPath)': it is a directory")
    case .file:
      guard access(path, W_OK) == 0 else { throw failure(errno) }
      guard isForced || WaveformKind.isWaveform(path: path) else {
        throw .failure("'\(shownPath)' is not a waveform and is not overwritten; give --force to do so")
      }
    case .other:
      // Such as /dev/null.
      guard access(path, W_OK) == 0 else { throw failure(errno) }
    }
    if !isForced { try checkViewerFiles() }
  }

  /// The files that tell viewers what to show are known by how they begin.
  private func checkViewerFiles() throws(CommandFailure) {
    for side in ViewerFiles(of: path)?.existingPaths ?? [] where !WaveformKind.isWaveform(path: side) {
      let name = (side as NSString).lastPathComponent
      throw .failure(
        "'\(name)' beside the trace was not written by a simulation and is not overwritten; give --force to do so")
    }
  }

  private var shownFolder: String { (shownPath as NSString).deletingLastPathComponent }

  private func failure(_ code: Int32) -> CommandFailure {
    .failure("cannot write the trace '\(shownPath)': \(String(cString: strerror(code)))")
  }
}
