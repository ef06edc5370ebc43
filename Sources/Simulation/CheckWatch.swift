import Netlist
import RTL

/// Looks at the checks of some domains at each of their edges.
struct CheckWatch {
  private struct Watched {
    var path: String
    var name: String
    var kind: CheckStatement.Kind
    var enable: Int
    var condition: Int?
    var values: [(slot: Int, width: Int)]
  }

  private let watched: [Watched]
  private let table: CheckTable

  /// Nil when nothing is checked in these domains.
  init?(_ netlist: Netlist, _ layout: SlotLayout, _ table: CheckTable?, domains: Set<Int>) {
    guard let table else { return nil }
    self.table = table
    watched = netlist.checks.filter { domains.contains($0.domain) }.map { check in
      Watched(
        path: netlist.path(ofScope: check.scope), name: check.name, kind: check.kind,
        enable: layout.slot(of: check.enable) ?? 0, condition: check.condition.flatMap { layout.slot(of: $0) },
        values: check.values.map { (layout.slot(of: $0) ?? 0, netlist.nodes[$0].width) })
    }
    if watched.isEmpty { return nil }
  }

  /// What there is to be told at an edge, when all that the registers take is known and before they take it.
  func events(_ slots: UnsafeMutablePointer<UInt64>, edge: Int, activeResets: PortSet) -> [CheckEvent] {
    var found: [CheckEvent] = []
    for check in watched where slots[check.enable] != 0 {
      let holds = check.condition.map { slots[$0] != 0 } ?? true
      let isTold = check.kind == .cover || check.kind == .display ? holds : !holds
      guard isTold else { continue }
      let values = check.values.map { LogicBits(WideValue(slots + $0.slot, width: $0.width).bits) }
      let event = table.event(
        ofCheck: check.name, in: check.path, edge: edge, values: values, activeResets: activeResets)
      if let event { found.append(event) }
    }
    return found
  }
}
