/// An element of an XML document: as much of XML as Verilator writes. Text between tags is left out.
struct MarkupElement: Equatable {
  var name: String
  var attributes: [String: String] = [:]
  var children: [MarkupElement] = []

  /// The root of a document; nil for what is not well-formed, or nested more than a thousand deep.
  init?(document bytes: [UInt8]) {
    var scanner = XMLScanner(bytes: bytes)
    var open: [MarkupElement] = []
    while let tag = scanner.nextTag() {
      switch tag {
      case .open(let element):
        guard open.count < 1000 else { return nil }
        open.append(element)
      case .empty(let element):
        guard !open.isEmpty else { return nil }
        open[open.count - 1].children.append(element)
      case .close(let name):
        guard let element = open.popLast(), element.name == name else { return nil }
        if open.isEmpty {
          self = element
          return
        }
        open[open.count - 1].children.append(element)
      case .other: continue
      }
    }
    return nil
  }

  init(name: String, attributes: [String: String] = [:]) {
    self.name = name
    self.attributes = attributes
  }

  func child(_ name: String) -> MarkupElement? { children.first { $0.name == name } }

  /// Calls `visit` with the element and all within, an outer one before those within.
  func visitAll(_ visit: (MarkupElement) -> Void) {
    var pending = [self]
    while let element = pending.popLast() {
      visit(element)
      pending += element.children.reversed()
    }
  }
}

private struct XMLScanner {
  enum Tag {
    case open(MarkupElement)
    case empty(MarkupElement)
    case close(String)
    /// A declaration or a comment.
    case other
  }

  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next tag; nil at the end, and where a tag does not end.
  mutating func nextTag() -> Tag? {
    guard let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) else { return nil }
    index = start + 1
    let isComment = bytes[index...].starts(with: "!--".utf8)
    guard let end = isComment ? endOfComment() : endOfTag() else { return nil }
    let content = bytes[index..<end]
    index = end + 1
    guard let first = content.first, first != UInt8(ascii: "!"), first != UInt8(ascii: "?") else { return .other }
    if first == UInt8(ascii: "/") {
      return .close(String(decoding: content.dropFirst(), as: UTF8.self).trimmingSuffix { $0 == " " })
    }
    let isEmpty = content.last == UInt8(ascii: "/")
    guard let element = Self.element(isEmpty ? content.dropLast() : content) else { return nil }
    return isEmpty ? .empty(element) : .open(element)
  }

  private func endOfComment() -> Int? {
    var next = index
    while next + 2 < bytes.count {
      if bytes[next...].starts(with: "-->".utf8) { return next + 2 }
      next += 1
    }
    return nil
  }

  /// Where the tag ends, not counting what stands in quotes.
  private func endOfTag() -> Int? {
    var isQuoted = false
    for position in index..<bytes.count {
      if bytes[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if bytes[position] == UInt8(ascii: ">"), !isQuoted { return position }
    }
    return nil
  }

  /// `name key="value" key="value"`
  private static func element(_ content: ArraySlice<UInt8>) -> MarkupElement? {
    let parts = content.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    let head = String(decoding: parts.first ?? [], as: UTF8.self).split(separator: " ").map(String.init)
    guard let name = head.first else { return nil }
    var element = MarkupElement(name: name)
    for index in stride(from: 1, to: parts.count, by: 2) {
      let before = String(decoding: parts[index - 1], as: UTF8.self).split(separator: " ").last ?? ""
      guard before.hasSuffix("="), index + 1 < parts.count else { return nil }
      element.attributes[String(before.dropLast())] = decoded(String(decoding: parts[index], as: UTF8.self))
    }
    return element
  }

  private static func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return text.replacing("&apos;", with: "'").replacing("&quot;", with: "\"").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
  }
}

extension String {
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> String {
    var end = endIndex
    while end > startIndex, condition(self[index(before: end)]) { end = index(before: end) }
    return String(self[..<end])
  }
}
