import RTL

/// Designs that together use every construct, by name.
enum SampleDesigns {
  static let all: [(name: String, design: Design)] = [
    ("multiply_accumulate", multiplyAccumulate),
    ("receiver", receiver),
    ("partial", partial),
    ("pair", pair),
    ("scratchpad", scratchpad),
    ("operators", operators),
    ("leftovers", leftovers),
    ("overrides", overrides),
    ("ripple_adder", rippleAdder),
    ("adder_chain", adderChain),
  ]

  /// Product and sum in one cycle.
  static var multiplyAccumulate: Design {
    let m = ModuleSketch("multiply_accumulate")
    m.definition.summary = "Multiply-accumulate with a synchronous clear."
    m.definition.parameters = [
      Parameter(name: "operandWidth", value: "8"), Parameter(name: "accumulatorWidth", value: "32"),
    ]
    let a = m.input("a", .signed(8))
    let b = m.input("b", .signed(8))
    let clear = m.input("clear", .bit)
    let sum = m.output("sum", .signed(32))
    let accumulator = m.register("accumulator", .signed(32), reset: 0)
    let product = m.binary(.multiply, m.extend(a, 16), m.extend(b, 16))
    let next = m.binary(.add, m.read(accumulator), m.extend(product, 32))
    m.when((clear, { m.assign(accumulator, m.constant(0, .signed(32))) }), otherwise: { m.assign(accumulator, next) })
    m.assign(sum, m.read(accumulator))
    return Design(m)
  }

  /// A state machine with an asynchronous active-low reset, and a register that reset leaves alone.
  static var receiver: Design {
    let reset = ClockDomain.Reset(name: "rst_n", kind: .asynchronous, polarity: .activeLow)
    let m = ModuleSketch("receiver", domain: ClockDomain(reset: reset))
    m.definition.summary = "Waits for a start bit and takes eight more."
    let serial = m.input("serial", .bit)
    let data = m.output("data", .unsigned(8))
    let valid = m.output("valid", .bit)
    let stateType = m.enumeration("State", width: 2, ["idle", "receive", "done", "neverUsed"])
    let state = m.register("state", stateType, reset: 0)
    let count = m.register("count", .unsigned(3), reset: 0)
    let shift = m.register("shift", .unsigned(8))
    let current = m.read(state)
    m.match(
      current,
      ([0], { m.when((m.unary(.not, serial), { m.assign(state, m.constant(1, stateType)) })) }),
      (
        [1],
        {
          m.assign(count, m.binary(.add, m.read(count), m.constant(1, .unsigned(3))))
          m.assign(shift, m.cat(serial, m.slice(m.read(shift), 7, 1)))
          let isLast = m.binary(.equal, m.read(count), m.constant(7, .unsigned(3)))
          m.when((isLast, { m.assign(state, m.constant(2, stateType)) }))
        }
      ), ([2], { m.assign(state, m.constant(0, stateType)) }),
      otherwise: { m.assign(state, m.constant(0, stateType)) })
    m.assign(data, m.read(shift))
    m.assign(valid, m.binary(.equal, current, m.constant(2, stateType)))
    return Design(m)
  }

  /// Bits of wires and registers assigned one by one.
  static var partial: Design {
    let m = ModuleSketch("partial")
    let a = m.input("a", .unsigned(8))
    let enable = m.input("enable", .bit)
    let swapped = m.output("swapped", .unsigned(8))
    let masked = m.output("masked", .unsigned(8))
    let held = m.output("held", .unsigned(8))
    let register = m.register("kept", .unsigned(8), reset: 0x5a)
    m.assign(swapped, low: 0, m.slice(a, 7, 4))
    m.assign(swapped, low: 4, m.slice(a, 3, 0))
    m.assign(masked, m.constant(0, .unsigned(8)))
    m.when((enable, { m.assign(masked, low: 2, m.slice(a, 5, 2)) }))
    m.assign(masked, low: 7, m.slice(a, 0, 0))
    m.assign(register, low: 0, m.slice(a, 0, 0))
    m.when((enable, { m.assign(register, low: 4, m.slice(a, 3, 0)) }))
    m.assign(held, m.read(register))
    return Design(m)
  }

  /// A module with two instances of another one.
  static var pair: Design {
    let child = ModuleSketch("delay")
    child.definition.summary = "One cycle of delay, and the sum with what came before."
    let d = child.input("d", .unsigned(8))
    let q = child.output("q", .unsigned(8))
    let total = child.output("total", .unsigned(9))
    let stage = child.register("stage", .unsigned(8), reset: 0)
    child.assign(stage, d)
    child.assign(q, child.read(stage))
    child.assign(total, child.binary(.add, child.extend(d, 9), child.extend(child.read(stage), 9)))

    let m = ModuleSketch("pair")
    let x = m.input("x", .unsigned(8))
    let invert = m.input("invert", .bit)
    let y = m.output("y", .unsigned(8))
    let sum = m.output("sum", .unsigned(10))
    let first = m.instance("first", of: child.definition, ModuleID(1))
    let second = m.instance("second", of: child.definition, ModuleID(1))
    m.assign(first[0], m.binary(.xor, x, m.replicate(invert, 8)))
    m.assign(second[0], m.read(first[1]))
    m.assign(y, m.read(second[1]))
    m.assign(sum, m.binary(.add, m.extend(m.read(first[2]), 10), m.constant(3, .unsigned(10))))
    return Design(modules: [m.definition, child.definition])
  }

  /// Memories whose addresses fit, are too wide and too narrow.
  static var scratchpad: Design {
    let m = ModuleSketch("scratchpad")
    let address = m.input("address", .unsigned(4))
    let wide = m.input("wide", .unsigned(8))
    let write = m.input("write", .bit)
    let value = m.input("value", .signed(8))
    let exact = m.output("exact", .signed(8))
    let tenth = m.output("tenth", .signed(16))
    let isNegative = m.output("is_negative", .bit)
    let narrow = m.output("narrow", .signed(8))
    let single = m.output("single", .unsigned(4))
    let full = m.memory("full", depth: 16, .signed(8))
    let ten = m.memory("ten", depth: 10, .signed(8))
    let one = m.memory("one", depth: 1, .unsigned(4))
    let fixed = m.memory("fixed", depth: 4, .unsigned(4))
    m.when(
      (
        write,
        {
          m.write(full, address, value)
          m.write(ten, wide, value)
          m.write(one, m.slice(address, 0, 0), m.slice(value, 3, 0))
          m.write(fixed, m.constant(2, .unsigned(2)), m.slice(value, 3, 0))
        }
      ))
    m.assign(exact, m.read(full, address))
    let word = m.read(ten, wide)
    m.assign(tenth, m.extend(word, 16))
    m.assign(isNegative, m.binary(.less, word, m.constant(0, .signed(8))))
    m.when(
      (m.select(wide, address), { m.assign(narrow, m.read(ten, m.slice(address, 1, 0))) }),
      otherwise: { m.assign(narrow, m.read(full, m.constant(3, .unsigned(4)))) })
    m.assign(single, m.binary(.or, m.read(one, m.slice(wide, 0, 0)), m.read(fixed, m.slice(wide, 1, 0))))
    return Design(m)
  }

  /// Every operator once.
  static var operators: Design {
    let m = ModuleSketch("operators")
    let a = m.input("a", .unsigned(8))
    let b = m.input("b", .unsigned(8))
    let s = m.input("s", .signed(8))
    let t = m.input("t", .signed(8))
    let n = m.input("n", .unsigned(4))
    let c = m.input("c", .bit)
    var values: [(String, (ModuleSketch) -> ExpressionID)] = []
    for op in [BinaryOperator.add, .subtract, .multiply, .and, .or, .xor] {
      values.append(("\(op)", { $0.binary(op, a, b) }))
    }
    for op in [BinaryOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual] {
      values.append(("\(op)_unsigned", { $0.binary(op, a, b) }))
      values.append(("\(op)_signed", { $0.binary(op, s, t) }))
      values.append(("\(op)_reread", { $0.binary(op, $0.signed(a), t) }))
    }
    for op in [BinaryOperator.divide, .remainder] {
      values.append(("\(op)_unsigned", { $0.binary(op, a, $0.constant(3, .unsigned(8))) }))
      values.append(("\(op)_signed", { $0.binary(op, s, $0.constant(3, .signed(8))) }))
    }
    for op in [BinaryOperator.shiftLeft, .shiftRight] {
      values.append(("\(op)_unsigned", { $0.binary(op, a, n) }))
      values.append(("\(op)_signed", { $0.binary(op, s, n) }))
      values.append(("\(op)_by_2", { $0.binary(op, s, $0.constant(2, .unsigned(3))) }))
      values.append(("\(op)_beyond", { $0.binary(op, s, $0.constant(9, .unsigned(4))) }))
    }
    for op in UnaryOperator.allCases { values.append(("\(op)", { $0.unary(op, s) })) }
    values.append(("not_bit", { $0.unary(.not, c) }))
    values.append(("mux", { $0.mux(c, a, b) }))
    values.append(("slice", { $0.slice(a, 6, 3) }))
    values.append(("concatenate", { $0.cat(a, $0.cat(s, c)) }))
    values.append(("replicate", { $0.replicate(c, 4) }))
    values.append(("extend_unsigned", { $0.extend(a, 12) }))
    values.append(("extend_signed", { $0.extend(s, 12) }))
    values.append(("extend_operation", { $0.extend($0.binary(.and, a, b), 12) }))
    values.append(("select_bit", { $0.select(a, n) }))
    values.append(("average", { $0.slice($0.binary(.add, $0.extend(a, 9), $0.extend(b, 9)), 8, 1) }))
    values.append(("wrapped", { $0.slice($0.binary(.add, $0.extend(a, 9), $0.extend(b, 9)), 7, 0) }))
    var outputs: [SignalID] = []
    let types = values.map { name, make in
      let scratch = ModuleSketch("scratch")
      scratch.definition = m.definition
      return scratch.type(make(scratch))
    }
    for (value, type) in zip(values, types) { outputs.append(m.output(EmittedName.snakeCase("\(value.0)_out"), type)) }
    for (output, value) in zip(outputs, values) { m.assign(output, value.1(m)) }
    return Design(m)
  }

  /// Ports, bits, outputs of instances and named expressions that nothing reads.
  static var leftovers: Design {
    let child = ModuleSketch("halves")
    let whole = child.input("whole", .unsigned(8))
    let upper = child.output("upper", .unsigned(4))
    let lower = child.output("lower", .unsigned(4))
    child.assign(upper, child.slice(whole, 7, 4))
    child.assign(lower, child.slice(whole, 3, 0))

    let m = ModuleSketch("leftovers")
    let a = m.input("a", .unsigned(8))
    _ = m.input("ignored", .signed(5))
    let out = m.output("out", .unsigned(3))
    let constant = m.output("constant", .unsigned(4))
    let halves = m.instance("halves", of: child.definition, ModuleID(1))
    let never = m.register("never_read", .unsigned(2), reset: 3)
    let memory = m.memory("write_only", depth: 4, .unsigned(2))
    m.assign(halves[0], a)
    m.assign(never, m.slice(a, 1, 0))
    m.write(memory, m.slice(a, 1, 0), m.slice(a, 3, 2))
    _ = m.name(m.binary(.add, a, m.constant(1, .unsigned(8))), "next_a")
    m.assign(out, m.slice(m.read(halves[2]), 2, 0))
    m.when(
      (m.constant(1, .bit), { m.assign(constant, m.constant(5, .unsigned(4))) }),
      otherwise: { m.assign(constant, m.constant(6, .unsigned(4))) })
    return Design(modules: [m.definition, child.definition])
  }

  /// Wires that their own block reads, and assignments that others override.
  static var overrides: Design {
    let m = ModuleSketch("overrides")
    let a = m.input("a", .unsigned(4))
    let c = m.input("c", .bit)
    let x = m.output("x", .unsigned(4))
    let y = m.output("y", .unsigned(4))
    let z = m.output("z", .unsigned(4))
    m.assign(z, a)
    m.assign(z, low: 1, m.slice(a, 3, 2))
    m.assign(x, m.constant(9, .unsigned(4)))
    m.assign(x, a)
    m.assign(y, m.constant(0, .unsigned(4)))
    let y0 = m.slice(m.read(x), 1, 0)
    m.when(
      (m.binary(.and, c, m.slice(a, 0, 0)), { m.assign(x, m.unary(.not, a)) }),
      (c, { m.assign(y, low: 1, y0) }),
      otherwise: { m.assign(y, m.binary(.add, m.read(x), m.constant(1, .unsigned(4)))) })
    return Design(m)
  }

  /// A carry chain in one vector, assigned bit by bit.
  static var rippleAdder: Design {
    let m = ModuleSketch("ripple_adder")
    let a = m.input("a", .unsigned(4))
    let b = m.input("b", .unsigned(4))
    let sum = m.output("sum", .unsigned(4))
    let overflow = m.output("overflow", .bit)
    let carry = m.wire("carry", .unsigned(5))
    m.assign(carry, m.constant(0, .unsigned(5)))
    for index in 0..<4 {
      let x = m.slice(a, index, index)
      let y = m.slice(b, index, index)
      let c = m.slice(m.read(carry), index, index)
      let one = m.binary(.and, c, m.binary(.or, x, y))
      m.assign(carry, low: index + 1, m.binary(.or, m.binary(.and, x, y), one))
    }
    m.assign(sum, m.binary(.xor, m.binary(.xor, a, b), m.slice(m.read(carry), 3, 0)))
    m.assign(overflow, m.slice(m.read(carry), 4, 4))
    return Design(m)
  }

  /// A carry chain through instances, and conditions that read what the same block drives.
  static var adderChain: Design {
    let cell = ModuleSketch("full_adder")
    let x = cell.input("x", .bit)
    let y = cell.input("y", .bit)
    let carryIn = cell.input("carry_in", .bit)
    let total = cell.output("total", .bit)
    let carryOut = cell.output("carry_out", .bit)
    let difference = cell.binary(.xor, x, y)
    cell.assign(total, cell.binary(.xor, difference, carryIn))
    cell.assign(carryOut, cell.mux(difference, carryIn, x))

    let m = ModuleSketch("adder_chain")
    let a = m.input("a", .unsigned(3))
    let b = m.input("b", .unsigned(3))
    let saturates = m.input("saturates", .bit)
    let sum = m.output("sum", .unsigned(3))
    let carry = m.wire("carry", .unsigned(4))
    let raw = m.wire("raw", .unsigned(3))
    m.assign(carry, low: 0, m.constant(0, .bit))
    for index in 0..<3 {
      let ports = m.instance("bit_\(index)", of: cell.definition, ModuleID(1))
      m.assign(ports[0], m.slice(a, index, index))
      m.assign(ports[1], m.slice(b, index, index))
      m.assign(ports[2], m.slice(m.read(carry), index, index))
      m.assign(raw, low: index, m.read(ports[3]))
      m.assign(carry, low: index + 1, m.read(ports[4]))
    }
    let overflows = m.binary(.and, saturates, m.slice(m.read(carry), 3, 3))
    m.when(
      (overflows, { m.assign(sum, m.constant(7, .unsigned(3))) }), otherwise: { m.assign(sum, m.read(raw)) })
    return Design(modules: [m.definition, cell.definition])
  }
}
