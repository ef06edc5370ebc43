import RTL

/// A signal read as a number with a binary point.
///
/// Arithmetic is exact: `+`, `-` and `*` give a format that holds every result, comparisons are by value, and shifts move the
/// point and make no hardware. What may change a value is written out with `converted(to:rounding:overflow:)`.
/// ```swift
/// struct Scaler: Module {
///   struct IO: Interface {
///     @Input var sample: Fixed = .signed(integer: 1, fraction: 15)
///     @Input var gain: Fixed = .unsigned(integer: 2, fraction: 6)
///     @Output var scaled: Fixed = .signed(integer: 1, fraction: 15)
///   }
///   var ports: IO { IO() }
///
///   func build(_ io: IO) {
///     let product = io.sample * io.gain + 0.125
///     io.scaled <== product.converted(to: io.scaled.format, rounding: .halfEven, overflow: .saturate)
///   }
/// }
/// ```
/// In a test bench such a port is a `Double` (`dut.gain = 1.5`); `dut.port(\.gain.signal)` has the bits exactly.
public struct Fixed: Bundle {
  /// The bits, read as an integer.
  public let signal: Signal
  /// Where the point stands.
  public let format: FixedFormat

  @usableFromInline init(signal: Signal, format: FixedFormat) {
    self.signal = signal
    self.format = format
  }

  /// A signal whose type says everything but where the point is.
  init(_ signal: Signal, fractionBits: Int) {
    let type = signal.type
    self.init(
      signal: signal,
      format: FixedFormat(
        isSigned: type.isSigned, integerBits: type.width - fractionBits, fractionBits: fractionBits))
  }

  static func poison(_ format: FixedFormat) -> Fixed { Fixed(signal: .poison, format: format) }

  public func visitLeaves(_ visitor: inout LeafVisitor) { visitor.visit(signal, format: format) }

  /// Gives the number a name in the emitted Verilog.
  public func named(
    _ name: String, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> Fixed {
    Fixed(signal: signal.named(name, fileID: fileID, line: line, column: column), format: format)
  }

  /// The value one cycle later: a register with this name.
  ///
  /// - Parameter reset: What the register takes at reset; nothing when nil.
  public func registered(
    _ name: String, reset: Double? = nil, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> Fixed {
    let place = Place(file: fileID, line: line, column: column)
    let register = signal.registered(name, fileID: fileID, line: line, column: column)
    if let builder = BuilderContext.builder, let reset, let bits = builder.bits(of: reset, format, at: place) {
      builder.setReset(of: register, bits)
    }
    return Fixed(signal: register, format: format)
  }

  // As `Signal.placed`.
  @inlinable @inline(__always)
  static func placed(_ result: Fixed) -> Fixed {
    if result.signal.isPoisoned { Signal.poisoned() }
    return result
  }
}

extension Signal {
  @usableFromInline var isPoisoned: Bool { isPoison }

  /// The bits read as a number with `fraction` bits behind the point. Makes no hardware.
  public func asFixed(fraction: Int) -> Fixed { Fixed(self, fractionBits: fraction) }
}

// In an interface `.signed(integer: 4, fraction: 12)` declares a port.
extension Fixed {
  /// A port that carries a number in two's complement with a binary point.
  @inlinable @inline(__always)
  public static func signed(integer: Int, fraction: Int) -> Fixed {
    placed(FixedFormat.signed(integer: integer, fraction: fraction).instantiate())
  }
  /// A port that carries a number from 0 up with a binary point.
  @inlinable @inline(__always)
  public static func unsigned(integer: Int, fraction: Int) -> Fixed {
    placed(FixedFormat.unsigned(integer: integer, fraction: fraction).instantiate())
  }
  /// A port of the given format.
  @inlinable @inline(__always)
  public static func of(_ format: FixedFormat) -> Fixed { placed(format.instantiate()) }
}

extension Array where Element == Fixed {
  /// The number that `index` counts to; 0 beyond the end. It can be driven where all elements have one format.
  @inlinable public subscript(index: Signal) -> Fixed {
    @inline(__always) get { Fixed.placed(Fixed.element(of: self, at: index)) }
  }
}

extension Fixed {
  @usableFromInline @inline(never)
  static func element(of elements: [Fixed], at index: Signal) -> Fixed {
    let fraction = elements.map(\.format.fractionBits).max() ?? 0
    return Fixed(
      Signal.element(of: elements.map { $0.aligned(to: fraction).signal }, at: index), fractionBits: fraction)
  }
}

/// A register of a binary-point number that takes `reset` at reset. The number must be a value of the format.
public func register(
  _ name: String, _ format: FixedFormat, reset: Double, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) -> Fixed {
  let value = register(name, format, fileID: fileID, line: line, column: column)
  let place = Place(file: fileID, line: line, column: column)
  if let builder = BuilderContext.builder, let bits = builder.bits(of: reset, format, at: place) {
    builder.setReset(of: value.signal, bits)
  }
  return value
}
