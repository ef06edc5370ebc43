import RTL

/// A number as a signal, in the smallest type that holds it.
public func constant(_ value: Int) -> Signal { .literal(value) }

/// A number as a signal of the given type, which must hold it.
@inlinable @inline(__always)
public func constant(_ value: Int, _ type: SignalType) -> Signal { Signal.placed(Signal.literal(value, of: type)) }

/// A vector of bits as an unsigned signal.
@inlinable @inline(__always)
public func constant(_ bits: Bits) -> Signal { Signal.placed(Signal.literal(bits)) }

extension Signal {
  @usableFromInline @inline(never)
  static func literal(_ value: Int, of type: SignalType) -> Signal {
    guard let builder = BuilderContext.builder, builder.isPossible(type) else { return .poison }
    guard type.contains(value) else {
      builder.report(WidthDiagnostics.literalDoesNotFit(value, OperandDescription(name: nil, type: type), at: .caller))
      return .poison
    }
    return builder.literal(value, SignalType(width: type.width, isSigned: type.isSigned))
  }

  @usableFromInline @inline(never)
  static func literal(_ bits: Bits) -> Signal {
    guard let builder = BuilderContext.builder, builder.isPossible(.unsigned(bits.width)) else { return .poison }
    return builder.constant(bits, .unsigned(bits.width))
  }
}

extension ModuleBuilder {
  /// Whether a signal can have this type; otherwise the mistake has been reported.
  func isPossible(_ type: SignalType) -> Bool {
    if type.width >= 1 && type.width <= SignalType.maximumWidth { return true }
    report(WidthDiagnostics.impossibleWidth(type, at: .caller))
    return false
  }
}
