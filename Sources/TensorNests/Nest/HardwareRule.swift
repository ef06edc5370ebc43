/// Why no generator makes hardware of a nest that is legal.
public enum HardwareRule: String, Hashable, CaseIterable, Sendable, CustomStringConvertible {
  case shifterInEachElement
  case tilesInPasses
  case accumulatorForEachWeight
  case passesEndAsPairs
  case bitsAsDigits

  public var description: String {
    switch self {
    case .shifterInEachElement:
      "BW is temporal inside K, so that each element would need a shifter; swap BW and K"
    case .tilesInPasses:
      "BW is temporal inside K and outside its lanes, a tile of one weight at a time; swap BW and K once more"
    case .accumulatorForEachWeight:
      "BW is spatial outside K, so that each weight would need an accumulator and additions of its own; make BW "
        + "temporal, or unroll K before BW and K are swapped"
    case .passesEndAsPairs:
      "passes end as pairs, which would be shifted and accumulated as pairs; end each pass with an addition"
    case .bitsAsDigits:
      "the digits are the bits of A, which only the multiply-accumulate unit takes; recode them"
    }
  }
}
