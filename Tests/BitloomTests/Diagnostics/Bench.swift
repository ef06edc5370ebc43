import Bitloom

/// A module with ports of several types for statements that are wrong.
struct Bench: Module {
  let callLine: Int
  let callFile: String
  let statements: @Sendable (IO) -> Void

  static let fileID = #fileID
  static let line = #line
  struct IO: Interface {
    @Input var go: Signal = .bit
    @Input var nibble: Signal = .unsigned(4)
    @Input var byte: Signal = .unsigned(8)
    @Input var small: Signal = .signed(4)
    @Input var number: Signal
    @Output var flag: Signal = .bit
    @Output var brief: Signal = .unsigned(4)
    @Output var word: Signal = .unsigned(8)
    @Output var total: Signal
  }
  var ports: IO { IO(number: .signed(8), total: .signed(8)) }
  var moduleName: String { "bench" }

  func build(_ io: IO) { statements(io) }

  static func == (left: Bench, right: Bench) -> Bool {
    left.callLine == right.callLine && left.callFile == right.callFile
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(callLine)
    hasher.combine(callFile)
  }
}
