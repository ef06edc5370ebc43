import Foundation
import Synchronization

/// A loaded shared object of a model: its functions. Loaded once a process and never unloaded, whatever happens to its file.
struct VerilatorLibrary: @unchecked Sendable {
  // Unchecked because C function pointers have no Sendable form; they are constants.
  typealias Simulation = UnsafeMutableRawPointer
  typealias Message = UnsafePointer<CChar>
  typealias MemoryFunction =
    @convention(c) (Simulation, UnsafePointer<CChar>, UnsafePointer<CChar>) -> UnsafeMutableRawPointer?

  let create: @convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Simulation?
  let settle: @convention(c) (Simulation) -> Message?
  let step: @convention(c) (Simulation, UInt64, UInt64) -> Message?
  let run: VerilatorBulk.Run
  let fill: VerilatorBulk.Move
  let empty: VerilatorBulk.Move
  let reset: @convention(c) (Simulation, Int32, UInt64) -> Message?
  let trace: @convention(c) (Simulation, UnsafePointer<CChar>) -> Message?
  let flush: @convention(c) (Simulation) -> Message?
  let finish: @convention(c) (Simulation, Int32) -> Message?
  let reports: @convention(c) (Simulation, UnsafeMutablePointer<UInt64>) -> Message?
  let delete: @convention(c) (Simulation) -> Void
  /// The address of word 0 of a memory by its scope and name; nil in models without open memories.
  let memory: MemoryFunction?

  private static let loaded = Mutex<[String: VerilatorLibrary]>([:])

  /// The library of a model, built where it is missing, and what keeps it in the cache.
  static func load(
    _ build: BuildVerilatorModel
  ) throws(CosimulationError) -> (library: VerilatorLibrary, use: CacheUse?) {
    var reason = ""
    // A damaged object is thrown away and built once more.
    for _ in 0..<2 {
      let built = try build.build()
      switch open(built) {
      case .success(let library): return (library, built.use)
      case .failure(let error):
        reason = error.message
        built.discard()
      }
    }
    throw CosimulationError(.toolFailure, "the compiled model of '\(build.model.top)' cannot be loaded: \(reason)")
  }

  private static func open(_ built: BuildVerilatorModel.Library) -> Result<VerilatorLibrary, CosimulationError> {
    loaded.withLock { loaded in
      let path = built.path
      if let library = loaded[path] { return .success(library) }
      guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
        let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
        return .failure(CosimulationError(.toolFailure, reason))
      }
      guard let library = VerilatorLibrary(handle, built.identifier) else {
        dlclose(handle)
        return .failure(CosimulationError(.toolFailure, "it lacks the functions of the engine"))
      }
      loaded[path] = library
      return .success(library)
    }
  }

  private init?(_ handle: UnsafeMutableRawPointer, _ identifier: String) {
    func function(_ name: String) -> UnsafeMutableRawPointer? {
      dlsym(handle, VerilatorWrapper.symbol(name, identifier))
    }
    guard let create = function("create"), let settle = function("settle"), let step = function("step"),
      let reset = function("reset"), let trace = function("trace"), let flush = function("flush"),
      let finish = function("finish"), let run = function("run"), let reports = function("reports"),
      let delete = function("delete"), let fill = dlsym(handle, VerilatorSupport.fillFunction),
      let empty = dlsym(handle, VerilatorSupport.emptyFunction)
    else { return nil }
    self.create = unsafeBitCast(create, to: type(of: self.create))
    self.settle = unsafeBitCast(settle, to: type(of: self.settle))
    self.step = unsafeBitCast(step, to: type(of: self.step))
    self.run = unsafeBitCast(run, to: type(of: self.run))
    self.fill = unsafeBitCast(fill, to: type(of: self.fill))
    self.empty = unsafeBitCast(empty, to: type(of: self.empty))
    self.reset = unsafeBitCast(reset, to: type(of: self.reset))
    self.trace = unsafeBitCast(trace, to: type(of: self.trace))
    self.flush = unsafeBitCast(flush, to: type(of: self.flush))
    self.finish = unsafeBitCast(finish, to: type(of: self.finish))
    self.reports = unsafeBitCast(reports, to: type(of: self.reports))
    self.delete = unsafeBitCast(delete, to: type(of: self.delete))
    memory = function("memory").map { unsafeBitCast($0, to: MemoryFunction.self) }
  }
}
