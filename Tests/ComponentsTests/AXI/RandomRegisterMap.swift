import Bitloom
import Components
import Testbench

/// A register map made at random, and beside it, written down while it is made, what its bits do.
struct RandomRegisterMap {
  private(set) var map: RegisterMap
  private(set) var model: RegisterModel
  private var random: SeededGenerator

  init(seed: UInt64, dataWidth: Int) {
    random = SeededGenerator(seed: seed)
    map = RegisterMap("random\(seed)", dataWidth: dataWidth, addressWidth: 12, registers: [])
    model = RegisterModel(wordBytes: dataWidth / 8, addressWidth: 12, words: [:], outputs: [], inputs: [])
    var next = 0
    for number in 0..<random.number(in: 1...8) {
      let bytes = dataWidth / 8
      let gap = random.chance(0.3) ? random.number(in: 1...5) * bytes : 0
      let count = random.chance(0.3) ? random.number(in: 1...4) : nil
      let stride = count != nil && random.chance(0.5) ? random.number(in: 1...3) * bytes : nil
      let offsets = (0..<(count ?? 1)).map { next + gap + $0 * (stride ?? bytes) }
      let fields = randomFields(of: "r\(number)", at: offsets, isArray: count != nil)
      let offset = gap > 0 ? offsets[0] : nil
      map.registers.append(Register("r\(number)", at: offset, count: count, stride: stride, fields: fields))
      next = (offsets.last ?? 0) + bytes
    }
  }

  /// Fields from the lowest bit up, with gaps; noted in the words at all offsets.
  private mutating func randomFields(of register: String, at offsets: [Int], isArray: Bool) -> [RegisterField] {
    var fields: [RegisterField] = []
    var word = RegisterModel.Word()
    var low = random.chance(0.5) ? 0 : random.number(in: 0...9)
    while low < map.dataWidth, fields.isEmpty || random.chance(0.8) {
      let high = min(low + random.number(in: 0...20), map.dataWidth - 1)
      let access = RegisterAccess.allCases.randomElement(using: &random) ?? .readWrite
      let name = "f\(fields.count)"
      let most = high - low == 63 ? UInt64.max : (1 << UInt64(high - low + 1)) - 1
      let drawn = UInt64.random(in: 0...most, using: &random)
      let reset = access == .readOnly || access == .pulse ? 0 : drawn
      fields.append(RegisterField(name, bits: high...low as BitRange, access, reset: reset))
      note(access, most << UInt64(low), reset << UInt64(low), in: &word)
      for (element, offset) in offsets.enumerated() {
        addLines(register, isArray ? element : nil, name, access, UInt64(offset), low, high)
      }
      low = high + 1 + (random.chance(0.5) ? 0 : random.number(in: 1...5))
    }
    for offset in offsets { model.words[UInt64(offset)] = word }
    return fields.shuffled(using: &random)
  }

  private func note(_ access: RegisterAccess, _ mask: UInt64, _ reset: UInt64, in word: inout RegisterModel.Word) {
    switch access {
    case .readWrite: word.readWrite |= mask
    case .readOnly: word.readOnly |= mask
    case .writeOnly: word.writeOnly |= mask
    case .pulse: word.pulse |= mask
    case .writeOneToClear: word.cleared |= mask
    case .constant: word.constant |= reset
    }
    if access != .constant { word.value |= reset }
  }

  private mutating func addLines(
    _ register: String, _ element: Int?, _ field: String, _ access: RegisterAccess, _ offset: UInt64, _ low: Int,
    _ high: Int
  ) {
    func line(_ name: String) -> RegisterModel.Line {
      let path: KeyPath<RegisterFile.IO, Signal> & Sendable =
        if let element { \.fields[register][element][name] } else { \.fields[register][name] }
      return RegisterModel.Line(path: path, offset: offset, low: low, width: high - low + 1)
    }
    switch access {
    case .readWrite, .writeOnly, .pulse: model.outputs.append(line(field))
    case .readOnly: model.inputs.append(line(field))
    case .writeOneToClear:
      model.outputs.append(line(field))
      model.inputs.append(line("\(field)_set"))
    case .constant: break
    }
  }
}

extension SeededGenerator {
  fileprivate mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
