import Bitloom

/// The parts of an instruction word, as RV32I lays them out.
struct Instruction {
  enum Opcode: Int {
    case load = 0b0000011
    case fence = 0b0001111
    case immediate = 0b0010011
    case auipc = 0b0010111
    case store = 0b0100011
    case register = 0b0110011
    case lui = 0b0110111
    case branch = 0b1100011
    case jalr = 0b1100111
    case jal = 0b1101111
  }

  let word: Signal

  init(_ word: Signal) { self.word = word }

  var rd: Signal { word[11...7] }
  var rs1: Signal { word[19...15] }
  var rs2: Signal { word[24...20] }
  /// The field "funct3".
  var function: Signal { word[14...12] }
  /// Bit 30, which tells a subtraction from an addition and an arithmetic shift from a logical one.
  var isAlternative: Signal { word[30] }

  func `is`(_ opcode: Opcode) -> Signal { word[6...0] == opcode.rawValue }

  var immediateI: Signal { extended(word[31...20]) }
  var immediateS: Signal { extended(cat(word[31...25], word[11...7])) }
  var immediateB: Signal { extended(cat(word[31], word[7], word[30...25], word[11...8], constant(0))) }
  var immediateU: Signal { cat(word[31...12], constant(0, .unsigned(12))) }
  var immediateJ: Signal { extended(cat(word[31], word[19...12], word[20], word[30...21], constant(0))) }

  private func extended(_ field: Signal) -> Signal { field.asSigned.extended(to: 32).asUnsigned }

  var writesRegister: Signal { !(self.is(.branch) || self.is(.store) || self.is(.fence)) }

  /// Whether this is an instruction of RV32I other than ECALL and EBREAK.
  var isLegal: Signal {
    let upper = word[31...25]
    let isShift = function[1...0] == 1
    let immediate = !isShift || upper == 0 || (function == 5 && upper == 0x20)
    let register = upper == 0 || (upper == 0x20 && (function == 0 || function == 5))
    let isLegal = wire("is_legal", .bit)
    isLegal <== self.is(.lui) || self.is(.auipc) || self.is(.jal)
    let rules: [(Opcode, Signal)] = [
      (.load, function != 3 && function < 6), (.store, function < 3), (.branch, function[2...1] != 1),
      (.immediate, immediate), (.register, register), (.jalr, function == 0), (.fence, function == 0),
    ]
    for (opcode, rule) in rules { when(self.is(opcode)) { isLegal <== rule } }
    return isLegal
  }
}
