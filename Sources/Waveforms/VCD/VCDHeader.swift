import RTL

/// The declarations at the head of a value change dump.
struct VCDHeader {
  /// A store whose values are shown as names too, by a variable of its own.
  struct NamedStore {
    var store: Int
    var enumeration: Int
    /// The number of the variable's identifier code.
    var code: Int
  }

  private(set) var text = "$version Bitloom $end\n$timescale 1ns $end\n"
  private(set) var namedStores: [NamedStore] = []
  private var codeCount: Int
  private var codeOfName: [Int: Int] = [:]

  init(_ hierarchy: WaveformHierarchy) {
    codeCount = hierarchy.storeWidths.count
    for item in hierarchy.items {
      switch item {
      case .enter(let name, _): text += "$scope module \(name) $end\n"
      case .leave: text += "$upscope $end\n"
      case .variable(let variable): add(variable)
      }
    }
    text += "$enddefinitions $end\n"
  }

  private mutating func add(_ variable: WaveformHierarchy.Variable) {
    let kind = variable.kind == .register ? "reg" : "wire"
    let code = String(decoding: Self.code(variable.store), as: UTF8.self)
    text += "$var \(kind) \(variable.width) \(code) \(variable.name)\(variable.rangeText) $end\n"
    guard case .names(let enumeration) = variable.reading else { return }
    let known = codeOfName[variable.store]
    let number = known ?? codeCount
    if known == nil {
      codeOfName[variable.store] = number
      namedStores.append(NamedStore(store: variable.store, enumeration: enumeration, code: number))
      codeCount += 1
    }
    text += "$var string 1 \(String(decoding: Self.code(number), as: UTF8.self)) \(Self.caseName(variable.name)) $end\n"
  }

  /// The variable that shows the values of an enumeration by their names.
  static func caseName(_ name: String) -> String { "\(name)_case" }

  /// An identifier code: the printable characters from `!` to `~` are its digits.
  static func code(_ number: Int) -> [UInt8] {
    var rest = number
    var code: [UInt8] = []
    repeat {
      code.append(UInt8(33 + rest % 94))
      rest = rest / 94 - 1
    } while rest >= 0
    return code
  }
}
