import Bitloom
import Components
import Testing

/// Impossible parameters are told in a sentence each, at the line that asks for the module.
@Suite struct MemoryParameterTests {
  private func problems(_ module: some Module) -> [String] {
    do {
      _ = try elaborate(module)
      return []
    } catch {
      return "\(error)".split(separator: "\n").filter { $0.hasPrefix("error[P001]") }
        .map { $0.components(separatedBy: "cannot be built: ").last ?? "" }
    }
  }

  @Test func singlePort() {
    #expect(problems(SinglePortMemory(word: .bit, depth: 0)) == ["depth is 0; it must be from 1 to 16777216"])
    #expect(
      problems(SinglePortMemory(word: .unsigned(16), depth: 4, lanes: 3))
        == ["lanes is 3; it must divide the 16 bits of a word"])
    #expect(
      problems(SinglePortMemory(word: .unsigned(16), depth: 4, lanes: -1))
        == ["lanes is -1; it must divide the 16 bits of a word"])
    #expect(
      problems(SinglePortMemory(word: PacketShape(), depth: 4, lanes: 2))
        == ["lanes is 2; only words that are numbers have lanes, and 0 stands for none"])
    #expect(problems(SinglePortMemory(word: .bit, depth: 4, latency: 0)) == ["latency is 0; it must be 1 or 2"])
    #expect(
      problems(SinglePortMemory(word: .bit, depth: 4, contents: .values([1, 0])))
        == ["contents has 2 words; it must have as many as depth, 4"])
  }

  @Test func simpleDualPort() {
    let other = ClockDomain(clock: "other_clk")
    #expect(
      problems(SimpleDualPortMemory(word: .bit, depth: 4, latency: 3)) == ["latency is 3; it must be 0, 1 or 2"])
    #expect(
      problems(SimpleDualPortMemory(word: .bit, depth: 4, latency: 0, duringWrite: .new))
        == ["duringWrite is new; a read of latency 0 gives the word as it is"])
    #expect(
      problems(SimpleDualPortMemory(word: .bit, depth: 4, latency: 0, storage: .block))
        == ["storage is block; a read of latency 0 has no block memory"])
    #expect(
      problems(SimpleDualPortMemory(word: .bit, depth: 4, read: other))
        == ["duringWrite is old; between two clocks it must be undefined"])
    #expect(
      problems(SimpleDualPortMemory(word: .bit, depth: 4, latency: 0, duringWrite: .undefined, write: other))
        == ["latency is 0; between two clocks it must be 1 or 2"])
  }

  @Test func trueDualPort() {
    #expect(
      problems(TrueDualPortMemory(word: .unsigned(8), depth: -1, lanes: 16, latency: 0)) == [
        "depth is -1; it must be from 1 to 16777216", "lanes is 16; it must divide the 8 bits of a word",
        "latency is 0; it must be 1 or 2",
      ])
  }

  @Test func table() {
    #expect(problems(ROM(word: .bit, contents: [])) == ["depth is 0; it must be from 1 to 16777216"])
    #expect(
      problems(ROM(word: .unsigned(4), depth: 2, contents: .values([1, 2, 3])))
        == ["contents has 3 words; it must have as many as depth, 2"])
    #expect(
      problems(ROM(word: .bit, contents: [1], latency: 0, storage: .block))
        == ["storage is block; a read of latency 0 has no block memory"])
  }

  @Test func buffers() {
    #expect(problems(PingPongBuffer(word: .bit, depth: 0)) == ["depth is 0; it must be from 1 to 8388608"])
    #expect(problems(PingPongBuffer(word: .bit, depth: 1, latency: 0)) == ["latency is 0; it must be 1 or 2"])
    #expect(
      problems(LineBuffer(pixel: .bit, width: 0, lines: 1)) == [
        "width is 0; it must be from 2 to 65536", "lines is 1; it must be from 2 to 64",
      ])
    #expect(
      problems(LineBuffer(pixel: .bit, width: 8, lines: 3, height: 2))
        == ["height is 2; it must be from lines, 3, to 65536"])
  }
}
