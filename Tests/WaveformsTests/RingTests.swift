import Testing

@testable import Waveforms

struct RingTests {
  @Test(arguments: [1, 7, 49, 50, 51, 1000])
  func theLastSamplesAreKept(_ kept: Int) throws {
    let wave = RandomWave(samples: 50, seed: 31, hasUnknown: true)
    let ring = WaveformRing(wave.hierarchy, samples: kept)
    try wave.write(to: ring)
    try Files.inFolder { folder in
      // Twice: writing must not change what is kept.
      for name in ["a", "b"] { try ring.write(to: VCDWriter(path: "\(folder)/\(name).vcd", wave.hierarchy)) }
      let start = 5 * max(0, 50 - kept)
      let expected = wave.expectedChanges().mapValues { VCDTests.part($0, start..<Int.max) }
      #expect(try DumpText(Files.text("\(folder)/a.vcd")).changes == expected)
      #expect(try Files.text("\(folder)/a.vcd") == Files.text("\(folder)/b.vcd"))
    }
  }
}
