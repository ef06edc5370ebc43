import Foundation

/// Where and why a document is not JSON. `JSONDecoder` keeps both to itself on Linux; `JSONSerialization` tells.
struct JSONSyntaxProblem: Hashable, Sendable {
  /// The line of the mistake, counted from 1, when the parser says where it stopped.
  let line: Int?
  let sentence: String

  /// Finds the first syntax error of a document; `nil` when there is none.
  init?(in document: Data) {
    do {
      _ = try JSONSerialization.jsonObject(with: document, options: .fragmentsAllowed)
      return nil
    } catch {
      let details = (error as NSError).userInfo
      let description = details[NSDebugDescriptionErrorKey] as? String ?? error.localizedDescription
      let position = details["NSJSONSerializationErrorIndex"] as? Int ?? Self.position(in: description)
      line = position.map { offset in 1 + document.prefix(offset).count { $0 == UInt8(ascii: "\n") } }
      sentence = "not valid JSON: \(description)"
    }
  }

  /// Returns the number after the word "character", as in "Invalid value around character 31.".
  private static func position(in description: String) -> Int? {
    let words = description.split { $0 == " " || $0 == "." }
    guard let word = words.firstIndex(of: "character"), words.indices.contains(word + 1) else { return nil }
    return Int(words[word + 1])
  }
}
