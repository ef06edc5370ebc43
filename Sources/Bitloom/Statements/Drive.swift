import BacktraceCapture
import RTL

precedencegroup DrivePrecedence {
  lowerThan: TernaryPrecedence
  higherThan: AssignmentPrecedence
  associativity: none
  assignment: true
}

/// Drives the left side with the right side.
infix operator <== : DrivePrecedence

extension Signal {
  /// Drives an output, a wire, a register's next value, an input of an instance, or a slice of one. A narrower value is widened
  /// when the target holds all its values; anything else has to be written out.
  @inlinable @inline(__always)
  public static func <== (target: Signal, value: Signal) {
    // The call must not be the last thing here: a tail call would lose the line of the statement.
    if drive(target, value) == .max { poisoned() }
  }

  /// Drives the target with a number, which must fit.
  @inlinable @inline(__always)
  public static func <== (target: Signal, value: Int) {
    keepPlace(drive(target, value), value)
  }

  @usableFromInline @inline(never)
  static func drive(_ target: Signal, _ value: Signal) -> UInt32 {
    guard let builder = BuilderContext.builder else { return 0 }
    return builder.drive(target, value, at: builder.callerPlace())
  }

  @usableFromInline @inline(never)
  static func drive(_ target: Signal, _ value: Int) -> UInt32 {
    guard let builder = BuilderContext.builder, builder.accepts(target) else { return 0 }
    return builder.drive(target, value, at: builder.callerPlace())
  }

  /// Nothing, in a way that the optimiser cannot see.
  @inlinable @inline(__always)
  static func poisoned() { bitloom_keep_frame() }
}

extension ModuleBuilder {
  /// The place of the statement that is being made.
  @inline(never)
  func callerPlace() -> PlaceID {
    let count = bitloom_capture_return_addresses()
    return definition.places.addReturnAddresses { buffer in
      bitloom_copy_return_addresses(buffer.baseAddress, min(count, buffer.count))
    }
  }

  func drive(_ target: Signal, _ value: Int, at place: PlaceID) -> UInt32 {
    let type = type(of: target)
    guard type.contains(value) else {
      report(
        WidthDiagnostics.literalDoesNotFit(
          value, describe(target), at: definition.places[place], declared: declaration(of: target)))
      return 1
    }
    return drive(target, literal(value, SignalType(width: type.width, isSigned: type.isSigned)), at: place)
  }

  func drive(_ target: Signal, _ value: Signal, at place: PlaceID) -> UInt32 {
    guard accepts(target), accepts(value) else { return 1 }
    if let selection = drivenSelection(target) { return drive(selection, value, at: place) }
    guard let destination = assignmentTarget(of: target, at: place) else { return 1 }
    let targetType = type(of: target)
    let valueType = type(of: value)
    guard targetType.holds(valueType) else {
      report(mismatch(target, value, at: definition.places[place]))
      return 1
    }
    let widened = widen(value, to: targetType)
    append(.assign(Assignment(target: destination, value: widened.expression, place: place)))
    return 0
  }

  private func mismatch(_ target: Signal, _ value: Signal, at place: Place) -> Diagnostic {
    let valueType = type(of: value)
    let description = describe(target)
    let declared = declaration(of: target)
    // Only a wider target would do, or only another reading of the bits.
    let widthIsWrong = description.type.isSigned || !valueType.isSigned
    guard widthIsWrong else {
      return SignDiagnostics.signMismatch(
        description, valueType, wrapping: wrappingSymbol(of: value, into: description.type), at: place,
        declared: declared)
    }
    return WidthDiagnostics.tooWide(
      description, valueType, wrapping: wrappingSymbol(of: value, into: description.type), at: place, declared: declared
    )
  }

  /// The operator whose result would fit, where this expression only grows too far.
  private func wrappingSymbol(of value: Signal, into target: SignalType) -> String? {
    guard case .binary(let op, let left, let right) = operation(of: value) else { return nil }
    let leftType = typeBeforeWidening(left)
    if op == .shiftLeft { return target.holds(leftType) ? "&<<" : nil }
    let rightType = typeBeforeWidening(right)
    // A literal takes the sign of the other operand.
    let haveOneSign = leftType.isSigned == rightType.isSigned || isConstant(left) || isConstant(right)
    let wrapped =
      isConstant(right) ? leftType : isConstant(left) ? rightType : SignalType.common(leftType, rightType)
    guard haveOneSign, target.holds(wrapped) else { return nil }
    switch op {
    case .add: return "&+"
    case .subtract: return "&-"
    case .multiply: return "&*"
    default: return nil
    }
  }

  private func typeBeforeWidening(_ expression: ExpressionID) -> SignalType {
    switch definition.expressions[expression].operation {
    case .extend(let inner), .reinterpret(let inner): typeBeforeWidening(inner)
    default: definition.expressions[expression].type
    }
  }

  private func isConstant(_ expression: ExpressionID) -> Bool {
    if case .constant = definition.expressions[expression].operation { true } else { false }
  }

  /// The bits of a signal that an expression stands for on the left of `<==`.
  private func assignmentTarget(of target: Signal, at place: PlaceID) -> AssignmentTarget? {
    var low = 0
    let width = type(of: target).width
    var base = target
    while true {
      switch operation(of: base) {
      case .slice(let inner, let offset):
        low += Int(offset)
        base = Signal(id: inner.raw, owner: owner)
      case .signal(let signal):
        if let reason = whyNotDriven(signal) {
          report(
            DriveDiagnostics.notDrivenHere(
              describe(target), reason, at: definition.places[place], declared: declaration(of: base)))
          return nil
        }
        return AssignmentTarget(signal: signal, low: low, width: width)
      default:
        report(DriveDiagnostics.notATarget(at: definition.places[place]))
        return nil
      }
    }
  }

  func whyNotDriven(_ signal: SignalID) -> DriveDiagnostics.Obstacle? {
    switch definition.signals[signal].kind {
    case .wire, .register: return nil
    case .port(let port):
      return definition.ports[port].direction == .input ? .input : nil
    case .instancePort(let instance, let port):
      let direction = elaboration.layout(of: definition.instances[instance].module).ports[port].direction
      return direction == .output ? .output(ofInstance: definition.instances[instance].name) : nil
    }
  }

  /// Where the signal that an expression reads, or reads a slice of, is declared.
  func declaration(of signal: Signal) -> Diagnostic.Note {
    switch operation(of: signal) {
    case .signal(let id): .declared(describe(signal).quoted, at: definition.signals[id].place)
    case .slice(let base, _), .reinterpret(let base): declaration(of: Signal(id: base.raw, owner: owner))
    default: .declared(describe(signal).quoted, at: .unknown)
    }
  }
}
