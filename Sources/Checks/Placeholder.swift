import RTL
public func check(_ design: Design) -> [Diagnostic] { [] }
