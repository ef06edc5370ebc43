import Bitloom

/// Control and status registers of 32 bits behind AXI4-Lite, at addresses that are multiples of 4: first the control registers,
/// then the status words.
///
/// Write address and data come in any order. Each side answers one cycle after it has all it needs, and holds one answer. Writes
/// to status words and all accesses beyond them get SLVERR and change nothing. Reset: all control registers 0.
struct RegisterBlock: Module {
  var controlCount = 4
  var statusCount = 2
  var addressWidth = 8

  struct IO: Interface {
    @Flipped var axi: AXI4Lite
    @Output var control: [Signal]
    @Input var status: [Signal]
  }
  var ports: IO {
    IO(
      axi: AXI4Lite(addressWidth: max(addressWidth, 1)), control: .unsigned(32, count: controlCount),
      status: .unsigned(32, count: statusCount))
  }
  var parameterProblems: [String] {
    let space = 1 << (min(max(addressWidth, 2), 62) - 2)
    let count = controlCount + statusCount
    if addressWidth < 3 { return ["addressWidth is \(addressWidth); it must be at least 3"] }
    if controlCount < 0 || statusCount < 0 || count < 1 { return ["there must be a register"] }
    return count <= space ? [] : ["\(count) registers do not fit an addressWidth of \(addressWidth)"]
  }

  func build(_ io: IO) {
    let control = register("control_words", .unsigned(32), count: controlCount, reset: 0)
    for (port, word) in zip(io.control, control) { port <== word }
    buildWrites(io.axi, control)
    buildReads(io.axi, control + io.status)
  }

  private func buildWrites(_ axi: AXI4Lite, _ control: [Signal]) {
    let address = register("write_address", .unsigned(addressWidth - 2), reset: 0)
    let data = register("write_data", .unsigned(32), reset: 0)
    let strobes = register("write_strobes", .unsigned(4), reset: 0)
    let hasAddress = register("has_write_address", .bit, reset: 0)
    let hasData = register("has_write_data", .bit, reset: 0)
    let answer = register("write_answer", .unsigned(2), reset: 0)
    let hasAnswer = register("has_write_answer", .bit, reset: 0)
    let writes = (hasAddress && hasData && (!hasAnswer || axi.bready)).named("writes")

    axi.awready <== !hasAddress || writes
    axi.wready <== !hasData || writes
    axi.bvalid <== hasAnswer
    axi.bresp <== answer
    when(axi.bready) { hasAnswer <== 0 }
    when(writes) {
      hasAddress <== 0
      hasData <== 0
      hasAnswer <== 1
      answer <== AXI4Lite.Response.slaveError.rawValue
      for (index, word) in control.enumerated() {
        when(address == index) {
          answer <== AXI4Lite.Response.okay.rawValue
          for lane in 0..<4 {
            let (low, high) = (8 * lane, 8 * lane + 7)
            when(strobes[lane]) { word[high...low] <== data[high...low] }
          }
        }
      }
    }
    when(axi.awvalid && axi.awready) {
      address <== axi.awaddr[(addressWidth - 1)...2]
      hasAddress <== 1
    }
    when(axi.wvalid && axi.wready) {
      data <== axi.wdata
      strobes <== axi.wstrb
      hasData <== 1
    }
  }

  private func buildReads(_ axi: AXI4Lite, _ words: [Signal]) {
    let data = register("read_data", .unsigned(32), reset: 0)
    let answer = register("read_answer", .unsigned(2), reset: 0)
    let hasAnswer = register("has_read_answer", .bit, reset: 0)

    axi.arready <== !hasAnswer || axi.rready
    axi.rvalid <== hasAnswer
    axi.rdata <== data
    axi.rresp <== answer
    when(axi.arready) {
      hasAnswer <== axi.arvalid
      data <== 0
      answer <== AXI4Lite.Response.slaveError.rawValue
      for (index, word) in words.enumerated() {
        when(axi.araddr[(addressWidth - 1)...2] == index) {
          data <== word
          answer <== AXI4Lite.Response.okay.rawValue
        }
      }
    }
  }
}
