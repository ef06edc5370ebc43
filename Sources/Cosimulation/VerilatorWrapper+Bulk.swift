extension VerilatorWrapper {
  /// Cycles with the inputs from a table and the outputs into a table. See `VerilatorSupport`.
  static let bulk = #"""
    BITLOOM_EXPORT const char* bitloom_run(
        Simulation* simulation, const BulkTable* inputs, const BulkTable* outputs, uint64_t cycles, uint64_t clocks,
        int beforeEdge, uint64_t* completed
    ) {
        return guarded(*simulation, [=] {
            const BulkModel model = {
                simulation, [](void* simulation) { static_cast<Simulation*>(simulation)->model.eval(); },
                [](void* simulation, uint64_t clocks) { step(*static_cast<Simulation*>(simulation), 1, clocks); }};
            runBulk(model, *inputs, *outputs, cycles, clocks, beforeEdge, completed);
        });
    }
    """#
}
