import Foundation
import RTL
import Simulation

extension IcarusEngine {
  /// Runs a whole stimulus from a file and returns the values of the outputs, in the order of the ports, and of the
  /// probes, for each `.sample`.
  ///
  /// - Throws: A `CosimulationError` when a tool is missing, too old or refuses the design, or when the simulation ends before
  ///   the stimulus does.
  public static func replay(
    _ commands: some Sequence<StimulusCommand>, on model: CosimulationModel, trace: String? = nil,
    tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) throws(CosimulationError) -> [[LogicBits]] {
    let (model, images) = try model.readingImages(from: cache)
    let build = BuildIcarusBench(model: model, tools: tools, cache: cache)
    let runner = try build.runner()
    let (program, bench) = try build.build()
    defer { withExtendedLifetime((images, bench)) {} }
    if let trace { try checkWritable(trace) }
    var encoded = IcarusCommands()
    var sampleCount = 0
    for command in commands {
      encoded.append(command)
      if command == .sample { sampleCount += 1 }
    }
    encoded.appendEnd()
    let stimulusPath = cache.temporaryPath()
    let answerPath = cache.temporaryPath()
    defer {
      unlink(stimulusPath)
      unlink(answerPath)
    }
    guard FileManager.default.createFile(atPath: stimulusPath, contents: Data(encoded.bytes)) else {
      throw CosimulationError(.fileSystem, "cannot write '\(stimulusPath)'")
    }
    let arguments = IcarusBench.arguments(of: program, trace: trace)
    let status = try ToolRun(
      executable: runner, arguments: arguments, inputPath: stimulusPath, logPath: answerPath, silenceLimit: 60
    ).run()
    return try samples(ofLog: answerPath, count: sampleCount, model: model, status: status)
  }

  private static func samples(
    ofLog path: String, count: Int, model: CosimulationModel, status: Int32
  ) throws(CosimulationError) -> [[LogicBits]] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CosimulationError(.fileSystem, "cannot read '\(path)'")
    }
    var answers = IcarusAnswers()
    answers.receive { $0.append(contentsOf: data) }
    let widths = model.sampleWidths
    var samples: [[LogicBits]] = []
    while let answer = answers.next() {
      guard let values = IcarusAnswers.values(in: answer, widths: widths) else { break }
      samples.append(values)
    }
    if let line = answers.errorLine {
      throw CosimulationError(.simulationEnded, "the design reported an error under Icarus", toolOutput: [line])
    }
    guard status == 0, samples.count == count else {
      throw CosimulationError(
        .simulationEnded,
        "the Icarus simulation ended after \(samples.count) of \(count) samples (exit status \(status))")
    }
    return samples
  }
}
