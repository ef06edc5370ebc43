import RTL
public func optimise(_ design: Design) -> Design { design }
