import TensorNests
import Testing

/// The texts of named nests, each derived from the multiply-accumulate unit.
@Suite struct NestTextTests {
  @Test func mac() throws {
    let nest = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
    #expect(
      nest.description == """
        8-bit operands, binary digits, 32-bit output
        for m in M: temporal
          for n in N: temporal
            for k in K: temporal
              encode A[m, k]
              for bw in 8: spatial
                map digit * B[k, n]
                shift by bw
              half-reduce over bw
              add
              accumulate over k -> C[m, n]
        """)
  }

  @Test func boothMAC() throws {
    let nest = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
      .recoded(as: .booth)
      .foldingAccumulator()
    #expect(try nest == .boothMAC(operandWidth: 8, accumulatorWidth: 32))
    #expect(
      nest.description == """
        8-bit operands, Booth digits, 32-bit output
        for m in M: temporal
          for n in N: temporal
            for k in K: temporal
              encode A[m, k]
              for bw in 4: spatial
                map digit * B[k, n]
                shift by 2 bw
              half-reduce over bw
              accumulate over k in the compressor
              add -> C[m, n]
        """)
  }

  @Test func opt1() throws {
    let nest = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
      .recoded(as: .booth)
      .foldingAccumulator()
      .hoistingAddition()
    #expect(try nest == .opt1(operandWidth: 8, accumulatorWidth: 32))
    #expect(
      nest.description == """
        8-bit operands, Booth digits, 32-bit output
        for m in M: temporal
          for n in N: temporal
            for k in K: temporal
              encode A[m, k]
              for bw in 4: spatial
                map digit * B[k, n]
                shift by 2 bw
              half-reduce over bw
              accumulate over k in (S, C)
            add -> C[m, n]
        """)
  }

  @Test func opt2() throws {
    let nest = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
      .recoded(as: .booth)
      .foldingAccumulator()
      .hoistingAddition()
      .unrollingK(by: 16)
      .swappingBitWeightAndK()
    #expect(try nest == .opt2(tile: 16, operandWidth: 8, accumulatorWidth: 32))
    #expect(
      nest.description == """
        8-bit operands, Booth digits, 32-bit output
        for m in M: temporal
          for n in N: temporal
            for k in K by 16: temporal
              encode A[m, k ..< k+16]
              for bw in 4: spatial
                for k in 16: spatial
                  map digit * B[k, n]
                half-reduce over k in 14 bits
                shift by 2 bw
              half-reduce over bw
              accumulate over k in (S, C)
            add -> C[m, n]
        """)
  }

  @Test func opt3() throws {
    let nest = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32)
      .recoded(as: .ent)
      .foldingAccumulator()
      .hoistingAddition()
      .swappingBitWeightAndK()
      .sequencingBitWeights()
      .resolvingPasses()
      .narrowingPasses(to: 26)
      .skippingZeroDigits(among: 4)
    #expect(try nest == .opt3(operandWidth: 8, accumulatorWidth: 32, passWidth: 26))
    #expect(
      nest.description == """
        8-bit operands, EN-T digits, 32-bit output, passes of 26 bits
        for m in M: temporal
          for n in N: temporal
            for bw in 4: temporal
              for k in K by 4: temporal
                encode A[m, k ..< k+4], digit bw
                for k in 4: temporal, zero digits skipped, a cycle at least
                  map digit * B[k, n]
                  accumulate over k in (S, C)
              add
              shift by 2 bw
              accumulate over bw -> C[m, n]
        """)
  }

  @Test func opt4c() throws {
    let opt3 = try TensorLoopNest.opt3(operandWidth: 8, accumulatorWidth: 32, zeroGroups: .takeNone)
    let nest = try opt3.sharingEncoder(columns: 32)
    #expect(try nest == .opt4c(columns: 32, operandWidth: 8, accumulatorWidth: 32, zeroGroups: .takeNone))
    #expect(
      nest.description == """
        8-bit operands, EN-T digits, 32-bit output
        for m in M: temporal
          for n in N by 32: temporal
            for bw in 4: temporal
              for k in K by 4: temporal
                encode A[m, k ..< k+4], digit bw
                for k in 4: temporal, zero digits skipped
                  for n in 32: spatial
                    map digit * B[k, n]
                    accumulate over k in (S, C)
              for n in 32: spatial
                add
                shift by 2 bw
                accumulate over bw -> C[m, n]
        """)
  }

  @Test func opt4e() throws {
    let opt3 = try TensorLoopNest.opt3(operandWidth: 8, accumulatorWidth: 32)
    let nest = try opt3.sharingEncoder(columns: 32).unrollingK(by: 4)
    #expect(try nest == .opt4e(lanes: 4, columns: 32, operandWidth: 8, accumulatorWidth: 32))
    #expect(try nest == opt3.unrollingK(by: 4).sharingEncoder(columns: 32))
    #expect(
      nest.description == """
        8-bit operands, EN-T digits, 32-bit output
        for m in M: temporal
          for n in N by 32: temporal
            for bw in 4: temporal
              for k in K by 16: temporal
                encode A[m, k ..< k+16], digit bw
                for k in 4: temporal, zero digits skipped, a cycle at least
                  for n in 32: spatial
                    for k in 4: spatial
                      map digit * B[k, n]
                    half-reduce over k
                    accumulate over k in (S, C)
              for n in 32: spatial
                add
                shift by 2 bw
                accumulate over bw -> C[m, n]
        """)
  }

  /// The bits themselves have twice the places of digits at radix 4.
  @Test func bitsHaveEightWeights() throws {
    let nest = try TensorLoopNest.opt2(tile: 16, operandWidth: 8, accumulatorWidth: 32).recoded(as: .binary)
    #expect(nest.description.contains("for bw in 8: spatial"))
    #expect(nest.description.contains("half-reduce over k in 13 bits"))
    #expect(nest.description.contains("shift by bw"))
    let recoded = try nest.recoded(as: .naf)
    #expect(recoded.description.contains("half-reduce over k in 14 bits"))
    #expect(try recoded == .opt2(encoding: .naf, tile: 16, operandWidth: 8, accumulatorWidth: 32))
  }
}
