import Foundation

/// The operations on files that an output directory is made of; each throws a sentence with the system's reason.
struct FileSystem {
  enum Kind {
    case nothing, file, directory
    /// A device, a pipe, or a link that leads nowhere.
    case other
  }

  /// Moves a file or directory within a file system.
  var move: (_ source: String, _ target: String) throws(CommandFailure) -> Void = {
    (source, target) throws(CommandFailure) in
    guard rename(source, target) == 0 else { throw FileSystem.failure("write", target, errno) }
  }

  var write: (_ text: String, _ path: String) throws(CommandFailure) -> Void = {
    (text, path) throws(CommandFailure) in
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch {
      throw .failure("cannot write '\(path)': \(FileProblem.reason(error, at: path))")
    }
  }

  func kind(of path: String) -> Kind {
    var status = stat()
    if stat(path, &status) != 0 { return lstat(path, &status) == 0 ? .other : .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory
    case S_IFREG: return .file
    default: return .other
    }
  }

  func makeDirectory(_ path: String) throws(CommandFailure) {
    guard mkdir(path, 0o777) == 0 else { throw Self.failure("make the directory", path, errno) }
  }

  /// Removes a file, or a directory with all that is in it.
  func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// Removes a directory when it is empty.
  func removeIfEmpty(_ path: String) { rmdir(path) }

  private static func failure(_ verb: String, _ path: String, _ code: Int32) -> CommandFailure {
    .failure("cannot \(verb) '\(path)': \(String(cString: strerror(code)))")
  }
}
