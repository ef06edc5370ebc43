/// The lists of statements that are a little shorter than a list.
enum SimplifyStatements {
  static func simpler(_ statements: [RecipeStatement]) -> [[RecipeStatement]] {
    var lists: [[RecipeStatement]] = statements.isEmpty ? [] : [[]]
    for index in statements.indices {
      for replacement in [[]] + simpler(statements[index]) {
        lists.append(Array(statements[..<index]) + replacement + Array(statements[(index + 1)...]))
      }
    }
    return lists
  }

  /// What can stand in the place of one statement.
  private static func simpler(_ statement: RecipeStatement) -> [[RecipeStatement]] {
    switch statement {
    case .assignBits(let target, _, _, let source), .assignPart(let target, _, _, let source):
      return [[.assign(target, source)]]
    case .writeLanes(let memory, let address, let value, _, _):
      return [[.writeMemory(memory, address: address, value: value)]]
    case .increment, .assign, .setState, .writeMemory, .assignElement: return []
    case .chooseState(let state, _, let code, let otherwise):
      return [[.setState(state, code: code)], [.setState(state, code: otherwise)]]
    case .when(let branches, let otherwise):
      var choices = statement.bodies
      if otherwise != nil { choices.append([.when(branches, otherwise: nil)]) }
      for index in branches.indices {
        if branches.count > 1 {
          var fewer = branches
          fewer.remove(at: index)
          choices.append([.when(fewer, otherwise: otherwise)])
        }
        for body in simpler(branches[index].body) {
          var changed = branches
          changed[index].body = body
          choices.append([.when(changed, otherwise: otherwise)])
        }
      }
      if let otherwise { choices += simpler(otherwise).map { [.when(branches, otherwise: $0)] } }
      return choices
    case .match(let state, let arms):
      var choices = arms
      for index in arms.indices {
        for arm in simpler(arms[index]) {
          var changed = arms
          changed[index] = arm
          choices.append([.match(state, changed)])
        }
      }
      return choices
    }
  }
}
