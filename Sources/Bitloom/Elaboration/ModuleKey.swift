/// Finds equal modules. The type counts: `AnyHashable` would find 1 as `Int` equal to 1 as `UInt8`.
struct ModuleKey: Hashable, Sendable {
  private let type: ObjectIdentifier
  private let module: any Module

  init<M: Module>(_ module: M) {
    type = ObjectIdentifier(M.self)
    self.module = module
  }

  static func == (left: ModuleKey, right: ModuleKey) -> Bool {
    func equals<M: Module>(_ module: M) -> Bool {
      guard let other = right.module as? M else { return false }
      return module == other
    }
    return left.type == right.type && equals(left.module)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(type)
    module.hash(into: &hasher)
  }
}
