import RTL
public struct VerilogEmitter {
  public init(dialect: VerilogDialect) {}
  public func emit(_ design: Design) -> [VerilogFile] { [] }
}
