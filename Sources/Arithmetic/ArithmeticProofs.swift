import Bitloom

/// What is proven of the arithmetic.
public let arithmeticProofs: [Proof] =
  adderProofs + heapProofs + recoderProofs + countingProofs + productProofs + divisionProofs + feedbackProofs
  + checkProofs

private let adderProofs: [Proof] = CarryNetwork.allCases.flatMap { network in
  [1, 2, 3, 8, 13, 16, 32, 64].map { width in
    let type = SignalType.unsigned(width)
    return Proof(
      "adder/\(network)/\(width)", "a prefix sum is the sum", AdderClaim(a: type, b: type, network: network), by: .cases
    )
  } + [
    Proof(
      "adder/\(network)/signed", "a prefix sum of a signed and an unsigned number is the sum",
      AdderClaim(a: .signed(9), b: .unsigned(13), network: network), by: .cases)
  ]
}

private let heapProofs: [Proof] =
  [1, 4, 8, 16, 32, 64].map { width in
    Proof(
      "compressor/\(width)", "the two numbers of 3:2 and 4:2 compressors are the sum of their operands",
      CarrySaveClaim(width: width, isSumCompared: width <= 8), by: .cases)
  }
  + HeapProfile.allCases.flatMap { profile in
    [(3, 3), (4, 4), (3, 6)].map { width, count in
      Proof(
        "heap/\(profile)/\(count)x\(width)", "a heap of numbers, differences and products with constants is their sum",
        HeapClaim(width: width, count: count, profile: profile), by: .cases)
    }
  }

private let recoderProofs: [Proof] = (2...16).flatMap { width in
  [SignalType.unsigned(width), .signed(width)].map { type in
    Proof(
      "recoder/\(type.isSigned ? "signed" : "unsigned")/\(width)",
      "the Booth, EN-T and non-adjacent digits are the number", RecoderClaim(type: type), by: .cases)
  }
}

private let countingProofs: [Proof] =
  [1, 2, 3, 5, 8, 16, 32, 64].map { width in
    Proof(
      "count/\(width)", "counts of ones and zeros, lowest and highest ones are what a walk from bit to bit finds",
      CountingClaim(width: width, countsOnes: width <= 16), by: .cases)
  }
  + [(1, 1), (5, 3), (8, 3), (8, 5), (13, 5), (32, 5)].map { width, amountWidth in
    Proof(
      "rotation/\(width)by\(amountWidth)", "a rotation is two shifts",
      RotationClaim(width: width, amountWidth: amountWidth), by: .cases)
  }
  + [(1, 16), (4, 4), (3, 7), (8, 4)].map { width, count in
    Proof(
      "sorting/\(count)x\(width)", "numbers come out in order, each as often as it went in",
      SortingClaim(element: .unsigned(width), count: count), by: .cases)
  }
  + [
    Proof(
      "sorting/signed", "signed numbers come out in order, each as often as it went in",
      SortingClaim(element: .signed(4), count: 5), by: .cases)
  ]

private let productProofs: [Proof] =
  [2, 3, 4, 5, 6, 7, 8].flatMap { width in
    [SignalType.unsigned(width), .signed(width)].map { a in
      Proof(
        "multiplier/\(a.isSigned ? "signed" : "unsigned")/\(width)", "the product is the operator's",
        MultiplierClaim(a: a, b: .signed(width)), by: .cases)
    }
  }
  + MultiplyAccumulator.Form.allCases.map { form in
    Proof(
      "accumulator/\(form.rawValue)", "the accumulator holds the sum of the products",
      AccumulatorClaim(operandWidth: 3, accumulatorWidth: 8, form: form), by: .bounded(5))
  }

private let divisionProofs: [Proof] = [
  Proof("divider/4", "quotient and remainder belong to the operands", DividerClaim(width: 4), by: .bounded(14)),
  Proof("divider/6", "quotient and remainder belong to the operands", DividerClaim(width: 6), by: .bounded(10)),
  Proof("square-root/6", "the root is the largest one", SquareRootClaim(width: 6), by: .bounded(12)),
  Proof("square-root/7", "the root is the largest one", SquareRootClaim(width: 7), by: .bounded(8)),
]

private let feedbackProofs: [Proof] = LFSR.Form.allCases.flatMap { form in
  [(4, 1), (7, 3), (16, 8), (16, 20), (32, 8), (64, 32)].map { width, bits in
    let register = LFSR(width: width, form: form, bitsPerCycle: bits, hasLoad: true, recoversFromZero: width == 7)
    return Proof(
      "lfsr/\(form)/\(width)by\(bits)", "several steps in a cycle are the same as one after the other",
      LFSRClaim(register: register), by: .induction(1))
  }
}

private let checkProofs: [Proof] = stepProofs + residueProofs + linkProofs

private let provenSteps: [(code: CyclicRedundancyCode, symbolWidth: Int, symbols: Int)] = [
  (.crc5USB, 11, 1), (.crc8SMBus, 8, 1), (.crc8SMBus, 8, 2), (.crc12UMTS, 4, 3), (.crc15CAN, 1, 1),
  (.crc16CCITTFalse, 8, 1), (.crc16X25, 8, 2), (.crc32, 8, 1), (.crc32, 8, 2), (.crc32BZIP2, 8, 1), (.crc64XZ, 8, 1),
]

private let stepProofs: [Proof] = provenSteps.map { code, symbolWidth, symbols in
  Proof(
    "crc/\(code.name)/\(symbols)x\(symbolWidth)", "symbols at once are the same as their bits one after the other",
    CRCStepClaim(code: code, symbolWidth: symbolWidth, symbolsPerCycle: symbols), by: .cases)
}

private let residueProofs: [Proof] = [CyclicRedundancyCode.crc5USB, .crc8AUTOSAR, .crc12UMTS, .crc16X25, .crc32].map {
  Proof("crc-residue/\($0.name)", "a message and its check leave the residue", ResidueClaim(code: $0), by: .cases)
}

private let linkProofs: [Proof] = [(1, 8), (2, 8), (3, 7)].map { lanes, cycles in
  Proof(
    "crc-frames/\(lanes)", "frames that are given a check come out intact, bytes in order",
    FrameLinkClaim(code: .crc8SMBus, lanes: lanes), by: .bounded(cycles))
}
