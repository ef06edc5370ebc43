/// The spelling of names in emitted Verilog.
public enum EmittedName {
  /// `accumulatorWidth` as `accumulator_width`, `IOBuffer` as `io_buffer`, `I2CMaster` as `i2c_master`, `AXI4Lite` as
  /// `axi4_lite`; anything else than letters, digits and `_` becomes `_`.
  public static func snakeCase(_ name: String) -> String {
    let characters = Array(name.unicodeScalars)
    var result = ""
    for (index, character) in characters.enumerated() {
      let isUpper = ("A"..."Z").contains(character)
      if isUpper, index > 0 {
        let previous = characters[index - 1]
        let previousIsLower = ("a"..."z").contains(previous)
        let nextIsLower = index + 1 < characters.count && ("a"..."z").contains(characters[index + 1])
        // A capital behind another one or a digit goes on with the abbreviation, unless it begins a word.
        let goesOn = ("A"..."Z").contains(previous) || ("0"..."9").contains(previous)
        if previousIsLower || (goesOn && nextIsLower) { result += "_" }
      }
      if isUpper {
        result += String(character).lowercased()
      } else if isIdentifierCharacter(character) {
        result.unicodeScalars.append(character)
      } else {
        result += "_"
      }
    }
    return result
  }

  /// Whether `name` can stand in Verilog as it is: letters, digits and `_`, no digit first.
  public static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return name.unicodeScalars.allSatisfy(isIdentifierCharacter)
  }

  private static func isIdentifierCharacter(_ character: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(character) || ("A"..."Z").contains(character) || ("0"..."9").contains(character)
      || character == "_"
  }

  /// Who keeps a word for itself.
  public enum Reserver: Sendable {
    /// Verilog-2005 or SystemVerilog-2017.
    case verilog
    /// C++20, the language that Verilator translates a design to: the model of a port named `int` would not compile.
    case cPlusPlus
    /// One of Verilator, Icarus Verilog and Yosys, which know more words than the standards.
    case tools
  }

  /// Who reserves the name; nil when it is free.
  public static func reserver(of name: String) -> Reserver? { reservers[name] }

  /// Whether the name cannot stand for something of a design.
  public static func isReserved(_ name: String) -> Bool { reserver(of: name) != nil }

  /// Whether Verilator's model of a module has a member of this name, so that a port cannot be called so.
  public static func isModelMember(_ name: String) -> Bool { modelMembers.contains(name) }

  /// Whether C99 or C++20 keeps a word of lower-case letters for itself, so that nothing in a generated header can be called so.
  public static func isWordOfC(_ name: String) -> Bool { wordsOfC.contains(name) }

  // Of the words of C99 (ISO/IEC 9899:1999, 6.4.1) that C++ does not have, one has no capital.
  private static let wordsOfC = Set(
    cPlusPlusWords.split(whereSeparator: \.isWhitespace).map(String.init) + ["restrict"])

  // Found by compiling models; macros of C libraries are among them.
  private static let modelMembers: Set<String> = [
    "contextp", "errno", "eval", "eval_end_step", "eval_step", "linux", "name", "rootp", "threads", "trace", "unix",
  ]

  private static let reservers: [String: Reserver] = {
    var result: [String: Reserver] = [:]
    for (words, reserver) in [(toolWords, Reserver.tools), (cPlusPlusWords, .cPlusPlus), (verilogWords, .verilog)] {
      for word in words.split(whereSeparator: \.isWhitespace) { result[String(word)] = reserver }
    }
    return result
  }()

  // IEEE 1800-2017, table B.1 (which contains the reserved words of IEEE 1364-2005).
  private static let verilogWords =
    """
    accept_on alias always always_comb always_ff always_latch and assert assign assume automatic before begin bind bins
    binsof bit break buf bufif0 bufif1 byte case casex casez cell chandle checker class clocking cmos config const
    constraint context continue cover covergroup coverpoint cross deassign default defparam design disable dist do edge
    else end endcase endchecker endclass endclocking endconfig endfunction endgenerate endgroup endinterface endmodule
    endpackage endprimitive endprogram endproperty endsequence endspecify endtable endtask enum event eventually expect
    export extends extern final first_match for force foreach forever fork forkjoin function generate genvar global
    highz0 highz1 if iff ifnone ignore_bins illegal_bins implements implies import incdir include initial inout input
    inside instance int integer interconnect interface intersect join join_any join_none large let liblist library local
    localparam logic longint macromodule matches medium modport module nand negedge nettype new nexttime nmos nor
    noshowcancelled not notif0 notif1 null or output package packed parameter pmos posedge primitive priority program
    property protected pull0 pull1 pulldown pullup pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase
    randsequence rcmos real realtime ref reg reject_on release repeat restrict return rnmos rpmos rtran rtranif0
    rtranif1 s_always s_eventually s_nexttime s_until s_until_with scalared sequence shortint shortreal showcancelled
    signed small soft solve specify specparam static string strong strong0 strong1 struct super supply0 supply1
    sync_accept_on sync_reject_on table tagged task this throughout time timeprecision timeunit tran tranif0 tranif1 tri
    tri0 tri1 triand trior trireg type typedef union unique unique0 unsigned until until_with untyped use uwire var
    vectored virtual void wait wait_order wand weak weak0 weak1 while wildcard wire with within wor xnor xor
    """

  // ISO/IEC 14882:2020, tables 5 (keywords) and 6 (alternative representations).
  private static let cPlusPlusWords =
    """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class co_await
    co_return co_yield compl concept const const_cast consteval constexpr constinit continue decltype default delete do
    double dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace
    new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires return
    short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try typedef
    typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq
    """

  // Found by trying: Verilator warns (SYMRSVDWORD) of what its models or C++ libraries use, and cannot read the classes of
  // SystemVerilog's `std` package as names; Icarus Verilog keeps a word of Verilog-AMS.
  private static let toolWords =
    """
    abort atomic_cancel atomic_commit atomic_noexcept bit_vector cdecl complex const_iterator deque far huge interrupt
    iterator list mailbox map near override pascal process queue reference semaphore set synchronized transaction_safe
    transaction_safe_dynamic type_info uint8_t vector wreal
    """
}
