import Foundation

/// A value change dump as a test sees it, read by as simple means as there are: every line is a declaration or a change.
struct DumpText {
  /// The changes of each variable by its path, `TIME DIGITS`, with as many digits as the variable has bits.
  private(set) var changes: [String: [String]] = [:]
  private(set) var ranges: [String: String] = [:]
  /// The texts of variables that are strings.
  private(set) var texts: [String: [String]] = [:]

  init(_ text: String) {
    var scopes: [String] = []
    var variables: [String: [(path: String, width: Int)]] = [:]
    var last: [String: String] = [:]
    var time = 0
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      switch words[0] {
      case "$scope": scopes.append(words[2])
      case "$upscope": scopes.removeLast()
      case "$var":
        let range = words[4].firstIndex(of: "[").map { String(words[4][$0...]) } ?? (words[5] == "$end" ? "" : words[5])
        let name = words[4].prefix { $0 != "[" }
        let path = (scopes + [String(name)]).joined(separator: ".")
        variables[words[3], default: []].append((path, words[1] == "string" ? 0 : Int(words[2]) ?? 0))
        ranges[path] = range
        changes[path] = []
      default:
        if line.hasPrefix("$") || line.hasPrefix("%") { continue }
        if line.hasPrefix("#") {
          time = Int(line.dropFirst()) ?? 0
          continue
        }
        let isScalar = words.count == 1
        let code = isScalar ? String(line.dropFirst()) : words[1]
        let digits = isScalar ? String(line.prefix(1)) : String(words[0].dropFirst())
        for variable in variables[code] ?? [] {
          if variable.width == 0 {
            texts[variable.path, default: []].append("\(time) \(digits)")
            continue
          }
          let filler = digits.first == "x" ? "x" : "0"
          let all = String(repeating: filler, count: max(0, variable.width - digits.count)) + digits
          if last[variable.path] != all { changes[variable.path, default: []].append("\(time) \(all)") }
          last[variable.path] = all
        }
      }
    }
    for path in texts.keys { changes[path] = nil }
  }
}

/// What tests of files need.
enum Files {
  /// Runs `body` with a folder that is removed afterwards.
  static func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.path + "/waves-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  static func size(_ path: String) -> Int {
    ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
  }
}

/// Programs that tests look at files with.
enum Tool {
  /// Where a program is; nil when it is not installed.
  static func path(of name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  static let fst2vcd = path(of: "fst2vcd")
  static let chromium = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap { path(of: $0) }.first

  /// Runs a program and returns what it prints.
  static func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
