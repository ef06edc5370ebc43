import Bitloom
import Testing

/// Attributes on everything that can have one.
private struct Attributed: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(4)
    @Output var y: Signal = .unsigned(4)
    @Output var pixel: Pixel
  }
  var ports: IO { IO(pixel: PixelShape(depth: 4).instantiate()) }

  func build(_ io: IO) {
    attribute("use_dsp", "yes")
    attribute("mark_debug", "true", on: io.a)
    let stage = register("stage", .unsigned(4), reset: 0)
    attribute("max_fanout", 16, on: stage)
    attribute("keep", on: stage)
    attribute("keep", on: stage)
    stage <== io.a
    let probe = wire("probe", .unsigned(4))
    attribute("keep", on: probe)
    probe <== stage ^ io.a
    let storage = memory("storage", PixelShape(depth: 4), depth: 8)
    attribute("ram_style", "distributed", on: storage)
    storage.write(io.pixel, at: io.a[2...0])
    let loaded = storage.read(at: io.a[2...0])
    let follower = Instance("follower", Follower(width: 4))
    attribute("dont_touch", "true", on: follower)
    follower.data <== loaded.red
    io.y <== follower.copy
    io.pixel.red <== stage
    io.pixel.green <== loaded.green
  }
}

@Suite struct AttributeTests {
  @Test(arguments: VerilogDialect.allCases) func everyAttributeIsPrinted(_ dialect: VerilogDialect) throws {
    let files = try elaborate(Attributed()).verilog(dialect)
    let text = try #require(files.last?.text)
    let isSystemVerilog = dialect == .systemVerilog
    let (wire, variable) = isSystemVerilog ? ("logic", "logic") : ("wire", "reg")
    for line in [
      "(* use_dsp = \"yes\" *)\nmodule attributed (",
      "  (* mark_debug = \"true\" *)\n  input  \(wire) [3:0] a,",
      "  (* max_fanout = 16, keep *) \(variable) [3:0] stage;",
      "  (* keep *) \(wire) [3:0] probe;",
      "  (* ram_style = \"distributed\" *) \(variable) [3:0] storage_red [0:7];",
      "  (* ram_style = \"distributed\" *) \(variable) [3:0] storage_green [0:7];",
      "  (* dont_touch = \"true\" *)\n  follower_4 follower (", "assign probe = stage ^ a;",
    ] { #expect(text.contains(line), "\(line) in\n\(text)") }
  }

  @Test func attributesThatCannotBe() {
    let found = mistakes { io in
      attribute("ram style", on: io.byte)
      attribute("module")
      attribute("note", "say \"yes\"")
      attribute("keep", on: io.nibble + 1)
      attribute("keep", 1, on: io.word)
      attribute("keep", "yes", on: io.word)
      let follower = Instance("melted", Follower(width: 4), inlined: true)
      attribute("keep", on: follower)
      let other = Instance("other", Follower(width: 4))
      attribute("keep", on: other.copy)
    }
    expect(
      found,
      """
      error[Y001]: an attribute cannot be called 'ram style'
        --> @1:16
        help: use letters, digits and '_', no digit first, and no reserved word of Verilog
      error[Y001]: an attribute cannot be called 'module'
        --> @2:16
        help: use letters, digits and '_', no digit first, and no reserved word of Verilog
      error[Y002]: the text of attribute 'note' cannot stand in Verilog
        --> @3:16
        help: use ASCII without '"', '\\' and line breaks
      error[Y003]: attribute 'keep' has nothing to stand on: the value is no port, wire or register of this module
        --> @4:16
        help: make a wire of it, or put the attribute on the instance
      error[Y004]: 'word' has attribute 'keep = 1', and cannot have 'keep = "yes"' too
        --> @6:16
        help: remove one of the two
      error[Y003]: attribute 'keep' has nothing to stand on: the instance is inlined
        --> @8:16
        help: put the attribute on what is in it
      error[Y003]: attribute 'keep' has nothing to stand on: 'other.copy' is no port, wire or register of this module
        --> @10:16
        help: make a wire of it, or put the attribute on the instance
      """)
  }
}
