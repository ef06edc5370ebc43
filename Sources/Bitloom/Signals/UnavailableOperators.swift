// The commonest slips of the pen, told in the words of hardware. Without these declarations the compiler would list all
// overloads that do not apply.

// Numbers with a fraction.
extension Signal {
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func + (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func + (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func - (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func - (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func * (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func * (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func &+ (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func &+ (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func &- (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func &- (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func &* (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func &* (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func == (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func == (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func != (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func != (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func < (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func < (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func <= (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func <= (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func > (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func > (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func >= (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func >= (a: Double, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func / (a: Signal, b: Double) -> Signal { .poison }
  @available(
    *, unavailable,
    message: "a signal is a whole number: scale the constant first, for example 0.5 to 128 with 8 fraction bits"
  )
  public static func <== (a: Signal, b: Double) {}
}

// Values of Swift where a bit is meant.
extension Signal {
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func & (a: Signal, b: Bool) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func & (a: Bool, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func | (a: Signal, b: Bool) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func | (a: Bool, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func ^ (a: Signal, b: Bool) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func ^ (a: Bool, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func && (a: Signal, b: Bool) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func && (a: Bool, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func || (a: Signal, b: Bool) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func || (a: Bool, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func == (a: Signal, b: Bool) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func == (a: Bool, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func != (a: Signal, b: Bool) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func != (a: Bool, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable,
    message:
      "'true' and 'false' are values of Swift: a bit is 1 or 0, and what is known while the design is built needs an 'if'"
  )
  public static func <== (a: Signal, b: Bool) {}
}

// Divisions that need a component.
extension Signal {
  @available(
    *, unavailable, message: "the divisor of '/' and '%' is a constant: dividing by a signal needs a divider component"
  )
  public static func / (a: Signal, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable, message: "the divisor of '/' and '%' is a constant: dividing by a signal needs a divider component"
  )
  public static func / (a: Int, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable, message: "the divisor of '/' and '%' is a constant: dividing by a signal needs a divider component"
  )
  public static func % (a: Signal, b: Signal) -> Signal { .poison }
  @available(
    *, unavailable, message: "the divisor of '/' and '%' is a constant: dividing by a signal needs a divider component"
  )
  public static func % (a: Int, b: Signal) -> Signal { .poison }
}

@available(*, unavailable, message: "this condition is a value of Swift, known while the design is built: use 'if'")
public func when(_ condition: Bool, _ then: () -> Void) {}
