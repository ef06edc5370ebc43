/// What a model does when its clock falls.
///
/// Each call of Verilator's `eval` computes all logic between inputs and registers anew. A test bench in C++ calls it twice a
/// cycle, the second time only to let the model see that the clock has fallen. Where nothing else in the model looks at the
/// clock, telling it so directly does the same: the level that it compares with at the next call is set to 0.
enum FallingEdge: Sendable, Equatable {
  /// The model is evaluated.
  case evaluated
  /// The member of the model's root that holds the clock's level of the last call is set.
  case forgotten(member: String)

  /// Looks for what a model does with its only clock in the C++ that Verilator has written.
  ///
  /// Anything but the two lines that find a rising edge, and what only debugging or the setting up needs, makes it
  /// `evaluated`; so does a version of Verilator that writes them differently.
  init(ofClock clock: String, sources: [String]) {
    let member = "__Vtrigrprev__TOP__\(clock)"
    let condition = "((IData)(vlSelf->\(clock)) & (~ (IData)(vlSelf->\(member))))"
    let update = "vlSelf->\(member) = vlSelf->\(clock);"
    let harmless = [
      condition, update, "if (VL_UNLIKELY((vlSelf->\(clock) & 0xfeU))) {", ", \(clock){vlSymsp->TOP.\(clock)}",
      "vlSelf->\(clock) = 0;", "vlSelf->\(member) = 0;",
    ]
    self = .evaluated
    var conditions = 0
    for source in sources {
      guard source.contains(clock) else { continue }
      var text = source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      conditions += text.ranges(of: condition).count
      for line in harmless { text = text.replacing(line, with: "") }
      if text.contains("->\(member)") || Self.mentions(clock, in: text) { return }
    }
    if conditions > 0 { self = .forgotten(member: member) }
  }

  /// Whether a member of this name is read or written.
  private static func mentions(_ member: String, in text: String) -> Bool {
    for access in ["->\(member)", ".\(member)"] {
      for range in text.ranges(of: access) {
        let next = range.upperBound < text.endIndex ? text[range.upperBound] : " "
        if !(next.isLetter || next.isNumber || next == "_") { return true }
      }
    }
    return false
  }

  /// The C++ that the wrapper of the model has for it.
  var lines: [String] {
    switch self {
    case .evaluated:
      ["static constexpr bool skipsFallingEdge = false;", "static void forgetRisingEdge(Vmodel&) {}"]
    case .forgotten(let member):
      [
        "static constexpr bool skipsFallingEdge = true;",
        "static inline void forgetRisingEdge(Vmodel& model) { model.rootp->\(member) = 0; }",
      ]
    }
  }
}
