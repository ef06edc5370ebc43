extension VerilatorWrapper {
  /// The waveform file.
  static let waveform = #"""
    BITLOOM_EXPORT const char* bitloom_trace(Simulation* simulation, const char* path) {
        return guarded(*simulation, [=] {
    #if VM_TRACE
            simulation->context.traceEverOn(true);
            simulation->trace = new TraceFile;
            // A file of FST has its unit from here, where nothing has told it yet.
            simulation->trace->set_time_resolution("1ns");
            simulation->model.trace(simulation->trace, 1 << 20);
            simulation->trace->open(path);
            if (!simulation->trace->isOpen()) throw std::runtime_error(std::string("cannot write '") + path + "'");
    #endif
        });
    }
    BITLOOM_EXPORT const char* bitloom_flush(Simulation* simulation) {
        return guarded(*simulation, [=] {
    #if VM_TRACE
            if (simulation->trace) simulation->trace->flush();
    #endif
        });
    }
    """#
}
