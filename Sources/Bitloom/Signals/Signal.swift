import RTL

/// A value in a circuit: a port, register, wire or expression.
///
/// A signal is a handle of eight bytes. It is not a value of Swift that could be compared, hashed or written as a literal:
/// `a == b` makes a comparator, and `if a == b` does not compile.
public struct Signal: Sendable {
  /// Index of the expression in its module, or `poisonID`.
  @usableFromInline let id: UInt32
  /// The builder the signal belongs to.
  let owner: UInt32

  init(id: UInt32, owner: UInt32) {
    self.id = id
    self.owner = owner
  }

  var expression: ExpressionID { ExpressionID(raw: id) }

  // What a mistake returns, so that it is reported once and elaboration goes on.
  static let poison = Signal(id: .max, owner: .max)
  var isPoison: Bool { id == .max }

  /// Number of bits and how they are read.
  public var type: SignalType {
    guard let builder = BuilderContext.builder, builder.accepts(self) else { return .bit }
    return builder.type(of: self)
  }

  /// Number of bits.
  public var width: Int { type.width }

  /// Whether the bits are read as two's complement.
  public var isSigned: Bool { type.isSigned }

  /// Gives an expression a name in the emitted Verilog; it then has a wire of its own. When something else of the module has the
  /// name, it gets a number: `partial_2`.
  public func named(
    _ name: String, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> Signal {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder = BuilderContext.builder, builder.accepts(self, at: place) else { return .poison }
    let emitted = builder.emittedName(name, at: place)
    if definesOwnName(builder) {
      let wire = builder.addSignal(emitted, builder.type(of: self), .wire, at: place)
      builder.drive(wire, expression, in: ModuleDefinition.body, at: builder.definition.places.add(place))
      builder.givenNames.append(GivenName(expression: wire.expression, place: place))
      return wire
    }
    builder.definition.expressionNames[expression] = emitted
    builder.givenNames.append(GivenName(expression: expression, place: place))
    return self
  }

  // A read of a signal, a literal, or an expression that already has a name: the new name needs a wire.
  private func definesOwnName(_ builder: ModuleBuilder) -> Bool {
    switch builder.operation(of: self) {
    case .signal, .constant: true
    default: builder.definition.expressionNames[expression] != nil
    }
  }
}

extension ModuleBuilder {
  /// Whether a signal can be used in this module; otherwise the mistake has been reported, once for each foreign signal.
  func accepts(_ signal: Signal, at place: Place? = nil) -> Bool {
    if signal.owner == owner { return true }
    if !signal.isPoison, foreignSignals.insert(ForeignSignal(signal)).inserted {
      let origin = elaboration.origin(ofForeign: signal)
      report(OwnershipDiagnostics.foreignSignal(origin, in: definition.name, at: place ?? .caller))
    }
    return false
  }

  func drive(_ target: Signal, _ value: ExpressionID, in block: BlockID, at place: PlaceID) {
    guard case .signal(let signal) = operation(of: target) else { return }
    let width = type(of: target).width
    let assignment = Assignment(
      target: AssignmentTarget(signal: signal, low: 0, width: width), value: value, place: place)
    definition.blocks[block].statements.append(.assign(assignment))
  }

  /// The emitted spelling of a name the user gave.
  func emittedName(_ name: String, at place: Place) -> String {
    let emitted = EmittedName.snakeCase(name)
    if !EmittedName.isIdentifier(name) {
      report(NameDiagnostics.notAnIdentifier(name, at: place))
      return namePrefix + (EmittedName.isIdentifier(emitted) ? emitted : "_")
    }
    return namePrefix.isEmpty ? emitted : namePrefix + emitted
  }
}
