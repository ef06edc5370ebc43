/// What ends a command, as one sentence for the user and an exit status.
struct CommandFailure: Error, Equatable {
  enum Status: Int32, Sendable {
    /// A design, a verification or a file has failed.
    case failure = 1
    /// The command line is wrong: `EX_USAGE` of sysexits(3).
    case usage = 64
  }

  var status: Status
  var message: String

  /// A mistake in the command line.
  static func usage(_ message: String) -> CommandFailure { CommandFailure(status: .usage, message: message) }

  /// Something failed that was asked for rightly.
  static func failure(_ message: String) -> CommandFailure { CommandFailure(status: .failure, message: message) }
}

/// Ends a command whose output already says what is wrong.
struct SilentFailure: Error {}
