import RTL

// Bringing operands to the type they meet in. One rule: what keeps the value is implicit, everything else is explicit.

extension ModuleBuilder {
  /// `signal` in `type`, which holds all its values.
  func widen(_ signal: Signal, to target: SignalType) -> Signal {
    let source = type(of: signal)
    if source.width == target.width && source.isSigned == target.isSigned { return signal }
    if case .constant(let id) = operation(of: signal) {
      let value = definition.constants[id].extended(to: target.width, signed: source.isSigned)
      return constant(value, SignalType(width: target.width, isSigned: target.isSigned))
    }
    var result = signal
    if target.width > source.width {
      result = add(.extend(result.expression), SignalType(width: target.width, isSigned: source.isSigned))
    }
    return reread(result, signed: target.isSigned)
  }

  /// The same bits, read with or without a sign.
  func reread(_ signal: Signal, signed: Bool) -> Signal {
    let source = type(of: signal)
    if source.isSigned == signed && source.enumeration == nil { return signal }
    let target = SignalType(width: source.width, isSigned: signed)
    if case .constant(let id) = operation(of: signal) { return constant(definition.constants[id], target) }
    return add(.reinterpret(signal.expression), target)
  }

  /// The low `width` bits, read as the operand was.
  func cut(_ signal: Signal, to width: Int) -> Signal {
    let source = type(of: signal)
    if source.width == width { return signal }
    let bits = add(.slice(signal.expression, low: 0), .unsigned(width))
    return source.isSigned ? reread(bits, signed: true) : bits
  }

  func literal(_ value: Int, _ type: SignalType) -> Signal {
    constant(Bits(value, width: type.width), type)
  }
}

extension SignalType {
  /// The smallest type that holds the number: unsigned unless it is negative.
  static func smallest(for value: Int) -> SignalType {
    value < 0 ? .signed(signedWidth(of: value)) : .unsigned(max(1, 64 - value.leadingZeroBitCount))
  }

  /// The smallest type of the given signedness that holds the number, if there is one.
  static func smallest(for value: Int, signed: Bool) -> SignalType? {
    if signed { return .signed(signedWidth(of: value)) }
    return value < 0 ? nil : smallest(for: value)
  }

  private static func signedWidth(of value: Int) -> Int {
    let magnitude = value < 0 ? ~value : value
    return 65 - magnitude.leadingZeroBitCount
  }

  /// The smallest type that holds every value of both.
  static func common(_ a: SignalType, _ b: SignalType) -> SignalType {
    if a.isSigned == b.isSigned { return SignalType(width: max(a.width, b.width), isSigned: a.isSigned) }
    return .signed(max(a.isSigned ? a.width : a.width + 1, b.isSigned ? b.width : b.width + 1))
  }

  func contains(_ value: Int) -> Bool {
    guard let needed = SignalType.smallest(for: value, signed: isSigned) else { return false }
    return needed.width <= width
  }
}
