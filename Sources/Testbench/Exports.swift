// What netlists are made for.
@_exported import enum Cosimulation.SynthesisTarget
