import Accelerators
import Bitloom

/// A design of a catalogue whose verification finds what a test wants it to find.
struct FaultyEntry: CatalogueEntry {
  struct Configuration: Sendable {
    var width = 8
  }

  enum Fault: Sendable {
    case mismatches(Int)
    case stopsAnswering
    case design
  }

  var fault: Fault
  let name = "faulty"
  let summary = "A design that is wrong."
  let vectorNoun = "additions"
  let standardConfiguration = Configuration()
  let parameters: [DesignParameter<Configuration>] = [.integer("width", \.width, 1...64, "Bits.")]
  let presets = [Preset("small", "One bit.", ["width": 1])]

  func performance(of configuration: Configuration) -> Performance {
    Performance(latency: .init(1, "cycle", ""), throughput: .init(1, "addition per cycle", ""))
  }

  func elaborate(_ configuration: Configuration, warn: (Diagnostic) -> Void) throws -> Design {
    throw DesignError([Diagnostic("D001", "'sum' is never driven", at: .unknown)])
  }

  func verify(
    _ configuration: Configuration, _ request: VerificationRequest, progress: (VerificationProgress) -> Void
  ) throws -> VerificationSummary {
    var summary = VerificationSummary()
    summary.vectors = request.vectors
    summary.cycles = 10 * request.vectors
    summary.seconds = 0.5
    switch fault {
    case .design: _ = try elaborate(configuration) { _ in }
    case .mismatches(let count):
      for vector in 0..<count {
        let difference = VerificationSummary.Difference(place: "sum", expected: "7", actual: "\(vector)")
        let differences = [VerificationSummary.Difference](repeating: difference, count: 2)
        summary.add(.init(vector: vector, stimulus: "3 + 4", differences: differences, differenceCount: 5))
      }
    case .stopsAnswering:
      summary.vectors = 1
      let difference = VerificationSummary.Difference(place: "results", expected: "all of them", actual: "none")
      summary.add(.init(vector: 0, stimulus: "3 + 4", differences: [difference], differenceCount: 1))
    }
    progress(VerificationProgress(vectors: summary.vectors, cycles: summary.cycles))
    return summary
  }
}
