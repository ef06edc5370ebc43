import Bitloom
import Testing

/// Yosys must find a block memory in every form of a memory with latency.
@Suite(.enabled(if: VerilogTools.path(of: "yosys") != nil)) struct MemorySynthesisTests {
  static let forms: [BlockMemory] = [1, 2].flatMap { latency in
    ReadDuringWrite.allCases.flatMap { duringWrite in
      [false, true].map { BlockMemory(latency: latency, duringWrite: duringWrite, hasEnable: $0) }
    }
  }

  private func flipFlops(_ cells: [String: Int]) -> Int {
    cells.filter { $0.key.hasPrefix("SB_DFF") }.values.reduce(0, +)
  }

  @Test(arguments: forms, VerilogDialect.allCases)
  func everyFormIsOneBlockOfIce40(_ form: BlockMemory, _ dialect: VerilogDialect) throws {
    let cells = try VerilogTools.cells(of: try elaborate(form), dialect, "synth_ice40 -top block_memory")
    #expect(cells["SB_RAM40_4K"] == 1, "\(cells)")
    // The block gives the old word or the new one as it likes: what finds a collision takes both addresses, and two words.
    #expect(flipFlops(cells) <= 8 * form.latency + 8 + 2 * 9 + 2, "\(cells)")
    if form.duringWrite == .undefined { #expect(flipFlops(cells) == 8 * (form.latency - 1), "\(cells)") }
  }

  /// The iCE40 block has a write mask a bit, so that no lane costs logic but its gates.
  @Test(arguments: [2, 4, 16], VerilogDialect.allCases)
  func masksAreThoseOfTheBlock(_ lanes: Int, _ dialect: VerilogDialect) throws {
    let form = BlockMemory(width: 16, depth: 256, duringWrite: .undefined, hasEnable: true, lanes: lanes)
    let cells = try VerilogTools.cells(of: try elaborate(form), dialect, "synth_ice40 -top block_memory")
    #expect(cells["SB_RAM40_4K"] == 1, "\(cells)")
    #expect(flipFlops(cells) == 0, "\(cells)")
    #expect(cells["SB_LUT4", default: 0] <= 2 * lanes, "\(cells)")
  }

  @Test(arguments: [MemoryContents.repeated(5), .values((0..<256).map { $0 * 251 }), .values((0..<16).map { $0 })])
  func contentsGoIntoTheBlock(_ contents: MemoryContents) throws {
    let depth = contents == .values((0..<16).map { $0 }) ? 16 : 256
    let form = BlockMemory(width: 16, depth: depth, duringWrite: .undefined, contents: contents)
    let commands = "proc; opt; memory -nomap; opt_clean"
    for dialect in VerilogDialect.allCases {
      let design = try elaborate(form)
      let cells = try VerilogTools.cells(of: design, dialect, commands)
      #expect(cells["$mem_v2"] == 1, "\(cells)")
      #expect(!cells.keys.contains { $0.contains("dff") }, "\(cells)")
      if depth == 256 {
        let mapped = try VerilogTools.cells(of: design, dialect, "synth_ice40 -top block_memory")
        #expect(mapped["SB_RAM40_4K"] == 1, "\(mapped)")
        #expect(flipFlops(mapped) == 0, "\(mapped)")
      }
    }
  }

  @Test(arguments: VerilogDialect.allCases)
  func aTableWithLatencyIsABlock(_ dialect: VerilogDialect) throws {
    let table = Table(width: 16, contents: (0..<256).map { $0 * 257 }, latency: 1)
    let cells = try VerilogTools.cells(of: try elaborate(table), dialect, "synth_ice40 -top table_256_16_1")
    #expect(cells["SB_RAM40_4K"] == 1, "\(cells)")
    #expect(flipFlops(cells) == 0, "\(cells)")
  }

  /// A depth that is no power of two costs a comparison, and a bit that remembers it.
  @Test func anOddDepthIsStillABlock() throws {
    let form = BlockMemory(width: 8, depth: 500, duringWrite: .undefined)
    let cells = try VerilogTools.cells(of: try elaborate(form), .systemVerilog, "synth_ice40 -top block_memory")
    #expect(cells["SB_RAM40_4K"] == 1, "\(cells)")
    #expect(flipFlops(cells) <= 1, "\(cells)")
  }

  /// Three numbers of five bits share a block when they are packed, whole or written one by one.
  @Test func packedBundlesShareABlock() throws {
    for isPacked in [false, true] {
      let design = try elaborate(ColourMemory(isPacked: isPacked))
      let cells = try VerilogTools.cells(of: design, .systemVerilog, "synth_ice40 -top \(design.top.name)")
      #expect(cells["SB_RAM40_4K"] == (isPacked ? 1 : 3), "\(cells)")
      #expect(flipFlops(cells) == 0, "\(cells)")
    }
  }
}

private struct ColourShape: Shape {
  struct Colour: Interface {
    var red: Signal
    var green: Signal
    var blue: Signal
  }

  func instantiate() -> Colour { Colour(red: .unsigned(5), green: .unsigned(5), blue: .signed(5)) }
}

private struct ColourMemory: Module {
  var isPacked: Bool

  struct IO: Interface {
    @Input var address: Signal = .unsigned(8)
    @Input var fields: [Signal]
    @Input var value: ColourShape.Colour
    @Output var word: ColourShape.Colour
  }
  var ports: IO {
    IO(fields: .bits(count: 3), value: ColourShape().instantiate(), word: ColourShape().instantiate())
  }

  func build(_ io: IO) {
    let colours = memory("colours", ColourShape(), depth: 256, packed: isPacked)
    colours.write(io.value, at: io.address, mask: io.fields)
    io.word <== colours.read(at: io.address, latency: 1, duringWrite: .undefined)
  }
}
