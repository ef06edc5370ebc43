import Foundation

/// The documentation comment of a module, a function or an interface of the library, as it stands in the sources.
public struct ComponentDocumentation: Sendable {
  /// The name of what is declared.
  public let name: String
  /// The first line of the declaration.
  public let declaration: String
  /// The lines of the comment, without `///`.
  public let lines: [String]

  /// The comments of all public modules in the files of a folder of the package, such as `Sources/Components`.
  public static func all(in folder: String) throws -> [ComponentDocumentation] {
    try files(in: folder).flatMap { lines in
      comments(in: lines) { line in
        guard line.hasPrefix("public struct "), line.hasSuffix(": Module {") else { return nil }
        return name(line.dropFirst("public struct ".count))
      }
    }
  }

  /// The comments of all public functions and computed properties that are no module's, and of the types without a protocol and
  /// the interfaces with ports, in the files of a folder; not in those of folders within.
  public static func functions(in folder: String) throws -> [ComponentDocumentation] {
    try files(in: folder, isDeep: false).flatMap { lines -> [ComponentDocumentation] in
      if lines.contains(where: { $0.hasSuffix(": Module {") }) { return [] }
      let hasPorts = lines.contains { $0.hasPrefix("  @Input public var") }
      return comments(in: lines) { line in
        if line.hasPrefix("public struct ") {
          let isPlain = line.hasSuffix(" {") && !line.contains(": ")
          let isInterface = hasPorts && line.hasSuffix(": Interface {")
          return isPlain || isInterface ? name(line.dropFirst("public struct ".count)) : nil
        }
        for kind in ["func ", "mutating func ", "static func ", "var "] {
          let prefix = "public \(kind)"
          // A property without a body is stored.
          if line.hasPrefix(prefix), kind != "var " || line.contains("{") { return name(line.dropFirst(prefix.count)) }
        }
        return nil
      }
    }
  }

  private static func files(in folder: String, isDeep: Bool = true) throws -> [[String]] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: folder)
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    let files = paths.filter { $0.hasSuffix(".swift") && (isDeep || !$0.contains("/")) }
    return try files.sorted().map { path in
      try String(contentsOf: root.appending(path: path), encoding: .utf8).components(separatedBy: "\n")
    }
  }

  private static func name(_ text: Substring) -> String { String(text.prefix { $0.isLetter || $0.isNumber }) }

  /// The comments before the declarations that have a name.
  private static func comments(in lines: [String], name: (String) -> String?) -> [ComponentDocumentation] {
    let lines = lines.map { $0.trimmingCharacters(in: .whitespaces) }
    return lines.indices.compactMap { index in
      guard let name = name(lines[index]) else { return nil }
      let comment = lines[..<index].reversed().prefix { $0.hasPrefix("///") }.reversed()
      return ComponentDocumentation(
        name: name, declaration: lines[index],
        lines: comment.map { String($0.dropFirst($0.hasPrefix("/// ") ? 4 : 3)) })
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
