import BacktraceCapture
import Foundation
import RTL

/// Turns return addresses into positions in the user's source, all in one call of `llvm-symbolizer`, which comes with Swift.
///
/// It needs the debug information of the program (`-g`, which Swift packages have in debug and release builds). Without it
/// the diagnostics still name the objects and their declarations.
enum PlaceResolver {
  static func resolve(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var addresses: Set<UInt> = []
    for diagnostic in diagnostics {
      for case .returnAddresses(let trace) in [diagnostic.place] + diagnostic.notes.map(\.place) {
        addresses.formUnion(trace)
      }
    }
    guard !addresses.isEmpty else { return diagnostics }
    let frames = Symboliser.frames(of: addresses.sorted())
    return diagnostics.map { diagnostic in
      var result = diagnostic
      result.place = resolved(diagnostic.place, frames)
      for index in result.notes.indices { result.notes[index].place = resolved(result.notes[index].place, frames) }
      return result
    }
  }

  private static func resolved(_ place: Place, _ frames: [UInt: [SourceFrame]]) -> Place {
    guard case .returnAddresses(let trace) = place else { return place }
    for address in trace {
      // The innermost frame first; inlined frames share an address.
      for frame in frames[address] ?? [] where !frame.isBitloom { return .source(frame.location) }
    }
    return .unknown
  }
}

/// A position in the source that an address belongs to.
struct SourceFrame {
  var module: String
  var location: SourceLocation

  /// Whether the frame is the language's own, which a user does not want to see.
  var isBitloom: Bool { ["Bitloom", "RTL", "BacktraceCapture", "Swift"].contains(module) }
}
