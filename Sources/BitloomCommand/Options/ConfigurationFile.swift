import Accelerators
import Foundation

/// A JSON object that gives values to parameters.
enum ConfigurationFile {
  /// Reads the settings of a file in their order. Mistakes are told with file, line and column.
  static func settings(inFileAt path: String, shownAs name: String) throws -> [ParameterSetting] {
    guard FileSystem().kind(of: path) != .directory else {
      throw CommandFailure.usage("cannot read the configuration '\(name)': it is a directory")
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw CommandFailure.usage("cannot read the configuration '\(name)': \(FileProblem.reason(error, at: path))")
    }
    let members: [ConfigurationReader.Member]
    do {
      var reader = ConfigurationReader(Array(data))
      members = try reader.readObject()
    } catch {
      throw CommandFailure.usage("\(name):\(error.position): \(error.message)")
    }
    var positions: [String: ConfigurationReader.Position] = [:]
    return try members.map { member in
      if let first = positions[member.key] {
        throw CommandFailure.usage(
          "\(name):\(member.position): \(member.key) is given a second time, after line \(first.line)")
      }
      positions[member.key] = member.position
      return ParameterSetting(key: member.key, value: member.value, origin: "\(name):\(member.position)")
    }
  }
}
