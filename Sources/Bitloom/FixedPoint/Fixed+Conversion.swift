import RTL

extension Fixed {
  /// The number in another format.
  ///
  /// Combinational. What keeps every value needs neither argument and makes no hardware; a mode that is needed and not given is
  /// told as a mistake. Rounding comes first, and may itself lead out of the range.
  /// ```swift
  /// io.level <== sum.converted(to: .signed(integer: 4, fraction: 8), rounding: .halfEven, overflow: .saturate)
  /// ```
  /// - Parameters:
  ///   - rounding: What to do with bits behind the point that the format does not have.
  ///   - overflow: What to do with values outside the range of the format.
  @inlinable @inline(__always)
  public func converted(to format: FixedFormat, rounding: Rounding? = nil, overflow: Overflow? = nil) -> Fixed {
    Fixed.placed(conversion(to: format, rounding, overflow))
  }

  /// Whether the number, rounded to the steps of `format`, is outside of its range. A bit; 0 where that cannot be.
  @inlinable @inline(__always)
  public func overflows(_ format: FixedFormat, rounding: Rounding? = nil) -> Signal {
    Signal.placed(overflow(of: format, rounding))
  }
}

extension Fixed {
  @usableFromInline @inline(never)
  func conversion(to target: FixedFormat, _ rounding: Rounding?, _ overflow: Overflow?) -> Fixed {
    guard let builder = BuilderContext.builder, let value = rounded(to: target, rounding, builder) else {
      return .poison(target)
    }
    if target.reaches(value.format), overflow != .symmetricSaturate || !target.isSigned {
      return Fixed(signal: builder.widen(value.signal, to: target.type), format: target)
    }
    guard let overflow else {
      builder.report(FixedDiagnostics.overflowNeeded(builder.describe(self), value.format, target, at: .caller))
      return .poison(target)
    }
    let result =
      switch overflow {
      case .wrap: value.wrapped(to: target, builder)
      case .saturate: value.saturated(to: target, from: target.minimum, builder)
      case .symmetricSaturate:
        value.saturated(to: target, from: target.isSigned ? target.maximum.negated : target.minimum, builder)
      }
    return Fixed(signal: result, format: target)
  }

  @usableFromInline @inline(never)
  func overflow(of target: FixedFormat, _ rounding: Rounding?) -> Signal {
    guard let builder = BuilderContext.builder, let value = rounded(to: target, rounding, builder) else {
      return .poison
    }
    let beyond = value.limits(target, from: target.minimum, builder)
    return [beyond.above?.isBeyond, beyond.below?.isBeyond].compactMap { $0 }.reduce(nil as Signal?) { known, next in
      known.map { $0 || next } ?? next
    } ?? constant(0, .bit)
  }

  /// The value in the steps of `target`; nil where that is a mistake.
  private func rounded(to target: FixedFormat, _ rounding: Rounding?, _ builder: ModuleBuilder) -> Fixed? {
    guard builder.accepts(signal) else { return nil }
    guard target.width >= 1, target.width <= SignalType.maximumWidth else {
      builder.report(FixedDiagnostics.impossibleFormat(target, at: .caller))
      return nil
    }
    let dropped = format.fractionBits - target.fractionBits
    if dropped <= 0 { return aligned(to: target.fractionBits) }
    guard let rounding else {
      builder.report(FixedDiagnostics.roundingNeeded(builder.describe(self), format, target, at: .caller))
      return nil
    }
    guard builder.isWidth(dropped + 1) else { return nil }
    return rounded(dropping: dropped, rounding)
  }

  private func wrapped(to target: FixedFormat, _ builder: ModuleBuilder) -> Signal {
    let source = format.type
    let wide = source.width < target.width ? SignalType(width: target.width, isSigned: source.isSigned) : source
    return builder.reread(builder.cut(builder.widen(signal, to: wide), to: target.width), signed: target.isSigned)
  }

  private typealias Limit = (isBeyond: Signal, value: Signal)

  /// Where the value can be above and below the range, and what it becomes there.
  private func limits(
    _ target: FixedFormat, from minimum: Bits, _ builder: ModuleBuilder
  ) -> (above: Limit?, below: Limit?) {
    let width = max(format.width, target.width) + 2
    func wide(_ bits: Bits, _ format: FixedFormat) -> Bits { bits.extended(to: width, signed: format.isSigned) }
    func limit(_ bits: Bits) -> Signal { builder.constant(bits, target.type) }
    var above: Limit?
    var below: Limit?
    if wide(target.maximum, target).isLess(than: wide(format.maximum, format), signed: true) {
      above = (signal > limit(target.maximum), limit(target.maximum))
    }
    if wide(format.minimum, format).isLess(than: wide(minimum, target), signed: true) {
      below = (signal < limit(minimum), limit(minimum))
    }
    return (above, below)
  }

  private func saturated(to target: FixedFormat, from minimum: Bits, _ builder: ModuleBuilder) -> Signal {
    var result = wrapped(to: target, builder)
    let beyond = limits(target, from: minimum, builder)
    if let below = beyond.below { result = mux(below.isBeyond, below.value, result) }
    if let above = beyond.above { result = mux(above.isBeyond, above.value, result) }
    return result
  }
}
