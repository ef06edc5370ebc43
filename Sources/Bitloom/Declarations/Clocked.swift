import RTL

/// Declares registers, memory writes and instances in another clock domain than the module's own.
///
/// ```swift
/// let pixel = ClockDomain(clock: "pixel_clk", reset: .init(name: "pixel_rst"))
/// let column = clocked(by: pixel) { register("column", .unsigned(10), reset: 0) }
/// clocked(by: pixel) { column <== column &+ 1 }
/// ```
/// A register belongs to the domain in which it is declared, wherever it is assigned; a memory is written in the domain in
/// which `write` stands. The module and all around it get the ports of the clock and the reset, with the names of the domain.
/// What one clock makes another may take through a synchroniser alone; anything else is an error (R001). The reset may be one that
/// the design makes: `driveReset`. With `enable:` the domain advances in some cycles only.
public func clocked<Result>(by domain: ClockDomain, _ body: () throws -> Result) rethrows -> Result {
  guard let builder = BuilderContext.builder else { return try body() }
  return try builder.inDomain(builder.domainID(of: domain), body)
}

extension Bundle {
  /// Lets a register take what another clock makes: the building block of synchronisers, for which the designer vouches.
  ///
  /// As a `.synchroniser` it may take its input at any time, which must then come straight from a register (R002); its value
  /// may be undecided for a while, so that a second such register follows it, which takes the first one's value. As
  /// `.heldStill` it may take any logic's result: a protocol sees to it that the input does not change when it is taken. As a
  /// `.resetSynchroniser` it takes its input like any register, but its reset may come and go at any time (R011).
  /// Anything but a register is left as it is.
  public func mayCross(as crossing: ClockCrossing) -> Self {
    guard let builder = BuilderContext.builder else { return self }
    var visitor = LeafVisitor(path: "")
    visitLeaves(&visitor)
    for leaf in visitor.leaves where builder.accepts(leaf.signal) {
      guard case .signal(let id) = builder.operation(of: leaf.signal),
        case .register(let index) = builder.definition.signals[id].kind
      else { continue }
      builder.definition.registers[index].crossing = crossing
    }
    return self
  }
}

extension ClockDomain {
  /// The domain of what is declared here.
  public static var current: ClockDomain {
    guard let builder = BuilderContext.builder else { return .standard }
    return builder.definition.domains[builder.currentDomain].domain
  }

  /// The clock's name without the part that says that it is one: `pixel` for `pixel_clk`.
  var shortName: String {
    for affix in ["_clk", "_clock"] where clock.hasSuffix(affix) { return String(clock.dropLast(affix.count)) }
    for affix in ["clk_", "clock_"] where clock.hasPrefix(affix) { return String(clock.dropFirst(affix.count)) }
    return clock
  }
}

extension ClockDomain: NamedParameter {
  /// `pixel` for the domain of `pixel_clk`; with what is unusual about it: `pixel_falling_async_low`.
  public var nameComponent: String {
    var words = [EmittedName.snakeCase(shortName)] + enableComponent
    if edge == .falling { words.append("falling") }
    switch reset {
    case nil: words.append("no_reset")
    case let reset?:
      if reset.kind == .asynchronous { words.append("async") }
      if reset.polarity == .activeLow { words.append("low") }
    }
    return words.joined(separator: "_")
  }

  /// The same without what is as in another domain, which differs: `enabled` for one that differs in its enable alone.
  func nameComponent(beside other: ClockDomain) -> String {
    var same = self
    same.enable = other.enable
    return same == other && enable != nil ? enableComponent.joined() : nameComponent
  }

  private var enableComponent: [String] {
    enable.map { [$0 == "\(clock)_en" ? "enabled" : EmittedName.snakeCase($0)] } ?? []
  }
}
