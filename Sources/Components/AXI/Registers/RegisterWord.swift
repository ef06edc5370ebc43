import Bitloom
import RTL

/// A word of a register file while it is built: the registers of its fields and its ports.
struct RegisterWord {
  let register: Register
  fileprivate let parts: [Part]

  fileprivate struct Part {
    let field: RegisterField
    /// Those of the register and the field, as in Verilog.
    let name: String
    /// What holds it; for a field that the hardware drives its port. Nil for a constant.
    let value: Signal?
    let output: Signal?
    let set: Signal?
  }

  /// - Parameters:
  ///   - element: Which element of an array it is.
  ///   - ports: Those of the register, or of the array.
  init(_ register: Register, _ element: Int?, ports: RegisterFieldPorts) {
    self.register = register
    let ports = element.map { ports[$0] } ?? ports
    let name = EmittedName.snakeCase(register.name) + (element.map { "_\($0)" } ?? "")
    parts = register.fields.map { Part($0, of: name, ports) }
  }

  /// What happens in each cycle, whatever is written.
  func followHardware() {
    for part in parts {
      guard let value = part.value else { continue }
      if part.field.access == .pulse { value <== 0 }
      if let set = part.set { value <== value | set }
    }
  }

  /// What a write does, a byte at a time.
  func write(_ word: AXILiteWriteData) {
    let bytes = Set(parts.filter(\.field.access.isWritten).flatMap { $0.field.low / 8...$0.field.high / 8 })
    for byte in bytes.sorted() {
      when(word.strobes[byte]) {
        for part in parts where part.field.access.isWritten { part.write(byte, word.data) }
      }
    }
  }

  func driveOutputs() {
    for part in parts {
      if let output = part.output, let value = part.value { output <== value }
    }
  }

  /// What software reads.
  func value(width: Int) -> Signal {
    var pieces: [Signal] = []
    var next = 0
    func fill(to bit: Int) {
      if bit > next { pieces.append(constant(0, .unsigned(bit - next))) }
    }
    for part in parts.sorted(by: { $0.field.low < $1.field.low }) where part.field.access.isRead {
      fill(to: part.field.low)
      pieces.append(part.value ?? constant(Bits(words: [part.field.reset], width: part.field.width)))
      next = part.field.high + 1
    }
    fill(to: width)
    return cat(pieces.reversed())
  }
}

extension RegisterWord.Part {
  /// Declares the register of a field.
  fileprivate init(_ field: RegisterField, of register: String, _ ports: RegisterFieldPorts) {
    self.field = field
    name = "\(register)_\(EmittedName.snakeCase(field.name))"
    output = field.access.isWritten ? ports[field.name] : nil
    set = field.access == .writeOneToClear ? ports["\(field.name)_set"] : nil
    switch field.access {
    case .readWrite, .writeOnly, .pulse, .writeOneToClear:
      let reset = Bits(words: [field.reset], width: field.width)
      // `_q`, the output of a flip-flop: no name of this module ends so, whatever the fields are called.
      value = Bitloom.register("\(name)_q", .unsigned(field.width), reset: reset)
    case .readOnly: value = ports[field.name]
    case .constant: value = nil
    }
  }

  /// Writes what of the field is in a byte of the word.
  fileprivate func write(_ byte: Int, _ data: Signal) {
    guard let value else { return }
    let high = min(field.high, 8 * byte + 7)
    let low = max(field.low, 8 * byte)
    guard low <= high else { return }
    let written = data[high...low]
    let (top, bottom) = (high - field.low, low - field.low)
    if let set {
      let kept = (value[top...bottom] & ~written).named("\(name)_kept")
      value[top...bottom] <== kept | set[top...bottom]
    } else {
      value[top...bottom] <== written
    }
  }
}
