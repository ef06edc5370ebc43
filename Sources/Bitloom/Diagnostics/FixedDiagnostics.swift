import RTL

/// Q: numbers with a binary point.
enum FixedDiagnostics {
  static func impossibleFormat(_ format: FixedFormat, at place: Place) -> Diagnostic {
    Diagnostic(
      "Q001", "a number cannot have the format \(format): 1 to \(SignalType.maximumWidth) bits are possible", at: place,
      help: "check the parameters that the bits before and behind the point come from")
  }

  static func inexact(_ value: Double, _ format: FixedFormat, at place: Place) -> Diagnostic {
    Diagnostic(
      "Q002", "\(text(value)) is not a multiple of 2^\(-format.fractionBits), the step of \(format)", at: place,
      help: "name how it is to be rounded, as in 'constant(\(text(value)), format, rounding: .halfEven)'")
  }

  static func outOfRange(_ value: Double, _ format: FixedFormat, at place: Place) -> Diagnostic {
    let (low, high) = (format.value(of: format.minimum), format.value(of: format.maximum))
    return Diagnostic(
      "Q003", "\(text(value)) does not fit \(format), which holds \(text(low)) to \(text(high))", at: place,
      help: "more bits before the point, or 'constant(\(text(value)), format, overflow: .saturate)'")
  }

  static func doesNotHold(
    _ target: OperandDescription, _ format: FixedFormat, _ value: FixedFormat, at place: Place,
    declared: Diagnostic.Note
  ) -> Diagnostic {
    let losesFraction = format.fractionBits < value.fractionBits
    let modes =
      (losesFraction ? [", rounding: .halfEven"] : []) + (format.reaches(value) ? [] : [", overflow: .saturate"])
    return Diagnostic(
      "Q004", "\(target.quoted) is \(format), which does not hold every value of \(value)", at: place,
      notes: [declared],
      help: "convert the value, as in '.converted(to: format\(modes.joined()))', or use a target of \(value)")
  }

  static func roundingNeeded(
    _ value: String, _ format: FixedFormat, _ target: FixedFormat, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "Q005", "\(value) has \(bits(format.fractionBits)) behind the point, \(target) has \(bits(target.fractionBits))",
      at: place, help: "name how it is to be rounded, such as 'rounding: .halfEven', or '.floor' to cut")
  }

  static func overflowNeeded(
    _ value: String, _ rounded: FixedFormat, _ target: FixedFormat, at place: Place
  ) -> Diagnostic {
    Diagnostic(
      "Q006", "\(value) can be outside the range of \(target): rounded to its step it is \(rounded)", at: place,
      help: "name what happens then, such as 'overflow: .saturate', or '.wrap' to cut")
  }

  static func notFinite(_ value: Double, at place: Place) -> Diagnostic {
    Diagnostic(
      "Q007", "\(value) is no number that a signal could have", at: place,
      help: "check the calculation that it comes from")
  }

  private static func text(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
