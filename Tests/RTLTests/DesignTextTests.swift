import RTL
import Testing

/// A design by hand, with one of everything.
private let sample = """
  bitloom_rtl 1

  module top "The top of it." {
    parameter size = "8"
    domain clk rising reset rst synchronous activeHigh clocks resets
    domain other_clk falling reset other_rst asynchronous activeLow from go clocks resets
    enum State 2 { idle = 2'h0, run = 2'h1, halt = 2'h2 }
    input a : u8 "io.a"
    input go : u1
    output y : u8
    wire "when" : s9 with { keep, order = minus 3, note = "a \\"b\\"" } @ "Top.swift" 12 7
    register state : u2 enum 0 reset 2'h0
    register seen : u1 domain 1 crossing synchroniser
    instance mac of multiply { x mac_x : u8, z mac_z : u8 }
    memory words : u8 depth 3 port 1 old enabled contents { 8'h00, 8'hff, 8'h12 }
    %0 = signal a : u8
    %1 = signal go : u1
    %2 = signal state : u2 enum 0
    %3 = constant 8'h1f : u8
    %4 = add %0, %3 : u8 named total
    %5 = extend %4 : u9
    %6 = reinterpret %5 : s9
    %7 = slice %4 from 2 : u3
    %8 = concatenate %7, %1, %0 : u12
    %9 = mux %1, %0, %3 : u8
    %10 = select %0 at %7 : u1
    %11 = read words at %2 : u8
    %12 = replicate %1 times 4 : u4
    %13 = not %0 : u8
    %14 = constant 2'h2 : u2 enum 0
    %15 = signal mac.z : u8
    %16 = signal "when" : s9
    body {
      mac.x <= %9
      "when" <= %6 @ "Top.swift" 20 5
      seen <= %1
      y [0 width 3] <= %7
      y [3 width 5] <= %5
      when %1 {
        match %2 {
          case 2'h0, 2'h1 {
            state <= %14
          }
          otherwise {
          }
        }
      } else when %10 @ "Top.swift" 30 1 {
        write words at %2 <= %13
        write words at %2 [4 width 4] <= %12 domain 1
      } else {
        check words at %2 exclusive
      }
    }
  }

  module multiply {
    domain clk rising
    input x : u8
    output z : u8
    %0 = signal x : u8
    body {
      z <= %0
    }
  }

  """

@Suite struct DesignTextTests {
  @Test func whatIsReadIsWrittenAgain() throws {
    let design = try Design(text: sample)
    #expect(design.text(places: true) == sample)
    let expected: [String] = ["top", "multiply"]
    let names: [String] = design.modules.map(\.name)
    #expect(names == expected)
    #expect(design.top.memories.first?.contents?.map(\.low) == [0, 0xff, 0x12])
    #expect(design.top.instances.first?.module == ModuleID(1))
    #expect(design.top.domains.last?.domain.reset?.name == "other_rst")
    #expect(design.top.domains.last?.resetSignal == SignalID(1))
    #expect(design.top.resetPorts.map(\.name) == ["rst"])
    #expect(design.modules.last?.domain.reset == nil)
    #expect(design.top.registers.last?.crossing == .synchroniser)
  }

  @Test func blanksLineEndsAndCommentsDoNotMatter() throws {
    let squeezed = sample.split(separator: "\n").joined(separator: " // comment\n\t")
    #expect(try Design(text: squeezed).text(places: true) == sample)
  }

  @Test(arguments: [
    ("", "expected the text form of a design, which begins with 'bitloom_rtl 1', found the end of the text", 1, 1),
    ("bitloom_rtl 2", "version 2 of the text form is not known; this is version 1", 1, 14),
    ("bitloom_rtl 1", "a design needs a module", 1, 14),
    ("bitloom_rtl 1 module 3", "expected the name of a module, found '3'", 1, 22),
    ("bitloom_rtl 1 module a { }", "expected 'domain': a module has a clock domain of its own, found '}'", 1, 26),
    ("bitloom_rtl 1\nmodule a \u{1}", "expected '{', found '\u{1}', which means nothing here", 2, 10),
    ("bitloom_rtl 1 module a \"b", "expected '{', found a quotation that does not end in its line", 1, 24),
  ])
  func mistakesHaveTheirPlace(text: String, message: String, line: Int, column: Int) {
    expect(text, message, line, column)
  }

  /// One thing of the sample, what replaces it, and what is told where.
  static let replacements: [(String, String, String, Int, Int)] = [
    ("input a : u8", "input a : u0", "a width is 0; it must be from 1 to 1048576", 8, 13),
    ("%4 = add %0, %3", "%4 = add %0, %9", "there is no expression '%9' before this", 20, 16),
    ("%4 = add %0, %3", "%4 = plus %0, %3", "there is no operation 'plus'", 20, 8),
    ("%4 = add", "%5 = add", "the next expression is '%4', not '%5'", 20, 3),
    ("of multiply", "of divide", "there is no module 'divide'", 14, 19),
    ("z mac_z : u8 }", "z mac_z : u8, w mac_w : u8 }", "module 'multiply' has the ports x, z", 14, 19),
    ("seen <= %1", "sun <= %1", "there is no signal 'sun'", 36, 5),
    ("y [3 width 5]", "y [3 width 6]", "the width is 6; it must be from 1 to 5", 38, 16),
    ("case 2'h0", "case 3'h0", "a pattern has 3 bits; it must have 2", 41, 14),
    (
      "constant 8'h1f", "constant 8'h1ff",
      "expected a literal such as 8'hff, found a literal whose digits do not fit into 8 bits", 19, 17
    ),
    (
      "register seen : u1 domain 1", "register seen : u1 domain 2",
      "the number of a domain is 2; it must be from 0 to 1", 13, 29
    ),
    ("from go", "from gone", "there is no signal 'gone'", 6, 72),
    ("from go", "from mac.w", "there is no signal 'mac.w'", 6, 72),
    ("from go", "from", "there is no signal 'clocks'", 6, 72),
    ("depth 3", "depth 4", "a memory of 4 words has contents of 3", 15, 57),
    ("wire \"when\"", "wire a", "there is a signal 'a' already", 11, 8),
    ("read words", "read sentences", "there is no memory 'sentences'", 27, 14),
  ]

  @Test(arguments: replacements)
  func mistakesInASampleHaveTheirPlace(part: String, other: String, message: String, line: Int, column: Int) {
    expect(sample.replacing(part, with: other, maxReplacements: 1), message, line, column)
  }

  private func expect(_ text: String, _ message: String, _ line: Int, _ column: Int) {
    let found = #expect(throws: DesignError.self) { try Design(text: text, file: "sample.rtl") }
    #expect(
      found?.diagnostics == [Diagnostic("U001", message, at: Place(file: "sample.rtl", line: line, column: column))])
  }

  /// However deep statements nest, reading and writing need no call stack for it.
  @Test func nestingMayBeDeep() throws {
    let depth = 20_000
    let head = """
      bitloom_rtl 1
      module a {
      domain clk rising
      output y : u1
      %0 = constant 1'h1 : u1
      body {
      """
    let text =
      head + String(repeating: "when %0 {\n", count: depth) + "y <= %0\n" + String(repeating: "}\n", count: depth + 2)
    let design = try Design(text: text)
    #expect(design.top.blocks.count == depth + 1)
    #expect(try Design(text: design.text()).text() == design.text())
  }

  /// Texts with random mistakes end in a design or in a diagnostic.
  @Test func anyTextIsReadToAnEnd() throws {
    var random = SplitMix(state: 2026)
    let bytes = Array(sample.utf8)
    let pieces = sample.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) }
    var designs = 0
    let count = 100_000
    for _ in 0..<count {
      // Most texts are cut short: what is behind the first mistake is never looked at.
      var text = random.next() % 4 == 0 ? bytes : Array(bytes.prefix(300 + Int(random.next() % 500)))
      for _ in 0...random.next() % 3 {
        let position = Int(random.next() % UInt64(text.count))
        let piece = pieces[Int(random.next() % UInt64(pieces.count))]
        switch random.next() % 5 {
        case 0: text[position] = UInt8(truncatingIfNeeded: random.next())
        case 1: text.remove(at: position)
        case 2: text.insert(contentsOf: piece, at: position)
        case 3: text.replaceSubrange(position..<min(text.count, position + piece.count), with: piece)
        default: text.removeSubrange(position..<min(text.count, position + 20))
        }
        if text.isEmpty { text = [0] }
      }
      do {
        _ = try Design(text: String(decoding: text, as: UTF8.self))
        designs += 1
      } catch {
        #expect(error.diagnostics.count == 1)
      }
    }
    // Some changes make another design, or none, as in a comment or a summary.
    #expect(designs > 0)
    print("of \(count) mutated texts \(designs) were designs")
  }
}
