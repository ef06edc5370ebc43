import Netlist
import RTL
import Waveforms

/// Where the values of a waveform's stores come from.
struct WaveformSources {
  enum Source {
    /// The first slot of a value.
    case slot(Int)
    /// A clock port of the top module.
    case clock(Int)
    /// A reset port of the top module.
    case reset(Int)
  }

  private(set) var hierarchy = WaveformHierarchy()
  /// For each store.
  private(set) var sources: [Source] = []
  private var storeOfSlot: [Key: Int] = [:]
  private var storeOfControl: [String: Int] = [:]
  private let netlist: Netlist
  private let slot: (NodeID) -> Int?

  /// A slot can hold a number and its extension by zeros, and the codes of enumerations: stores of their own.
  private struct Key: Hashable {
    var slot: Int
    var width: Int
    var reading: WaveformHierarchy.Reading?
  }

  /// - Parameter slot: Where the value of a node is; nil for one without.
  init(_ netlist: Netlist, slot: @escaping (NodeID) -> Int?) {
    self.netlist = netlist
    self.slot = slot
    // Instances that are closed before the next one of the same or a lower depth.
    var depth = 0
    for scope in netlist.scopesOutermostFirst {
      let scopeDepth = netlist.path(ofScope: scope).utf8.count { $0 == UInt8(ascii: ".") }
      while depth > scopeDepth {
        hierarchy.leave()
        depth -= 1
      }
      hierarchy.enter(netlist.name(ofScope: scope), module: netlist.module(ofScope: scope).name)
      depth += 1
      addControls(of: scope)
      addSignals(of: scope)
    }
    while depth > 0 {
      hierarchy.leave()
      depth -= 1
    }
  }

  private mutating func addSignals(of scope: Int) {
    let module = netlist.module(ofScope: scope)
    for signal in netlist.signals(ofScope: scope) {
      guard let slot = slot(signal.node) else { continue }
      let definition = module.signals[signal.signal]
      let reading = hierarchy.reading(
        of: definition.type, fraction: definition.fraction, enumerations: module.enumerations)
      var key = Key(slot: slot, width: definition.type.width)
      if case .names = reading { key.reading = reading }
      let store = store(of: key)
      let (kind, path) = Self.kind(of: definition, module)
      hierarchy.add(
        .init(
          name: definition.name, path: path, width: definition.type.width, kind: kind, reading: reading, store: store))
    }
  }

  private static func kind(
    of signal: SignalDefinition, _ module: ModuleDefinition
  ) -> (WaveformHierarchy.Kind, String) {
    switch signal.kind {
    case .port(let port):
      (module.ports[port].direction == .input ? .input : .output, module.ports[port].path)
    case .register: (.register, signal.name)
    case .wire, .instancePort: (.wire, signal.name)
    }
  }

  /// The clocks and resets of an instance, which have the names of its module.
  private mutating func addControls(of scope: Int) {
    var written: Set<String> = []
    let uses = netlist.module(ofScope: scope).domains
    let outer = netlist.domains(ofScope: scope)
    for (use, domain) in zip(uses, outer) where use.usesClock && written.insert(use.domain.clock).inserted {
      let port = netlist.design.top.clockPorts.firstIndex { $0.name == domain.clock }
      guard let port else { continue }
      add(use.domain.clock, .clock, store: store(ofControl: domain.clock, .clock(port)))
    }
    for (index, (use, domain)) in zip(uses, outer).enumerated() {
      guard let inner = use.resetPort, let reset = domain.reset, written.insert(inner.name).inserted else { continue }
      // What makes a reset is one of the design's signals.
      let made = netlist.scopes[scope].resets[index].flatMap { slot($0) }
      let port = netlist.design.top.resetPorts.firstIndex(of: reset)
      if let made {
        add(inner.name, .reset, store: store(of: Key(slot: made, width: 1)))
      } else if let port {
        add(inner.name, .reset, store: store(ofControl: reset.name, .reset(port)))
      }
    }
  }

  private mutating func add(_ name: String, _ kind: WaveformHierarchy.Kind, store: Int) {
    hierarchy.add(.init(name: name, path: name, width: 1, kind: kind, reading: .bits, store: store))
  }

  private mutating func store(of key: Key) -> Int {
    if let known = storeOfSlot[key] { return known }
    let store = hierarchy.addStore(width: key.width)
    storeOfSlot[key] = store
    sources.append(.slot(key.slot))
    return store
  }

  private mutating func store(ofControl name: String, _ source: Source) -> Int {
    if let known = storeOfControl[name] { return known }
    let store = hierarchy.addStore(width: 1)
    storeOfControl[name] = store
    sources.append(source)
    return store
  }
}

extension WaveformHierarchy {
  /// All signals of a design, as every engine's waveforms may show them.
  ///
  /// Throws a `DesignError` for a combinational loop.
  public init(_ design: Design) throws { self = WaveformSources(try Netlist(design)) { $0.index }.hierarchy }
}
