import Cosimulation
import Foundation

/// The families of FPGAs that everything is synthesised for by the tests.
public enum Families {
  public static let all: [SynthesisTarget] = [.ice40, .ecp5, .xilinx7]

  /// Whether `BITLOOM_ALL_FAMILIES` is set: a synthesis takes seconds, and there are hundreds.
  public static let areAllTested = ProcessInfo.processInfo.environment["BITLOOM_ALL_FAMILIES"] != nil

  /// Those that a test looks at: all of them where that was asked for, or else one, in turn.
  public static func tested(_ number: Int, among families: [SynthesisTarget] = all) -> [SynthesisTarget] {
    areAllTested ? families : [families[number % families.count]]
  }

  /// The numbers of the components whose netlists a test compares: all of them where that was asked for, or else every third.
  public static func netlists(of numbers: Range<Int>) -> [Int] {
    numbers.filter { areAllTested || $0 % 3 == 0 }
  }
}
