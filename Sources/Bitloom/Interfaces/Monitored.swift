import RTL

/// An interface as somebody sees it who only listens: all its fields are inputs, whatever direction they are declared with.
///
/// Makes no hardware but the ports. A checker has one, and is connected to what it listens to as a whole:
/// ```swift
/// struct StreamChecker: Module {
///   struct IO: Interface {
///     var stream: Monitored<Stream<Signal>>
///     @Output var moved: Signal = .bit
///   }
///   var ports: IO { IO(stream: Monitored(Stream(.unsigned(8)))) }
///   func build(_ io: IO) { io.moved <== io.stream.valid && io.stream.ready }
/// }
/// let checker = Instance("checker", StreamChecker())
/// checker.stream <== io.output
/// ```
@dynamicMemberLookup
public struct Monitored<Subject: Bundle>: Bundle {
  /// The interface that is listened to.
  public let subject: Subject

  /// - Parameter subject: The ports, made as for any other field.
  public init(_ subject: Subject) {
    self.subject = subject
  }

  /// A field of the interface that is listened to.
  public subscript<Value>(dynamicMember path: KeyPath<Subject, Value>) -> Value { subject[keyPath: path] }

  public func visitLeaves(_ visitor: inout LeafVisitor) {
    visitor.visit(subject, at: "", marked: .monitored)
  }

  /// Lets the left side listen to `source`. Every field flows from right to left.
  @inlinable @inline(__always)
  public static func <== (monitor: Monitored, source: Subject) {
    if monitor.listen(to: source) == .max { Signal.poisoned() }
  }

  @usableFromInline @inline(never)
  func listen(to source: Subject) -> UInt32 {
    guard let builder = BuilderContext.builder else { return 0 }
    let place = builder.callerPlace()
    func asSeen(_ leaf: LeafVisitor.Leaf) -> LeafVisitor.Leaf {
      var leaf = leaf
      leaf.direction = .output
      return leaf
    }
    return builder.connect(
      LeafVisitor.leaves(of: subject).map(asSeen), LeafVisitor.leaves(of: source).map(asSeen), at: place)
  }
}

/// The shape of a `Monitored` interface.
public struct MonitoredShape<Subject: Shape>: Shape {
  public var subject: Subject

  public init(_ subject: Subject) {
    self.subject = subject
  }

  public func instantiate() -> Monitored<Subject.Value> { Monitored(subject.instantiate()) }
}
