import Accelerators
import Bitloom

/// A design of a catalogue with a memory image.
struct TableEntry: CatalogueEntry {
  struct Configuration: Sendable {
    var count = 20
  }

  let name = "table"
  let summary = "A table in a memory."
  let vectorNoun = "reads"
  let standardConfiguration = Configuration()
  let parameters: [DesignParameter<Configuration>] = [.integer("count", \.count, 17...64, "Words.")]
  let presets = [Preset("small", "Few words.", ["count": 17])]

  func performance(of configuration: Configuration) -> Performance {
    Performance(latency: .init(1, "cycle", ""), throughput: .init(1, "read per cycle", ""))
  }

  func elaborate(_ configuration: Configuration, warn: (Diagnostic) -> Void) throws -> Design {
    try Bitloom.elaborate(SquareTable(count: configuration.count), warn: warn)
  }

  func verify(
    _ configuration: Configuration, _ request: VerificationRequest, progress: (VerificationProgress) -> Void
  ) throws -> VerificationSummary { VerificationSummary() }
}

struct SquareTable: Module {
  var count: Int

  struct IO: Interface {
    @Input var address: Signal
    @Output var square: Signal = .unsigned(12)
  }
  var ports: IO { IO(address: .unsigned(64 - (count - 1).leadingZeroBitCount)) }

  func build(_ io: IO) {
    io.square <== memory("squares", .unsigned(12), contents: (0..<count).map { $0 * $0 })[io.address]
  }
}
