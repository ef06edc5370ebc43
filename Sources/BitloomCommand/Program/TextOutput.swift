import Foundation

/// Where a command writes text.
protocol TextOutput: AnyObject {
  /// Whether somebody looks at it while it is written.
  var isTerminal: Bool { get }
  func write(_ text: String)
}

extension TextOutput {
  func writeLine(_ line: String) { write(line + "\n") }
}

/// Standard output or standard error.
final class StandardStream: TextOutput {
  private let descriptor: Int32

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      // Nobody reads any more: there is nobody to tell it to either.
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(count, 0))
    }
  }
}
