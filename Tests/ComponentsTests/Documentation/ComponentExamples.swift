import Bitloom

/// The examples of the components' documentation, each in a design.
enum ComponentExamples {
  static let files = ["StreamExamples", "MemoryExamples", "ClockExamples", "InterfaceExamples"]
  static let all: [any Module] = StreamExamples.all + MemoryExamples.all + ClockExamples.all
}
