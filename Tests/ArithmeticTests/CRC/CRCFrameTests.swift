import Arithmetic
import Bitloom
import Components
import Testbench
import Testing

/// One way of frames: the lanes of a beat, whether some may be left out, and a code.
struct FrameForm: Sendable, CustomStringConvertible {
  var code: CyclicRedundancyCode
  var lanes: Int
  var hasKeep = true
  var description: String { "\(code.name), \(lanes) lanes\(hasKeep ? "" : ", no keep")" }

  /// A frame that can be sent so.
  func frame(using random: inout SeededGenerator) -> [Int] {
    let count =
      hasKeep ? Int.random(in: 0...3 * lanes + 2, using: &random) : lanes * Int.random(in: 1...4, using: &random)
    return (0..<count).map { _ in Int.random(in: 0..<256, using: &random) }
  }

  func beats(of frames: [[Int]], using random: inout SeededGenerator) -> [[Int]] {
    var beats: [[Int]] = []
    for frame in frames { beats += FrameBeats.beats(of: frame, lanes: lanes, hasKeep: hasKeep, using: &random) }
    return beats
  }
}

@Suite struct CRCFrameTests {
  private static let forms: [FrameForm] = [
    FrameForm(code: .crc8SMBus, lanes: 1), FrameForm(code: .crc8Maxim, lanes: 1, hasKeep: false),
    FrameForm(code: .crc8AUTOSAR, lanes: 3), FrameForm(code: .crc16CCITTFalse, lanes: 2),
    FrameForm(code: .crc16X25, lanes: 1, hasKeep: false), FrameForm(code: .crc16X25, lanes: 4),
    FrameForm(code: .crc24BLE, lanes: 2), FrameForm(code: .crc32, lanes: 1), FrameForm(code: .crc32, lanes: 3),
    FrameForm(code: .crc32, lanes: 4), FrameForm(code: .crc32, lanes: 4, hasKeep: false),
    FrameForm(code: .crc32BZIP2, lanes: 8), FrameForm(code: .crc64XZ, lanes: 5),
    FrameForm(code: .crc64ECMA, lanes: 2, hasKeep: false),
  ]

  private static let pauses = [0, 0.3, 0.6]

  private func checkAppender(_ form: FrameForm, on lockstep: Lockstep, seed: UInt64) throws {
    let appender = CRCAppender(form.code, lanes: form.lanes, hasKeep: form.hasKeep)
    func check(_ dut: Testbench<CRCAppender>) throws {
      dut.checkProtocol(of: dut.input)
      dut.checkProtocol(of: dut.output)
      for pauses in Self.pauses {
        let frames = (0..<12).map { _ in form.frame(using: &dut.random) }
        let beats = form.beats(of: frames, using: &dut.random)
        let received = try dut.exchange(beats, to: dut.input, from: dut.output, pauses: pauses)
        let expected = frames.map { FrameBeats.Received(bytes: $0 + LongDivision.trailer(of: $0, form.code)) }
        #expect(FrameBeats.frames(in: received, lanes: form.lanes, hasKeep: form.hasKeep) == expected, "seed \(seed)")
        try dut.interrupt(beats, to: dut.input, from: dut.output, after: Int.random(in: 1...12, using: &dut.random))
      }
    }
    try simulate(appender, on: lockstep, seed: seed) { try check($0) }
  }

  /// Frames with their check, some with a bit that is wrong, and some that are shorter than a check.
  private func received(_ form: FrameForm, using random: inout SeededGenerator) -> [(bytes: [Int], isIntact: Bool)] {
    (0..<16).map { index in
      let frame = form.frame(using: &random)
      var whole = frame + LongDivision.trailer(of: frame, form.code)
      if index % 4 == 1 {
        whole[Int.random(in: whole.indices, using: &random)] ^= 1 << Int.random(in: 0..<8, using: &random)
        return (whole, false)
      }
      if index % 4 == 3 {
        let short = form.code.width / 8 - (form.hasKeep ? 1 : form.lanes)
        let isPossible = short > 0 || form.hasKeep
        return isPossible ? ((0..<short).map { _ in 0 }, false) : (whole, true)
      }
      return (whole, true)
    }
  }

  private func checkChecker(_ form: FrameForm, strips: Bool, on lockstep: Lockstep, seed: UInt64) throws {
    let checker = CRCChecker(form.code, lanes: form.lanes, hasKeep: form.hasKeep, strips: strips)
    func check(_ dut: Testbench<CRCChecker>) throws {
      dut.checkProtocol(of: dut.input)
      dut.checkProtocol(of: dut.output)
      for pauses in Self.pauses {
        let frames = received(form, using: &dut.random)
        let beats = form.beats(of: frames.map(\.bytes), using: &dut.random)
        let received = try dut.exchange(beats, to: dut.input, from: dut.output, pauses: pauses)
        var expected: [FrameBeats.Received] = []
        for frame in frames {
          let rest = strips ? Array(frame.bytes.dropLast(form.code.width / 8)) : frame.bytes
          if rest.isEmpty && !form.hasKeep { continue }
          expected.append(FrameBeats.Received(bytes: rest, flags: [frame.isIntact ? 1 : 0]))
        }
        #expect(FrameBeats.frames(in: received, lanes: form.lanes, hasKeep: form.hasKeep) == expected, "seed \(seed)")
        try dut.interrupt(beats, to: dut.input, from: dut.output, after: Int.random(in: 1...12, using: &dut.random))
      }
    }
    try simulate(checker, on: lockstep, seed: seed) { try check($0) }
  }

  @Test(arguments: forms.indices)
  func checksAreAppended(_ index: Int) throws {
    try checkAppender(Self.forms[index], on: Lockstep([.native]), seed: UInt64(500 + index))
  }

  @Test(arguments: forms.indices, [true, false])
  func checksAreChecked(_ index: Int, _ strips: Bool) throws {
    try checkChecker(Self.forms[index], strips: strips, on: Lockstep([.native]), seed: UInt64(600 + index))
  }

  @Test func framesOnEveryEngine() throws {
    let form = FrameForm(code: .crc32, lanes: 4)
    try checkAppender(form, on: everyEngine(), seed: 701)
    try checkChecker(form, strips: true, on: everyEngine(), seed: 702)
  }

  /// Without pauses the output of the appender is busy in every cycle, and the checker takes a beat in every cycle.
  @Test(arguments: [
    FrameForm(code: .crc32, lanes: 4), FrameForm(code: .crc16X25, lanes: 4), FrameForm(code: .crc32, lanes: 1),
  ])
  func noCycleIsLost(_ form: FrameForm) throws {
    var random = SeededGenerator(seed: 9)
    let frames = (0..<20).map { _ in form.frame(using: &random) + [1] }
    let beats = form.beats(of: frames, using: &random)
    var appended: [[Int]] = []
    try simulate(CRCAppender(form.code, lanes: form.lanes, hasKeep: true)) { dut in
      let (sender, receiver) = (StreamDriver(dut.input, beats: beats), StreamMonitor(dut.output))
      try dut.run([sender], [receiver], limit: 400) { receiver.beats.count { $0[form.lanes] == 1 } == frames.count }
      #expect(receiver.lastCycle == receiver.beats.count)
      appended = receiver.beats
    }
    try simulate(CRCChecker(form.code, lanes: form.lanes, hasKeep: true)) { dut in
      let (sender, receiver) = (StreamDriver(dut.input, beats: appended), StreamMonitor(dut.output))
      try dut.run([sender], [receiver], limit: 400) { sender.isDone }
      #expect(dut.cycle == appended.count)
    }
  }

  @Test func impossibleParametersAreTold() {
    let messages: [(CRCAppender, [String])] = [
      (
        CRCAppender(.crc15CAN, lanes: 2),
        ["code 'crc15_can' has 15 bits; in frames of bytes it must have a multiple of 8"]
      ),
      (CRCAppender(.crc32, lanes: 0), ["lanes is 0; it must be from 1 to 128"]),
      (
        CRCAppender(.crc32, lanes: 8, hasKeep: false),
        ["lanes is 8; without keep the 4 bytes of 'crc32' must fill whole beats"]
      ),
      (
        CRCAppender(CyclicRedundancyCode("none", width: 0, polynomial: 1), lanes: 129),
        ["width of 'none' is 0; it must be from 1 to 256", "lanes is 129; it must be from 1 to 128"]
      ),
    ]
    for (appender, problems) in messages {
      #expect(appender.parameterProblems == problems)
      let checker = CRCChecker(appender.code, lanes: appender.lanes, hasKeep: appender.hasKeep)
      #expect(checker.parameterProblems == problems)
      #expect(throws: DesignError.self) { try elaborate(appender) }
      let error = #expect(throws: DesignError.self) { try elaborate(checker) }
      // Nothing but the parameters is told.
      let text: String = error?.description ?? ""
      let parts: [String] = text.components(separatedBy: "error[")
      #expect(parts.count == problems.count + 1)
      for problem in problems { #expect(text.contains(problem)) }
    }
  }
}
