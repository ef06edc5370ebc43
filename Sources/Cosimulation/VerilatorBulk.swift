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
    /// The bits that it has in a number of 64 bits.
    var mask: UInt64
    /// By how much a number of 64 bits is shifted up and down again for the sign.
    var signShift: UInt64
    /// Bytes in the model.
    var byteCount: UInt64
    /// Of a wide port; else 0.
    var wordCount: UInt64
    /// Where the value stands in a row of the table.
    var offset: UInt64
  }

  /// Ports that are neighbours in the model and in rows of memory.
  struct Span {
    var address: UnsafeMutableRawPointer
    /// The values in the first row.
    var memory: UnsafeMutableRawPointer
    /// Bytes from one row to the next.
    var stride: UInt64
    var byteCount: UInt64
  }

  /// Where the values of some ports stand.
  struct Table {
    var spans: UnsafePointer<Span>?
    var spanCount: UInt64
    var wide: UnsafePointer<Port>?
    var wideCount: UInt64
  }

  /// Values of one port in memory of the test bench.
  struct Numbers {
    var memory: UnsafeMutableRawPointer
    /// Of a number.
    var byteCount: UInt64
    var isSigned: UInt64
    /// Numbers from one cycle to the next.
    var stride: UInt64
  }

  // The functions of the compiled code: those that move numbers take the port, the numbers, the rows of the table, the bytes of a
  // row, and how many rows there are.
  typealias Move = @convention(c) (UnsafeRawPointer, UnsafeRawPointer, UnsafeMutableRawPointer, UInt64, UInt64) -> Void
  typealias Run =
    @convention(c) (
      VerilatorLibrary.Simulation, UnsafeRawPointer, UnsafeRawPointer, UInt64, UInt64, Int32,
      UnsafeMutablePointer<UInt64>
    ) -> VerilatorLibrary.Message?
}
