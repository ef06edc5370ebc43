import Bitloom
import Components
import Foundation
import Testbench
import Testing

/// A sender of numbers that looks at its receiver.
private struct HesitantSender: Module {
  enum Mistake: Hashable {
    case none
    /// `valid` waits for `ready`.
    case waits
    /// What is offered is another beat while the receiver is ready.
    case chooses
    /// Both are bits of one word, and `valid` does not follow `ready`.
    case sharesWord
  }

  var mistake: Mistake
  var isStated = true

  struct IO: Interface {
    @Input var go: Signal = .bit
    var output = Stream(of: SignalType.unsigned(4))
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let count = register("count", .unsigned(4), reset: 0)
    when(io.output.fires) { count <== count &+ 1 }
    let word = wire("word", .unsigned(2))
    word <== cat(io.output.ready, io.go)
    io.output.valid <== io.go
    io.output.payload <== count
    switch mistake {
    case .none: break
    case .waits: io.output.valid <== word.andReduced
    case .chooses: when(io.output.ready) { io.output.payload <== 3 }
    case .sharesWord: io.output.valid <== word[0]
    }
    if isStated { assertProtocol(of: io.output, "output") }
  }
}

/// The same behind another module, and as a stream whose `valid` is no signal of its own.
private struct HesitantPath: Module {
  var isExpression = false

  struct IO: Interface {
    @Input var go: Signal = .bit
    var output = Stream(of: SignalType.unsigned(4))
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let sender = Instance("sender", HesitantSender(mistake: .waits, isStated: false))
    sender.go <== io.go
    io.output <== sender.output
    if isExpression {
      let numbers = Stream(payload: constant(1), valid: io.go && io.output.ready, ready: io.output.ready)
      assertProtocol(of: numbers, "numbers")
    } else {
      assertProtocol(of: io.output, "output")
    }
  }
}

@Suite struct HandshakeTests {
  /// What is told of a module; places as the lines of this file that they are.
  private func mistakes(_ module: some Module) throws -> String {
    do {
      _ = try elaborate(module)
      return ""
    } catch let error as DesignError {
      return try withLines(error.description)
    }
  }

  private func withLines(_ text: String) throws -> String {
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    return text.replacing(#/ComponentsTests/HandshakeTests.swift:(\d+):\d+/#) { match in
      "«" + lines[(Int(match.1) ?? 1) - 1].trimmingCharacters(in: .whitespaces) + "»"
    }
  }

  @Test func aSenderThatWaits() throws {
    #expect(
      try mistakes(HesitantSender(mistake: .waits)) == """
        error[C002]: 'valid' of stream 'output' waits for 'ready' in module 'hesitant_sender_waits_is_stated': \
        'output.ready' -> 'word' -> 'output.valid'
          --> «case .waits: io.output.valid <== word.andReduced»
          note: 'word' is assigned here: «word <== cat(io.output.ready, io.go)»
          note: 'output.valid' is assigned here: «case .waits: io.output.valid <== word.andReduced»
          note: stream 'output' is held to its protocol here: «if isStated { assertProtocol(of: io.output, "output") }»
          help: raise 'valid' whatever 'ready' is: a receiver may wait for 'valid', and both would wait for ever
        """)
  }

  @Test func aPayloadThatIsChosenByTheReceiver() throws {
    #expect(
      try mistakes(HesitantSender(mistake: .chooses)) == """
        error[C002]: the payload of stream 'output' follows 'ready' in module 'hesitant_sender_chooses_is_stated': \
        'output.ready' -> 'output.payload'
          --> «case .chooses: when(io.output.ready) { io.output.payload <== 3 }»
          note: 'output.payload' is assigned here: «case .chooses: when(io.output.ready) { io.output.payload <== 3 }»
          note: stream 'output' is held to its protocol here: «if isStated { assertProtocol(of: io.output, "output") }»
          help: make the payload of what does not depend on 'ready': a beat that is offered stays as it is until it is taken
        """)
  }

  @Test func aWayThroughAnInstance() throws {
    #expect(
      try mistakes(HesitantPath()) == """
        error[C002]: 'valid' of stream 'output' waits for 'ready' in module 'hesitant_path': \
        'output.ready' -> 'sender.output.ready' -> 'sender.output.valid' -> 'output.valid'
          --> «io.output <== sender.output»
          note: 'sender.output.ready' is assigned here: «io.output <== sender.output»
          note: 'sender.output.valid' follows from an input of instance 'sender', made here: \
        «let sender = Instance("sender", HesitantSender(mistake: .waits, isStated: false))»
          note: 'output.valid' is assigned here: «io.output <== sender.output»
          note: stream 'output' is held to its protocol here: «assertProtocol(of: io.output, "output")»
          help: raise 'valid' whatever 'ready' is: a receiver may wait for 'valid', and both would wait for ever
        """)
  }

  /// The `valid` of a stream that was mapped or filtered is no signal of its own.
  @Test func aStreamOfExpressions() throws {
    let text = try mistakes(HesitantPath(isExpression: true))
    let way = "'output.ready' -> 'numbers.valid'"
    #expect(
      text.hasPrefix(
        "error[C002]: 'valid' of stream 'numbers' waits for 'ready' in module 'hesitant_path_is_expression': \(way)\n"))
  }

  @Test func whatIsRight() throws {
    #expect(try mistakes(HesitantSender(mistake: .none)) == "")
    // Bit by bit there is no way.
    #expect(try mistakes(HesitantSender(mistake: .sharesWord)) == "")
    #expect(try mistakes(HesitantSender(mistake: .waits, isStated: false)) == "")
  }

  /// A test bench looks at the streams that it watches: at their ports, whatever module the way is in.
  @Test func aTestBenchTellsIt() throws {
    func told(_ mistake: HesitantSender.Mistake) throws -> String {
      do {
        try simulate(HesitantSender(mistake: mistake, isStated: false)) { dut in
          dut.checkProtocol(of: dut.output)
          (dut.go, dut.output.ready) = (1, 1)
          dut.step(3)
        }
        return ""
      } catch let error as TestbenchError {
        return try withLines(error.description)
      }
    }
    #expect(
      try told(.waits) == """
        error[C002]: 'valid' of stream 'output' waits for 'ready' in module 'hesitant_sender_waits': \
        'output.ready' -> 'word' -> 'output.valid'
          --> «case .waits: io.output.valid <== word.andReduced»
          note: 'word' is assigned here: «word <== cat(io.output.ready, io.go)»
          note: 'output.valid' is assigned here: «case .waits: io.output.valid <== word.andReduced»
          note: stream 'output' is held to its protocol here: «dut.checkProtocol(of: dut.output)»
          help: raise 'valid' whatever 'ready' is: a receiver may wait for 'valid', and both would wait for ever
        """)
    #expect(try told(.chooses).contains("error[C002]: the payload of stream 'output' follows 'ready'"))
    #expect(try told(.none) == "")
  }
}
