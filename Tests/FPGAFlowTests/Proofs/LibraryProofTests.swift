import Accelerators
import Arithmetic
import Bitloom
import Cosimulation
import FPGAFlow
import Foundation
import Testing

@testable import Components

/// The part of the library's proofs that takes seconds; `make prove` proves all of them.
@Suite(
  .enabled(if: ToolInventory().reasonToSkip(withoutTools: ["yosys", "z3"]) == nil, "Yosys or z3 is not installed"))
struct LibraryProofTests {
  static let all: [Proof] = arithmeticProofs + componentProofs + bitWeightProofs
  static let quick = [
    "adder/ripple/13", "adder/brentKung/8", "adder/sklansky/16", "adder/koggeStone/8", "adder/sklansky/signed",
    "compressor/8", "compressor/64", "heap/gates/3x3", "heap/fpga/3x3", "recoder/unsigned/8", "recoder/signed/8",
    "recoder/signed/11", "count/8", "rotation/5by3", "rotation/8by5", "sorting/4x4", "multiplier/unsigned/4",
    "multiplier/signed/4", "square-root/7", "slice/forward", "slice/backward", "fifo/distributed/1",
    "fifo/distributed/3", "fifo/block/1", "fifo/block/4", "fifo/block/5", "fork/2", "join",
    "demultiplexer/3", "arbiter/roundRobin/2", "arbiter/fixedPriority/2", "width/2to3", "map-and-filter",
    "arbiter/roundRobin/frames/2", "frame-width/1to3", "frame-width/4to2", "asynchronous-fifo/4",
    "crossing/fifo/2", "crossing/handshake", "register-file/single", "register-file/various",
    "lfsr/galois/16by8", "lfsr/fibonacci/7by3", "crc/crc16_x25/2x8", "crc-residue/crc32", "crc-frames/1",
    "digits/ent/8", "digits/naf/8", "digit-row/8", "opt1-step/booth/3in8", "digit-step/1x8in12", "sparse-encoder/4",
  ]

  @Test(arguments: quick)
  func aClaimOfTheLibraryHolds(_ name: String) throws {
    let proof = try #require(Self.all.first { $0.name == name })
    let result = try Prover().prove(proof)
    #expect(result.isProven && result.idleAssertions.isEmpty, "\(result)")
  }

  @Test func thePageListsAllClaims() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Docs/Proofs.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let rows = text.matches(of: #/(?m)^\| (\S+) \| ((?:all cases|bounded|induction)[ 0-9]*) \| [0-9.*]+ \|$/#)
    let listed = rows.map { "\($0.1) by \($0.2)" }
    let claimed = Self.all.map { proof in
      switch proof.method {
      case .cases: "\(proof.name) by all cases"
      case .bounded(let cycles): "\(proof.name) by bounded \(cycles)"
      case .induction(let cycles): "\(proof.name) by induction \(cycles)"
      }
    }
    #expect(Set(listed) == Set(claimed))
    #expect(listed.count == claimed.count)
  }

  @Test func everyClaimHasANameOfItsOwnAndCanBeElaborated() throws {
    #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    for proof in Self.all { _ = try proof.design() }
  }
}
