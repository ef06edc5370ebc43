import RTL
import Simulation

/// What the compiled code of bulk runs is told. Its C++ has the same structures: see `VerilatorSupport`.
enum VerilatorBulk {
  /// A port in a bulk run.
  struct Port {
    /// In the model.
    var address: UnsafeMutableRawPointer
    /// The values of a wide port: `wordCount` words of 64 bits each.
    var words: UnsafeMutableRawPointer?
    /// The bits that an input has. By how much a word of an output is shifted up and down again for its sign.
    var maskOrShift: UInt64
    /// Bytes in the model.
    var byteCount: UInt64
    /// Of a wide port; else 0.
    var wordCount: UInt64
    /// Where the value stands in a row of the table.
    var offset: UInt64
  }

  /// Ports that are neighbours in the model and in a row.
  struct Span {
    var address: UnsafeMutableRawPointer
    var offset: UInt64
    var byteCount: UInt64
  }

  /// The values of some ports, a row a cycle.
  struct Table {
    var spans: UnsafePointer<Span>?
    var spanCount: UInt64
    var wide: UnsafePointer<Port>?
    var wideCount: UInt64
    var rows: UnsafeMutableRawPointer
    var rowBytes: UInt64
  }

  // The functions of the compiled code.
  typealias Fill =
    @convention(c) (
      UnsafeRawPointer, UnsafeRawPointer, UInt64, Int32, UInt64, UnsafeMutableRawPointer, UInt64, UInt64
    ) -> Void
  typealias FillRows =
    @convention(c) (
      UnsafeRawPointer, UnsafeRawPointer, UInt64, UInt64, UnsafeMutableRawPointer, UInt64, UInt64
    ) -> Void
  typealias Empty =
    @convention(c) (
      UnsafeRawPointer, UnsafeMutablePointer<Int>, UInt64, UnsafeRawPointer, UInt64, UInt64
    ) -> Void
  typealias Run =
    @convention(c) (
      VerilatorLibrary.Simulation, UnsafeRawPointer, UnsafeRawPointer, UInt64, UInt64, Int32,
      UnsafeMutablePointer<UInt64>
    ) -> VerilatorLibrary.Message?
}
