import Bitloom
import Netlist
import RTL
import Testing

/// Two ways to the same sum, a constant, and a register.
private struct Sums: Module {
  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Output var first: Signal
    @Output var second: Signal
    @Output var fixed: Signal
    @Output var held: Signal
  }
  var ports: IO {
    IO(
      a: .unsigned(4), b: .unsigned(4), first: .unsigned(5), second: .unsigned(5), fixed: .unsigned(4),
      held: .unsigned(5))
  }

  func build(_ io: IO) {
    let held = register("held_sum", .unsigned(5), reset: 3)
    held <== io.a + io.b
    io.first <== io.a + io.b
    io.second <== io.b + io.a
    io.fixed <== (io.a & 0) | 6
    io.held <== held
  }
}

private struct Pair: Module {
  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Output var left: Signal
    @Output var right: Signal
  }
  var ports: IO { IO(a: .unsigned(4), b: .unsigned(4), left: .unsigned(5), right: .unsigned(5)) }

  func build(_ io: IO) {
    let sums = (0..<2).map { Instance("sums_\($0)", Sums()) }
    for sum in sums {
      sum.a <== io.a
      sum.b <== io.b
    }
    io.left <== sums[0].first
    io.right <== sums[1].held
  }
}

/// Words that depend on each other, with no loop bit by bit.
private struct Staircase: Module {
  struct IO: Interface {
    @Input var a: Signal
    @Output var steps: Signal
  }
  var ports: IO { IO(a: .bit, steps: .unsigned(4)) }

  func build(_ io: IO) {
    let steps = wire("steps_so_far", .unsigned(4))
    steps[0] <== io.a
    for index in 1..<4 { steps[index] <== !steps[index - 1] }
    io.steps <== steps
  }
}

@Suite struct NetlistTests {
  @Test func operandsStandBeforeWhatReadsThem() throws {
    for design in [try elaborate(Sums()), try elaborate(Pair()), try elaborate(Staircase())] {
      let netlist = try Netlist(design)
      for (index, node) in netlist.nodes.enumerated() {
        node.visitOperands { #expect($0.index < index) }
      }
    }
  }

  @Test func equalOperationsAreOneNode() throws {
    let netlist = try Netlist(elaborate(Sums()))
    #expect(netlist.nodes.count { $0.kind == .add } == 1)
    #expect(Set(netlist.nodes).count == netlist.nodes.count)
    let outputs = ["first", "second"].compactMap { netlist.signal(atPath: $0)?.node }
    #expect(outputs.count == 2)
    #expect(outputs.first == outputs.last)
  }

  @Test func constantsAreFolded() throws {
    let netlist = try Netlist(elaborate(Sums()))
    let fixed = try #require(netlist.signal(atPath: "fixed"))
    #expect(netlist.constantValue(of: fixed.node) == Bits(6, width: 4))
    let first = try #require(netlist.signal(atPath: "first"))
    #expect(netlist.constantValue(of: first.node) == nil)
  }

  @Test func registersKeepTheirResetValueAndNextValue() throws {
    let netlist = try Netlist(elaborate(Sums()))
    #expect(netlist.registers.count == 1)
    let register = try #require(netlist.registers.first)
    #expect(register.resetValue == Bits(3, width: 5))
    #expect(register.next == netlist.signal(atPath: "first")?.node)
    #expect(register.node == netlist.signal(atPath: "held")?.node)
  }

  @Test func instancesAreScopes() throws {
    let netlist = try Netlist(elaborate(Pair()))
    #expect(netlist.scopes.count == 3)
    let expected: [String] = ["pair", "pair.sums_0", "pair.sums_1"]
    let paths: [String] = netlist.scopesOutermostFirst.map(netlist.path(ofScope:))
    #expect(paths == expected)
    #expect(netlist.signalPaths.contains("pair.sums_1.held_sum"))
    let inner = try #require(netlist.signal(atPath: "pair.sums_0.first"))
    #expect(inner.node == netlist.signal(atPath: "left")?.node)
    #expect(netlist.signal(atPath: "sums_0.first")?.node == inner.node)
    #expect(netlist.signal(atPath: "pair.sums_2.first") == nil)
    #expect(netlist.signal(atPath: "") == nil)
  }

  @Test func bitsMayDependOnOtherBitsOfTheirWord() throws {
    let netlist = try Netlist(elaborate(Staircase()))
    #expect(netlist.registers.isEmpty)
    #expect(netlist.nodes.contains { $0.kind == .not })
  }
}
