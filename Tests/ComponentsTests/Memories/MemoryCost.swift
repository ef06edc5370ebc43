import Bitloom
import Components
import FPGAFlow
import Testing
import ToolTestSupport

/// A memory, and what Yosys must make of it.
struct MemoryCost: CustomTestStringConvertible, Sendable {
  /// The component, and its form, as Docs/Memories.md tells them.
  var name: String
  var form: String
  var module: any Module
  /// Blocks of iCE40, ECP5 and Xilinx 7.
  var blocks: [Int]
  /// Flip-flops at most, on each of them.
  var flipFlops: [Int]
  /// Families that have no such memory are left out.
  var targets = Families.all

  init(_ name: String, _ form: String, _ module: some Module, blocks: [Int], flipFlops: [Int] = [0, 0, 0]) {
    self.name = name
    self.form = form
    self.module = module
    self.blocks = blocks
    self.flipFlops = flipFlops
  }

  var testDescription: String { "\(name), \(form)" }

  /// The row of the table in Docs/Memories.md.
  func row(_ reports: [SynthesisReport]) -> String {
    let columns = Families.all.map { target in
      reports.first { $0.target == target }.map(Self.cells) ?? "has none"
    }
    return "| \(name) | \(form) | \(columns.joined(separator: " | ")) |"
  }

  private static func cells(_ report: SynthesisReport) -> String {
    let memories = report.total.cells.filter { cell in
      [.blockMemory, .distributedMemory].contains(report.target.kind(ofCell: cell.key))
    }
    var parts = memories.sorted { $0.key < $1.key }.map { "\($0.value) `\($0.key)`" }
    for (kind, name) in [(CellKind.flipFlop, "FF"), (.lookupTable, "LUT")] where report.total[kind] > 0 {
      parts.append("\(report.total[kind]) \(name)")
    }
    return parts.joined(separator: ", ")
  }
}

extension MemoryCost {
  private static func word(_ width: Int) -> SignalType { .unsigned(width) }

  static let singlePort = [
    MemoryCost(
      "`SinglePortMemory`", "512 x 16", SinglePortMemory(word: word(16), depth: 512), blocks: [2, 1, 1]),
    MemoryCost(
      "`SinglePortMemory`", "2048 x 32", SinglePortMemory(word: word(32), depth: 2048), blocks: [16, 4, 2]),
    MemoryCost(
      "`SinglePortMemory`", "1024 x 32, 4 lanes", SinglePortMemory(word: word(32), depth: 1024, lanes: 4),
      blocks: [8, 2, 1]),
    MemoryCost(
      "`SinglePortMemory`", "512 x 16, latency 2", SinglePortMemory(word: word(16), depth: 512, latency: 2),
      blocks: [2, 1, 1], flipFlops: [16, 16, 16]),
    MemoryCost(
      "`SinglePortMemory`", "512 x 16, `readFirst`",
      SinglePortMemory(word: word(16), depth: 512, writeMode: .readFirst),
      blocks: [2, 1, 1], flipFlops: [43, 0, 0]),
    MemoryCost(
      "`SinglePortMemory`", "512 x 16, `writeFirst`",
      SinglePortMemory(word: word(16), depth: 512, writeMode: .writeFirst), blocks: [2, 1, 1], flipFlops: [17, 0, 0]),
    MemoryCost(
      "`SinglePortMemory`", "512 x 32, 4 lanes, `writeFirst`",
      SinglePortMemory(word: word(32), depth: 512, lanes: 4, writeMode: .writeFirst), blocks: [4, 1, 1],
      flipFlops: [69, 69, 69]),
  ]

  static let simpleDualPort = [
    MemoryCost(
      "`SimpleDualPortMemory`", "512 x 16, `.undefined`",
      SimpleDualPortMemory(word: word(16), depth: 512, duringWrite: .undefined), blocks: [2, 1, 1]),
    MemoryCost(
      "`SimpleDualPortMemory`", "2048 x 32, `.undefined`",
      SimpleDualPortMemory(word: word(32), depth: 2048, duringWrite: .undefined), blocks: [16, 4, 2]),
    MemoryCost(
      "`SimpleDualPortMemory`", "512 x 32, 4 lanes, `.undefined`",
      SimpleDualPortMemory(word: word(32), depth: 512, lanes: 4, duringWrite: .undefined), blocks: [4, 1, 1]),
    MemoryCost(
      "`SimpleDualPortMemory`", "512 x 16, latency 2, `.undefined`",
      SimpleDualPortMemory(word: word(16), depth: 512, latency: 2, duringWrite: .undefined), blocks: [2, 1, 1],
      flipFlops: [16, 16, 16]),
    MemoryCost(
      "`SimpleDualPortMemory`", "512 x 16, `.old`", SimpleDualPortMemory(word: word(16), depth: 512),
      blocks: [2, 1, 1], flipFlops: [43, 43, 0]),
    MemoryCost(
      "`SimpleDualPortMemory`", "512 x 16, `.new`",
      SimpleDualPortMemory(word: word(16), depth: 512, duringWrite: .new), blocks: [2, 1, 1],
      flipFlops: [34, 34, 34]),
    MemoryCost(
      "`SimpleDualPortMemory`", "512 x 16, two clocks",
      SimpleDualPortMemory(
        word: word(16), depth: 512, duringWrite: .undefined, read: ClockDomain(clock: "read_clk")),
      blocks: [2, 1, 1]),
    MemoryCost(
      "`SimpleDualPortMemory`", "8 x 16, `.block`, `.undefined`",
      SimpleDualPortMemory(word: word(16), depth: 8, duringWrite: .undefined, storage: .block), blocks: [1, 1, 1]),
    MemoryCost(
      "`SimpleDualPortMemory`", "32 x 8, latency 0",
      SimpleDualPortMemory(word: word(8), depth: 32, latency: 0), blocks: [0, 0, 0], flipFlops: [256, 0, 0]),
    MemoryCost(
      "`SimpleDualPortMemory`", "64 x 4, latency 0",
      SimpleDualPortMemory(word: word(4), depth: 64, latency: 0), blocks: [0, 0, 0], flipFlops: [256, 0, 0]),
  ]

  static let others = [
    MemoryCost(
      "`ROM`", "512 x 16, `.block`",
      ROM(word: word(16), contents: (0..<512).map { $0 * 97 % 65536 }, storage: .block), blocks: [2, 1, 1]),
    MemoryCost(
      "`ROM`", "2048 x 16, latency 2", ROM(word: word(16), contents: (0..<2048).map { $0 * 977 % 65536 }, latency: 2),
      blocks: [8, 2, 1], flipFlops: [16, 16, 16]),
    MemoryCost(
      "`PingPongBuffer`", "2 x 256 x 16", PingPongBuffer(word: word(16), depth: 256), blocks: [2, 1, 1],
      flipFlops: [4, 4, 4]),
    MemoryCost(
      "`PingPongBuffer`", "2 x 500 x 32", PingPongBuffer(word: word(32), depth: 500), blocks: [8, 2, 1],
      flipFlops: [4, 4, 4]),
    MemoryCost(
      "`LineBuffer`", "3 lines of 640 x 8", LineBuffer(pixel: word(8), width: 640, lines: 3, height: 480),
      blocks: [3, 1, 1], flipFlops: [43, 40, 40]),
    MemoryCost(
      "`LineBuffer`", "5 lines of 320 x 8", LineBuffer(pixel: word(8), width: 320, lines: 5), blocks: [4, 1, 1],
      flipFlops: [32, 31, 31]),
  ]

  static let trueDualPort = [
    MemoryCost(
      "`TrueDualPortMemory`", "1024 x 16", TrueDualPortMemory(word: word(16), depth: 1024), blocks: [1, 1]),
    MemoryCost(
      "`TrueDualPortMemory`", "2048 x 32, 4 lanes, latency 2",
      TrueDualPortMemory(word: word(32), depth: 2048, lanes: 4, latency: 2), blocks: [4, 2], flipFlops: [64, 64]),
  ].map { cost in
    var cost = cost
    cost.targets = [.ecp5, .xilinx7]
    return cost
  }

  static let fifos = [
    MemoryCost(
      "`StreamFifo`", "512 x 16, `.block`", StreamFifo(payload: word(16), depth: 512, storage: .block),
      blocks: [2, 1, 1], flipFlops: [29, 29, 29]),
    MemoryCost(
      "`StreamFifo`", "2000 x 32, `.block`", StreamFifo(payload: word(32), depth: 2000, storage: .block),
      blocks: [16, 4, 2], flipFlops: [35, 34, 34]),
    MemoryCost(
      "`StreamFifo`", "32 x 8, `.distributed`", StreamFifo(payload: word(8), depth: 32), blocks: [1, 0, 0],
      flipFlops: [25, 21, 21]),
    MemoryCost(
      "`StreamFifo`", "4 x 8, `.registers`", StreamFifo(payload: word(8), depth: 4, storage: .registers),
      blocks: [0, 0, 0], flipFlops: [41, 41, 41]),
    MemoryCost(
      "`AsynchronousFifo`", "512 x 16, `.block`",
      AsynchronousFifo(
        payload: word(16), depth: 512, write: .standard, read: ClockDomain(clock: "read_clk"), storage: .block),
      blocks: [2, 1, 1], flipFlops: [79, 79, 79]),
    MemoryCost(
      "`AsynchronousFifo`", "32 x 8",
      AsynchronousFifo(payload: word(8), depth: 32, write: .standard, read: ClockDomain(clock: "read_clk")),
      blocks: [1, 0, 0], flipFlops: [47, 55, 55]),
  ]
}
