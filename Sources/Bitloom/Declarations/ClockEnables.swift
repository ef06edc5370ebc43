import RTL

/// Declares registers, memories and instances that advance only in cycles in which `enable` is 1.
///
/// ```swift
/// clocked(enable: tick) {
///   let count = register("count", .unsigned(4), reset: 0)
///   count <== count &+ 1
///   let filter = Instance("filter", Filter())
/// }
/// ```
/// Everything that is clocked in the domain waits: registers, writes to memories and reads with latency, state machines,
/// pipelines, and all of that within instances, however deep. In a cycle without the enable nothing of it changes. Reset does
/// not wait for the enable and comes before it, as in the registers of FPGAs: the Verilog is
/// `if (rst) ... else if (enable) ...`, which synthesis maps to clock enable pins and to the enables of block memories.
///
/// Enables nest: within `clocked(by:enable:)` both must hold. Modules within get the enable as a port, `clk_en`, or as
/// `named` says. The enable is sampled by the clock; one that another clock makes is an error (R001).
public func clocked<Result>(
  by domain: ClockDomain = .current, enable: Signal, named name: String? = nil, fileID: String = #fileID,
  line: Int = #line, column: Int = #column, _ body: () throws -> Result
) rethrows -> Result {
  guard let builder = BuilderContext.builder else { return try body() }
  let place = Place(file: fileID, line: line, column: column)
  return try builder.inDomain(builder.addArea(of: domain, enable: enable, named: name, at: place), body)
}

/// Makes a signal of this module the enable of a domain, for the module and all instances within.
///
/// ```swift
/// let serial = ClockDomain(enable: "bit_tick")
/// driveEnable(of: serial, with: divider == 0)
/// clocked(by: serial) { ... }
/// ```
/// Where no module drives it, the enable of a domain is an input of the top module, with the name that the domain gives it.
public func driveEnable(
  of domain: ClockDomain, with enable: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
) {
  guard let builder = BuilderContext.builder else { return }
  let place = Place(file: fileID, line: line, column: column)
  guard builder.accepts(enable, at: place), builder.isBit(enable, .condition(of: "driveEnable"), at: place) else {
    return
  }
  guard let name = domain.enable else {
    builder.report(ClockControlDiagnostics.nothingToDrive(.enable, domain, at: place))
    return
  }
  if let first = builder.controls.drivenEnables[name] {
    let control = ClockControlDiagnostics.Control(.enable, name)
    builder.report(control.drivenTwice(builder.definition.name, at: place, first: first.place))
    return
  }
  builder.controls.drivenEnables[name] = .init(value: enable.expression, place: place)
}

extension ModuleBuilder {
  func inDomain<Result>(_ domain: DomainID, _ body: () throws -> Result) rethrows -> Result {
    let outer = currentDomain
    currentDomain = domain
    defer { currentDomain = outer }
    return try body()
  }

  /// The number of a domain of this module; where the name of its enable means several signals, that is told.
  func domainID(of domain: ClockDomain) -> DomainID {
    let (id, isAmbiguous) = definition.addDomain(domain, near: currentDomain)
    if isAmbiguous {
      let places = controls.areas.filter { definition.domains[$0.key].domain == domain }.map(\.value.place)
      report(ClockControlDiagnostics.ambiguous(domain.enable ?? "", areas: places))
    }
    return id
  }

  /// The domain of the same clock and reset as the current one that waits for nothing.
  var domainWithoutEnable: DomainID {
    var domain = definition.domains[currentDomain].domain
    if domain.enable == nil { return currentDomain }
    domain.enable = nil
    return domainID(of: domain)
  }

  /// A domain that advances with another one while `enable` holds; the other one itself where there is a mistake, which has
  /// been reported.
  fileprivate func addArea(of domain: ClockDomain, enable: Signal, named name: String?, at place: Place) -> DomainID {
    let outer = domainID(of: domain)
    guard accepts(enable, at: place), isBit(enable, .condition(of: "clocked(by:enable:)"), at: place) else {
      return outer
    }
    // An enable within another one has a name of its own: `clk_en_2`.
    var names = NameTable(controls.enableNames(of: outer, in: definition))
    var inner = definition.domains[outer].domain
    inner.enable = name.map { emittedName($0, at: place) } ?? names.unique("\(domain.clock)_en")
    let known = controls.areas.first { id, area in
      area.outer == outer && area.enable == enable.expression && definition.domains[id].domain == inner
    }
    if let known { return known.key }
    definition.domains.append(DomainUse(inner))
    let id = DomainID(definition.domains.count - 1)
    controls.areas[id] = .init(outer: outer, enable: enable.expression, place: place)
    return id
  }
}
