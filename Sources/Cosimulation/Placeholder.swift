import RTL
import Simulation
import Verilog

public struct ToolInventory: Sendable { public static let current = ToolInventory(); public let canRunVerilator = false; public let canRunIcarus = false }
public struct CosimulationModel { public init(_ design: Design, dialect: VerilogDialect) {} }
public func VerilatorEngine(_ model: CosimulationModel, trace: String?) throws -> any SimulationEngine { throw DesignError([]) }
public func IcarusEngine(_ model: CosimulationModel, trace: String?) throws -> any SimulationEngine { throw DesignError([]) }
