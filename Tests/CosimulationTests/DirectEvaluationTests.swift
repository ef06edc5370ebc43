import Testing

@testable import Cosimulation

/// Models whose `eval` need not be called, and models of unknown forms.
@Suite struct DirectEvaluationTests {
  private static let header = "    void eval() { eval_step(); }\n"

  /// As Verilator 5 writes it.
  private static let source = """
    void Vmodel___024root___eval(Vmodel___024root* vlSelf);

    void Vmodel::eval_step() {
        VL_DEBUG_IF(VL_DBG_MSGF("+++++TOP Evaluate Vmodel::eval_step\\n"); );
    #ifdef VL_DEBUG
        // Debug assertions
        Vmodel___024root___eval_debug_assertions(&(vlSymsp->TOP));
    #endif  // VL_DEBUG
        if (VL_UNLIKELY(!vlSymsp->__Vm_didInit)) {
            vlSymsp->__Vm_didInit = true;
            Vmodel___024root___eval_static(&(vlSymsp->TOP));
            Vmodel___024root___eval_initial(&(vlSymsp->TOP));
            Vmodel___024root___eval_settle(&(vlSymsp->TOP));
        }
        // MTask 0 start
        Verilated::mtaskId(0);
        Vmodel___024root___eval(&(vlSymsp->TOP));
        // Evaluate cleanup
        Verilated::endOfThreadMTask(vlSymsp->__Vm_evalMsgQp);
        Verilated::endOfEval(vlSymsp->__Vm_evalMsgQp);
    }

    bool Vmodel::eventsPending() { return false; }
    """

  private func function(header: String = Self.header, _ source: String) -> String? {
    DirectEvaluation.function(ofClass: "Vmodel", header: header, sources: ["int main() {}", source])
  }

  @Test func theKnownFormIsCalledDirectly() {
    #expect(function(Self.source) == "Vmodel___024root___eval")
    let newer = Self.source.replacing("    Verilated::mtaskId(0);\n", with: "    vlSymsp->__Vm_deleter.deleteAll();\n")
    #expect(function(newer) == "Vmodel___024root___eval")
  }

  @Test func whateverElseItDoesIsKept() {
    let call = "Vmodel___024root___eval(&(vlSymsp->TOP));"
    #expect(function(header: "void eval() { eval_step(); eval_end_step(); }", Self.source) == nil)
    #expect(function(Self.source.replacing(call, with: "\(call)\n    vlSymsp->__Vm_activity = true;")) == nil)
    #expect(function(Self.source.replacing(call, with: "\(call)\n    \(call)")) == nil)
    #expect(function(Self.source.replacing(call, with: "")) == nil)
    #expect(function(Self.source.replacing("eval_step() {", with: "eval_all() {")) == nil)
    #expect(DirectEvaluation.function(ofClass: "Vother", header: Self.header, sources: [Self.source]) == nil)
  }

  /// What the installed Verilator writes is known: otherwise cycles take longer than they need.
  @Test(.needsVerilator) func theInstalledVerilatorIsKnown() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let build = BuildVerilatorModel(model: .counter(.synchronous), trace: false, tools: .standard, cache: cache)
    let toolchain = try build.toolchain()
    let folder = "\(cache.directory)/work"
    let model = try build.verilate(with: toolchain, key: try build.key(toolchain), in: folder)
    #expect(model.text.contains("___024root___eval(model.rootp); }"))
  }
}
