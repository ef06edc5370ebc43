import Netlist
import RTL
import Transforms

/// Looks at all signals of a native simulation in every cycle and notes what they did.
///
/// A cycle costs a read and four operations for each 64 bits of a signal, a read for each branch and state register, and that all
/// signals are computed, not those alone that the outputs need.
final class CoverageSampler {
  private struct Signal {
    var path: String
    var place: SourceLocation?
    var slot: Int
    var width: Int
    /// Where its words are among those of all signals.
    var offset: Int
  }

  private struct Branch {
    var path: String
    var mark: BranchMark
    var slot: Int
    var count = 0
  }

  private struct Machine {
    var path: String
    var enumeration: EnumerationDefinition
    var possible: [StateTransition]
    var slot: Int
    var width: Int
    var last: UInt64?
    var states: [UInt64: Int] = [:]
    var transitions: [Change: Int] = [:]
  }

  private struct Change: Hashable {
    var from: UInt64
    var to: UInt64
  }

  private let design: String
  private var signals: [Signal] = []
  private var branches: [Branch] = []
  private var machines: [Machine] = []
  /// The last values, and the bits that have risen and fallen.
  private let last: UnsafeMutablePointer<UInt64>
  private let rose: UnsafeMutablePointer<UInt64>
  private let fell: UnsafeMutablePointer<UInt64>
  private var cycles = 0

  init(_ netlist: Netlist, _ layout: SlotLayout, marks: [[BranchMark]]) {
    design = netlist.design.top.name
    var wordCount = 0
    var known: Set<[Int]> = []
    let moduleMarks = marks.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.signal, $0) }) }
    for scope in netlist.scopesOutermostFirst {
      let module = netlist.module(ofScope: scope)
      let marks = moduleMarks[netlist.scopes[scope].module.index]
      let names = netlist.path(ofScope: scope).split(separator: ".").dropFirst()
      let scopePath = names.joined(separator: ".")
      if module.blackBox != nil { continue }
      for signal in netlist.signals(ofScope: scope) {
        guard let slot = layout.slot(of: signal.node) else { continue }
        if let mark = marks[signal.signal] {
          branches.append(Branch(path: scopePath, mark: mark, slot: slot))
          continue
        }
        let definition = module.signals[signal.signal]
        let path = (names + [Substring(definition.name)]).joined(separator: ".")
        let width = definition.type.width
        if case .register = definition.kind, let id = definition.type.enumeration, width <= 64 {
          machines.append(
            Machine(
              path: path, enumeration: module.enumerations[id],
              possible: findTransitions(of: signal.signal, in: module), slot: slot, width: width))
        }
        // What has one value always cannot change; what has two names is one thing.
        guard netlist.constantValue(of: signal.node) == nil, known.insert([slot, width]).inserted else { continue }
        signals.append(
          Signal(path: path, place: definition.place.source, slot: slot, width: width, offset: wordCount))
        wordCount += WideValue.wordCount(width: width)
      }
    }
    func words() -> UnsafeMutablePointer<UInt64> {
      let words = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, wordCount))
      words.initialize(repeating: 0, count: max(1, wordCount))
      return words
    }
    last = words()
    rose = words()
    fell = words()
  }

  deinit {
    last.deallocate()
    rose.deallocate()
    fell.deallocate()
  }

  /// Notes the values of a cycle.
  func sample(_ slots: UnsafeMutablePointer<UInt64>) {
    let isFirst = cycles == 0
    cycles += 1
    for signal in signals {
      var offset = signal.offset
      var slot = signal.slot
      let end = slot + WideValue.wordCount(width: signal.width)
      while slot < end {
        let now = slots[slot]
        let before = isFirst ? now : last[offset]
        rose[offset] |= now & ~before
        fell[offset] |= before & ~now
        last[offset] = now
        offset += 1
        slot += 1
      }
    }
    for index in branches.indices where slots[branches[index].slot] != 0 { branches[index].count += 1 }
    for index in machines.indices {
      let now = slots[machines[index].slot]
      machines[index].states[now, default: 0] += 1
      if let before = machines[index].last, before != now {
        machines[index].transitions[Change(from: before, to: now), default: 0] += 1
      }
      machines[index].last = now
    }
  }

  /// What has happened so far.
  var data: CoverageData {
    var result = CoverageData(design: design, cycles: cycles)
    for signal in signals {
      let range = 0..<WideValue.wordCount(width: signal.width)
      result.toggles.append(
        .init(
          path: signal.path, place: signal.place?.description, width: signal.width,
          rose: Bits(words: range.map { rose[signal.offset + $0] }, width: signal.width).hexadecimalString,
          fell: Bits(words: range.map { fell[signal.offset + $0] }, width: signal.width).hexadecimalString))
    }
    result.branches = branches.enumerated().map { index, branch in
      .init(
        path: branch.path, number: index, text: branch.mark.text, place: branch.mark.place.source?.description,
        count: branch.count)
    }
    for machine in machines { add(machine, to: &result) }
    return result
  }

  private func add(_ machine: Machine, to data: inout CoverageData) {
    func name(_ code: UInt64) -> String {
      machine.enumeration.caseName(of: Bits(code, width: machine.width)) ?? "code \(code)"
    }
    for state in machine.enumeration.cases {
      data.states.append(
        .init(path: machine.path, state: state.name, count: machine.states[state.code.low] ?? 0))
    }
    var told: Set<Change> = []
    for transition in machine.possible {
      let change = Change(from: transition.from.low, to: transition.to.low)
      told.insert(change)
      data.transitions.append(
        .init(
          path: machine.path, from: name(change.from), to: name(change.to), place: transition.place?.description,
          count: machine.transitions[change] ?? 0))
    }
    // A reset, or what the statements do not tell as constants.
    for (change, count) in machine.transitions.sorted(by: { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) })
    where !told.contains(change) {
      data.transitions.append(
        .init(path: machine.path, from: name(change.from), to: name(change.to), place: nil, count: count))
    }
  }
}
