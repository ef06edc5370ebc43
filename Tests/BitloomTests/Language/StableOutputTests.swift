import Bitloom
import Testing

/// A module with a line that can be changed.
private struct Editable: Module {
  var variant = 0

  struct IO: Interface {
    @Input var a: Signal = .unsigned(8)
    @Input var b: Signal = .unsigned(8)
    @Output var y: Signal = .unsigned(8)
    @Output var z: Signal = .unsigned(8)
    @Output var count: Signal = .unsigned(8)
  }
  var ports: IO { IO() }
  var moduleName: String { "editable" }

  func build(_ io: IO) {
    let first = wire("first", .unsigned(8))
    first <== (io.a ^ io.b) &+ (io.a & io.b)
    let second = wire("second", .unsigned(8))
    switch variant {
    case 1: second <== (first &+ 1) ^ (io.b >> 3)
    case 2: second <== mux(first == 3, (first &+ io.a) &* io.b, io.b)
    default: second <== first ^ io.b
    }
    let count = register("counter", .unsigned(8), reset: 0)
    when(second[0]) {
      count <== count &+ 1
    }.elseWhen((second + first)[8]) {
      count <== (count &+ first).truncated(to: 8)
    }
    io.y <== second | (first &- io.b)
    io.z <== (first + second).truncated(to: 8)
    io.count <== count
  }
}

@Suite struct StableOutputTests {
  private func lines(_ module: Editable) throws -> [String] {
    try elaborate(module).verilog()[0].text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [1, 2]) func editingOneLineChangesOnlyTheLineThatFollowsFromIt(_ variant: Int) throws {
    let before = try lines(Editable())
    let after = try lines(Editable(variant: variant))
    let difference = after.difference(from: before)
    // The header tells the parameter.
    let removed = difference.removals.map(text).filter { !$0.contains("variant") }
    let added = difference.insertions.map(text).filter { !$0.contains("variant") }
    #expect(removed == ["  assign second = first ^ b;"])
    #expect(added.count == 1)
    #expect(added.first?.hasPrefix("  assign second = ") == true)
  }

  private func text(_ change: CollectionDifference<String>.Change) -> String {
    switch change {
    case .insert(_, let line, _), .remove(_, let line, _): line
    }
  }
}
