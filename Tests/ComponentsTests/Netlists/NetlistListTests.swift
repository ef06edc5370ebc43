import Bitloom
import Components
import Testing
import ToolTestSupport

/// Which components are compared with their netlists: all of them, for iCE40, ECP5 and Xilinx 7, but where a reason is given.
@Suite struct NetlistListTests {
  /// Compared for all families.
  private static let everywhere =
    ComponentNetlistTests.components + BlockMemoryNetlistTests.memories + BlockMemoryNetlistTests.buffers
    + BlockMemoryNetlistTests.others

  /// Not compared for a family, and why.
  private static let missing = [
    "TrueDualPortMemory": "ice40: its blocks have one port that writes, and Yosys refuses the memory"
  ]

  /// What memories are within while they are compared: nothing of these is ever unknown.
  private static let surroundings = [
    "KnownSinglePort": "SinglePortMemory", "KnownSimpleDualPort": "SimpleDualPortMemory",
    "KnownTrueDualPort": "TrueDualPortMemory", "KnownROM": "ROM",
  ]

  private static func names(_ modules: [any Module & Sendable]) -> Set<String> {
    Set(
      modules.map { module in
        let name = String(String(describing: type(of: module)).prefix { $0 != "<" })
        return surroundings[name] ?? name
      })
  }

  @Test func everyComponentIsCompared() throws {
    let components = Set(try ComponentDocumentation.all(in: "Sources/Components").map(\.name))
    let compared = Self.names(Self.everywhere)
    #expect(compared.union(Self.missing.keys) == components)
    #expect(compared.isDisjoint(with: Self.missing.keys))
    #expect(Self.names(BlockMemoryNetlistTests.trueDualPorts) == Set(Self.missing.keys))
  }
}
