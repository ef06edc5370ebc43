import Bitloom
import Components
import Testing

/// What is said of register maps that cannot be.
@Suite struct RegisterMapProblemTests {
  private static func map(_ registers: Register..., addressWidth: Int = 12) -> RegisterMap {
    RegisterMap("block", addressWidth: addressWidth, registers: registers)
  }

  private static func map(fields: RegisterField...) -> RegisterMap { map(Register("control", fields: fields)) }

  private static func bit(_ name: String, _ bit: Int) -> RegisterField { RegisterField(name, bit: bit, .readWrite) }

  @Test func sizes() {
    let word = Register("word", .readWrite)
    #expect(
      RegisterMap("block", dataWidth: 16, registers: [word]).problems == ["dataWidth is 16; it must be 32 or 64"])
    #expect(Self.map(word, addressWidth: 2).problems == ["addressWidth is 2; it must be from 3 to 64"])
    #expect(
      RegisterMap("block", dataWidth: 64, addressWidth: 65, registers: []).problems == [
        "addressWidth is 65; it must be from 4 to 64", "register map 'block' has no registers",
      ])
    #expect(
      Self.map(Register("many", count: 0, .readWrite), Register("more", count: 5000, .readWrite)).problems == [
        "register 'many' has a count of 0; it must be from 1 to 4096",
        "register 'more' has a count of 5000; it must be from 1 to 4096",
      ])
    #expect(
      Self.map(Register("a", count: 4096, .readWrite), Register("b", .readWrite), addressWidth: 32).problems
        == ["register map 'block' has 4097 registers; it may have 4096"])
  }

  @Test func offsets() {
    #expect(
      Self.map(Register("a", at: 6, .readWrite), Register("b", at: -4, .readWrite)).problems == [
        "register 'a' has the offset 6; it must be a multiple of 4 from 0 to 281474976710656",
        "register 'b' has the offset -4; it must be a multiple of 4 from 0 to 281474976710656",
      ])
    #expect(
      Self.map(Register("a", count: 2, stride: 0, .readWrite)).problems
        == ["register 'a' has the stride 0; it must be a multiple of 4 from 4 to 281474976710656"])
    #expect(
      Self.map(Register("a", count: 4, stride: 8, .readWrite), Register("b", at: 8, .readWrite)).problems
        == ["registers 'a' and 'b' are both at 0x8"])
    #expect(Self.map(Register("a", count: 4, stride: 8, .readWrite), Register("b", at: 4, .readWrite)).problems == [])
    #expect(
      Self.map(Register("a", count: 3, .readWrite), addressWidth: 3).problems
        == ["register 'a' ends at 0xc, beyond the 0x8 bytes of an addressWidth of 3"])
  }

  @Test func fields() {
    #expect(Self.map(fields: Self.bit("a", 32)).problems.count == 1)
    #expect(
      Self.map(fields: RegisterField("a", bits: 0...7, .readWrite)).problems == [
        "field 'control.a' has the bits 0...7; they must be from 31 down to 0, the most significant first"
      ])
    #expect(
      Self.map(fields: RegisterField("a", bits: 7...4, .readWrite), RegisterField("b", bits: 4...0, .readOnly)).problems
        == ["field 'control.b' (4...0) overlaps field 'control.a' (7...4)"])
    #expect(
      Self.map(fields: RegisterField("a", bits: 7...4, .readWrite, reset: 16)).problems
        == ["field 'control.a' has 4 bits and a reset of 16; it must be from 0 to 15"])
    #expect(
      Self.map(
        fields: RegisterField("a", bit: 0, .readOnly, reset: 1), RegisterField("b", bit: 1, .pulse, reset: 1)
      ).problems == [
        "field 'control.a' is driven by the hardware and has a reset of 1; it has none",
        "field 'control.b' is a pulse and has a reset of 1; it has none",
      ])
    #expect(Self.map(Register("empty", fields: [])).problems == ["register 'empty' has no fields"])
    #expect(Self.map(Register("word", .readWrite, width: 0)).problems.count == 1)
    #expect(Self.map(Register("word", .readWrite, width: 33)).problems.count == 1)
  }

  @Test func values() {
    let values = [RegisterValue("on", 2), RegisterValue("off", 0), RegisterValue("idle", 0)]
    #expect(
      Self.map(fields: RegisterField("a", bit: 0, .readWrite, values: values)).problems == [
        "value 'on' of field 'control.a' is 2; with 1 bits it must be from 0 to 1",
        "values 'off' and 'idle' of field 'control.a' are both 0",
      ])
  }

  @Test func names() {
    #expect(
      Self.map(Register("int", .readWrite), Register("2nd", .readWrite)).problems == [
        "register 'int' has a name that C or C++ reserves",
        "register '2nd' needs a name of letters, digits and single '_' within, and no digit first",
      ])
    #expect(
      Self.map(fields: Self.bit("restrict", 0), Self.bit("_a", 1), Self.bit("a__b", 2), Self.bit("a-b", 3)).problems
        .count == 4)
    #expect(
      Self.map(Register("a", .readWrite), Register("a", .readOnly)).problems == ["two registers are called 'a'"])
    #expect(
      Self.map(fields: Self.bit("isOn", 0), Self.bit("is_on", 1)).problems
        == ["fields 'isOn' and 'is_on' of 'control' are both called 'is_on' in Verilog and C"])
    #expect(
      RegisterMap("class", registers: [Register("a", .readWrite)]).problems
        == ["register map 'class' has a name that C or C++ reserves"])
    // A named number stands behind other names alone.
    let auto = [RegisterValue("auto", 1)]
    #expect(Self.map(fields: RegisterField("mode", bit: 0, .readWrite, values: auto)).problems == [])
  }

  @Test func namesThatMeetInC() {
    #expect(
      Self.map(
        Register("a", fields: [Self.bit("b_c", 0)]), Register("a_b", fields: [Self.bit("c", 0)])
      ).problems.first == "field 'a.b_c' and field 'a_b.c' both define 'BLOCK_A_B_C_SHIFT' in C")
    let mask = [RegisterValue("mask", 1)]
    #expect(
      Self.map(fields: RegisterField("mode", bit: 0, .readWrite, values: mask)).problems == [
        "field 'control.mode' and value 'mask' of field 'control.mode' both define 'BLOCK_CONTROL_MODE_MASK' in C"
      ])
  }

  /// Each kind of mistake is one diagnostic, at the line that asks for the module, and none follows from it.
  @Test func mistakesAreToldAtTheLineOfTheInstance() {
    struct Wrong: Module {
      static let line = #line + 9
      static let map = RegisterMapProblemTests.map(
        fields: RegisterMapProblemTests.bit("on", 0), RegisterMapProblemTests.bit("off", 0))
      struct IO: Interface {
        @Flipped var axi: AXILite
        @Output var isOn: Signal = .bit
      }
      var ports: IO { IO(axi: AXILite(AXILiteShape(addressWidth: 12))) }
      func build(_ io: IO) {
        let registers = Instance("registers", RegisterFile(Self.map))
        registers.axi <== io.axi
        io.isOn <== registers.fields.control.on
      }
    }
    let error = #expect(throws: DesignError.self) { try elaborate(Wrong()) }
    let expected = """
      error[P001]: module 'block_registers' cannot be built: field 'control.off' (0...0) overlaps field 'control.on' (0...0)
        --> ComponentsTests/RegisterMapProblemTests.swift:\(Wrong.line)
      """
    let text = error?.description ?? ""
    #expect(text.hasPrefix(expected), "\(text)")
    #expect(error?.diagnostics.count == 1, "\(text)")
  }

  @Test func aNameThatIsNotThereIsToldWithTheNearest() {
    struct Wrong: Module {
      struct IO: Interface {
        @Flipped var axi: AXILite
        @Output var isOn: [Signal]
      }
      var ports: IO { IO(axi: AXILite(AXILiteShape(addressWidth: 12)), isOn: .bits(count: 5)) }
      func build(_ io: IO) {
        let registers = Instance("registers", RegisterFile(.timer))
        registers.axi <== io.axi
        registers.fields.count.value <== 0
        registers.fields.events.isRunning <== 0
        registers.fields.events.expiredSet <== 0
        io.isOn[0] <== registers.fields.control.enbale
        io.isOn[1] <== registers.fields.contrl.enable
        io.isOn[2] <== registers.fields.limit.value[0]
        io.isOn[3] <== registers.fields.limit[2].value[0]
        io.isOn[4] <== registers.fields.version.value[0]
      }
    }
    let error = #expect(throws: DesignError.self) { try elaborate(Wrong()) }
    var messages: [String] = []
    for diagnostic in error?.diagnostics ?? [] {
      messages.append("\(diagnostic.code): \(diagnostic.message); \(diagnostic.help ?? "")")
    }
    let expected: [String] = [
      "I009: register 'control' has no 'enbale'; did you mean 'enable'?",
      "I009: register map 'timer' has no 'contrl'; did you mean 'control'?",
      "I009: register array 'limit', whose elements are asked for by number, has no 'value'; it has '[0]', '[1]'",
      "I009: register 'limit' has no '[2]'; did you mean '[0]'?",
      "I009: register 'version' has no 'value'; it has none",
    ]
    #expect(messages == expected)
  }

  @Test func numbersFarOutOfRangeTrapNowhere() {
    let fields = [
      RegisterField("a", bits: .max...(.min), .readWrite), RegisterField("b", bit: .min, .writeOneToClear, reset: .max),
      RegisterField("c", bits: 70...(-3), .constant, reset: .max), RegisterField("d", bit: .max, .readOnly),
    ]
    let registers = [
      Register("a", at: .max, count: .max, stride: .min, fields: fields), Register("b", at: .min, fields: fields),
      Register("c", .readWrite, width: .min), Register("d", .readWrite, width: .max),
    ]
    for (dataWidth, addressWidth) in [(32, 12), (.max, .min), (64, .max), (-1, 0)] {
      let map = RegisterMap("", dataWidth: dataWidth, addressWidth: addressWidth, registers: registers)
      #expect(!map.problems.isEmpty)
      #expect(throws: DesignError.self) { try elaborate(RegisterFile(map)) }
      #expect(throws: RegisterMapError.self) { try map.cHeader() }
      #expect(throws: RegisterMapError.self) { try map.markdown() }
      #expect(registers.map(\.reset).count == 4)
    }
    let places = RegisterMap("places", registers: [Register("a", fields: fields)])
    #expect(places.problems.count == 4)
  }
}
