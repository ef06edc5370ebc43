import Bitloom
import Testbench
import Testing

@testable import Examples

/// A picture as the field draws it: what a monitor sees of pixel number `number` since the reset.
private func expected(_ mode: VideoMode, _ number: Int) -> [Int] {
  let (h, v) = (mode.horizontal, mode.vertical)
  let width = h.visible + h.frontPorch + h.sync + h.backPorch
  let height = v.visible + v.frontPorch + v.sync + v.backPorch
  let (x, y) = (number % width, number / width % height)
  let isPulse = { (position: Int, axis: VideoMode.Axis) in
    let start = axis.visible + axis.frontPorch
    return (position >= start && position < start + axis.sync) == mode.syncIsHigh
  }
  return [x, y, x < h.visible && y < v.visible ? 1 : 0, isPulse(x, h) ? 1 : 0, isPulse(y, v) ? 1 : 0]
}

private func found(_ dut: Testbench<VGATiming>) -> [Int] { [dut.x, dut.y, dut.isVisible, dut.hsync, dut.vsync] }

@Suite struct VGATests {
  /// Two frames of small modes, with pauses between the pixels.
  @Test(arguments: [(5, 1, 2, 3), (1, 1, 1, 1), (8, 3, 1, 4)], [false, true])
  func smallFrames(_ parts: (Int, Int, Int, Int), syncIsHigh: Bool) throws {
    let axis = VideoMode.Axis(visible: parts.0, frontPorch: parts.1, sync: parts.2, backPorch: parts.3)
    let lines = VideoMode.Axis(visible: parts.3, frontPorch: parts.2, sync: parts.1, backPorch: parts.0)
    let mode = VideoMode(horizontal: axis, vertical: lines, syncIsHigh: syncIsHigh)
    let isLarge = parts.0 == 5 && syncIsHigh
    try simulate(VGATiming(mode: mode), on: isLarge ? threeEngines() : Lockstep([.native])) { dut in
      var random = SeededGenerator(seed: 31)
      var pixel = 0
      for cycle in 0..<2 * axis.total * lines.total + 50 {
        dut.enable = random.chance(0.9) ? 1 : 0
        try require(found(dut), expected(mode, pixel), "cycle \(cycle): x, y, visible and pulses")
        if dut.enable == 1 { pixel += 1 }
        dut.step()
      }
    }
  }

  /// The published figures of 640 x 480 at 60 Hz: 31.469 kHz and 59.94 Hz from 25.175 MHz.
  @Test func aFrameOfTheStandardMode() throws {
    func check(_ dut: Testbench<VGATiming>) throws {
      func expectNow(_ expected: [Int]) {
        let state: [Int] = found(dut)
        #expect(state == expected)
      }
      dut.enable = 1
      let mode = VideoMode.vga640x480
      for pixel in 0..<800 * 3 {
        try require(found(dut), expected(mode, pixel), "pixel \(pixel)")
        dut.step()
      }
      // From the end of line 2 to the pulse of the frame: it begins with line 490 and lasts two lines.
      dut.step(800 * 487 - 1)
      expectNow([799, 489, 0, 1, 1])
      dut.step()
      expectNow([0, 490, 0, 1, 0])
      dut.step(1599)
      expectNow([799, 491, 0, 1, 0])
      dut.step()
      expectNow([0, 492, 0, 1, 1])
      dut.step(800 * 33)
      expectNow([0, 0, 1, 1, 1])
    }
    try simulate(VGATiming()) { try check($0) }
  }

  @Test func modes() {
    #expect(VideoMode.vga640x480.horizontal.total == 800)
    #expect(VideoMode.svga800x600.horizontal.total == 1056)
    #expect(VideoMode.svga800x600.vertical.total == 628)
    let lines = VideoMode.Axis(visible: 4, frontPorch: 0, sync: 1, backPorch: 1)
    expectProblems(
      of: VGATiming(mode: VideoMode(horizontal: VideoMode.vga640x480.horizontal, vertical: lines)),
      ["vertical is 4, 0, 1, 1; each must be at least 1"])
  }
}
