import RTL

/// An enumeration whose cases are codes in hardware, counted up from 0 in their order of declaration unless it says otherwise.
///
/// ```swift
/// enum State: HardwareEnum { case idle, load, run }
/// enum Phase: HardwareEnum {
///   case first, second, third
///   static let encoding = CodeEncoding.oneHot
/// }
/// ```
public protocol HardwareEnum: CaseIterable, Hashable, Sendable {
  /// Which codes the cases have, in every signal of the enumeration. Binary by default.
  static var encoding: CodeEncoding { get }
}

extension HardwareEnum {
  public static var encoding: CodeEncoding { .binary }
}

extension HardwareEnum {
  static var cases: [Self] { Array(allCases) }

  /// Number of bits of a code, at least 1.
  public static var codeWidth: Int { encoding.width(count: cases.count) }

  /// The bits that stand for this case.
  public var code: Bits {
    let cases = Self.cases
    return Self.encoding.code(cases.firstIndex(of: self) ?? 0, count: cases.count)
  }

  static var definition: EnumerationDefinition {
    let cases = cases.map { EnumerationDefinition.Case(name: "\($0)", code: $0.code) }
    return EnumerationDefinition(name: "\(Self.self)", width: codeWidth, cases: cases)
  }
}

/// A signal that holds a code of an enumeration.
public struct EnumSignal<E: HardwareEnum>: Bundle {
  /// The code.
  public let signal: Signal

  @usableFromInline init(signal: Signal) {
    self.signal = signal
  }

  /// Whether the signal is this case.
  @inlinable @inline(__always)
  public func `is`(_ element: E) -> Signal { self == element }

  @inlinable @inline(__always)
  public static func == (a: EnumSignal, b: E) -> Signal { a.signal == b.literal }
  @inlinable @inline(__always)
  public static func != (a: EnumSignal, b: E) -> Signal { a.signal != b.literal }
  @inlinable @inline(__always)
  public static func == (a: EnumSignal, b: EnumSignal) -> Signal { a.signal == b.signal }
  @inlinable @inline(__always)
  public static func != (a: EnumSignal, b: EnumSignal) -> Signal { a.signal != b.signal }

  /// Drives the signal with a case.
  @inlinable @inline(__always)
  public static func <== (target: EnumSignal, value: E) {
    if Signal.drive(target.signal, value.literal) == .max { Signal.poisoned() }
  }

  public func visitLeaves(_ visitor: inout LeafVisitor) { signal.visitLeaves(&visitor) }
}

extension HardwareEnum {
  @usableFromInline var literal: Signal {
    guard let builder = BuilderContext.builder else { return .poison }
    let type = SignalType(width: Self.codeWidth, isSigned: false, enumeration: builder.enumeration(Self.self))
    return builder.constant(code, type)
  }
}

/// The case `whenTrue` where `condition` is 1, otherwise `whenFalse`.
@inlinable @inline(__always)
public func mux<E: HardwareEnum>(_ condition: Signal, _ whenTrue: E, _ whenFalse: E) -> EnumSignal<E> {
  EnumSignal(signal: mux(condition, whenTrue.literal, whenFalse.literal))
}

/// The code of `whenTrue` where `condition` is 1, otherwise that of `whenFalse`.
@inlinable @inline(__always)
public func mux<E: HardwareEnum>(
  _ condition: Signal, _ whenTrue: EnumSignal<E>, _ whenFalse: EnumSignal<E>
) -> EnumSignal<E> {
  EnumSignal(signal: mux(condition, whenTrue.signal, whenFalse.signal))
}

/// The shape of an `EnumSignal`.
public struct EnumShape<E: HardwareEnum>: Shape {
  public init(_ enumeration: E.Type = E.self) {}

  public func instantiate() -> EnumSignal<E> {
    guard let builder = BuilderContext.builder else { return EnumSignal(signal: .poison) }
    let type = SignalType(width: E.codeWidth, isSigned: false, enumeration: builder.enumeration(E.self))
    return EnumSignal(signal: builder.declare(type))
  }
}

extension EnumSignal {
  /// A port that holds a code of the enumeration.
  @inlinable public static var port: EnumSignal {
    @inline(__always) get { EnumSignal(signal: Signal.placed(EnumShape<E>().instantiate().signal)) }
  }
}
