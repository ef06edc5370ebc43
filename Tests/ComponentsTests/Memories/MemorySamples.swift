import Bitloom

/// A memory as block memories are: one write port, one read port.
struct BlockMemory: Module {
  var width = 8
  var depth = 512
  var latency = 1
  var duringWrite = ReadDuringWrite.old
  var hasEnable = false
  var lanes = 0
  var contents: MemoryContents?

  struct IO: Interface {
    @Input var store: Signal = .bit
    @Input var storeAddress: Signal
    @Input var value: Signal
    @Input var mask: Signal?
    @Input var load: Signal?
    @Input var loadAddress: Signal
    @Output var word: Signal
  }
  var addressWidth: Int { 64 - (depth - 1).leadingZeroBitCount }
  var ports: IO {
    IO(
      storeAddress: .unsigned(addressWidth), value: .unsigned(width), mask: lanes > 0 ? .unsigned(lanes) : nil,
      load: hasEnable ? .bit : nil, loadAddress: .unsigned(addressWidth), word: .unsigned(width))
  }
  var moduleName: String { "block_memory" }

  func build(_ io: IO) {
    let storage = memory("storage", .unsigned(width), depth: depth, contents: contents)
    when(io.store) {
      if let mask = io.mask {
        storage.write(io.value, at: io.storeAddress, mask: mask)
      } else {
        storage.write(io.value, at: io.storeAddress)
      }
    }
    io.word <== storage.read(at: io.loadAddress, latency: latency, enable: io.load, duringWrite: duringWrite)
  }
}

/// A table that is only read.
struct Table: Module {
  var width = 8
  var contents: [Int]
  var latency = 0

  struct IO: Interface {
    @Input var address: Signal
    @Output var word: Signal
  }
  var ports: IO {
    IO(address: .unsigned(max(1, 64 - (contents.count - 1).leadingZeroBitCount)), word: .unsigned(width))
  }
  var moduleName: String { "table_\(contents.count)_\(width)_\(latency)" }

  func build(_ io: IO) {
    let table = memory("words", .unsigned(width), contents: contents)
    io.word <== table.read(at: io.address, latency: latency)
  }
}

/// Words that are bundles, written by field, and words that are codes.
struct RecordMemory: Module {
  enum Mood: HardwareEnum { case calm, busy, tired }

  var isPacked = false

  struct IO: Interface {
    @Input var store: Signal = .bit
    @Input var storeAddress: Signal = .unsigned(2)
    @Input var value: Packet
    @Input var fields: [Signal]
    @Input var mood: EnumSignal<Mood>
    @Input var loadAddress: Signal = .unsigned(2)
    @Output var now: Packet
    @Output var next: Packet
    @Output var later: Packet
    @Output var moodNow: EnumSignal<Mood>
    @Output var moodNext: EnumSignal<Mood>
  }
  var ports: IO {
    IO(
      value: PacketShape().instantiate(), fields: .bits(count: 7), mood: .port, now: PacketShape().instantiate(),
      next: PacketShape().instantiate(), later: PacketShape().instantiate(), moodNow: .port, moodNext: .port)
  }

  func build(_ io: IO) {
    let records = memory("records", PacketShape(), depth: 4, packed: isPacked, contents: .repeated(0))
    let moods = memory("moods", EnumShape(Mood.self), depth: 4, contents: .cases([Mood.tired, .calm, .busy, .calm]))
    when(io.store) {
      records.write(io.value, at: io.storeAddress, mask: io.fields)
      moods.write(io.mood, at: io.storeAddress)
    }
    io.now <== records[io.loadAddress]
    io.next <== records.read(at: io.loadAddress, latency: 1)
    io.later <== records.read(at: io.loadAddress, latency: 2, enable: io.store, duringWrite: .new)
    io.moodNow <== moods[io.loadAddress]
    io.moodNext <== moods.read(at: io.loadAddress, latency: 1, enable: io.store, duringWrite: .new)
  }
}
