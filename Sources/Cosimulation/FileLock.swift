import Foundation

/// A lock that holds between threads and between processes.
enum FileLock {
  /// Runs `body` while nobody else holds the lock of this file.
  ///
  /// Where the file system has no locks nothing is held: two builders then do the same work, and one result is kept.
  static func withLock<Result>(
    _ path: String, _ body: () throws(CosimulationError) -> Result
  ) throws(CosimulationError) -> Result {
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    // Closing the file releases its lock.
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
    return try body()
  }
}
