import RTL

/// The C++ that makes one shared object with C functions of a verilated model.
struct VerilatorWrapper {
  static let modelClass = "Vmodel"

  var model: CosimulationModel
  var trace: Bool
  /// The header of Verilator that the model needs first.
  var header: String
  /// Whether the model uses what the run-time library finds through the thread. Finding it costs some nanoseconds a call.
  var usesContext = true

  /// The translation unit: the C++ files of the model, and the functions of the engine.
  ///
  /// `member` names a port of a width in C++.
  func text(
    sources: [String], member: (_ port: String, _ width: Int) throws(CosimulationError) -> String
  ) throws(CosimulationError) -> String {
    var lines = ["#include \"\(header)\""]
    lines += sources.map { "#include \"\($0)\"" }
    lines += ["static void bindPorts(\(Self.modelClass)& model, void** ports) {"]
    for (index, port) in model.ports.enumerated() {
      lines.append("    ports[\(index)] = &model.\(try member(port.name, port.type.width));")
    }
    lines += ["}", "static constexpr int clockCount = \(model.clocks.count);"]
    lines += ["static constexpr bool usesContext = \(usesContext);"]
    lines += ["#define REPORTS_CHECKS \(model.checks == nil ? 0 : 1)"]
    lines.append("static void driveClocks(\(Self.modelClass)& model, uint64_t clocks, bool isActive) {")
    for (index, clock) in model.clocks.enumerated() {
      let name = try member(clock.name, 1)
      lines.append(
        "    \(Self.selects("clocks", index, of: model.clocks.count))model.\(name) = \(clock.restsHigh ? "!" : "")isActive;"
      )
    }
    lines += ["}", "static void driveResets(\(Self.modelClass)& model, uint64_t resets, bool isActive) {"]
    for (index, reset) in model.resets.enumerated() {
      let name = try member(reset.name, 1)
      let level = "\(reset.polarity == .activeHigh ? "" : "!")isActive"
      lines.append("    \(Self.selects("resets", index, of: model.resets.count))model.\(name) = \(level);")
    }
    lines += ["}", Self.functions]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The condition under which a port is meant. The only one always is, so that nothing is tested for it in every cycle.
  private static func selects(_ set: String, _ index: Int, of count: Int) -> String {
    count == 1 ? "" : "if (\(set) >> \(index) & 1) "
  }

  /// Whether C++ of a model calls a function of the run-time library that asks the thread for the context.
  static func usesContext(_ source: String) -> Bool {
    let calls = [
      "VL_TIME", "vl_time", "VL_STOP", "VL_FINISH", "VL_WRITEF", "VL_FWRITEF", "VL_FOPEN", "VL_FCLOSE", "VL_FGET",
      "VL_FREAD", "VL_FSCANF", "VL_RANDOM", "VL_URANDOM", "VL_DIST", "PLUSARGS", "VL_READMEM", "VL_WRITEMEM",
    ]
    return calls.contains { source.contains($0) }
  }

  /// What is the same for all models.
  ///
  /// Where Verilator would end the process it now throws, and the call that led there answers with a message. In a waveform a
  /// change of an input stands where the clock goes to its inactive level, the active edge in the middle of the 10 ns of a cycle.
  private static let functions = #"""
    #include <cstdarg>
    #include <cstdio>
    #include <stdexcept>
    #include <string>

    static void stop(const char* file, int line, const std::string& what) {
        throw std::runtime_error(file && *file ? what + " at " + file + ":" + std::to_string(line) : what);
    }
    void vl_finish(const char* file, int line, const char*) { stop(file, line, "the design called $finish"); }
    void vl_stop(const char* file, int line, const char*) {
        stop(file, line, "the design called $stop, or an assertion failed,");
    }
    void vl_fatal(const char* file, int line, const char*, const char* message) {
        stop(file, line, message && *message ? message : "the simulation failed");
    }

    #if VM_TRACE_FST
    typedef VerilatedFstC TraceFile;
    #elif VM_TRACE
    typedef VerilatedVcdC TraceFile;
    #endif

    struct Simulation {
        VerilatedContext context;
        Vmodel model{&context, "TOP"};
        std::string message;
    #if VM_TRACE
        TraceFile* trace = nullptr;
    #endif
    #if REPORTS_CHECKS
        uint64_t cycle = 0;
        std::string reports;
        std::string taken;
        std::string line;
    #endif
    };

    #if REPORTS_CHECKS
    static thread_local Simulation* current = nullptr;

    static void receive(Simulation& simulation, const std::string& text) {
        static constexpr size_t mostBytes = 1 << 26;
        for (char letter : text) {
            if (letter != '\n') {
                simulation.line += letter;
                continue;
            }
            const std::string& line = simulation.line;
            if (line.empty() || line[0] != '\002') {
                std::fwrite(line.data(), 1, line.size(), stdout);
                std::fputc('\n', stdout);
            } else if (simulation.reports.size() < mostBytes) {
                // Its own number of the cycle is that of nothing.
                const size_t blank = line.find(' ');
                simulation.reports += std::to_string(simulation.cycle);
                simulation.reports.append(line, blank == std::string::npos ? line.size() : blank);
                simulation.reports += '\n';
            }
            simulation.line.clear();
        }
    }

    // The run-time library prints with this function, which is found here first.
    extern "C" int printf(const char* format, ...) {
        va_list arguments;
        va_start(arguments, format);
        va_list copy;
        va_copy(copy, arguments);
        const int length = std::vsnprintf(nullptr, 0, format, copy);
        va_end(copy);
        std::string text(length < 0 ? 0 : length + 1, 0);
        if (length >= 0) std::vsnprintf(&text[0], text.size(), format, arguments);
        va_end(arguments);
        if (length < 0) return length;
        text.resize(length);
        if (current) receive(*current, text); else std::fwrite(text.data(), 1, text.size(), stdout);
        return length;
    }
    #endif

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
            model.eval();
            record(simulation);
            context.timeInc(5);
            driveClocks(model, clocks, false);
            model.eval();
    #if REPORTS_CHECKS
            ++simulation.cycle;
    #endif
        }
    }

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
    #if REPORTS_CHECKS
            current = &simulation;
    #endif
            body();
            return nullptr;
        } catch (const std::exception& exception) {
            simulation.message = exception.what();
        } catch (...) {
            simulation.message = "the simulation failed";
        }
        return simulation.message.c_str();
    }

    #define BITLOOM_EXPORT extern "C" __attribute__((visibility("default")))

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
    BITLOOM_EXPORT const char* bitloom_finish(Simulation* simulation, int hasFailed) {
        const char* message = guarded(*simulation, [=] {
            if (hasFailed) return;
            simulation->model.eval();
            record(*simulation);
            simulation->model.final();
        });
    #if VM_TRACE
        if (simulation->trace) {
            simulation->trace->close();
            delete simulation->trace;
            simulation->trace = nullptr;
        }
    #endif
        return message;
    }
    BITLOOM_EXPORT const char* bitloom_reports(Simulation* simulation, uint64_t* length) {
    #if REPORTS_CHECKS
        simulation->taken.swap(simulation->reports);
        simulation->reports.clear();
        *length = simulation->taken.size();
        return simulation->taken.data();
    #else
        *length = 0;
        return nullptr;
    #endif
    }
    BITLOOM_EXPORT void bitloom_delete(Simulation* simulation) {
        enter(*simulation);
    #if REPORTS_CHECKS
        if (current == simulation) current = nullptr;
    #endif
        delete simulation;
        leave();
    }
    """#
}
