import RTL

/// What signals can be grouped in: a `Signal` itself, arrays, optionals and interfaces of bundles.
public protocol Bundle: Sendable {
  /// Tells the visitor every signal within, in their declared order.
  func visitLeaves(_ visitor: inout LeafVisitor)
}

/// A struct of signals: the ports of a module, a connection such as a stream, or what it carries.
///
/// Fields are marked `@Input`, `@Output`, as their owner sees them. `@Flipped` turns a nested interface round. The fields of
/// an interface that is only carried by another one (a payload) have no mark and follow the field that carries them.
public protocol Interface: Bundle {}

/// A field that the owner of the interface reads.
@propertyWrapper
public struct Input<Value: Bundle>: Sendable {
  public var wrappedValue: Value
  let place: FieldPlace

  /// The file and line are those of the field's declaration.
  public init(wrappedValue: Value, fileID: String = #fileID, line: Int = #line) {
    self.wrappedValue = wrappedValue
    place = FieldPlace(fileID: fileID, line: line)
  }
}

/// A field that the owner of the interface drives.
@propertyWrapper
public struct Output<Value: Bundle>: Sendable {
  public var wrappedValue: Value
  let place: FieldPlace

  /// The file and line are those of the field's declaration.
  public init(wrappedValue: Value, fileID: String = #fileID, line: Int = #line) {
    self.wrappedValue = wrappedValue
    place = FieldPlace(fileID: fileID, line: line)
  }
}

/// A nested interface with inputs and outputs exchanged.
@propertyWrapper
public struct Flipped<Value: Bundle>: Sendable {
  public var wrappedValue: Value
  let place: FieldPlace

  /// The file and line are those of the field's declaration.
  public init(wrappedValue: Value, fileID: String = #fileID, line: Int = #line) {
    self.wrappedValue = wrappedValue
    place = FieldPlace(fileID: fileID, line: line)
  }
}

extension Signal: Bundle {
  public func visitLeaves(_ visitor: inout LeafVisitor) { visitor.visit(self) }
}

extension Array: Bundle where Element: Bundle {
  public func visitLeaves(_ visitor: inout LeafVisitor) {
    for (index, element) in enumerated() { visitor.visit(element, at: "[\(index)]") }
  }
}

extension Optional: Bundle where Wrapped: Bundle {
  public func visitLeaves(_ visitor: inout LeafVisitor) {
    if let value = self { value.visitLeaves(&visitor) }
  }
}

extension Interface {
  public func visitLeaves(_ visitor: inout LeafVisitor) {
    for child in Mirror(reflecting: self).children {
      let label = child.label ?? ""
      if let field = child.value as? any DirectedField {
        // The storage of a property wrapper is called like the property, with an underscore before it.
        visitor.visit(
          field.bundle, at: ".\(label.dropFirst())", marked: type(of: field).mark, declared: field.place)
      } else if let bundle = child.value as? any Bundle {
        visitor.visit(bundle, at: ".\(label)")
      }
    }
  }
}

/// How a field is marked.
enum FieldMark { case input, output, flipped, monitored }

protocol DirectedField {
  static var mark: FieldMark { get }
  var bundle: any Bundle { get }
  var place: FieldPlace { get }
}

/// Where a marked field stands in the source. The compiler tells it, so that it is right in every build.
struct FieldPlace: Sendable {
  var fileID: String
  var line: Int

  /// The place, unless it is in an interface of the library: a user wants to see the field that carries it.
  var place: Place? {
    Place.isOfLibrary(fileID) ? nil : Place(file: fileID, line: line, column: 0)
  }
}

extension Input: DirectedField {
  static var mark: FieldMark { .input }
  var bundle: any Bundle { wrappedValue }
}

extension Output: DirectedField {
  static var mark: FieldMark { .output }
  var bundle: any Bundle { wrappedValue }
}

extension Flipped: DirectedField {
  static var mark: FieldMark { .flipped }
  var bundle: any Bundle { wrappedValue }
}
