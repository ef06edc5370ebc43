import RTL

/// M: memories.
enum MemoryDiagnostics {
  static func impossibleDepth(_ name: String, _ depth: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "M001", "memory '\(name)' cannot have \(depth) words: 1 to \(1 << 30) are possible", at: place,
      help: depth < 1 ? "check the parameter that the depth comes from" : nil)
  }

  static func signedAddress(_ name: String, _ address: OperandDescription, at place: Place) -> Diagnostic {
    Diagnostic(
      "M002", "an address of memory '\(name)' must be unsigned, \(address.quoted) is \(address.type)", at: place,
      help: "use '.asUnsigned' when it is never negative")
  }

  static func addressBeyondDepth(
    _ name: String, _ address: String, _ depth: Int, at place: Place, declared: Place
  ) -> Diagnostic {
    Diagnostic(
      "M003",
      "address \(address) of memory '\(name)' does not exist: it has \(words(depth))",
      at: place,
      notes: [.declared("'\(name)'", at: declared)],
      help: depth == 1 ? "the only address is 0" : "addresses are 0 to \(depth - 1)")
  }

  static func addressTooWide(
    _ name: String, _ address: OperandDescription, _ width: Int, _ depth: Int, at place: Place, declared: Place
  ) -> Diagnostic {
    Diagnostic(
      "M004",
      "address \(address.quoted) has \(bits(address.type.width)), the \(words(depth)) of memory '\(name)' take \(width)",
      at: place, notes: [.declared("'\(name)'", at: declared)],
      help: "use '.truncated(to: \(width))' when the upper bits do not matter")
  }

  static func addressTooNarrow(
    _ name: String, _ address: OperandDescription, _ width: Int, _ depth: Int, at place: Place, declared: Place
  ) -> Diagnostic {
    let reached = 1 << address.type.width
    return Diagnostic(
      "M005",
      "address \(address.quoted) has \(bits(address.type.width)) and reaches \(reached) of the \(words(depth)) of memory '\(name)'",
      at: place, notes: [.declared("'\(name)'", at: declared)],
      help: "use '.extended(to: \(width))' when only these are meant")
  }

  static func impossibleLatency(_ name: String, _ latency: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "M006", "a read of memory '\(name)' cannot have latency \(latency): 0, 1 and 2 are possible", at: place,
      help: latency > 2 ? "put registers behind it with '.registered'" : nil)
  }

  static func needsLatency(_ name: String, _ option: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "M007", "a read of memory '\(name)' without latency has no '\(option)': it always gives the word as it is",
      at: place, help: "use 'latency: 1'")
  }

  static func maskDoesNotDivide(
    _ name: String, _ mask: Int, _ width: Int, at place: Place, declared: Place
  ) -> Diagnostic {
    Diagnostic(
      "M008", "a mask of \(bits(mask)) does not divide the words of memory '\(name)', which have \(bits(width))",
      at: place, notes: [.declared("'\(name)'", at: declared)],
      help: "use a mask of \(width) bits, or of as many as there are lanes of equal width")
  }

  static func maskNotByNumber(
    _ name: String, _ mask: Int?, _ count: Int, at place: Place, declared: Place
  ) -> Diagnostic {
    let found = mask.map { "\(bits($0)) \($0 == 1 ? "was" : "were") given" } ?? "a number was given"
    return Diagnostic(
      "M009", "the words of memory '\(name)' are bundles of \(count) numbers with a mask bit each, \(found)",
      at: place, notes: [.declared("'\(name)'", at: declared)],
      help: "use an array of \(count) bits, in the order in which the bundle declares its numbers")
  }

  static func contentsCount(_ name: String, _ count: Int, _ depth: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "M010", "memory '\(name)' has \(words(depth)), its contents have \(count)", at: place,
      help: "use '.repeated(0)' when all words begin alike")
  }

  static func contentsDoNotFit(
    _ name: String, _ value: String, _ type: SignalType, index: Int?, at place: Place
  ) -> Diagnostic {
    let word = index.map { "word \($0) of the contents" } ?? "the contents"
    return Diagnostic(
      "M011", "\(word) of memory '\(name)' \(index == nil ? "are" : "is") \(value), which does not fit into \(type)",
      at: place)
  }

  static func contentsNotReadable(_ name: String, _ path: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "M012", "the contents of memory '\(name)' cannot be read: there is no file '\(path)'", at: place,
      help: "a path that does not begin with '/' begins in the folder in which the program runs")
  }

  static func contentsMalformed(_ name: String, _ fault: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "M013", "the contents of memory '\(name)' cannot be used: \(fault)", at: place,
      help: "the file is read as by '$readmemh': hexadecimal words, '@' before an address, comments as in Verilog")
  }

  static func differentFields(
    _ name: String, missing: String?, extra: String?, at place: Place, declared: Place
  ) -> Diagnostic {
    let parts = [
      missing.map { "the words of memory '\(name)' have '\($0)', the value has not" },
      extra.map { "the value has '\($0)', the words of memory '\(name)' have not" },
    ]
    return Diagnostic(
      "M014", parts.compactMap { $0 }.joined(separator: "; "), at: place,
      notes: [.declared("'\(name)'", at: declared)], help: "make both from the same shape")
  }

  private static func words(_ count: Int) -> String { count == 1 ? "1 word" : "\(count) words" }
}
