import Bitloom
import Components

/// The examples of the memories' documentation.
enum MemoryExamples {
  static let all: [any Module] = [
    Scratch(), Lookup(), Shared(), WeightTable(), Tile(), Columns(),
  ]
}

private struct Scratch: Module {
  struct IO: Interface {
    @Input var request: Signal = .bit
    @Input var write: Signal = .bit
    @Input var address: Signal = .unsigned(10)
    @Input var value: Signal = .unsigned(32)
    @Input var bytes: Signal = .unsigned(4)
    @Output var word: Signal = .unsigned(32)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let scratch = Instance("scratch", SinglePortMemory(word: .unsigned(32), depth: 1024, lanes: 4))
    scratch.enable <== io.request
    scratch.store <== io.write
    scratch.address <== io.address
    scratch.value <== io.value
    if let mask = scratch.mask { mask <== io.bytes }
    io.word <== scratch.word
  }
}

private struct Lookup: Module {
  struct IO: Interface {
    @Input var store: Signal = .bit
    @Input var load: Signal = .bit
    @Input var index: Signal = .unsigned(9)
    @Input var key: Signal = .unsigned(9)
    @Input var value: Signal = .unsigned(8)
    @Output var word: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let lookup = Instance("lookup", SimpleDualPortMemory(word: .unsigned(8), depth: 512, duringWrite: .undefined))
    lookup.store <== io.store
    lookup.storeAddress <== io.index
    lookup.value <== io.value
    if let load = lookup.load { load <== io.load }
    lookup.loadAddress <== io.key
    io.word <== lookup.word
  }
}

private struct Shared: Module {
  struct IO: Interface {
    var processor: MemoryPort<Signal>
    var accelerator: MemoryPort<Signal>
  }
  var ports: IO {
    IO(
      processor: MemoryPort(of: .unsigned(18), depth: 1024), accelerator: MemoryPort(of: .unsigned(18), depth: 1024))
  }

  func build(_ io: IO) {
    let shared = Instance("shared", TrueDualPortMemory(word: .unsigned(18), depth: 1024))
    io.processor <== shared.a
    io.accelerator <== shared.b
  }
}

private struct WeightTable: Module {
  struct IO: Interface {
    @Input var next: Signal = .bit
    @Input var index: Signal = .unsigned(3)
    @Output var weight: Signal = .signed(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let weights = Instance("weights", ROM(word: .signed(8), contents: [3, 1, -4, 1, -5, 9]))
    if let load = weights.load { load <== io.next }
    weights.address <== io.index
    io.weight <== weights.word
  }
}

private struct Tile: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    @Input var load: Signal = .bit
    @Input var index: Signal = .unsigned(6)
    @Input var isDone: Signal = .bit
    @Output var word: Signal = .unsigned(16)
  }
  var ports: IO { IO(input: Stream(of: .unsigned(16))) }

  func build(_ io: IO) {
    let place = register("place", .unsigned(6), reset: 0)
    let tile = Instance("tile", PingPongBuffer(word: .unsigned(16), depth: 64))
    io.input.ready <== tile.writable
    tile.store <== io.input.fires
    tile.storeAddress <== place
    tile.value <== io.input.payload
    tile.filled <== (io.input.fires && place == 63)
    when(io.input.fires) { place <== place &+ 1 }
    tile.load <== io.load
    tile.loadAddress <== io.index
    tile.drained <== io.isDone
    io.word <== tile.word
  }
}

private struct Columns: Module {
  struct IO: Interface {
    @Flipped var pixels: Stream<Signal>
    var columns: Stream<[Signal]>
  }
  var ports: IO { IO(pixels: Stream(of: .unsigned(8)), columns: Stream(of: VectorShape(.unsigned(8), count: 3))) }

  func build(_ io: IO) {
    let columns = Instance("columns", LineBuffer(pixel: .unsigned(8), width: 640, lines: 3, height: 480))
    columns.input <== io.pixels
    io.columns <== columns.output.map("column") { $0.pixels }
  }
}
