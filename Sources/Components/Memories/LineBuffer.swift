import Bitloom

/// The pixels of several lines that stand above each other.
public struct PixelColumn<Pixel: Bundle>: Interface {
  /// The oldest line first.
  public var pixels: [Pixel]
  /// Whether it is the last column of its lines.
  public var endOfLine: Signal
  /// Whether it is the last column of its image; only where images have a height.
  public var endOfImage: Signal?
}

/// Makes a column of `lines` pixels of each pixel of an image: itself, and those above it in the lines before. What a
/// convolution begins with.
///
/// Pixels come line by line. The first `lines` - 1 lines of an image give no columns, all others `width` each. Latency 1
/// cycle, one pixel a cycle in, one column a cycle out. `ready` of the input follows that of the output; a
/// `StreamRegisterSlice` of kind `backward` behind it cuts this path.
///
/// Memory: one block memory of `width` words, which are `lines` - 1 pixels side by side. Registers: a pixel, its place in the
/// line, the place of the next one, the count of lines, and a few bits. Reset: the next pixel is the first one of an image;
/// the words stay.
/// Resources of `LineBuffer(pixel: .unsigned(8), width: 640, lines: 3, height: 480)`: 87 LUT4, 43 FF, 27 carry cells, 3
/// blocks of an iCE40 (Yosys 0.23).
/// Lines of 2 pixels, columns of 3:
/// ```
/// cycle                     0    1    2    3    4    5    6
/// input.payload             ┃ 11 ┃ 12 ┃ 21 ┃ 22 ┃ 31 ┃ 32 ┃ 0  ┃
/// input.valid               ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁
/// output.valid              ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// output.payload.pixels[0]  ┃ 0                      ┃ 11 ┃ 12 ┃
/// output.payload.pixels[1]  ┃ 0            ┃ 11 ┃ 12 ┃ 21 ┃ 22 ┃
/// output.payload.pixels[2]  ┃ 0  ┃ 11 ┃ 12 ┃ 21 ┃ 22 ┃ 31 ┃ 32 ┃
/// output.payload.endOfLine  ▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔╲▁▁▁▁╱▔▔▔▔╲▁▁▁▁╱▔▔▔▔
/// ```
/// ```swift
/// let columns = Instance("columns", LineBuffer(pixel: .unsigned(8), width: 640, lines: 3, height: 480))
/// columns.input <== io.pixels
/// io.columns <== columns.output.map("column") { $0.pixels }
/// ```
public struct LineBuffer<S: Shape>: Module {
  public var pixel: S
  /// Pixels of a line, 2 to 65,536.
  public var width: Int
  /// Pixels of a column, 2 to 64.
  public var lines: Int
  /// Lines of an image, `lines` to 65,536; nil where lines go on without end.
  public var height: Int?
  /// What the lines are kept in; nil leaves it to synthesis, which goes by the size.
  public var storage: MemoryStorage?

  public init(pixel: S, width: Int, lines: Int, height: Int? = nil, storage: MemoryStorage? = nil) {
    self.pixel = pixel
    self.width = width
    self.lines = lines
    self.height = height
    self.storage = storage
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    public var output: Stream<PixelColumn<S.Value>>
  }

  public var ports: IO {
    let column = PixelColumn(
      pixels: VectorShape(pixel, count: lines).instantiate(), endOfLine: .bit, endOfImage: height == nil ? nil : .bit)
    return IO(input: Stream(of: pixel), output: Stream(column))
  }
  public var summary: String { "Columns of \(lines) pixels of lines of \(width)." }
  public var parameterProblems: [String] {
    var problems: [String] = []
    if !(2...65536 ~= width) { problems.append("width is \(width); it must be from 2 to 65536") }
    if !(2...64 ~= lines) { problems.append("lines is \(lines); it must be from 2 to 64") }
    if let height, !(max(lines, 2)...max(lines, 65536) ~= height) {
      problems.append("height is \(height); it must be from lines, \(lines), to 65536")
    }
    return problems
  }

  public func build(_ io: IO) {
    let above = memory("above", VectorShape(pixel, count: lines - 1), depth: width, packed: true)
    above.keep(in: storage, latency: 1)
    // The pixel that comes, and the one that came.
    let nextColumn = register("next_column", .unsigned(below: width), reset: 0)
    let line = register("line", .unsigned(below: height ?? lines), reset: 0)
    let isHeld = register("is_held", .bit, reset: 0)
    let isComplete = register("is_complete", .bit, reset: 0)
    let held = register("held", pixel)
    let column = register("column", .unsigned(below: width), reset: 0)

    let leaves = (isHeld && (io.output.ready || !isComplete)).named("leaves")
    let takes = io.input.fires.named("takes")
    let isLast = (nextColumn == width - 1).named("is_last")
    io.input.ready <== (!isHeld || leaves)
    // A word is written in the cycle in which the next one is read: they differ, for a line has two pixels at least.
    let stored = above.read(at: nextColumn, latency: 1, enable: takes, duringWrite: .undefined, named: "pixels_above")
    when(leaves) {
      above.write(Array(stored.dropFirst()) + [held], at: column)
      isHeld <== 0
    }
    when(takes) {
      isHeld <== 1
      held <== io.input.payload
      column <== nextColumn
      isComplete <== (line >= lines - 1)
      nextColumn.increment(wrappingAt: width)
      when(isLast) { count(line) }
    }

    io.output.valid <== (isHeld && isComplete)
    for (output, pixel) in zip(io.output.payload.pixels, stored + [held]) { output <== pixel }
    io.output.payload.endOfLine <== (column == width - 1)
    if let endOfImage = io.output.payload.endOfImage, let height {
      let isEnd = register("is_end", .bit, reset: 0)
      when(takes) { isEnd <== (isLast && line == height - 1) }
      endOfImage <== isEnd
    }
  }

  /// Counts the lines of the image, or to the first complete column where there is no end.
  private func count(_ line: Signal) {
    if let height { return line.increment(wrappingAt: height) }
    when(line != lines - 1) { line <== line &+ 1 }
  }
}

extension LineBuffer: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("pixel", pixel), ("width", width), ("lines", lines)]
    if let height { told.append(("height", height)) }
    if let storage { told.append(("storage", storage)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
