extension VerilatorWrapper {
  /// Cycles with the inputs from arrays and the outputs into arrays. See `VerilatorSupport`.
  static let bulk = #"""
    BITLOOM_EXPORT const char* bitloom_run(
        Simulation* simulation, const BulkPort* inputs, uint64_t inputCount, const BulkPort* outputs, uint64_t outputCount,
        uint64_t cycles, uint64_t clocks, int beforeEdge
    ) {
        return guarded(*simulation, [=] {
            const BulkModel model = {
                simulation, [](void* simulation) { static_cast<Simulation*>(simulation)->model.eval(); },
                [](void* simulation, uint64_t clocks) { step(*static_cast<Simulation*>(simulation), 1, clocks); }};
            runBulk(model, inputs, inputCount, outputs, outputCount, cycles, clocks, beforeEdge);
        });
    }
    """#
}
