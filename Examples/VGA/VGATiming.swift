import Bitloom

/// Counts out the pixels of a raster scan and makes its synchronising pulses.
///
/// A pixel a cycle in which `enable` is 1. The pulses and `isVisible` change with the clock, free of glitches, and belong to the
/// pixel `x`, `y`. Registers: two counters, two bits for each. Reset: the first visible pixel of a frame.
struct VGATiming: Module {
  var mode = VideoMode.vga640x480

  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Output var x: Signal
    @Output var y: Signal
    @Output var isVisible: Signal = .bit
    @Output var hsync: Signal = .bit
    @Output var vsync: Signal = .bit
  }
  var ports: IO { IO(x: .unsigned(below: mode.horizontal.total), y: .unsigned(below: mode.vertical.total)) }
  var parameterProblems: [String] { mode.problems }

  func build(_ io: IO) {
    let line = axis("x", mode.horizontal, advance: io.enable)
    let frame = axis("y", mode.vertical, advance: line.ends)
    io.x <== line.position
    io.y <== frame.position
    io.isVisible <== line.isVisible && frame.isVisible
    io.hsync <== line.sync
    io.vsync <== frame.sync
  }

  private func axis(
    _ name: String, _ axis: VideoMode.Axis, advance: Signal
  ) -> (position: Signal, isVisible: Signal, sync: Signal, ends: Signal) {
    let position = register("\(name)_position", .unsigned(below: axis.total), reset: 0)
    let isVisible = register("\(name)_is_visible", .bit, reset: 1)
    let sync = register("\(name)_sync", .bit, reset: mode.syncIsHigh ? 0 : 1)
    let ends = (advance && position == axis.total - 1).named("\(name)_ends")
    when(advance) {
      position.increment(wrappingAt: axis.total)
      when(position == axis.visible - 1) { isVisible <== 0 }
      when(position == axis.syncStart - 1) { sync <== (mode.syncIsHigh ? 1 : 0) }
      when(position == axis.syncEnd - 1) { sync <== (mode.syncIsHigh ? 0 : 1) }
      when(ends) { isVisible <== 1 }
    }
    return (position, isVisible, sync, ends)
  }
}
