import RTL

/// A module with the ports of a black box and nothing in it but one instance: to simulate or emit a black box by itself.
///
/// ```swift
/// try simulate(BlackBoxTop(SaturatingCounter()), on: Lockstep()) { dut in
///   dut.enable = 1
///   dut.step(20)
/// }
/// ```
public struct BlackBoxTop<Box: BlackBox>: Module {
  let box: Box

  public init(_ box: Box) {
    self.box = box
  }

  public var ports: Box.IO { box.ports }
  public var moduleName: String { "\(box.moduleName)_top" }
  public var summary: String { "one instance of a black box" }
  public var parameterProblems: [String] { box.parameterProblems }

  public func build(_ io: Box.IO) {
    let instance = Instance("box", box)
    io <== instance.ports
  }
}
