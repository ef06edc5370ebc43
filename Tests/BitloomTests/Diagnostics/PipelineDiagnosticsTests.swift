import Bitloom
import Testing

@Suite struct PipelineDiagnosticsTests {
  @Test func pipelinesWithoutAnEnd() {
    let found = mistakes { io in
      let pipeline = Pipeline("sum", flow: .collapsing, valid: io.go)
      pipeline.nextStage()
    }
    expect(
      found,
      """
      error[K001]: pipeline 'sum' has no end
        --> @1:30
        help: call 'finish(ready:)' in its last stage, or let it flow '.free'
      """)
  }

  @Test func valuesThatAreNotThere() {
    let found = mistakes { io in
      let pipeline = Pipeline("sum")
      pipeline.nextStage()
      let late = pipeline.value("late", io.byte)
      pipeline.nextStage()
      _ = late.at(stage: 0)
      _ = late.at(stage: 3)
    }
    expect(
      found,
      """
      error[K002]: 'late' of pipeline 'sum' is not there in stage 0: it is in stages 1 to 2
        --> @5:18
        help: a value can be read from the stage it is made in on
      error[K002]: 'late' of pipeline 'sum' is not there in stage 3: it is in stages 1 to 2
        --> @6:18
        help: call 'nextStage()' first
      """)
  }

  @Test func itemsThatCannotWait() {
    let found = mistakes { io in
      _ = Pipeline("stalled", flow: .globalStall)
      let free = Pipeline("free")
      free.hold(when: io.go)
      free.flush(when: io.go)
      free.finish(ready: io.go)
      free.nextStage()
      _ = Pipeline("wide", valid: io.byte)
    }
    expect(
      found,
      """
      error[K003]: pipeline 'stalled' has no items that could wait or be flushed
        --> @1:19
        help: say where there is one, with 'valid:'
      error[K004]: pipeline 'free' flows freely: nothing in it can wait
        --> @3:16
        help: make it with 'flow: .globalStall' or 'flow: .collapsing'
      error[K003]: pipeline 'free' has no items that could wait or be flushed
        --> @4:17
        help: say where there is one, with 'valid:'
      error[K004]: pipeline 'free' flows freely: nothing in it can wait
        --> @5:18
        help: make it with 'flow: .globalStall' or 'flow: .collapsing'
      error[K005]: pipeline 'free' has ended before
        --> @6:21
        help: 'finish' stands once, in the last stage
      error[W001]: the condition of 'Pipeline' must be a bit, 'byte' is unsigned 8
        --> @7:19
        help: compare it, as in '!= 0', or take one bit of it
      """)
  }
}
