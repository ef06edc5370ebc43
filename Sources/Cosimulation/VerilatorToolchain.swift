import Foundation
import Verilog

/// What the compiler of a Verilator model is asked for.
public enum ModelOptimisation: String, Hashable, Sendable {
  /// A model that runs fast: for long simulations.
  case forRunning
  /// A model that is built fast: for many models that run a few hundred cycles each.
  case forBuilding

  var flag: String { self == .forRunning ? "-O2" : "-O0" }
}

/// The programs and flags that turn Verilog into a shared object.
struct VerilatorToolchain: Sendable {
  static let minimumVersion = ToolVersion("5.0")

  /// `verilator_bin` where it was found: its Perl wrapper `verilator` costs 90 ms a start.
  var verilator: String
  /// The folder with `include/verilated.h`.
  var root: String
  var verilatorVersion: ToolVersion
  var compiler: String
  var compilerText: String
  var optimisation = ModelOptimisation.forRunning
  /// Threads that one simulation runs on.
  var threads = 1
  /// Whether models with a trace write FST, else VCD.
  var writesFST = false

  var isClang: Bool { compilerText.contains("clang") }

  init(tools: ToolLocator, cache: CosimulationCache) throws(CosimulationError) {
    let probe = ToolProbe(cache: cache)
    guard let verilator = Self.verilatorPath(in: tools) else {
      throw CosimulationError(.missingTool, "Verilator was not found: there is no 'verilator' in the search path")
    }
    guard let version = probe.version(of: verilator) else {
      throw CosimulationError(.unstartableTool, "'\(verilator) --version' told no version")
    }
    guard version >= Self.minimumVersion else {
      throw CosimulationError(
        .outdatedTool,
        "Verilator \(Self.minimumVersion) or newer is needed, '\(verilator)' is version \(version)")
    }
    guard let compiler = tools.cppCompilerPath else {
      throw CosimulationError(
        .missingTool, "no C++ compiler was found: there is neither 'clang++' nor 'g++' in the search path")
    }
    guard let compilerText = probe.output(of: compiler, ["--version"]) else {
      throw CosimulationError(.unstartableTool, "'\(compiler) --version' could not be run")
    }
    guard let root = Self.root(of: verilator, tools: tools, probe: probe) else {
      throw CosimulationError(
        .missingTool, "the run-time files of Verilator were not found: '\(verilator)' tells no folder that has them")
    }
    self.verilator = verilator
    self.root = root
    verilatorVersion = version
    self.compiler = compiler
    self.compilerText = compilerText
  }

  static func verilatorPath(in tools: ToolLocator) -> String? {
    tools.path(of: "verilator_bin") ?? tools.path(of: "verilator")
  }

  /// What the user has set, else what the program was built with, else what its wrapper finds out.
  private static func root(of verilator: String, tools: ToolLocator, probe: ToolProbe) -> String? {
    var candidates = [tools.verilatorRoot]
    for program in [verilator, tools.path(of: "verilator")] {
      guard let program else { continue }
      let answer = probe.output(of: program, ["--getenv", "VERILATOR_ROOT"])
      candidates.append(answer?.trimmingCharacters(in: .whitespacesAndNewlines))
      if let found = firstRoot(among: candidates) { return found }
    }
    return nil
  }

  private static func firstRoot(among candidates: [String?]) -> String? {
    candidates.compactMap(\.self).first { FileManager.default.fileExists(atPath: $0 + "/include/verilated.h") }
  }

  /// The arguments of Verilator but for files and names.
  ///
  /// Every bit without a value starts as 0, and `x` in an expression is 0, so that runs are the same everywhere and registers
  /// power up as in the native simulator. Delays are ignored: engines run cycle by cycle. Warnings are the linter's business.
  /// Two optimisations that give wrong results are switched off: see ToolQuirks.md.
  func verilatorArguments(trace: Bool) -> [String] {
    var arguments = [
      "--cc", "-O3", "--x-initial", "0", "--x-assign", "0", "--no-timing",
      "-fno-const-bit-op-tree", "-fno-dfg",
      "--assert", "--timescale-override", "1ns/1ns", "-Wno-fatal", "-Wno-lint", "-Wno-style",
      // The wrapper knows the cycle of what is reported.
      "-D\(CheckForm.cycleMacro)=0",
    ]
    if threads > 1 { arguments += ["--threads", String(threads)] }
    if trace {
      arguments += [
        writesFST ? "--trace-fst" : "--trace", "--trace-underscore", "--trace-max-width", "65536", "--trace-max-array",
        "4096",
      ]
    }
    return arguments
  }

  /// The flags of all C++ that goes into a model; the precompiled header wants them the same everywhere.
  func compilerFlags(trace: Bool) -> [String] {
    var flags = [
      "-std=c++17", optimisation.flag, "-fPIC", "-pthread", "-w", "-fvisibility=hidden", "-fvisibility-inlines-hidden",
      "-I\(root)/include",
      "-I\(root)/include/vltstd", "-DVL_TIME_CONTEXT", "-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE=\(trace ? 1 : 0)",
      "-DVM_TRACE_VCD=\(trace && !writesFST ? 1 : 0)", "-DVM_TRACE_FST=\(trace && writesFST ? 1 : 0)",
    ]
    // By default these end the process; VerilatorWrapper defines them to report to the engine.
    flags += ["-DVL_USER_FINISH", "-DVL_USER_STOP", "-DVL_USER_FATAL"]
    flags += isClang ? ["-fbracket-depth=4096"] : ["-fno-gnu-unique"]
    return flags
  }

  var linkerFlags: [String] {
    let libraries = writesFST ? ["-lz"] : []
    #if canImport(Darwin)
      return ["-dynamiclib", "-Wl,-undefined,dynamic_lookup"] + libraries
    #else
      // The linker of LLVM saves 50 ms, a fifth of the time of a small model.
      let linker = URL(fileURLWithPath: compiler).deletingLastPathComponent().path + "/ld.lld"
      let usesLLD = isClang && ToolLocator.isExecutable(linker)
      return ["-shared", "-Wl,-Bsymbolic"] + (usesLLD ? ["-fuse-ld=lld"] : []) + libraries
    #endif
  }

  /// The header of Verilator that a model needs first.
  func header(trace: Bool) -> String {
    guard trace else { return "verilated.h" }
    return writesFST ? "verilated_fst_c.h" : "verilated_vcd_c.h"
  }

  static var libraryName: String {
    #if canImport(Darwin)
      "model.dylib"
    #else
      "model.so"
    #endif
  }

  /// What everything that is built depends on.
  func addIdentity(to hash: inout StableHash, trace: Bool) {
    hash.add(verilatorVersion.text)
    hash.add(root)
    hash.add(compiler)
    hash.add(compilerText)
    for flag in compilerFlags(trace: trace) { hash.add(flag) }
  }
}
