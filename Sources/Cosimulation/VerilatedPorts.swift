import RTL

/// The ports of a verilated model as its C++ header declares them.
///
/// Verilator spells some names differently in C++ (`a__b`, reserved words), so the names are taken from what it wrote.
struct VerilatedPorts {
  /// How C++ holds a port.
  enum Storage: String {
    case byte = "8"
    case halfWord = "16"
    case word = ""
    case doubleWord = "64"
    /// 32-bit words, the least significant first.
    case words = "W"
  }

  struct Port {
    var storage: Storage
    var width: Int
  }

  private var ports: [String: Port] = [:]

  /// Reads declarations such as `VL_IN8(&clk,0,0);` and `VL_OUTW(&sum,99,0,4);`.
  init(header: String) {
    for line in header.split(separator: "\n") {
      let trimmed = line.drop { $0 == " " }
      guard trimmed.hasPrefix("VL_IN") || trimmed.hasPrefix("VL_OUT"), let open = trimmed.firstIndex(of: "("),
        let close = trimmed.firstIndex(of: ")")
      else { continue }
      let prefix = trimmed.hasPrefix("VL_INOUT") ? "VL_INOUT" : trimmed.hasPrefix("VL_IN") ? "VL_IN" : "VL_OUT"
      let storage = Storage(rawValue: String(trimmed[..<open].dropFirst(prefix.count)))
      let fields = trimmed[trimmed.index(after: open)..<close].split(separator: ",")
      guard let storage, fields.count >= 3, let high = Int(fields[1]), let low = Int(fields[2]) else { continue }
      let name = fields[0].drop { $0 == "&" || $0 == "(" }
      ports[String(name)] = Port(storage: storage, width: high - low + 1)
    }
  }

  /// The member of the model for a Verilog port of this width.
  func member(for name: String, width: Int) throws(CosimulationError) -> String {
    let encoded = Self.encode(name)
    for candidate in [encoded, "__SYM__" + encoded] {
      guard let port = ports[candidate] else { continue }
      if port.width == width { return candidate }
      throw CosimulationError(
        .portMismatch, "port '\(name)' has \(width) bits in the design and \(port.width) in the emitted top module")
    }
    throw CosimulationError(.portMismatch, "the emitted top module has no port '\(name)'")
  }

  /// A Verilog name in C++: `__` and what is no letter, digit or `_` is written in hexadecimal.
  static func encode(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      if isLetter || (isDigit && !result.isEmpty) || (scalar == "_" && !result.hasSuffix("_")) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "__0" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
