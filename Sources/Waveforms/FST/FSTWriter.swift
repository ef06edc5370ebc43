import RTL

/// Writes the compressed waveform file of GTKWave.
///
/// The file is a row of blocks: a header, sections of value changes, the widths of the stores ("geometry") and the hierarchy.
/// A section holds the values at its beginning, then the changes of each store one after the other, and the times; it is
/// compressed with zlib, written when it is large enough, and forgotten.
/// Tony Bybee, "Implementation of an efficient method for digital waveform compression", in the GTKWave user manual, appendix F.
final class FSTWriter: WaveformWriter {
  /// The types of the blocks.
  enum Block: UInt8 {
    case header = 0
    case geometry = 3
    case hierarchy = 4
    case changes = 8
  }

  private let output: WaveformOutput
  private let hierarchy: WaveformHierarchy
  private let description: FSTHierarchy
  private let section: FSTSection
  private var sectionCount = 0
  private var firstTime = 0
  private var time = 0
  private var hasTime = false
  /// The largest number of bytes that a section has become without compression: what a reader has to have room for.
  private var largestSection = 0

  /// - Parameter mostChanges: After so many changes a section is written.
  init(path: String, _ hierarchy: WaveformHierarchy, mostChanges: Int = FSTSection.mostChanges) throws {
    output = try WaveformOutput(path: path)
    self.hierarchy = hierarchy
    description = FSTHierarchy(hierarchy)
    section = FSTSection(widths: hierarchy.storeWidths, mostChanges: mostChanges)
    // A place for it: only the end tells what is in it.
    output.write(header)
  }

  private var header: [UInt8] {
    var bytes: [UInt8] = [Block.header.rawValue]
    bytes.appendNumber(329)
    bytes.appendNumber(firstTime)
    bytes.appendNumber(time)
    // A reader finds out about the order of bytes from Euler's number.
    bytes += withUnsafeBytes(of: 2.718_281_828_459_045_2) { Array($0) }
    bytes.appendNumber(largestSection)
    bytes.appendNumber(description.scopeCount)
    bytes.appendNumber(description.variableCount)
    bytes.appendNumber(hierarchy.storeWidths.count)
    bytes.appendNumber(sectionCount)
    // Nanoseconds.
    bytes.append(UInt8(bitPattern: -9))
    bytes.appendText("Bitloom", length: 128)
    // No date, so that equal simulations give equal files.
    bytes.appendText("", length: 119)
    bytes.append(0)
    bytes.appendNumber(0)
    return bytes
  }

  func begin(at time: Int) throws {
    if !hasTime {
      (hasTime, firstTime) = (true, time)
    } else if section.isFull {
      writeSection()
    }
    self.time = time
    section.begin(at: time)
    try output.check()
  }

  func change(_ store: Int, _ words: UnsafePointer<UInt64>, unknown: UnsafePointer<UInt64>?) {
    section.change(store, words, unknown: unknown)
  }

  private func writeSection() {
    guard section.hasTimes else { return }
    let (bytes, size) = section.encode()
    largestSection = max(largestSection, size)
    write(.changes, bytes)
    sectionCount += 1
    section.restart()
  }

  private func write(_ block: Block, _ bytes: [UInt8]) {
    var head = [block.rawValue]
    head.appendNumber(bytes.count + 8)
    output.write(head)
    output.write(bytes)
  }

  func finish() throws {
    writeSection()
    writeGeometry()
    writeHierarchy()
    output.overwrite(header, at: 0)
    try output.close()
  }

  private func writeGeometry() {
    var widths: [UInt8] = []
    for width in hierarchy.storeWidths { widths.appendVariable(width) }
    let packed = Deflate(level: 9).compress(widths).flatMap { $0.count < widths.count ? $0 : nil }
    var bytes: [UInt8] = []
    bytes.appendNumber(widths.count)
    bytes.appendNumber(hierarchy.storeWidths.count)
    write(.geometry, bytes + (packed ?? widths))
  }

  private func writeHierarchy() {
    var bytes: [UInt8] = []
    bytes.appendNumber(description.bytes.count)
    write(.hierarchy, bytes + (Deflate(.gzip, level: 4).compress(description.bytes) ?? []))
  }
}
