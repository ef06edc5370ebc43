import BacktraceCapture
import RTL

extension Place {
  /// The place in the user's source that has led here, as return addresses.
  static var caller: Place {
    @inline(never) get {
      let count = bitloom_capture_return_addresses()
      var addresses = [UInt](repeating: 0, count: count)
      _ = addresses.withUnsafeMutableBufferPointer { bitloom_copy_return_addresses($0.baseAddress, $0.count) }
      return .returnAddresses(addresses)
    }
  }

  /// The modules of components, whose functions a user calls.
  static let componentModules: Set<String> = ["Components", "Arithmetic"]

  /// Whether a file belongs to the language or its components.
  static func isOfLibrary(_ fileID: String) -> Bool {
    let module = String(fileID.prefix { $0 != "/" })
    return module == "Bitloom" || componentModules.contains(module)
  }

  /// The place itself, or the user's call that has led there from the library.
  var ofUser: Place {
    @inline(never) get {
      if case .source(let location) = self, Place.isOfLibrary(location.file) { return .caller }
      return self
    }
  }
}
