// The names of the lower layers that a design script needs. Everything else of them stays out of the user's namespace.

@_exported import struct RTL.Attribute
@_exported import struct RTL.Bits
@_exported import struct RTL.BlackBoxParameter
@_exported import enum RTL.ClockCrossing
@_exported import struct RTL.ClockDomain
@_exported import struct RTL.Design
@_exported import struct RTL.DesignError
@_exported import struct RTL.Diagnostic
@_exported import enum RTL.ReadDuringWrite
@_exported import struct RTL.SignalType
@_exported import struct Verilog.MemoryImage
@_exported import enum Verilog.VerilogDialect
@_exported import struct Verilog.VerilogFile
