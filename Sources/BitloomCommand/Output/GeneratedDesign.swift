import Accelerators
import Bitloom
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
    moduleCount = verilog.count
    let list = "// \(design.top.name): the files in the order in which tools read them\n// \(GeneratedFile.marker)\n"
    let description = DesignDescription(
      design: design, dialect: dialect, files: verilog.map(\.name), memoryImages: images.map(\.name),
      fileList: fileList, name: name,
      parameters: parameters, performance: performance)
    files =
      verilog.map { OutputFile(name: $0.name, text: $0.text) }
      + images.map { OutputFile(name: $0.name, text: $0.text) } + [
        OutputFile(name: fileList, text: list + verilog.map { $0.name + "\n" }.joined()),
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
