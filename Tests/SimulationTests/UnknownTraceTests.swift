import Netlist
import RTL
import Simulation
import Testing

/// The rules of unknown bits against what they stand for: a value is known when it is the same whatever the unknown bits are.
@Suite struct UnknownTraceTests {
  private static let operators = BinaryOperator.allCases.filter { $0 != .divide && $0 != .remainder }

  /// Two registers that reset leaves alone, and everything that can be made of them.
  private static func design() -> Design {
    var b = DesignBuilder()
    let inputs = [b.input("next_left", .unsigned(2)), b.input("next_right", .unsigned(2))]
    var outputs = operators.map { b.output("\($0)", $0.isComparison ? .bit : .unsigned(2)) }
    let others = ["not", "all", "any", "parity", "slice", "cat", "wide", "sign", "mux", "bit"]
    let widths = [2, 1, 1, 1, 1, 4, 4, 4, 2, 1]
    outputs += zip(others, widths).map { b.output($0, $0 == "sign" ? .signed($1) : .unsigned($1)) }
    let registers = [b.register("left", .unsigned(2)), b.register("right", .unsigned(2))]
    for (register, input) in zip(registers, inputs) { b.assign(register, b.read(input)) }
    let (left, right) = (b.read(registers[0]), b.read(registers[1]))
    var values = operators.map { b.binary($0, left, right) }
    values += [b.unary(.not, left), b.unary(.reduceAnd, left), b.unary(.reduceOr, left), b.unary(.reduceXor, left)]
    values += [b.slice(left, low: 1, width: 1), b.concatenate([left, right]), b.extend(left, to: 4)]
    values.append(b.extend(b.reinterpret(left, signed: true), to: 4))
    values.append(b.mux(b.slice(left, low: 0, width: 1), right, left))
    values.append(b.selectBit(left, right))
    for (output, value) in zip(outputs, values) { b.assign(output, value) }
    return b.design()
  }

  @Test func everyOperatorOnEveryStateOfTwoBits() throws {
    let design = Self.design()
    let outputs = Array(2..<design.top.ports.count)
    let simulator = try NativeSimulator(design)
    let results = (0..<16).map { state in
      simulator.writeWord(0, UInt64(state & 3))
      simulator.writeWord(1, UInt64(state >> 2))
      simulator.step(1)
      return outputs.map { simulator.readWord($0) }
    }
    let netlist = try Netlist(design)
    let ports = design.top.ports.map { LogicBits(Bits(zeroOfWidth: $0.type.width)) }
    var hidden = 0
    for (value, unknown) in (0..<16).flatMap({ value in (0..<16).map { (value & ~$0, $0) } }) {
      var registers: [LogicBits] = []
      for shift in [0, 2] {
        let known = Bits(value >> shift & 3, width: 2)
        registers.append(LogicBits(value: known, unknown: Bits(unknown >> shift & 3, width: 2)))
      }
      let trace = UnknownTrace(netlist, inputs: ports, registers: registers)
      for (index, port) in outputs.enumerated() {
        let possible = Set((0..<16).filter { $0 & ~unknown == value }.map { results[$0][index] })
        let sources = trace.sources(of: netlist.node(ofPort: port))
        let name = design.top.ports[port].name
        let isKnown = sources.registers.isEmpty
        #expect(!isKnown || possible.count == 1, "\(name) of \(registers)")
        #expect(sources.registers.allSatisfy { !registers[$0].isKnown }, "\(name) of \(registers)")
        if isKnown, unknown != 0 { hidden += 1 }
        // Where Verilog's rules are exact, what cannot vary is known.
        let isExact = ["and", "or", "not", "all", "any", "slice", "cat", "wide", "sign", "equal", "notEqual"].contains(
          name)
        if isExact, possible.count == 1 { #expect(isKnown, "\(name) of \(registers)") }
      }
    }
    #expect(hidden > 500)
  }

  @Test func memoriesAndTheirAddresses() throws {
    var b = DesignBuilder()
    let next = b.input("next", .unsigned(2))
    let output = b.output("word", .unsigned(3))
    let address = b.register("address", .unsigned(2))
    let memory = b.memory("table", depth: 4, .unsigned(3))
    b.assign(address, b.read(next))
    b.write(memory, b.read(next), b.constant(5, .unsigned(3)))
    b.assign(output, b.readMemory(memory, b.read(address)))
    let netlist = try Netlist(b.design())
    let ports = [2, 3].map { LogicBits(Bits(zeroOfWidth: $0)) }
    let node = netlist.node(ofPort: output.index)
    let known = UnknownTrace(netlist, inputs: ports, registers: [LogicBits(Bits(1, width: 2))])
    #expect(known.sources(of: node) == .init(memories: [0]))
    let lost = LogicBits(value: Bits(0, width: 2), unknown: Bits(1, width: 2))
    #expect(UnknownTrace(netlist, inputs: ports, registers: [lost]).sources(of: node) == .init(registers: [0]))
  }
}
