import Foundation

/// One of two connected sockets, for talking with a child process.
///
/// Better than pipes: writing when the other end is closed answers an error instead of a signal that would end the host, and
/// one wait covers both directions. Neither end is inherited by other children.
final class LocalSocket {
  let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  static func pair() -> (LocalSocket, LocalSocket)? {
    var descriptors: [Int32] = [-1, -1]
    #if canImport(Darwin)
      guard socketpair(AF_UNIX, SOCK_STREAM, 0, &descriptors) == 0 else { return nil }
      for descriptor in descriptors {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
      }
    #else
      let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, type, 0, &descriptors) == 0 else { return nil }
    #endif
    return (LocalSocket(descriptors[0]), LocalSocket(descriptors[1]))
  }

  enum Event {
    case timeOut
    case ready(toSend: Bool, toReceive: Bool)
  }

  /// Waits until there is something to receive, or room to send.
  func wait(toSend: Bool, seconds: Double) -> Event {
    while true {
      var request = pollfd(fd: descriptor, events: Int16(toSend ? POLLIN | POLLOUT : POLLIN), revents: 0)
      let count = poll(&request, 1, Int32(clamping: Int(seconds * 1000)))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return .timeOut }
      let events = Int32(request.revents)
      return .ready(
        toSend: events & Int32(POLLOUT) != 0, toReceive: events & Int32(POLLIN | POLLHUP | POLLERR) != 0)
    }
  }

  /// Sends as many bytes as there is room for and returns their number. Nil when the other end is closed.
  func send(_ bytes: ArraySlice<UInt8>) -> Int? {
    #if canImport(Darwin)
      let options = Int32(MSG_DONTWAIT)
    #else
      let options = Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL)
    #endif
    let count = bytes.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, options) }
    if count >= 0 { return count }
    return errno == EAGAIN || errno == EINTR ? 0 : nil
  }

  /// Appends what has come to `bytes`. False when the other end is closed and all was taken.
  func receive(into bytes: inout [UInt8]) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
      let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 { bytes.append(contentsOf: buffer.prefix(count)) }
      return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))
    }
  }
}
