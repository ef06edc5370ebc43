import Bitloom

/// What is proven of clock crossings.
let crossingProofs: [Proof] =
  [2, 4].map { depth in
    Proof(
      "asynchronous-fifo/\(depth)",
      "beats cross in order, none lost and none twice, whenever the clocks have their edges",
      CrossingClaim(crossing: .fifo(depth: depth), capacity: depth + 1), by: .bounded(depth == 2 ? 16 : 12))
  }
  + [
    Proof(
      "handshake-synchroniser", "words cross in order, none lost and none twice, whenever the clocks have their edges",
      CrossingClaim(crossing: .handshake, capacity: 2), by: .bounded(20))
  ]
  + [2, 4, 16, 512].map { depth in
    Proof(
      "gray-pointers/\(depth)", "of the pointers that cross, one bit changes at a time",
      GrayPointerClaim(depth: depth), by: .induction(2))
  }
