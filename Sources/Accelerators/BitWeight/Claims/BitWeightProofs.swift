import Bitloom

/// What is proven of the bit-weight processing elements.
public let bitWeightProofs: [Proof] = digitProofs + stepProofs + encoderProofs

private typealias Encoder = BitWeightConfiguration.Encoder

private let digitProofs: [Proof] =
  Encoder.allCases.flatMap { encoder in
    (2...16).map { width in
      Proof(
        "digits/\(encoder)/\(width)", "the selections of an encoder are the number",
        DigitSelectClaim(encoder: encoder, operandWidth: width), by: .cases)
    }
  }
  + [2, 3, 5, 8, 16].map { width in
    Proof(
      "digit-row/\(width)", "a row and its last one are the digit times the number",
      DigitRowClaim(operandWidth: width), by: .cases)
  }

private let stepProofs: [Proof] =
  Encoder.allCases.flatMap { encoder in
    [(2, 8), (3, 8), (4, 10), (5, 12)].map { operandWidth, width in
      let element = CarrySaveAccumulator(encoder: encoder, operandWidth: operandWidth, accumulatorWidth: width)
      return Proof(
        "opt1-step/\(encoder)/\(operandWidth)in\(width)", "a step adds the product to the sum of the two numbers",
        CarrySaveStepClaim(element: element), by: .cases)
    }
  }
  + [(4, 12, 1), (8, 12, 1), (2, 8, 2), (3, 8, 2)].map { operandWidth, width, lanes in
    let element = DigitAccumulator(operandWidth: operandWidth, accumulatorWidth: width, lanes: lanes)
    return Proof(
      "digit-step/\(lanes)x\(operandWidth)in\(width)",
      "a step adds the selected multiples to the sum of the two numbers",
      DigitStepClaim(element: element), by: .cases)
  }

private let encoderProofs: [Proof] = [1, 2, 4, 5].map { group in
  Proof(
    "sparse-encoder/\(group)", "each digit that is not 0 comes once, in order, and 0 when there is none",
    SparseEncoderClaim(group: group), by: .bounded(8))
}
