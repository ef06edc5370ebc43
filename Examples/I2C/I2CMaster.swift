import Bitloom
import Components

/// What an I2C master is told to do.
struct I2CRequest: Interface {
  /// `start` between other commands is a repeated one. A byte is written or read, with its acknowledge bit.
  enum Command: HardwareEnum { case start, write, read, stop }

  var command: EnumSignal<Command> = .port
  var data: Signal = .unsigned(8)
  /// Whether a byte that is read is acknowledged; the last one is not.
  var acknowledge: Signal = .bit
}

/// A master on an I2C bus (NXP UM10204), alone on it. The two lines are pulled low or released.
///
/// A start or stop takes four quarters of a bit, a byte nine bits. While another one keeps SCL low the master waits (clock
/// stretching). `done` is 1 for a cycle at the end. Two registers on each line against metastability. Reset: both lines released.
struct I2CMaster: Module {
  /// Clock cycles of a quarter of a bit: 250 for 100 kbit/s at 100 MHz.
  var quarterPeriod = 250

  struct IO: Interface {
    @Flipped var request: Stream<I2CRequest>
    @Output var done: Signal = .bit
    @Output var received: Signal = .unsigned(8)
    /// Whether the byte that was written was acknowledged.
    @Output var acknowledged: Signal = .bit
    @Output var sclLow: Signal = .bit
    @Output var sdaLow: Signal = .bit
    @Input var scl: Signal = .bit
    @Input var sda: Signal = .bit
  }
  var ports: IO { IO(request: Stream(I2CRequest())) }
  var moduleName: String { "i2c_master_\(quarterPeriod)" }
  var parameterProblems: [String] {
    quarterPeriod >= 4 ? [] : ["quarterPeriod is \(quarterPeriod); it must be at least 4"]
  }

  func build(_ io: IO) {
    let scl = io.scl.registered("scl_metastable", reset: 1).registered("scl_stable", reset: 1)
    let sda = io.sda.registered("sda_metastable", reset: 1).registered("sda_stable", reset: 1)
    let isBusy = register("is_busy", .bit, reset: 0)
    let command = register("command", reset: I2CRequest.Command.stop)
    let quarter = register("quarter", .unsigned(2), reset: 0)
    let timer = register("timer", .unsigned(below: quarterPeriod), reset: 0)
    let bit = register("bit_count", .unsigned(below: 9), reset: 0)
    let shift = register("shift", .unsigned(9), reset: 0)
    let sclLow = register("pulls_scl", .bit, reset: 0)
    let sdaLow = register("pulls_sda", .bit, reset: 0)
    let done = register("ended", .bit, reset: 0)
    let isByte = command == .write || command == .read
    let isStretched = quarter == 1 && !scl
    let quarterEnds = (isBusy && timer == quarterPeriod - 1 && !isStretched).named("quarter_ends")

    io.request.ready <== !isBusy
    done <== 0
    when(io.request.fires) {
      let request = io.request.payload
      isBusy <== 1
      command <== request.command
      shift <== mux(request.command == .write, cat(request.data, constant(1)), cat(constant(255), !request.acknowledge))
    }
    when(isBusy && !isStretched) { timer.increment(wrappingAt: quarterPeriod) }
    when(quarterEnds) { quarter <== quarter &+ 1 }

    // SDA moves in the first quarter, while SCL is low, or in the third one, while it is high: a start or a stop.
    when(isBusy && quarter == 0) {
      sdaLow <== mux(isByte, !shift[8], command == .stop)
    }.elseWhen(quarter == 1) {
      sclLow <== 0
    }.elseWhen(quarter == 2) {
      when(!isByte) { sdaLow <== command == .start }
      when(quarterEnds) { shift <== cat(shift[7...0], sda) }
    }.elseWhen(quarter == 3) {
      sclLow <== command != .stop
      when(quarterEnds) {
        when(isByte && bit != 8) {
          bit <== bit &+ 1
        } otherwise: {
          bit <== 0
          isBusy <== 0
          done <== 1
        }
      }
    }
    io.done <== done
    io.received <== shift[8...1]
    io.acknowledged <== !shift[0]
    io.sclLow <== sclLow
    io.sdaLow <== sdaLow
  }
}
