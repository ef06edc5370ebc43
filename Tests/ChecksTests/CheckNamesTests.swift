import RTL
import RTLTestSupport
import Testing

@testable import Checks

@Suite struct CheckNamesTests {
  @Test func twoObjectsOfOneName() {
    let text = diagnostics { m in
      let y = m.output("y")
      let w = m.wire("w")
      let r = m.register("w", reset: 0)
      m.assign(w, m.constant(0))
      m.assign(r, m.constant(0))
      m.assign(y, m.binary(.and, m.read(w), m.read(r)))
    }
    #expect(
      text == """
        error[N001]: 'w' names a wire and a register of module 'example'
          --> Example.swift:3:1
          note: the first one is declared here: Example.swift:2:1
          help: rename one of them
        """)
  }

  @Test func wordsThatOthersReserve() {
    let text = diagnostics { m in
      _ = m.input("short")
      _ = m.input("eval")
      _ = m.wire("set")
      _ = m.wire("trace")
    }
    #expect(
      text == """
        error[N002]: input 'short' of module 'example' is named by a reserved word of C++, which Verilator translates designs to
          --> Example.swift:1:1
          help: choose another name, such as 'short_input'
        error[N005]: input 'eval' of module 'example' is named as a part of every model that Verilator makes
          --> Example.swift:2:1
          help: choose another name, such as 'eval_input'
        error[N002]: wire 'set' of module 'example' is named by a word that Verilog tools keep for themselves
          --> Example.swift:3:1
          help: choose another name, such as 'set_wire'
        """)
  }

  @Test func twoMemoriesOfOneName() {
    let text = diagnostics { m in
      _ = m.memory("table", depth: 2, .bit)
      _ = m.memory("table_2", depth: 2, .bit)
      _ = m.memory("table_2", depth: 2, .bit)
    }
    #expect(
      text == """
        error[N002]: memory 'table' of module 'example' is named by a reserved word of Verilog
          --> Example.swift:1:1
          help: choose another name, such as 'table_memory'
        error[N001]: 'table_2' names two memories of module 'example'
          --> Example.swift:3:1
          note: the first one is declared here: Example.swift:2:1
          help: rename one of them
        """)
  }

  @Test func clockAndResetCountWhenUsed() {
    let build: (ModuleBuilder) -> Void = { m in
      _ = m.input("clk")
      _ = m.input("rst")
    }
    #expect(diagnostics(build) == "")
    let text = diagnostics { m in
      build(m)
      m.edit { $0.domains[0].usesClock = true }
      m.edit { $0.domains[0].usesReset = true }
    }
    #expect(
      text == """
        error[N001]: 'clk' names a clock and an input of module 'example'
          --> Example.swift:1:1
          help: rename one of them
        error[N001]: 'rst' names a reset and an input of module 'example'
          --> Example.swift:2:1
          help: rename one of them
        """)
  }

  @Test func namesThatVerilogCannotSpell() {
    let text = diagnostics { m in
      _ = m.input("2nd")
      _ = m.input("")
      _ = m.input("a-b")
    }
    #expect(
      text == """
        error[N003]: input '2nd' of module 'example' has a name that Verilog cannot spell
          --> Example.swift:1:1
          help: use letters, digits and '_', and no digit first
        error[N003]: an input of module 'example' has no name
          --> Example.swift:2:1
          help: use letters, digits and '_', and no digit first
        error[N003]: input 'a-b' of module 'example' has a name that Verilog cannot spell
          --> Example.swift:3:1
          help: use letters, digits and '_', and no digit first, such as 'a_b'
        """)
  }

  @Test func modules() {
    let child = ModuleBuilder("child")
    let other = ModuleBuilder("Child")
    let same = ModuleBuilder("child")
    let top = ModuleBuilder("module")
    _ = top.instance("a", of: child.module, 1)
    _ = top.instance("b", of: other.module, 2)
    _ = top.instance("c", of: same.module, 3)
    #expect(
      diagnostics(top.module, child.module, other.module, same.module) == """
        error[N002]: module 'module' is named by a reserved word of Verilog
          help: choose another name, such as 'module_module'
        error[N004]: modules 'child' and 'Child' differ by case alone, and so do their files
          --> Example.swift:2:1
          note: the first one is used here: Example.swift:1:1
          help: give them different names
        error[N004]: two different modules are named 'child'
          --> Example.swift:3:1
          note: the first one is used here: Example.swift:1:1
          help: give them different names
        """)
  }

  @Test func instancePortNamesAreHints() {
    let child = ModuleBuilder("child")
    child.assign(child.output("y"), child.constant(0))
    let top = ModuleBuilder("top")
    let w = top.wire("a_y")
    _ = top.instance("a", of: child.module, 1)
    top.assign(w, top.constant(0))
    #expect(diagnostics(top.module, child.module) == "")
  }
}

@Suite struct CheckRecursionTests {
  @Test func moduleThatContainsItself() {
    let top = ModuleBuilder("top")
    let middle = ModuleBuilder("middle")
    _ = top.instance("inner", of: middle.module, 1)
    _ = middle.instance("first", of: middle.module, 2)
    let last = ModuleBuilder("last")
    _ = last.instance("again", of: middle.module, 1)
    _ = last.instance("more", of: middle.module, 1)
    #expect(
      diagnostics(top.module, middle.module, last.module) == """
        error[E010]: module 'middle' contains itself: 'middle' -> 'last' -> 'middle'
          --> Example.swift:1:1
          note: 'last' makes instance 'again' here: Example.swift:1:1
          help: let a parameter end the recursion
        """)
  }

  @Test func directly() {
    let top = ModuleBuilder("top")
    _ = top.instance("inner", of: top.module, 0)
    #expect(
      diagnostics(top.module) == """
        error[E010]: module 'top' contains itself: 'top' -> 'top'
          --> Example.swift:1:1
          help: let a parameter end the recursion
        """)
  }
}
