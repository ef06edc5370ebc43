import Bitloom

/// What is proven of the components.
public let componentProofs: [Proof] = streamProofs + crossingProofs + registerFileProofs
