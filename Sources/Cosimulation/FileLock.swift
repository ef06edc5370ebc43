import Foundation

/// A lock that holds between threads and between processes.
enum FileLock {
  /// Runs `body` while nobody else holds the lock of this file.
  ///
  /// Where the file system has no locks nothing is held: two builders then do the same work, and one result is kept.
  static func withLock<Result>(
    _ path: String, _ body: () throws(CosimulationError) -> Result
  ) throws(CosimulationError) -> Result {
    try withLock(of: open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600), body)
  }

  /// Runs `body` while nobody else holds the lock of this folder.
  static func withLock<Result>(
    ofFolder path: String, _ body: () throws(CosimulationError) -> Result
  ) throws(CosimulationError) -> Result {
    try withLock(of: open(path, O_RDONLY | O_CLOEXEC), body)
  }

  private static func withLock<Result>(
    of descriptor: Int32, _ body: () throws(CosimulationError) -> Result
  ) throws(CosimulationError) -> Result {
    // Closing the file releases its lock.
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
    return try body()
  }

  /// Holds the locks of several files. Whoever wants several takes them in the same order, so nobody waits for ever.
  static func withLocks<Result>(
    _ paths: Set<String>, _ body: () throws(CosimulationError) -> Result
  ) throws(CosimulationError) -> Result {
    guard let first = paths.min() else { return try body() }
    return try withLock(first) { () throws(CosimulationError) in
      try withLocks(paths.subtracting([first]), body)
    }
  }

  /// Whether nobody holds the lock of a file or folder.
  static func isFree(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
  }
}
