import Bitloom

/// Bits that are each the sum of some other bits modulo 2: a matrix over GF(2) as gates.
///
/// What several sums have in common is made once, see `PairSharing`, and named by the bits that it adds up: `folded_3_17` is bit 3
/// and bit 17 of `folded`. The depth is that of the largest sum as a balanced tree.
struct ParitySums {
  /// One bit of one of the vectors that are summed.
  struct Input: Hashable {
    var vector: Int
    var bit: Int
  }

  /// The vectors whose bits are summed. Shared terms are named after them.
  var vectors: [(name: String, signal: Signal)]
  /// What each bit of the result adds up, those of all targets one after the other.
  var sums: [[Input]]
  /// The inputs that come first where pairs are equally frequent. Without them those of the first vector, from the lowest bit up.
  var leading: [Input] = []

  /// Drives some wires with the sums. Parts of long sums are named after them.
  func drive(_ targets: (name: String, signal: Signal)...) {
    var numbers: [Input: Int] = [:]
    var inputs: [Input] = []
    let all = vectors.enumerated().flatMap { vector, entry in
      (0..<entry.signal.width).map { Input(vector: vector, bit: $0) }
    }
    for input in leading + all where numbers[input] == nil {
      numbers[input] = inputs.count
      inputs.append(input)
    }
    let sharing = PairSharing(sums.map { $0.compactMap { numbers[$0] } }, inputCount: inputs.count)
    var terms = inputs.map { input in
      let vector = vectors[input.vector]
      let length = vector.name.count + (vector.signal.width > 1 ? 3 : 0)
      return SumTerm(signal: vector.signal[input.bit], depth: 0, length: length)
    }
    // Two ways to one sum are one term.
    var made: [String: Signal] = [:]
    for (index, pair) in sharing.pairs.enumerated() {
      let number = inputs.count + index
      let termName = self.name(of: sharing.inputs(of: number).map { inputs[$0] })
      let term = made[termName] ?? wire(termName, .bit)
      if made[termName] == nil { term <== terms[pair.first].signal ^ terms[pair.second].signal }
      made[termName] = term
      terms.append(SumTerm(signal: term, depth: sharing.depths[number], length: termName.count))
    }
    let rests = sharing.rests.map { rest in rest.map { terms[$0] } }
    var first = 0
    for target in targets {
      let end = first + target.signal.width
      drive(target.signal, target.name, sums[first..<end], rests[first..<end])
      first = end
    }
  }

  private func drive(
    _ target: Signal, _ name: String, _ sums: ArraySlice<[Input]>, _ rests: ArraySlice<[SumTerm]>
  ) {
    var sums = sums
    for (place, rest) in rests.enumerated() where sums.startIndex == rests.startIndex + place {
      let count = runLength(of: sums)
      if count > 1, let run = sums.first?.first {
        target[(place + count - 1)...place] <== vectors[run.vector].signal[(run.bit + count - 1)...run.bit]
      } else {
        target[place] <== sum(of: rest, name: "\(name)_\(place)")
      }
      sums = sums.dropFirst(count)
    }
  }

  /// How many sums from the first one on are neighbouring bits of one vector and nothing else; at least 1.
  private func runLength(of sums: ArraySlice<[Input]>) -> Int {
    guard var expected = sums.first?.first, sums.first?.count == 1 else { return 1 }
    let run = sums.dropFirst().prefix {
      expected.bit += 1
      return $0 == [expected]
    }
    return run.count + 1
  }

  /// `folded_3_17`; a term of many bits is named by a number with a one for each.
  private func name(of inputs: [Input]) -> String {
    let inputs = inputs.sorted { ($0.vector, $0.bit) < ($1.vector, $1.bit) }
    let first = vectors[inputs[0].vector]
    if inputs.count <= 8 {
      let bits = inputs.map { $0.vector == inputs[0].vector ? "\($0.bit)" : "\(vectors[$0.vector].name)_\($0.bit)" }
      return "\(first.name)_\(bits.joined(separator: "_"))"
    }
    var mask = Bits(zeroOfWidth: first.signal.width)
    for input in inputs { mask = mask.replacing(low: input.bit, with: Bits(onesOfWidth: 1)) }
    return "\(first.name)_mask_\(mask.hexadecimalString)"
  }

  /// A balanced tree of exclusive ORs. What is too long for a line gets a wire.
  private func sum(of terms: [SumTerm], name: String) -> Signal {
    var terms = terms
    guard !terms.isEmpty else { return constant(0) }
    var parts = 0
    while terms.count > 1 {
      var (a, b) = (takeShallowest(of: &terms), takeShallowest(of: &terms))
      while !a.fitsLine(with: b) {
        parts += 1
        let partName = "\(name)_part_\(parts)"
        if b.operators == 0 || (a.operators > 0 && a.length >= b.length) {
          a = a.asWire(partName)
        } else {
          b = b.asWire(partName)
        }
      }
      terms.append(a.adding(b))
    }
    return terms[0].signal
  }

  private func takeShallowest(of terms: inout [SumTerm]) -> SumTerm {
    var place = 0
    for index in terms.indices where terms[index].depth < terms[place].depth { place = index }
    return terms.remove(at: place)
  }
}

/// A term of a sum, with what it takes to write it down.
private struct SumTerm {
  var signal: Signal
  /// Gates above the inputs.
  var depth: Int
  /// Characters, as far as it matters whether a line is full.
  var length: Int
  var operators = 0

  // The Verilog printer breaks up what has more; by itself it would not know what to call the parts.
  private static let columnLimit = 80
  private static let operatorLimit = 5

  func fitsLine(with other: SumTerm) -> Bool {
    let isSmall = operators + other.operators < Self.operatorLimit && length + other.length + 6 <= Self.columnLimit
    return isSmall || (operators == 0 && other.operators == 0)
  }

  func adding(_ other: SumTerm) -> SumTerm {
    SumTerm(
      signal: signal ^ other.signal, depth: max(depth, other.depth) + 1, length: length + other.length + 6,
      operators: operators + other.operators + 1)
  }

  func asWire(_ name: String) -> SumTerm {
    let part = wire(name, .bit)
    part <== signal
    return SumTerm(signal: part, depth: depth, length: name.count)
  }
}
