// What reports are made for, and where their tools are.
@_exported import enum Cosimulation.SynthesisTarget
