import Bitloom

/// Sorts numbers, the smallest first, by comparing and exchanging pairs in a fixed order.
///
/// Batcher's odd-even merge sort, for any number of them: log2(n) (log2(n) + 1) / 2 levels of comparators for n rounded up to a
/// power of two. Latency: one cycle for every `levelsPerStage` levels, 0 without registers; one set a cycle. Registers: all
/// numbers once a stage; not reset. Source: K. E. Batcher, "Sorting Networks and Their Applications", AFIPS 1968.
/// Resources of `SortingNetwork(of: .unsigned(8), count: 5, levelsPerStage: 3)`: 168 LUT4, 80 FF, 72 carry cells of an iCE40
/// (Yosys 0.23).
/// Three numbers:
/// ```
/// cycle       0   1   2
/// numbers[0]  ┃ 3 ┃ 9 ┃ 0 ┃
/// numbers[1]  ┃ 1 ┃ 9 ┃ 0 ┃
/// numbers[2]  ┃ 2 ┃ 0     ┃
/// sorted[0]   ┃ 0 ┃ 1 ┃ 0 ┃
/// sorted[1]   ┃ 0 ┃ 2 ┃ 9 ┃
/// sorted[2]   ┃ 0 ┃ 3 ┃ 9 ┃
/// ```
/// ```swift
/// let sorter = Instance("sorter", SortingNetwork(of: .unsigned(8), count: 5, levelsPerStage: 3))
/// for (input, sample) in zip(sorter.numbers, io.samples) { input <== sample }
/// io.median <== sorter.sorted[2]
/// ```
public struct SortingNetwork: Module {
  public var element: SignalType
  /// How many numbers, 1 to 1,024.
  public var count: Int
  /// Levels of comparators between registers; nil for none.
  public var levelsPerStage: Int?

  public init(of element: SignalType, count: Int, levelsPerStage: Int? = nil) {
    self.element = element
    self.count = count
    self.levelsPerStage = levelsPerStage
  }

  public struct IO: Interface {
    @Input public var numbers: [Signal]
    @Output public var sorted: [Signal]
  }

  public var ports: IO {
    IO(
      numbers: VectorShape(element, count: count).instantiate(),
      sorted: VectorShape(element, count: count).instantiate())
  }

  public var summary: String { "Sorts \(count) numbers, each \(element)." }

  public var parameterProblems: [String] {
    var problems = 1...1024 ~= count ? [] : ["count is \(count); it must be from 1 to 1024"]
    if let levels = levelsPerStage, levels < 1 { problems.append("levelsPerStage is \(levels); it must be at least 1") }
    return problems
  }

  /// Cycles from the numbers to their order.
  public var latency: Int {
    levelsPerStage.map { (Self.levels(count: count).count + $0 - 1) / max($0, 1) } ?? 0
  }

  public func build(_ io: IO) {
    var numbers = io.numbers
    let levels = Self.levels(count: count)
    for (number, level) in levels.enumerated() {
      for pair in level {
        let isSwapped = (numbers[pair.upper] < numbers[pair.lower]).named("swap_\(number)_\(pair.lower)_\(pair.upper)")
        let (lower, upper) = (numbers[pair.lower], numbers[pair.upper])
        numbers[pair.lower] = mux(isSwapped, upper, lower)
        numbers[pair.upper] = mux(isSwapped, lower, upper)
      }
      guard let levelsPerStage, (number + 1) % levelsPerStage == 0 || number + 1 == levels.count else { continue }
      numbers = numbers.enumerated().map { index, value in
        let held = register("held_\(number / levelsPerStage)_\(index)", element)
        held <== value
        return held
      }
    }
    for (output, value) in zip(io.sorted, numbers) { output <== value }
  }

  struct Comparator: Hashable {
    var lower: Int
    var upper: Int
  }

  /// The pairs that are compared side by side, level by level.
  static func levels(count: Int) -> [[Comparator]] {
    var result: [[Comparator]] = []
    var size = 1
    while size < count {
      var distance = size
      while distance >= 1 {
        var level: [Comparator] = []
        // Pairs of one merged part, those beyond the last number left out.
        for start in stride(from: distance % size, to: count - distance, by: 2 * distance) {
          for index in start..<min(start + distance, count - distance)
          where index / (2 * size) == (index + distance) / (2 * size) {
            level.append(Comparator(lower: index, upper: index + distance))
          }
        }
        if !level.isEmpty { result.append(level) }
        distance /= 2
      }
      size *= 2
    }
    return result
  }
}
