import SimulationKernel

/// The inner loops of the simulator, in one of their builds. All of them give the same results.
package struct Kernel: @unchecked Sendable {
  // Unchecked because of the pointers to functions, which are constants.
  let functions: UnsafePointer<KernelFunctions>
  /// What `bitloom doctor` tells of it.
  package let description: String
  package let isOptimised: Bool

  /// The one that is linked in, as optimised as the program is.
  package static let linked = Kernel(
    functions: bitloomKernelFunctions(),
    description: bitloomKernelIsOptimised() ? "optimised, part of the program" : "part of the program, not optimised",
    isOptimised: bitloomKernelIsOptimised())

  /// The one that is linked in when it is optimised, else one that was compiled with optimisation. Where there is no
  /// compiler for that it is the linked one all the same.
  package static let quickest: Kernel = {
    if linked.isOptimised { return linked }
    do throws(OptimisedKernel.Failure) {
      return try OptimisedKernel().load()
    } catch {
      return Kernel(
        functions: linked.functions, description: "\(linked.description): \(error.reason)", isOptimised: false)
    }
  }()
}

/// The kernel that the native engine uses.
public enum NativeKernel {
  /// Which one it is and, when it is a slow one, why.
  public static var description: String { Kernel.quickest.description }
}
