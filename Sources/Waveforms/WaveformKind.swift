import Foundation

/// What a file is that a simulation would write over.
public enum WaveformKind {
  /// Whether a file is empty, or begins as a waveform or one of the files beside it does.
  public static func isWaveform(path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return isWaveform(beginning: (try? file.read(upToCount: 256)) ?? Data())
  }

  static func isWaveform(beginning data: Data) -> Bool {
    if data.isEmpty { return true }
    // The header block of an FST file, or one that is compressed as a whole.
    if data.starts(with: [0, 0, 0, 0, 0, 0, 0, 1, 73]) || data.first == 254 { return true }
    let text = String(decoding: data, as: UTF8.self)
    guard let word = text.split(whereSeparator: \.isWhitespace).first else { return false }
    let dump = ["$version", "$date", "$timescale", "$comment"]
    let side = ["[*]", "[timestart]", "divider_add", "variable_add", "item_unfocus"]
    return (dump + side).contains(String(word)) || text.hasPrefix("# Bitloom: ") || text.contains("Bitloom waveform")
  }
}
