import Foundation
import Testbench

/// A file that coverage is added to.
struct CoverageFile {
  let path: String
  /// As the user has written it.
  let shownPath: String

  init(path: String, shownAs shownPath: String) {
    self.path = path
    self.shownPath = shownPath
  }

  /// What earlier runs have written there; throws for a file that is something else.
  func start() throws(CommandFailure) -> Coverage {
    guard FileSystem().kind(of: path) != .nothing else { return Coverage() }
    do {
      return try Coverage(files: [path])
    } catch { throw .failure("'\(shownPath)' is no coverage file and is not overwritten") }
  }

  func write(_ coverage: Coverage) throws(CommandFailure) {
    do {
      try coverage.write(to: path)
    } catch { throw .failure("\(error)".replacingOccurrences(of: path, with: shownPath)) }
  }
}
