import Bitloom
import Components
import Testbench
import Testing

@Suite struct RegisterFileTests {
  @Test(arguments: [311, 312] as [UInt64])
  func randomTrafficOnEveryEngine(_ seed: UInt64) throws {
    try check(RegisterFile(.timer), .timer, everyEngine(), cycles: 1500, seed: seed)
    try check(RegisterFile(.wide), .wide, everyEngine(), cycles: 1000, seed: seed)
  }

  @Test(arguments: [313, 314, 315, 316] as [UInt64])
  func longRandomTraffic(_ seed: UInt64) throws {
    let native = Lockstep([.native])
    try check(RegisterFile(.timer, unmappedIsError: false), .timer, native, cycles: 5000, seed: seed)
    try check(RegisterFile(.timer, readOnlyWriteIsError: false), .timer, native, cycles: 5000, seed: seed)
    let quiet = RegisterFile(.wide, unmappedIsError: false, readOnlyWriteIsError: false)
    try check(quiet, .wide, native, cycles: 5000, seed: seed)
    try check(RegisterFile(.single), .single, native, cycles: 2000, seed: seed)
  }

  /// Maps that nobody has thought of; on all engines, and before all tools, a few of them.
  @Test(arguments: 320..<360 as Range<UInt64>)
  func randomMaps(_ seed: UInt64) throws {
    let random = RandomRegisterMap(seed: seed, dataWidth: seed % 3 == 0 ? 64 : 32)
    #expect(random.map.problems == [])
    let file = RegisterFile(random.map, unmappedIsError: seed % 2 == 0, readOnlyWriteIsError: seed % 4 < 2)
    let isChosen = seed % 8 == 0
    try simulate(file, on: isChosen ? everyEngine() : Lockstep([.native])) { dut in
      var traffic = RegisterTraffic(dut, file, random.model, seed: seed)
      try traffic.run(cycles: 1000)
      #expect(traffic.writeCount > 100 && traffic.readCount > 100)
    }
    guard isChosen else { return }
    let complaints = try lint(file)
    #expect(complaints == "")
    let files = try [
      "header.h": random.map.cHeader(), "main.c": "#include \"header.h\"\nint main(void) { return 0; }\n",
    ]
    try ToolRun.with(files) { run in
      let command = ["cc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-Wconversion", "-fsyntax-only", "main.c"]
      let (status, text) = try run(["timeout", "60"] + command)
      #expect(status == 0 && text == "", "\(text)")
    }
  }

  private func check(
    _ file: RegisterFile, _ model: RegisterModel, _ lockstep: Lockstep, cycles: Int, seed: UInt64
  ) throws {
    try simulate(file, on: lockstep) { dut in
      var traffic = RegisterTraffic(dut, file, model, seed: seed)
      try traffic.run(cycles: cycles)
      #expect(traffic.writeCount > cycles / 6 && traffic.readCount > cycles / 6)
      if file.unmappedIsError || file.readOnlyWriteIsError {
        #expect(traffic.errorCount > cycles / 40)
      } else {
        #expect(traffic.errorCount == 0)
      }
    }
  }

  /// A hundred writes and a hundred reads beside them, one of each in every cycle, each answered in the next one.
  @Test func aReadAndAWriteInEachCycle() throws {
    func check(_ dut: Testbench<RegisterFile>) throws {
      (dut.axi.bready, dut.axi.rready, dut.axi.wstrb) = (1, 1, 15)
      for cycle in 0...100 {
        let isLast = cycle == 100
        (dut.axi.awvalid, dut.axi.wvalid, dut.axi.arvalid) = isLast ? (0, 0, 0) : (1, 1, 1)
        (dut.axi.awaddr, dut.axi.wdata, dut.axi.araddr) = (4, cycle + 7, 4)
        #expect(dut.axi.awready == 1)
        #expect(dut.axi.wready == 1)
        #expect(dut.axi.arready == 1)
        let answers = cycle == 0 ? 0 : 1
        #expect(dut.axi.bvalid == answers)
        #expect(dut.axi.rvalid == answers)
        let limit: Int = dut.fields.limit[0].value
        if cycle > 0 { #expect(limit == cycle + 6) }
        // A read beside a write of the same register gives the value from before.
        let read: Int = dut.axi.rdata
        if cycle > 1 { #expect(read == cycle + 5) }
        dut.step()
      }
      let answersLeft = dut.axi.bvalid
      #expect(answersLeft == 0)
    }
    try simulate(RegisterFile(.timer)) { try check($0) }
  }

  /// No output for AXI changes with an input of AXI or of the hardware within a cycle.
  @Test func noPathFromInputsToOutputs() throws {
    try simulate(RegisterFile(.timer)) { dut in
      var random = SeededGenerator(seed: 5)
      let inputs = [
        dut.port(\.axi.awaddr), dut.port(\.axi.awvalid), dut.port(\.axi.wvalid), dut.port(\.axi.wdata),
        dut.port(\.axi.wstrb), dut.port(\.axi.bready), dut.port(\.axi.araddr), dut.port(\.axi.arvalid),
        dut.port(\.axi.rready), dut.port(\.fields.count.value), dut.port(\.fields.events.expiredSet),
      ]
      let outputs = [
        dut.port(\.axi.awready), dut.port(\.axi.wready), dut.port(\.axi.bvalid), dut.port(\.axi.bresp),
        dut.port(\.axi.arready), dut.port(\.axi.rvalid), dut.port(\.axi.rdata), dut.port(\.axi.rresp),
        dut.port(\.fields.control.clear), dut.port(\.fields.events.expired),
      ]
      for _ in 0..<300 {
        let seen = outputs.map(\.value)
        for _ in 0..<8 {
          for input in inputs { input.set(Bits.random(width: input.type.width, using: &random)) }
          #expect(outputs.map(\.value) == seen)
        }
        dut.step()
      }
    }
  }

  /// Address first, data first, both at once: the answer comes one cycle after the later of them.
  @Test(arguments: [-3, -1, 0, 1, 3])
  func addressAndDataComeInAnyOrder(_ lead: Int) throws {
    try simulate(RegisterFile(.timer), on: everyEngine()) { dut in
      (dut.axi.awaddr, dut.axi.wdata, dut.axi.wstrb, dut.axi.bready) = (4, 0xdead_beef, 0b0110, 1)
      for cycle in 0..<8 {
        dut.axi.awvalid = cycle == max(lead, 0) ? 1 : 0
        dut.axi.wvalid = cycle == max(-lead, 0) ? 1 : 0
        let isAnswered = cycle == abs(lead) + 1
        let limit = cycle > abs(lead) ? 0xffad_beff : 0xffff_ffff
        #expect(dut.axi.bvalid == (isAnswered ? 1 : 0), "cycle \(cycle)")
        #expect(dut.fields.limit[0].value == limit, "cycle \(cycle)")
        dut.step()
      }
    }
  }

  /// A bit that the hardware sets in the cycle in which software clears it stays set.
  @Test func settingWinsOverClearing() throws {
    func check(_ dut: Testbench<RegisterFile>) throws {
      #expect(dut.fields.events.expired == 2)
      (dut.axi.awaddr, dut.axi.awvalid, dut.axi.wvalid, dut.axi.bready) = (0x24, 1, 1, 1)
      (dut.axi.wdata, dut.axi.wstrb) = (0xffff_ffff, 15)
      dut.fields.events.expiredSet = 0b1010
      dut.step()
      #expect(dut.fields.events.expired == 0b1010)
      dut.fields.events.expiredSet = 0
      dut.step()
      #expect(dut.fields.events.expired == 0)
    }
    try simulate(RegisterFile(.timer), on: everyEngine()) { try check($0) }
  }

  @Test func portsAreCalledAsTheRegisters() throws {
    let names = try elaborate(RegisterFile(.timer)).top.ports.map(\.name)
    #expect(names.prefix(3) == ["axi_awaddr", "axi_awprot", "axi_awvalid"])
    let fields = names.filter { $0.hasPrefix("fields") }
    #expect(
      fields == [
        "fields_control_enable", "fields_control_mode", "fields_control_prescale", "fields_control_clear",
        "fields_limit_0_value", "fields_limit_1_value", "fields_count_value", "fields_events_expired",
        "fields_events_expired_set", "fields_events_is_running", "fields_key_value",
      ])
  }

  @Test func aWriteIsReadable() throws {
    let text = try #require(elaborate(RegisterFile(.timer)).verilog().last).text
    let write = """
              if (write_address_output_payload == 10'd9) begin
                write_answer <= 2'd0;
                if (write_data_output_payload_strobes[0]) begin
                  events_expired_q[1:0] <= events_expired_kept | fields_events_expired_set[1:0];
                end
      """
    #expect(text.contains(write), "\(text)")
  }

  @Test func namesOfRegistersMayBeThoseOfTheModule() throws {
    let names = ["write_address", "write_data", "read", "axi", "fields", "writes"]
    let fields = [("spare", 0), ("output_payload", 1), ("address", 2), ("answer", 3), ("is_answered", 4), ("word", 5)]
    let registers = names.map { name in
      Register(name, fields: fields.map { RegisterField($0.0, bit: $0.1, .readWrite) })
    }
    #expect(try lint(RegisterFile(RegisterMap("names", registers: registers))) == "")
  }

  @Test func aThousandRegisters() throws {
    let registers = (0..<500).map { number in
      Register("r\(number)", fields: (0..<4).map { RegisterField("f\($0)", bit: $0, .readWrite) })
    }
    let map = RegisterMap("large", addressWidth: 16, registers: registers + [Register("a", count: 500, .readOnly)])
    let design = try elaborate(RegisterFile(map))
    // Those of AXI, four fields of 500 registers, and the elements of the array.
    #expect(design.top.ports.count == 2519)
  }

  @Test func toolsAreSilent() throws {
    #expect(try lint(RegisterFile(.timer)) == "")
    #expect(try lint(RegisterFile(.wide, unmappedIsError: false)) == "")
    #expect(try lint(RegisterFile(.single, unmappedIsError: false, readOnlyWriteIsError: false)) == "")
    let complaints = try lint(Timer())
    #expect(complaints == "")
  }

  @Test func theTimerOfThePageCounts() throws {
    func check(_ dut: Testbench<Timer>) throws {
      try dut.write(0x4, 30)
      try dut.write(0x0, 1)
      dut.step(40)
      #expect(dut.irq == 1)
      #expect(try dut.read(0xc) == 1)
      try dut.write(0xc, 1)
      #expect(dut.irq == 0)
      try dut.write(0x0, 0x100)
      #expect(try dut.read(0x0) == 0)
      #expect(try dut.read(0x8) == 0)
      #expect(try dut.read(0x10) == 0x10000)
    }
    try simulate(Timer(), on: everyEngine()) { try check($0) }
  }
}

extension Testbench<Timer> {
  /// Writes a word, and waits for the answer.
  fileprivate func write(_ address: Int, _ data: Int) throws {
    let axi = self.sAXI
    (axi.awaddr, axi.wdata, axi.wstrb) = (address, data, 15)
    (axi.awvalid, axi.wvalid, axi.bready) = (1, 1, 1)
    step()
    (axi.awvalid, axi.wvalid) = (0, 0)
    try require([axi.bvalid, axi.bresp], [1, 0], "the answer to a write of \(address)")
    step()
  }

  fileprivate func read(_ address: Int) throws -> Int {
    let axi = self.sAXI
    (axi.araddr, axi.arvalid, axi.rready) = (address, 1, 1)
    step()
    axi.arvalid = 0
    try require([axi.rvalid, axi.rresp], [1, 0], "the answer to a read of \(address)")
    defer { step() }
    return axi.rdata
  }
}
