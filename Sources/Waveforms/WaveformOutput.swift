import Foundation

/// A file that is written from its beginning to its end, some of it corrected afterwards.
final class WaveformOutput {
  let path: String
  private let descriptor: Int32
  private var isOpen = true
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 17
  private var count = 0
  /// Number of bytes written so far, those in the buffer included.
  private(set) var size = 0
  private var failure: Int32 = 0

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw WaveformError(path: path, reason: String(cString: strerror(errno))) }
    buffer = .allocate(capacity: capacity)
  }

  deinit {
    if isOpen { _ = Foundation.close(descriptor) }
    if capacity > 0 { buffer.deallocate() }
  }

  /// Room for `bytes` more bytes; `wrote` says how many were used.
  @inline(__always)
  func room(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    if count + bytes > capacity { makeRoom(bytes) }
    return buffer + count
  }

  @inline(__always)
  func wrote(_ bytes: Int) {
    count += bytes
    size += bytes
  }

  private func makeRoom(_ bytes: Int) {
    flush()
    guard bytes > capacity else { return }
    buffer.deallocate()
    capacity = bytes
    buffer = .allocate(capacity: bytes)
  }

  func write(_ bytes: UnsafeRawBufferPointer) {
    guard let address = bytes.baseAddress else { return }
    room(bytes.count).update(from: address.assumingMemoryBound(to: UInt8.self), count: bytes.count)
    wrote(bytes.count)
  }

  func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

  func write(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  private func flush() {
    put(UnsafeRawPointer(buffer), count) { address, bytes, _ in Foundation.write(descriptor, address, bytes) }
    count = 0
  }

  /// Overwrites bytes that were written before.
  func overwrite(_ bytes: [UInt8], at offset: Int) {
    flush()
    bytes.withUnsafeBytes { bytes in
      guard let address = bytes.baseAddress else { return }
      put(address, bytes.count) { pwrite(descriptor, $0, $1, off_t(offset + $2)) }
    }
  }

  private func put(_ address: UnsafeRawPointer, _ count: Int, _ body: (UnsafeRawPointer, Int, Int) -> Int) {
    var done = 0
    while done < count, failure == 0 {
      let written = body(address + done, count - done, done)
      if written > 0 { done += written } else if written < 0, errno != EINTR { failure = errno }
    }
  }

  /// Throws when something could not be written, such as on a full disk.
  func check() throws {
    if failure != 0 { throw WaveformError(path: path, reason: String(cString: strerror(failure))) }
  }

  func close() throws {
    guard isOpen else { return }
    flush()
    isOpen = false
    if Foundation.close(descriptor) != 0, failure == 0 { failure = errno }
    try check()
  }
}
