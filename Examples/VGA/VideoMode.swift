/// The timing of a raster scan, in pixels across and in lines down.
struct VideoMode: Hashable, Sendable {
  struct Axis: Hashable, Sendable {
    var visible: Int
    var frontPorch: Int
    var sync: Int
    var backPorch: Int

    var total: Int { visible + frontPorch + sync + backPorch }
    var syncStart: Int { visible + frontPorch }
    var syncEnd: Int { syncStart + sync }
  }

  var horizontal: Axis
  var vertical: Axis
  /// Whether the synchronising pulses are high.
  var syncIsHigh = false

  /// 640 x 480 at 60 Hz with a pixel clock of 25.175 MHz: the industry standard of VESA's DMT list, identifier 04h.
  static let vga640x480 = VideoMode(
    horizontal: Axis(visible: 640, frontPorch: 16, sync: 96, backPorch: 48),
    vertical: Axis(visible: 480, frontPorch: 10, sync: 2, backPorch: 33))

  /// 800 x 600 at 60 Hz with a pixel clock of 40 MHz, DMT identifier 09h.
  static let svga800x600 = VideoMode(
    horizontal: Axis(visible: 800, frontPorch: 40, sync: 128, backPorch: 88),
    vertical: Axis(visible: 600, frontPorch: 1, sync: 4, backPorch: 23), syncIsHigh: true)

  /// What is wrong: a part of an axis that has no pixel or line.
  var problems: [String] {
    let axes = [("horizontal", horizontal), ("vertical", vertical)]
    return axes.filter { min($1.visible, $1.frontPorch, $1.sync, $1.backPorch) < 1 }.map {
      "\($0) is \($1.visible), \($1.frontPorch), \($1.sync), \($1.backPorch); each must be at least 1"
    }
  }
}
