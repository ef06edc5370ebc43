/// How checks are written.
public enum CheckForm: Sendable, Hashable {
  /// For the user's tools: immediate assertions in SystemVerilog, messages in Verilog-2001, which synthesis does not see.
  case standard
  /// For an engine: a line of output with the number of the cycle, the name of the check, the values of its message in binary
  /// and the path of the instance. It begins with the byte 2.
  case reported

  /// The macro that an engine defines as the number of the cycle.
  public static let cycleMacro = "BITLOOM_CYCLE"
}
