import Bitloom
import Components
import Testbench

/// A manager that drives the five channels independently of each other, with pauses, and judges each cycle by a model.
struct RegisterTraffic {
  /// A channel with a handshake: driven by us, or by the registers.
  private struct Channel {
    let valid: Port
    let ready: Port
    var fires: Bool { valid.value == 1 && ready.value == 1 }
  }

  private let dut: Testbench<RegisterFile>
  private let reset: RegisterModel
  private let addresses: [UInt64]
  private var model: RegisterModel
  private var random: SeededGenerator
  private var eagerness = 0.5
  private let place: String
  private let answers: (unmapped: Int, readOnly: Int)

  private let (aw, w, b, ar, r): (Channel, Channel, Channel, Channel, Channel)
  private var awTaken: [UInt64] = []
  private var wTaken: [(data: UInt64, strobes: UInt64)] = []
  private var arTaken: [UInt64] = []
  /// The answers that were there in the cycle before and not taken.
  private var (bWaits, rWaits) = (false, false)
  private var (awOffered, wOffered, arOffered) = (false, false, false)
  /// What the model was and what the hardware drove in the cycle before, which is what a read that is answered now saw.
  private var before: (model: RegisterModel, driven: [UInt64: UInt64])
  private(set) var writeCount = 0
  private(set) var readCount = 0
  private(set) var errorCount = 0

  init(_ dut: Testbench<RegisterFile>, _ file: RegisterFile, _ model: RegisterModel, seed: UInt64) {
    self.dut = dut
    self.model = model
    reset = model
    before = (model, [:])
    random = SeededGenerator(seed: seed)
    place = "seed \(seed)"
    answers = (file.unmappedIsError ? 2 : 0, file.readOnlyWriteIsError ? 2 : 0)
    // Each word, some that are not there, and addresses far beyond.
    let most: UInt64 = model.addressWidth == 64 ? .max : (1 << UInt64(model.addressWidth)) - 1
    let near = model.words.keys.flatMap { [$0, $0, $0, $0 + UInt64(model.wordBytes)] }
    addresses = (near + [most, most / 2 + 1]).filter { $0 <= most }.sorted()
    aw = Channel(valid: dut.port(\.axi.awvalid), ready: dut.port(\.axi.awready))
    w = Channel(valid: dut.port(\.axi.wvalid), ready: dut.port(\.axi.wready))
    b = Channel(valid: dut.port(\.axi.bvalid), ready: dut.port(\.axi.bready))
    ar = Channel(valid: dut.port(\.axi.arvalid), ready: dut.port(\.axi.arready))
    r = Channel(valid: dut.port(\.axi.rvalid), ready: dut.port(\.axi.rready))
    dut.checkProtocol(of: dut.axi.writeAddresses)
    dut.checkProtocol(of: dut.axi.writeData)
    dut.checkProtocol(of: dut.axi.writeResponses)
    dut.checkProtocol(of: dut.axi.readAddresses)
    dut.checkProtocol(of: dut.axi.readData)
  }

  mutating func run(cycles: Int, draining: Int = 20) throws {
    for cycle in 0..<cycles + draining {
      let drains = cycle >= cycles
      if random.chance(0.02) { eagerness = [0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1 }
      if !drains, random.chance(0.002) { restart() }
      let driven = drive(drains: drains)
      try judge(cycle)
      before = (model, driven)
      note()
      dut.step()
    }
    try require([awTaken.count, wTaken.count, arTaken.count], [0, 0, 0], "\(place): requests without an answer")
  }

  /// A reset in the middle of everything.
  private mutating func restart() {
    for channel in [aw, w, ar] { channel.valid.value = 0 }
    (awTaken, wTaken, arTaken) = ([], [], [])
    (bWaits, rWaits, awOffered, wOffered, arOffered) = (false, false, false, false, false)
    model = reset
    before = (model, [:])
    dut.reset()
  }

  /// Sets the inputs of a cycle; what the hardware drives, by offset.
  private mutating func drive(drains: Bool) -> [UInt64: UInt64] {
    // A write has as many addresses as words: what is ahead waits while all drains.
    let (writesAhead, dataAhead) = (awTaken.count > wTaken.count, wTaken.count > awTaken.count)
    if !awOffered, drains ? dataAhead && !writesAhead : random.chance(eagerness) {
      awOffered = true
      dut.port(\.axi.awaddr).set(Bits(words: [address()], width: model.addressWidth))
    }
    if !wOffered, drains ? writesAhead : random.chance(eagerness) {
      wOffered = true
      dut.port(\.axi.wdata).set(Bits.random(width: 8 * model.wordBytes, using: &random))
      let strobes =
        random.chance(0.6) ? (1 << model.wordBytes) - 1 : Int.random(in: 0..<1 << model.wordBytes, using: &random)
      dut.port(\.axi.wstrb).value = strobes
    }
    if !arOffered, !drains, random.chance(eagerness) {
      arOffered = true
      dut.port(\.axi.araddr).set(Bits(words: [address()], width: model.addressWidth))
    }
    aw.valid.value = awOffered ? 1 : 0
    w.valid.value = wOffered ? 1 : 0
    ar.valid.value = arOffered ? 1 : 0
    b.ready.value = drains || random.chance(eagerness) ? 1 : 0
    r.ready.value = drains || random.chance(eagerness) ? 1 : 0
    var driven: [UInt64: UInt64] = [:]
    for line in model.inputs {
      // Sets are rare, so that software sees bits cleared.
      let isQuiet = model.words[line.offset]?.cleared ?? 0 != 0 && random.chance(0.8)
      let bits = isQuiet ? Bits(words: [0], width: line.width) : Bits.random(width: line.width, using: &random)
      dut.port(line.path).set(bits)
      driven[line.offset, default: 0] |= (bits.words.first ?? 0) << UInt64(line.low)
    }
    return driven
  }

  private mutating func address() -> UInt64 {
    let word = addresses.randomElement(using: &random) ?? 0
    // The lower bits mean nothing.
    return word | UInt64.random(in: 0..<UInt64(model.wordBytes), using: &random)
  }

  private mutating func judge(_ cycle: Int) throws {
    let place = "\(place), cycle \(cycle)"
    var write: (address: UInt64, data: UInt64, strobes: UInt64)?
    if b.valid.value == 1, !bWaits {
      guard !awTaken.isEmpty, !wTaken.isEmpty else {
        throw GoldenDifference(description: "\(place): an answer to no write")
      }
      let (data, strobes) = wTaken.removeFirst()
      let address = awTaken.removeFirst()
      write = (address, data, strobes)
      let expected = model.answer(toWriteOf: address, unmapped: answers.unmapped, readOnly: answers.readOnly)
      try require(dut.axi.bresp, expected, "\(place): the answer to a write of \(address)")
      writeCount += 1
      if expected != 0 { errorCount += 1 }
    }
    if dut.cycle > 0 { model.step(inputs: before.driven, write: write) }
    if r.valid.value == 1, !rWaits {
      guard !arTaken.isEmpty else { throw GoldenDifference(description: "\(place): an answer to no read") }
      let address = arTaken.removeFirst()
      let expected = before.model.read(address, inputs: before.driven, unmapped: answers.unmapped)
      try require(dut.axi.rresp, expected.response, "\(place): the answer to a read of \(address)")
      let data = dut.port(\.axi.rdata).bits.value.words.first ?? 0
      try require(data, expected.data, "\(place): the word read from \(address)")
      readCount += 1
      if expected.response != 0 { errorCount += 1 }
    }
    for line in model.outputs {
      let value = dut.port(line.path).bits.value.words.first ?? 0
      let expected = (model.words[line.offset]?.value ?? 0) >> UInt64(line.low) & line.mask
      try require(value, expected, "\(place): bits \(line.low) of \(line.offset)")
    }
  }

  /// What happens at the edge that comes.
  private mutating func note() {
    if aw.fires {
      awTaken.append(dut.port(\.axi.awaddr).bits.value.words.first ?? 0)
      awOffered = false
    }
    if w.fires {
      wTaken.append((dut.port(\.axi.wdata).bits.value.words.first ?? 0, UInt64(dut.axi.wstrb)))
      wOffered = false
    }
    if ar.fires {
      arTaken.append(dut.port(\.axi.araddr).bits.value.words.first ?? 0)
      arOffered = false
    }
    bWaits = b.valid.value == 1 && b.ready.value == 0
    rWaits = r.valid.value == 1 && r.ready.value == 0
  }
}
