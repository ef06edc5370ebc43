import Bitloom

/// A bundle with a parameter: what several tests carry.
struct Pixel: Interface {
  var red: Signal
  var green: Signal
}

struct PixelShape: Shape {
  var depth = 8

  func instantiate() -> Pixel { Pixel(red: .unsigned(depth), green: .unsigned(depth)) }
}
