import Cosimulation
import Foundation
import Testing

@testable import BitloomCommand

@Suite struct OutputFailureTests {
  /// As with a full disk: what could not be written is no success.
  @Test func whatCannotBeWrittenIsTold() {
    let descriptor = open("/dev/null", O_RDONLY)
    defer { close(descriptor) }
    let errors = CapturedOutput()
    let context = CommandContext(
      output: StandardStream(descriptor: descriptor), errors: errors, workingDirectory: NSTemporaryDirectory(),
      findTools: { ToolInventory() }, cache: .shared)
    #expect(Program.run(["prove", "--list", "join"], in: context) == 1)
    #expect(errors.text == "error: the output could not be written: Bad file descriptor\n")
    #expect(Program.run(["nonsense"], in: context) == 64)
  }
}
