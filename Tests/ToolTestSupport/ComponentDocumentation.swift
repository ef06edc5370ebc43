import Foundation

/// The documentation comment of a module of the library, as it stands in the sources.
public struct ComponentDocumentation: Sendable {
  /// The name of the type.
  public let name: String
  /// The lines of the comment, without `///`.
  public let lines: [String]

  /// The comments of all public modules in the files of a folder of the package, such as `Sources/Components`.
  public static func all(in folder: String) throws -> [ComponentDocumentation] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: folder)
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".swift") }.sorted().flatMap { path in
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      return comments(in: text.components(separatedBy: "\n"))
    }
  }

  private static func comments(in lines: [String]) -> [ComponentDocumentation] {
    lines.indices.compactMap { index in
      let line = lines[index]
      guard line.hasPrefix("public struct "), line.hasSuffix(": Module {") else { return nil }
      let name = line.dropFirst("public struct ".count).prefix { $0.isLetter || $0.isNumber }
      let comment = lines[..<index].reversed().prefix { $0.hasPrefix("///") }.reversed()
      return ComponentDocumentation(
        name: String(name), lines: comment.map { String($0.dropFirst($0.hasPrefix("/// ") ? 4 : 3)) })
    }
  }

  /// What stands between fences of a language; waveforms have none.
  public func blocks(_ language: String) -> [[String]] {
    var result: [[String]] = []
    var block: [String] = []
    var current: String?
    for line in lines {
      if line.hasPrefix("```") {
        if let closed = current {
          if closed == language { result.append(block) }
          current = nil
        } else {
          current = String(line.dropFirst(3))
          block = []
        }
      } else if current != nil {
        block.append(line)
      }
    }
    return result
  }

  /// The sentences outside of fences, in one line.
  public var prose: String {
    var isInside = false
    return lines.filter { line in
      if line.hasPrefix("```") { isInside.toggle() }
      return !isInside && !line.hasPrefix("```")
    }.joined(separator: " ")
  }
}
