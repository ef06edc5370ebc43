import Foundation

/// The file `manifest` of a cache entry: a line with name, size and checksum for each other file. Its time of change tells the
/// last use.
enum CacheManifest {
  private static let name = "manifest"
  /// Of longer files only the two ends are in the checksum.
  private static let checksumSpan = 1 << 19

  /// Describes all files of a folder.
  static func write(for folder: String) throws(CosimulationError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var text = ""
    for name in names.sorted() {
      guard let (size, checksum) = measure("\(folder)/\(name)") else { continue }
      text += "\(name) \(size) \(checksum)\n"
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    } catch {
      throw CosimulationError(.fileSystem, "cannot write into '\(folder)': \(error.localizedDescription)")
    }
  }

  /// Whether a folder has all files its manifest names, unchanged.
  static func isIntact(_ folder: String) -> Bool {
    guard let lines = lines(of: folder), !lines.isEmpty else { return false }
    return lines.allSatisfy { line in
      guard line.count == 3, let (size, checksum) = measure("\(folder)/\(line[0])") else { return false }
      return String(size) == line[1] && checksum == line[2]
    }
  }

  static func touch(_ folder: String) {
    utimes("\(folder)/\(name)", nil)
  }

  static func path(in folder: String) -> String { "\(folder)/\(name)" }

  /// Bytes and last use of an entry; a folder without a manifest counts as never used. Of a file that several entries share
  /// each has its part.
  static func use(of folder: String) -> (size: Int, lastUsed: Date) {
    let size = (lines(of: folder) ?? []).reduce(0) { size, line in
      var information = stat()
      guard let name = line.first, stat("\(folder)/\(name)", &information) == 0 else { return size }
      return size + Int(information.st_size) / max(1, Int(information.st_nlink))
    }
    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
    return (size, attributes?[.modificationDate] as? Date ?? .distantPast)
  }

  private static func lines(of folder: String) -> [[String]]? {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    return lines.map { $0.split(separator: " ").map(String.init) }
  }

  private static func measure(_ path: String) -> (size: Int, checksum: String)? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { return nil }
    let size = Int(information.st_size)
    if size == 0 { return (0, "-") }
    guard let map = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), map != MAP_FAILED else { return nil }
    defer { munmap(map, size) }
    let bytes = UnsafeRawBufferPointer(start: map, count: size)
    if size <= 2 * checksumSpan { return (size, StableHash.digest(of: bytes)) }
    let head = StableHash.digest(of: UnsafeRawBufferPointer(rebasing: bytes.prefix(checksumSpan)))
    let tail = StableHash.digest(of: UnsafeRawBufferPointer(rebasing: bytes.suffix(checksumSpan)))
    return (size, head + tail)
  }
}
