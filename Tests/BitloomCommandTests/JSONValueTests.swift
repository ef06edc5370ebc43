import Foundation
import Testing

@testable import BitloomCommand

@Suite struct JSONValueTests {
  @Test func keysAreSortedAndShortValuesStayInALine() {
    let value: JSONValue = ["b": [1, 2], "a": ["x": nil, "c": true]]
    #expect(value.text == #"{"a": {"c": true, "x": null}, "b": [1, 2]}"#)
  }

  @Test func longValuesAreBroken() {
    let long = JSONValue.string(String(repeating: "x", count: 120))
    #expect(JSONValue.array([1, ["k": long]]).text.split(separator: "\n").count == 6)
  }

  @Test func everyCharacterSurvives() throws {
    let text = String(String.UnicodeScalarView((1..<0x3000).compactMap { Unicode.Scalar($0) })) + "😀\u{2028}"
    let data = Data(JSONValue.array([.string(text)]).text.utf8)
    #expect(try JSONSerialization.jsonObject(with: data) as? [String] == [text])
  }

  @Test func numbersSurvive() throws {
    let values: JSONValue = [.integer(.min), .unsigned(.max), .real(1e-7), .real(.infinity)]
    let read = try #require(try JSONSerialization.jsonObject(with: Data(values.text.utf8)) as? [Any])
    #expect(read[0] as? Int == .min)
    #expect(read[1] as? UInt64 == .max)
    #expect(read[2] as? Double == 1e-7)
    #expect(read[3] is NSNull)
  }
}
