import Bitloom
import Testing

@Suite struct GivenNamesTests {
  /// A function that names its intermediate results, called three times.
  struct Sample: Module {
    struct IO: Interface {
      @Input var a: Signal = .unsigned(3)
      @Input var b: Signal = .unsigned(5)
      @Output var y: Signal = .unsigned(6)
      @Output var step2: Signal = .unsigned(3)
    }

    var ports: IO { IO() }

    func build(_ io: IO) {
      // A read of a port gets a wire of its own, the others are expressions.
      let values = [(io.a ^ 1), io.b, (io.a & 2), io.a].map { $0.named("step") }
      let total = register("total", .unsigned(6), reset: 0)
      total <== (values[0] + values[1]).named("total")
      io.y <== total
      io.step2 <== (values[2] | values[3])
    }
  }

  @Test func aNameThatIsTakenIsNumbered() throws {
    let verilog = try elaborate(Sample()).verilog()[0].text
    let lines = verilog.split(separator: "\n").filter { $0.contains("  assign ") }
    let assignments = lines.map { $0.dropFirst("  assign ".count) }
    let expected: [Substring] = [
      "step_2 = b;", "step_4 = a;", "step = a ^ 3'd1;", "total_2 = 6'(step) + 6'(step_2);", "y = total;",
      "step_3 = a & 3'd2;", "step2 = step_3 | step_4;",
    ]
    #expect(assignments == expected)
  }
}
