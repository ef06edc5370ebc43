import RTL

extension Design {
  /// R008 and R009: resets and enables that are driven by a module and again within it, or needed where nothing drives them.
  ///
  /// The domains must be connected.
  func checkControls(_ controls: [ModuleControls]) -> [Diagnostic] {
    guard controls.contains(where: { !$0.drivenResets.isEmpty || !$0.drivenEnables.isEmpty }) else { return [] }
    return checkControls(.reset, controls.map { $0.drivenResets.mapValues(\.place) }, needed: resetsNeededAtTop)
      + checkControls(
        .enable, controls.map { $0.drivenEnables.mapValues(\.place) }, needed: enablesNeededAtTop(controls))
  }

  private func checkControls(
    _ kind: ClockControlDiagnostics.Kind, _ driven: [[String: Place]], needed: Set<String>
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    /// What is driven in a module or within it, with the first module that does.
    var drivenWithin = [[String: ModuleID]](repeating: [:], count: modules.count)
    for id in modulesChildrenFirst {
      for instance in modules[id].instances {
        drivenWithin[id.index].merge(drivenWithin[instance.module.index]) { first, _ in first }
      }
      for (name, place) in driven[id.index].sorted(by: { $0.key < $1.key }) {
        let control = ClockControlDiagnostics.Control(kind, name)
        if let inner = drivenWithin[id.index][name], let innerPlace = driven[inner.index][name] {
          diagnostics.append(
            control.drivenWithin(modules[inner].name, at: innerPlace, outer: modules[id].name, first: place))
        }
        drivenWithin[id.index][name] = id
      }
    }
    for (name, id) in drivenWithin[Self.topID.index].sorted(by: { $0.key < $1.key }) where needed.contains(name) {
      let control = ClockControlDiagnostics.Control(kind, name)
      diagnostics.append(control.neededOutside(of: modules[id].name, at: driven[id.index][name] ?? .unknown))
    }
    return diagnostics
  }

  private var resetsNeededAtTop: Set<String> { Set(top.resetPorts.map(\.name)) }

  private func enablesNeededAtTop(_ controls: [ModuleControls]) -> Set<String> {
    Set(top.enablePorts(controls[Self.topID.index]))
  }
}
