import Foundation

/// Keeps an entry of a cache from being removed as long as it lives, in this process and from others.
///
/// It holds a shared lock on the entry's manifest, so it ends with the process, however that ends. Removing wants the lock for
/// itself and does not wait for it.
final class CacheUse: Sendable {
  private let descriptor: Int32

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// The use of the entry in a folder; nil when there is none, or it was removed just now.
  static func begin(_ folder: String) -> CacheUse? {
    let manifest = CacheManifest.path(in: folder)
    let descriptor = open(manifest, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    // Where the file system has no locks nothing is held; an entry that is gone is built once more.
    while flock(descriptor, LOCK_SH) != 0, errno == EINTR {}
    guard isFile(descriptor, at: manifest) else {
      close(descriptor)
      return nil
    }
    return CacheUse(descriptor)
  }

  /// Runs `body` when nobody uses the entry in a folder, and keeps others from beginning to.
  static func withoutUses(of folder: String, _ body: () -> Void) {
    let descriptor = open(CacheManifest.path(in: folder), O_RDONLY | O_CLOEXEC)
    // What has no manifest is no entry that could be used.
    guard descriptor >= 0 else { return body() }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return }
      if errno != EINTR { break }
    }
    body()
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var opened = stat()
    var there = stat()
    guard fstat(descriptor, &opened) == 0, stat(path, &there) == 0 else { return false }
    return opened.st_ino == there.st_ino && opened.st_dev == there.st_dev
  }
}
