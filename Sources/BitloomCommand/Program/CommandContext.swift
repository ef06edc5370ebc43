import Accelerators
import Cosimulation
import Foundation

/// What a command needs of the world around it.
struct CommandContext {
  var catalogue = Catalogue.standard
  var output: any TextOutput
  var errors: any TextOutput
  /// What relative paths start from.
  var workingDirectory: String
  /// Looks for the external programs.
  var findTools: () -> ToolInventory
  var cache: CosimulationCache
  /// Where programs are that are called by name.
  var locator = ToolLocator.standard

  /// The process's own streams, folder and tools.
  static var standard: CommandContext {
    CommandContext(
      output: StandardStream(descriptor: STDOUT_FILENO), errors: StandardStream(descriptor: STDERR_FILENO),
      workingDirectory: FileManager.default.currentDirectoryPath, findTools: { ToolInventory() }, cache: .shared)
  }

  /// The absolute form of a path as the user has written it.
  func absolutePath(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path == "~" || path.hasPrefix("~/") { return (path as NSString).expandingTildeInPath }
    return workingDirectory + "/" + path
  }
}
