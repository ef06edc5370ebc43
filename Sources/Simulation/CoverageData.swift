import Foundation
import RTL

/// What simulations of a design have exercised. It is written as JSON, and runs are merged.
public struct CoverageData: Codable, Hashable, Sendable {
  /// A signal, and which of its bits have changed: hexadecimal masks.
  public struct Toggle: Codable, Hashable, Sendable {
    public var path: String
    /// Where the signal is declared.
    public var place: String?
    public var width: Int
    /// The bits that have gone from 0 to 1, and from 1 to 0.
    public var rose: String
    public var fell: String
  }

  /// A branch of a `when`, or an arm of a `match`, of an instance.
  public struct Branch: Codable, Hashable, Sendable {
    /// The instance without the top module; empty for the top.
    public var path: String
    /// Its number in the design.
    public var number: Int
    public var text: String
    public var place: String?
    /// In how many cycles it held.
    public var count: Int
  }

  /// A state of a register of an enumeration.
  public struct State: Codable, Hashable, Sendable {
    public var path: String
    public var state: String
    /// In how many cycles it had it.
    public var count: Int
  }

  /// A transition between two states that the design can make, or that was seen.
  public struct Transition: Codable, Hashable, Sendable {
    public var path: String
    public var from: String
    public var to: String
    /// Where it stands; nil for one that no statement tells, such as that of a reset.
    public var place: String?
    public var count: Int
  }

  /// The name of the top module.
  public var design: String
  public var runs = 1
  public var cycles: Int
  public var toggles: [Toggle] = []
  public var branches: [Branch] = []
  public var states: [State] = []
  public var transitions: [Transition] = []

  public init(design: String, cycles: Int = 0) {
    self.design = design
    self.cycles = cycles
  }

  /// Adds what other simulations of the design have exercised.
  public mutating func merge(_ other: CoverageData) {
    runs += other.runs
    cycles += other.cycles
    toggles = Self.merged(toggles, other.toggles) { known, new in
      known.rose = Self.union(known.rose, new.rose)
      known.fell = Self.union(known.fell, new.fell)
    }
    branches = Self.merged(branches, other.branches) { $0.count += $1.count }
    states = Self.merged(states, other.states) { $0.count += $1.count }
    transitions = Self.merged(transitions, other.transitions) { $0.count += $1.count }
  }

  private static func merged<Item: CoverageItem>(
    _ items: [Item], _ others: [Item], _ add: (inout Item, Item) -> Void
  ) -> [Item] {
    var result = items
    var numbers: [String: Int] = [:]
    for (index, item) in items.enumerated() { numbers[item.key] = index }
    for other in others {
      if let index = numbers[other.key] { add(&result[index], other) } else { result.append(other) }
    }
    return result
  }

  /// The bits of either mask.
  private static func union(_ left: String, _ right: String) -> String {
    let length = max(left.count, right.count)
    func padded(_ text: String) -> String { String(repeating: "0", count: length - text.count) + text }
    return zip(padded(left), padded(right)).map { a, b in
      String((a.hexDigitValue ?? 0) | (b.hexDigitValue ?? 0), radix: 16)
    }.joined()
  }
}

/// Something that can be covered, with what tells it from all others of its kind in a design.
private protocol CoverageItem {
  var key: String { get }
}

extension CoverageData.Toggle: CoverageItem {
  fileprivate var key: String { "\(path) \(width)" }
}

extension CoverageData.Branch: CoverageItem {
  fileprivate var key: String { "\(path) \(number) \(text) \(place ?? "")" }
}

extension CoverageData.State: CoverageItem {
  fileprivate var key: String { "\(path) \(state)" }
}

extension CoverageData.Transition: CoverageItem {
  fileprivate var key: String { "\(path) \(from) \(to)" }
}
