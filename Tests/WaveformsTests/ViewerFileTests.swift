import Bitloom
import Foundation
import Testbench
import Testing

@testable import Waveforms

struct ViewerFileTests {
  private func files(_ form: String, on engine: Engine = .native) throws -> (gtkwave: String, surfer: String) {
    try Files.inFolder { folder in
      try simulate(Mixer(), on: engine, trace: "\(folder)/run.\(form)") { $0.step(2) }
      return (try Files.text("\(folder)/run.gtkw"), try Files.text("\(folder)/run.sucl"))
    }
  }

  @Test func saveFileOfGTKWave() throws {
    let text = try files("fst").gtkwave
    #expect(
      text.hasPrefix(
        """
        [*] Bitloom
        [dumpfile] "run.fst"
        [savefile] "run.gtkw"
        [timestart] 0
        [sst_expanded] 1
        @28
        mixer.clk
        @28
        mixer.rst
        @800200
        -sample
        @424
        mixer.sample_left[5:0]
        @424
        mixer.sample_right[5:0]
        @1000200
        -
        @28
        mixer.valid
        @40000024
        [fpshift_count] 4
        mixer.gain[1:-4]
        @424
        mixer.sum[6:0]
        @40000424
        [fpshift_count] 4
        mixer.scaled[7:-4]
        @800200
        -history
        @424
        mixer.history_0[5:0]
        """))
    #expect(text.contains("@100000028\nmixer.phase[1:0]\n"))
    #expect(text.contains("@c00200\n-line.stage_1\n@28\nmixer.line.stage_1.clk\n"))
    #expect(text.hasSuffix("@1401200\n-\n"))
  }

  /// In a VCD file the names are strings.
  @Test func enumerationsOfADump() throws {
    #expect(try files("vcd").gtkwave.contains("@820\nmixer.phase_case\n"))
    #expect(try files("vcd").surfer.contains("variable_add mixer.phase_case\n"))
  }

  @Test func commandFileOfSurfer() throws {
    let text = try files("fst").surfer
    #expect(
      text.hasPrefix(
        """
        variable_add mixer.clk
        variable_add mixer.rst
        divider_add sample
        variable_add mixer.sample_left
        item_focus d
        item_set_format Signed
        item_unfocus
        """))
    #expect(text.hasSuffix("item_unfocus\nzoom_fit\n"))
    #expect(SurferCommands.letters(0) == "a")
    #expect(SurferCommands.letters(0x2f) == "cp")
  }

  @Test(.enabled(if: Engine.verilator.isAvailable, "Verilator is not installed"))
  func namesInTheFilesOfVerilator() throws {
    let text = try files("vcd", on: .verilator).gtkwave
    #expect(text.contains("@424\nTOP.mixer.sample_left[5:0]\n"))
    #expect(text.contains("[fpshift_count] 4\nTOP.mixer.gain[5:0]\n"))
  }

  /// Files of other programs have no names of enumerations: a file beside them has.
  @Test(.enabled(if: Engine.icarus.isAvailable, "Icarus is not installed"))
  func namesOfEnumerations() throws {
    try Files.inFolder { try checkNamesOfEnumerations(in: $0) }
  }

  private func checkNamesOfEnumerations(in folder: String) throws {
    try simulate(Mixer(), on: .icarus, trace: "\(folder)/run.vcd") { $0.step(2) }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let expectedNames: [String] = ["run.Phase.names", "run.gtkw", "run.sucl", "run.vcd"]
    #expect(names == expectedNames)
    let table = try Files.text("\(folder)/run.Phase.names")
    #expect(table == "# Bitloom: the names of Phase\n00 idle\n01 filling\n10 full\n")
    let save = try Files.text("\(folder)/run.gtkw")
    #expect(save.contains("@2028\n^1 run.Phase.names\nbitloom_bench.dut.phase[1:0]\n"))
    let files = try #require(ViewerFiles(of: "\(folder)/run.vcd")).existingPaths
    let fileNames: [String] = files.map { String($0.dropFirst(folder.count + 1)) }
    let expectedFiles: [String] = ["run.gtkw", "run.sucl", "run.Phase.names"]
    #expect(fileNames == expectedFiles)
    let isEachKnown = files.allSatisfy { WaveformKind.isWaveform(path: $0) }
    #expect(isEachKnown)
  }

  @Test(.enabled(if: Engine.icarus.isAvailable, "Icarus is not installed"))
  func namesInTheFilesOfIcarus() throws {
    #expect(try files("vcd", on: .icarus).gtkwave.contains("@424\nbitloom_bench.dut.sample_left[5:0]\n"))
  }

  @Test func filesThatAreKnownAsWaveforms() throws {
    func check(_ folder: String) throws {
      for form in ["vcd", "fst", "html"] {
        try simulate(Mixer(), trace: "\(folder)/run.\(form)") { $0.step(2) }
        #expect(WaveformKind.isWaveform(path: "\(folder)/run.\(form)"))
      }
      for side in ["gtkw", "sucl"] { #expect(WaveformKind.isWaveform(path: "\(folder)/run.\(side)")) }
      for text in ["<!DOCTYPE html><p>mine", "notes", "\u{0}\u{0}"] {
        #expect(!WaveformKind.isWaveform(beginning: Data(text.utf8)))
      }
      #expect(WaveformKind.isWaveform(beginning: Data()))
    }
    try Files.inFolder { try check($0) }
  }
}
