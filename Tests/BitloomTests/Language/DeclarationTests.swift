import Bitloom
import Testing

/// Types by their largest number, and reset values of more than 63 bits.
@Suite struct DeclarationTests {
  @Test(arguments: [
    (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (640, 10), (1024, 10), (1025, 11), (0, 1), (-5, 1), (.max, 63),
  ])
  func unsignedBelowALimit(_ limit: Int, width: Int) {
    #expect(SignalType.unsigned(below: limit) == .unsigned(width))
  }

  private struct Wide: Module {
    struct IO: Interface {
      @Input var next: Signal = .unsigned(70)
      @Output var value: Signal = .unsigned(70)
      @Output var position: Signal = .unsigned(below: 9)
    }
    var ports: IO { IO() }

    func build(_ io: IO) {
      let value = register("state", .unsigned(70), reset: Bits(words: [.max, 0x2a], width: 70))
      value <== io.next
      io.value <== value
      let position = register("place", .unsigned(below: 9), reset: 8)
      position.increment(wrappingAt: 9)
      io.position <== position
    }
  }

  @Test func aResetValueOfManyBits() throws {
    let text = try elaborate(Wide()).verilog()[0].text
    #expect(text.contains("state <= 70'h2affffffffffffffff;"))
    #expect(text.contains("output logic [3:0]  position"))
  }
}
