import Foundation
import Testing

/// The incremental build recompiles a target when one of its declared dependencies has changed, and looks no further: an
/// import that is not declared leaves a target with the old layout of a type, which crashes when it runs.
@Suite struct ManifestTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Each target of the manifest, with the names between the brackets of its dependencies.
  static func declared() throws -> [String: Set<String>] {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let target = #/(?s)\.(?:target|executableTarget|testTarget)\(\s*name: "(\w+)"(?:,\s*dependencies: \[(.*?)\])?/#
    var result: [String: Set<String>] = [:]
    for match in manifest.matches(of: target) {
      let names = (match.2 ?? "").matches(of: #/\w+/#).map { String($0.output) }
      result[String(match.1)] = Set(names)
    }
    return result
  }

  /// The folder of a target, where the manifest gives one.
  static func folders() throws -> [String: String] {
    let manifest = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    let target = #/name: "(\w+)"[^)]*?,\s+path: "([\w\/]+)"/#
    return Dictionary(manifest.matches(of: target).map { (String($0.1), String($0.2)) }, uniquingKeysWith: { $1 })
  }

  /// The modules that the sources of a folder import.
  static func imports(in folder: URL) throws -> Set<String> {
    let statement = #/(?m)^(?:@\w+ )*(?:public |package )?import (?:enum |struct |func |class |protocol )?(\w+)/#
    var result: Set<String> = []
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      result.formUnion(text.matches(of: statement).map { String($0.1) })
    }
    return result
  }

  @Test func everyImportedModuleOfOursIsADeclaredDependency() throws {
    let declared = try Self.declared()
    #expect(declared.count > 20)
    let folders = try Self.folders()
    #expect(
      folders == [
        "Examples": "Examples", "ToolTestSupport": "Tests/ToolTestSupport", "RTLTestSupport": "Tests/RTLTestSupport",
      ])
    for (target, dependencies) in declared.sorted(by: { $0.key < $1.key }) {
      let folder = folders[target] ?? (target.hasSuffix("Tests") ? "Tests/" : "Sources/") + target
      let imported = try Self.imports(in: Self.root.appending(path: folder))
      let missing = imported.intersection(declared.keys).subtracting(dependencies)
      #expect(missing.isEmpty, "\(target) imports \(missing.sorted()) without declaring it in Package.swift")
      let unused = dependencies.intersection(declared.keys).subtracting(imported)
      #expect(unused.isEmpty, "\(target) declares \(unused.sorted()) in Package.swift and does not import it")
    }
  }
}
