import RTL

/// A choice by the value of an enumeration. The body is called once for each case, so Swift checks that none is forgotten.
///
/// ```swift
/// match(state) {
///   switch $0 {
///   case .idle: when(io.start) { state <== .run }
///   case .run: state <== .idle
///   }
/// }
/// ```
public func match<E: HardwareEnum>(
  _ subject: EnumSignal<E>, fileID: String = #fileID, line: Int = #line, column: Int = #column, _ body: (E) -> Void
) {
  guard let builder = BuilderContext.builder else { return }
  let place = Place(file: fileID, line: line, column: column)
  let isAccepted = builder.accepts(subject.signal, at: place)
  let arms = E.cases.map { element in
    MatchStatement.Arm(patterns: [element.code], block: builder.inNewBlock { body(element) })
  }
  guard isAccepted else { return }
  let id = builder.definition.places.add(place)
  builder.append(.match(MatchStatement(subject: subject.signal.expression, arms: arms, otherwise: nil, place: id)))
}
