import Bitloom
import Cosimulation
import FPGAFlow
import Foundation

/// What the documentation of a component, a function or an interface has to show, and where it comes from.
public struct ComponentSheet: Sendable, CustomStringConvertible {
  /// The name of the type or function.
  public var name: String
  /// What the figures are of, as the documentation calls it.
  public var subject: String
  /// What the figures are of; nil where there are wires alone.
  public var module: (any Module & Sendable)?
  /// A simulation; nil where time does not matter.
  public var waveform: (@Sendable () throws -> String)?

  /// Of a module, in a form that is written in Swift.
  public init(
    _ form: String, _ module: any Module & Sendable, waveform: @escaping @Sendable () throws -> String
  ) {
    name = String(form.prefix { $0.isLetter || $0.isNumber })
    subject = "`\(form)`"
    self.module = module
    self.waveform = waveform
  }

  /// Of a function or an interface, whose figures are those of its example.
  ///
  /// - Parameter widths: How wide things are in the example, such as `8 bits`.
  public init(
    of name: String, widths: String = "", _ example: (any Module & Sendable)? = nil,
    waveform: (@Sendable () throws -> String)? = nil
  ) {
    self.name = name
    subject = widths.isEmpty ? "the example" : "the example with \(widths)"
    module = example
    self.waveform = waveform
  }

  public var description: String { name }

  /// The version of Yosys that the figures are of.
  public static let version = "0.23"

  /// What the component needs in an iCE40, as its documentation says it.
  ///
  /// - Returns: The sentence; nil where another version of Yosys is installed, and where there are wires alone.
  public func resources() throws -> String? {
    guard let module else { return nil }
    let report = try SynthesisReport(design(of: module), for: .ice40)
    guard report.tool == Self.version else { return nil }
    let kinds = [(CellKind.lookupTable, "LUT4"), (.flipFlop, "FF"), (.carry, "carry cell"), (.blockMemory, "block")]
    let parts = kinds.filter { report.total[$0.0] > 0 }.map { kind, name -> String in
      let count = report.total[kind]
      return "\(count) \(name)\(count > 1 && name.first?.isLowercase == true ? "s" : "")"
    }
    let cells = parts.isEmpty ? "no cell" : parts.joined(separator: ", ")
    return "Resources of \(subject): \(cells) of an iCE40 (Yosys \(Self.version))."
  }

  private func design<M: Module>(of module: M) throws -> Design { try elaborate(module) }

  /// What the documentation lacks, a sentence each. The figures, which take a synthesis, are not among it.
  ///
  /// - Parameter examples: The text of a file that is compiled and has the examples.
  public func problems(of documentation: ComponentDocumentation, examples: String) throws -> [String] {
    let prose = documentation.prose
    var problems: [String] = []
    if prose.range(of: "latency", options: .caseInsensitive) == nil { problems.append("\(name) tells no latency") }
    let rates = ["a cycle", "each cycle", "every cycle", "Throughput"]
    if !rates.contains(where: prose.contains) { problems.append("\(name) tells no throughput") }
    if module == nil, !prose.localizedCaseInsensitiveContains("wires alone") {
      problems.append("\(name) does not say that it is wires alone")
    }
    if module != nil, !prose.contains("Resources of \(subject): ") {
      problems.append("\(name) tells no resources of \(subject)")
    }
    if !prose.contains("egister") { problems.append("\(name) tells no registers") }
    if let expected = try waveform?(),
      !documentation.blocks("").contains(where: { $0.joined(separator: "\n") + "\n" == expected })
    {
      problems.append("\(name) has another waveform than\n\(expected)")
    }
    let lines = examples.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let text = "\n" + lines.joined(separator: "\n") + "\n"
    let snippets = documentation.blocks("swift").map { block in
      block.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
    if snippets.isEmpty { problems.append("\(name) has no example") }
    for snippet in snippets where !text.contains("\n\(snippet)\n") {
      problems.append("\(name) has an example that is not compiled:\n\(snippet)")
    }
    return problems
  }
}
