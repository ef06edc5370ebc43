import Bitloom

/// A register file does what AXI asks of it: answers stay until they are taken, and there is one for each request.
struct RegisterFileClaim: Module {
  var map: RegisterMap
  /// Number of answers that each side holds; more than it does is a claim that is not true.
  var answersHeld = 1

  struct IO: Interface {
    @Flipped var axi: AXILite
    var fields: RegisterPorts
  }
  var ports: IO {
    let file = RegisterFile(map).ports
    return IO(axi: file.axi, fields: file.fields)
  }
  var moduleName: String { "\(map.nameComponent)_claims_\(answersHeld)" }

  func build(_ io: IO) {
    let file = Instance("file", RegisterFile(map))
    file.axi <== io.axi
    // The fields flow as they are marked in the bundle.
    io.fields <== file.fields
    let axi = file.axi
    assertProtocol(of: axi.writeResponses, "write_answer")
    assertProtocol(of: axi.readData, "read_word")
    claimCount("writes", axi.awvalid && axi.awready, axi.awready, axi.bvalid, axi.bready)
    claimCount("words", axi.wvalid && axi.wready, axi.wready, axi.bvalid, axi.bready)
    claimCount("reads", axi.arvalid && axi.arready, axi.arready, axi.rvalid, axi.rready)
  }

  /// The requests that were taken and not answered are those that are held and the answer that waits.
  private func claimCount(_ name: String, _ takes: Signal, _ ready: Signal, _ valid: Signal, _ answerReady: Signal) {
    let count = register("\(name)_open", .unsigned(3), reset: 0)
    let answers = valid && answerReady
    when(takes && !answers) { count <== count &+ 1 }
    when(!takes && answers) { count <== count &- 1 }
    assert(count == mux(ready, 0, 1) + mux(valid, answersHeld, 0), named: "\(name)_are_answered_once")
  }
}

/// What is proven of the register file: of the smallest map, and of one with fields of all kinds.
let registerFileProofs: [Proof] = [
  RegisterMap("single", addressWidth: 3, registers: [Register("word", .readWrite, width: 1)]),
  RegisterMap(
    "various",
    registers: [
      Register(
        "control",
        fields: [
          RegisterField("enable", bit: 0, .readWrite), RegisterField("level", bits: 19...4, .readWrite, reset: 7),
          RegisterField("clear", bit: 31, .pulse),
        ]),
      Register("limit", count: 2, stride: 8, .readWrite, reset: 9), Register("count", .readOnly),
      Register("events", fields: [RegisterField("expired", bits: 9...6, .writeOneToClear)]),
      Register("version", .constant, reset: 3), Register("key", at: 0x40, .writeOnly, width: 12),
    ]),
].map { map in
  Proof(
    "register-file/\(map.name)", "answers stay until they are taken, one for each request",
    RegisterFileClaim(map: map), by: .induction(2))
}
