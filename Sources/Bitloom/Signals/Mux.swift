import RTL

/// `whenTrue` where `condition` is 1, otherwise `whenFalse`, in the smallest type that holds both.
@inlinable @inline(__always)
public func mux(_ condition: Signal, _ whenTrue: Signal, _ whenFalse: Signal) -> Signal {
  Signal.placed(Signal.choice(condition, whenTrue, whenFalse))
}

@inlinable @inline(__always)
public func mux(_ condition: Signal, _ whenTrue: Signal, _ whenFalse: Int) -> Signal {
  Signal.placed(Signal.choice(condition, whenTrue, whenFalse))
}

@inlinable @inline(__always)
public func mux(_ condition: Signal, _ whenTrue: Int, _ whenFalse: Signal) -> Signal {
  Signal.placed(Signal.choice(condition, whenTrue, whenFalse))
}

@inlinable @inline(__always)
public func mux(_ condition: Signal, _ whenTrue: Int, _ whenFalse: Int) -> Signal {
  Signal.placed(Signal.choice(condition, whenTrue, whenFalse))
}

extension Signal {
  @usableFromInline @inline(never)
  static func choice(_ condition: Signal, _ whenTrue: Signal, _ whenFalse: Signal) -> Signal {
    guard let builder = BuilderContext.builder else { return .poison }
    guard builder.accepts(condition), builder.accepts(whenTrue), builder.accepts(whenFalse) else { return .poison }
    guard builder.isBit(condition, .condition(of: "mux")) else { return .poison }
    let trueType = builder.type(of: whenTrue)
    let falseType = builder.type(of: whenFalse)
    let common = trueType == falseType ? trueType : SignalType.common(trueType, falseType)
    guard builder.isWidth(common.width) else { return .poison }
    let operation = Operation.mux(
      condition: condition.expression,
      whenTrue: builder.widen(whenTrue, to: common).expression,
      whenFalse: builder.widen(whenFalse, to: common).expression)
    return builder.add(operation, common)
  }

  @usableFromInline @inline(never)
  static func choice(_ condition: Signal, _ whenTrue: Signal, _ whenFalse: Int) -> Signal {
    choice(condition, whenTrue, literal(whenFalse, like: whenTrue))
  }

  @usableFromInline @inline(never)
  static func choice(_ condition: Signal, _ whenTrue: Int, _ whenFalse: Signal) -> Signal {
    choice(condition, literal(whenTrue, like: whenFalse), whenFalse)
  }

  @usableFromInline @inline(never)
  static func choice(_ condition: Signal, _ whenTrue: Int, _ whenFalse: Int) -> Signal {
    choice(condition, literal(whenTrue), literal(whenFalse))
  }
}
