import BacktraceCapture
import Foundation
import RTL

/// A batch call of `llvm-symbolizer`.
enum Symboliser {
  private struct Answer: Decodable {
    struct Frame: Decodable {
      var file: String
      var function: String
      var line: Int
      var column: Int
      var startLine: Int?

      enum CodingKeys: String, CodingKey {
        case file = "FileName"
        case function = "FunctionName"
        case line = "Line"
        case column = "Column"
        case startLine = "StartLine"
      }
    }

    var symbols: [Frame]?

    enum CodingKeys: String, CodingKey {
      case symbols = "Symbol"
    }
  }

  /// The frames of each address, the innermost inlined one first. Empty when they cannot be found.
  static func frames(of addresses: [UInt]) -> [UInt: [SourceFrame]] {
    var known: [UInt] = []
    var queries = ""
    for address in addresses {
      // A return address is the instruction after the call.
      guard let (path, offset) = located(address - 1) else { continue }
      known.append(address)
      queries += "\"\(path)\" 0x\(String(offset, radix: 16))\n"
    }
    guard let output = run(queries) else { return [:] }
    var result: [UInt: [SourceFrame]] = [:]
    for (address, line) in zip(known, output.split(separator: "\n")) {
      guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(line.utf8)) else { continue }
      result[address] = (answer.symbols ?? []).compactMap(frame)
    }
    return result
  }

  private static func located(_ address: UInt) -> (path: String, offset: UInt)? {
    var path: UnsafePointer<CChar>?
    var base: UInt = 0
    guard bitloom_locate_address(address, &path, &base) != 0, let path else { return nil }
    let file = String(cString: path)
    // The path the program was started with may be relative to a folder that has been left.
    let absolute = FileManager.default.fileExists(atPath: file) ? file : executablePath
    return absolute.map { ($0, address - base) }
  }

  private static var executablePath: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  private static func frame(_ frame: Answer.Frame) -> SourceFrame? {
    var (line, column) = (frame.line, frame.column)
    // A field's default value is computed in a function of its own, which has a line only where it starts: that of the field.
    if isDefaultArgument(frame.function) { (line, column) = (line == 0 ? frame.startLine ?? 0 : line, 0) }
    if line == 0, isMerged(frame.function) { return mergedFrame(frame.function) }
    guard line > 0, !frame.file.isEmpty, !frame.file.hasSuffix("<compiler-generated>") else { return nil }
    let components = frame.file.split(separator: "/").map(String.init)
    let folder = components.dropLast().last ?? ""
    let module = moduleName(ofPath: components) ?? moduleName(ofMangled: frame.function) ?? folder
    let location = SourceLocation(file: "\(module)/\(components.last ?? "")", line: line, column: column)
    return SourceFrame(module: module, folder: folder, location: location)
  }

  // `...fA_` is the first default argument of a function, `...fA0_` the second.
  private static func isDefaultArgument(_ mangled: String) -> Bool {
    guard mangled.hasSuffix("_"), let mark = mangled.range(of: "fA", options: .backwards) else { return false }
    return mangled[mark.upperBound...].dropLast().allSatisfy(\.isNumber)
  }

  // What the optimiser has made of several functions has lines of none of them.
  private static func isMerged(_ mangled: String) -> Bool { mangled.hasSuffix("Tm") }

  private static func mergedFrame(_ mangled: String) -> SourceFrame? {
    guard let module = moduleName(ofMangled: mangled) else { return nil }
    var frame = SourceFrame(
      module: module, folder: "", location: SourceLocation(file: module, line: 0, column: 0))
    guard frame.origin == .user else { return nil }
    frame.isMerged = true
    return frame
  }

  // The folders of a package say the module, also for a function that extends a type of another module.
  private static func moduleName(ofPath components: [String]) -> String? {
    guard let root = components.lastIndex(where: { $0 == "Sources" || $0 == "Tests" }), root + 2 < components.count
    else { return nil }
    return components[root + 1].replacing("-", with: "_")
  }

  // `$s7Example3MACV...`: the module's name comes first, after its length.
  private static func moduleName(ofMangled name: String) -> String? {
    guard let prefix = ["$s", "_$s"].first(where: name.hasPrefix) else { return nil }
    let rest = name.dropFirst(prefix.count)
    let digits = rest.prefix(while: \.isNumber)
    guard let length = Int(digits), length > 0 else { return nil }
    let module = rest.dropFirst(digits.count).prefix(length)
    // An extension of a type of the language begins with the language's name and is not of the language.
    return module.count == length && module != "Bitloom" ? String(module) : nil
  }

  private static func run(_ input: String) -> String? {
    guard !input.isEmpty, let tool = toolPath else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = ["--output-style=JSON", "--no-demangle", "--inlines"]
    let standardInput = Pipe()
    let standardOutput = Pipe()
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    // The answers can fill the pipe before all questions are written.
    let writer = standardInput.fileHandleForWriting
    DispatchQueue.global().async {
      try? writer.write(contentsOf: Data(input.utf8))
      try? writer.close()
    }
    let output = standardOutput.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  /// Next to `swift` on the search path, or anywhere else on it.
  private static let toolPath: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return folders.map { "\($0)/llvm-symbolizer" }.first(where: FileManager.default.isExecutableFile)
  }()
}
