import RTL

@testable import Waveforms

/// A waveform without a simulation: random changes of stores of many widths.
struct RandomWave {
  let hierarchy: WaveformHierarchy
  /// For each sample its time and the new values of some stores.
  var samples: [(time: Int, changes: [(store: Int, value: [UInt64], unknown: [UInt64]?)])] = []

  static let widths = [1, 1, 2, 3, 4, 7, 8, 9, 16, 31, 32, 33, 63, 64, 65, 127, 128, 200]

  init(
    hierarchy: WaveformHierarchy, samples: [(time: Int, changes: [(store: Int, value: [UInt64], unknown: [UInt64]?)])]
  ) {
    self.hierarchy = hierarchy
    self.samples = samples
  }

  /// - Parameter hasUnknown: Whether some bits have no value.
  init(samples count: Int, seed: UInt64, start: Int = 0, hasUnknown: Bool = false) {
    var random = Generator(state: seed)
    hierarchy = Self.makeHierarchy()
    let widths = hierarchy.storeWidths
    var values = widths.map { _ in [UInt64]() }
    for sample in 0..<count {
      var changes: [(store: Int, value: [UInt64], unknown: [UInt64]?)] = []
      for (store, width) in widths.enumerated() where sample == 0 || random.next() % 3 == 0 {
        var value = Self.words(width, &random)
        var unknown: [UInt64]?
        if hasUnknown, random.next() % 4 == 0 {
          let mask = Self.words(width, &random)
          if mask.contains(where: { $0 != 0 }) {
            unknown = mask
            value = zip(value, mask).map { $0 & ~$1 }
          }
        }
        guard sample == 0 || value != values[store] || unknown != nil else { continue }
        values[store] = unknown == nil ? value : []
        changes.append((store, value, unknown))
      }
      samples.append((start + 5 * sample, changes))
    }
  }

  private static func words(_ width: Int, _ random: inout Generator) -> [UInt64] {
    (0..<(width + 63) / 64).map { index in
      let rest = width - 64 * index
      let word = random.next() % 5 == 0 ? 0 : random.next()
      return rest >= 64 ? word : word & ((1 << UInt64(rest)) - 1)
    }
  }

  /// A top with an instance in an instance, and with every way to read a value.
  private static func makeHierarchy() -> WaveformHierarchy {
    var hierarchy = WaveformHierarchy()
    let enumeration = EnumerationDefinition(
      name: "Phase", width: 2,
      cases: [("idle", 0), ("run", 1), ("done", 2)].map { .init(name: $0.0, code: Bits($0.1, width: 2)) })
    let names = hierarchy.reading(
      of: SignalType(width: 2, isSigned: false, enumeration: EnumerationID(0)), fraction: nil,
      enumerations: [enumeration])
    func add(_ name: String, _ width: Int, _ kind: WaveformHierarchy.Kind, _ reading: WaveformHierarchy.Reading = .bits)
      -> Int
    {
      let store = hierarchy.addStore(width: width)
      hierarchy.add(.init(name: name, path: name, width: width, kind: kind, reading: reading, store: store))
      return store
    }
    hierarchy.enter("top", module: "top")
    let clock = add("clk", 1, .clock)
    _ = add("phase", 2, .register, names)
    _ = add("gain", 8, .input, .fixed(fraction: 6, isSigned: true))
    _ = add("wide_gain", 4, .input, .fixed(fraction: 6, isSigned: false))
    hierarchy.enter("outer", module: "outer_module")
    for (index, width) in widths.enumerated() {
      _ = add("wire_\(index)", width, index % 2 == 0 ? .wire : .register, width > 1 && index % 3 == 0 ? .signed : .bits)
    }
    hierarchy.enter("inner", module: "inner_module")
    // The clock again.
    hierarchy.add(.init(name: "clk", path: "clk", width: 1, kind: .clock, reading: .bits, store: clock))
    _ = add("q", 5, .output, .signed)
    hierarchy.leave()
    hierarchy.leave()
    _ = add("last", 3, .output)
    hierarchy.leave()
    return hierarchy
  }

  func write(to writer: any WaveformWriter) throws {
    for sample in samples {
      try writer.begin(at: sample.time)
      for change in sample.changes { writer.change(change.store, change.value, unknown: change.unknown) }
    }
    try writer.finish()
  }

  /// The values of all variables by their paths, in binary: each change with its time. Calculated from the samples alone.
  func expectedChanges() -> [String: [String]] {
    var lines: [Int: [String]] = [:]
    var last: [Int: String] = [:]
    for sample in samples {
      for change in sample.changes {
        let digits = (0..<hierarchy.storeWidths[change.store]).reversed().map { bit -> String in
          if let unknown = change.unknown, (unknown[bit / 64] >> UInt64(bit % 64)) & 1 == 1 { return "x" }
          return (change.value[bit / 64] >> UInt64(bit % 64)) & 1 == 1 ? "1" : "0"
        }
        let text = digits.joined()
        if last[change.store] != text { lines[change.store, default: []].append("\(sample.time) \(text)") }
        last[change.store] = text
      }
    }
    var result: [String: [String]] = [:]
    hierarchy.forEachVariable { scopes, variable in
      result[(scopes + [variable.name]).joined(separator: ".")] = lines[variable.store] ?? []
    }
    return result
  }
}

/// Numbers that are the same in every run (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
