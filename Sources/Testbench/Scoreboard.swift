import Bitloom
import RTL

/// Compares what a design gives with what a golden model says it must give, item by item.
///
/// ```swift
/// let board = dut.scoreboard("products", of: dut.output)
/// dut.onTransfer(of: dut.input) { beat in board.expect([beat[0] * beat[1]]) }
/// dut.onTransfer(of: dut.output) { beat in board.receive(beat) }
/// try dut.run([sender], [receiver], limit: 1_000) { board.matchedCount == 100 }
/// ```
/// Items come in the order in which they are expected or, with a key, in any order: then those of one key come in their order.
/// A difference is a failure at the line where the scoreboard is made, with the number of the item, the cycle and the last
/// cycles of the ports. Items that never came are told when the simulation is completed.
public final class Scoreboard<Item: Equatable> {
  public let name: String
  /// Number of items that were as expected.
  public private(set) var matchedCount = 0
  /// Number of items that have come.
  public private(set) var receivedCount = 0

  private let access: PortAccess
  private let key: ((Item) -> AnyHashable)?
  private let marked: Set<Int>
  private let place: SourcePosition
  private var expected: [AnyHashable: ArraySlice<(number: Int, item: Item)>] = [:]
  private var expectedCount = 0
  private var isTold = false

  init(
    _ name: String, _ access: PortAccess, key: ((Item) -> AnyHashable)?, marking marked: Set<Int>,
    at place: SourcePosition
  ) {
    self.name = name
    self.access = access
    self.key = key
    self.marked = marked
    self.place = place
  }

  /// Items that are expected and have not come yet, in their order.
  public var missing: [Item] {
    expected.values.flatMap { $0 }.sorted { $0.number < $1.number }.map(\.item)
  }

  /// Whether all that is expected has come.
  public var isComplete: Bool { expected.values.allSatisfy(\.isEmpty) }

  /// Adds what the golden model says.
  public func expect(_ item: Item) {
    expected[group(of: item), default: []].append((expectedCount, item))
    expectedCount += 1
  }

  /// Compares what the design has given.
  public func receive(_ item: Item) {
    let number = receivedCount
    receivedCount += 1
    let group = group(of: item)
    guard let next = expected[group]?.popFirst() else {
      return fail("item \(number)\(text(of: group)) is \(item), and nothing more is expected\(text(of: group, "with"))")
    }
    if next.item == item {
      matchedCount += 1
    } else {
      fail("item \(number)\(text(of: group)) is \(item), expected \(next.item)")
    }
  }

  /// Tells what has not come, once.
  func finish() {
    let rest = missing
    guard !isTold, let first = rest.first else { return }
    isTold = true
    let items = rest.count == 1 ? "1 item was expected and has" : "\(rest.count) items were expected and have"
    let which = rest.count == 1 ? "" : "the first one is "
    fail("\(items) not come: \(which)\(first)")
  }

  private func group(of item: Item) -> AnyHashable { key?(item) ?? AnyHashable(0) }

  private func text(of group: AnyHashable, _ word: String = "of") -> String {
    key == nil ? "" : word == "of" ? " of key \(group)" : " of it"
  }

  private func fail(_ text: String) {
    access.fail("scoreboard '\(name)': \(text)", marking: marked, at: place)
  }
}

extension Testbench {
  /// A scoreboard for beats of a stream, which come in order: see `Scoreboard`.
  public func scoreboard<Payload: Bundle>(
    _ name: String, of stream: PortGroup<M, Payload>, fileID: String = #fileID, filePath: String = #filePath,
    line: Int = #line, column: Int = #column
  ) -> Scoreboard<[Int]> {
    let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
    return add(Scoreboard(name, access, key: nil, marking: Set(map.ports(of: stream.part)), at: place))
  }

  /// A scoreboard for beats of a stream that come in any order of their keys: see `Scoreboard`.
  public func scoreboard<Payload: Bundle>(
    _ name: String, of stream: PortGroup<M, Payload>, by key: @escaping ([Int]) -> AnyHashable,
    fileID: String = #fileID, filePath: String = #filePath, line: Int = #line, column: Int = #column
  ) -> Scoreboard<[Int]> {
    let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
    return add(Scoreboard(name, access, key: key, marking: Set(map.ports(of: stream.part)), at: place))
  }

  /// A scoreboard for items of any type: see `Scoreboard`.
  public func scoreboard<Item: Equatable>(
    _ name: String, of type: Item.Type, by key: ((Item) -> AnyHashable)? = nil, fileID: String = #fileID,
    filePath: String = #filePath, line: Int = #line, column: Int = #column
  ) -> Scoreboard<Item> {
    let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
    return add(Scoreboard(name, access, key: key, marking: [], at: place))
  }

  private func add<Item>(_ board: Scoreboard<Item>) -> Scoreboard<Item> {
    access.finishers.append { board.finish() }
    return board
  }
}
