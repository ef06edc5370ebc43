import Foundation

/// Where the cache of a user is.
package enum CacheLocation {
  /// The first of the usual places that can be written.
  package static func standard(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
    let candidates = [
      environment["BITLOOM_CACHE"],
      environment["XDG_CACHE_HOME"].map { $0 + "/bitloom" },
      environment["HOME"].map { $0 + "/.cache/bitloom" },
    ]
    // The specification of XDG_CACHE_HOME wants relative paths ignored; an empty variable counts as none.
    for case let path? in candidates where path.hasPrefix("/") && isWritable(path) { return path }
    return FileManager.default.temporaryDirectory.path + "/bitloom-\(getuid())"
  }

  private static func isWritable(_ path: String) -> Bool {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return FileManager.default.isWritableFile(atPath: path)
  }
}
