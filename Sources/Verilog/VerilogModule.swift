import RTL

/// A module of the Verilog syntax tree, in the order in which it is printed.
struct VerilogModule {
  var name: String
  /// Lines of the header comment, without the `//`.
  var header: [String] = []
  var attributes: [Attribute] = []
  var ports: [VerilogDeclaration] = []
  var parameters: [VerilogParameter] = []
  var declarations: [VerilogDeclaration] = []
  /// What memories hold at first.
  var initials: [VerilogInitial] = []
  var items: [VerilogItem] = []
  /// What is declared and never read, told to the linters.
  var unread: [VerilogExpression] = []
  /// The name of the wire that takes what is unread.
  var unreadName = ""
  /// What is there for simulation and proofs alone.
  var checks: VerilogGuard?
}

/// `localparam`.
struct VerilogParameter {
  var name: String
  var width: Int
  var value: String
}

/// A port, net, variable or memory.
struct VerilogDeclaration {
  /// What tools are told, such as `no_rw_check`.
  var attributes: [Attribute] = []
  var direction: PortDefinition.Direction?
  var name: String
  var type: SignalType
  /// Whether always blocks assign it: `reg` in Verilog-2001.
  var isVariable = false
  /// Number of words of a memory.
  var depth: Int?
  /// What a register without reset powers up with.
  var initialValue: String?
  /// Whether it is an `integer`.
  var isInteger = false
  /// Where it comes from.
  var comment: String?
}

extension VerilogDeclaration {
  /// An integer that counts up from 0.
  init(counter name: String) {
    self.init(name: name, type: .signed(32), isVariable: true, initialValue: "0", isInteger: true)
  }
}

/// The initial block of a memory.
enum VerilogInitial {
  /// A statement a word.
  case words(memory: String, [VerilogExpression])
  /// The same value in all of `count` words, set in a loop.
  case uniform(memory: String, count: Int, VerilogExpression, index: String)
  /// `$readmemh` of a file beside the Verilog.
  case image(memory: String, file: String)
}

enum VerilogItem {
  case assign(target: VerilogExpression, value: VerilogExpression, comment: String?)
  case combinational([VerilogStatement])
  /// `sensitivity` is the text of the event list, such as `posedge clk`. What an initial block sets as well must not be in an
  /// `always_ff`.
  case clocked(sensitivity: String, [VerilogStatement], hasInitials: Bool)
  case instance(VerilogInstance)
}

/// A statement within an always block.
indirect enum VerilogStatement {
  case assignment(target: VerilogExpression, value: VerilogExpression)
  case conditional(branches: [Branch], otherwise: [VerilogStatement])
  case choice(subject: VerilogExpression, arms: [Arm], otherwise: [VerilogStatement]?)
  case check(VerilogCheck)
  /// An assignment or choice, and where it comes from.
  case commented(VerilogStatement, String)

  struct Branch {
    var condition: VerilogExpression
    var statements: [VerilogStatement]
    /// Where it comes from.
    var comment: String?
  }

  struct Arm {
    var labels: [VerilogExpression]
    var statements: [VerilogStatement]
  }
}

extension VerilogStatement {
  /// The statement with the place it comes from, when there is one to be told.
  func commented(_ comment: String?) -> VerilogStatement {
    guard let comment else { return self }
    guard case .conditional(var branches, let otherwise) = self, !branches.isEmpty else {
      return .commented(self, comment)
    }
    branches[0].comment = comment
    return .conditional(branches: branches, otherwise: otherwise)
  }
}

/// A module instance with its connections in the child's port order.
struct VerilogInstance {
  var attributes: [Attribute] = []
  var module: String
  var name: String
  /// Where it comes from.
  var comment: String?
  /// The parameters that are set, with the text of their values.
  var parameters: [(name: String, value: String)] = []
  var connections: [Connection] = []

  struct Connection {
    var port: String
    var value: VerilogExpression
  }
}
