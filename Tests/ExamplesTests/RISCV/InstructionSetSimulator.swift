/// RV32I as the manual describes it, an instruction at a time.
struct InstructionSetSimulator {
  struct Access: Equatable {
    var address: UInt32
    /// 0 for a load.
    var strobes = 0
    /// The bytes that are written, in their places.
    var data: UInt32 = 0
  }

  let program: [UInt32]
  private(set) var pc: UInt32 = 0
  private(set) var x = [Int32](repeating: 0, count: 32)
  private(set) var memory: [UInt8]
  private(set) var isTrapped = false

  /// Addresses of data wrap at the size of the memory.
  init(program: [UInt32], memory: [UInt8]) {
    self.program = program
    self.memory = memory
  }

  private func byte(_ address: UInt32) -> Int32 { Int32(memory[Int(address) % memory.count]) }

  /// Runs one instruction; returns its access to the memory.
  mutating func step() -> Access? {
    guard !isTrapped, Int(pc / 4) < program.count else {
      isTrapped = true
      return nil
    }
    let word = Int32(bitPattern: program[Int(pc / 4)])
    let field = { (low: Int, count: Int) in Int(UInt32(bitPattern: word)) >> low & ((1 << count) - 1) }
    let signExtended = { (value: Int, width: Int) in Int32(value < 1 << (width - 1) ? value : value - (1 << width)) }
    let (rd, f3, f7) = (field(7, 5), field(12, 3), field(25, 7))
    let (a, b) = (x[field(15, 5)], x[field(20, 5)])
    let immediate = word >> 20
    var next = pc &+ 4
    var result: Int32?
    var access: Access?
    switch field(0, 7) {
    case 0x37: result = word & ~0xfff
    case 0x17: result = Int32(bitPattern: pc) &+ (word & ~0xfff)
    case 0x6f:
      let offset = signExtended(field(31, 1) << 20 | field(12, 8) << 12 | field(20, 1) << 11 | field(21, 10) << 1, 21)
      result = Int32(bitPattern: pc &+ 4)
      next = pc &+ UInt32(bitPattern: offset)
    case 0x67 where f3 == 0:
      result = Int32(bitPattern: pc &+ 4)
      next = UInt32(bitPattern: a &+ immediate) & ~1
    case 0x63:
      guard let isTaken = Self.compare(f3, a, b) else { return trap() }
      let offset = signExtended(field(31, 1) << 12 | field(7, 1) << 11 | field(25, 6) << 5 | field(8, 4) << 1, 13)
      if isTaken { next = pc &+ UInt32(bitPattern: offset) }
    case 0x03:
      let address = UInt32(bitPattern: a &+ immediate)
      guard let value = load(f3, address) else { return trap() }
      result = value
      access = Access(address: address)
    case 0x23:
      let address = UInt32(bitPattern: a &+ signExtended(f7 << 5 | rd, 12))
      guard let stored = store(f3, address, UInt32(bitPattern: b)) else { return trap() }
      access = stored
    case 0x13:
      let shift = Int32(field(20, 5))
      let isShift = f3 == 1 || f3 == 5
      if isShift, f7 != 0, !(f3 == 5 && f7 == 0x20) { return trap() }
      result = Self.arithmetic(f3, isAlternative: f3 == 5 && f7 == 0x20, a, isShift ? shift : immediate)
    case 0x33:
      guard f7 == 0 || f7 == 0x20 && (f3 == 0 || f3 == 5) else { return trap() }
      result = Self.arithmetic(f3, isAlternative: f7 == 0x20, a, b)
    case 0x0f where f3 == 0: break
    default: return trap()
    }
    if next % 4 != 0 { return trap() }
    if let result, rd != 0 { x[rd] = result }
    pc = next
    return access
  }

  private mutating func trap() -> Access? {
    isTrapped = true
    return nil
  }

  private static func compare(_ f3: Int, _ a: Int32, _ b: Int32) -> Bool? {
    let (ua, ub) = (UInt32(bitPattern: a), UInt32(bitPattern: b))
    return switch f3 {
    case 0: a == b
    case 1: a != b
    case 4: a < b
    case 5: a >= b
    case 6: ua < ub
    case 7: ua >= ub
    default: nil
    }
  }

  private static func arithmetic(_ f3: Int, isAlternative: Bool, _ a: Int32, _ b: Int32) -> Int32 {
    let unsigned = UInt32(bitPattern: a)
    switch f3 {
    case 0: return isAlternative ? a &- b : a &+ b
    case 1: return a &<< (b & 31)
    case 2: return a < b ? 1 : 0
    case 3: return unsigned < UInt32(bitPattern: b) ? 1 : 0
    case 4: return a ^ b
    case 5: return isAlternative ? a &>> (b & 31) : Int32(bitPattern: unsigned &>> UInt32(b & 31))
    case 6: return a | b
    default: return a & b
    }
  }

  private func load(_ f3: Int, _ address: UInt32) -> Int32? {
    let sizes = [0: 1, 1: 2, 2: 4, 4: 1, 5: 2]
    guard let size = sizes[f3], Int(address) % size == 0 else { return nil }
    var value: Int32 = 0
    for offset in (0..<UInt32(size)).reversed() { value = value << 8 | byte(address &+ offset) }
    if f3 == 0 { return Int32(Int8(truncatingIfNeeded: value)) }
    return f3 == 1 ? Int32(Int16(truncatingIfNeeded: value)) : value
  }

  private mutating func store(_ f3: Int, _ address: UInt32, _ value: UInt32) -> Access? {
    guard f3 < 3, Int(address) % (1 << f3) == 0 else { return nil }
    var access = Access(address: address)
    for offset in 0..<UInt32(1 << f3) {
      let data = UInt8(truncatingIfNeeded: value >> (8 * offset))
      let lane = (address &+ offset) % 4
      memory[Int(address &+ offset) % memory.count] = data
      access.strobes |= 1 << Int(lane)
      access.data |= UInt32(data) << (8 * lane)
    }
    return access
  }
}
