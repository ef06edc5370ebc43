import Bitloom
import Components

/// Three stages with values that are read at once, one stage later and at the end, of every kind.
struct PipelineBank: Module {
  enum Kind: HardwareEnum { case plain, squared, marked }

  struct Item: Interface {
    var number: Signal
    var gain: Fixed
    var kind: EnumSignal<Kind>
    var tag: Signal
  }

  struct ItemShape: Shape {
    func instantiate() -> Item {
      Item(number: .signed(5), gain: .unsigned(integer: 1, fraction: 2), kind: .port, tag: .unsigned(6))
    }
  }

  struct Result: Interface {
    var scaled: Fixed
    var kind: EnumSignal<Kind>
    var tag: Signal
    var item: Item
  }

  struct ResultShape: Shape {
    func instantiate() -> Result {
      Result(
        scaled: .signed(integer: 12, fraction: 2), kind: .port, tag: .unsigned(6), item: ItemShape().instantiate())
    }
  }

  var flow = Pipeline.Flow.collapsing

  struct IO: Interface {
    @Flipped var input: Stream<Item>
    var output: Stream<Result>
    /// Holds the items in the middle, and empties all.
    @Input var hold: Signal = .bit
    @Input var flush: Signal = .bit
    /// Counts what leaves the middle.
    @Output var passed: Signal = .unsigned(12)
  }
  var ports: IO { IO(input: Stream(of: ItemShape()), output: Stream(of: ResultShape())) }

  func build(_ io: IO) {
    let pipeline = Pipeline("bank", flow: flow, valid: io.input.valid)
    let number = pipeline.value("number", io.input.payload.number)
    let gain = pipeline.value("gain", io.input.payload.gain)
    let kind = pipeline.value("kind", io.input.payload.kind)
    let tag = pipeline.value("tag", io.input.payload.tag)
    let item = pipeline.value("item", io.input.payload, ItemShape())

    pipeline.nextStage()
    let isSquared = kind.now == .squared
    let other = mux(isSquared, number.now, 1)
    let product = pipeline.value("product", number.now * other)

    pipeline.nextStage()
    pipeline.hold(when: io.hold)
    let passed = register("passed_count", .unsigned(12), reset: 0)
    when(pipeline.fires) { passed <== passed &+ 1 }
    io.passed <== passed
    let scaled = pipeline.value("scaled", product.now.asFixed(fraction: 0) * gain.now)

    pipeline.nextStage()
    pipeline.flush(when: io.flush)
    io.output.payload.scaled <== scaled.now
    io.output.payload.kind <== kind.now
    io.output.payload.tag <== tag.now
    io.output.payload.item <== item.now
    io.output.valid <== pipeline.isValid
    io.input.ready <== pipeline.isReady
    pipeline.finish(ready: io.output.ready)
  }
}

/// A pipeline in which nothing waits, with and without valid bits, and a bypass.
struct FreePipeline: Module {
  var hasValid = true

  struct IO: Interface {
    @Input var valid: Signal?
    @Input var a: Signal = .unsigned(4)
    @Input var b: Signal = .unsigned(4)
    @Output var sum: Signal = .unsigned(6)
    @Output var next: Signal = .unsigned(4)
    @Output var isValid: Signal = .bit
  }
  var ports: IO { IO(valid: hasValid ? .bit : nil) }

  func build(_ io: IO) {
    let pipeline = Pipeline("adder", valid: io.valid)
    let (a, b) = (pipeline.value("a", io.a), pipeline.value("b", io.b))
    pipeline.nextStage()
    let sum = pipeline.value("partial", a.now + b.now)
    pipeline.nextStage()
    io.sum <== sum.now + 1
    io.next <== a.at(stage: 1)
    io.isValid <== pipeline.isValid
  }
}
