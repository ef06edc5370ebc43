import Cosimulation
import Testbench

/// A bench in Verilog for models of a block memory: the same accesses to several of them, each with other parameters.
struct BlockMemoryBench {
  enum Family: String, CaseIterable, Sendable {
    case ecp5, xilinxHalf, xilinx

    var target: SynthesisTarget { self == .ecp5 ? .ecp5 : .xilinx7 }
    var cell: String { ["DP16KD", "RAMB18E1", "RAMB36E1"][Self.allCases.firstIndex(of: self) ?? 0] }
    var model: String { CellModels.name(ofCell: cell) }
    var bitCount: Int { self == .xilinx ? 36864 : 18432 }
    /// The width of a word that needs the data pins of both ports.
    var fullWidth: Int { self == .xilinx ? 72 : 36 }
    /// Data and parity pins of a port.
    var pinWidths: (data: Int, parity: Int) { self == .xilinx ? (32, 4) : (16, 2) }
  }

  /// A model with its parameters.
  struct Form {
    var family: Family
    /// Read and write width of both ports where each of them has both, else nil.
    var width: Int?
    var mode = BlockMemoryGolden.Mode.stays
    /// Width of the port that reads, where the other one writes words of the full width.
    var simpleReadWidth: Int?

    /// The port that writes full words, where there is one: A in an ECP5, B in a Xilinx.
    var writer: Int? { simpleReadWidth == nil ? nil : family == .ecp5 ? 0 : 1 }

    func golden(_ bits: [Bool]) -> BlockMemoryGolden {
      let both = BlockMemoryGolden.Port(read: width, write: width, mode: mode)
      var ports = [both, both]
      if let writer {
        ports[writer] = .init(read: nil, write: family.fullWidth)
        ports[1 - writer] = .init(read: simpleReadWidth, write: nil)
      }
      return BlockMemoryGolden(family: family, bits: bits, ports: ports)
    }

    var outputWidths: [Int] { golden([]).ports.map { max($0.readWidth ?? 0, 1) } }
  }

  var forms: [Form]
  var bits: [Bool]
  var accesses: [[BlockMemoryGolden.Access]]

  /// A line of `vectors.hex`: for each port flags, mask, address and value.
  static func vector(_ accesses: [BlockMemoryGolden.Access]) -> String {
    accesses.map { access in
      let flags = (access.isEnabled ? 1 : 0) + (access.stores ? 2 : 0) + (access.resets ? 4 : 0)
      let digits: [String] = (0..<18).reversed().map { digit -> String in
        let bits: ArraySlice<Bool> = access.value[4 * digit..<4 * digit + 4]
        let number: Int = bits.reversed().reduce(0) { high, bit -> Int in 2 * high + (bit ? 1 : 0) }
        return String(number, radix: 16)
      }
      let start: String = String(flags, radix: 16) + padded(access.mask, 2)
      return start + padded(access.address, 4) + digits.joined()
    }.joined()
  }

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: digits - text.count) + text
  }

  var text: String {
    var lines = [
      "module bench;", "  reg [199:0] vectors [0:\(accesses.count - 1)];", "  reg clk = 0;", "  reg [199:0] now;",
    ]
    for (port, low) in [("a", 100), ("b", 0)] {
      lines += [
        "  wire \(port)_on = now[\(low + 96)], \(port)_store = now[\(low + 97)], \(port)_reset = now[\(low + 98)];",
        "  wire [7:0] \(port)_mask = now[\(low + 88) +: 8];", "  wire [15:0] \(port)_address = now[\(low + 72) +: 16];",
        "  wire [71:0] \(port)_value = now[\(low) +: 72];",
      ]
    }
    for (index, form) in forms.enumerated() { lines += instance(form, "m\(index)") }
    let shown = forms.indices.map { index in
      let widths = forms[index].outputWidths
      return "    $display(\"%b %b\", m\(index)_a[\(widths[0] - 1):0], m\(index)_b[\(widths[1] - 1):0]);"
    }
    lines += [
      "  integer i;", "  initial begin", "    $readmemh(\"vectors.hex\", vectors);",
      "    for (i = 0; i < \(accesses.count); i = i + 1) begin", "    now = vectors[i];", "    #5 clk = 1;",
      "    #5 clk = 0;",
    ]
    return (lines + shown + ["    end", "  end", "endmodule", ""]).joined(separator: "\n")
  }

  private func instance(_ form: Form, _ name: String) -> [String] {
    form.family == .ecp5 ? ecp5(form, name) : xilinx(form, name)
  }

  /// `count` groups of bits as values of parameters.
  private func contents(_ name: String, _ groups: [[Bool]], each: Int) -> [String] {
    stride(from: 0, to: groups.count, by: each).map { start in
      let number = String(start / each, radix: 16, uppercase: true)
      let bits = groups[start..<start + each].flatMap { $0 }.reversed().map { $0 ? "1" : "0" }.joined()
      return ".\(name)_\(number.count == 1 ? "0" : "")\(number)(\(bits.count)'b\(bits))"
    }
  }

  private var bytes: [[Bool]] { stride(from: 0, to: bits.count, by: 9).map { Array(bits[$0..<$0 + 9]) } }

  private func ecp5(_ form: Form, _ name: String) -> [String] {
    let widths = form.simpleReadWidth.map { [36, $0] } ?? [form.width ?? 1, form.width ?? 1]
    let halves = stride(from: 0, to: bits.count, by: 18).map { Array(bits[$0..<$0 + 18]) + [false, false] }
    var parameters = contents("INITVAL", halves, each: 16)
    var pins: [String] = []
    for (index, port) in ["A", "B"].enumerated() {
      let lower = port.lowercased()
      let modes: [BlockMemoryGolden.Mode: String] = [.stays: "NORMAL", .old: "READBEFOREWRITE", .new: "WRITETHROUGH"]
      parameters += [".DATA_WIDTH_\(port)(\(widths[index]))", ".WRITEMODE_\(port)(\"\(modes[form.mode] ?? "")\")"]
      let masks = widths[index] == 36 ? 4 : widths[index] == 18 ? 2 : 0
      for bit in 0..<14 { pins.append(".AD\(port)\(bit)(\(lower)_\(bit < masks ? "mask" : "address")[\(bit)])") }
      let (source, low) = form.writer != nil && port == "B" ? ("a", 18) : (lower, 0)
      for bit in 0..<18 { pins.append(".DI\(port)\(bit)(\(source)_value[\(bit + low)])") }
      for bit in 0..<18 { pins.append(".DO\(port)\(bit)(\(name)_\(lower)_pins[\(bit)])") }
      let store = form.writer == nil ? "\(lower)_store" : port == "A" ? "\(lower)_store" : "1'b0"
      pins += [".CLK\(port)(clk)", ".CE\(port)(\(lower)_on)", ".WE\(port)(\(store))", ".RST\(port)(\(lower)_reset)"]
    }
    let isWide = form.simpleReadWidth == 36
    return declarations(form, name) + [
      "  wire [17:0] \(name)_a_pins, \(name)_b_pins;", "  assign \(name)_a = \(name)_a_pins;",
      "  assign \(name)_b = \(isWide ? "{\(name)_b_pins, \(name)_a_pins}" : "\(name)_b_pins");",
    ] + cell(form, name, parameters, pins)
  }

  private func xilinx(_ form: Form, _ name: String) -> [String] {
    let (data, parity) = form.family.pinWidths
    let full = form.family.fullWidth
    let count = data / 8
    var parameters = contents("INIT", bytes.map { Array($0[0..<8]) }, each: 32)
    parameters += contents("INITP", bytes.map { [$0[8]] }, each: 256)
    parameters.append(".RAM_MODE(\"\(form.writer == nil ? "TDP" : "SDP")\")")
    let modes: [BlockMemoryGolden.Mode: String] = [.stays: "NO_CHANGE", .old: "READ_FIRST", .new: "WRITE_FIRST"]
    let golden = form.golden([])
    var pins: [String] = []
    for (index, port) in ["A", "B"].enumerated() {
      let lower = port.lowercased()
      parameters += [
        ".READ_WIDTH_\(port)(\(golden.ports[index].readWidth ?? 0))",
        ".WRITE_WIDTH_\(port)(\(golden.ports[index].writeWidth ?? 0))",
        ".WRITE_MODE_\(port)(\"\(modes[form.mode] ?? "")\")",
      ]
      let names = port == "A" ? ("DIADI", "DIPADIP", "DOADO", "DOPADOP") : ("DIBDI", "DIPBDIP", "DOBDO", "DOPBDOP")
      let (source, low) = form.writer != nil ? ("b", port == "A" ? 0 : count) : (lower, 0)
      let lanes = (low..<low + count).reversed()
      pins += [
        ".\(names.0)({\(lanes.map { "\(source)_value[\(9 * $0) +: 8]" }.joined(separator: ", "))})",
        ".\(names.1)({\(lanes.map { "\(source)_value[\(9 * $0 + 8)]" }.joined(separator: ", "))})",
        ".\(names.2)(\(name)_\(lower)_data)", ".\(names.3)(\(name)_\(lower)_parity)",
      ]
    }
    pins += [
      ".CLKARDCLK(clk)", ".CLKBWRCLK(clk)", ".ENARDEN(a_on)", ".ENBWREN(b_on)", ".RSTRAMARSTRAM(a_reset)",
      ".RSTRAMB(b_reset)", ".ADDRARDADDR(a_address[\(form.family == .xilinx ? 15 : 13):0])",
      ".ADDRBWRADDR(b_address[\(form.family == .xilinx ? 15 : 13):0])",
      ".WEA(a_mask[\(parity - 1):0] & {\(parity){a_store}})",
      ".WEBWE(b_mask[\(2 * parity - 1):0] & {\(2 * parity){b_store}})",
    ]
    func word(_ port: String) -> [String] {
      (0..<count).reversed().flatMap { ["\(name)_\(port)_parity[\($0)]", "\(name)_\(port)_data[\(8 * $0) +: 8]"] }
    }
    let first = form.simpleReadWidth == full ? word("b") + word("a") : word("a")
    return declarations(form, name)
      + ["a", "b"].flatMap {
        ["  wire [\(data - 1):0] \(name)_\($0)_data;", "  wire [\(parity - 1):0] \(name)_\($0)_parity;"]
      } + [
        "  assign \(name)_a = {\(first.joined(separator: ", "))};",
        "  assign \(name)_b = {\(word("b").joined(separator: ", "))};",
      ] + cell(form, name, parameters, pins)
  }

  private func declarations(_ form: Form, _ name: String) -> [String] { ["  wire [71:0] \(name)_a, \(name)_b;"] }

  private func cell(_ form: Form, _ name: String, _ parameters: [String], _ pins: [String]) -> [String] {
    [
      "  \(form.family.model) #(\(parameters.joined(separator: ", "))) \(name) (",
      "    \(pins.joined(separator: ", ")));",
    ]
  }
}
