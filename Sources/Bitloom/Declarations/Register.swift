import RTL

/// A register that reset leaves alone. It takes what is assigned to it at the active edge and keeps its value otherwise.
public func register<S: Shape>(
  _ name: String, _ shape: S, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> S.Value {
  guard let builder = BuilderContext.builder else { return shape.instantiate() }
  return builder.declare(name, .register, at: Place(file: fileID, line: line, column: column)) { shape.instantiate() }
}

/// `count` registers that reset leaves alone, `name_0` and up.
public func register<S: Shape>(
  _ name: String, _ shape: S, count: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> [S.Value] {
  register(name, VectorShape(shape, count: count), fileID: fileID, line: line, column: column)
}

/// A register that takes `reset` at reset. All numbers of a bundle take it.
public func register<S: Shape>(
  _ name: String, _ shape: S, reset: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> S.Value {
  let value = register(name, shape, fileID: fileID, line: line, column: column)
  BuilderContext.builder?.setReset(of: value, reset, at: Place(file: fileID, line: line, column: column))
  return value
}

/// `count` registers that take `reset` at reset, `name_0` and up.
public func register<S: Shape>(
  _ name: String, _ shape: S, count: Int, reset: Int, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) -> [S.Value] {
  register(name, VectorShape(shape, count: count), reset: reset, fileID: fileID, line: line, column: column)
}

/// A register that takes `reset` at reset, for numbers of any width. The vector has as many bits as the register.
public func register(
  _ name: String, _ type: SignalType, reset: Bits, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> Signal {
  let value = register(name, type, fileID: fileID, line: line, column: column)
  BuilderContext.builder?.setReset(of: value, reset, at: Place(file: fileID, line: line, column: column))
  return value
}

/// A register that holds a code of an enumeration and takes `reset` at reset.
public func register<E: HardwareEnum>(
  _ name: String, reset: E, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> EnumSignal<E> {
  let value = register(name, EnumShape(E.self), fileID: fileID, line: line, column: column)
  if let builder = BuilderContext.builder { builder.setReset(of: value.signal, reset.code) }
  return value
}

extension Signal {
  /// The value one cycle later: a register with this name.
  public func registered(
    _ name: String, reset: Int? = nil, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> Signal {
    guard let builder = BuilderContext.builder, builder.accepts(self) else { return .poison }
    let place = Place(file: fileID, line: line, column: column)
    let type = SignalType(width: width, isSigned: isSigned)
    let signal = builder.declare(name, .register, at: place) { type.instantiate() }
    if let reset { builder.setReset(of: signal, reset, at: place) }
    builder.drive(signal, expression, in: builder.currentBlock, at: builder.definition.places.add(place))
    return signal
  }

  /// Counts up by one and starts again at 0 after `limit - 1`. One comparator and one adder.
  public func increment(
    wrappingAt limit: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder = BuilderContext.builder, builder.accepts(self, at: place) else { return }
    let type = builder.type(of: self)
    guard limit > 0, type.contains(limit - 1) else {
      builder.report(
        ArithmeticDiagnostics.counterTooNarrow(
          builder.describe(self), limit, at: place.ofUser, declared: builder.declaration(of: self)))
      return
    }
    let next = self &+ 1
    let wraps = !type.isSigned && type.width < 63 && limit == 1 << type.width
    _ = builder.drive(
      self, wraps ? next : mux(self == limit - 1, 0, next), at: builder.definition.places.add(place))
  }
}

extension ModuleBuilder {
  func setReset<Value: Bundle>(of value: Value, _ number: Int, at place: Place) {
    var visitor = LeafVisitor(path: "")
    value.visitLeaves(&visitor)
    for leaf in visitor.leaves where leaf.signal.owner == owner {
      let type = type(of: leaf.signal)
      if let format = leaf.format {
        guard let bits = bits(of: Double(number), format, at: place) else { return }
        setReset(of: leaf.signal, bits)
        continue
      }
      guard type.contains(number) else {
        report(WidthDiagnostics.resetDoesNotFit(number, describe(leaf.signal), at: place))
        return
      }
      setReset(of: leaf.signal, resetBits(number, type))
    }
  }

  func setReset(of signal: Signal, _ bits: Bits, at place: Place) {
    guard accepts(signal, at: place) else { return }
    guard bits.width == type(of: signal).width else {
      report(WidthDiagnostics.resetHasOtherWidth(bits, describe(signal), at: place))
      return
    }
    setReset(of: signal, bits)
  }

  /// The bits of a reset value; for an enumeration the code of the case that the number counts to.
  private func resetBits(_ number: Int, _ type: SignalType) -> Bits {
    if let id = type.enumeration, definition.enumerations[id].cases.indices.contains(number) {
      return definition.enumerations[id].cases[number].code
    }
    return Bits(number, width: type.width)
  }

  func setReset(of signal: Signal, _ bits: Bits) {
    guard accepts(signal), case .signal(let id) = operation(of: signal) else { return }
    guard case .register(let index) = definition.signals[id].kind else { return }
    definition.registers[index].resetValue = bits
  }
}
