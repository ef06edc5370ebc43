import Bitloom

/// The registers of a map behind AXI4-Lite.
///
/// A read or write in each cycle, both at once, and a latency of 1: the answer to a request that is taken at one edge is there
/// in the cycle behind it, and so are the values that a write changes. Address and data of a write come in any order. The
/// values read are those of the cycle in which the read is done: the one in which its address comes, unless the answer before
/// still waits. A read beside a write of the same register gives the value from before. No output depends on an input within
/// a cycle; the registers for it are those of a `backward` `StreamRegisterSlice` in each of the three request channels.
///
/// Bytes whose strobe is 0 stay as they are. Lower bits of addresses, which count bytes within a word, and `awprot` and
/// `arprot` are not looked at. A request without a register at its address is answered with SLVERR, and reads 0; so is a write
/// to a register in which software can write nothing. Both can be switched off, and are then answered with OKAY.
///
/// Registers: the fields; an address, a word with its strobes and three bits for the requests; the word read, two codes and
/// two bits for the answers. Reset: the reset values of the fields, no answers. Source: Arm IHI 0022, part B.
///
/// Resources of `RegisterFile(timer)`: 131 LUT4, 130 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle                  0   1   2   3
/// axi.awvalid            ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁
/// axi.wvalid             ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁
/// axi.wdata              ┃ 1 ┃ 0         ┃
/// axi.awready            ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// axi.bvalid             ▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// fields.control.enable  ▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// ```
/// ```swift
/// let registers = Instance("registers", RegisterFile(timer))
/// registers.axi <== io.sAXI
/// when(registers.fields.control.enable) { count <== count &+ 1 }
/// registers.fields.count.value <== count
/// ```
public struct RegisterFile: Module {
  public var map: RegisterMap
  /// Whether a request without a register at its address is answered with SLVERR.
  public var unmappedIsError: Bool
  /// Whether a write to a register in which nothing can be written is answered with SLVERR.
  public var readOnlyWriteIsError: Bool

  public init(_ map: RegisterMap, unmappedIsError: Bool = true, readOnlyWriteIsError: Bool = true) {
    self.map = map
    self.unmappedIsError = unmappedIsError
    self.readOnlyWriteIsError = readOnlyWriteIsError
  }

  public struct IO: Interface {
    @Flipped public var axi: AXILite
    public var fields: RegisterPorts
  }

  /// The shape of its connection.
  public var axiShape: AXILiteShape {
    let shape = AXILiteShape(addressWidth: map.addressWidth, dataWidth: map.dataWidth)
    return shape.problems.isEmpty ? shape : AXILiteShape()
  }

  public var ports: IO { IO(axi: AXILite(axiShape), fields: RegisterPorts(map)) }

  public var moduleName: String {
    let base = "\(map.nameComponent)_registers"
    switch (unmappedIsError, readOnlyWriteIsError) {
    case (true, true): return base
    case (false, true): return "\(base)_unmapped_okay"
    case (true, false): return "\(base)_read_only_okay"
    case (false, false): return "\(base)_all_okay"
    }
  }
  public var summary: String {
    map.description.isEmpty ? "Registers behind AXI4-Lite." : "Registers behind AXI4-Lite: \(map.description)"
  }
  public var parameterProblems: [String] { map.problems }

  public func build(_ io: IO) {
    let words = map.words.map { RegisterWord($0.entry.register, $0.element, ports: io.fields[$0.entry.name]) }
    for word in words { word.followHardware() }
    buildWrites(io.axi, words)
    buildReads(io.axi, words)
    for word in words { word.driveOutputs() }
  }

  /// The number of the word, in bytes of a word, of each register.
  private var wordNumbers: [Int] { map.words.map { $0.offset / map.wordBytes } }
  private var byteBits: Int { map.dataWidth == 64 ? 3 : 2 }

  private func buildWrites(_ axi: AXILite, _ words: [RegisterWord]) {
    let address = requests("write_address", axi.writeAddresses)
    let data = Instance(
      "write_data", StreamRegisterSlice(payload: axiShape.writeData, kind: .backward), inlined: true)
    let isAnswered = register("write_is_answered", .bit, reset: 0)
    let answer = register("write_answer", .unsigned(2), reset: 0)
    data.input <== axi.writeData
    axi.bvalid <== isAnswered
    axi.bresp <== answer

    let arrives = (address.valid && data.output.valid).named("write_arrives")
    let writes = wire("writes", .bit)
    writes <== (arrives && (!isAnswered || axi.bready))
    address.ready <== writes
    data.output.ready <== writes
    when(axi.bready) { isAnswered <== 0 }
    when(writes) {
      isAnswered <== 1
      answer <== response(isError: unmappedIsError)
      for (number, word) in zip(wordNumbers, words) {
        when(address.payload == number) {
          answer <== response(isError: readOnlyWriteIsError && !word.register.isWritten)
          word.write(data.output.payload)
        }
      }
    }
  }

  private func buildReads(_ axi: AXILite, _ words: [RegisterWord]) {
    let address = requests("read_address", axi.readAddresses)
    let isAnswered = register("read_is_answered", .bit, reset: 0)
    let answer = register("read_answer", .unsigned(2), reset: 0)
    let data = register("read_word", .unsigned(map.dataWidth), reset: 0)
    axi.rvalid <== isAnswered
    axi.rresp <== answer
    axi.rdata <== data

    let reads = wire("reads", .bit)
    reads <== (address.valid && (!isAnswered || axi.rready))
    address.ready <== reads
    when(axi.rready) { isAnswered <== 0 }
    when(reads) {
      isAnswered <== 1
      answer <== response(isError: unmappedIsError)
      data <== 0
      for (number, word) in zip(wordNumbers, words) {
        when(address.payload == number) {
          answer <== response(isError: false)
          data <== word.value(width: map.dataWidth)
        }
      }
    }
  }

  /// The numbers of the words that are asked for, held where the answer has to wait.
  private func requests(_ name: String, _ channel: Stream<AXILiteAddress>) -> Stream<Signal> {
    let high = axiShape.addressWidth - 1
    let number = SignalType.unsigned(axiShape.addressWidth - byteBits)
    let slice = Instance(name, StreamRegisterSlice(payload: number, kind: .backward), inlined: true)
    slice.input.payload <== channel.payload.address[high...byteBits]
    slice.input.valid <== channel.valid
    channel.ready <== slice.input.ready
    return slice.output
  }

  private func response(isError: Bool) -> Int {
    (isError ? AXIResponse.subordinateError : AXIResponse.okay).rawValue
  }
}
