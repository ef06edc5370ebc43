import RTL

extension Design {
  /// The files of the black boxes that the emitted modules instantiate, each once.
  var blackBoxFiles: [VerilogFile] {
    var names: Set<String> = []
    var files: [VerilogFile] = []
    for source in blackBoxes.flatMap({ modules[$0].blackBox?.sources ?? [] }) where names.insert(source.name).inserted {
      var file = VerilogFile(name: source.name, text: source.text)
      file.isCompiled = source.isCompiled
      file.isForeign = source.isCopy
      files.append(file)
    }
    return files
  }
}

extension BlackBoxParameter.Value {
  /// The value as Verilog spells it.
  public var verilog: String {
    switch self {
    case .integer(let number):
      if Int32(exactly: number) != nil { return String(number) }
      return number < 0 ? "-64'sd\(number.magnitude)" : "64'sd\(number)"
    case .bits(let bits): return "\(bits.width)'h\(bits.hexadecimalString)"
    case .real(let number): return "\(number)"
    case .text(let text): return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
  }
}
