import RTL

/// A node of a module before it is placed into the flat design. Operands are indexes into the template's nodes.
struct TemplateNode {
  enum Kind: Equatable {
    case operation(NodeKind)
    /// The parameter is an index into the template's constants.
    case constant
    /// Input port `parameter` of the module.
    case port
    /// Output port `parameter` of instance `a`.
    case childPort
    /// The value of register or memory `parameter`.
    case register
    case memoryRead
    /// The same as `a`.
    case alias
    /// The bits of `a` from `parameter` up.
    case slice
    /// `a` above `b`.
    case concatenate
  }

  var kind: Kind
  var width: Int32
  var a: Int32 = -1
  var b: Int32 = -1
  var c: Int32 = -1
  var parameter: Int32 = 0
}

/// A module with its statements resolved to what drives each signal: made once, placed for every instance.
///
/// Node `i` is expression `i` of the module, as far as there are expressions.
struct ModuleTemplate {
  struct MemoryWrite {
    var memory: MemoryID
    var domain: DomainID
    var enable: Int32
    var address: Int32
    var value: Int32
    var low: Int
  }

  struct Check {
    var statement: CheckStatement
    var enable: Int32
  }

  var nodes: [TemplateNode] = []
  var constants: [Bits]
  /// The node of each signal as it is read.
  var signalSources: [Int32] = []
  /// The next value of each register.
  var registerNexts: [Int32] = []
  var memoryWrites: [MemoryWrite] = []
  var checks: [Check] = []

  private(set) var module: ModuleDefinition

  init(_ module: ModuleDefinition, in design: Design) {
    self.module = module
    constants = module.constants
    nodes.reserveCapacity(2 * module.expressions.count)
    // Expressions come first so that their indexes stay; what they need besides is appended later.
    let placeholder = TemplateNode(kind: .alias, width: 1)
    nodes = [TemplateNode](repeating: placeholder, count: module.expressions.count)
    for index in module.expressions.indices { nodes[index] = lower(module.expressions[index]) }
    addSources(in: design)
    var statements = StatementLowering(self, in: design)
    statements.run()
    self = statements.template
    for index in module.expressions.indices {
      guard case .signal(let signal) = module.expressions[index].operation else { continue }
      nodes[index].a = signalSources[signal.index]
    }
  }

  mutating func append(_ node: TemplateNode) -> Int32 {
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  mutating func append(_ kind: NodeKind, width: Int, _ a: Int32, _ b: Int32 = -1, _ c: Int32 = -1) -> Int32 {
    append(TemplateNode(kind: .operation(kind), width: Int32(width), a: a, b: b, c: c))
  }

  mutating func constant(_ value: Bits) -> Int32 {
    constants.append(value)
    return append(TemplateNode(kind: .constant, width: Int32(value.width), parameter: Int32(constants.count - 1)))
  }

  /// The bits of a node from `low` up; the node itself when these are all.
  mutating func slice(_ node: Int32, low: Int, width: Int) -> Int32 {
    if low == 0, width == Int(nodes[Int(node)].width) { return node }
    return append(TemplateNode(kind: .slice, width: Int32(width), a: node, parameter: Int32(low)))
  }

  /// The parts side by side, the first one most significant, as a tree of little depth.
  mutating func concatenate(_ parts: ArraySlice<Int32>) -> Int32 {
    if parts.count == 1 { return parts[parts.startIndex] }
    let node = concatenation(parts)
    return append(node)
  }

  /// The uppermost node of the concatenation of at least two parts.
  mutating func concatenation(_ parts: ArraySlice<Int32>) -> TemplateNode {
    let middle = parts.startIndex + parts.count / 2
    let upper = concatenate(parts[..<middle])
    let lower = concatenate(parts[middle...])
    let width = nodes[Int(upper)].width + nodes[Int(lower)].width
    return TemplateNode(kind: .concatenate, width: width, a: upper, b: lower)
  }

  /// What the module reads from outside: its inputs, its registers and the outputs of its instances.
  private mutating func addSources(in design: Design) {
    for definition in module.signals {
      var source = TemplateNode(kind: .alias, width: Int32(definition.type.width))
      switch definition.kind {
      case .port(let port) where module.ports[port].direction == .input:
        source.kind = .port
        source.parameter = Int32(port)
      case .register(let register):
        source.kind = .register
        source.parameter = Int32(register)
      case .instancePort(let instance, let port):
        // Without a copy of the child, of which there may be many instances with many ports.
        let child = module.instances[instance].module
        guard design.modules[child].ports[port].direction == .output else { fallthrough }
        source.kind = .childPort
        source.a = Int32(instance.index)
        source.parameter = Int32(port)
      default:
        // Driven by statements.
        signalSources.append(-1)
        continue
      }
      signalSources.append(append(source))
    }
  }
}
