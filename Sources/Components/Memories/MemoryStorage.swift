import Bitloom

/// What the words of a memory are kept in.
///
/// The choice is an attribute for synthesis, `ram_style`, which Yosys and Vivado know; it changes nothing of what a memory
/// does.
public enum MemoryStorage: Hashable, Sendable, CaseIterable {
  /// Flip-flops.
  case registers
  /// Lookup tables that can be written: `RAM32M` of Xilinx 7, `TRELLIS_DPR16X4` of ECP5. An iCE40 has none; there a memory of
  /// latency 0 becomes flip-flops, and one with latency is refused by Yosys.
  case distributed
  /// Block memory: `RAMB18E1` and `RAMB36E1`, `DP16KD`, `SB_RAM40_4K`. Needs a read with latency.
  case block

  /// How `ram_style` and `rom_style` spell it.
  var style: String {
    switch self {
    case .registers: "registers"
    case .distributed: "distributed"
    case .block: "block"
    }
  }
}

extension Memory {
  /// Tells synthesis what the words are kept in, unless it has no choice: a read without a clock is never one of a block.
  func keep(in storage: MemoryStorage?, latency: Int, isROM: Bool = false) {
    guard let storage, latency > 0 || storage == .registers else { return }
    attribute(isROM ? "rom_style" : "ram_style", .text(storage.style), on: self)
  }
}
