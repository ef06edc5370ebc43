import Bitloom
import Components

/// A beat of a frame that has been checked.
public struct CheckedFrame: Interface, FramedPayload {
  public var frame: Frame<[Signal]>
  /// Whether the frame ended with its check; 0 in beats before the last one.
  public var isIntact: Signal

  public init(frame: Frame<[Signal]>, isIntact: Signal) {
    self.frame = frame
    self.isIntact = isIntact
  }

  public var last: Signal { frame.last }
}

/// The shape of a beat of a frame that has been checked.
public struct CheckedFrameShape: Shape {
  public var frame: FrameShape<VectorShape<SignalType>>

  public init(_ frame: FrameShape<VectorShape<SignalType>>) {
    self.frame = frame
  }

  public func instantiate() -> CheckedFrame {
    CheckedFrame(frame: frame.instantiate(), isIntact: SignalType.bit.instantiate())
  }
}
