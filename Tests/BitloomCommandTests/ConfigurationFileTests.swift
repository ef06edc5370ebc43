import Foundation
import Testing

@testable import BitloomCommand

@Suite struct ConfigurationFileTests {
  /// The values of `describe` with these arguments.
  static func values(_ arguments: [String], in folder: TemporaryFolder) throws -> [String: String] {
    let run = CommandRun(["describe", "systolic-array", "--json"] + arguments, in: folder.path)
    try #require(run.status == 0, "\(run.errors)")
    let parameters = run.object["parameters"] as? [[String: Any]] ?? []
    var values: [String: String] = [:]
    for parameter in parameters {
      values[parameter["key"] as? String ?? ""] = parameter["value"].map { "\($0)" }
    }
    return values
  }

  @Test func assignmentsGoOverTheFileAndTheFileOverThePreset() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"columns": 5, "operandWidth": 4, "dataflow": "weightStationary"}"#, to: "array.json")
    let values = try Self.values(
      ["--set", "operandWidth=6", "--config", "array.json", "--preset", "small"], in: folder)
    #expect(values["rows"] == "2")
    #expect(values["columns"] == "5")
    #expect(values["operandWidth"] == "6")
    #expect(values["dataflow"] == "weightStationary")
    #expect(values["accumulatorWidth"] == "32")
  }

  @Test func everyFormOfJSONIsRead() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "\u{feff} {\t\"ro\\u0077s\" : 3 ,\r\n \"hasBias\":false,\"dataflow\":\"weight\\u0053tationary\"}\n", to: "a.json")
    let values = try Self.values(["--config", "a.json"], in: folder)
    #expect(values["rows"] == "3")
    #expect(["false", "0"].contains(values["hasBias"]))
    #expect(values["dataflow"] == "weightStationary")
    try folder.write("{}", to: "a.json")
    #expect(try Self.values(["--config", "a.json"], in: folder)["rows"] == "4")
  }

  static let mistakes: [(text: String, message: String)] = [
    ("{\n  \"rows\": 0\n}\n", "a.json:2:3: rows cannot be 0; it must be an integer from 1 to 1024"),
    ("{\"rows\": \"3\"}", "a.json:1:2: rows cannot be \"3\"; it must be an integer from 1 to 1024"),
    ("{\"rows\": 4.5}", "a.json:1:2: rows cannot be 4.5; it must be an integer from 1 to 1024"),
    ("{\"rows\": true}", "a.json:1:2: rows cannot be true; it must be an integer from 1 to 1024"),
    ("{\"ro\\nws\": 3}", "a.json:1:2: the string that begins here has a control character"),
    ("{\"rows\": null}", "a.json:1:2: rows cannot be null; it must be an integer from 1 to 1024"),
    ("{\"hasBias\": 1}", "a.json:1:2: hasBias cannot be 1; it must be true or false"),
    (
      "{\"dataflow\": \"weightStationry\"}",
      "a.json:1:2: dataflow cannot be \"weightStationry\"; it must be outputStationary or weightStationary "
        + "(did you mean 'weightStationary'?)"
    ),
    (
      "{\n\n    \"row\": 3}",
      "a.json:3:5: systolic-array has no parameter 'row' that could be set to 3; "
        + "did you mean 'rows', which is an integer from 1 to 1024?"
    ),
    ("{\"rows\": 1,\n \"rows\": 2}", "a.json:2:2: rows is given a second time, after line 1"),
    ("", "a.json:1:1: a configuration must be a JSON object, which begins with '{'"),
    ("[1]", "a.json:1:1: a configuration must be a JSON object, which begins with '{'"),
    ("{\n  \"rows\": 3,\n}", "a.json:3:1: a key in quotation marks is expected here, and '}' stands there"),
    ("{\"rows\": 3 \"columns\": 2}", "a.json:1:12: ',' or '}' is expected here, and '\"' stands there"),
    ("{\"rows\" 3}", "a.json:1:9: ':' is expected after the key 'rows', and '3' stands there"),
    ("{\"rows\": 3", "a.json:1:11: ',' or '}' is expected here, and the file ends"),
    ("{\"rows\": }", "a.json:1:10: a value is expected for 'rows', and '}' stands there"),
    ("{\"rows\": 03}", "a.json:1:10: a value is expected for 'rows', and '03' is none"),
    ("{\"rows\": four}", "a.json:1:10: a value is expected for 'rows', and 'four' is none"),
    (
      "{\"rows\": [1]}",
      "a.json:1:10: the value of 'rows' must be a number, a name in quotation marks, true or false"
    ),
    ("{\"rows\": 3} x", "a.json:1:13: nothing may follow the object"),
    ("{\"rows", "a.json:1:2: the string that begins here has no end"),
    ("{\"ro\nws\": 1}", "a.json:1:5: a string may not go over the end of a line"),
    ("{\"ro\\ws\": 1}", "a.json:1:5: there is no such escape"),
    ("{\"\\ud800\": 1}", "a.json:1:3: the escape that begins here is no character"),
    ("{\"é\": 1, 2}", "a.json:1:10: a key in quotation marks is expected here, and '2' stands there"),
  ]

  @Test(arguments: mistakes)
  func mistakesAreToldWithTheirPlace(_ text: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "a.json")
    let run = CommandRun(["describe", "systolic-array", "--config", "a.json"], in: folder.path)
    #expect(run.errors == "error: \(message)\n")
    #expect(run.status == 64)
  }

  @Test func noBytesMakeTheReaderTrap() {
    // Every prefix of a document, and every document with a byte replaced.
    let document = Array("{\"a\\u00e9\\ud83d\\ude00\\n\": -1.5e+3, \"b\": true}".utf8)
    for length in 0...document.count {
      var reader = ConfigurationReader(Array(document[..<length]))
      #expect((try? reader.readObject()) == nil || length == document.count)
    }
    for index in document.indices {
      for byte: UInt8 in [0, 0x0a, 0x22, 0x5c, 0x7b, 0x80, 0xc3, 0xff] {
        var changed = document
        changed[index] = byte
        var reader = ConfigurationReader(changed)
        _ = try? reader.readObject()
      }
    }
  }
}

extension ConfigurationReader.Member: Equatable {
  public static func == (left: Self, right: Self) -> Bool {
    left.key == right.key && left.position == right.position && left.value == right.value
  }
}
