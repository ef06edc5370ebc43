import RTL

// The element of an array that a signal counts to.

extension Array where Element == Signal {
  /// The element that `index` counts to; 0 beyond the end.
  ///
  /// To read it is a multiplexer, emitted as one `case` over the index; equal reads share it. On the left of `<==` it drives
  /// the chosen element alone, and nothing where the index is beyond the end:
  /// ```swift
  /// let lanes = register("lanes", .unsigned(8), count: 4, reset: 0)
  /// when(io.write) { lanes[io.address] <== io.value }
  /// io.found <== lanes[io.address]
  /// ```
  /// The elements may differ in type; the smallest that holds all of them is read. The index is unsigned and has bits enough
  /// to reach every element.
  @inlinable public subscript(index: Signal) -> Signal {
    @inline(__always) get { Signal.placed(Signal.element(of: self, at: index)) }
  }
}

extension Array where Element: Interface {
  /// The bundle that `index` counts to. Its fields are members; `<==` reads or drives the whole.
  @inlinable public subscript(index: Signal) -> SelectedElement<Element> {
    @inline(__always) get { SelectedElement(self, index) }
  }
}

extension Array where Element: Bundle {
  /// The code that `index` counts to; beyond the end the code of all zeros.
  @inlinable public subscript<E>(index: Signal) -> EnumSignal<E> where Element == EnumSignal<E> {
    @inline(__always) get { EnumSignal<E>(signal: map(\.signal)[index]) }
  }

  /// The array that `index` counts to.
  @inlinable public subscript<E>(index: Signal) -> SelectedElement<[E]> where Element == [E], E: Bundle {
    @inline(__always) get { SelectedElement(self, index) }
  }
}

extension Signal {
  /// The signal cut into parts of `width` bits, the least significant one first. `word.parts(of: 8)[lane]` is the byte that
  /// `lane` counts to, and can be driven.
  ///
  /// - Parameter width: Divides the width of the signal.
  @inlinable @inline(__always)
  public func parts(of width: Int) -> [Signal] {
    let parts = slices(of: width)
    // As `Signal.placed`: the call must not be the last thing that the user's code does.
    if parts.isEmpty { Signal.poisoned() }
    return parts
  }

  @usableFromInline @inline(never)
  func slices(of width: Int) -> [Signal] {
    guard let builder = BuilderContext.builder, builder.accepts(self) else { return [.poison] }
    let type = builder.type(of: self)
    guard width > 0, type.width % width == 0 else {
      builder.report(SliceDiagnostics.unequalParts(builder.describe(self), width, at: .caller))
      return [.poison]
    }
    if width == type.width { return [builder.reread(self, signed: false)] }
    return stride(from: 0, to: type.width, by: width).map { low in
      builder.add(.slice(expression, low: UInt32(low)), .unsigned(width))
    }
  }
}
