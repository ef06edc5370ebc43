import Accelerators
import ArgumentParser
import Bitloom
import Cosimulation
import Foundation
import RTL

/// `bitloom declare`: a verb, as all commands are, and what it prints is a declaration.
struct DeclareCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "declare",
    abstract: "Prints the Swift declaration of an existing Verilog module, a black box.",
    discussion: """
      The ports and parameters are read by Yosys or Verilator. Clocks and resets are guessed from their names; the \
      declaration says which.
      """)

  @Argument(help: "The Verilog files of the module.")
  var files: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The module; needed when several are instantiated by none.", valueName: "NAME"))
  var module: String?

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Sets a parameter of the Verilog; may be repeated.", valueName: "PARAMETER=VALUE"))
  var assignments: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("yosys or verilator; the first one that is installed when not given.", valueName: "TOOL"))
  var reader: String?

  func run(in context: CommandContext) throws {
    let choice = try OptionText.choice(reader, "--reader", of: VerilogReader.self)
    let reader = ReadVerilogInterface(
      choice ?? .installed(context.locator), tools: context.locator, cache: context.cache)
    let paths = try files.map { try path(of: $0, in: context) }
    let module = try module(in: try reader.modules(in: paths))
    var interface = try reader.interface(of: module, in: paths)
    let settings = try settings(of: interface)
    if !settings.isEmpty { interface = try reader.interface(of: module, in: paths, parameters: settings) }
    let rules = WidthRules(interface) { changed in
      let others = settings.filter { $0.name != changed.name }
      return try? reader.interface(of: module, in: paths, parameters: others + [changed])
    }
    context.output.write(BlackBoxDeclaration(interface, rules, files: files).text)
  }

  private func path(of file: String, in context: CommandContext) throws -> String {
    let path = context.absolutePath(file)
    switch FileSystem().kind(of: path) {
    case .nothing: throw CommandFailure.usage("cannot read the Verilog '\(file)': there is no such file")
    case .directory: throw CommandFailure.usage("cannot read the Verilog '\(file)': it is a directory")
    case .file, .other: break
    }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw CommandFailure.usage("cannot read the Verilog '\(file)': it must not be read")
    }
    return path
  }

  private func module(in list: VerilogModuleList) throws -> String {
    if let name = try OptionText.present(module, "--module") {
      if list.names.contains(name) { return name }
      let nearest = NearestName(to: name, among: list.names)
      let hint = nearest.isLikely ? nearest.name.map { "did you mean '\($0)'?" } : nil
      let known = list.names.isEmpty ? "the files declare none" : "the modules are \(Wording.enumeration(list.names))"
      throw CommandFailure.usage("there is no module '\(name)'; \(hint ?? known)")
    }
    if list.tops.count == 1 { return list.tops[0] }
    guard !list.names.isEmpty else {
      throw CommandFailure.failure("there is no module in \(Wording.enumeration(files))")
    }
    let candidates = list.tops.isEmpty ? list.names : list.tops
    throw CommandFailure.usage(
      "there are \(candidates.count) modules that none of the others instantiates; choose one with --module: "
        + Wording.enumeration(candidates))
  }

  // MARK: Parameters

  private func settings(of interface: VerilogInterface) throws -> [BlackBoxParameter] {
    var settings: [BlackBoxParameter] = []
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "="), equals > assignment.startIndex else {
        throw CommandFailure.usage("--set needs PARAMETER=VALUE, and '\(assignment)' is not of that form")
      }
      let name = String(assignment[..<equals])
      let text = String(assignment[assignment.index(after: equals)...])
      guard !settings.contains(where: { $0.name == name }) else {
        throw CommandFailure.usage("\(name) is given a second time")
      }
      guard let parameter = interface.parameters.first(where: { $0.name == name }) else {
        throw CommandFailure.usage(unknown(name, in: interface))
      }
      settings.append(BlackBoxParameter(name, try value(text, for: parameter)))
    }
    return settings
  }

  private func unknown(_ name: String, in interface: VerilogInterface) -> String {
    let names = interface.parameters.map(\.name)
    if names.isEmpty { return "module '\(interface.module)' has no parameter '\(name)'; it has none" }
    let nearest = NearestName(to: name, among: names)
    let hint = nearest.isLikely ? nearest.name.map { "did you mean '\($0)'?" } : nil
    return "module '\(interface.module)' has no parameter '\(name)'; \(hint ?? "it has \(Wording.enumeration(names))")"
  }

  /// A value of the kind that the parameter has.
  private func value(_ text: String, for parameter: BlackBoxParameter) throws -> BlackBoxParameter.Value {
    switch parameter.value {
    case .text: return .text(text)
    case .real:
      guard let number = Double(text), number.isFinite else {
        throw CommandFailure.usage("\(parameter.name) cannot be \(text); it must be a number")
      }
      return .real(number)
    case .integer:
      guard let number = Int32(text) else {
        throw CommandFailure.usage("\(parameter.name) cannot be \(text); it must be an integer of 32 bits")
      }
      return .integer(Int(number))
    case .bits(let bits):
      let fits = Int(text).map { bits.width > 63 || (-(1 << (bits.width - 1))..<(1 << bits.width)).contains($0) }
      guard let number = Int(text), fits == true else {
        let count = Wording.count(bits.width, "bit")
        throw CommandFailure.usage("\(parameter.name) cannot be \(text); it must be an integer of \(count)")
      }
      return .bits(Bits(number, width: bits.width))
    }
  }
}
