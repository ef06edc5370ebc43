import RTL
import Simulation

/// Runs a design in several engines and compares their outputs.
final class LockstepEngine: SimulationEngine {
  struct Member {
    var name: String
    var engine: any SimulationEngine
  }

  private struct Output {
    var port: Int
    /// Whether unknown bits are no difference.
    var mayBeUnknown: Bool
    /// The `valid` of the stream that the output is the payload of.
    var valid: Int?
  }

  let ports: [PortDefinition]
  private let members: [Member]
  private let outputs: [Output]
  private let design: Design
  private var difference: LockstepDifference?
  private var checkDifference: CheckDifference?
  /// What the checks have told in each member and was not compared yet.
  private var events: [[CheckEvent]]
  private var cycle = 0
  private var resetCount = 0
  private var isResetActive = false
  private var isFinished = false
  /// Whether the registers have taken their reset values.
  private var isInitialised: Bool
  private let inputsMayReset: Bool
  private let openMemories: [(shape: MemoryShape, numbers: [Int])]

  init(_ members: [Member], _ design: Design, mayBeUnknown: Set<Int>) {
    self.members = members
    openMemories = Self.openMemories(members)
    events = members.map { _ in [] }
    self.design = design
    ports = design.top.ports
    inputsMayReset = design.modules.contains { module in
      module.domains.contains { $0.resetSignal != nil && $0.domain.reset?.kind == .asynchronous }
    }
    isInitialised = !design.modules.contains { $0.domains.contains(where: \.usesReset) }
    let ports = design.top.ports
    outputs = ports.indices.filter { ports[$0].direction == .output }.map { port in
      Output(
        port: port, mayBeUnknown: mayBeUnknown.contains(port),
        valid: HandshakePath.valid(of: ports[port].path).flatMap { valid in
          ports.firstIndex { $0.path == valid && $0.direction == .output }
        })
    }
  }

  private var reference: any SimulationEngine { members[0].engine }

  var isTwoState: Bool { reference.isTwoState }

  var failure: (any Error)? {
    if let difference { return difference }
    if let checkDifference { return checkDifference }
    return members.lazy.compactMap(\.engine.failure).first
  }

  // MARK: Checks

  var checks: CheckTable? { reference.checks }

  /// What the checks have told in the first member. It is compared with the others when all of them have told all.
  func takeEvents(waits: Bool) -> [CheckEvent] {
    let new = members.map { $0.engine.takeEvents(waits: waits) }
    for index in members.indices { events[index] += new[index] }
    if waits { compareEvents() }
    return new[0]
  }

  private func compareEvents() {
    defer { events = members.map { _ in [] } }
    guard checkDifference == nil else { return }
    // A netlist has no checks.
    for (index, member) in members.enumerated().dropFirst() where checkDifference == nil && member.engine.checks != nil
    {
      checkDifference = CheckDifference(
        (members[0].name, events[0]), (member.name, events[index]), otherIsTwoState: member.engine.isTwoState)
    }
  }

  // MARK: Ports

  func writeWord(_ port: Int, _ value: UInt64) {
    for member in members { member.engine.writeWord(port, value) }
  }

  func readWord(_ port: Int) -> UInt64 {
    settleOthers(port)
    return reference.readWord(port)
  }

  func write(_ port: Int, _ value: Bits) {
    for member in members { member.engine.write(port, value) }
  }

  func read(_ port: Int) -> LogicBits {
    settleOthers(port)
    return reference.read(port)
  }

  /// What makes the reference look at its inputs makes the others look at theirs, where that leaves something behind: where
  /// inputs can reset registers.
  private func settleOthers(_ port: Int) {
    guard inputsMayReset else { return }
    for member in members.dropFirst() { _ = member.engine.read(port) }
  }

  // MARK: Memories

  var memories: [MemoryShape] { openMemories.map(\.shape) }

  /// What the reference has. The others must have the same; unknown bits are no difference.
  func readMemory(_ memory: Int, word: Int) -> LogicBits {
    let numbers = openMemories[memory].numbers
    let values = zip(members, numbers).map { $0.engine.readMemory($1, word: word) }
    for (member, value) in zip(members, values).dropFirst() where difference == nil {
      let unknown = value.unknown | values[0].unknown
      if ((value.value ^ values[0].value) & ~unknown).isZero { continue }
      difference = LockstepDifference(
        cycle: cycle, reset: resetCount, isInReset: isResetActive,
        port: "\(openMemories[memory].shape.path)[\(word)]",
        values: [
          .init(name: members[0].name, text: values[0].value.decimalString(signed: false)),
          .init(name: member.name, text: value.value.decimalString(signed: false)),
        ], inputs: [])
    }
    return values[0]
  }

  func writeMemory(_ memory: Int, word: Int, _ value: Bits) {
    for (member, number) in zip(members, openMemories[memory].numbers) {
      member.engine.writeMemory(number, word: word, value)
    }
  }

  /// The memories that all members have open, with their numbers in each.
  private static func openMemories(_ members: [Member]) -> [(shape: MemoryShape, numbers: [Int])] {
    guard let first = members.first else { return [] }
    return first.engine.memories.compactMap { shape in
      let numbers = members.compactMap { $0.engine.memories.firstIndex { $0.path == shape.path } }
      return numbers.count == members.count ? (shape, numbers) : nil
    }
  }

  // MARK: Time

  func setReset(_ isActive: Bool, resets: PortSet) {
    for member in members { member.engine.setReset(isActive, resets: resets) }
    isResetActive = isActive
    if isActive { resetCount += 1 } else { cycle = 0 }
  }

  func step(_ cycles: Int, clocks: PortSet) {
    for _ in 0..<max(cycles, 0) {
      compare()
      for member in members { member.engine.step(1, clocks: clocks) }
      cycle += 1
      if isResetActive { isInitialised = true }
    }
  }

  func writeTrace() throws { try members.first?.engine.writeTrace() }

  func finish() {
    guard !isFinished else { return }
    isFinished = true
    compare()
    for member in members { member.engine.finish() }
  }

  // MARK: Comparison

  private func compare() {
    guard isInitialised, difference == nil, members.count > 1 else { return }
    for output in outputs where !agree(output) {
      difference = describe(output.port)
      return
    }
  }

  private func agree(_ output: Output) -> Bool {
    let port = output.port
    let isShort = ports[port].type.width <= 64
    let word = isShort ? reference.readWord(port) : 0
    var whole: LogicBits?
    for member in members.dropFirst() {
      if isShort, reference.isTwoState, member.engine.isTwoState {
        if member.engine.readWord(port) != word { return false }
        continue
      }
      let expected = whole ?? reference.read(port)
      whole = expected
      let found = member.engine.read(port)
      if found == expected { continue }
      let unknown = found.unknown | expected.unknown
      let isEqualWhereKnown = ((found.value ^ expected.value) & ~unknown).isZero
      if !isEqualWhereKnown || !mayBeUnknown(output) { return false }
    }
    return true
  }

  private func mayBeUnknown(_ output: Output) -> Bool {
    if output.mayBeUnknown { return true }
    guard let valid = output.valid else { return false }
    let bits = reference.read(valid)
    return bits.isKnown && bits.value.isZero
  }

  private func describe(_ port: Int) -> LockstepDifference {
    let values = members.map { LockstepDifference.Value(name: $0.name, text: text(of: port, in: $0.engine)) }
    let inputs = ports.indices.filter { ports[$0].direction == .input }.map {
      LockstepDifference.Value(name: ports[$0].path, text: text(of: $0, in: reference))
    }
    return LockstepDifference(
      cycle: cycle, reset: resetCount, isInReset: isResetActive, port: ports[port].path, values: values, inputs: inputs)
  }

  private func text(of port: Int, in engine: any SimulationEngine) -> String {
    let bits = engine.read(port)
    let type = ports[port].type
    guard bits.isKnown else {
      let digits = zip(bits.value.binaryString, bits.unknown.binaryString).map { $1 == "1" ? "x" : $0 }
      return "'b" + String(digits)
    }
    let number = bits.value.decimalString(signed: type.isSigned)
    guard let enumeration = type.enumeration else { return number }
    return design.top.enumerations[enumeration].caseName(of: bits.value) ?? number
  }
}
