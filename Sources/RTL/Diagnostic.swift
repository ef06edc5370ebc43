/// Something the user should know about a design, as data.
public struct Diagnostic: Sendable, Hashable {
  public enum Severity: String, Sendable {
    case error, warning
  }

  /// A further place with what is to be said about it. A note whose place is unknown is not shown: it would say "here" and
  /// point nowhere.
  public struct Note: Sendable, Hashable {
    public var message: String
    public var place: Place

    public init(_ message: String, at place: Place) {
      self.message = message
      self.place = place
    }
  }

  /// Stable, such as `W002`: the letter names the family, the number the mistake.
  public var code: String
  public var severity: Severity
  public var message: String
  public var place: Place
  public var notes: [Note]
  /// What to do about it.
  public var help: String?
  /// The module it was found in, which is shown where the place is unknown.
  public var module: String?

  public init(
    _ code: String, _ message: String, at place: Place, severity: Severity = .error, notes: [Note] = [],
    help: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.place = place
    self.notes = notes
    self.help = help
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The text that is shown to the user.
  public var description: String {
    var lines = ["\(severity.rawValue)[\(code)]: \(message)"]
    if let text = Self.text(of: place) {
      lines.append("  --> \(text)")
    } else if let module {
      lines.append("  --> somewhere in module '\(module)'")
    }
    for note in notes {
      if let position = Self.text(of: note.place) { lines.append("  note: \(note.message): \(position)") }
    }
    if let help { lines.append("  help: \(help)") }
    return lines.joined(separator: "\n")
  }

  private static func text(of place: Place) -> String? {
    switch place {
    case .unknown, .returnAddresses: nil
    case .source(let source): source.description
    }
  }
}

extension Diagnostic.Note {
  /// Where something was declared; `what` is named as the message names it.
  public static func declared(_ what: String, at place: Place) -> Diagnostic.Note {
    Diagnostic.Note("\(what) is declared here", at: place)
  }
}

/// The mistakes that keep a design from being used, all of them at once.
public struct DesignError: Error, Sendable, CustomStringConvertible {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  public var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}
