import Bitloom
import Components

/// A skid buffer as it is usually written: an output register, and one for the beat that comes when the receiver stops.
struct PlainSkidBuffer: Module {
  var width: Int

  typealias IO = StreamRegisterSlice<SignalType>.IO
  var ports: IO { StreamRegisterSlice(payload: .unsigned(width)).ports }

  func build(_ io: IO) {
    let held = register("held", .unsigned(width))
    let output = register("output_data", .unsigned(width))
    let isHeld = register("is_held", .bit, reset: 0)
    let isValid = register("is_valid", .bit, reset: 0)
    let moves = !isValid || io.output.ready
    io.input.ready <== !isHeld
    io.output.valid <== isValid
    io.output.payload <== output
    when(io.input.fires && isValid && !io.output.ready) {
      isHeld <== 1
    }.elseWhen(io.output.ready) {
      isHeld <== 0
    }
    when(!isHeld) { held <== io.input.payload }
    when(moves) {
      isValid <== (io.input.valid || isHeld)
      output <== mux(isHeld, held, io.input.payload)
    }
  }
}

/// A stage of a pipeline that can be stopped.
struct PlainStage: Module {
  var width: Int

  typealias IO = StreamRegisterSlice<SignalType>.IO
  var ports: IO { StreamRegisterSlice(payload: .unsigned(width), kind: .forward).ports }

  func build(_ io: IO) {
    let data = register("data", .unsigned(width))
    let isValid = register("is_valid", .bit, reset: 0)
    io.input.ready <== (!isValid || io.output.ready)
    io.output.valid <== isValid
    io.output.payload <== data
    when(io.output.ready) { isValid <== 0 }
    when(io.input.fires) {
      isValid <== 1
      data <== io.input.payload
    }
  }
}

/// A register beside the way, for the beat that the receiver does not take.
struct PlainSpare: Module {
  var width: Int

  typealias IO = StreamRegisterSlice<SignalType>.IO
  var ports: IO { StreamRegisterSlice(payload: .unsigned(width), kind: .backward).ports }

  func build(_ io: IO) {
    let spare = register("spare", .unsigned(width))
    let isUsed = register("is_used", .bit, reset: 0)
    io.input.ready <== !isUsed
    io.output.valid <== (io.input.valid || isUsed)
    io.output.payload <== mux(isUsed, spare, io.input.payload)
    when(io.input.fires && !io.output.ready) {
      isUsed <== 1
      spare <== io.input.payload
    }.elseWhen(io.output.ready) {
      isUsed <== 0
    }
  }
}

/// A shift register that is full after four beats.
struct PlainSerialToParallel: Module {
  var width: Int
  var lanes: Int

  typealias IO = StreamWidthConverter<SignalType>.IO
  var ports: IO { StreamWidthConverter(element: .unsigned(width), inputLanes: 1, outputLanes: lanes).ports }

  func build(_ io: IO) {
    let data = register("data", .unsigned(width), count: lanes)
    let count = register("count", .unsigned(below: lanes + 1), reset: 0)
    let isFull = count == lanes
    io.input.ready <== (!isFull || io.output.ready)
    io.output.valid <== isFull
    for lane in 0..<lanes { io.output.payload[lane] <== data[lane] }
    when(io.input.fires) {
      data[lanes - 1] <== io.input.payload[0]
      for lane in 0..<lanes - 1 { data[lane] <== data[lane + 1] }
    }
    when(isFull && io.output.ready) {
      count <== io.input.valid.extended(to: count.width)
    }.elseWhen(io.input.fires) {
      count <== count &+ 1
    }
  }
}

/// A shift register that is loaded with four beats.
struct PlainParallelToSerial: Module {
  var width: Int
  var lanes: Int

  typealias IO = StreamWidthConverter<SignalType>.IO
  var ports: IO { StreamWidthConverter(element: .unsigned(width), inputLanes: lanes, outputLanes: 1).ports }

  func build(_ io: IO) {
    let data = register("data", .unsigned(width), count: lanes)
    let count = register("count", .unsigned(below: lanes + 1), reset: 0)
    io.input.ready <== (count == 0 || (count == 1 && io.output.ready))
    io.output.valid <== (count != 0)
    io.output.payload[0] <== data[0]
    when(io.input.fires) {
      for lane in 0..<lanes { data[lane] <== io.input.payload[lane] }
      count <== lanes
    }.elseWhen(io.output.fires) {
      for lane in 0..<lanes - 1 { data[lane] <== data[lane + 1] }
      count <== count &- 1
    }
  }
}
