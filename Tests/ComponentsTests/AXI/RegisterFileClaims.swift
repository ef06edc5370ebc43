import Bitloom
import Components

/// A register file with what AXI asks of it as assertions: answers stay until they are taken, and there are never more of them
/// than requests.
struct RegisterFileClaims: Module {
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
  var moduleName: String { "\(map.name)_claims_\(answersHeld)" }

  func build(_ io: IO) {
    let file = Instance("file", RegisterFile(map))
    file.axi <== io.axi
    // The fields flow as they are marked in the bundle.
    io.fields <== file.fields
    claimSteadiness("write_answer", file.axi.bvalid, file.axi.bready, file.axi.bresp)
    claimSteadiness("read_word", file.axi.rvalid, file.axi.rready, cat(file.axi.rdata, file.axi.rresp))
    claimCount("writes", file.axi.awvalid && file.axi.awready, file.axi.awready, file.axi.bvalid, file.axi.bready)
    claimCount("words", file.axi.wvalid && file.axi.wready, file.axi.wready, file.axi.bvalid, file.axi.bready)
    claimCount("reads", file.axi.arvalid && file.axi.arready, file.axi.arready, file.axi.rvalid, file.axi.rready)
  }

  /// What is offered and not taken is offered in the next cycle too.
  private func claimSteadiness(_ name: String, _ valid: Signal, _ ready: Signal, _ payload: Signal) {
    let waits = (valid && !ready).registered("\(name)_waits", reset: 0)
    let before = payload.registered("\(name)_before")
    assert(!waits || (valid && payload == before), named: "\(name)_is_steady")
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
