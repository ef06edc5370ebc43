import Bitloom
import Components
import Testing

@Suite struct RegisterPageTests {
  @Test func pageOfTheTimer() throws {
    let text = try RegisterMap.timer.markdown()
    let start = """
      # Registers of timer

      Counts cycles.

      Words of 32 bits behind AXI4-Lite, with addresses of 12 bits.

      | offset | register | access | reset | description |
      |---|---|---|---|---|
      | 0x00 | [`control`](#control) | read, write | 0x12342 | What it does. |
      | 0x04 to 0x0c in steps of 0x8 | [`limit[2]`](#limit) | read, write | 0xffffffff | Where it stops. |
      | 0x20 | [`count`](#count) | read |  | Steps so far. |
      | 0x24 | [`events`](#events) | read, write | 0x80 | What has happened. |
      | 0x28 | [`version`](#version) | read | 0x10002 | Of the hardware. |
      | 0x40 | [`key`](#key) | write |  | Read as 0. |

      ## control

      What it does.

      Offset 0x00.

      | bits | field | access | reset | description |
      |---|---|---|---|---|
      | 31 | `clear` | write, for one cycle |  | Starts at 0 again. |
      | 19:4 | `prescale` | read, write | 0x1234 | Cycles for one step, less 1. |
      | 2:1 | `mode` | read, write | 0x1 | What happens at the limit.<br>`0` once<br>`1` again<br>`2` up_and_down |
      | 0 | `enable` | read, write | 0x0 | Counts while it is 1. |

      ## limit

      """
    #expect(text.hasPrefix(start), "\(text)")
    #expect(text.hasSuffix("| 11:0 | `value` | write | 0xabc |  |\n"))
  }

  /// Neither an end of a line nor a bar in a description breaks its table.
  @Test func cellsStayCells() throws {
    let field = RegisterField("a", bit: 0, .readWrite, values: [RegisterValue("on", 1, "x|y")], "one\ntwo | three")
    let text = try RegisterMap("odd", registers: [Register("word", fields: [field])]).markdown()
    #expect(text.contains("| 0 | `a` | read, write | 0x0 | one two \\| three<br>`1` on: x\\|y |"), "\(text)")
  }
}
