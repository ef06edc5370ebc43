import Foundation

/// Writes a page that shows the waves: the viewer, the hierarchy, and the values as an FST file in it.
///
/// The values are gathered in a file beside the page, so that the memory does not grow with the simulation.
final class HTMLWriter: WaveformWriter {
  private let path: String
  private let valuesPath: String
  private let values: FSTWriter
  private let hierarchy: WaveformHierarchy

  /// What a browser opens within seconds. A larger file of values stays beside the page, which names the viewers for it.
  static let mostBytes = 64 << 20
  private let limit: Int

  init(
    path: String, _ hierarchy: WaveformHierarchy, limit: Int = HTMLWriter.mostBytes,
    mostChanges: Int = FSTSection.mostChanges
  ) throws {
    self.path = path
    self.hierarchy = hierarchy
    self.limit = limit
    valuesPath = path + ".fst"
    // Told at once when it cannot be written, not when the simulation ends.
    try WaveformOutput(path: path).close()
    values = try FSTWriter(path: valuesPath + ".part", hierarchy, mostChanges: mostChanges)
  }

  deinit { unlink(valuesPath + ".part") }

  func begin(at time: Int) throws { try values.begin(at: time) }

  func change(_ store: Int, _ words: UnsafePointer<UInt64>, unknown: UnsafePointer<UInt64>?) {
    values.change(store, words, unknown: unknown)
  }

  func finish() throws {
    try values.finish()
    let part = valuesPath + ".part"
    let data = try Data(contentsOf: URL(fileURLWithPath: part), options: .alwaysMapped)
    let output = try WaveformOutput(path: path)
    let isSmall = data.count <= limit
    let description = HTMLDescription(
      hierarchy, name: (path as NSString).lastPathComponent,
      tooLarge: isSmall ? nil : (bytes: data.count, file: (valuesPath as NSString).lastPathComponent))
    output.write(HTMLPage.head)
    output.write("<script type=\"application/json\" id=\"description\">\(description.json)</script>\n")
    output.write("<script type=\"text/plain\" id=\"values\">")
    if isSmall { Self.writeBase64(data, to: output) }
    output.write("</script>\n")
    output.write(HTMLPage.tail)
    try output.close()
    if isSmall { unlink(part) } else { rename(part, valuesPath) }
  }

  /// In pieces of a multiple of three bytes, which come out one after the other as the whole would.
  private static func writeBase64(_ data: Data, to output: WaveformOutput) {
    let piece = 3 << 16
    for start in stride(from: data.startIndex, to: data.endIndex, by: piece) {
      output.write(data[start..<min(start + piece, data.endIndex)].base64EncodedString())
    }
  }
}
