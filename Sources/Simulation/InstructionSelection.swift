import Netlist
import RTL
import SimulationKernel

/// Chooses the instruction for each node of a netlist that some results depend on.
struct InstructionSelection {
  /// An instruction with nodes as operands. Operand `NodeID` 0 stands for none where the form needs fewer.
  struct Choice {
    var form: InstructionForm
    var operandCount: Int
    var a: NodeID
    var b: NodeID
    var c: NodeID

    func operand(_ index: Int) -> NodeID { index == 0 ? a : index == 1 ? b : c }
  }

  let netlist: Netlist
  let layout: SlotLayout
  /// How often the nodes are operands of what the results depend on, or results themselves.
  private(set) var useCounts: [UInt32]
  /// Choices by node; nil for what is not needed, is a leaf, or became part of another instruction.
  private(set) var choices: [Choice?]

  init(_ netlist: Netlist, _ layout: SlotLayout, results: [NodeID]) {
    self.netlist = netlist
    self.layout = layout
    useCounts = [UInt32](repeating: 0, count: netlist.nodes.count)
    choices = [Choice?](repeating: nil, count: netlist.nodes.count)
    countUses(results)
    choose(results)
  }

  private mutating func countUses(_ results: [NodeID]) {
    for node in results { useCounts[Int(node.raw)] += 1 }
    var index = netlist.nodes.count - 1
    while index >= 0 {
      if useCounts[index] > 0 {
        let node = netlist.nodes[index]
        let count = node.kind.operandCount
        if count > 0 { useCounts[Int(node.a.raw)] += 1 }
        if count > 1 { useCounts[Int(node.b.raw)] += 1 }
        if count > 2 { useCounts[Int(node.c.raw)] += 1 }
      }
      index -= 1
    }
  }

  /// Goes from the results to what they need, users before operands, so that what every user absorbed is not chosen.
  private mutating func choose(_ results: [NodeID]) {
    var isNeeded = [Bool](repeating: false, count: netlist.nodes.count)
    for node in results { isNeeded[Int(layout.holder(of: node).raw)] = true }
    var index = netlist.nodes.count - 1
    while index >= 0 {
      if isNeeded[index], let choice = choice(for: NodeID(index)) {
        choices[index] = choice
        if choice.operandCount > 0 { isNeeded[Int(choice.a.raw)] = true }
        if choice.operandCount > 1 { isNeeded[Int(choice.b.raw)] = true }
        if choice.operandCount > 2 { isNeeded[Int(choice.c.raw)] = true }
      }
      index -= 1
    }
  }

  private func choice(for id: NodeID) -> Choice? {
    let node = netlist.nodes[id]
    switch node.kind {
    case .input, .constant, .register: return nil
    default: break
    }
    let count = node.kind.operandCount
    let a = layout.holder(of: node.a)
    let b = count > 1 ? layout.holder(of: node.b) : a
    let c = count > 2 ? layout.holder(of: node.c) : a
    let form = Self.isNarrow(node, netlist) ? form(of: node) : InstructionForm(opcode: .wide)
    return fused(node) ?? Choice(form: form, operandCount: count, a: a, b: b, c: c)
  }

  /// Whether the result and all operands fit into a slot.
  static func isNarrow(_ node: Node, _ netlist: Netlist) -> Bool {
    var width = node.width
    let count = node.kind.operandCount
    if count > 0 { width = max(width, netlist.nodes[node.a].width) }
    if count > 1 { width = max(width, netlist.nodes[node.b].width) }
    if count > 2 { width = max(width, netlist.nodes[node.c].width) }
    return width <= 64
  }

  static func mask(_ width: Int) -> UInt64 { .max >> UInt64(64 - width) }

  /// The highest bit of a number; 0 for no number.
  private static func signBit(_ width: Int) -> UInt64 { width > 0 ? 1 << UInt64(width - 1) : 0 }

  private func form(of node: Node) -> InstructionForm {
    let operandWidth = node.kind.operandCount > 0 ? netlist.nodes[node.a].width : 0
    let sign = Self.signBit(operandWidth)
    var form = InstructionForm(opcode: Self.opcode(of: node.kind), mask: Self.mask(node.width))
    switch node.kind {
    // What has no bits above its width by itself needs no mask, and so has fewer forms.
    case .reduceOr, .reduceXor, .and, .or, .xor, .equal, .notEqual, .lessUnsigned, .lessOrEqualUnsigned,
      .shiftRightLogical, .selectBit, .mux, .memoryRead, .zeroExtend, .input, .constant, .register:
      form.mask = 0
    case .reduceAnd: form.mask = Self.mask(operandWidth)
    case .divideSigned, .remainderSigned, .shiftRightArithmetic, .signExtend: form.s = sign
    case .lessSigned, .lessOrEqualSigned: (form.s, form.t, form.mask) = (sign, sign, 0)
    case .slice: form.s = UInt64(node.parameter)
    case .concatenate: (form.s, form.mask) = (UInt64(netlist.nodes[node.b].width), 0)
    default: break
    }
    return form
  }

  /// The opcode of a node by itself, narrow or wide.
  static func opcode(of kind: NodeKind) -> Opcode {
    switch kind {
    case .input, .constant, .register, .zeroExtend: .copy
    case .memoryRead: .memoryRead
    case .not: .not
    case .reduceAnd: .reduceAnd
    case .reduceOr: .reduceOr
    case .reduceXor: .reduceXor
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divideUnsigned: .divideUnsigned
    case .divideSigned: .divideSigned
    case .remainderUnsigned: .remainderUnsigned
    case .remainderSigned: .remainderSigned
    case .and: .and
    case .or: .or
    case .xor: .xor
    case .equal: .equal
    case .notEqual: .notEqual
    case .lessUnsigned: .lessUnsigned
    case .lessSigned: .lessSigned
    case .lessOrEqualUnsigned: .lessOrEqualUnsigned
    case .lessOrEqualSigned: .lessOrEqualSigned
    case .shiftLeft: .shiftLeft
    case .shiftRightLogical: .shiftRightLogical
    case .shiftRightArithmetic: .shiftRightArithmetic
    case .selectBit: .selectBit
    case .mux: .mux
    case .slice: .shiftRightConstant
    case .concatenate: .concatenate
    case .signExtend: .signExtend
    }
  }

  // MARK: Several nodes in one instruction

  private func fused(_ node: Node) -> Choice? {
    guard Self.isNarrow(node, netlist) else { return nil }
    switch node.kind {
    case .add: return multiplyAdd(node) ?? withSignedOperands(node, .addSigned)
    case .subtract: return withSignedOperands(node, .subtractSigned)
    case .multiply: return withSignedOperands(node, .multiplySigned)
    case .lessSigned, .lessOrEqualSigned: return comparisonOfExtended(node)
    case .concatenate: return shiftLeftByConstant(node)
    case .signExtend: return shiftRightByConstant(node)
    default: return nil
    }
  }

  /// The operand before its sign extension, with the sign bit that extends it again.
  private func signedOperand(_ id: NodeID) -> (node: NodeID, sign: UInt64) {
    let node = netlist.nodes[id]
    guard node.kind == .signExtend else { return (layout.holder(of: id), 0) }
    return (layout.holder(of: node.a), Self.signBit(netlist.nodes[node.a].width))
  }

  private func withSignedOperands(_ node: Node, _ opcode: Opcode) -> Choice? {
    let left = signedOperand(node.a)
    let right = signedOperand(node.b)
    if left.sign == 0, right.sign == 0 { return nil }
    let form = InstructionForm(opcode: opcode, s: left.sign, t: right.sign, mask: Self.mask(node.width))
    return Choice(form: form, operandCount: 2, a: left.node, b: right.node, c: left.node)
  }

  private func comparisonOfExtended(_ node: Node) -> Choice? {
    guard netlist.nodes[node.a].kind == .signExtend || netlist.nodes[node.b].kind == .signExtend else { return nil }
    var (left, right) = (signedOperand(node.a), signedOperand(node.b))
    let whole = Self.signBit(netlist.nodes[node.a].width)
    if netlist.nodes[node.a].kind != .signExtend { left.sign = whole }
    if netlist.nodes[node.b].kind != .signExtend { right.sign = whole }
    let opcode: Opcode = node.kind == .lessSigned ? .lessSigned : .lessOrEqualSigned
    let form = InstructionForm(opcode: opcode, s: left.sign, t: right.sign)
    return Choice(form: form, operandCount: 2, a: left.node, b: right.node, c: left.node)
  }

  /// The lower bits of a value above zeros.
  private func shiftLeftByConstant(_ node: Node) -> Choice? {
    guard let lower = netlist.constantValue(of: node.b), lower.isZero else { return nil }
    let upper = netlist.nodes[node.a]
    let isLowerPart = upper.kind == .slice && upper.parameter == 0 && netlist.nodes[upper.a].width <= 64
    let operand = layout.holder(of: isLowerPart ? upper.a : node.a)
    let form = InstructionForm(opcode: .shiftLeftConstant, s: UInt64(lower.width), mask: Self.mask(node.width))
    return Choice(form: form, operandCount: 1, a: operand, b: operand, c: operand)
  }

  /// The sign extension of the upper bits of a value.
  private func shiftRightByConstant(_ node: Node) -> Choice? {
    let part = netlist.nodes[node.a]
    guard part.kind == .slice else { return nil }
    let source = netlist.nodes[part.a]
    guard source.width <= 64, Int(part.parameter) + part.width == source.width else { return nil }
    let operand = layout.holder(of: part.a)
    let form = InstructionForm(
      opcode: .shiftRightArithmeticConstant, s: Self.signBit(source.width), t: UInt64(part.parameter),
      mask: Self.mask(node.width))
    return Choice(form: form, operandCount: 1, a: operand, b: operand, c: operand)
  }

  /// A sum of which one summand is an exact product that nothing else needs.
  private func multiplyAdd(_ node: Node) -> Choice? {
    for (summand, other) in [(node.a, node.b), (node.b, node.a)] {
      guard let product = exactProduct(summand, width: node.width) else { continue }
      let left = signedOperand(product.a)
      let right = signedOperand(product.b)
      let form = InstructionForm(opcode: .multiplyAdd, s: left.sign, t: right.sign, mask: Self.mask(node.width))
      return Choice(form: form, operandCount: 3, a: left.node, b: right.node, c: layout.holder(of: other))
    }
    return nil
  }

  /// The multiplication whose product, extended or not, is the summand.
  private func exactProduct(_ summand: NodeID, width: Int) -> Node? {
    guard useCounts[Int(summand.raw)] == 1 else { return nil }
    let node = netlist.nodes[summand]
    // A product of the sum's width wraps as the sum does.
    if node.kind == .multiply { return node }
    guard node.kind == .signExtend || node.kind == .zeroExtend, useCounts[Int(node.a.raw)] == 1 else { return nil }
    let product = netlist.nodes[node.a]
    guard product.kind == .multiply else { return nil }
    let left = netlist.nodes[product.a]
    let right = netlist.nodes[product.b]
    let isSigned = left.kind == .signExtend || right.kind == .signExtend
    guard isSigned == (node.kind == .signExtend) else { return nil }
    return numberWidth(left) + numberWidth(right) <= product.width ? product : nil
  }

  /// The width of a number before it was extended.
  private func numberWidth(_ node: Node) -> Int {
    node.kind == .signExtend || node.kind == .zeroExtend ? netlist.nodes[node.a].width : node.width
  }
}
