import Foundation

/// A save file of GTKWave: which signals it shows, in which groups and how.
struct GTKWaveSave {
  private(set) var text: String

  /// The bits of a row's flags.
  private enum Flag {
    static let hexadecimal = 1 << 1
    static let decimal = 1 << 2
    static let binary = 1 << 3
    static let rightJustified = 1 << 5
    static let blank = 1 << 9
    static let signed = 1 << 10
    static let ascii = 1 << 11
    static let collapsed = 1 << 12
    static let translated = 1 << 13
    static let closed = 1 << 22
    static let groupBegin = 1 << 23
    static let groupEnd = 1 << 24
    static let fixedPoint = 1 << 30
    static let enumeration = 1 << 32
  }

  private let tables: [String]

  /// - Parameters:
  ///   - name: The name of the waveform file, which is in the same folder.
  ///   - saveName: The name of this file, by which GTKWave finds the others when it is started in another folder.
  ///   - names: How the engine that writes the file calls the instances.
  ///   - tables: For each enumeration the name of a file with its names.
  init(_ rows: ViewerRows, file name: String, saveName: String, names: ViewerNames, tables: [String]) {
    self.tables = tables
    text = "[*] Bitloom\n[dumpfile] \"\(name)\"\n[savefile] \"\(saveName)\"\n[timestart] 0\n[sst_expanded] 1\n"
    for row in rows.rows {
      switch row {
      case .group(let name, let isClosed):
        add(flags: Flag.groupBegin | Flag.blank | (isClosed ? Flag.closed : 0), "-\(name)")
      case .endGroup(let isClosed):
        add(flags: Flag.groupEnd | Flag.blank | (isClosed ? Flag.closed | Flag.collapsed : 0), "-")
      case .signal(let scopes, let variable): add(variable, names.path(scopes, variable), names)
      }
    }
  }

  private mutating func add(_ variable: WaveformHierarchy.Variable, _ path: String, _ names: ViewerNames) {
    switch variable.reading {
    case .names where names.hasCaseStrings:
      add(flags: Flag.ascii | Flag.rightJustified, VCDHeader.caseName(path))
    case .names(let enumeration) where !names.hasTables && tables.indices.contains(enumeration):
      add(
        flags: Flag.translated | Flag.rightJustified | Flag.binary,
        "^\(enumeration + 1) \(tables[enumeration])\n\(path)\(variable.rangeText(names))")
    case .names:
      // The table has the codes in binary.
      add(flags: Flag.enumeration | Flag.rightJustified | Flag.binary, path + variable.rangeText(names))
    case .fixed(let fraction, let isSigned):
      let sign = isSigned ? Flag.signed : 0
      add(
        flags: Flag.fixedPoint | Flag.decimal | Flag.rightJustified | sign,
        "[fpshift_count] \(max(fraction, 0))\n\(path)\(variable.rangeText(names))")
    case .signed: add(flags: Flag.signed | Flag.rightJustified | Flag.decimal, path + variable.rangeText(names))
    case .bits:
      let radix = variable.width == 1 ? Flag.binary : Flag.hexadecimal
      add(flags: radix | Flag.rightJustified, path + variable.rangeText(names))
    }
  }

  private mutating func add(flags: Int, _ line: String) { text += "@\(String(flags, radix: 16))\n\(line)\n" }
}

extension WaveformHierarchy.Variable {
  /// The range as it stands in the file of an engine, without a blank.
  fileprivate func rangeText(_ names: ViewerNames) -> String {
    let low = names.hasPointInRange ? range.low : 0
    return width > 1 || low != 0 ? "[\(width - 1 + low):\(low)]" : ""
  }
}
