import RTL

/// `whenTrue` where `condition` is 1, otherwise `whenFalse`, in the smallest type that holds both.
public func mux(_ condition: Signal, _ whenTrue: Signal, _ whenFalse: Signal) -> Signal {
  guard let builder = BuilderContext.builder else { return .poison }
  guard builder.accepts(condition), builder.accepts(whenTrue), builder.accepts(whenFalse) else { return .poison }
  guard builder.isBit(condition, "mux") else { return .poison }
  let trueType = builder.type(of: whenTrue)
  let falseType = builder.type(of: whenFalse)
  let common = trueType == falseType ? trueType : SignalType.common(trueType, falseType)
  let operation = Operation.mux(
    condition: condition.expression,
    whenTrue: builder.widen(whenTrue, to: common).expression,
    whenFalse: builder.widen(whenFalse, to: common).expression)
  return builder.add(operation, common)
}

public func mux(_ condition: Signal, _ whenTrue: Signal, _ whenFalse: Int) -> Signal {
  mux(condition, whenTrue, .literal(whenFalse, like: whenTrue))
}

public func mux(_ condition: Signal, _ whenTrue: Int, _ whenFalse: Signal) -> Signal {
  mux(condition, .literal(whenTrue, like: whenFalse), whenFalse)
}

public func mux(_ condition: Signal, _ whenTrue: Int, _ whenFalse: Int) -> Signal {
  mux(condition, Signal.literal(whenTrue), Signal.literal(whenFalse))
}

/// A number as a signal, in the smallest type that holds it.
public func constant(_ value: Int) -> Signal { .literal(value) }

/// A number as a signal of the given type, which must hold it.
public func constant(_ value: Int, _ type: SignalType) -> Signal {
  guard let builder = BuilderContext.builder else { return .poison }
  guard type.contains(value) else {
    builder.report(WidthDiagnostics.literalDoesNotFit(value, OperandDescription(name: nil, type: type), at: .caller))
    return .poison
  }
  return builder.literal(value, SignalType(width: type.width, isSigned: type.isSigned))
}

/// A vector of bits as an unsigned signal.
public func constant(_ bits: Bits) -> Signal {
  guard let builder = BuilderContext.builder else { return .poison }
  return builder.constant(bits, .unsigned(bits.width))
}
