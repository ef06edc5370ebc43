import Foundation
import Testing

/// Wrong command lines: the exact sentence, and status 64.
@Suite struct UsageTests {
  static let keys =
    "rows, columns, dataflow, operandWidth, accumulatorWidth, batchRows, hasBias, hasReLU, hasRequantisation, "
    + "outputWidth, multiplierWidth, shiftWidth and inlinesElements"

  static let wrongLines: [(line: String, message: String)] = [
    (
      "frobnicate",
      "there is no command 'frobnicate'; the commands are list, describe, generate, simulate, report, prove, declare, fuzz and doctor"
    ),
    ("genrate systolic-array", "there is no command 'genrate'; did you mean 'generate'?"),
    ("list extra", "unexpected argument 'extra'"),
    ("list --jsn", "unknown option '--jsn'. Did you mean '--json'?"),
    ("-x", "unknown option '-x'"),
    ("describe", "missing expected argument '<design>'"),
    ("generate systolic-array second", "unexpected argument 'second'"),

    ("describe systolc-array", "there is no design 'systolc-array'; did you mean 'systolic-array'?"),
    ("describe fft", "there is no design 'fft'; the designs are systolic-array and bit-weight-pe"),

    ("report systolic-array", "report needs --target, which must be generic, ice40, ecp5, xilinx7 or xilinxup"),
    (
      "report systolic-array --target xilinx",
      "--target cannot be xilinx; it must be generic, ice40, ecp5, xilinx7 or xilinxup (did you mean 'xilinx7'?)"
    ),
    ("report fft --target ice40", "there is no design 'fft'; the designs are systolic-array and bit-weight-pe"),

    ("prove addr", "there is no claim 'addr'; the nearest one is 'join'"),
    ("prove --limit 0", "--limit cannot be 0; it must be an integer from 1 to 86400"),
    (
      "prove --solver z4",
      "--solver cannot be z4; it must be z3, bitwuzla, yices, boolector, cvc4 or mathsat (did you mean 'z3'?)"
    ),

    ("generate systolic-array --set", "missing value for '--set <KEY=VALUE>'"),
    ("generate systolic-array --set rows", "--set needs KEY=VALUE, and 'rows' is not of that form"),
    ("generate systolic-array --set =3", "--set needs KEY=VALUE, and '=3' is not of that form"),
    ("generate systolic-array --set --force", "--set needs KEY=VALUE, and '--force' is not of that form"),
    (
      "generate systolic-array --set row=8",
      "systolic-array has no parameter 'row' that could be set to 8; "
        + "did you mean 'rows', which is an integer from 1 to 1024?"
    ),
    (
      "generate systolic-array --set Columns=8",
      "systolic-array has no parameter 'Columns' that could be set to 8; "
        + "did you mean 'columns', which is an integer from 1 to 1024?"
    ),
    (
      "generate systolic-array --set zzzz=3",
      "systolic-array has no parameter 'zzzz' that could be set to 3; its parameters are \(keys)"
    ),
    ("generate systolic-array --set rows=0", "rows cannot be 0; it must be an integer from 1 to 1024"),
    ("generate systolic-array --set rows=1025", "rows cannot be 1025; it must be an integer from 1 to 1024"),
    ("generate systolic-array --set rows=4.0", "rows cannot be 4.0; it must be an integer from 1 to 1024"),
    ("generate systolic-array --set rows=", "rows cannot be empty; it must be an integer from 1 to 1024"),
    (
      "generate systolic-array --set operandWidth=99999999999999999999",
      "operandWidth cannot be 99999999999999999999; it must be an integer from 2 to 16"
    ),
    (
      "generate systolic-array --set rows=2 --set columns=3 --set rows=4", "--set gives rows twice, as 2 and as 4"
    ),
    (
      "generate systolic-array --set dataflow=weightStationry",
      "dataflow cannot be weightStationry; it must be outputStationary or weightStationary "
        + "(did you mean 'weightStationary'?)"
    ),
    ("generate systolic-array --set hasBias=yes", "hasBias cannot be yes; it must be true or false"),
    (
      "generate systolic-array --set outputWidth=16 --set accumulatorWidth=12",
      "outputWidth cannot be 16 where accumulatorWidth is 12; it must be an integer from 2 to 12"
    ),

    ("generate systolic-array --preset smal", "systolic-array has no preset 'smal'; did you mean 'small'?"),
    (
      "generate systolic-array --preset huge", "systolic-array has no preset 'huge'; its presets are small and typical"
    ),
    ("generate systolic-array --preset --force", "--preset needs a value, and '--force' is an option"),
    (
      "generate systolic-array --dialect vhdl", "--dialect cannot be vhdl; it must be verilog2001 or systemverilog"
    ),
    (
      "generate systolic-array --dialect systemverlog",
      "--dialect cannot be systemverlog; it must be verilog2001 or systemverilog (did you mean 'systemverilog'?)"
    ),
    (
      "generate systolic-array --config /nonexistent/array.json",
      "cannot read the configuration '/nonexistent/array.json': No such file or directory"
    ),
    ("generate systolic-array --config /", "cannot read the configuration '/': it is a directory"),

    (
      "simulate systolic-array --vectors 0", "--vectors cannot be 0; it must be an integer from 1 to 1000000000"
    ),
    (
      "simulate systolic-array --vectors -5", "--vectors cannot be -5; it must be an integer from 1 to 1000000000"
    ),
    (
      "simulate systolic-array --vectors many", "--vectors cannot be many; it must be an integer from 1 to 1000000000"
    ),
    (
      "simulate systolic-array --seed -1", "--seed cannot be -1; it must be an integer from 0 to 18446744073709551615"
    ),
    (
      "simulate systolic-array --seed 0xfg",
      "--seed cannot be 0xfg; it must be an integer from 0 to 18446744073709551615"
    ),
    ("simulate systolic-array --seed --json", "--seed needs a value, and '--json' is an option"),
    ("simulate systolic-array --seed", "missing value for '--seed <S>'"),
    (
      "simulate systolic-array --engine verilater",
      "--engine cannot be verilater; it must be native, verilator or icarus (did you mean 'verilator'?)"
    ),
    ("fuzz --circuits 0", "--circuits cannot be 0; it must be an integer from 1 to 100000000"),
    ("fuzz --operators some", "--operators cannot be some; it must be an integer from 1 to 10000"),
    ("fuzz --cycles 0", "--cycles cannot be 0; it must be an integer from 1 to 1000000"),
    ("fuzz --seed -1", "--seed cannot be -1; it must be an integer from 0 to 18446744073709551615"),
    (
      "fuzz --engines native,icaru",
      "an engine of --engines cannot be icaru; it must be native, text, verilator, icarus, icarus-2001 or "
        + "yosys (did you mean 'icarus'?)"
    ),
    (
      "fuzz --engines native,",
      "an engine of --engines cannot be empty; it must be native, text, verilator, icarus, icarus-2001 or "
        + "yosys"
    ),
    ("fuzz --engines native,native", "--engines names native twice"),
    (
      "fuzz --engines native/0",
      "the engine native of --engines cannot take one circuit of '0'; 1 to 1000000 is possible"
    ),
    ("fuzz --threads 0", "--threads cannot be 0; it must be an integer from 1 to 256"),
    ("fuzz --engines --json", "--engines needs a value, and '--json' is an option"),
    (
      "fuzz --replay /nonexistent/circuit.json",
      "cannot read the circuit '/nonexistent/circuit.json': No such file or directory"
    ),
    ("fuzz extra", "unexpected argument 'extra'"),
    ("doctor --clear", "unknown option '--clear'"),
    ("regenerate", "missing expected argument '--output <DIR>'"),
  ]

  @Test(arguments: wrongLines)
  func wrongCommandLine(_ line: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    let run = CommandRun(line.split(separator: " ").map(String.init), in: folder.path)
    #expect(run.errors == "error: \(message)\n")
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(folder.names().isEmpty)
  }

  @Test(arguments: [[], ["--help"], ["help"], ["help", "generate"], ["simulate", "--help"]])
  func helpIsNoMistake(_ arguments: [String]) {
    let run = CommandRun(arguments)
    #expect(run.output.contains("USAGE: bitloom"))
    #expect(run.errors.isEmpty)
    #expect(run.status == 0)
    #expect(!run.output.contains("regenerate"))
  }
}
