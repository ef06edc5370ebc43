import RTL

/// A signal that is driven by statements and read anywhere.
public func wire<S: Shape>(
  _ name: String, _ shape: S, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> S.Value {
  guard let builder = BuilderContext.builder else { return shape.instantiate() }
  return builder.declare(name, .wire, at: Place(file: fileID, line: line, column: column)) { shape.instantiate() }
}

/// `count` wires, `name_0` and up.
public func wire<S: Shape>(
  _ name: String, _ shape: S, count: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> [S.Value] {
  wire(name, VectorShape(shape, count: count), fileID: fileID, line: line, column: column)
}

/// A wire that holds a code of an enumeration.
public func wire<E: HardwareEnum>(
  _ name: String, _ enumeration: E.Type, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> EnumSignal<E> {
  wire(name, EnumShape(enumeration), fileID: fileID, line: line, column: column)
}
