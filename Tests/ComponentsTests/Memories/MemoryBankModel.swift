import Bitloom
import RTL

/// What a `MemoryBank` must do, from the description of its ports.
struct MemoryBankModel {
  struct Write {
    var isOn: Bool
    var address: Int
    var value: Bits
    var mask: UInt64
  }

  struct Read {
    var isOn: Bool
    var address: Int
  }

  let bank: MemoryBank
  private(set) var words: [Bits]
  /// The word behind the first register and that at the output; nil before the first read.
  private var stages: [(first: Bits?, output: Bits?)]

  init(_ bank: MemoryBank) {
    self.bank = bank
    words = Array(repeating: Bits(1, width: bank.width), count: bank.depth)
    stages = Array(repeating: (nil, nil), count: MemoryBank.ReadKind.all.count)
  }

  private func word(_ words: [Bits], _ address: Int) -> Bits {
    address < words.count ? words[address] : Bits(zeroOfWidth: bank.width)
  }

  /// What a read port shows; nil as long as that is not known.
  func output(_ port: Int, _ reads: [Read]) -> Bits? {
    let kind = MemoryBank.ReadKind.all[port]
    return kind.latency == 0 ? word(words, reads[port / 2 % 2].address) : stages[port].output
  }

  /// One clock edge. Returns what must not have happened.
  mutating func clock(_ writes: [Write], _ reads: [Read]) -> Set<String> {
    var after = words
    for write in writes where write.isOn && write.address < bank.depth { merge(write, into: &after[write.address]) }
    let violations = violations(writes, reads)
    for (port, kind) in MemoryBank.ReadKind.all.enumerated() where kind.latency > 0 {
      let read = reads[port / 2 % 2]
      let before = stages[port].first
      if kind.enable == .none || read.isOn {
        stages[port].first = word(kind.duringWrite == .new ? after : words, read.address)
      }
      stages[port].output = kind.latency == 1 ? stages[port].first : before
    }
    words = after
    return violations
  }

  /// The bits that a write changes.
  private func mask(_ write: Write) -> Bits {
    guard bank.lanes > 0 else { return Bits(onesOfWidth: bank.width) }
    var text = ""
    for bit in (0..<bank.width).reversed() {
      text += write.mask >> UInt64(bit * bank.lanes / bank.width) & 1 == 1 ? "1" : "0"
    }
    return Bits(binary: text) ?? Bits(zeroOfWidth: bank.width)
  }

  private func merge(_ write: Write, into word: inout Bits) {
    let mask = mask(write)
    word = word & ~mask | write.value & mask
  }

  private func violations(_ writes: [Write], _ reads: [Read]) -> Set<String> {
    var found: Set<String> = []
    let memory = "memory '\(bank.moduleName).storage'"
    let written = writes.filter { $0.isOn && !mask($0).isZero }
    for write in written where write.address >= bank.depth {
      found.insert("write to address \(write.address) of \(memory), which has \(bank.depth) words")
    }
    for (port, kind) in MemoryBank.ReadKind.all.enumerated() {
      let read = reads[port / 2 % 2]
      guard kind.enable == .none || read.isOn else { continue }
      if read.address >= bank.depth {
        found.insert("read of address \(read.address) of \(memory), which has \(bank.depth) words")
      } else if kind.duringWrite == .undefined, written.contains(where: { $0.address == read.address }) {
        found.insert("read of address \(read.address) of \(memory) while it is written")
      }
    }
    return found
  }
}
