import RTL

/// A number as a signal, in the smallest type that holds it.
public func constant(_ value: Int) -> Signal { .literal(value) }

/// A number as a signal of the given type, which must hold it.
public func constant(
  _ value: Int, _ type: SignalType, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> Signal {
  .literal(value, of: type, at: Place(file: fileID, line: line, column: column))
}

/// A vector of bits as an unsigned signal.
public func constant(
  _ bits: Bits, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> Signal {
  .literal(bits, at: Place(file: fileID, line: line, column: column))
}

extension Signal {
  fileprivate static func literal(_ value: Int, of type: SignalType, at place: Place) -> Signal {
    guard let builder = BuilderContext.builder, builder.isPossible(type, at: place.ofUser) else { return .poison }
    guard type.contains(value) else {
      builder.report(
        WidthDiagnostics.literalDoesNotFit(value, OperandDescription(name: nil, type: type), at: place.ofUser))
      return .poison
    }
    return builder.literal(value, SignalType(width: type.width, isSigned: type.isSigned))
  }

  fileprivate static func literal(_ bits: Bits, at place: Place) -> Signal {
    let type = SignalType.unsigned(bits.width)
    guard let builder = BuilderContext.builder, builder.isPossible(type, at: place.ofUser) else { return .poison }
    return builder.constant(bits, .unsigned(bits.width))
  }
}

extension ModuleBuilder {
  /// Whether a signal can have this type; otherwise the mistake has been reported.
  func isPossible(_ type: SignalType, at place: @autoclosure () -> Place = .caller) -> Bool {
    if type.width >= 1 && type.width <= SignalType.maximumWidth { return true }
    report(WidthDiagnostics.impossibleWidth(type, at: place()))
    return false
  }
}
