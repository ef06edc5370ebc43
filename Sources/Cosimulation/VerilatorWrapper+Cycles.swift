extension VerilatorWrapper {
  /// A cycle of the clocks. See `FallingEdge` for what the second edge of most models costs: nothing.
  ///
  /// In a waveform a change of an input stands where the clock goes to its inactive level, the active edge in the middle of the 10 ns
  /// of a cycle.
  static let cycles = #"""
    static inline void record(Simulation& simulation) {
    #if VM_TRACE
        if (simulation.trace) simulation.trace->dump(simulation.context.time());
    #endif
    }

    static void step(Simulation& simulation, uint64_t count, uint64_t clocks) {
        Vmodel& model = simulation.model;
        VerilatedContext& context = simulation.context;
        if (clockCount == 0) {
            model.eval();
            record(simulation);
            context.timeInc(10 * count);
            return;
        }
        for (; count; --count) {
    #if VM_TRACE
            model.eval();
            record(simulation);
    #endif
            context.timeInc(5);
            driveClocks(model, clocks, true);
            evaluate(model);
            record(simulation);
            context.timeInc(5);
            driveClocks(model, clocks, false);
            if (skipsFallingEdge) forgetRisingEdge(model); else evaluate(model);
            if (REPORTS_CHECKS) ++simulation.checks.cycle;
        }
    }
    """#

  /// Settling, cycles and resets.
  static let cycleFunctions = #"""
    BITLOOM_EXPORT const char* bitloom_settle(Simulation* simulation) {
        return guarded(*simulation, [=] { simulation->model.eval(); });
    }
    BITLOOM_EXPORT const char* bitloom_step(Simulation* simulation, uint64_t count, uint64_t clocks) {
        return guarded(*simulation, [=] { step(*simulation, count, clocks); });
    }
    BITLOOM_EXPORT const char* bitloom_reset(Simulation* simulation, int isActive, uint64_t resets) {
        return guarded(*simulation, [=] {
            simulation->model.eval();
            driveResets(simulation->model, resets, isActive);
            simulation->model.eval();
        });
    }
    """#
}
