// The names of the lower layers that a design script needs. Everything else of them stays out of the user's namespace.

import RTL
import Verilog

public typealias SignalType = RTL.SignalType
public typealias Bits = RTL.Bits
public typealias ClockDomain = RTL.ClockDomain
public typealias Design = RTL.Design
public typealias Diagnostic = RTL.Diagnostic
public typealias DesignError = RTL.DesignError
public typealias VerilogDialect = Verilog.VerilogDialect
public typealias VerilogFile = Verilog.VerilogFile
