import RTL

/// Where the registers of a map are: offsets that are not said follow from the register before.
struct RegisterLayout {
  struct Entry {
    var register: Register
    /// The names as they are in Verilog and C.
    var name: String
    var offset: Int
    /// Bytes from one element to the next.
    var stride: Int
    /// Number of words, 1 for a register that is no array.
    var count: Int { register.count ?? 1 }

    /// The offsets of all elements.
    var offsets: [Int] { (0..<count).map { offset + $0 * stride } }
    /// Byte behind the last element.
    var end: Int { offset + (count - 1) * stride }
  }

  /// In the order of declaration.
  private(set) var entries: [Entry] = []

  /// More words than any block has; beyond it a decoder is no longer what one wants.
  static let maximumCount = 4096

  /// The layout of a map whose counts and offsets are possible.
  init(of map: RegisterMap) {
    var next = 0
    for register in map.registers {
      let entry = Entry(
        register: register, name: EmittedName.snakeCase(register.name), offset: register.offset ?? next,
        stride: register.stride ?? map.wordBytes)
      entries.append(entry)
      next = entry.end + map.wordBytes
    }
  }
}

extension RegisterMap {
  /// Each word with what it is: the register and, in an array, which element.
  var words: [(entry: RegisterLayout.Entry, element: Int?, offset: Int)] {
    RegisterLayout(of: self).entries.flatMap { entry in
      entry.offsets.enumerated().map { index, offset in
        (entry, entry.register.count == nil ? nil : index, offset)
      }
    }
  }
}
