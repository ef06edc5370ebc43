import Bitloom

/// What is proven of the streams. Bounds are twice what it takes to fill and empty the component, and more.
let streamProofs: [Proof] = pipeProofs + fifoProofs + branchProofs + widthProofs + frameWidthProofs

private let inOrder = "beats come out in order, none lost and none twice"

private let pipeProofs: [Proof] =
  RegisterSliceKind.allCases.map { kind in
    Proof("slice/\(kind)", inOrder, PipeClaim(pipe: .slice(kind), capacity: kind == .full ? 2 : 1), by: .bounded(20))
  }
  + [1, 2, 3].map { credits in
    Proof("credits/\(credits)", inOrder, PipeClaim(pipe: .credits(credits), capacity: credits), by: .bounded(14))
  }

private let fifoProofs: [Proof] = [MemoryStorage.distributed, .block].flatMap { storage in
  [1, 2, 3, 4, 5, 8].map { depth in
    let fifo = StreamFifo(payload: SignalType.unsigned(4), depth: depth, storage: storage)
    return Proof("fifo/\(storage)/\(depth)", inOrder, FifoClaim(fifo: fifo), by: .induction(2))
  }
}

private let branchProofs: [Proof] =
  [1, 2, 3].map { outputs in
    Proof("fork/\(outputs)", "each output gives all beats in order", ForkClaim(outputs: outputs), by: .bounded(12))
  }
  + [Proof("map-and-filter", "what passes comes out in order, mapped", MapClaim(), by: .induction(2))]
  + [Proof("join", "pairs are of beats with the same number", JoinClaim(), by: .induction(3))]
  + [1, 3, 4].map { outputs in
    Proof(
      "demultiplexer/\(outputs)", "a beat goes to the chosen output and to no other",
      DemultiplexerClaim(outputs: outputs), by: .induction(3))
  }
  + ArbitrationPolicy.allCases.flatMap { policy in
    [1, 2, 3, 4].map { inputs in
      Proof(
        "arbiter/\(policy)/\(inputs)",
        "each input's beats come out in order, and nobody waits longer than the policy says",
        ArbiterClaim(inputs: inputs, policy: policy), by: .bounded(12))
    }
      + [2, 3].map { inputs in
        Proof(
          "arbiter/\(policy)/frames/\(inputs)", "frames come out whole, and their beats in order",
          FrameArbiterClaim(inputs: inputs, policy: policy), by: .bounded(12))
      }
  }

private let widthProofs: [Proof] = [(1, 1), (1, 3), (3, 1), (2, 3), (4, 3), (4, 6)].map { lanes in
  Proof(
    "width/\(lanes.0)to\(lanes.1)", "elements come out in order, none lost and none twice",
    WidthClaim(inputLanes: lanes.0, outputLanes: lanes.1), by: .bounded(12))
}

private let frameWidthProofs: [Proof] = [(1, 1), (1, 2), (2, 1), (1, 3), (4, 2), (2, 4)].map { lanes in
  Proof(
    "frame-width/\(lanes.0)to\(lanes.1)",
    "elements come out in order, none lost and none twice, and frames end where they did",
    FrameWidthClaim(inputLanes: lanes.0, outputLanes: lanes.1), by: .bounded(8))
}
