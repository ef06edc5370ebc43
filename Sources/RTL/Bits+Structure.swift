// Taking vectors of bits apart and putting them together.

extension Bits {
  /// Bits `low + width - 1 ... low`; bits beyond the end read as 0.
  public func slice(low offset: Int, width sliceWidth: Int) -> Bits {
    var result = Bits(zeroOfWidth: sliceWidth)
    let wordOffset = offset / 64
    let bitOffset = UInt64(offset % 64)
    for index in 0..<result.wordCount {
      var value = word(index + wordOffset) >> bitOffset
      if bitOffset > 0 { value |= word(index + wordOffset + 1) << (64 - bitOffset) }
      result.setWord(index, value)
    }
    result.clearUnusedBits()
    return result
  }

  /// The same number in `newWidth` bits, which must not be fewer.
  public func extended(to newWidth: Int, signed: Bool) -> Bits {
    guard newWidth > width else { return self }
    guard signed && mostSignificantBit else { return Bits(words: words, width: newWidth) }
    return Bits(onesOfWidth: newWidth).replacing(low: 0, with: self)
  }

  /// The low `newWidth` bits.
  public func truncated(to newWidth: Int) -> Bits {
    slice(low: 0, width: newWidth)
  }

  /// Widened or cut to `newWidth` bits.
  public func resized(to newWidth: Int, signed: Bool) -> Bits {
    newWidth > width ? extended(to: newWidth, signed: signed) : truncated(to: newWidth)
  }

  /// `self` above `lower`: the bits of `self` are the more significant ones.
  public func concatenated(with lower: Bits) -> Bits {
    let result = Bits(words: lower.words, width: width + lower.width)
    return result.replacing(low: lower.width, with: self)
  }

  /// The value with the bits from `offset` up replaced by `part`.
  public func replacing(low offset: Int, with part: Bits) -> Bits {
    var result = self
    let partMask = Bits.mask(width: part.width)
    for index in 0..<part.wordCount {
      let mask = partMask[index]
      let value = part.word(index) & mask
      let target = offset / 64 + index
      let shift = UInt64(offset % 64)
      if target < result.wordCount {
        result.setWord(target, (result.word(target) & ~(mask << shift)) | (value << shift))
      }
      if shift > 0, target + 1 < result.wordCount {
        let down = 64 - shift
        result.setWord(target + 1, (result.word(target + 1) & ~(mask >> down)) | (value >> down))
      }
    }
    result.clearUnusedBits()
    return result
  }

  private static func mask(width: Int) -> [UInt64] {
    Bits(onesOfWidth: width).words
  }
}
