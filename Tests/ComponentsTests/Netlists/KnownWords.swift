import Bitloom
import Components

// Memories of which nothing is ever unknown: all words have a value, and the output is 0 until a word was read. Two engines then
// differ in no bit, where an unknown one would pass for anything.

/// The word once something was read.
private func shown(_ word: Signal, after reads: Signal, latency: Int, _ name: String) -> Signal {
  var isRead = register("\(name)_is_read", .bit, reset: 0)
  when(reads) { isRead <== 1 }
  if latency == 2 { isRead = isRead.registered("\(name)_is_shown", reset: 0) }
  return mux(isRead, word, 0)
}

private func connect(_ port: MemoryPort<Signal>, to memory: MemoryPort<Signal>, enable: Signal) {
  memory.enable <== enable
  memory.store <== port.store
  memory.address <== port.address
  memory.value <== port.value
  if let mask = memory.mask, let given = port.mask { mask <== given }
}

struct KnownSinglePort: Module {
  var memory: SinglePortMemory<SignalType>

  typealias IO = MemoryPort<Signal>
  var ports: IO { memory.ports }
  var moduleName: String { "known_single_port" }

  func build(_ io: IO) {
    let words = Instance("inner", memory)
    words.enable <== io.enable
    words.store <== io.store
    words.address <== io.address
    words.value <== io.value
    if let mask = words.mask, let given = io.mask { mask <== given }
    io.word <== shown(words.word, after: io.enable && !io.store, latency: memory.latency, "word")
  }
}

struct KnownSimpleDualPort: Module {
  var memory: SimpleDualPortMemory<SignalType>

  typealias IO = SimpleDualPortMemory<SignalType>.IO
  var ports: IO { memory.ports }
  var moduleName: String { "known_simple_dual_port" }

  func build(_ io: IO) {
    let words = Instance("inner", memory)
    words.store <== io.store
    words.storeAddress <== io.storeAddress
    words.value <== io.value
    if let mask = words.mask, let given = io.mask { mask <== given }
    guard let load = words.load, let given = io.load else { return }
    let isAllowed = memory.duringWrite != .undefined ? given : given && !(io.store && io.storeAddress == io.loadAddress)
    load <== isAllowed
    words.loadAddress <== io.loadAddress
    io.word <== shown(words.word, after: isAllowed, latency: memory.latency, "word")
  }
}

struct KnownTrueDualPort: Module {
  var memory: TrueDualPortMemory<SignalType>

  typealias IO = TrueDualPortMemory<SignalType>.IO
  var ports: IO { memory.ports }
  var moduleName: String { "known_true_dual_port" }

  func build(_ io: IO) {
    let words = Instance("inner", memory)
    // Never both at one word.
    let isApart = io.a.address != io.b.address
    connect(io.a, to: words.a, enable: io.a.enable)
    connect(io.b, to: words.b, enable: io.b.enable && isApart)
    io.a.word <== shown(words.a.word, after: io.a.enable && !io.a.store, latency: memory.latency, "a")
    io.b.word <== shown(words.b.word, after: io.b.enable && isApart && !io.b.store, latency: memory.latency, "b")
  }
}

struct KnownROM: Module {
  var memory: ROM<SignalType>

  typealias IO = ROM<SignalType>.IO
  var ports: IO { memory.ports }
  var moduleName: String { "known_rom" }

  func build(_ io: IO) {
    let words = Instance("inner", memory)
    words.address <== io.address
    guard let load = words.load, let given = io.load else { return }
    load <== given
    io.word <== shown(words.word, after: given, latency: memory.latency, "word")
  }
}
