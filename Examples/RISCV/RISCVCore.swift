import Bitloom

/// Where a core reads and writes data. A transfer takes place in a cycle in which `valid` and `ready` are 1; until then the
/// request stays. `readData` belongs to that cycle.
struct DataBus: Interface {
  @Output var valid: Signal = .bit
  /// Of the byte; the word is at the multiple of 4 below.
  @Output var address: Signal = .unsigned(32)
  /// The bytes of the word to be written; none for a load.
  @Output var strobes: Signal = .unsigned(4)
  @Output var writeData: Signal = .unsigned(32)
  @Input var ready: Signal = .bit
  @Input var readData: Signal = .unsigned(32)
}

/// A processor core of the RISC-V instruction set RV32I (version 2.1), without privileged instructions. FENCE does nothing.
///
/// An instruction a cycle; loads and stores wait for the data bus. The instruction memory is synchronous: `instruction` is the
/// word at the `fetchAddress` of the cycle before. ECALL, EBREAK, an unknown instruction, and a jump or access that is not
/// aligned stop the core for good: `isTrapped` is 1 and `fetchAddress` stays at the instruction. Registers: the program counter
/// and two bits; memory: the 32 registers, which reset leaves alone. Reset: begins at `resetAddress`.
struct RISCVCore: Module {
  var resetAddress = 0

  struct IO: Interface {
    @Output var fetchAddress: Signal = .unsigned(32)
    @Input var instruction: Signal = .unsigned(32)
    var data = DataBus()
    @Output var isTrapped: Signal = .bit
  }
  var ports: IO { IO() }
  var parameterProblems: [String] {
    let isPossible = resetAddress >= 0 && resetAddress < 1 << 32 && resetAddress % 4 == 0
    return isPossible ? [] : ["resetAddress is \(resetAddress); it must be a multiple of 4 from 0 to 4294967292"]
  }

  func build(_ io: IO) {
    let pc = register("pc", .unsigned(32), reset: resetAddress)
    let isRunning = register("is_running", .bit, reset: 0)
    let isTrapped = register("is_stopped", .bit, reset: 0)
    let registers = memory("registers", .unsigned(32), depth: 32)
    let code = Instruction(io.instruction)
    let left = mux(code.rs1 == 0, 0, registers.read(at: code.rs1)).named("left")
    let right = mux(code.rs2 == 0, 0, registers.read(at: code.rs2)).named("right")

    let access = (left &+ mux(code.is(.store), code.immediateS, code.immediateI)).named("access_address")
    let isAccess = (code.is(.load) || code.is(.store)).named("is_access")
    let target = target(code, pc: pc, left: left, isTaken: isTaken(code, left, right).named("is_taken"))
    let isMisaligned = mux(isAccess, isMisaligned(access, size: code.function[1...0]), target[1...0] != 0)
      .named("is_misaligned")
    let traps = (isRunning && (!code.isLegal || isMisaligned)).named("traps")
    let isTransfer = (isRunning && !isTrapped && !traps && isAccess).named("is_transfer")
    let completes = (isRunning && !isTrapped && !traps && (!isAccess || io.data.ready)).named("completes")

    let result = result(code, pc: pc, left, right, loaded(code, io.data.readData, access))

    isRunning <== 1
    when(traps) { isTrapped <== 1 }
    when(completes) {
      pc <== target
      when(code.rd != 0 && code.writesRegister) {
        registers.write(result, at: code.rd)
      }
    }
    io.fetchAddress <== mux(completes, target, pc)
    io.isTrapped <== isTrapped
    drive(io.data, code, isTransfer: isTransfer, address: access, value: right)
  }

  private func target(_ code: Instruction, pc: Signal, left: Signal, isTaken: Signal) -> Signal {
    let target = wire("target", .unsigned(32))
    target <== pc &+ 4
    when(code.is(.branch) && isTaken) { target <== pc &+ code.immediateB }
    when(code.is(.jal)) { target <== pc &+ code.immediateJ }
    when(code.is(.jalr)) { target <== (left &+ code.immediateI) & 0xffff_fffe }
    return target
  }

  private func isTaken(_ code: Instruction, _ left: Signal, _ right: Signal) -> Signal {
    let less = mux(code.function[1], left < right, left.asSigned < right.asSigned)
    return mux(code.function[2], less, left == right) ^ code.function[0]
  }

  private func isMisaligned(_ address: Signal, size: Signal) -> Signal {
    (size == 1 && address[0]) || (size == 2 && address[1...0] != 0)
  }

  private func result(_ code: Instruction, pc: Signal, _ left: Signal, _ right: Signal, _ loaded: Signal) -> Signal {
    let result = wire("result", .unsigned(32))
    result <== arithmetic(code, left, mux(code.is(.register), right, code.immediateI).named("operand"))
    when(code.is(.load)) { result <== loaded }
    when(code.is(.lui)) { result <== code.immediateU }
    when(code.is(.auipc)) { result <== pc &+ code.immediateU }
    when(code.is(.jal) || code.is(.jalr)) { result <== pc &+ 4 }
    return result
  }

  private func arithmetic(_ code: Instruction, _ left: Signal, _ right: Signal) -> Signal {
    enum Operation: HardwareEnum { case add, shiftLeft, less, lessUnsigned, xor, shiftRight, or, and }
    let operation = wire("operation", Operation.self)
    let result = wire("arithmetic", .unsigned(32))
    let amount = right[4...0].named("amount")
    operation.signal <== code.function
    match(operation) {
      switch $0 {
      case .add: result <== mux(code.is(.register) && code.isAlternative, left &- right, left &+ right)
      case .shiftLeft: result <== left &<< amount
      case .less: result <== left.asSigned < right.asSigned
      case .lessUnsigned: result <== left < right
      case .xor: result <== left ^ right
      case .shiftRight: result <== mux(code.isAlternative, (left.asSigned >> amount).asUnsigned, left >> amount)
      case .or: result <== left | right
      case .and: result <== left & right
      }
    }
    return result
  }

  private func loaded(_ code: Instruction, _ word: Signal, _ address: Signal) -> Signal {
    let value = (word >> cat(address[1...0], constant(0, .unsigned(3)))).named("aligned")
    let isSigned = !code.function[2]
    let half = cat((isSigned && value[15]).repeated(16), value[15...0])
    let byte = cat((isSigned && value[7]).repeated(24), value[7...0])
    return mux(code.function[1], value, mux(code.function[0], half, byte))
  }

  private func drive(_ bus: DataBus, _ code: Instruction, isTransfer: Signal, address: Signal, value: Signal) {
    bus.valid <== isTransfer
    bus.address <== mux(isTransfer, address, 0)
    bus.strobes <== 0
    bus.writeData <== 0
    when(isTransfer && code.is(.store)) {
      let bytes = mux(code.function[1], 0b1111, mux(code.function[0], 0b0011, constant(0b0001, .unsigned(4))))
      bus.strobes <== bytes &<< address[1...0]
      bus.writeData <== value &<< cat(address[1...0], constant(0, .unsigned(3)))
    }
  }
}
