import RTL

/// What several passes want to know about a module, found once.
struct ModuleFacts {
  let design: Design
  let module: ModuleDefinition
  let blocks: BlockTree
  let drivers: DriverTable
  let reads: SignalReads

  init(_ module: ModuleDefinition, in design: Design) {
    self.design = design
    self.module = module
    blocks = BlockTree(of: module)
    drivers = DriverTable(of: module)
    reads = SignalReads(of: module)
  }

  /// Whether the statements of this module must give the signal a value at all times: an output, an input of an instance,
  /// or a wire that something reads. Wires that nothing reads make no hardware.
  func needsDriver(_ signal: SignalID) -> Bool {
    switch module.signals[signal].kind {
    // The outputs of a black box are driven by its Verilog.
    case .port(let port): module.ports[port].direction == .output && !module.isOpaque
    case .wire: reads.isRead(signal)
    case .register: false
    case .instancePort: module.isDrivenHere(signal, in: design)
    }
  }

  /// The bits of a signal that some assignment drives, whatever its conditions.
  func drivenBits(of signal: SignalID) -> BitRanges {
    var bits = BitRanges()
    for driver in drivers[signal] { bits.insert(driver.bits) }
    return bits
  }

  var signalIDs: [SignalID] { module.signals.indices.map { SignalID($0) } }
}
