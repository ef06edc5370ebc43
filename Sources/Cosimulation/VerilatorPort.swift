import RTL
import Simulation

/// A port in the memory of a verilated model.
struct VerilatorPort {
  /// As Verilator holds ports: in the smallest of 8, 16, 32 and 64 bits, else in 32-bit words, the least significant first.
  private enum Storage: UInt8 {
    case byte, halfWord, word, doubleWord, words

    init(width: Int) {
      switch width {
      case ...8: self = .byte
      case ...16: self = .halfWord
      case ...32: self = .word
      case ...64: self = .doubleWord
      default: self = .words
      }
    }
  }

  /// How much memory a signal takes.
  static func byteCount(width: Int) -> Int {
    let storage = Storage(width: width)
    return storage == .words ? (width + 31) / 32 * 4 : 1 << Int(storage.rawValue)
  }

  let address: UnsafeMutableRawPointer
  private let mask: UInt64
  private let width: Int32
  private let storage: Storage
  private let isInput: Bool

  init(address: UnsafeMutableRawPointer, definition: PortDefinition) {
    self.address = address
    let width = definition.type.width
    self.width = Int32(width)
    mask = width >= 64 ? .max : (1 << UInt64(width)) - 1
    storage = Storage(width: width)
    isInput = definition.direction == .input
  }

  /// As a handle takes it; nil for a wide port.
  func direct(isStale: UnsafeMutablePointer<Bool>) -> DirectPort? {
    DirectPort.Storage(rawValue: storage.rawValue).map {
      DirectPort(address: address, storage: $0, isStale: isStale)
    }
  }

  @inline(__always)
  func writeWord(_ value: UInt64) {
    guard isInput else { return }
    let masked = value & mask
    switch storage {
    case .byte: address.storeBytes(of: UInt8(truncatingIfNeeded: masked), as: UInt8.self)
    case .halfWord: address.storeBytes(of: UInt16(truncatingIfNeeded: masked), as: UInt16.self)
    case .word: address.storeBytes(of: UInt32(truncatingIfNeeded: masked), as: UInt32.self)
    case .doubleWord: address.storeBytes(of: masked, as: UInt64.self)
    case .words: writeWideWord(value)
    }
  }

  @inline(__always)
  func readWord() -> UInt64 {
    switch storage {
    case .byte: UInt64(address.load(as: UInt8.self))
    case .halfWord: UInt64(address.load(as: UInt16.self))
    case .word: UInt64(address.load(as: UInt32.self))
    case .doubleWord: address.load(as: UInt64.self)
    case .words: readWideWord()
    }
  }

  // Apart and never inlined, so that the paths of narrow ports save no registers for them.
  @inline(never)
  private func writeWideWord(_ value: UInt64) {
    write(Bits(value, width: Int(width)))
  }

  @inline(never)
  private func readWideWord() -> UInt64 { word(0) }

  func write(_ value: Bits) {
    guard storage == .words else { return writeWord(value.low) }
    guard isInput else { return }
    let value = value.resized(to: Int(width), signed: false)
    let words = address.assumingMemoryBound(to: UInt32.self)
    for index in 0..<wordCount {
      words[index] = UInt32(truncatingIfNeeded: value.word(index / 2) >> UInt64(32 * (index % 2)))
    }
  }

  func read() -> Bits {
    guard storage == .words else { return Bits(readWord(), width: Int(width)) }
    return Bits(words: (0..<(wordCount + 1) / 2).map { word($0) }, width: Int(width))
  }

  private var wordCount: Int { (Int(width) + 31) / 32 }

  /// Bits `64 * index + 63 ... 64 * index`.
  private func word(_ index: Int) -> UInt64 {
    let words = address.assumingMemoryBound(to: UInt32.self)
    let high = 2 * index + 1 < wordCount ? UInt64(words[2 * index + 1]) : 0
    return UInt64(words[2 * index]) | high << 32
  }
}
