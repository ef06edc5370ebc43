import Bitloom
import Testing

/// Elaborates a module and returns everything it is told, warnings first.
///
/// Places in the calling file are written `@line:column`, the lines counted from `line`, so that expectations stay when a
/// test moves. All other places are left as they are.
func diagnostics<M: Module>(of module: M, from line: Int, fileID: String = #fileID) -> String {
  var found: [Diagnostic] = []
  do {
    _ = try elaborate(module, warn: { found.append($0) })
  } catch let error as DesignError {
    found += error.diagnostics
  } catch {
    return "\(error)"
  }
  return found.map { relative($0.description, to: line, in: fileID) }.joined(separator: "\n")
}

/// The mistakes of a few statements, which have the ports of `Bench` at hand. Lines count from that of the call.
func mistakes(fileID: String = #fileID, line: Int = #line, _ build: @escaping @Sendable (Bench.IO) -> Void) -> String {
  diagnostics(of: Bench(line: line, file: fileID, statements: build), from: line, fileID: fileID)
}

private func relative(_ text: String, to line: Int, in fileID: String) -> String {
  var result = ""
  var rest = text[...]
  while let match = rest.firstRange(of: "\(fileID):") {
    result += rest[..<match.lowerBound]
    rest = rest[match.upperBound...]
    let digits = rest.prefix(while: \.isNumber)
    rest = rest.dropFirst(digits.count)
    result += "@\((Int(digits) ?? 0) - line)"
  }
  return result + rest
}

/// Compares all that was told with what is expected, and shows both where they differ.
func expect(_ found: String, _ expected: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
  #expect(found == expected, "found:\n\(found)\nexpected:\n\(expected)", sourceLocation: sourceLocation)
  if found != expected { print("@@\(sourceLocation.fileID):\(sourceLocation.line)\n\(found)\n@@END") }
}

/// A module with ports of several types for statements that are wrong.
struct Bench: Module {
  let line: Int
  let file: String
  let statements: @Sendable (IO) -> Void

  struct IO: Interface {
    @Input var go: Signal = .bit
    @Input var nibble: Signal = .unsigned(4)
    @Input var byte: Signal = .unsigned(8)
    @Input var small: Signal = .signed(4)
    @Input var number: Signal = .signed(8)
    @Output var flag: Signal = .bit
    @Output var brief: Signal = .unsigned(4)
    @Output var word: Signal = .unsigned(8)
    @Output var total: Signal = .signed(8)
  }
  var ports: IO { IO() }
  var moduleName: String { "bench" }

  func build(_ io: IO) { statements(io) }

  static func == (left: Bench, right: Bench) -> Bool { left.line == right.line && left.file == right.file }
  func hash(into hasher: inout Hasher) {
    hasher.combine(line)
    hasher.combine(file)
  }
}
