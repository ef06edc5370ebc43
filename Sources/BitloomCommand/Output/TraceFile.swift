import Foundation

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
      guard isForced || isWaveform else {
        throw .failure("'\(shownPath)' is not a waveform and is not overwritten; give --force to do so")
      }
    case .other:
      // Such as /dev/null.
      guard access(path, W_OK) == 0 else { throw failure(errno) }
    }
  }

  private var shownFolder: String { (shownPath as NSString).deletingLastPathComponent }

  private func failure(_ code: Int32) -> CommandFailure {
    .failure("cannot write the trace '\(shownPath)': \(String(cString: strerror(code)))")
  }

  /// Whether the file is empty or begins as a value change dump does.
  private var isWaveform: Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    let head = String(decoding: (try? file.read(upToCount: 256)) ?? Data(), as: UTF8.self)
    guard let word = head.split(whereSeparator: \.isWhitespace).first else { return head.isEmpty }
    return ["$version", "$date", "$timescale", "$comment"].contains(word)
  }
}
