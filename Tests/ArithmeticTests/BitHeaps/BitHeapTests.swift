import Arithmetic
import Bitloom
import Testbench
import Testing

/// Adds some numbers of seeded widths, signs and shifts, and a constant.
struct HeapSample: Module {
  struct Term: Hashable {
    var type: SignalType
    var shift: Int
    var isSubtracted: Bool
  }

  var terms: [Term]
  var constant: Int
  var width: Int
  var profile = HeapProfile.gates

  init(seed: UInt64, profile: HeapProfile = .gates) {
    var random = SeededGenerator(seed: seed)
    self.profile = profile
    width = Int.random(in: 1...24, using: &random)
    constant = Int.random(in: -100...100, using: &random)
    terms = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      Term(
        type: SignalType(width: Int.random(in: 1...9, using: &random), isSigned: Bool.random(using: &random)),
        shift: Int.random(in: 0...8, using: &random), isSubtracted: Bool.random(using: &random))
    }
  }

  struct IO: Interface {
    @Input var terms: [Signal]
    @Output var sum: Signal
    @Output var redundant: Signal
  }

  var ports: IO {
    IO(
      terms: terms.map { $0.type.instantiate() }, sum: .unsigned(width), redundant: .unsigned(width))
  }

  func build(_ io: IO) {
    var heap = BitHeap("total", width: width, for: profile)
    for (term, signal) in zip(terms, io.terms) {
      if term.isSubtracted {
        heap.subtract(signal, shiftedBy: term.shift)
      } else {
        heap.add(signal, shiftedBy: term.shift)
      }
    }
    heap.add(constant: constant)
    io.sum <== heap.sum()
    var again = BitHeap("pair", width: width)
    for (term, signal) in zip(terms, io.terms) where !term.isSubtracted { again.add(signal, shiftedBy: term.shift) }
    let pair = again.compressed()
    io.redundant <== (pair.sum &+ pair.carry)
  }

  /// The same in whole numbers.
  func sum(of values: [Int]) -> Int {
    var total = constant
    for (term, value) in zip(terms, values) {
      let weighted = value << term.shift
      total += term.isSubtracted ? -weighted : weighted
    }
    return total & (1 << width - 1)
  }

  /// The same without what is subtracted, and without the constant.
  func addedSum(of values: [Int]) -> Int {
    var total = 0
    for (term, value) in zip(terms, values) where !term.isSubtracted { total += value << term.shift }
    return total & (1 << width - 1)
  }
}

@Suite struct BitHeapTests {
  @Test(arguments: HeapProfile.allCases, UInt64(1)...60)
  func heapsAddUp(_ profile: HeapProfile, _ seed: UInt64) throws {
    let module = HeapSample(seed: seed, profile: profile)
    var random = SeededGenerator(seed: seed)
    func check(_ dut: Testbench<HeapSample>) {
      for _ in 0..<100 {
        let values = module.terms.map { Int.random(in: $0.type.allValues, using: &random) }
        dut.terms.values = values
        let (sum, added) = (module.sum(of: values), module.addedSum(of: values))
        #expect(dut.sum == sum)
        #expect(dut.redundant == added)
      }
    }
    try simulate(module) { check($0) }
  }

  /// A heap of a width that cannot be, and one with a shift that cannot be.
  private struct Impossible: Module {
    var width: Int
    var shift: Int

    struct IO: Interface {
      @Input var a: Signal = .unsigned(4)
      @Output var sum: Signal = .unsigned(8)
    }
    var ports: IO { IO() }

    func build(_ io: IO) {
      var heap = BitHeap("sum", width: width)
      heap.add(io.a, shiftedBy: shift)
      heap.add(io.a)
      io.sum <== heap.sum().truncated(to: 1).extended(to: 8)
    }
  }

  @Test(arguments: [(0, 0), (8, -1)])
  func impossibleHeapsAreToldAtTheCall(_ width: Int, _ shift: Int) throws {
    let error = try #require(throws: DesignError.self) { try elaborate(Impossible(width: width, shift: shift)) }
    #expect(error.diagnostics.count == 1)
    let text = error.diagnostics.map { "\($0)" }.joined()
    #expect(text.contains("BitHeapTests.swift"), "\(text)")
  }
}
