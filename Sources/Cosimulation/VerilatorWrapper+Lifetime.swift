extension VerilatorWrapper {
  /// A running model with all that belongs to it.
  static let simulation = #"""
    struct Context : VerilatedContext {
        // A model refuses a context of fewer threads than it was made for.
        Context() { if (threadCount > 1) threads(threadCount); }
    };
    struct Simulation {
        Context context;
        Vmodel model{&context, "TOP"};
        std::string message;
    #if VM_TRACE
        TraceFile* trace = nullptr;
    #endif
        Reports checks;
    };
    """#

  /// What the functions of all models need.
  static let common = #"""
    #include <cstdarg>
    #include <cstdio>

    #if VM_TRACE_FST
    typedef VerilatedFstC TraceFile;
    #elif VM_TRACE
    typedef VerilatedVcdC TraceFile;
    #endif

    #define BITLOOM_EXPORT extern "C" __attribute__((visibility("default")))
    """#

  /// How every function of the engine gets into a model and out again.
  static let calling = #"""
    // The run-time library finds the context of $time, $random and $stop through the thread, and making a context sets it. A
    // model that asks for it gets its own in every call. Any other must not keep that of an instance, which may be gone by then.
    static inline void enter(Simulation& simulation) {
        if (!usesContext || Verilated::threadContextp() == &simulation.context) return;
        Verilated::threadContextp(&simulation.context);
    }
    static void leave() { Verilated::threadContextp(Verilated::defaultContextp()); }

    template <typename Body>
    static const char* guarded(Simulation& simulation, Body body) {
        try {
            enter(simulation);
    #if ANY_REPORTS
            current = REPORTS_CHECKS ? &simulation.checks : nullptr;
    #endif
            body();
            return nullptr;
        } catch (...) {
            return describeException(simulation.message);
        }
    }
    """#

  /// Starting and ending a simulation.
  static let lifetime = #"""
    BITLOOM_EXPORT Simulation* bitloom_create(void** ports) {
        try {
            Simulation* simulation = new Simulation;
            simulation->context.randSeed(1);
            leave();
            bindPorts(simulation->model, ports);
            driveClocks(simulation->model, ~0ull, false);
            driveResets(simulation->model, ~0ull, false);
            return simulation;
        } catch (...) {
            return nullptr;
        }
    }
    static void closeTrace(Simulation& simulation) {
    #if VM_TRACE
        if (!simulation.trace) return;
        simulation.trace->close();
        delete simulation.trace;
        simulation.trace = nullptr;
    #endif
    }
    BITLOOM_EXPORT const char* bitloom_finish(Simulation* simulation, int hasFailed) {
        const char* message = guarded(*simulation, [=] {
            if (hasFailed) return;
            simulation->model.eval();
            record(*simulation);
            simulation->model.final();
        });
        closeTrace(*simulation);
        return message;
    }
    BITLOOM_EXPORT void bitloom_delete(Simulation* simulation) {
        enter(*simulation);
    #if ANY_REPORTS
        if (current == &simulation->checks) current = nullptr;
    #endif
        // One that could not be opened is still there.
        closeTrace(*simulation);
        delete simulation;
        leave();
    }
    """#
}
