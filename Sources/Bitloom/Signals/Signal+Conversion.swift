import RTL

// Conversions that may change the value are always written out.

extension Signal {
  /// The low `width` bits, read as before: the value modulo 2^width.
  public func truncated(
    to width: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> Signal {
    truncation(to: width, at: Place(file: fileID, line: line, column: column))
  }

  /// The same number in `width` bits, which are not fewer.
  public func extended(
    to width: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> Signal {
    extensionByValue(to: width, at: Place(file: fileID, line: line, column: column))
  }

  /// The nearest number that `width` bits hold, read as before: two comparators and a multiplexer.
  public func saturated(
    to width: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> Signal {
    saturation(to: width, at: Place(file: fileID, line: line, column: column))
  }

  /// The same bits read as two's complement.
  @inlinable public var asSigned: Signal { @inline(__always) get { Signal.placed(reread(signed: true)) } }

  /// The same bits read as a number without sign.
  @inlinable public var asUnsigned: Signal { @inline(__always) get { Signal.placed(reread(signed: false)) } }
}

extension Signal {
  private func truncation(to width: Int, at place: Place) -> Signal {
    Signal.withOperand(self) { builder, type in
      guard width >= 1, width <= type.width else {
        builder.report(WidthDiagnostics.cannotTruncate(builder.describe(self), width, at: place.ofUser))
        return .poison
      }
      return builder.cut(self, to: width)
    }
  }

  private func extensionByValue(to width: Int, at place: Place) -> Signal {
    Signal.withOperand(self) { builder, type in
      guard width >= type.width, width <= SignalType.maximumWidth else {
        builder.report(WidthDiagnostics.cannotExtend(builder.describe(self), width, at: place.ofUser))
        return .poison
      }
      return builder.widen(self, to: SignalType(width: width, isSigned: type.isSigned))
    }
  }

  @usableFromInline @inline(never)
  func reread(signed: Bool) -> Signal {
    Signal.withOperand(self) { builder, _ in builder.reread(self, signed: signed) }
  }

  private func saturation(to width: Int, at place: Place) -> Signal {
    Signal.withOperand(self) { builder, type in
      guard width >= 1, width <= type.width else {
        builder.report(WidthDiagnostics.cannotTruncate(builder.describe(self), width, at: place.ofUser))
        return .poison
      }
      if width == type.width { return self }
      let low = builder.cut(self, to: width)
      let plain = builder.type(of: low)
      if !type.isSigned {
        let top = builder.constant(Bits(onesOfWidth: width), plain)
        return mux(self[(type.width - 1)...width].orReduced, top, low)
      }
      // In range when the bits that go are all copies of the sign that stays.
      let upper = self[(type.width - 1)...(width - 1)]
      let sign = self[type.width - 1]
      let minimum = Bits(zeroOfWidth: width).replacing(low: width - 1, with: Bits(1, width: 1))
      let limit = mux(sign, builder.constant(minimum, plain), builder.constant(~minimum, plain))
      return mux(upper.andReduced || !upper.orReduced, low, limit)
    }
  }
}
