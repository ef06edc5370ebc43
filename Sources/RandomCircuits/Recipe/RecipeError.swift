/// Why a recipe describes no circuit. A recipe that was generated never does; one that was read from a file may.
public struct RecipeError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  init(_ description: String) {
    self.description = description
  }
}
