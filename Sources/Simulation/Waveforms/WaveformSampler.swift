import Netlist
import RTL
import Waveforms

/// Looks at the values of a simulation twice a cycle and gives those that have changed to a writer.
///
/// A cycle takes 10 ns. In its first half the clock is at its inactive level and shows what the inputs were set to; the active
/// edge is in the middle, and the registers change with it.
final class WaveformSampler {
  /// A value of a single word.
  private struct Narrow {
    var slot: Int32
    var store: Int32
    var last: UInt64
  }

  private struct Wide {
    var slot: Int
    var store: Int
    var count: Int
    /// Where its last value is.
    var last: Int
  }

  private let trace: Trace
  private let hierarchy: WaveformHierarchy
  private let narrow: UnsafeMutableBufferPointer<Narrow>
  private var wide: [Wide] = []
  private var lastWide: [UInt64] = []
  private var clocks: [(store: Int, port: PortSet, restsHigh: Bool, last: UInt64)] = []
  private var resets: [(store: Int, port: PortSet, isActiveHigh: Bool, last: UInt64)] = []

  /// Nil before the cycles of a range begin, and after their end.
  private var writer: (any WaveformWriter)?
  private let ring: WaveformRing?
  /// The samples that are written.
  private let range: Range<Int>
  private var sampleCount = 0
  private var isFirst = true

  private static let halfCycle = 5
  private static let samplesInCycle = 2

  init(_ trace: Trace, _ netlist: Netlist, _ layout: SlotLayout) throws {
    self.trace = trace
    let sources = WaveformSources(netlist) { layout.slot(of: $0) }
    hierarchy = sources.hierarchy
    switch trace.extent {
    case .all: range = 0..<Int.max
    case .cycles(let cycles):
      range = Self.firstSample(of: cycles.lowerBound)..<Self.firstSample(of: cycles.upperBound)
    case .last: range = 0..<Int.max
    }
    if case .last(let cycles) = trace.extent {
      let most = 1 << 40
      let ring = WaveformRing(hierarchy, samples: Self.samplesInCycle * min(cycles, most))
      (self.ring, writer) = (ring, ring)
    } else {
      (ring, writer) = (nil, try makeWaveformWriter(path: trace.path, hierarchy))
      try writeViewerFiles(for: trace.path, hierarchy)
    }
    var narrow: [Narrow] = []
    for (store, source) in sources.sources.enumerated() {
      switch source {
      case .slot(let slot):
        let count = WideValue.wordCount(width: hierarchy.storeWidths[store])
        if count == 1 {
          narrow.append(Narrow(slot: Int32(slot), store: Int32(store), last: 0))
        } else {
          wide.append(Wide(slot: slot, store: store, count: count, last: lastWide.count))
          lastWide.append(contentsOf: repeatElement(0, count: count))
        }
      case .clock(let port):
        clocks.append((store, PortSet(port), netlist.design.top.clockPorts[port].restsHigh, 0))
      case .reset(let port):
        let isActiveHigh = netlist.design.top.resetPorts[port].polarity == .activeHigh
        resets.append((store, PortSet(port), isActiveHigh, 0))
      }
    }
    // Neighbours in memory one after the other.
    narrow.sort { $0.slot < $1.slot }
    self.narrow = .allocate(capacity: narrow.count)
    _ = self.narrow.initialize(from: narrow)
  }

  deinit { narrow.deallocate() }

  /// The reset takes the cycle before cycle 0.
  private static func firstSample(of cycle: Int) -> Int {
    (min(max(cycle, -1), Int.max / samplesInCycle - 1) + 1) * samplesInCycle
  }

  /// Whether the next sample is written, so that all values have to be known.
  var isWanted: Bool { writer != nil && range.contains(sampleCount) }

  /// Goes on to the time of the next sample.
  func advance() throws {
    sampleCount += 1
    guard sampleCount >= range.upperBound, let writer else { return }
    self.writer = nil
    try writer.finish()
  }

  /// Writes what has changed since the last sample, everything at the first one.
  func sample(_ slots: UnsafeMutablePointer<UInt64>, activeClocks: PortSet, activeResets: PortSet) throws {
    guard let writer else { return }
    try writer.begin(at: Self.halfCycle * sampleCount)
    sampleControls(activeClocks, activeResets, writer)
    if isFirst {
      for index in narrow.indices { narrow[index].last = ~slots[Int(narrow[index].slot)] }
      for value in wide { lastWide[value.last] = ~slots[value.slot] }
      isFirst = false
    }
    guard var current = narrow.baseAddress else { return try sampleWide(slots, writer) }
    let end = current + narrow.count
    while current < end {
      let word = slots + Int(current.pointee.slot)
      if word.pointee != current.pointee.last {
        current.pointee.last = word.pointee
        writer.change(Int(current.pointee.store), word, unknown: nil)
      }
      current += 1
    }
    try sampleWide(slots, writer)
  }

  private func sampleWide(_ slots: UnsafeMutablePointer<UInt64>, _ writer: any WaveformWriter) throws {
    for value in wide {
      var hasChanged = false
      for index in 0..<value.count where lastWide[value.last + index] != slots[value.slot + index] {
        lastWide[value.last + index] = slots[value.slot + index]
        hasChanged = true
      }
      if hasChanged { writer.change(value.store, slots + value.slot, unknown: nil) }
    }
    try advance()
  }

  private func sampleControls(_ activeClocks: PortSet, _ activeResets: PortSet, _ writer: any WaveformWriter) {
    for index in clocks.indices {
      var level: UInt64 = clocks[index].restsHigh != activeClocks.contains(clocks[index].port) ? 1 : 0
      guard isFirst || level != clocks[index].last else { continue }
      clocks[index].last = level
      writer.change(clocks[index].store, &level, unknown: nil)
    }
    for index in resets.indices {
      var level: UInt64 = resets[index].isActiveHigh == activeResets.contains(resets[index].port) ? 1 : 0
      guard isFirst || level != resets[index].last else { continue }
      resets[index].last = level
      writer.change(resets[index].store, &level, unknown: nil)
    }
  }

  /// Writes the samples that were kept until now.
  func writeRing() throws {
    guard let ring else { return }
    try ring.write(to: makeWaveformWriter(path: trace.path, hierarchy))
    try writeViewerFiles(for: trace.path, hierarchy)
  }

  func finish() throws {
    try writer?.finish()
    writer = nil
  }
}
