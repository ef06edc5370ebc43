import Foundation
import RTL
import Testing
import Verilog

/// Runs the emitted Verilog of a design on vectors: one line of bits of all inputs in, one of all outputs out.
struct VectorBench {
  let design: Design
  var dialect: VerilogDialect
  /// All inputs, first port first, as binary digits; for designs with a clock the reset stands before them.
  let vectors: [String]

  private var inputs: [PortDefinition] { design.top.ports.filter { $0.direction == .input } }
  private var outputs: [PortDefinition] { design.top.ports.filter { $0.direction == .output } }

  /// The outputs after each vector (and, with a clock, one cycle of it), as binary digits.
  let expected: [String]

  init(design: Design, dialect: VerilogDialect = .systemVerilog, vectors: [String]) {
    self.design = design
    self.dialect = dialect
    self.vectors = vectors
    expected = Self.expected(design.top, vectors)
  }

  private static func expected(_ module: ModuleDefinition, _ vectors: [String]) -> [String] {
    var interpreter = ReferenceInterpreter(module)
    return vectors.map { vector in
      let reset = module.usesReset && vector.first == "1"
      var rest = Substring(vector).dropFirst(module.usesReset ? 1 : 0)
      for (index, port) in module.ports.enumerated() where port.direction == .input {
        interpreter.signals[index] = Bits(binary: rest.prefix(port.type.width)) ?? Bits(zeroOfWidth: port.type.width)
        rest = rest.dropFirst(port.type.width)
      }
      interpreter.settle()
      if module.usesClock { interpreter.clock(reset: reset) }
      return module.ports.indices.filter { module.ports[$0].direction == .output }
        .map { interpreter.signals[$0].binaryString }.joined()
    }
  }

  private var files: [VerilogFile] {
    var files = VerilogEmitter(dialect: dialect).emit(design)
    files.append(VerilogFile(name: "bench.v", text: bench))
    files.append(VerilogFile(name: "vectors.txt", text: vectors.joined(separator: "\n") + "\n"))
    return files
  }

  private var bench: String {
    let reset = design.top.usesReset ? ["rst"] : []
    let inputWidth = vectors.first?.count ?? 1
    let outputWidth = outputs.reduce(0) { $0 + $1.type.width }
    var text = "module bench;\n"
    text += "  reg [\(inputWidth - 1):0] vectors [0:\(vectors.count - 1)];\n  reg [\(inputWidth - 1):0] all;\n"
    text += "  wire [\(outputWidth - 1):0] out;\n  reg clk;\n  integer i;\n  \(design.top.name) dut (\n"
    var connections = design.top.usesClock ? [".clk(clk)"] : []
    var high = inputWidth - 1
    for (name, width) in reset.map({ ($0, 1) }) + inputs.map({ ($0.name, $0.type.width) }) {
      connections.append(".\(name)(all[\(high):\(high - width + 1)])")
      high -= width
    }
    high = outputWidth - 1
    for port in outputs {
      connections.append(".\(port.name)(out[\(high):\(high - port.type.width + 1)])")
      high -= port.type.width
    }
    text += "    " + connections.joined(separator: ",\n    ") + "\n  );\n"
    // What has no reset starts at 0, as in the interpreter: an unknown condition is no condition.
    text += "  initial begin\n    clk = 0;\n"
    for register in design.top.registers { text += "    dut.\(design.top.signals[register.signal].name) = 0;\n" }
    for memory in design.top.memories {
      text += "    for (i = 0; i < \(memory.depth); i = i + 1) dut.\(memory.name)[i] = 0;\n"
    }
    text += "    $readmemb(\"vectors.txt\", vectors);\n"
    text +=
      "    for (i = 0; i < \(vectors.count); i = i + 1) begin\n      all = vectors[i]; #1 clk = 1; #1 clk = 0; #1\n"
    text += "      $display(\"%b\", out);\n    end\n    $finish;\n  end\nendmodule\n"
    return text
  }

  private var verilogFiles: [String] { files.map(\.name).filter { $0 != "vectors.txt" } }

  func icarus() throws -> [String] {
    try Toolchain.withFolder(files) { folder in
      let language = dialect == .systemVerilog ? "-g2012" : "-g2001"
      let compiled = try Toolchain.run("iverilog", [language, "-o", "bench.vvp"] + verilogFiles, in: folder)
      #expect(compiled.status == 0, "\(compiled.text)")
      return lines(try Toolchain.run("vvp", ["bench.vvp"], in: folder).text)
    }
  }

  func verilator() throws -> [String] {
    try Toolchain.withFolder(files) { folder in
      let arguments = ["--binary", "-Wno-fatal", "-Wno-lint", "-Wno-style", "-CFLAGS", "-O0", "--top-module", "bench"]
      let compiled = try Toolchain.run("verilator", arguments + verilogFiles, in: folder)
      #expect(compiled.status == 0, "\(compiled.text.suffix(2000))")
      return lines(try Toolchain.run("\(folder.path)/obj_dir/Vbench", [], in: folder).text)
    }
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { line in line.allSatisfy { "01xz".contains($0) } }
  }

  /// Yosys evaluates slowly: it gets only so many vectors.
  private static let yosysVectors = 16

  /// What Yosys computes; for designs without a clock.
  func yosys() throws -> [String] {
    var script = "read_verilog \(dialect == .systemVerilog ? "-sv " : "")\(design.top.name).\(dialect.fileExtension)\n"
    script += "hierarchy -top \(design.top.name)\nproc\nopt_clean\n"
    for vector in vectors.prefix(Self.yosysVectors) {
      var rest = Substring(vector)
      script += "eval"
      for port in inputs {
        script += " -set \(port.name) \(port.type.width)'b\(rest.prefix(port.type.width))"
        rest = rest.dropFirst(port.type.width)
      }
      for port in outputs { script += " -show \(port.name)" }
      script += "\n"
    }
    let all = files + [VerilogFile(name: "run.ys", text: script)]
    return try Toolchain.withFolder(all) { folder in
      let text = try Toolchain.run("yosys", ["run.ys"], in: folder).text
      var values: [String] = []
      for line in text.split(separator: "\n") where line.hasPrefix("Eval result: ") {
        values.append(Self.digits((line.split(separator: " ").last ?? "").dropLast()))
      }
      #expect(values.count == min(vectors.count, Self.yosysVectors) * outputs.count, "\(text.suffix(1000))")
      guard values.count == min(vectors.count, Self.yosysVectors) * outputs.count else { return [] }
      return stride(from: 0, to: values.count, by: outputs.count).map { values[$0..<$0 + outputs.count].joined() }
    }
  }

  /// The binary digits of a value as Yosys prints it: `4'0101`, but 32 bits as a decimal number.
  private static func digits(_ text: Substring) -> String {
    if text.contains("'") { return String(text.split(separator: "'").last ?? "") }
    return Int(text).map { Bits($0, width: 32).binaryString } ?? String(text)
  }

  /// Compares what a tool computes with what is right, and names the outputs that differ first.
  func compare(_ actual: [String], _ tool: String) {
    let expected = expected.prefix(tool == "yosys" ? Self.yosysVectors : vectors.count)
    guard actual != Array(expected) else { return }
    var report = "\(tool), \(dialect): \(actual.count) of \(expected.count) lines\n"
    var reported: Set<String> = []
    for (index, (right, wrong)) in zip(expected, actual).enumerated() where right != wrong {
      var low = 0
      for port in outputs {
        let range = low..<low + port.type.width
        low = range.upperBound
        let rightPart = String(Array(right)[range])
        let wrongPart = wrong.count == right.count ? String(Array(wrong)[range]) : "?"
        if rightPart == wrongPart || reported.count > 5 || !reported.insert(port.name).inserted { continue }
        report += "  vector \(index) \(vectors[index]): \(port.name) is \(wrongPart), should be \(rightPart)\n"
      }
    }
    if !reported.isEmpty || actual.count != expected.count {
      let text = VerilogEmitter(dialect: dialect).emit(design).map(\.text).joined()
      for name in reported.sorted() {
        report += text.split(separator: "\n").filter { $0.contains(name) }.joined(separator: "\n") + "\n"
      }
    }
    Issue.record("\(report)")
  }
}
