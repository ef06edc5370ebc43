import RTL

// How operators get at their operands. A poisoned operand gives a poisoned result without a second report.

extension Signal {
  /// Runs `make` with the current builder and both types when both operands can be used here.
  static func withOperands(
    _ a: Signal, _ b: Signal, _ make: (ModuleBuilder, SignalType, SignalType) -> Signal
  ) -> Signal {
    guard let builder = BuilderContext.builder, builder.accepts(a), builder.accepts(b) else { return .poison }
    return make(builder, builder.type(of: a), builder.type(of: b))
  }

  static func withOperand(_ a: Signal, _ make: (ModuleBuilder, SignalType) -> Signal) -> Signal {
    guard let builder = BuilderContext.builder, builder.accepts(a) else { return .poison }
    return make(builder, builder.type(of: a))
  }

  /// A literal in the smallest type that holds it.
  static func literal(_ value: Int) -> Signal {
    guard let builder = BuilderContext.builder else { return .poison }
    return builder.literal(value, .smallest(for: value))
  }

  /// A literal with the signedness of `peer`, at least as wide as it needs; in `peer`'s own type where it fits.
  static func literal(_ value: Int, like peer: Signal) -> Signal {
    // A peer of another module is reported by the operator.
    guard let builder = BuilderContext.builder, peer.owner == builder.owner else { return literal(value) }
    let type = builder.type(of: peer)
    if type.contains(value) { return builder.literal(value, SignalType(width: type.width, isSigned: type.isSigned)) }
    let needed = SignalType.smallest(for: value, signed: type.isSigned)
    return builder.literal(value, needed ?? .smallest(for: value))
  }
}
