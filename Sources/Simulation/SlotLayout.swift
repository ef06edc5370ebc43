import Netlist
import RTL

/// Where the values of a netlist are kept: one or more slots of 64 bits for each node that has a value of its own.
struct SlotLayout {
  private let netlist: Netlist
  /// The first slot of each node; negative for none.
  private var slots: [Int32]
  private(set) var count = 0
  /// Constants that were given slots.
  private(set) var constants: [(slot: Int, value: Bits)] = []

  init(_ netlist: Netlist) {
    self.netlist = netlist
    slots = [Int32](repeating: -1, count: netlist.nodes.count)
  }

  /// The node that holds the value of `node`: numbers extended with zeros are kept as they were, if the words suffice.
  func holder(of node: NodeID) -> NodeID {
    var current = node
    while true {
      let definition = netlist.nodes[current]
      guard definition.kind == .zeroExtend else { return current }
      let inner = netlist.nodes[definition.a].width
      guard WideValue.wordCount(width: inner) == WideValue.wordCount(width: definition.width) else { return current }
      current = definition.a
    }
  }

  /// Number of words of a node's value.
  func wordCount(of node: NodeID) -> Int { WideValue.wordCount(width: netlist.nodes[node].width) }

  /// The first slot of a node if it has any.
  func slot(of node: NodeID) -> Int? {
    let slot = slots[Int(holder(of: node).raw)]
    return slot < 0 ? nil : Int(slot)
  }

  /// Gives slots that were reserved to a node.
  mutating func place(_ node: NodeID, at slot: Int) {
    slots[Int(holder(of: node).raw)] = Int32(slot)
  }

  /// The first slot of a node, which is given slots if it has none.
  mutating func assign(_ node: NodeID) -> Int {
    let holder = holder(of: node)
    let known = slots[Int(holder.raw)]
    if known >= 0 { return Int(known) }
    let slot = reserve(words: wordCount(of: holder))
    slots[Int(holder.raw)] = Int32(slot)
    if let value = netlist.constantValue(of: holder) { constants.append((slot, value)) }
    return slot
  }

  /// Slots of their own.
  mutating func reserve(words: Int) -> Int {
    defer { count += words }
    return count
  }
}
