import RTL

// Memories: their declarations, what synthesis is told of them, and what they hold at first.

extension ModuleLowering {
  /// Up to so many words get a statement each; more are kept in a file.
  private static let inlineWords = 16

  func declare(_ memory: MemoryDefinition) {
    declare(memory.name, memory.type, memory.attributes, isVariable: true, at: memory.place)
    let declaration = tree.declarations.count - 1
    if memory.depth > 1 {
      tree.declarations[declaration].depth = memory.depth
      let own = Set(memory.attributes.map(\.key))
      tree.declarations[declaration].attributes += attributes(of: memory).filter { !own.contains($0.key) }
    }
    guard let contents = memory.contents, let first = contents.first else { return }
    let type = SignalType(width: memory.type.width, isSigned: memory.type.isSigned)
    if memory.depth == 1 {
      tree.declarations[declaration].initialValue = initialText(first, type)
    } else if contents.count <= Self.inlineWords {
      tree.initials.append(.words(memory: memory.name, contents.map { constant($0, type) }))
    } else if contents.allSatisfy({ $0 == first }) {
      let index = names.unique("\(memory.name)_index")
      tree.initials.append(
        .uniform(memory: memory.name, count: memory.depth, constant(first, type), index: index))
    } else {
      let image = MemoryImage(of: memory, in: module.name)
      images.append(image)
      tree.initials.append(.image(memory: memory.name, file: image.name))
    }
  }

  /// How reads meet writes of the same word. Vivado and Yosys each look for a spelling of their own; what says the same as the
  /// statements is left out.
  private func attributes(of memory: MemoryDefinition) -> [Attribute] {
    switch memory.commonReadDuringWrite {
    case .undefined: [Attribute("no_rw_check", .flag), Attribute("rw_addr_collision", .text("no"))]
    // Vivado takes a registered address for a promise that reads and writes do not meet.
    case .new: [Attribute("rw_addr_collision", .text("yes"))]
    case .old, nil: []
    }
  }
}
