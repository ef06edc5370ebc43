import Bitloom
import Testing

/// Elaborates a module and returns everything it is told, warnings first.
///
/// Places in the calling file are written `@line:column`, the lines counted from `line`, so that expectations stay when a
/// test moves; likewise `Bench@line` in `Bench`. All other places are left as they are.
func diagnostics<M: Module>(of module: M, from line: Int, fileID: String = #fileID) -> String {
  var found: [Diagnostic] = []
  do {
    _ = try elaborate(module, warn: { found.append($0) })
  } catch let error as DesignError {
    found += error.diagnostics
  } catch {
    return "\(error)"
  }
  let text = found.map(\.description).joined(separator: "\n")
  return relative(relative(text, in: fileID, to: line, as: "@"), in: Bench.fileID, to: Bench.line, as: "Bench@")
}

/// The mistakes of a few statements, which have the ports of `Bench` at hand. Lines count from that of the call.
func mistakes(fileID: String = #fileID, line: Int = #line, _ build: @escaping @Sendable (Bench.IO) -> Void) -> String {
  diagnostics(of: Bench(callLine: line, callFile: fileID, statements: build), from: line, fileID: fileID)
}

private func relative(_ text: String, in fileID: String, to line: Int, as mark: String) -> String {
  var result = ""
  var rest = text[...]
  while let match = rest.firstRange(of: "\(fileID):") {
    result += rest[..<match.lowerBound]
    rest = rest[match.upperBound...]
    let digits = rest.prefix(while: \.isNumber)
    rest = rest.dropFirst(digits.count)
    result += "\(mark)\((Int(digits) ?? 0) - line)"
  }
  return result + rest
}

/// Compares all that was told with what is expected, and shows both where they differ.
func expect(_ found: String, _ expected: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
  #expect(found == expected, "found:\n\(found)\nexpected:\n\(expected)", sourceLocation: sourceLocation)
}
