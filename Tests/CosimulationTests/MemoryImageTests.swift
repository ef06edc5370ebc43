import Foundation
import RTL
import Simulation
import Testing
import Verilog

@testable import Cosimulation

@Suite(.needsBoth) struct MemoryImageTests {
  /// A table of four words that are in a file beside the Verilog.
  private func table(_ words: String) -> CosimulationModel {
    var model = CosimulationModel(
      "table_of_four", [.input("address", .unsigned(2)), .output("word", .unsigned(8))], usesClock: false,
      usesReset: false,
      """
      module table_of_four(input [1:0] address, output [7:0] word);
        reg [7:0] words [0:3];
        initial $readmemh("words.hex", words);
        assign word = words[address];
      endmodule
      """)
    model.files[0].images = [MemoryImage(name: "words.hex", text: words)]
    return model
  }

  private func words(of engine: any SimulationEngine) -> [UInt64] {
    (0..<4 as Range<UInt64>).map { address in
      engine.writeWord(0, address)
      return engine.readWord(1)
    }
  }

  /// The simulation runs in another folder than that of the image, and the cache's name has a blank.
  @Test func imagesAreFoundAndAreInTheKey() throws {
    let cache = try makeCache(name: "cosimulation tests")
    defer { remove(cache) }
    for words in ["1 2 3 4\n", "9 8 7 6\n"] {
      let expected = words.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0) }
      let model = table(words)
      try VerilatorEngine.prepare(model, cache: cache)
      try IcarusEngine.prepare(model, cache: cache)
      for _ in 0..<2 {
        #expect(self.words(of: try VerilatorEngine(model, cache: cache)) == expected)
        #expect(self.words(of: try IcarusEngine(model, cache: cache)) == expected)
        // Whoever removes an image makes it be written again.
        let images = cache.entries.filter { $0.kind == .memoryImages }
        for image in images { cache.discard(.memoryImages, image.key) }
      }
    }
    #expect(countEntries(cache, .verilatorModel) == 2)
    #expect(countEntries(cache, .icarusBench) == 2)
  }
}
