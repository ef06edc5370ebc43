import RTL

extension Fixed {
  /// Drives a number with another one. What the target's format holds is aligned; anything else is converted explicitly.
  @inlinable @inline(__always)
  public static func <== (target: Fixed, value: Fixed) {
    if drive(target, value) == .max { Signal.poisoned() }
  }

  /// Drives a number with one of Swift, which must be a value of the target's format.
  @inlinable @inline(__always)
  public static func <== (target: Fixed, value: Double) {
    if drive(target, value) == .max { Signal.poisoned() }
  }

  @usableFromInline @inline(never)
  static func drive(_ target: Fixed, _ value: Fixed) -> UInt32 {
    guard let builder = BuilderContext.builder else { return 0 }
    let place = builder.callerPlace()
    guard builder.accepts(target.signal), builder.accepts(value.signal) else { return 1 }
    return builder.drive(target, value, at: place)
  }

  @usableFromInline @inline(never)
  static func drive(_ target: Fixed, _ value: Double) -> UInt32 {
    guard let builder = BuilderContext.builder, builder.accepts(target.signal) else { return 0 }
    let place = builder.callerPlace()
    guard let bits = builder.bits(of: value, target.format, at: builder.definition.places[place]) else { return 1 }
    return builder.drive(target.signal, builder.constant(bits, target.format.type), at: place)
  }
}

extension ModuleBuilder {
  fileprivate func drive(_ target: Fixed, _ value: Fixed, at place: PlaceID) -> UInt32 {
    guard target.format.holds(value.format) else {
      report(
        FixedDiagnostics.doesNotHold(
          describe(target.signal), target.format, value.format, at: definition.places[place],
          declared: declaration(of: target.signal)))
      return 1
    }
    return drive(target.signal, value.aligned(to: target.format.fractionBits).signal, at: place)
  }

  func describe(_ value: Fixed) -> String {
    signalName(value.signal).map { "'\($0)' (\(value.format))" } ?? "the value (\(value.format))"
  }

  private func signalName(_ signal: Signal) -> String? { describe(signal).name }
}
