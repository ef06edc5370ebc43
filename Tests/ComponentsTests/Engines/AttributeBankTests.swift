import Bitloom
import Components
import Testbench
import Testing

/// Attributes wherever they can stand, in a design that does something.
private struct AttributeBank: Module {
  struct IO: Interface {
    @Input var value: Signal = .unsigned(4)
    @Input var address: Signal = .unsigned(2)
    @Output var sum: Signal = .unsigned(4)
    @Output var word: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    attribute("use_dsp", "no")
    attribute("mark_debug", "true", on: io.value)
    attribute("mark_debug", on: io.sum)
    let sum = register("running_sum", .unsigned(4), reset: 0)
    attribute("max_fanout", 16, on: sum)
    sum <== sum &+ io.value
    io.sum <== sum
    let probe = wire("probe", .unsigned(4))
    attribute("keep", on: probe)
    probe <== sum ^ io.value
    let shadow = register("shadow", .unsigned(4))
    attribute("keep", "true", on: shadow)
    shadow <== sum
    let storage = memory("storage", .unsigned(4), depth: 4)
    attribute("ram_style", "block", on: storage)
    storage.write(io.value, at: io.address)
    let slice = Instance("slice", StreamRegisterSlice(payload: .unsigned(4)))
    attribute("keep_hierarchy", "yes", on: slice)
    slice.input.payload <== storage.read(at: io.address)
    slice.input.valid <== 1
    slice.output.ready <== 1
    io.word <== slice.output.payload
  }
}

@Suite struct AttributeBankTests {
  @Test func toolsAreSilentAndEnginesAgree() throws {
    #expect(try lint(AttributeBank()) == "")
    try simulate(AttributeBank(), on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      dut.value = 3
      dut.step(5)
      #expect(dut.sum == 15)
    }
  }
}
