/// Which port of a handshake tells that others carry something, found by their paths.
enum HandshakePath {
  /// `output.valid` for `output.payload.red`, `s_axis.tvalid` for `s_axis.tdata`, `axi.rvalid` for `axi.rresp`; nil for what no
  /// handshake goes with.
  static func valid(of path: String) -> String? {
    var components = path.split(separator: ".").map(String.init)
    if let index = components.lastIndex(where: { $0.prefix { $0 != "[" } == "payload" }) {
      return (components[..<index] + ["valid"]).joined(separator: ".")
    }
    guard let signal = components.popLast(), let valid = validOfAXI[signal] else { return nil }
    return (components + [valid]).joined(separator: ".")
  }

  // The signals of `AXIStream` and `AXILite`.
  private static let validOfAXI: [String: String] = {
    let channels = [
      "tvalid": ["tdata", "tstrb", "tkeep", "tlast", "tid", "tdest", "tuser"], "awvalid": ["awaddr", "awprot"],
      "wvalid": ["wdata", "wstrb"], "bvalid": ["bresp"], "arvalid": ["araddr", "arprot"], "rvalid": ["rdata", "rresp"],
    ]
    var result: [String: String] = [:]
    for (valid, signals) in channels {
      for signal in signals { result[signal] = valid }
    }
    return result
  }()
}
