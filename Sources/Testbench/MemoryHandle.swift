import Bitloom
import Foundation
import RTL
import Simulation

/// A memory within a running design, read and written without its ports and without a clock.
///
/// ```swift
/// try simulate(Processor(), on: .verilator, internals: ["program"]) { dut in
///   let program = dut.memory("program")
///   try program.load(file: "boot.hex")
///   program[12] = 0x13
///   dut.step(100)
///   #expect(dut.memory("program").values(from: 0, count: 4) == [1, 2, 3, 4])
/// }
/// ```
/// Verilator and Icarus have the memories at hand that `internals` names; the native engine has all. A word that does not exist
/// or a value that does not fit is told at the end of the simulation.
public struct MemoryHandle {
  let access: PortAccess
  let shape: MemoryShape
  let number: Int?

  /// The instances around it, and its name.
  public var path: String { shape.path }
  /// Number of words.
  public var depth: Int { shape.depth }
  /// What a word is.
  public var type: SignalType { shape.type }

  /// A word as a number with the sign of the memory; `Testbench.unknown` with unknown bits.
  public subscript(word: Int) -> Int {
    get {
      bits(at: word).number(type)
    }
    nonmutating set {
      guard number != nil else { return }
      if !access.fits(newValue, type) { reportMisfit("\(newValue)") }
      set(Bits(newValue, width: type.width), at: word)
    }
  }

  /// The bits of a word, unknown ones included.
  public func bits(at word: Int) -> LogicBits {
    guard let number, exists(word) else { return LogicBits(Bits(zeroOfWidth: type.width)) }
    return access.engine.readMemory(number, word: word)
  }

  /// Sets a word of any width.
  public func set(_ value: Bits, at word: Int) {
    guard let number, exists(word) else { return }
    if value.width > type.width { reportMisfit("\(value)") }
    access.engine.writeMemory(number, word: word, value.resized(to: type.width, signed: false))
  }

  /// Sets words that follow one another.
  public func load(_ values: some Sequence<Int>, from first: Int = 0) {
    for (index, value) in values.enumerated() { self[first + index] = value }
  }

  /// Sets all words to what a file has, which is written as for `$readmemh`, each word once.
  ///
  /// - Throws: `TestbenchError` when the file cannot be read, or has anything else than as many words as the memory.
  public func load(file path: String) throws {
    guard number != nil else { return }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TestbenchError("the file '\(path)' for memory '\(shape.path)' cannot be read")
    }
    let words: [Bits]
    do {
      words = try HexadecimalWords(path: path, width: type.width, depth: depth).read(data)
    } catch { throw TestbenchError("\(error)") }
    for (index, word) in words.enumerated() { set(word, at: index) }
  }

  /// Words that follow one another as numbers.
  public func values(from first: Int = 0, count: Int? = nil) -> [Int] {
    let count = max(count ?? depth - first, 0)
    return (0..<count).map { self[first + $0] }
  }

  private func exists(_ word: Int) -> Bool {
    if word >= 0, word < depth { return true }
    access.report("memory '\(path)' has \(depth) words and no word \(word)")
    return false
  }

  private func reportMisfit(_ value: String) {
    access.report("\(value) does not fit memory '\(path)', which is \(type)")
  }
}
