import RTL

/// A pipeline: stages with registers between them, through which values go side by side.
///
/// Stages are written one after the other. A value that is read in a later stage than the one it was made in is carried along in
/// registers, `name_stage1` and so on; a value that nobody reads later costs nothing. One item enters and leaves a cycle.
/// ```swift
/// let pipeline = Pipeline("scale", flow: .collapsing, valid: io.input.valid)
/// let a = pipeline.value("a", io.input.payload.a)
/// let tag = pipeline.value("tag", io.input.payload.tag)
/// pipeline.nextStage()
/// let square = pipeline.value("square", a.now * a.now)
/// pipeline.nextStage()
/// io.output.payload.sum <== square.now + 1
/// io.output.payload.tag <== tag.now                   // through tag_stage1 and tag_stage2
/// pipeline.finish(ready: io.output.ready)
/// io.output.valid <== pipeline.isValid
/// io.input.ready <== pipeline.isReady
/// ```
/// At reset all stages are empty; registers of values have no reset.
public final class Pipeline {
  /// What happens when an item cannot move.
  public enum Flow: Hashable, Sendable {
    /// It always can: nothing waits.
    case free
    /// All stages stand still. One enable for all registers; gaps between items stay.
    case globalStall
    /// The stages behind it stand still once they are full: gaps between items close. A chain of a gate each stage from the
    /// last stage's ready to the first.
    case collapsing
  }

  /// The number of the stage that is being written; the first one is 0.
  public private(set) var stage = 0

  let name: String
  let flow: Flow
  private let place: Place
  private let builder: ModuleBuilder?
  /// What stands before the names of an inlined module.
  private let scope: String
  private let inputValid: Signal?
  /// Whether the pipeline can be built at all; otherwise the mistake has been told.
  private let isUsable: Bool
  private(set) var boundaries: [PipelineBoundary] = []
  private var holds: [Int: Signal] = [:]
  private var flushes: Signal?
  private var outputReady: Signal?
  private var isFinished = false
  private var firesWires: [Int: Signal] = [:]
  private var readyWire: Signal?

  /// - Parameters:
  ///   - name: Stands before the names of the registers and wires that control the stages.
  ///   - flow: What happens when an item cannot move.
  ///   - valid: Whether an item is offered to stage 0. A pipeline without it has no notion of items, and its flow is `.free`.
  public init(
    _ name: String, flow: Flow = .free, valid: Signal? = nil, fileID: String = #fileID, line: Int = #line,
    column: Int = #column
  ) {
    let place = Place(file: fileID, line: line, column: column)
    let builder = BuilderContext.builder
    var isUsable = builder != nil
    if let builder, let valid {
      isUsable = builder.accepts(valid, at: place) && builder.isBit(valid, .condition(of: "Pipeline"), at: place)
    } else if flow != .free {
      builder?.report(PipelineDiagnostics.validNeeded(name, at: place))
      isUsable = false
    }
    self.name = name
    self.place = place
    self.builder = builder
    scope = builder?.namePrefix ?? ""
    self.flow = flow
    self.isUsable = isUsable
    inputValid = valid
    if isUsable { builder?.completeLater { [self] in complete() } }
  }

  /// Number of cycles from stage 0 to the stage that is being written, where nothing waits.
  public var latency: Int { stage }

  // MARK: Stages

  /// Ends the stage and begins the next one, behind registers.
  public func nextStage(fileID: String = #fileID, line: Int = #line, column: Int = #column) {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder else { return }
    if isFinished { return builder.report(PipelineDiagnostics.alreadyFinished(name, at: place)) }
    stage += 1
    var boundary = PipelineBoundary()
    if inputValid != nil {
      boundary.valid = control("valid_stage\(stage)", .register, at: place)
      boundary.valid.map { builder.setReset(of: $0, Bits(0, width: 1)) }
    }
    if flow == .collapsing { boundary.accepts = control("accepts_stage\(stage)", .wire, at: place) }
    boundaries.append(boundary)
  }

  /// Keeps the item in this stage, and all that follow it, where they are while `condition` holds.
  public func hold(
    when condition: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder, builder.accepts(condition, at: place) else { return }
    guard builder.isBit(condition, .condition(of: "hold"), at: place) else { return }
    guard flow != .free else { return builder.report(PipelineDiagnostics.nothingWaits(name, at: place)) }
    holds[stage] = holds[stage].map { $0 || condition } ?? condition
  }

  /// Empties all stages at the end of a cycle in which `condition` holds. No item is taken in such a cycle; one that leaves the
  /// last stage in it has left.
  public func flush(
    when condition: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder, builder.accepts(condition, at: place) else { return }
    guard builder.isBit(condition, .condition(of: "flush"), at: place) else { return }
    guard inputValid != nil else { return builder.report(PipelineDiagnostics.validNeeded(name, at: place)) }
    flushes = flushes.map { $0 || condition } ?? condition
  }

  /// Ends the last stage.
  ///
  /// - Parameter ready: Whether what is behind the pipeline takes the item in the last stage.
  public func finish(
    ready: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder else { return }
    if isFinished { return builder.report(PipelineDiagnostics.alreadyFinished(name, at: place)) }
    isFinished = true
    guard builder.accepts(ready, at: place) else { return }
    guard builder.isBit(ready, .condition(of: "finish"), at: place) else { return }
    guard flow != .free else { return builder.report(PipelineDiagnostics.nothingWaits(name, at: place)) }
    outputReady = ready
  }

  // MARK: Control

  /// Whether there is an item in this stage that may go on; in the last stage, whether one is offered to what follows.
  public var isValid: Signal {
    guard let valid = valid(at: stage) else { return constant(1, .bit) }
    return mayMove(valid, at: stage)
  }

  /// Whether the item in this stage leaves it at the end of the cycle: when a stage has an effect beside its values, such as a
  /// write to a memory, this is its condition.
  public var fires: Signal {
    if let known = firesWires[stage] { return known }
    guard let wire = control("fires_stage\(stage)", .wire, at: place) else { return .poison }
    firesWires[stage] = wire
    return wire
  }

  /// Whether stage 0 takes an item in this cycle.
  public var isReady: Signal {
    if let readyWire { return readyWire }
    readyWire = control("ready", .wire, at: place)
    return readyWire ?? .poison
  }

  private func control(_ suffix: String, _ declaration: SignalDeclaration, at place: Place) -> Signal? {
    builder?.declare("\(name)_\(suffix)", declaration, at: place) { SignalType.bit.instantiate() }
  }

  private func valid(at stage: Int) -> Signal? { stage == 0 ? inputValid : boundaries[stage - 1].valid }

  private func mayMove(_ valid: Signal, at stage: Int) -> Signal {
    let isHeld = flow == .globalStall ? anyHold : holds[stage]
    return isHeld.map { valid && !$0 } ?? valid
  }

  /// Whether an item anywhere is held.
  private var anyHold: Signal? {
    let held = holds.keys.sorted().compactMap { stage in
      valid(at: stage).flatMap { valid in holds[stage].map { valid && $0 } }
    }
    return held.dropFirst().reduce(held.first) { known, next in known.map { $0 || next } }
  }

  // MARK: Values

  /// Makes the register that carries a value into a stage.
  func carry(into stage: Int, _ move: @escaping () -> Void) {
    boundaries[stage - 1].moves.append(move)
  }

  /// How many bits of values are registered in front of each stage from 1 on.
  public var registeredBits: [Int] { boundaries.map(\.bits) }

  func count(_ bits: Int, into stage: Int) { boundaries[stage - 1].bits += bits }

  func reportUnknown(_ value: String, _ stage: Int, _ birth: Int, at place: Place) {
    builder?.report(PipelineDiagnostics.valueNotThere(value, stage, known: birth...self.stage, name, at: place))
  }

  // MARK: Completion

  /// Drives all registers and wires, when the module is known as a whole.
  private func complete() {
    guard let builder else { return }
    builder.namePrefix = scope
    defer { builder.namePrefix = "" }
    if flow != .free, !isFinished { return builder.report(PipelineDiagnostics.neverFinished(name, at: place)) }
    let steps = PipelineControl(
      flow: flow, valids: (0...stage).map { valid(at: $0) }, holds: holds, anyHold: anyHold,
      accepts: boundaries.map(\.accepts), outputReady: outputReady)
    let moves = steps.makeEnable { control("moves", .wire, at: place) }
    for (index, boundary) in boundaries.enumerated() {
      if let accepts = boundary.accepts, let condition = steps.accepts(at: index + 1) { accepts <== condition }
      let enable = flow == .free ? nil : boundary.accepts ?? moves
      load(boundary, from: index, enable)
    }
    if let flushes {
      when(flushes) { for boundary in boundaries { if let valid = boundary.valid { valid <== 0 } } }
    }
    if let readyWire {
      let ready = steps.ready(moves) ?? constant(1, .bit)
      readyWire <== (flushes.map { ready && !$0 } ?? ready)
    }
    for (stage, wire) in firesWires.sorted(by: { $0.key < $1.key }) {
      let fires = steps.fires(at: stage, moves) ?? constant(1, .bit)
      wire <== (stage == 0 ? flushes.map { fires && !$0 } ?? fires : fires)
    }
  }

  private func load(_ boundary: PipelineBoundary, from stage: Int, _ enable: Signal?) {
    let move = { [self] in
      if let register = boundary.valid, let valid = valid(at: stage) {
        register <== (flow == .collapsing ? mayMove(valid, at: stage) : valid)
      }
      for move in boundary.moves { move() }
    }
    if boundary.valid == nil && boundary.moves.isEmpty { return }
    if let enable { when(enable, move) } else { move() }
  }
}

/// The registers between two stages.
struct PipelineBoundary {
  var valid: Signal?
  /// Whether the stage behind the registers takes an item.
  var accepts: Signal?
  var moves: [() -> Void] = []
  var bits = 0
}
