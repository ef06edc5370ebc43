import Accelerators
import Bitloom
import Components
import RTL

/// The designs whose Verilog is kept in the repository, so that every change of the output is seen in review.
enum ReferenceDesigns {
  struct Reference {
    /// The folder within the dialect's folder.
    var folder: String
    var generate: (VerilogDialect) throws -> GeneratedDesign
  }

  /// The reference presets of a catalogue, and components.
  static func all(of catalogue: Catalogue) -> [Reference] {
    let designs = catalogue.entries.flatMap { entry in
      entry.referencePresets.map { preset in
        Reference(folder: "\(entry.name)-\(EmittedName.snakeCase(preset.name).replacing("_", with: "-"))") { dialect in
          try GeneratedDesign(entry, entry.values(of: preset), dialect: dialect)
        }
      }
    }
    return designs + [
      component("stream-fifo", StreamFifo(payload: SignalType.unsigned(8), depth: 5)),
      component("stream-register-slice", StreamRegisterSlice(payload: SignalType.unsigned(8))),
    ]
  }

  private static func component(_ name: String, _ module: some Module) -> Reference {
    Reference(folder: name) { dialect in
      let design = try elaborate(module)
      let parameters = design.top.parameters.map { ($0.name, JSONValue.string($0.value)) }
      return GeneratedDesign(
        design, dialect: dialect, name: name, parameters: Dictionary(parameters) { _, last in last })
    }
  }
}
