import Bitloom
import Cosimulation
import Foundation

/// The Verilator model of a `PlainArray` with a main loop written by hand in C++, in a program of its own: what the test bench
/// in Swift is compared with. Verilator and the compiler get the flags that Bitloom gives them.
struct CppDrivenArray {
  private let program: String
  private let vectors: String

  init(_ design: Design, _ values: ArrayVectors, in folder: String) throws {
    program = "\(folder)/cpp_driven"
    vectors = "\(folder)/vectors"
    try values.write(to: vectors)
    var names: [String] = []
    for file in design.verilog() {
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
      names.append(file.name)
    }
    guard let verilator = ToolLocator.standard.path(of: "verilator_bin"),
      let compiler = ToolLocator.standard.cppCompilerPath
    else { throw BenchmarkError("Verilator and a C++ compiler are needed") }
    let root = try Subprocess.run(verilator, ["--getenv", "VERILATOR_ROOT"]).trimmingCharacters(in: .newlines)
    let arguments = [
      "--cc", "-O3", "--prefix", "Vmodel", "--x-initial", "0", "--x-assign", "0", "--no-timing", "-Wno-fatal",
      "-Wno-lint", "-fno-const-bit-op-tree", "-fno-dfg", "--assert", "--top-module", design.top.name, "--Mdir", ".",
    ]
    try Subprocess.run(verilator, arguments + names, in: folder, environment: ["VERILATOR_ROOT": root])
    let sources = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasPrefix("Vmodel") && $0.hasSuffix(".cpp")
    }
    let includes = sources.sorted().map { "#include \"\($0)\"\n" }.joined()
    try Data((includes + Self.main(size: values.size)).utf8).write(to: URL(fileURLWithPath: "\(folder)/main.cpp"))
    let flags = ["-std=c++17", "-O2", "-w", "-pthread", "-I.", "-I\(root)/include", "-I\(root)/include/vltstd"]
    let definitions = ["-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE=0", "-DVL_TIME_CONTEXT"]
    let runtime = ["\(root)/include/verilated.cpp", "\(root)/include/verilated_threads.cpp"]
    try Subprocess.run(compiler, flags + definitions + ["main.cpp"] + runtime + ["-o", "cpp_driven"], in: folder)
  }

  /// Runs cycles; nanoseconds of processor time and the checksum of the outputs.
  ///
  /// - Parameter isAlone: Whether the inputs stay and nobody reads the outputs.
  func run(cycles: Int, isAlone: Bool = false) throws -> (nanoseconds: Double, checksum: UInt64) {
    let words = try Subprocess.run(program, [vectors, String(cycles), isAlone ? "alone" : "driven"]).split(
      whereSeparator: \.isWhitespace)
    guard words.count == 2, let nanoseconds = Double(words[0]), let checksum = UInt64(words[1]) else {
      throw BenchmarkError("the C++ program answered '\(words)'")
    }
    return (nanoseconds, checksum)
  }

  private static func main(size: Int) -> String {
    let ports = (0..<size).map { "a_\($0)" } + (0..<size).map { "b_\($0)" } + ["clear", "shift"]
    let writes = ports.enumerated().map { index, port in
      "            model.\(port) = row[\(index)]\(index < 2 * size ? "" : " & 1");"
    }
    let reads = (0..<size).map { "            sum += (uint64_t)(int64_t)(int32_t)model.sums_\($0); sums += sum;" }
    return """
      #include "Vmodel.h"
      #include <cstdint>
      #include <cstdio>
      #include <cstdlib>
      #include <fstream>
      #include <iterator>
      #include <time.h>
      #include <vector>

      static double processorTime() {
          timespec time;
          clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
          return 1e9 * time.tv_sec + time.tv_nsec;
      }

      int main(int, char** arguments) {
          std::ifstream file(arguments[1], std::ios::binary);
          std::vector<char> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
          const int8_t* rows = reinterpret_cast<const int8_t*>(bytes.data());
          const uint64_t cycles = std::strtoull(arguments[2], nullptr, 10);
          VerilatedContext context;
          Vmodel model{&context};
          auto cycle = [&] {
              context.timeInc(5);
              model.clk = 1;
              model.eval();
              context.timeInc(5);
              model.clk = 0;
              model.eval();
          };
          model.rst = 1;
          model.eval();
          cycle();
          model.rst = 0;
          auto alone = [&](uint64_t cycles) {
              for (uint64_t count = 0; count < cycles; ++count) cycle();
              return (uint64_t)0;
          };
          auto driven = [&](uint64_t cycles) {
              uint64_t checksum = 0;
              for (uint64_t count = 0; count < cycles; ++count) {
                  const int8_t* row = rows + count % \(ArrayVectors.rowCount) * \(2 * size + 2);
      \(writes.joined(separator: "\n"))
                  cycle();
                  uint64_t sum = 0, sums = 0;
      \(reads.joined(separator: "\n"))
                  checksum = checksum * 31 + sums;
              }
              return checksum;
          };
          const bool isAlone = arguments[3][0] == 'a';
          isAlone ? alone(cycles) : driven(cycles);
          const double started = processorTime();
          const uint64_t checksum = isAlone ? alone(cycles) : driven(cycles);
          std::printf("%.0f %llu\\n", processorTime() - started, (unsigned long long)checksum);
          model.final();
      }

      """
  }
}
