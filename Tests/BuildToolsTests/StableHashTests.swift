import BuildTools
import Testing

@Suite struct StableHashTests {
  /// Values of the reference implementation of MurmurHash3 x64 128 with seed 0.
  @Test(arguments: [
    ("", "00000000000000000000000000000000"),
    ("hello", "cbd8a7b341bd9b025b1e906a48ae1d19"),
    ("hello, world", "342fac623a5ebc8e4cdcbc079642414d"),
    ("The quick brown fox jumps over the lazy dog.", "cd99481f9ee902c9695da1a38987b6e7"),
  ])
  func referenceValues(_ text: String, _ digest: String) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBytes { StableHash.digest(of: $0) } == digest)
  }

  @Test func listsThatJoinAlikeHashDifferently() {
    var first = StableHash()
    first.add("ab")
    first.add("c")
    var second = StableHash()
    second.add("a")
    second.add("bc")
    #expect(first.digest != second.digest)
  }
}
