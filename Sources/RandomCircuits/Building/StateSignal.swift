import Bitloom

// The enumerations of the circuits. Their names stand in the emitted Verilog.
enum OneCase: HardwareEnum { case only }
enum TwoCases: HardwareEnum { case low, high }
enum ThreeCases: HardwareEnum { case red, amber, green }
enum FourCases: HardwareEnum { case north, east, south, west }
enum FiveCases: HardwareEnum { case idle, fetch, decode, execute, store }
enum NineCases: HardwareEnum { case n0, n1, n2, n3, n4, n5, n6, n7, n8 }

/// A state register of one of the enumerations, by the numbers of its cases.
protocol StateSignal {
  /// Whether it holds a case, or does not.
  func holds(_ code: Int, isNegated: Bool) -> Signal
  func match(_ arms: (Int) -> Void)
  func drive(_ code: Int)
  func drive(_ condition: Signal, _ code: Int, _ otherwise: Int)
}

struct EnumStateSignal<E: HardwareEnum>: StateSignal {
  let signal: EnumSignal<E>
  private let cases = Array(E.allCases)

  init(_ name: String, _ type: E.Type, reset: Int?) {
    if let reset {
      signal = register(name, reset: cases[reset])
    } else {
      signal = register(name, EnumShape(E.self))
    }
  }

  func holds(_ code: Int, isNegated: Bool) -> Signal { isNegated ? signal != cases[code] : signal == cases[code] }

  func match(_ arms: (Int) -> Void) {
    Bitloom.match(signal) { element in arms(cases.firstIndex(of: element) ?? 0) }
  }

  func drive(_ code: Int) { signal <== cases[code] }

  func drive(_ condition: Signal, _ code: Int, _ otherwise: Int) {
    signal <== mux(condition, cases[code], cases[otherwise])
  }
}

extension StateKind {
  func makeRegister(_ name: String, reset: Int?) -> any StateSignal {
    switch self {
    case .one: EnumStateSignal(name, OneCase.self, reset: reset)
    case .two: EnumStateSignal(name, TwoCases.self, reset: reset)
    case .three: EnumStateSignal(name, ThreeCases.self, reset: reset)
    case .four: EnumStateSignal(name, FourCases.self, reset: reset)
    case .five: EnumStateSignal(name, FiveCases.self, reset: reset)
    case .nine: EnumStateSignal(name, NineCases.self, reset: reset)
    }
  }
}
