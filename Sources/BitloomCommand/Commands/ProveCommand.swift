import Accelerators
import ArgumentParser
import Arithmetic
import Bitloom
import Components
import FPGAFlow
import RTL

/// `bitloom prove`.
struct ProveCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Proves the claims of the library with a solver.",
    discussion: """
      Each claim is a module whose assertions Yosys writes as SMT-LIB. The exit status is 1 when a claim is wrong or stays open; \
      what contradicts it is shown as a waveform.
      """)

  @Argument(help: "Names or beginnings of names, such as adder/sklansky; all claims without any.")
  var names: [String] = []

  @Flag(help: "Lists the claims and proves none.")
  var list = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("z3 (the default), bitwuzla, yices, boolector, cvc4 or mathsat.", valueName: "SOLVER"))
  var solver: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Gives up a claim after so many seconds.", valueName: "SECONDS"))
  var limit: String?

  @Flag(
    help: """
      Prints one object a claim with name, claim, method and cycles, and unless they are listed outcome, idle, solver and seconds.
      """)
  var json = false

  func run(in context: CommandContext) throws {
    let solver = try OptionText.choice(solver, "--solver", of: Solver.self) ?? .z3
    let limit = try OptionText.number(limit, "--limit", in: 1...86_400).map { Double($0 as Int) }
    let chosen = try proofs()
    if list, json {
      for proof in chosen { context.output.writeLine(proof.json.text) }
      return
    }
    if list {
      var table = TextTable()
      for proof in chosen { table.add(proof.name, proof.method.text, proof.claim) }
      return context.output.write(table)
    }
    let prover = Prover(solver: solver.rawValue, timeLimit: limit, tools: context.locator, cache: context.cache)
    let width = chosen.map(\.name.count).max() ?? 0
    var failed: [String] = []
    for proof in chosen {
      let result = try prover.prove(proof)
      if !result.isProven { failed.append(proof.name) }
      context.output.writeLine(json ? result.json.text : result.line(nameWidth: width))
      if !json, !result.isProven { context.output.writeLine(result.description) }
      if !json, let idle = result.idleText { context.output.writeLine(idle) }
    }
    if !json {
      context.output.writeLine("\(chosen.count - failed.count) of \(chosen.count) claims proven with \(solver)")
    }
    guard failed.isEmpty else { throw SilentFailure() }
  }

  private func proofs() throws -> [Proof] {
    let all = arithmeticProofs + componentProofs + bitWeightProofs
    if names.isEmpty { return all }
    var chosen: Set<String> = []
    for name in names {
      let exact = all.filter { $0.name == name }
      // Every name begins with nothing; what is meant by it is not everything.
      let found = exact.isEmpty && !name.isEmpty ? all.filter { $0.name.hasPrefix(name) } : exact
      guard !found.isEmpty else {
        let nearest = NearestName(to: name, among: all.map(\.name)).name.map { "; the nearest one is '\($0)'" } ?? ""
        throw CommandFailure.usage("there is no claim '\(name)'\(nearest)")
      }
      chosen.formUnion(found.map(\.name))
    }
    return all.filter { chosen.contains($0.name) }
  }

  private enum Solver: String, CaseIterable {
    case z3, bitwuzla, yices, boolector, cvc4, mathsat
  }
}
