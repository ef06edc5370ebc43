import RTL

/// The element of an array of bundles that a signal counts to.
///
/// ```swift
/// io.brightness <== pixels[io.index].red    // a field is read,
/// pixels[io.index].blue <== 0               // or driven, in the chosen bundle alone;
/// pixels[io.index] <== io.pixel             // the whole as well
/// ```
/// Fields read as 0 beyond the end, and driving does nothing there.
@dynamicMemberLookup
public struct SelectedElement<Element: Bundle>: Sendable {
  @usableFromInline let elements: [Element]
  @usableFromInline let index: Signal

  @usableFromInline init(_ elements: [Element], _ index: Signal) {
    self.elements = elements
    self.index = index
  }

  /// A field of the chosen bundle.
  @inlinable public subscript(dynamicMember path: KeyPath<Element, Signal>) -> Signal {
    @inline(__always) get { Signal.placed(Signal.element(of: elements.map { $0[keyPath: path] }, at: index)) }
  }

  /// A field of the chosen bundle that holds a code of an enumeration.
  @inlinable public subscript<E>(dynamicMember path: KeyPath<Element, EnumSignal<E>>) -> EnumSignal<E> {
    @inline(__always) get { elements.map { $0[keyPath: path] }[index] }
  }

  /// A bundle or array within the chosen bundle.
  @inlinable public subscript<Inner: Bundle>(dynamicMember path: KeyPath<Element, Inner>) -> SelectedElement<Inner> {
    @inline(__always) get { SelectedElement<Inner>(elements.map { $0[keyPath: path] }, index) }
  }

  /// Element `position` of the chosen array.
  @inlinable public subscript(position: Int) -> Signal where Element == [Signal] {
    @inline(__always) get { Signal.placed(Signal.element(of: elements.map { $0[position] }, at: index)) }
  }

  /// The element of the chosen array that `position` counts to.
  @inlinable public subscript(position: Signal) -> Signal where Element == [Signal] {
    @inline(__always) get {
      Signal.placed(Signal.element(of: elements.map { Signal.element(of: $0, at: position) }, at: index))
    }
  }

  /// Element `position` of the chosen array.
  @inlinable public subscript<Inner: Interface>(position: Int) -> SelectedElement<Inner> where Element == [Inner] {
    @inline(__always) get { SelectedElement<Inner>(elements.map { $0[position] }, index) }
  }

  /// Drives the chosen bundle: what its kind marks as output takes the value, what it marks as input is driven back. A field
  /// that is driven back needs a value of its own for an index beyond the end.
  @inlinable @inline(__always)
  public static func <== (target: SelectedElement, value: Element) {
    if Signal.connectElements(target.elements, target.index, value, isTarget: true) == .max { Signal.poisoned() }
  }

  /// Reads the chosen bundle. Fields that the kind marks as input are driven in the chosen bundle alone.
  @inlinable @inline(__always)
  public static func <== (target: Element, value: SelectedElement) {
    if Signal.connectElements(value.elements, value.index, target, isTarget: false) == .max { Signal.poisoned() }
  }
}

extension Signal {
  /// Connects the chosen element and `other`, field by field, in a match of its own.
  @usableFromInline @inline(never)
  static func connectElements<B: Bundle>(_ elements: [B], _ index: Signal, _ other: B, isTarget: Bool) -> UInt32 {
    guard let builder = BuilderContext.builder else { return 0 }
    let place = builder.callerPlace()
    let leaves = elements.map { LeafVisitor.leaves(of: $0) }
    let signals = leaves.map { $0.first?.signal ?? .poison }
    guard let selection = builder.selection(of: signals, at: index) else { return 1 }
    let counterparts = LeafVisitor.leaves(of: other)
    var isMistaken = false
    let blocks = leaves.map { element in
      builder.inNewBlock {
        // One statement is one mistake.
        if isMistaken { return }
        let (left, right) = isTarget ? (element, counterparts) : (counterparts, element)
        isMistaken = builder.connect(left, right, at: place) != 0
      }
    }
    if isMistaken { return 1 }
    let otherwise = isTarget ? nil : builder.inNewBlock { builder.clear(counterparts, at: place) }
    builder.appendMatch(selection, blocks, otherwise: otherwise, at: place)
    return 0
  }
}

extension ModuleBuilder {
  /// Drives what is read beyond the end of an array with 0.
  fileprivate func clear(_ leaves: [LeafVisitor.Leaf], at place: PlaceID) {
    for leaf in leaves where leaf.direction != .input && leaf.signal.owner == owner {
      _ = drive(leaf.signal, 0, at: place)
    }
  }
}
