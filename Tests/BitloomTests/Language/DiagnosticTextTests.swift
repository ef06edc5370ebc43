import Bitloom
import RTL
import Testing

/// What is shown of a diagnostic of which only a part is known.
@Suite struct DiagnosticTextTests {
  @Test func withoutPlaces() {
    var diagnostic = Diagnostic(
      "W001", "the message", at: .unknown, notes: [.declared("'a'", at: .unknown)], help: "what to do")
    #expect(diagnostic.description == "error[W001]: the message\n  help: what to do")
    diagnostic.module = "counter_8"
    #expect(
      diagnostic.description == "error[W001]: the message\n  --> somewhere in module 'counter_8'\n  help: what to do")
  }

  @Test func withALineOnly() {
    let diagnostic = Diagnostic(
      "D003", "the message", at: Place(file: "Example/Counter.swift", line: 12, column: 0), severity: .warning,
      notes: [.declared("'a'", at: Place(file: "Example/Counter.swift", line: 3, column: 7))])
    #expect(
      diagnostic.description == """
        warning[D003]: the message
          --> Example/Counter.swift:12
          note: 'a' is declared here: Example/Counter.swift:3:7
        """)
  }
}
