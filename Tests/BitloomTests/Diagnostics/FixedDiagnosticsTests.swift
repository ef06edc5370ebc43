import Bitloom
import Testing

@Suite struct FixedDiagnosticsTests {
  @Test func formatsWithoutBits() {
    let found = mistakes { io in
      _ = wire("narrow", .signed(integer: 2, fraction: -2))
      _ = io.small.asFixed(fraction: 2).converted(to: .unsigned(integer: 0, fraction: 0), rounding: .floor)
    }
    expect(
      found,
      """
      error[Q001]: a number cannot have the format Q2.-2: 1 to 1048576 bits are possible
        --> @1:11
        help: check the parameters that the bits before and behind the point come from
      error[Q001]: a number cannot have the format UQ0.0: 1 to 1048576 bits are possible
        --> @2:41
        help: check the parameters that the bits before and behind the point come from
      """)
  }

  @Test func numbersThatAreNotExact() {
    let found = mistakes { io in
      let level = io.small.asFixed(fraction: 2)
      let sum = wire("sum", .signed(integer: 2, fraction: 2))
      sum <== 0.1
      io.flag <== level < 0.3
      _ = constant(-0.1, .signed(integer: 2, fraction: 3))
      _ = register("start", .signed(integer: 2, fraction: 1), reset: 0.25)
    }
    expect(
      found,
      """
      error[Q002]: 0.1 is not a multiple of 2^-2, the step of Q2.2
        --> @3:11
        help: name how it is to be rounded, as in 'constant(0.1, format, rounding: .halfEven)'
      error[Q002]: 0.3 is not a multiple of 2^-2, the step of Q2.2
        --> @4:25
        help: name how it is to be rounded, as in 'constant(0.3, format, rounding: .halfEven)'
      error[Q002]: -0.1 is not a multiple of 2^-3, the step of Q2.3
        --> @5:11
        help: name how it is to be rounded, as in 'constant(-0.1, format, rounding: .halfEven)'
      error[Q002]: 0.25 is not a multiple of 2^-1, the step of Q2.1
        --> @6:19
        help: name how it is to be rounded, as in 'constant(0.25, format, rounding: .halfEven)'
      """)
  }

  @Test func numbersOutOfRange() {
    let found = mistakes { io in
      _ = constant(2, .signed(integer: 2, fraction: 2))
      _ = constant(-1, .unsigned(integer: 2, fraction: 2))
      _ = register("start", .signed(integer: 1, fraction: 3), count: 2, reset: 1)
      _ = constant(.infinity, .unsigned(integer: 2, fraction: 2), overflow: .saturate)
    }
    expect(
      found,
      """
      error[Q003]: 2 does not fit Q2.2, which holds -2 to 1.75
        --> @1:11
        help: more bits before the point, or 'constant(2, format, overflow: .saturate)'
      error[Q003]: -1 does not fit UQ2.2, which holds 0 to 3.75
        --> @2:11
        help: more bits before the point, or 'constant(-1, format, overflow: .saturate)'
      error[Q003]: 1 does not fit Q1.3, which holds -1 to 0.875
        --> @3:19
        help: more bits before the point, or 'constant(1, format, overflow: .saturate)'
      error[Q007]: inf is no number that a signal could have
        --> @4:11
        help: check the calculation that it comes from
      """)
  }

  @Test func valuesThatTheTargetDoesNotHold() {
    let found = mistakes { io in
      let level = wire("level", .signed(integer: 3, fraction: 2))
      level <== level + level
      level <== level * 0.25
      level <== (level + level) >> 1
    }
    expect(
      found,
      """
      error[Q004]: 'level' is Q3.2, which does not hold every value of Q4.2
        --> @2:13
        note: 'level' is declared here: @1:23
        help: convert the value, as in '.converted(to: format, overflow: .saturate)', or use a target of Q4.2
      error[Q004]: 'level' is Q3.2, which does not hold every value of Q2.4
        --> @3:13
        note: 'level' is declared here: @1:23
        help: convert the value, as in '.converted(to: format, rounding: .halfEven)', or use a target of Q2.4
      error[Q004]: 'level' is Q3.2, which does not hold every value of Q3.3
        --> @4:13
        note: 'level' is declared here: @1:23
        help: convert the value, as in '.converted(to: format, rounding: .halfEven)', or use a target of Q3.3
      """)
  }

  @Test func conversionsWithoutAMode() {
    let found = mistakes { io in
      let level = io.small.asFixed(fraction: 2)
      _ = level.converted(to: .signed(integer: 2, fraction: 1))
      _ = level.converted(to: .signed(integer: 1, fraction: 2))
      _ = level.converted(to: .signed(integer: 2, fraction: 1), rounding: .halfUp)
    }
    expect(
      found,
      """
      error[Q005]: 'small' (Q2.2) has 2 bits behind the point, Q2.1 has 1 bit
        --> @2:17
        help: name how it is to be rounded, such as 'rounding: .halfEven', or '.floor' to cut
      error[Q006]: 'small' (Q2.2) can be outside the range of Q1.2: rounded to its step it is Q2.2
        --> @3:17
        help: name what happens then, such as 'overflow: .saturate', or '.wrap' to cut
      error[Q006]: 'small' (Q2.2) can be outside the range of Q2.1: rounded to its step it is Q3.1
        --> @4:17
        help: name what happens then, such as 'overflow: .saturate', or '.wrap' to cut
      """)
  }

  @Test func interfacesWithDifferentFormats() {
    struct Sample: Module {
      struct Level: Interface {
        var value: Fixed
        var mark: Signal = .bit
      }
      struct IO: Interface {
        @Input var input: Level
        @Output var output: Level
      }
      var ports: IO {
        IO(
          input: Level(value: .signed(integer: 4, fraction: 4)), output: Level(value: .signed(integer: 3, fraction: 5)))
      }
      static let line = #line
      func build(_ io: IO) { io.output <== io.input }
    }
    expect(
      diagnostics(of: Sample(), from: Sample.line),
      """
      error[I006]: the two sides of '<==' do not fit in one field:
          'value' is Q3.5 on the left, Q4.4 on the right
        --> @1:40
        help: make both with the same parameters, or connect them field by field
      """)
  }
}
