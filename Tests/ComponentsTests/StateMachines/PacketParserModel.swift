/// What the packet parser must do, written from its description.
struct PacketParserModel {
  enum Phase: String { case hunt, length, payload, checksum, accept, reject }

  struct Inputs {
    var data: UInt8 = 0
    var strobe = false
    var cancel = false
    /// 0 checked, 1 unchecked, 2 inverted, 3 means nothing.
    var mode = 0
  }

  struct Outputs: Equatable {
    var phase: String
    var byte: Int
    var byteValid: Bool
    var last: Bool
    var accepted: Int
    var rejected: Int
    var level: Int
  }

  let patience: Int
  private var phase = Phase.hunt
  private var packet: [UInt8] = []
  private var length = 0
  private var quietCycles = 0
  private var accepted = 0
  private var rejected = 0
  private var level = -1

  init(patience: Int) { self.patience = patience }

  func outputs(_ inputs: Inputs) -> Outputs {
    let isPayload = phase == .payload && inputs.strobe
    // For a code without a case the parser shows what it does without a choice.
    let bytes = [inputs.data, inputs.data, 255 - inputs.data, 0]
    return Outputs(
      phase: phase.rawValue, byte: Int(bytes[inputs.mode]), byteValid: isPayload,
      last: isPayload && packet.count == length - 1, accepted: accepted % 16, rejected: min(rejected, 7),
      level: Self.wrapped(level))
  }

  /// In ten bits of two's complement.
  private static func wrapped(_ level: Int) -> Int {
    let code = ((level % 1024) + 1024) % 1024
    return code < 512 ? code : code - 1024
  }

  mutating func clock(_ inputs: Inputs) {
    let before = phase
    let isStart = inputs.strobe && inputs.data == 0x7e
    switch before {
    case .hunt: if isStart { phase = .length }
    case .length: if inputs.strobe { begin(inputs.data) }
    case .payload: if inputs.strobe { take(inputs.data, isChecked: inputs.mode != 1) }
    case .checksum:
      if inputs.strobe { phase = packet.reduce(UInt8(length), ^) == inputs.data ? .accept : .reject }
    case .accept:
      accepted += 1
      phase = isStart ? .length : .hunt
    case .reject:
      rejected += 1
      phase = .hunt
    }
    let mayTimeOut = before == .length || before == .payload || before == .checksum
    if mayTimeOut, !inputs.strobe, quietCycles == patience { phase = .reject }
    if inputs.cancel, before != .hunt { phase = .hunt }
    quietCycles = inputs.strobe || before == .hunt ? 0 : (quietCycles + 1) % 16
  }

  private mutating func begin(_ byte: UInt8) {
    length = Int(byte)
    packet = []
    phase = (1...16).contains(length) ? .payload : .reject
  }

  private mutating func take(_ byte: UInt8, isChecked: Bool) {
    packet.append(byte)
    level += Int(Int8(bitPattern: byte))
    if packet.count == length { phase = isChecked ? .checksum : .accept }
  }
}
