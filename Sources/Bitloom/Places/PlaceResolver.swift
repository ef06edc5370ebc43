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

  /// The design with positions in the source in place of the return addresses of its statements, as far as they are found.
  static func resolve(_ design: Design) -> Design {
    var addresses: Set<UInt> = []
    for module in design.modules { for trace in module.places.unresolvedPlaces { addresses.formUnion(trace) } }
    guard !addresses.isEmpty else { return design }
    let frames = Symboliser.frames(of: addresses.sorted())
    var result = design
    for index in result.modules.indices {
      result.modules[index].places.resolveReturnAddresses { trace in
        guard case .source(let location) = resolved(.returnAddresses(trace), frames) else { return nil }
        return location
      }
    }
    return result
  }

  /// The innermost frame in the user's own source; in that of the components where none of the user's has led there.
  private static func resolved(_ place: Place, _ frames: [UInt: [SourceFrame]]) -> Place {
    guard case .returnAddresses(let trace) = place else { return place }
    var component: SourceLocation?
    search: for address in trace {
      // Inlined frames share an address, the innermost comes first.
      for frame in frames[address] ?? [] {
        switch frame.origin {
        case .user: return .source(frame.location)
        case .component: component = component ?? frame.location
        case .language: continue
        // What is further out has asked for the design, or for an instance, but not written the statement.
        case .elaboration: break search
        // A statement of the user's whose line is lost: what is further out would be another one's.
        case .mergedFunction: return .unknown
        }
      }
    }
    return component.map { .source($0) } ?? .unknown
  }
}

/// A position in the source that an address belongs to.
struct SourceFrame {
  /// Whose source it is.
  enum Origin {
    case user
    /// The library of components, whose functions the user calls.
    case component
    /// The language itself, which a user does not want to see.
    case language
    /// The part of the language that calls `ports` and `build`.
    case elaboration
    /// Several functions that the optimiser has made one of, since they are alike.
    case mergedFunction
  }

  var module: String
  var folder: String
  var location: SourceLocation
  var isMerged = false

  var origin: Origin {
    if isMerged { return .mergedFunction }
    return switch module {
    case "Bitloom": folder == "Elaboration" ? .elaboration : .language
    case "RTL", "BacktraceCapture", "Swift": .language
    case _ where Place.componentModules.contains(module): .component
    default: .user
    }
  }
}
