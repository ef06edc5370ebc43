import RTL
import RTLTestSupport
import Testing

@testable import Checks

/// The text of all diagnostics of a design, children after the top.
func diagnostics(_ modules: ModuleDefinition...) -> String {
  check(Design(modules: modules)).map(\.description).joined(separator: "\n")
}

/// Builds a module and returns the text of its diagnostics.
func diagnostics(of name: String = "example", _ build: (ModuleBuilder) -> Void) -> String {
  let builder = ModuleBuilder(name)
  build(builder)
  return diagnostics(builder.module)
}
