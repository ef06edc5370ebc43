import Checks
import RTL
import Testing

@Suite struct ReadDesignTests {
  private func text(_ type: String) -> String {
    """
    bitloom_rtl 1
    module sample {
      domain clk rising
      input a : u4
      output y : u5
      %0 = signal a : u4
      %1 = extend %0 : \(type)
      body {
        y <= %1
      }
    }
    """
  }

  @Test func rulesThatHoldGiveADesign() throws {
    let design = try readDesign(text("u5"))
    #expect(check(design).isEmpty)
  }

  /// A reset of several bits.
  @Test func resetsAreBits() {
    let text = text("u5").replacing("rising", with: "rising reset rst synchronous activeHigh from a clocks resets")
    let error = #expect(throws: DesignError.self) { try readDesign(text) }
    let told = "error[U002]: module 'sample' breaks a rule: domain 0: no bit 0 that could be its reset"
    let first: String = error?.diagnostics.first?.description ?? ""
    #expect(first.hasPrefix(told))
  }

  @Test func brokenRulesAreTold() {
    let error = #expect(throws: DesignError.self) { try readDesign(text("u3")) }
    let texts = error?.diagnostics.map(\.description) ?? []
    #expect(texts.count == 1)
    let isTold = texts.first?.hasPrefix("error[U002]: module 'sample' breaks a rule: expression 1: ") ?? false
    #expect(isTold, "\(texts)")
    #expect(texts.first?.hasSuffix("--> somewhere in module 'sample'") == true)
  }
}
