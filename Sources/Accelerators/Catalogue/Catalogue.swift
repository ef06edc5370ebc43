/// The designs that Bitloom generates by name.
public enum Catalogue {
  public static let entries: [any CatalogueEntry] = [
    SystolicArrayEntry()
  ]

  /// The design of this name.
  public static func entry(named name: String) throws(CatalogueError) -> any CatalogueEntry {
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw .unknownDesign(name: name, names: entries.map(\.name))
    }
    return entry
  }
}
