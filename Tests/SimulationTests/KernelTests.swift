import BuildTools
import Foundation
import RTL
import Testing

@testable import Simulation

/// All builds of the kernel give the same results: the linked one, the optimised one, and one that ends the process where the C
/// standard does not say what happens.
@Suite struct KernelTests {
  private static let kernels: [(name: String, kernel: Kernel)] = {
    var trapping = OptimisedKernel()
    trapping.flags.removeAll { $0 == "-O3" }
    trapping.flags += ["-fsanitize=undefined", "-fsanitize-trap=all"]
    var kernels = [("linked", Kernel.linked)]
    if let kernel = try? OptimisedKernel().load() { kernels.append(("optimised", kernel)) }
    if let kernel = try? trapping.load() { kernels.append(("trapping", kernel)) }
    return kernels
  }()

  /// Six of each operator side by side, so that they are run with and without a list of instructions.
  private static func operators(_ type: SignalType) -> Design {
    var b = DesignBuilder()
    let count = 6
    let left = (0..<count).map { b.input("a\($0)", type) }
    let right = (0..<count).map { b.input("b\($0)", type) }
    let amounts = (0..<count).map { b.input("amount\($0)", .unsigned(9)) }
    let bits = (0..<count).map { b.input("bit\($0)", .bit) }
    var results: [(name: String, value: ExpressionID)] = []
    for operation in BinaryOperator.allCases {
      for index in 0..<count {
        let (x, y) = (b.read(left[index]), b.read(right[index]))
        let value: ExpressionID =
          switch operation {
          case .shiftLeft, .shiftRight: b.binary(operation, x, b.read(amounts[index]))
          case .divide, .remainder: b.binary(operation, x, b.constant(type.width < 3 ? 1 : 3, type))
          default: b.binary(operation, x, y)
          }
        results.append(("\(operation)_\(index)", value))
      }
    }
    for operation in UnaryOperator.allCases {
      for index in 0..<count { results.append(("\(operation)_\(index)", b.unary(operation, b.read(left[index])))) }
    }
    for index in 0..<count {
      let (x, y) = (b.read(left[index]), b.read(right[index]))
      results.append(("mux_\(index)", b.mux(b.read(bits[index]), x, y)))
      results.append(("cat_\(index)", b.concatenate([x, y])))
      results.append(("bit_\(index)", b.selectBit(x, b.read(amounts[index]))))
      results.append(("slice_\(index)", b.slice(x, low: type.width / 2, width: type.width - type.width / 2)))
      results.append(("extended_\(index)", b.extend(x, to: type.width + 40)))
      results.append(("sum_\(index)", b.binary(.add, y, b.binary(.multiply, x, y))))
    }
    // An output takes its value as it is.
    for (name, value) in results {
      let output = b.output("out_\(name)", b.module.type(of: value))
      b.assign(output, value)
    }
    return b.design()
  }

  @Test(arguments: [1, 2, 7, 31, 32, 33, 63, 64, 65, 127, 128, 150], [false, true])
  func allKernelsGiveTheSame(width: Int, isSigned: Bool) throws {
    let design = Self.operators(SignalType(width: width, isSigned: isSigned))
    let simulators = try Self.kernels.map { name, kernel in
      var options = NativeSimulator.Options()
      options.kernel = kernel
      options.sizes.smallestAverage = 0
      return (name, try NativeSimulator(design, options: options))
    }
    let ports = design.top.ports
    var random = Randomness(seed: UInt64(width))
    for round in 0..<100 {
      for port in ports.indices where ports[port].direction == .input {
        let value = BitVector(random: ports[port].type.width, &random).rtl
        for (_, simulator) in simulators { simulator.write(port, value) }
      }
      for port in ports.indices where ports[port].direction == .output {
        let values = simulators.map { $0.1.read(port).value }
        for index in simulators.indices where values[index] != values[0] {
          Issue.record("\(ports[port].name), \(simulators[index].0) kernel, round \(round)")
          return
        }
      }
    }
  }

  @Test func aWordSetWithoutAClockIsSeen() throws {
    var b = DesignBuilder()
    let address = b.input("address", .unsigned(2))
    let enable = b.input("enable", .bit)
    let word = b.output("word", .unsigned(70))
    let storage = b.memory("storage", depth: 4, .unsigned(70))
    b.assign(word, b.readMemory(storage, b.read(address)))
    let (one, value) = (b.constant(1, .unsigned(2)), b.constant(7, .unsigned(70)))
    b.when([(b.read(enable), { $0.write(storage, one, value) })])
    let simulator = try NativeSimulator(b.design())
    simulator.writeWord(0, 1)
    simulator.writeWord(1, 1)
    simulator.step(2)
    #expect(simulator.readWord(2) == 7)
    // The block that reads it is idle; and so is the write, which has to be made again all the same.
    simulator.machine.writeMemory(0, word: 1, Bits(words: [9, 3], width: 70))
    #expect(simulator.machine.readMemory(0, word: 1) == Bits(words: [9, 3], width: 70))
    simulator.machine.settle()
    let slot = simulator.layout.slot(of: simulator.netlist.node(ofPort: 2)) ?? 0
    #expect(simulator.machine.slots[slot + 1] == 3)
    simulator.step(1)
    #expect(simulator.readWord(2) == 7)
  }

  // MARK: Where it comes from

  private static func temporaryFolder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/bitloom-kernel-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test func withoutACompilerThereIsAReason() throws {
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let build = OptimisedKernel(tools: ToolLocator(directories: []), cache: folder)
    let failure = #expect(throws: OptimisedKernel.Failure.self) { try build.load() }
    #expect(failure?.reason == "no 'clang' was found to compile it")
  }

  @Test func aCompilerThatFailsIsTold() throws {
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("#!/bin/sh\nexit 1\n".utf8).write(to: URL(fileURLWithPath: folder + "/clang"))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/clang")
    let build = OptimisedKernel(tools: ToolLocator(directories: [folder]), cache: folder)
    let failure = #expect(throws: OptimisedKernel.Failure.self) { try build.load() }
    #expect(failure?.reason == "'\(folder)/clang' could not compile it")
    // Nothing is left behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/kernels") == [])
  }

  @Test(.enabled(if: ToolLocator.standard.cCompilerPath != nil, "there is no clang"))
  func aDamagedObjectIsBuiltAnew() throws {
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let build = OptimisedKernel(cache: folder)
    let path = try build.path()
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    try Data("no object".utf8).write(to: URL(fileURLWithPath: path))
    let kernel = try build.load()
    #expect(kernel.isOptimised)
    #expect(kernel.description == "optimised, \(path)")
  }
}
