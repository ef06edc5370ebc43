import Dispatch
import Foundation

/// A running `vvp` that is talked to through its standard input and output.
final class IcarusProcess {
  /// What came of an exchange.
  enum Answer {
    case line(ArraySlice<UInt8>)
    /// All was sent; no answer was asked for.
    case sent
    /// The process ended, with this status.
    case end(Int32)
    case timeOut
  }

  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)
  private let socket: LocalSocket
  private var hasEnded = false
  private var answers = IcarusAnswers()

  /// The first line of the design's output that tells an error.
  var errorLine: String? { answers.errorLine }

  /// What the checks of the design have told since the last call.
  func takeReports() -> [CheckReport] { answers.takeReports() }

  var identifier: Int32 { process.processIdentifier }

  init(runner: String, program: String, trace: String?) throws(CosimulationError) {
    guard let (ours, theirs) = LocalSocket.pair() else {
      throw CosimulationError(.fileSystem, "cannot make a socket for '\(runner)'")
    }
    socket = ours
    let handle = FileHandle(fileDescriptor: theirs.descriptor, closeOnDealloc: false)
    process.executableURL = URL(fileURLWithPath: runner)
    process.arguments = IcarusBench.arguments(of: program, trace: trace)
    process.standardInput = handle
    process.standardOutput = handle
    process.terminationHandler = { [ended] _ in ended.signal() }
    do {
      // The child has its own descriptors of the socket; ours of its end is closed on return.
      try withExtendedLifetime(theirs) { try process.run() }
    } catch {
      hasEnded = true
      throw CosimulationError(.unstartableTool, "cannot start '\(runner)': \(error.localizedDescription)")
    }
  }

  deinit {
    end()
  }

  /// Sends commands, then takes the next answer if one is expected. Waits at most `timeOut` seconds without any sign of life.
  func exchange(_ commands: [UInt8], expectsAnswer: Bool, timeOut: Double) -> Answer {
    guard !hasEnded else { return .end(process.terminationStatus) }
    var rest = commands[...]
    while true {
      if rest.isEmpty {
        if !expectsAnswer { return .sent }
        if let line = answers.next() { return .line(line) }
      }
      switch socket.wait(toSend: !rest.isEmpty, seconds: timeOut) {
      case .timeOut: return .timeOut
      case .ready(let toSend, let toReceive):
        if toReceive {
          let isOpen = answers.receive { socket.receive(into: &$0) }
          if !isOpen { return answers.next().map { .line($0) } ?? .end(end()) }
        }
        if toSend {
          // When the other end is closed, receiving tells.
          rest = rest.dropFirst(socket.send(rest) ?? 0)
        }
      }
    }
  }

  /// Lets the simulation complete its files and end.
  func finish(timeOut: Double) {
    var commands = IcarusCommands()
    commands.appendEnd()
    // What it still has to say is taken until it closes its end, or it could wait for room to write.
    var bytes = commands.bytes
    while case .line = exchange(bytes, expectsAnswer: true, timeOut: timeOut) { bytes = [] }
    end()
  }

  /// Ends the process if it has not ended by itself, and returns its status.
  @discardableResult
  private func end() -> Int32 {
    if !hasEnded {
      hasEnded = true
      // A process that closed its output is about to end; one that hangs is killed.
      if ended.wait(timeout: .now() + 1) == .timedOut {
        kill(process.processIdentifier, SIGKILL)
        ended.wait()
      }
      // Returns at once, and breaks the cycle of references that Foundation makes when it starts a process.
      process.waitUntilExit()
    }
    return process.terminationStatus
  }
}
