import Accelerators
import ArgumentParser
import Bitloom
import Foundation

/// `bitloom regenerate`: for those who change Bitloom itself.
struct RegenerateCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "regenerate", abstract: "Writes the reference designs, or compares them with what is there.",
    shouldDisplay: false)

  @Option(parsing: .unconditional, help: ArgumentHelp("The folder of the reference designs.", valueName: "DIR"))
  var output: String

  @Flag(help: "Writes nothing; the exit status is 1 when a file differs.")
  var check = false

  func run(in context: CommandContext) throws {
    let output = try OptionText.present(output, "--output") ?? ""
    let root = context.absolutePath(output)
    var differences: [String] = []
    var folders: Set<String> = []
    for dialect in VerilogDialect.allCases {
      for reference in ReferenceDesigns.all(of: context.catalogue) {
        let folder = "\(dialect.rawValue)/\(reference.folder)"
        let generated = try reference.generate(dialect)
        folders.insert(folder)
        if check {
          differences += compare(generated.files, inFolder: "\(root)/\(folder)", shownAs: "\(output)/\(folder)")
        } else {
          try OutputDirectory(path: "\(root)/\(folder)", shownAs: "\(output)/\(folder)").write(generated.files)
        }
      }
    }
    for folder in staleFolders(in: root, besides: folders) {
      if check {
        differences.append("\(output)/\(folder) is no reference design any more")
      } else {
        removeGenerated("\(root)/\(folder)")
      }
    }
    guard differences.isEmpty else {
      throw CommandFailure.failure(
        (["the reference designs are out of date:"] + differences).joined(separator: "\n  ")
          + "\nrun 'bitloom regenerate --output \(output)' and commit what changes")
    }
    let count = Wording.count(folders.count, "reference design")
    context.output.writeLine("\(count) \(check ? "up to date in" : "written to") \(output)")
  }

  private func compare(_ files: [OutputFile], inFolder folder: String, shownAs shown: String) -> [String] {
    var differences: [String] = []
    for file in files {
      let data = FileManager.default.contents(atPath: "\(folder)/\(file.name)")
      if data == nil {
        differences.append("\(shown)/\(file.name) is missing")
      } else if data != Data(file.text.utf8) {
        differences.append("\(shown)/\(file.name) differs")
      }
    }
    let expected = Set(files.map(\.name))
    let present = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return differences
      + present.filter { !expected.contains($0) }.sorted().map { "\(shown)/\($0) is not generated any more" }
  }

  /// The folders of reference designs that there are no more.
  private func staleFolders(in root: String, besides folders: Set<String>) -> [String] {
    VerilogDialect.allCases.flatMap { dialect in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(dialect.rawValue)")) ?? []
      return names.sorted().map { "\(dialect.rawValue)/\($0)" }
    }.filter { folder in
      !folders.contains(folder)
        && GeneratedFile.description(at: "\(root)/\(folder)/\(GeneratedFile.descriptionName)") != nil
    }
  }

  private func removeGenerated(_ folder: String) {
    let files = FileSystem()
    let description = "\(folder)/\(GeneratedFile.descriptionName)"
    for name in GeneratedFile.files(describedAt: description) where GeneratedFile.isGenerated("\(folder)/\(name)") {
      files.remove("\(folder)/\(name)")
    }
    files.remove(description)
    files.removeIfEmpty(folder)
  }
}
