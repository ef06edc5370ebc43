import RTL

// What an element chosen by a signal is called: `lanes[index]` in diagnostics, `lanes_at_index` in Verilog.

extension ModuleBuilder {
  /// The name of the array that signals are the elements of, as far as their own names tell.
  func arraySpelling(of elements: [Signal]) -> String {
    commonName(elements.map { elaboration.spelling(of: $0.expression, in: definition) }, brackets: true) ?? "the array"
  }

  func indexSpelling(of index: Signal) -> String {
    elaboration.spelling(of: index.expression, in: definition) ?? "index"
  }

  /// Names the wires of all choices, unlike everything else in the module.
  func nameSelections() {
    guard !elementSelections.made.isEmpty else { return }
    var names = NameTable(of: definition)
    for (wire, selection) in elementSelections.made {
      let array = commonName(selection.elements.map { emittedName(of: $0) }, brackets: false) ?? "element"
      let name = emittedName(of: selection.index).map { "\(array)_at_\($0)" } ?? "\(array)_selected"
      definition.signals[wire].name = names.unique(name)
    }
  }

  private func emittedName(of signal: Signal) -> String? {
    switch operation(of: signal) {
    case .signal(let id): definition.signals[id].name
    case .reinterpret(let base), .extend(let base): emittedName(of: Signal(id: base.raw, owner: owner))
    case .slice(let base, let low): emittedName(of: Signal(id: base.raw, owner: owner)).map { "\($0)_\(low)" }
    default: definition.expressionNames[signal.expression]
    }
  }

  /// `lanes` for `lanes_0`, `lanes_1`, ..., `pixels_red` for `pixels_0_red`, ...; nil when the names have no such form.
  private func commonName(_ names: [String?], brackets: Bool) -> String? {
    guard let first = names.first ?? nil else { return nil }
    let zero = brackets && first.contains("[0]") ? "[0]" : "_0"
    for range in first.ranges(of: zero).reversed() {
      let (head, tail) = (first[..<range.lowerBound], first[range.upperBound...])
      let isNumbered = names.enumerated().allSatisfy { number, name in
        name == (zero == "[0]" ? "\(head)[\(number)]\(tail)" : "\(head)_\(number)\(tail)")
      }
      if isNumbered { return "\(head)\(tail)" }
    }
    return nil
  }
}
