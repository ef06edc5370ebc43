import Bitloom

/// The sum of two signals, in the type that `a + b` has, with a carry into it.
///
/// Combinational: latency 0, a sum a cycle, no registers. Depth in two-input gates: 2, and 2 for each level of the network; `carryIn`
/// adds 2 to the path through bit 0.
///
/// Resources of the example with 16 bits: 39 LUT4 of an iCE40 (Yosys 0.23).
/// ```swift
/// io.sum <== prefixSum(io.a, io.b, carryIn: io.carry, network: .brentKung)
/// ```
/// - Parameters:
///   - carryIn: One bit, added to bit 0; none when not given.
///   - network: How carries are found.
public func prefixSum(
  _ a: Signal, _ b: Signal, carryIn: Signal? = nil, network: CarryNetwork = .sklansky
) -> Signal {
  if a.isSigned || b.isSigned {
    // With the sign once more the numbers are added as if they had none; what is carried out means nothing then.
    let width = 1 + max(a.width + (a.isSigned ? 0 : 1), b.width + (b.isSigned ? 0 : 1))
    let (a, b) = (a.extended(to: width).asUnsigned, b.extended(to: width).asUnsigned)
    return prefixSum(a, b, carryIn: carryIn, network: network).truncated(to: width).asSigned
  }
  let width = max(a.width, b.width)
  let (a, b) = (a.extended(to: width), b.extended(to: width))
  let propagate = a ^ b
  var generate = a & b
  if let carryIn {
    // The carry into bit 0 is as good as one that bit 0 generates.
    let first = generate[0] | (propagate[0] & carryIn)
    generate = width == 1 ? first : cat(generate[(width - 1)...1], first)
  }
  let carries = combine(generate, propagate, network)
  let low = carryIn ?? constant(0)
  return cat(carries, low) ^ propagate.extended(to: width + 1)
}

/// The carries out of all positions.
private func combine(_ generate: Signal, _ propagate: Signal, _ network: CarryNetwork) -> Signal {
  var generate = generate
  var propagate = propagate
  let levels = network.levels(width: generate.width)
  for (number, sources) in levels.enumerated() {
    let carried = gather(generate, sources, missing: 0)
    generate = generate | (propagate & carried)
    if number + 1 < levels.count { propagate = propagate & gather(propagate, sources, missing: 1) }
  }
  return generate
}

/// The bits of a signal at some positions, the least significant first; a constant where there is none.
private func gather(_ signal: Signal, _ positions: [Int?], missing: Int) -> Signal {
  var parts: [Signal] = []
  var start = 0
  while start < positions.count {
    var end = start + 1
    while end < positions.count, positions[end] == positions[start] { end += 1 }
    if let position = positions[start] {
      if end - start == 1 {
        // Positions that rise by one are a slice.
        while end < positions.count, positions[end] == position + end - start { end += 1 }
        let isShared = end < positions.count && positions[end] == positions[end - 1]
        if isShared && end - start > 1 { end -= 1 }
        parts.append(signal[(position + end - start - 1)...position])
      } else {
        parts.append(signal[position].repeated(end - start))
      }
    } else {
      parts.append(constant(missing).repeated(end - start))
    }
    start = end
  }
  return cat(parts.reversed())
}
