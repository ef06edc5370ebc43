import Arithmetic
import Bitloom
import Cosimulation
import FPGAFlow
import Testing

@testable import Components

/// The part of the library's proofs that takes seconds; `make prove` proves all of them.
@Suite(
  .enabled(if: ToolInventory().reasonToSkip(withoutTools: ["yosys", "z3"]) == nil, "Yosys or z3 is not installed"))
struct LibraryProofTests {
  static let all: [Proof] = arithmeticProofs + componentProofs
  static let quick = [
    "adder/ripple/13", "adder/brentKung/8", "adder/sklansky/16", "adder/koggeStone/8", "adder/sklansky/signed",
    "compressor/8", "compressor/64", "heap/gates/3x3", "heap/fpga/3x3", "recoder/unsigned/8", "recoder/signed/8",
    "recoder/signed/11", "count/8", "rotation/5by3", "rotation/8by5", "sorting/4x4", "multiplier/unsigned/4",
    "multiplier/signed/4", "square-root/7", "slice/forward", "slice/backward", "fifo/distributed/1",
    "fifo/distributed/3", "fifo/block/1", "fifo/block/4", "fifo/block/5", "fork/2", "join",
    "demultiplexer/3", "arbiter/roundRobin/2", "arbiter/fixedPriority/2", "width/2to3",
    "lfsr/galois/16by8", "lfsr/fibonacci/7by3", "crc/crc16_x25/2x8", "crc-residue/crc32", "crc-frames/1",
  ]

  @Test(arguments: quick)
  func aClaimOfTheLibraryHolds(_ name: String) throws {
    let proof = try #require(Self.all.first { $0.name == name })
    let result = try Prover().prove(proof)
    #expect(result.isProven, "\(result)")
  }

  /// A beat that is claimed to leave later than it does, and a sum that is claimed to be another.
  @Test func wrongClaimsAreNotProven() throws {
    for storage in [MemoryStorage.distributed, .block] {
      let fifo = StreamFifo(payload: SignalType.unsigned(4), depth: 3, storage: storage)
      let claim = Proof("wrong", "a beat leaves late", FifoClaim(fifo: fifo, mistake: 1), by: .induction(6))
      #expect(try !Prover().prove(claim).isProven)
    }
  }

  @Test func everyClaimHasANameOfItsOwnAndCanBeElaborated() throws {
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    for proof in Self.all { _ = try proof.design() }
  }
}
