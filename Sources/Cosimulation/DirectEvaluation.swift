/// The function that `eval` of a verilated model comes down to.
///
/// Around it `eval` prepares for messages of other threads, through variables that belong to the thread. In a shared object
/// reaching those takes longer than a hundred gates. A model of one thread that sends no messages can do without.
enum DirectEvaluation {
  /// The function, which takes the model's root; nil where `eval` does something else besides that counts.
  ///
  /// Of what Verilator writes every line has to be known: another version's `eval` is called as it is.
  static func function(ofClass name: String, header: String, sources: [String]) -> String? {
    guard header.contains("void eval() { eval_step(); }") else { return nil }
    let root = "\(name)___024root___eval"
    let call = "\(root)(&(vlSymsp->TOP));"
    let harmless: Set<String> = [
      "if (VL_UNLIKELY(!vlSymsp->__Vm_didInit)) {", "vlSymsp->__Vm_didInit = true;", "}",
      "\(root)_static(&(vlSymsp->TOP));", "\(root)_initial(&(vlSymsp->TOP));", "\(root)_settle(&(vlSymsp->TOP));",
      "Verilated::mtaskId(0);", "Verilated::endOfThreadMTask(vlSymsp->__Vm_evalMsgQp);",
      "Verilated::endOfEval(vlSymsp->__Vm_evalMsgQp);", "vlSymsp->__Vm_deleter.deleteAll();",
    ]
    for source in sources {
      guard let lines = body(of: "void \(name)::eval_step() {", in: source) else { continue }
      let rest = lines.filter { !harmless.contains($0) }
      return rest == [call] ? root : nil
    }
    return nil
  }

  /// The lines of a function but for comments and what only debugging has.
  private static func body(of function: String, in source: String) -> [String]? {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0 == function }) else { return nil }
    var result: [String] = []
    var isDebugging = false
    for line in lines[(start + 1)...] {
      if line == "}" { return result }
      let text = line.drop { $0 == " " }
      if text.hasPrefix("#ifdef VL_DEBUG") { isDebugging = true }
      let isCode = !isDebugging && !text.isEmpty && !text.hasPrefix("//") && !text.hasPrefix("VL_DEBUG_IF(")
      if text.hasPrefix("#endif") { isDebugging = false }
      if isCode { result.append(String(text)) }
    }
    return nil
  }
}
