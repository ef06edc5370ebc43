import RTL
import Simulation

extension IcarusBench {
  /// The commands that set and tell words of open memories.
  var memoryCommands: [String] {
    if model.openMemories.isEmpty { return [] }
    func command(_ letter: String, _ perform: (Int, String) -> String) -> [String] {
      var lines = ["        \"\(letter)\": begin"]
      lines.append("          scanned = $fscanf(32'h8000_0000, \"%d %d\", index, word);")
      lines.append("          case (index)")
      for (number, memory) in model.openMemories.enumerated() {
        let name = (["dut"] + memory.names.map(Self.escaped)).joined(separator: ".")
        lines.append("            \(number): \(perform(number, "\(name)[word]"))")
      }
      return lines + ["            default: ;", "          endcase"]
    }
    var lines = command("m") { number, word in
      "begin scanned = $fscanf(32'h8000_0000, \"%h\", m\(number)); \(word) = m\(number); end"
    }
    lines += ["        end"]
    // What a command before has changed has settled when a word is told.
    lines += command("n") { _, word in "$write(\"\\001%b\\n\", \(word));" }
    return lines + ["          $fflush;", "        end"]
  }

  /// A register of the bench for each open memory, which takes the words that are set.
  var memoryDeclarations: [String] {
    model.openMemories.enumerated().map { number, memory in
      "  reg [\(max(memory.type.width - 1, 0)):0] m\(number);"
    }
  }
}
