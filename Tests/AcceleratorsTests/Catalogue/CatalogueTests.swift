import Testbench
import Testing

@testable import Accelerators

@Suite struct CatalogueTests {
  @Test func keysAreThePropertiesOfTheConfiguration() {
    let entry = SystolicArrayEntry()
    let labels: [String] = Mirror(reflecting: SystolicConfiguration()).children.compactMap(\.label)
    let keys: [String] = entry.parameters.map(\.key)
    #expect(keys == labels)
  }

  @Test(arguments: Catalogue.standard.entries.map(\.name))
  func everyEntryIsComplete(_ name: String) throws {
    let entry = try Catalogue.standard.entry(named: name)
    #expect(entry.presets.map(\.name).starts(with: ["small", "typical"]))
    #expect(entry.summary.hasSuffix("."))
    for parameter in entry.parameterDescriptions {
      #expect(parameter.domain.contains(parameter.standardValue), "\(parameter.key)")
      #expect(parameter.summary.hasSuffix("."), "\(parameter.key)")
    }
    for preset in entry.presets + entry.referencePresets {
      let keys = Set(entry.parameterDescriptions.map(\.key))
      #expect(keys.isSuperset(of: preset.values.keys), "\(preset.name)")
      for item in entry.values(of: preset).items {
        let domain = try #require(entry.parameterDescriptions.first { $0.key == item.key }).domain
        #expect(domain.contains(item.value), "\(preset.name): \(item.key)")
      }
      _ = try entry.elaborate(entry.values(of: preset))
    }
  }

  /// Whatever the catalogue accepts, the generator accepts: the ends of every range.
  @Test func rangesAreThoseOfTheGenerator() {
    let entry = SystolicArrayEntry()
    for parameter in entry.parameters {
      guard case .integer(let range) = parameter.domain else { continue }
      for number in [range.lowerBound, range.upperBound] {
        var configuration = SystolicConfiguration()
        parameter.write(&configuration, .integer(number))
        let isRefused = entry.problem(of: configuration) != nil
        #expect(configuration.problems.isEmpty != isRefused, "\(parameter.key) = \(number)")
      }
    }
  }

  @Test func laterSettingsGoOverEarlierOnes() throws {
    let entry = SystolicArrayEntry()
    let values = try entry.values(
      preset: "small",
      [
        ParameterSetting(key: "rows", value: .typed(5)), ParameterSetting(key: "rows", value: .text("6")),
        ParameterSetting(key: "dataflow", value: .text("weightStationary")),
      ])
    let configuration = entry.configuration(values)
    #expect(configuration.rows == 6)
    #expect(configuration.columns == 2)
    #expect(configuration.dataflow == .weightStationary)
    #expect(values["operandWidth"] == 8)
  }

  @Test func combinationsAreJudgedAtTheEnd() throws {
    let settings = [("outputWidth", 24), ("accumulatorWidth", 16), ("outputWidth", 12)]
    let entry = SystolicArrayEntry()
    let chosen = settings.map { ParameterSetting(key: $0.0, value: .typed(.integer($0.1))) }
    #expect(try entry.values(chosen)["outputWidth"] == 12)
    #expect(throws: CatalogueError.self) { try entry.values(Array(chosen[..<2])) }
  }
}
