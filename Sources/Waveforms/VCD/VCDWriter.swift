import Foundation
import RTL

/// Writes a value change dump (IEEE 1364-2005, clause 18), in nanoseconds.
///
/// A signal of an enumeration has a second variable, `name_case`, with the name of its case as a string: an extension that
/// GTKWave and Surfer read.
final class VCDWriter: WaveformWriter {
  private struct Store {
    var width: Int
    /// A blank and its identifier code and a line end, in `codes`.
    var codeStart: Int
    var codeCount: Int
    /// The names that its value is shown as too, indexes into `nameTables`; -1 for none.
    var names = -1
  }

  /// The names of an enumeration with the identifier code of the variable that shows them.
  private struct NameTable {
    var lines: [Bits: [UInt8]]
    var other: [UInt8]
  }

  private let output: WaveformOutput
  private let stores: UnsafeMutableBufferPointer<Store>
  private let codes: UnsafeMutableBufferPointer<UInt8>
  private var nameTables: [NameTable] = []
  private var isFirst = true
  private var isDumping = false

  init(path: String, _ hierarchy: WaveformHierarchy) throws {
    output = try WaveformOutput(path: path)
    let header = VCDHeader(hierarchy)
    var codes: [UInt8] = []
    var stores: [Store] = []
    for (index, width) in hierarchy.storeWidths.enumerated() {
      let code = [UInt8(ascii: " ")] + VCDHeader.code(index) + [UInt8(ascii: "\n")]
      stores.append(Store(width: width, codeStart: codes.count, codeCount: code.count))
      codes += code
    }
    for named in header.namedStores {
      stores[named.store].names = nameTables.count
      let code = VCDHeader.code(named.code)
      func line(_ name: String) -> [UInt8] {
        Array("s\(name) ".utf8) + code + [UInt8(ascii: "\n")]
      }
      let lines = hierarchy.enumerations[named.enumeration].cases.map { ($0.code, line($0.name)) }
      nameTables.append(NameTable(lines: Dictionary(lines) { first, _ in first }, other: line("?")))
    }
    self.stores = .allocate(capacity: stores.count)
    _ = self.stores.initialize(from: stores)
    self.codes = .allocate(capacity: codes.count)
    _ = self.codes.initialize(from: codes)
    output.write(header.text)
  }

  deinit {
    stores.deallocate()
    codes.deallocate()
  }

  func begin(at time: Int) throws {
    if isDumping { endDump() }
    output.write("#\(time)\n")
    if isFirst { output.write("$dumpvars\n") }
    isDumping = isFirst
    isFirst = false
    try output.check()
  }

  private func endDump() {
    output.write("$end\n")
    isDumping = false
  }

  func change(_ store: Int, _ words: UnsafePointer<UInt64>, unknown: UnsafePointer<UInt64>?) {
    let store = stores[store]
    if store.names >= 0 { writeName(store, words, isKnown: unknown == nil) }
    let bytes = output.room(store.width + 2 + store.codeCount)
    let code = codes.baseAddress.unsafelyUnwrapped + store.codeStart
    if store.width == 1 {
      let digit = words.pointee & 1 == 1 ? UInt8(ascii: "1") : UInt8(ascii: "0")
      bytes[0] = unknown.map { $0.pointee & 1 == 1 ? UInt8(ascii: "x") : digit } ?? digit
      // The code without its blank.
      (bytes + 1).update(from: code + 1, count: store.codeCount - 1)
      return output.wrote(store.codeCount)
    }
    bytes[0] = UInt8(ascii: "b")
    var count = 1
    // Readers extend with 0: the digits start at the highest 1.
    var bit = unknown == nil ? Self.highestBit(words, store.width) : store.width - 1
    while bit >= 0 {
      let word = bit >> 6
      let position = UInt64(bit & 63)
      bytes[count] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: (words[word] >> position) & 1)
      if let unknown, (unknown[word] >> position) & 1 == 1 { bytes[count] = UInt8(ascii: "x") }
      count &+= 1
      bit &-= 1
    }
    (bytes + count).update(from: code, count: store.codeCount)
    output.wrote(count + store.codeCount)
  }

  private static func highestBit(_ words: UnsafePointer<UInt64>, _ width: Int) -> Int {
    var word = (width - 1) >> 6
    while word > 0, words[word] == 0 { word -= 1 }
    return max(word << 6 + 63 - words[word].leadingZeroBitCount, 0)
  }

  private func writeName(_ store: Store, _ words: UnsafePointer<UInt64>, isKnown: Bool) {
    let table = nameTables[store.names]
    let value = Bits(words: (0..<(store.width + 63) >> 6).map { words[$0] }, width: store.width)
    output.write((isKnown ? table.lines[value] : nil) ?? table.other)
  }

  func finish() throws {
    if isDumping { endDump() }
    try output.close()
  }
}
