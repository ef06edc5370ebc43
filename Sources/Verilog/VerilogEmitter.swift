import RTL

/// Writes designs as Verilog.
///
/// The design must have passed its checks; then emission cannot fail, and what it writes is silent in
/// `verilator --lint-only -Wall`, `iverilog -Wall` and Yosys. The same design gives the same bytes.
public struct VerilogEmitter: Sendable {
  /// What is written.
  public var dialect: VerilogDialect
  /// How checks are written.
  public var checks: CheckForm
  /// Whether declarations and statements are followed by the file and line of the source they come from. Only places that
  /// are known as such are told.
  public var sourceComments: Bool

  public init(
    dialect: VerilogDialect = .systemVerilog, checks: CheckForm = .standard, sourceComments: Bool = false
  ) {
    self.dialect = dialect
    self.checks = checks
    self.sourceComments = sourceComments
  }

  /// The files of black boxes, then one file a module, each after the files of the modules it instantiates. Black boxes and
  /// what only their models use have none.
  public func emit(_ design: Design) -> [VerilogFile] {
    let paths = CombinationalPaths(design)
    return design.blackBoxFiles
      + design.emittedModules.map { id in
        let lowering = ModuleLowering(design.modules[id], in: design, paths, options: self)
        var printer = VerilogPrinter(dialect: dialect)
        printer.write(lowering.lowered())
        return VerilogFile(name: fileName(of: design.modules[id]), text: printer.text, images: lowering.images)
      }
  }

  /// The file list of a design: `<top>.f`, one file name a line in the order in which tools read them.
  public func fileList(_ design: Design) -> VerilogFile {
    var text = ""
    for file in design.blackBoxFiles where file.isCompiled { text += file.name + "\n" }
    for id in design.emittedModules { text += fileName(of: design.modules[id]) + "\n" }
    return VerilogFile(name: "\(design.top.name).f", text: text)
  }

  private func fileName(of module: ModuleDefinition) -> String {
    "\(module.name).\(dialect.fileExtension)"
  }
}
