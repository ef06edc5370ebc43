import RTL

/// A value of a pipeline, which can be read in the stage it was made in and in all later ones.
public final class StagedValue<Value: Bundle> {
  private let name: String
  private let pipeline: Pipeline
  private let birth: Int
  private let place: Place
  private let makeRegister: (String) -> Value
  /// The value in each stage from the one it was made in, as far as it was read.
  private var values: [Value]

  init(_ name: String, _ value: Value, _ pipeline: Pipeline, at place: Place, makeRegister: @escaping (String) -> Value)
  {
    self.name = name
    self.pipeline = pipeline
    self.place = place
    self.makeRegister = makeRegister
    birth = pipeline.stage
    values = [value]
  }

  /// The value in the stage that is being written.
  public var now: Value { value(in: pipeline.stage) }

  /// The value in another stage, as a bypass needs it: what it is there belongs to the item there.
  public func at(stage: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column) -> Value {
    guard stage >= birth, stage <= pipeline.stage else {
      let place = Place(file: fileID, line: line, column: column)
      pipeline.reportUnknown(name, stage, birth, at: place)
      return values[0]
    }
    return value(in: stage)
  }

  private func value(in stage: Int) -> Value {
    while birth + values.count <= stage {
      let next = birth + values.count
      let source = values[values.count - 1]
      let register = makeRegister("\(name)_stage\(next)")
      values.append(register)
      guard let builder = BuilderContext.builder else { continue }
      let id = builder.definition.places.add(place)
      let (targets, sources) = (LeafVisitor.leaves(of: register), LeafVisitor.leaves(of: source))
      pipeline.count(targets.reduce(0) { $0 + $1.signal.width }, into: next)
      pipeline.carry(into: next) {
        for (target, source) in zip(targets, sources) { _ = builder.drive(target.signal, source.signal, at: id) }
      }
    }
    return values[stage - birth]
  }
}

extension Pipeline {
  /// A value of this stage.
  ///
  /// - Parameter name: Stands before the stage in the names of the registers that carry it: `name_stage1`.
  public func value(
    _ name: String, _ value: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> StagedValue<Signal> {
    let shape = SignalType(width: value.width, isSigned: value.isSigned)
    return self.value(name, value, shape, fileID: fileID, line: line, column: column)
  }

  /// A number with a binary point of this stage.
  public func value(
    _ name: String, _ value: Fixed, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> StagedValue<Fixed> {
    self.value(name, value, value.format, fileID: fileID, line: line, column: column)
  }

  /// A code of an enumeration of this stage.
  public func value<E: HardwareEnum>(
    _ name: String, _ value: EnumSignal<E>, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> StagedValue<EnumSignal<E>> {
    self.value(name, value, EnumShape(E.self), fileID: fileID, line: line, column: column)
  }

  /// A bundle of this stage.
  ///
  /// - Parameter shape: Of the registers that carry it.
  public func value<S: Shape>(
    _ name: String, _ value: S.Value, _ shape: S, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> StagedValue<S.Value> {
    let place = Place(file: fileID, line: line, column: column)
    return StagedValue(name, value, self, at: place) { register in
      Bitloom.register(register, shape, fileID: fileID, line: line, column: column)
    }
  }
}
