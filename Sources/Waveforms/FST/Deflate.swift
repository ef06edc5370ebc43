import CZlib

/// Compression by zlib, which a waveform file needs in many small pieces: the tables are made once.
final class Deflate {
  enum Form: Int32 {
    /// RFC 1950.
    case zlib = 15
    /// RFC 1952.
    case gzip = 31
  }

  private var stream = z_stream()
  private let isReady: Bool

  /// - Parameter level: 1 for speed up to 9 for size.
  init(_ form: Form = .zlib, level: Int32) {
    let size = Int32(MemoryLayout<z_stream>.size)
    isReady =
      deflateInit2_(&stream, level, Z_DEFLATED, form.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    if isReady { deflateEnd(&stream) }
  }

  /// The most bytes that so many can become.
  func bound(_ count: Int) -> Int { Int(deflateBound(&stream, UInt(count))) }

  /// Compresses bytes into `target`, which has room for `bound` of them. Nil when there is no memory for it.
  func compress(
    _ bytes: UnsafePointer<UInt8>, _ count: Int, into target: UnsafeMutablePointer<UInt8>, room: Int
  ) -> Int? {
    guard isReady, deflateReset(&stream) == Z_OK else { return nil }
    stream.next_in = UnsafeMutablePointer(mutating: bytes)
    stream.avail_in = UInt32(count)
    stream.next_out = target
    stream.avail_out = UInt32(room)
    guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
    return Int(stream.total_out)
  }

  func compress(_ bytes: [UInt8]) -> [UInt8]? {
    let room = bound(bytes.count)
    var result = [UInt8](repeating: 0, count: room)
    let count = bytes.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target -> Int? in
        guard let target = target.baseAddress else { return nil }
        return compress(source.baseAddress ?? UnsafePointer(target), source.count, into: target, room: room)
      }
    }
    return count.map { Array(result.prefix($0)) }
  }
}
