extension Program {
  /// Executes all instructions on the values in `slots`.
  ///
  /// The loops are plain `while` loops over raw pointers: nothing here allocates, counts references or checks bounds, and
  /// unoptimised builds have no calls to make.
  func execute(
    _ slots: UnsafeMutablePointer<UInt64>, memory: UnsafeMutablePointer<UInt64>,
    regions: UnsafeMutablePointer<MemoryRegion>
  ) {
    var next = instructions
    var run = runs
    let endOfRuns = runs + runCount
    while run != endOfRuns {
      let end = next + run.pointee.count
      let mask = run.pointee.form.mask
      let s = run.pointee.form.s
      let t = run.pointee.form.t
      switch run.pointee.form.opcode {
      case .copy:
        while next != end {
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)]
          next += 1
        }
      case .not:
        while next != end {
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)] ^ mask
          next += 1
        }
      case .reduceAnd:
        while next != end {
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)] == mask ? 1 : 0
          next += 1
        }
      case .reduceOr:
        while next != end {
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)] != 0 ? 1 : 0
          next += 1
        }
      case .reduceXor:
        while next != end {
          let ones = slots[Int(next.pointee.a)].nonzeroBitCount
          slots[Int(next.pointee.destination)] = UInt64(truncatingIfNeeded: ones & 1)
          next += 1
        }
      case .add:
        while next != end {
          let sum = slots[Int(next.pointee.a)] &+ slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = sum & mask
          next += 1
        }
      case .addSigned:
        while next != end {
          let sum = signed(slots[Int(next.pointee.a)], s) &+ signed(slots[Int(next.pointee.b)], t)
          slots[Int(next.pointee.destination)] = UInt64(bitPattern: sum) & mask
          next += 1
        }
      case .subtract:
        while next != end {
          let difference = slots[Int(next.pointee.a)] &- slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = difference & mask
          next += 1
        }
      case .subtractSigned:
        while next != end {
          let difference = signed(slots[Int(next.pointee.a)], s) &- signed(slots[Int(next.pointee.b)], t)
          slots[Int(next.pointee.destination)] = UInt64(bitPattern: difference) & mask
          next += 1
        }
      case .multiply:
        while next != end {
          let product = slots[Int(next.pointee.a)] &* slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = product & mask
          next += 1
        }
      case .multiplySigned:
        while next != end {
          let product = signed(slots[Int(next.pointee.a)], s) &* signed(slots[Int(next.pointee.b)], t)
          slots[Int(next.pointee.destination)] = UInt64(bitPattern: product) & mask
          next += 1
        }
      case .multiplyAdd:
        while next != end {
          let product = signed(slots[Int(next.pointee.a)], s) &* signed(slots[Int(next.pointee.b)], t)
          let sum = UInt64(bitPattern: product) &+ slots[Int(next.pointee.c)]
          slots[Int(next.pointee.destination)] = sum & mask
          next += 1
        }
      case .divideUnsigned, .divideSigned, .remainderUnsigned, .remainderSigned:
        while next != end {
          let value = Self.divide(
            run.pointee.form.opcode, slots[Int(next.pointee.a)], slots[Int(next.pointee.b)], s)
          slots[Int(next.pointee.destination)] = value & mask
          next += 1
        }
      case .and:
        while next != end {
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)] & slots[Int(next.pointee.b)]
          next += 1
        }
      case .or:
        while next != end {
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)] | slots[Int(next.pointee.b)]
          next += 1
        }
      case .xor:
        while next != end {
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)] ^ slots[Int(next.pointee.b)]
          next += 1
        }
      case .equal:
        while next != end {
          let holds = slots[Int(next.pointee.a)] == slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = holds ? 1 : 0
          next += 1
        }
      case .notEqual:
        while next != end {
          let holds = slots[Int(next.pointee.a)] != slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = holds ? 1 : 0
          next += 1
        }
      case .lessUnsigned:
        while next != end {
          let holds = slots[Int(next.pointee.a)] < slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = holds ? 1 : 0
          next += 1
        }
      case .lessSigned:
        while next != end {
          let holds = signed(slots[Int(next.pointee.a)], s) < signed(slots[Int(next.pointee.b)], t)
          slots[Int(next.pointee.destination)] = holds ? 1 : 0
          next += 1
        }
      case .lessOrEqualUnsigned:
        while next != end {
          let holds = slots[Int(next.pointee.a)] <= slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = holds ? 1 : 0
          next += 1
        }
      case .lessOrEqualSigned:
        while next != end {
          let holds = signed(slots[Int(next.pointee.a)], s) <= signed(slots[Int(next.pointee.b)], t)
          slots[Int(next.pointee.destination)] = holds ? 1 : 0
          next += 1
        }
      case .shiftLeft:
        while next != end {
          let amount = slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = amount > 63 ? 0 : (slots[Int(next.pointee.a)] &<< amount) & mask
          next += 1
        }
      case .shiftRightLogical:
        while next != end {
          let amount = slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = amount > 63 ? 0 : slots[Int(next.pointee.a)] &>> amount
          next += 1
        }
      case .shiftRightArithmetic:
        while next != end {
          let amount = slots[Int(next.pointee.b)]
          let limited = Int64(bitPattern: amount > 63 ? 63 : amount)
          let shifted = signed(slots[Int(next.pointee.a)], s) &>> limited
          slots[Int(next.pointee.destination)] = UInt64(bitPattern: shifted) & mask
          next += 1
        }
      case .shiftLeftConstant:
        while next != end {
          slots[Int(next.pointee.destination)] = (slots[Int(next.pointee.a)] &<< s) & mask
          next += 1
        }
      case .shiftRightConstant:
        while next != end {
          slots[Int(next.pointee.destination)] = (slots[Int(next.pointee.a)] &>> s) & mask
          next += 1
        }
      case .shiftRightArithmeticConstant:
        while next != end {
          let shifted = signed(slots[Int(next.pointee.a)], s) &>> Int64(bitPattern: t)
          slots[Int(next.pointee.destination)] = UInt64(bitPattern: shifted) & mask
          next += 1
        }
      case .selectBit:
        while next != end {
          let index = slots[Int(next.pointee.b)]
          slots[Int(next.pointee.destination)] = index > 63 ? 0 : (slots[Int(next.pointee.a)] &>> index) & 1
          next += 1
        }
      case .mux:
        while next != end {
          let whenTrue = slots[Int(next.pointee.b)]
          let whenFalse = slots[Int(next.pointee.c)]
          slots[Int(next.pointee.destination)] = slots[Int(next.pointee.a)] != 0 ? whenTrue : whenFalse
          next += 1
        }
      case .concatenate:
        while next != end {
          slots[Int(next.pointee.destination)] = (slots[Int(next.pointee.a)] &<< s) | slots[Int(next.pointee.b)]
          next += 1
        }
      case .signExtend:
        while next != end {
          slots[Int(next.pointee.destination)] = UInt64(bitPattern: signed(slots[Int(next.pointee.a)], s)) & mask
          next += 1
        }
      case .memoryRead:
        while next != end {
          let region = regions + Int(next.pointee.b)
          let address = slots[Int(next.pointee.a)]
          let exists = address < UInt64(bitPattern: Int64(region.pointee.depth))
          slots[Int(next.pointee.destination)] = exists ? memory[region.pointee.start &+ Int(address)] : 0
          next += 1
        }
      case .wide:
        while next != end {
          wideOperations[Int(next.pointee.a)].execute(slots, memory: memory, regions: regions)
          next += 1
        }
      }
      run += 1
    }
  }

  @inline(__always)
  private func signed(_ value: UInt64, _ sign: UInt64) -> Int64 {
    Int64(bitPattern: (value ^ sign) &- sign)
  }

  /// Rounded toward zero; 0 for a divisor of 0.
  private static func divide(_ opcode: Opcode, _ a: UInt64, _ b: UInt64, _ sign: UInt64) -> UInt64 {
    if b == 0 { return 0 }
    let left = Int64(bitPattern: (a ^ sign) &- sign)
    let right = Int64(bitPattern: (b ^ sign) &- sign)
    switch opcode {
    case .divideUnsigned: return a / b
    case .remainderUnsigned: return a % b
    // The one quotient that overflows wraps, as any other result.
    case .divideSigned: return UInt64(bitPattern: left.dividedReportingOverflow(by: right).partialValue)
    default: return UInt64(bitPattern: left.remainderReportingOverflow(dividingBy: right).partialValue)
    }
  }
}
