import Foundation
import Synchronization

/// Asks programs about themselves, once a process, and remembers the answers in the cache as long as the program's file stays
/// the same.
struct ToolProbe {
  var cache: CosimulationCache

  private static let answers = Mutex<[String: String]>([:])

  /// What the program writes when run with these arguments. Nil when it cannot be run.
  func output(of executable: String, _ arguments: [String]) -> String? {
    guard let identity = Self.identity(of: executable) else { return nil }
    var hash = StableHash()
    hash.add(identity)
    for argument in arguments { hash.add(argument) }
    let key = hash.digest
    if let answer = Self.answers.withLock({ $0[key] }) { return answer }
    let remembered = cache.toolAnswer(key)
    guard let answer = remembered ?? ask(executable, arguments) else { return nil }
    if remembered == nil { cache.rememberToolAnswer(key, answer) }
    Self.answers.withLock { $0[key] = answer }
    return answer
  }

  /// The version the program tells. Nil when it cannot be run or tells none.
  func version(of executable: String, _ arguments: [String] = ["--version"]) -> ToolVersion? {
    output(of: executable, arguments).flatMap { ToolVersion(foundIn: $0) }
  }

  private func ask(_ executable: String, _ arguments: [String]) -> String? {
    let path = cache.temporaryPath()
    defer { unlink(path) }
    guard let status = try? ToolRun(executable: executable, arguments: arguments, logPath: path).run(), status < 126,
      let data = FileManager.default.contents(atPath: path)
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// Path, size and time of change of a file, symbolic links followed.
  private static func identity(of path: String) -> String? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    #if canImport(Darwin)
      let time = information.st_mtimespec
    #else
      let time = information.st_mtim
    #endif
    return "\(path) \(information.st_size) \(time.tv_sec).\(time.tv_nsec)"
  }
}
