import Accelerators
import Cosimulation
import Foundation

@testable import BitloomCommand

/// Keeps what a command writes.
final class CapturedOutput: TextOutput {
  private(set) var text = ""
  let isTerminal: Bool

  init(isTerminal: Bool = false) {
    self.isTerminal = isTerminal
  }

  func write(_ text: String) { self.text += text }
}

/// A run of the command line within the test.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  init(
    _ arguments: [String], in directory: String = NSTemporaryDirectory(), catalogue: Catalogue = .standard,
    tools: ToolInventory? = nil, cache: CosimulationCache = .shared, onTerminal: Bool = false,
    locator: ToolLocator = .standard
  ) {
    let output = CapturedOutput()
    let errors = CapturedOutput(isTerminal: onTerminal)
    let context = CommandContext(
      catalogue: catalogue, output: output, errors: errors, workingDirectory: directory,
      findTools: { tools ?? ToolInventory() }, cache: cache, locator: locator)
    status = Program.run(arguments, in: context)
    self.output = output.text
    self.errors = errors.text
  }

  /// The output as JSON.
  var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
  var object: [String: Any] { json as? [String: Any] ?? [:] }
}

/// A folder that is removed with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/bitloom-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
  }

  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  /// The names of what is in a folder, hidden files included, sorted.
  func names(in folder: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).sorted()
  }
}

extension ToolInventory {
  /// What is found where nothing is installed.
  static var empty: ToolInventory { ToolInventory(locator: ToolLocator(directories: ["/nonexistent"])) }
}
