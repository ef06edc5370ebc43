import Bitloom
import Testing

/// Expects exactly these mistakes in the parameters of a module.
func expectProblems(
  of module: some Module, _ expected: [String], location: SourceLocation = #_sourceLocation
) {
  let problems: [String] = module.parameterProblems
  #expect(problems == expected, sourceLocation: location)
}
