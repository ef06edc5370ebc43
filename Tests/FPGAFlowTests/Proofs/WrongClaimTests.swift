import Arithmetic
import Bitloom
import Cosimulation
import FPGAFlow
import Testing

@testable import Components

/// A claim that nothing contradicts says nothing: each of the library's is shown to be told wrong of hardware that is.
@Suite(
  .enabled(if: ToolInventory().reasonToSkip(withoutTools: ["yosys", "z3"]) == nil, "Yosys or z3 is not installed"))
struct WrongClaimTests {
  /// A claim of the library, and what is done to its hardware.
  struct Case: Sendable, CustomTestStringConvertible {
    var claim: String
    var fault: Fault
    /// In how many cycles it is seen; nil for all values of the inputs.
    var cycles: Int?

    init(_ claim: String, _ module: String, _ kind: Fault.Kind, cycles: Int? = nil) {
      (self.claim, self.cycles) = (claim, cycles)
      fault = Fault(module: module, kind: kind)
    }

    /// The first part of the claim's name.
    var kind: Substring { claim.prefix { $0 != "/" } }

    var testDescription: String { "\(claim), \(fault)" }
  }

  static let cases: [Case] = chosen + others

  /// The first claim of each kind that is not among those chosen.
  private static let others: [Case] = {
    var kinds = Set(chosen.map(\.kind))
    return LibraryProofTests.all.compactMap { proof in
      let cycles = proof.method == .cases ? nil : max(proof.method.cycles, 8)
      let wrong = Case(proof.name, "", .exchanged(.xor, for: .or), cycles: cycles)
      return kinds.insert(wrong.kind).inserted ? wrong : nil
    }
  }()

  private static let chosen: [Case] = [
    Case("adder/brentKung/8", "adder_claim", .exchanged(.and, for: .or)),
    Case("compressor/8", "carry_save_claim", .exchanged(.and, for: .or)),
    Case("heap/gates/3x3", "heap_claim", .exchanged(.and, for: .or)),
    Case("recoder/signed/8", "recoder_claim", .exchanged(.and, for: .or)),
    Case("count/8", "counting_claim", .exchanged(.and, for: .or)),
    Case("rotation/8by5", "rotation_claim", .exchanged(.or, for: .and)),
    Case("sorting/4x4", "sorting_network", .exchanged(.less, for: .greater)),
    Case("multiplier/unsigned/4", "multiplier", .exchanged(.and, for: .or)),
    Case("accumulator/binary", "multiply_accumulator", .stuck("clear_held", at: false), cycles: 4),
    Case("divider/4", "divider", .stuck("is_by_zero", at: true), cycles: 8),
    Case("square-root/6", "square_root", .stuck("remainder", at: false), cycles: 8),
    Case("slice/full", "stream_register_slice", .stuck("spare_valid", at: false), cycles: 5),
    Case("slice/forward", "stream_register_slice", .stuck("input_ready", at: true), cycles: 4),
    Case("slice/backward", "stream_register_slice", .stuck("spare", at: true), cycles: 4),
    Case("credits/2", "stream_credit_sender", .stuck("available", at: true), cycles: 10),
    Case("fifo/distributed/3", "fifo_claim", .stuck("write_pointer", at: false), cycles: 8),
    Case("fifo/block/3", "fifo_claim", .stuck("is_fetched", at: true), cycles: 8),
    Case("fork/2", "stream_fork", .stuck("taken", at: false), cycles: 4),
    Case("map-and-filter", "map_claim", .stuck("odd_passes", at: true), cycles: 4),
    Case("join", "stream_join", .stuck("second_ready", at: true), cycles: 4),
    Case("demultiplexer/3", "stream_demultiplexer", .stuck("outputs_1_valid", at: false), cycles: 4),
    Case("arbiter/roundRobin/2", "stream_arbiter", .stuck("turn", at: false), cycles: 6),
    Case("arbiter/fixedPriority/2", "stream_arbiter", .stuck("is_held", at: false), cycles: 4),
    Case("arbiter/roundRobin/frames/2", "stream_arbiter", .stuck("is_held", at: false), cycles: 6),
    Case("width/2to3", "stream_width_converter", .stuck("input_ready", at: true), cycles: 8),
    Case("frame-width/1to3", "frame_width_converter", .stuck("last", at: false), cycles: 6),
    Case("frame-width/4to2", "frame_width_converter", .stuck("is_final", at: true), cycles: 6),
    Case("asynchronous-fifo/4", "asynchronous_fifo_claim", .exchanged(.xor, for: .or), cycles: 8),
    Case("crossing/fifo/2", "asynchronous_fifo", .stuck("input_ready", at: true), cycles: 12),
    Case("crossing/handshake", "handshake_synchroniser", .stuck("input_ready", at: true), cycles: 12),
    Case("digits/booth/4", "", .exchanged(.xor, for: .or)),
    Case("sparse-encoder/4", "sparse_encoder", .stuck("rest", at: false), cycles: 8),
    Case("register-file/single", "single_registers", .stuck("write_is_answered", at: false), cycles: 6),
  ]

  @Test(arguments: cases)
  func aFaultIsTold(_ wrong: Case) throws {
    let right = try #require(LibraryProofTests.all.first { $0.name == wrong.claim })
    let proof = Proof(right, by: wrong.cycles.map { .bounded($0) }) { try wrong.fault.applied(to: $0) }
    try expectRefuted(proof)
  }

  /// What is claimed too much.
  @Test func exaggerationsAreTold() throws {
    func expectWrong(_ claim: some Module, _ cycles: Int) throws {
      try expectRefuted(Proof("wrong", "too much", claim, by: .bounded(cycles)))
    }
    try expectWrong(PipeClaim(pipe: .slice(.full), capacity: 1), 4)
    try expectWrong(PipeClaim(pipe: .credits(3), capacity: 2), 8)
    try expectWrong(CrossingClaim(crossing: .fifo(depth: 2), capacity: 2), 12)
    try expectWrong(CrossingClaim(crossing: .handshake, capacity: 1), 12)
    try expectWrong(FrameArbiterClaim(inputs: 2, policy: .roundRobin, holdsFrames: false), 4)
    let map = RegisterMap("single", addressWidth: 3, registers: [Register("word", .readWrite, width: 1)])
    try expectWrong(RegisterFileClaim(map: map, answersHeld: 2), 6)
    for storage in [MemoryStorage.distributed, .block] {
      let fifo = StreamFifo(payload: SignalType.unsigned(4), depth: 3, storage: storage)
      try expectWrong(FifoClaim(fifo: fifo, mistake: 1), 6)
    }
  }

  /// The solver finds a run, and the native simulator says of it what the solver does.
  private func expectRefuted(_ proof: Proof) throws {
    let result = try Prover().prove(proof)
    guard case .refuted(let example) = result.outcome else {
      Issue.record("\(result)")
      return
    }
    #expect(!example.violations.isEmpty, "\(result)")
  }
}
