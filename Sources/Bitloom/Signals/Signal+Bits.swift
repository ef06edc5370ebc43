import RTL

// Taking signals apart and putting them together. The results are unsigned.

/// The bits `high...low` of a slice, written the way a hardware engineer does, the most significant first.
public struct BitRange: Sendable {
  public let high: Int
  public let low: Int
}

// Swift's own `...` would trap on `7...0`. This one is only chosen where a `BitRange` is asked for.
@_disfavoredOverload
public func ... (high: Int, low: Int) -> BitRange { BitRange(high: high, low: low) }

extension Signal {
  /// Bit `index`, counted from the least significant one.
  @inlinable public subscript(index: Int) -> Signal { @inline(__always) get { Signal.placed(bit(index), index) } }

  /// Bits `high...low`.
  @inlinable public subscript(range: BitRange) -> Signal {
    @inline(__always) get { Signal.placed(bits(range), range.high &* 64 &+ range.low) }
  }

  /// The bit that `index` counts to; 0 beyond the end.
  @inlinable public subscript(index: Signal) -> Signal { @inline(__always) get { Signal.placed(bit(index)) } }

  /// The bits `count` times side by side.
  @inlinable @inline(__always)
  public func repeated(_ count: Int) -> Signal { Signal.placed(repetition(count)) }
}

extension Signal {
  @usableFromInline @inline(never)
  func bit(_ index: Int) -> Signal {
    Signal.withOperand(self) { builder, type in
      guard index >= 0, index < type.width else {
        builder.report(SliceDiagnostics.bitOutOfRange(builder.describe(self), index, at: .caller))
        return .poison
      }
      return builder.part(of: self, low: index, width: 1)
    }
  }

  @usableFromInline @inline(never)
  func bits(_ range: BitRange) -> Signal {
    Signal.withOperand(self) { builder, type in
      guard range.low >= 0, range.high >= range.low, range.high < type.width else {
        builder.report(SliceDiagnostics.rangeOutOfRange(builder.describe(self), range.high, range.low, at: .caller))
        return .poison
      }
      return builder.part(of: self, low: range.low, width: range.high - range.low + 1)
    }
  }

  @usableFromInline @inline(never)
  func bit(_ index: Signal) -> Signal {
    Signal.withOperands(self, index) { builder, _, indexType in
      guard !indexType.isSigned else {
        builder.report(SignDiagnostics.signedIndex(builder.describe(self), builder.describe(index), at: .caller))
        return .poison
      }
      return builder.add(.selectBit(expression, index: index.expression), .bit)
    }
  }

  @usableFromInline @inline(never)
  func repetition(_ count: Int) -> Signal {
    Signal.withOperand(self) { builder, type in
      guard count > 0 else {
        builder.report(SliceDiagnostics.emptyRepetition(builder.describe(self), count, at: .caller))
        return .poison
      }
      let (width, isTooWide) = count.multipliedReportingOverflow(by: type.width)
      guard builder.isWidth(isTooWide ? .max : width) else { return .poison }
      if count == 1 { return builder.reread(self, signed: false) }
      return builder.add(.replicate(expression, count: UInt32(count)), .unsigned(width))
    }
  }
}

/// The bits of all operands in one signal, the first operand most significant.
@inlinable @inline(__always)
public func cat(_ parts: Signal...) -> Signal { Signal.placed(Signal.concatenation(of: parts)) }

/// The bits of all operands in one signal, the first operand most significant.
@inlinable @inline(__always)
public func cat(_ parts: [Signal]) -> Signal { Signal.placed(Signal.concatenation(of: parts)) }

extension Signal {
  @usableFromInline @inline(never)
  static func concatenation(of parts: [Signal]) -> Signal {
    guard let builder = BuilderContext.builder, parts.allSatisfy({ builder.accepts($0) }) else { return .poison }
    guard let first = parts.first else {
      builder.report(SliceDiagnostics.emptyConcatenation(at: .caller))
      return .poison
    }
    guard builder.isWidth(parts.reduce(0) { $0 + builder.type(of: $1).width }) else { return .poison }
    return parts.count == 1 ? builder.reread(first, signed: false) : builder.concatenate(parts)
  }
}

extension ModuleBuilder {
  /// Some bits, or all of them: a slice in any case, for what is only read as another kind of number cannot be driven.
  fileprivate func part(of signal: Signal, low: Int, width: Int) -> Signal {
    let type = type(of: signal)
    if width == type.width, !type.isSigned, type.enumeration == nil { return signal }
    return add(.slice(signal.expression, low: UInt32(low)), .unsigned(width))
  }
}
