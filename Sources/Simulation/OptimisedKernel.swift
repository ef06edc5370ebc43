import BuildTools
import Foundation
import SimulationKernel

/// The kernel as a shared object, compiled from the text that the program carries and kept in the cache folder.
///
/// Debug builds need it: there nothing that the package manager compiles is optimised. It is compiled once, whatever the
/// designs, and loaded in a fraction of a millisecond from then on.
struct OptimisedKernel {
  struct Failure: Error {
    /// Why there is none, in a few words.
    var reason: String
  }

  var tools = ToolLocator.standard
  /// The folder of all that is cached.
  var cache = CacheLocation.standard()
  /// What a compiler is given, beside the files.
  var flags = ["-std=gnu17", "-O3", "-fPIC", "-shared", "-fvisibility=hidden", "-w", "-DBITLOOM_KERNEL_FROM_TEXT"]

  private static var text: String {
    var count = 0
    let start = bitloomKernelText(&count)
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    return String(decoding: bytes, as: UTF8.self)
  }

  func load() throws(Failure) -> Kernel {
    let path = try path()
    if let kernel = open(path) { return kernel }
    try build(path)
    guard let kernel = open(path) else { throw Failure(reason: "'\(path)' cannot be loaded") }
    return kernel
  }

  private func compiler() throws(Failure) -> String {
    guard let path = tools.cCompilerPath else { throw Failure(reason: "no 'clang' was found to compile it") }
    return path
  }

  /// Where the object is, or will be.
  func path() throws(Failure) -> String {
    if Self.text.isEmpty { throw Failure(reason: "its text is not part of the program on this platform") }
    var hash = StableHash()
    hash.add(Self.text)
    for flag in flags { hash.add(flag) }
    let compiler = try compiler()
    hash.add(compiler)
    // Another version of the compiler is another file.
    var information = stat()
    if stat(compiler, &information) == 0 { hash.add(Int(information.st_size)) }
    return "\(cache)/kernels/\(hash.digest)/kernel.so"
  }

  private func open(_ path: String) -> Kernel? {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(handle, "bitloomKernelFunctions") else {
      return nil
    }
    typealias Functions = @convention(c) () -> UnsafePointer<KernelFunctions>
    let functions = unsafeBitCast(symbol, to: Functions.self)()
    return Kernel(functions: functions, description: "optimised, \(path)", isOptimised: true)
  }

  /// Compiles into a folder of its own first, so that the object appears whole or not at all.
  private func build(_ path: String) throws(Failure) {
    let compiler = try compiler()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    // What an interrupted build leaves in there is removed when the cache is pruned.
    let staging = URL(fileURLWithPath: "\(cache)/staging/\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: staging) }
    do {
      for url in [folder.deletingLastPathComponent(), staging] {
        try FileManager.default.createDirectory(
          at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
      try Data(Self.text.utf8).write(to: staging.appendingPathComponent("kernel.c"))
    } catch {
      throw Failure(reason: "'\(staging.path)' cannot be written")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: compiler)
    process.arguments = flags + ["kernel.c", "-o", "kernel.so"]
    process.currentDirectoryURL = staging
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try process.run() } catch { throw Failure(reason: "'\(compiler)' cannot be started") }
    // Returns at once when the process has ended, and breaks the cycle of references that starting it has made.
    defer { process.waitUntilExit() }
    if ended.wait(timeout: .now() + 60) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      throw Failure(reason: "'\(compiler)' needed more than a minute to compile it")
    }
    guard process.terminationStatus == 0 else { throw Failure(reason: "'\(compiler)' could not compile it") }
    if rename(staging.path, folder.path) != 0 {
      // Somebody else was quicker, or what stood there is damaged.
      if open(path) != nil { return }
      try? FileManager.default.removeItem(at: folder)
      rename(staging.path, folder.path)
    }
  }
}
