import RTL
import Testing

@testable import Cosimulation

@Suite struct VerilogInterfaceTests {
  @Test func objectsKeepTheirOrder() throws {
    let document = try #require(OrderedJSON(Array(#"{"b": [1, true], "a": {"x\n\u0041": "\"\\"}, "c": {}}"#.utf8)))
    let expected: [String] = ["b", "a", "c"]
    let keys: [String] = document.members.map(\.key)
    #expect(keys == expected)
    #expect(document["b"]?.elements == [.word("1"), .word("true")])
    #expect(document["a"]?.members == [.init(key: "x\nA", value: .string("\"\\"))])
    for text in ["", "{", "{\"a\"}", "[1,]", "\"a", "1 2", "{\"a\": \"\\u12\"}"] {
      #expect(OrderedJSON(Array(text.utf8)) == nil, "\(text)")
    }
    #expect(OrderedJSON([UInt8](repeating: UInt8(ascii: "["), count: 100_000)) == nil)
  }

  @Test func elements() throws {
    let text = "<?xml version=\"1.0\" ?><!-- <a> --><r><a b=\"1 &lt;&apos;>\" c=\"\"/><d>t</d></r>"
    let root = try #require(MarkupElement(document: Array(text.utf8)))
    #expect(root.name == "r")
    #expect(root.children.map(\.name) == ["a", "d"])
    #expect(root.children[0].attributes == ["b": "1 <'>", "c": ""])
    for text in ["", "<a>", "<a></b>", "<a b></a", "<a b=\"></a>", "</a>", "<!-- "] {
      #expect(MarkupElement(document: Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test func parametersOfYosys() {
    #expect(YosysDocument.value("00000000000000000000000000001000") == .integer(8))
    #expect(YosysDocument.value(String(repeating: "1", count: 32)) == .integer(-1))
    #expect(YosysDocument.value("0101") == .bits(Bits(5, width: 4)))
    #expect(YosysDocument.value("01 ") == .text("01"))
    #expect(YosysDocument.value("FAST") == .text("FAST"))
    #expect(YosysDocument.value("") == .text(""))
    #expect(YosysDocument.value("01x") == nil)
  }

  /// Whatever a tool writes, reading it ends with an answer or an error.
  @Test func damagedDocuments() throws {
    let json =
      #"{"modules": {"bitloom_probe": {"cells": {"probe": {"type": "m"}}}, "m": {"ports": {"a": {"direction": "input", "bits": [2]}}}}}"#
    let xml =
      "<x><netlist><module name=\"p\" origName=\"bitloom_probe\"><instance defName=\"m\"/></module><module name=\"m\" origName=\"m\">"
      + "<var origName=\"a\" dir=\"input\" dtype_id=\"1\"/></module><typetable><basicdtype id=\"1\" name=\"logic\"/></typetable></netlist></x>"
    let expected = VerilogInterface(
      module: "m", ports: [.init(name: "a", direction: .input, width: 1, isSigned: false)], parameters: [])
    #expect(try YosysDocument(Array(json.utf8)).interface(of: "m") == expected)
    #expect(try VerilatorDocument(Array(xml.utf8)).interface(of: "m") == expected)
    var seed: UInt64 = 1
    func random(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    for _ in 0..<5_000 {
      var bytes = Array(json.utf8)
      for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
      _ = try? YosysDocument(bytes).interface(of: "m")
      bytes = Array(xml.utf8)
      for _ in 0...random(4) { bytes[random(bytes.count)] = UInt8(random(256)) }
      _ = try? VerilatorDocument(bytes).interface(of: "m")
    }
  }
}
