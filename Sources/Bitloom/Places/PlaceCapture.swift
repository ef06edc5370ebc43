import BacktraceCapture
import RTL

extension Place {
  /// The place in the user's source that has led here, as return addresses.
  static var caller: Place {
    var addresses = [UInt](repeating: 0, count: 24)
    let count = addresses.withUnsafeMutableBufferPointer { buffer in
      bitloom_capture_return_addresses(buffer.baseAddress, buffer.count)
    }
    return .returnAddresses(Array(addresses.prefix(Int(count))))
  }
}
