import Arithmetic
import Bitloom

/// Sorts by exchanging neighbours: the bubble sort in hardware.
struct PlainSorter: Module {
  var element: SignalType
  var count: Int

  typealias IO = SortingNetwork.IO
  var ports: IO { SortingNetwork(of: element, count: count).ports }

  func build(_ io: IO) {
    var numbers = io.numbers
    for level in 0..<count {
      for index in stride(from: level % 2, to: count - 1, by: 2) {
        let (a, b) = (numbers[index], numbers[index + 1])
        numbers[index] = mux(a < b, a, b)
        numbers[index + 1] = mux(a < b, b, a)
      }
    }
    for (output, number) in zip(io.sorted, numbers) { output <== number }
  }
}

/// The number of the first request, found from the last one down.
struct PlainEncoder: Module {
  var width: Int

  typealias IO = PriorityEncoder.IO
  var ports: IO { PriorityEncoder(width: width).ports }

  func build(_ io: IO) {
    var index = constant(0, .unsigned(below: width))
    for place in (0..<width).reversed() { index = mux(io.requests[place], place, index) }
    io.index <== index
    io.isFound <== (io.requests != 0)
  }
}
