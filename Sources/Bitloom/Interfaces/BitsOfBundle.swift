/// All numbers of a bundle side by side, the first one most significant; unsigned. A bundle without any is a 0.
///
/// Makes no hardware. `assert(bits(of: first) == bits(of: second))`
public func bits(of bundle: some Bundle) -> Signal {
  let numbers = LeafVisitor.leaves(of: bundle).map(\.signal.asUnsigned)
  return numbers.isEmpty ? constant(0) : cat(numbers)
}
