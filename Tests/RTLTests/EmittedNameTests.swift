import RTL
import Testing

@Suite struct EmittedNameTests {
  @Test(arguments: [
    ("accumulatorWidth", "accumulator_width"), ("IOBuffer", "io_buffer"), ("PE4", "pe4"), ("PE4Array", "pe4_array"),
    ("I2CMaster", "i2c_master"), ("AXI4Lite", "axi4_lite"), ("conv2D", "conv2d"), ("already_snake", "already_snake"),
    ("a-b c", "a_b_c"), ("x", "x"), ("HTTP", "http"),
  ])
  func snakeCase(name: String, expected: String) {
    #expect(EmittedName.snakeCase(name) == expected)
  }

  @Test func identifiersStartWithoutADigit() {
    for name in ["a", "_a", "A9", "a_b"] { #expect(EmittedName.isIdentifier(name)) }
    for name in ["", "9a", "a.b", "a b", "ä", "a$"] { #expect(!EmittedName.isIdentifier(name)) }
  }

  @Test func reservedWordsNameTheirReserver() {
    #expect(EmittedName.reserver(of: "module") == .verilog)
    #expect(EmittedName.reserver(of: "logic") == .verilog)
    #expect(EmittedName.reserver(of: "template") == .cPlusPlus)
    #expect(EmittedName.reserver(of: "interrupt") == .tools)
    #expect(EmittedName.reserver(of: "sum") == nil)
    #expect(EmittedName.isModelMember("eval"))
  }

  @Test func wordsOfCAreThoseOfCAndCPlusPlus() {
    for word in ["int", "restrict", "class", "register"] { #expect(EmittedName.isWordOfC(word)) }
    for word in ["module", "interrupt", "wire", "control"] { #expect(!EmittedName.isWordOfC(word)) }
  }
}
