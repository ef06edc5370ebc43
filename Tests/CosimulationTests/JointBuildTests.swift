import Foundation
import RTL
import Simulation
import Testing
import Verilog

@testable import Cosimulation

/// Models that are compiled together.
@Suite(.needsVerilator) struct JointBuildTests {
  /// Adds a constant to its input and keeps the sum; all of them have modules and ports of the same names.
  private static func adder(_ constant: Int) -> CosimulationModel {
    CosimulationModel(
      "adder", [.input("a", .unsigned(16)), .output("sum", .unsigned(16)), .output("now", .unsigned(16))],
      clock: ClockDomain(reset: nil),
      """
      module adder(input clk, input [15:0] a, output reg [15:0] sum, output [15:0] now);
        plus plus_i(.a(a), .sum(now));
        always @(posedge clk) sum <= now;
      endmodule
      module plus(input [15:0] a, output [15:0] sum);
        assign sum = a + 16'd\(constant);
      endmodule
      """)
  }

  @Test func twentyModelsAreOneFile() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let models = (0..<20).map { Self.adder(1000 + $0) }
    try VerilatorEngine.prepare(models + [models[3]], cache: cache)
    let entries = cache.entries.filter { $0.kind == .verilatorModel }
    #expect(entries.count == 20)
    let files = try Set(
      entries.map { entry in
        let path = "\(cache.directory)/models/\(entry.key)/\(VerilatorToolchain.libraryName)"
        return try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
      })
    #expect(files.count == 1)
    // Each counts with its part of the file.
    let path = "\(cache.directory)/models/\(entries[0].key)/\(VerilatorToolchain.libraryName)"
    let bytes = try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    #expect(entries.reduce(0) { $0 + $1.size } <= bytes + 20 * 100)

    let engines = try models.map { try VerilatorEngine($0, cache: cache) }
    for engine in engines { engine.writeWord(0, 7) }
    for (index, engine) in engines.enumerated() {
      #expect(engine.readWord(2) == UInt64(1007 + index))
      engine.step(1)
      #expect(engine.readWord(1) == UInt64(1007 + index))
    }
    // Nothing was built again.
    #expect(countEntries(cache, .verilatorModel) == 20)
    #expect(FileManager.default.subpaths(atPath: cache.directory + "/staging") == [])
  }

  @Test func aModelThatCannotBeReadDoesNotKeepTheOthersBack() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let broken = CosimulationModel("broken", [], usesClock: false, usesReset: false, "module broken; assign; endmodule")
    let error = #expect(throws: CosimulationError.self) {
      try VerilatorEngine.prepare([Self.adder(1), broken, Self.adder(2)], cache: cache)
    }
    #expect(error?.message == "Verilator could not read the Verilog of 'broken' (exit status 1)")
    #expect(countEntries(cache, .verilatorModel) == 2)
  }

  @Test func severalThreadsForOneModel() throws {
    let engine = try VerilatorEngine(.counter(.synchronous), threads: 2)
    engine.setReset(true)
    engine.step(1)
    engine.setReset(false)
    engine.writeWord(0, 1)
    engine.step(100)
    #expect(engine.readWord(1) == 105)
  }
}
