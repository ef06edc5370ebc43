import RTL

// What components need whose interfaces get the names of their fields from a parameter, as the ports of a register map do. All
// other interfaces are structs, whose fields Swift knows.

extension LeafVisitor {
  /// How a field with a made name is seen by the owner of the interface.
  package enum NamedField {
    case input, output
    /// A group of fields, which have directions of their own.
    case group
  }

  /// Tells a field that Swift does not know the name of.
  package mutating func visit(_ bundle: any Bundle, named name: String, _ field: NamedField) {
    let mark: FieldMark? =
      switch field {
      case .input: .input
      case .output: .output
      case .group: nil
      }
    visit(bundle, at: ".\(name)", marked: mark)
  }

  /// Tells an element of an array of groups.
  package mutating func visit(_ bundle: any Bundle, element index: Int) {
    visit(bundle, at: "[\(index)]")
  }
}

extension Signal {
  /// What stands for a field that there is not; the mistake is reported.
  ///
  /// - Parameters:
  ///   - owner: What was looked in, such as "register 'control'".
  ///   - names: The fields that it has.
  package static func missing(_ name: String, in owner: String, among names: [String]) -> Signal {
    reportMissing(name, in: owner, among: names)
    return .poison
  }

  /// What stands for a field of something that is a mistake itself, and has been reported.
  package static var ofMistake: Signal { .poison }

  /// Reports that there is no field or group of this name.
  package static func reportMissing(_ name: String, in owner: String, among names: [String]) {
    guard let builder = BuilderContext.builder else { return }
    builder.report(InterfaceDiagnostics.noSuchField(name, in: owner, among: names, at: .caller))
  }
}

/// Reports that an interface of the library cannot be made with its parameters.
package func reportImpossibleInterface(
  _ interface: String, _ problem: String, fileID: String, line: Int, column: Int
) {
  guard let builder = BuilderContext.builder else { return }
  let place = Place(file: fileID, line: line, column: column).ofUser
  builder.report(ParameterDiagnostics.impossibleInterface(problem, interface: interface, at: place))
}
