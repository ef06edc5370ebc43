import Foundation

/// Where a command writes text.
protocol TextOutput: AnyObject {
  /// Whether somebody looks at it while it is written.
  var isTerminal: Bool { get }
  /// Why something could not be written, if so.
  var failure: String? { get }
  func write(_ text: String)
}

extension TextOutput {
  var failure: String? { nil }
  func writeLine(_ line: String) { write(line + "\n") }
}

/// Standard output or standard error.
final class StandardStream: TextOutput {
  private let descriptor: Int32
  private(set) var failure: String?

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else {
        // Where nobody reads any more there is nobody to tell it to either.
        if errno != EPIPE { failure = String(cString: strerror(errno)) }
        return
      }
      rest = rest.dropFirst(max(count, 0))
    }
  }
}
