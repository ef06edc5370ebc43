extension TensorLoopNest: CustomStringConvertible {
  /// The nest as text: a line for each loop and primitive, indented as they nest.
  public var description: String {
    let output = "\(outputWidth)-bit output"
    let widths = accumulatorWidth == outputWidth ? output : output + ", passes of \(accumulatorWidth) bits"
    var printer = NestPrinter(nest: self)
    printer.print(nodes, depth: 0, insideBitWeight: false)
    printer.lines[printer.lines.count - 1] += " -> C[m, n]"
    return (["\(operandWidth)-bit operands, \(encoding) digits, \(widths)"] + printer.lines).joined(separator: "\n")
  }
}

/// Writes the lines of a nest.
private struct NestPrinter {
  let nest: TensorLoopNest
  var lines: [String] = []

  init(nest: TensorLoopNest) { self.nest = nest }

  mutating func print(_ nodes: [NestNode], depth: Int, insideBitWeight: Bool) {
    let indent = String(repeating: "  ", count: depth)
    for (index, node) in nodes.enumerated() {
      switch node {
      case .loop(let loop, let body):
        lines.append(indent + text(loop))
        let isPass = loop.axis == .bitWeight
        print(body, depth: depth + 1, insideBitWeight: insideBitWeight || isPass)
      case .primitive(let primitive):
        let next = index + 1 < nodes.count ? nodes[index + 1].primitive : nil
        lines.append(indent + text(primitive, next: next, insideBitWeight: insideBitWeight))
      }
    }
  }

  private func text(_ loop: NestLoop) -> String {
    let axis = loop.axis.rawValue
    let rounds =
      switch loop.extent {
      case .whole(let step): step == 1 ? axis.uppercased() : "\(axis.uppercased()) by \(step)"
      case .count(let count): "\(count)"
      }
    let form =
      switch loop.form {
      case .temporal: "temporal"
      case .spatial: "spatial"
      case .overNonzeroDigits(.takeACycle): "temporal, zero digits skipped, a cycle at least"
      case .overNonzeroDigits(.takeNone): "temporal, zero digits skipped"
      }
    return "for \(axis) in \(rounds): \(form)"
  }

  private func text(_ primitive: NestPrimitive, next: NestPrimitive?, insideBitWeight: Bool) -> String {
    switch primitive {
    case .encode:
      let count = nest.lanes * nest.group
      let elements = count == 1 ? "A[m, k]" : "A[m, k ..< k+\(count)]"
      return "encode \(elements)" + (insideBitWeight ? ", digit bw" : "")
    case .map: return "map digit * B[k, n]"
    case .shift: return nest.weightStep == 1 ? "shift by bw" : "shift by \(nest.weightStep) bw"
    case .halfReduce(let axis, let narrow):
      return "half-reduce over \(axis.rawValue)" + (narrow.map { " in \($0) bits" } ?? "")
    case .add: return "add"
    case .accumulate(let axis, .pair): return "accumulate over \(axis.rawValue) in (S, C)"
    case .accumulate(let axis, .number):
      return "accumulate over \(axis.rawValue)" + (next == .add ? " in the compressor" : "")
    }
  }
}
