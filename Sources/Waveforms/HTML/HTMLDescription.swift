import Foundation

/// The hierarchy of a design as the script of the page reads it.
struct HTMLDescription: Encodable {
  struct Variable: Encodable {
    var name: String
    var path: String
    var width: Int
    var kind: String
    var store: Int
    var signed: Bool?
    var fraction: Int?
    /// An index into the enumerations.
    var names: Int?
  }

  final class Scope: Encodable {
    var name: String
    var module: String
    var variables: [Variable] = []
    var scopes: [Scope] = []

    init(name: String, module: String) {
      self.name = name
      self.module = module
    }
  }

  struct Enumeration: Encodable {
    var name: String
    /// The names by the codes in hexadecimal.
    var cases: [String: String]
  }

  struct TooLarge: Encodable {
    var bytes: Int
    var file: String
  }

  var title: String
  var file: String
  /// Nanoseconds.
  var cycle = 10
  /// The number of cycles before the one that counts as 0.
  var firstCycle = 1
  var scopes: [Scope]
  var enumerations: [Enumeration]
  var tooLarge: TooLarge?

  init(_ hierarchy: WaveformHierarchy, name: String, tooLarge: (bytes: Int, file: String)?) {
    file = name
    self.tooLarge = tooLarge.map { TooLarge(bytes: $0.bytes, file: $0.file) }
    enumerations = hierarchy.enumerations.map { definition in
      let pairs = definition.cases.map { ($0.code.hexadecimalString, $0.name) }
      return Enumeration(name: definition.name, cases: Dictionary(pairs) { first, _ in first })
    }
    let root = Scope(name: "", module: "")
    var open = [root]
    for item in hierarchy.items {
      switch item {
      case .enter(let name, let module):
        let scope = Scope(name: name, module: module)
        open.last?.scopes.append(scope)
        open.append(scope)
      case .leave: open.removeLast()
      case .variable(let variable): open.last?.variables.append(Self.variable(variable))
      }
    }
    scopes = root.scopes
    title = scopes.first?.name ?? name
  }

  private static func variable(_ variable: WaveformHierarchy.Variable) -> Variable {
    var result = Variable(
      name: variable.name, path: variable.path, width: variable.width, kind: "\(variable.kind)", store: variable.store)
    switch variable.reading {
    case .bits: break
    case .signed: result.signed = true
    case .fixed(let fraction, let isSigned): (result.signed, result.fraction) = (isSigned ? true : nil, fraction)
    case .names(let enumeration): result.names = enumeration
    }
    return result
  }

  /// The text has no `<`, so that nothing in it can end the element it stands in.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = (try? encoder.encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c")
  }
}
