extension VerilatorWrapper {
  /// Collects the lines in which checks tell what they saw, each with the number of its cycle.
  static let reports = #"""
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
    """#

  /// Hands the collected lines to the engine.
  static let reportFunctions = #"""
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
    """#
}
