import Accelerators
import Bitloom
import Foundation
import RTL
import Verilog

/// The files that are written for a design: its Verilog, a list of it for the tools, and its description.
struct GeneratedDesign {
  let files: [OutputFile]
  /// Name of the file list.
  let fileList: String
  let moduleCount: Int

  init(
    _ design: Design, dialect: VerilogDialect, name: String, parameters: [String: JSONValue],
    performance: Performance? = nil, sourceComments: Bool = false
  ) {
    let verilog = design.verilog(dialect, sourceComments: sourceComments)
    let images = verilog.flatMap(\.images)
    fileList = "\(design.top.name).f"
    moduleCount = design.emittedModules.count
    let copies = verilog.filter(\.isForeign).map { ($0.name, GeneratedFile.digest(of: Data($0.text.utf8))) }
    let list = "// \(design.top.name): the files in the order in which tools read them\n// \(GeneratedFile.marker)\n"
    var description = DesignDescription(
      design: design, dialect: dialect, files: verilog.map(\.name), memoryImages: images.map(\.name),
      fileList: fileList, name: name,
      parameters: parameters, performance: performance)
    description.copies = Dictionary(copies) { first, _ in first }
    files =
      verilog.map { OutputFile(name: $0.name, text: $0.text) }
      + images.map { OutputFile(name: $0.name, text: $0.text) } + [
        OutputFile(name: fileList, text: list + verilog.filter(\.isCompiled).map { $0.name + "\n" }.joined()),
        OutputFile(name: GeneratedFile.descriptionName, text: description.json.text + "\n"),
      ]
  }

  /// A design of the catalogue.
  init(
    _ entry: any CatalogueEntry, _ values: ParameterValues, dialect: VerilogDialect, sourceComments: Bool = false,
    warn: (Diagnostic) -> Void = { _ in }
  ) throws {
    self.init(
      try entry.elaborate(values, warn: warn), dialect: dialect, name: entry.name, parameters: values.json,
      performance: entry.performance(values), sourceComments: sourceComments)
  }
}
