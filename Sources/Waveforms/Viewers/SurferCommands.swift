/// A command file of Surfer: which signals it shows and how.
///
/// Surfer finds enumerations and binary points in FST files by itself.
struct SurferCommands {
  private(set) var text = ""
  private var rowCount = 0

  init(_ rows: ViewerRows, names: ViewerNames) {
    loop: for row in rows.rows {
      switch row {
      case .group(_, isClosed: true):
        // The signals of a closed group can be added from the tree: a command cannot close a group.
        break loop
      case .group(let name, isClosed: false):
        text += "divider_add \(name)\n"
        rowCount += 1
      case .endGroup: continue
      case .signal(let scopes, let variable): add(variable, names.path(scopes, variable), names)
      }
    }
    text += "item_unfocus\nzoom_fit\n"
  }

  private mutating func add(_ variable: WaveformHierarchy.Variable, _ path: String, _ names: ViewerNames) {
    if case .names = variable.reading, names.hasCaseStrings {
      text += "variable_add \(VCDHeader.caseName(path))\n"
    } else {
      text += "variable_add \(path)\n"
    }
    if variable.reading == .signed {
      text += "item_focus \(Self.letters(rowCount))\nitem_set_format Signed\nitem_unfocus\n"
    }
    rowCount += 1
  }

  /// The number of a row in hexadecimal, with the digits a to p.
  static func letters(_ number: Int) -> String {
    let digits = String(number, radix: 16).utf8.map { digit -> UInt8 in
      digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
    }
    return String(decoding: digits.map { UInt8(ascii: "a") + $0 }, as: UTF8.self)
  }
}
