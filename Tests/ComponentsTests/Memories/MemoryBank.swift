import Bitloom

/// A memory with some write ports and a read port of every kind.
struct MemoryBank: Module {
  /// A kind of read port.
  struct ReadKind: Hashable {
    enum Enable: Hashable, CaseIterable { case none, argument, condition }

    var latency: Int
    var duringWrite = ReadDuringWrite.old
    var enable = Enable.none

    static let all: [ReadKind] =
      [ReadKind(latency: 0)]
      + [1, 2].flatMap { latency in
        ReadDuringWrite.allCases.flatMap { duringWrite in
          Enable.allCases.map { ReadKind(latency: latency, duringWrite: duringWrite, enable: $0) }
        }
      }
  }

  var width = 8
  var depth = 8
  /// Number of lanes of the write mask; 0 for writes without a mask.
  var lanes = 0
  var writePorts = 1

  struct IO: Interface {
    @Input var writes: [Signal]
    @Input var writeAddress: [Signal]
    @Input var value: [Signal]
    @Input var mask: [Signal]
    @Input var readAddress: [Signal]
    @Input var reads: [Signal]
    @Output var word: [Signal]
  }
  var addressWidth: Int { max(1, 64 - (depth - 1).leadingZeroBitCount) }
  var ports: IO {
    IO(
      writes: .bits(count: writePorts), writeAddress: .unsigned(addressWidth, count: writePorts),
      value: .unsigned(width, count: writePorts), mask: .unsigned(max(lanes, 1), count: writePorts),
      readAddress: .unsigned(addressWidth, count: 2), reads: .bits(count: 2),
      word: .unsigned(width, count: ReadKind.all.count))
  }
  var moduleName: String { "memory_bank_\(width)_\(depth)_\(lanes)_\(writePorts)" }

  func build(_ io: IO) {
    let storage = memory("storage", .unsigned(width), depth: depth, contents: .repeated(1))
    for port in 0..<writePorts {
      when(io.writes[port]) {
        if lanes == 0 {
          storage.write(io.value[port], at: io.writeAddress[port])
        } else {
          storage.write(io.value[port], at: io.writeAddress[port], mask: io.mask[port])
        }
      }
    }
    for (index, kind) in ReadKind.all.enumerated() {
      // Ports with and without an enable see both addresses.
      let address = io.readAddress[index / 2 % 2]
      let isRead = io.reads[index / 2 % 2]
      func read(_ enable: Signal?) -> Signal {
        storage.read(
          at: address, latency: kind.latency, enable: enable, duringWrite: kind.duringWrite, named: "read_\(index)")
      }
      switch kind.enable {
      case .none: io.word[index] <== read(nil)
      case .argument: io.word[index] <== read(isRead)
      case .condition:
        if let word = declared(when: isRead, { read(nil) }) { io.word[index] <== word }
      }
    }
  }

  /// What is declared where a condition holds.
  private func declared(when condition: Signal, _ body: () -> Signal) -> Signal? {
    var result: Signal?
    when(condition) { result = body() }
    return result
  }
}
