import Bitloom

/// What is proven of clock crossings. Bounds let the pointers go round.
let crossingProofs: [Proof] =
  [2, 4, 8].map { depth in
    Proof(
      "asynchronous-fifo/\(depth)", "\(inOrder), and of the pointers that cross one bit changes at a time",
      AsynchronousFifoClaim(depth: depth), by: .induction(2))
  }
  + [
    Proof(
      "crossing/fifo/2", "\(inOrder), and neither side counts them too well",
      CrossingClaim(crossing: .fifo(depth: 2), capacity: 3), by: .bounded(16)),
    Proof(
      "crossing/handshake", inOrder, CrossingClaim(crossing: .handshake, capacity: 2), by: .bounded(20)),
  ]

private let inOrder = "beats cross in order, none lost and none twice, in any order of the edges"
