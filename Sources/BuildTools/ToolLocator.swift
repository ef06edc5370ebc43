import Foundation

/// Where programs are looked for: a list of folders, as in `PATH`.
public struct ToolLocator: Hashable, Sendable {
  public var directories: [String]
  /// The value of `VERILATOR_ROOT`, where the user has set it.
  public var verilatorRoot: String?

  public init(directories: [String], verilatorRoot: String? = nil) {
    self.directories = directories
    self.verilatorRoot = verilatorRoot
  }

  /// The folders of the process's `PATH`.
  public static let standard: ToolLocator = {
    let environment = ProcessInfo.processInfo.environment
    let path = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    return ToolLocator(
      directories: path.split(separator: ":").map(String.init), verilatorRoot: environment["VERILATOR_ROOT"])
  }()

  /// The path of the first executable of this name.
  public func path(of name: String) -> String? {
    for directory in directories {
      let path = directory + "/" + name
      if Self.isExecutable(path) { return path }
    }
    return nil
  }

  /// The C++ compiler for models: the Clang beside the `swift` in use, else any Clang, else the system's compiler.
  ///
  /// Clang is preferred because it compiles large models many times faster than GCC.
  public var cppCompilerPath: String? { clangPath("clang++") ?? path(of: "c++") ?? path(of: "g++") }

  /// The C compiler: the Clang beside the `swift` in use, else any Clang.
  public var cCompilerPath: String? { clangPath("clang") }

  private func clangPath(_ name: String) -> String? {
    if let swift = path(of: "swift") {
      let resolved = URL(fileURLWithPath: swift).resolvingSymlinksInPath().path
      for candidate in [swift, resolved] {
        let sibling = URL(fileURLWithPath: candidate).deletingLastPathComponent().path + "/" + name
        if Self.isExecutable(sibling) { return sibling }
      }
    }
    return path(of: name)
  }

  package static func isExecutable(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
      return false
    }
    return FileManager.default.isExecutableFile(atPath: path)
  }
}
