import Foundation
import RTL

/// Where the Verilog of a black box is.
public struct VerilogSource: Hashable, Sendable {
  enum Content: Hashable {
    case vendor
    case files([String], folder: String)
    case inline(String, name: String?)
  }

  let content: Content
  let place: Place

  /// Nowhere: the tools behind know the module, as they know the primitives of an FPGA family.
  public static let vendor = VerilogSource(content: .vendor, place: .unknown)

  /// A file, which is copied to the output as it is.
  ///
  /// - Parameter path: From the folder of the Swift file in which this stands, when it does not begin with `/`.
  public static func file(
    _ path: String, filePath: String = #filePath, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> VerilogSource {
    files([path], filePath: filePath, fileID: fileID, line: line, column: column)
  }

  /// Several files, which are copied to the output as they are. Those that end in `.v` or `.sv` are compiled, in this order;
  /// others are for them to include.
  public static func files(
    _ paths: [String], filePath: String = #filePath, fileID: String = #fileID, line: Int = #line,
    column: Int = #column
  ) -> VerilogSource {
    let folder = (filePath as NSString).deletingLastPathComponent
    return VerilogSource(
      content: .files(paths, folder: folder), place: Place(file: fileID, line: line, column: column))
  }

  /// Verilog text, which becomes a file of its own.
  ///
  /// - Parameter name: The file's name; the module's with `.v` when left out.
  public static func inline(
    _ text: String, named name: String? = nil, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> VerilogSource {
    VerilogSource(content: .inline(text, name: name), place: Place(file: fileID, line: line, column: column))
  }
}

extension ModuleBuilder {
  /// The files of a black box; empty when there are none, and when there is a mistake, which has been reported.
  func sources(of source: VerilogSource, module: String) -> [BlackBoxSource] {
    var result: [BlackBoxSource] = []
    switch source.content {
    case .vendor: return []
    case .inline(let text, let name):
      let fileName = name ?? "\(module).v"
      if fileName.isEmpty || fileName.contains("/") {
        report(BlackBoxDiagnostics.impossibleFileName(fileName, of: module, at: source.place))
        return []
      }
      result = [BlackBoxSource(name: fileName, text: text.hasSuffix("\n") ? text : text + "\n")]
    case .files(let paths, let folder):
      for path in paths {
        guard let text = read(path, in: folder, of: module, at: source.place) else { return [] }
        result.append(BlackBoxSource(name: (path as NSString).lastPathComponent, text: text))
      }
    }
    let names = VerilogModuleNames(in: result.map(\.text))
    if !names.mayDeclare(module) {
      report(BlackBoxDiagnostics.moduleNotDeclared(module, names.names, result.map(\.name), at: source.place))
    }
    return result
  }

  private func read(_ path: String, in folder: String, of module: String, at place: Place) -> String? {
    let fullPath = path.hasPrefix("/") ? path : "\(folder)/\(path)"
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: fullPath, isDirectory: &isDirectory) else {
      report(BlackBoxDiagnostics.noFile(path, of: module, at: place))
      return nil
    }
    guard !isDirectory.boolValue, let data = FileManager.default.contents(atPath: fullPath) else {
      report(BlackBoxDiagnostics.unreadableFile(path, of: module, "it cannot be opened", at: place))
      return nil
    }
    guard let text = String(data: data, encoding: .utf8) else {
      report(BlackBoxDiagnostics.unreadableFile(path, of: module, "it is not text in UTF-8", at: place))
      return nil
    }
    return text
  }
}
