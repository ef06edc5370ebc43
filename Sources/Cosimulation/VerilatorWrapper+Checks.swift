extension VerilatorWrapper {
  /// Collects the lines in which checks tell what they saw, each with the number of its cycle.
  static let reports = #"""
    struct Reports {
        uint64_t cycle = 0;
        std::string reports;
        std::string taken;
        std::string line;
    };
    #if ANY_REPORTS
    // Where what is printed goes to: that of the simulation which was called last.
    static thread_local Reports* current = nullptr;

    static void receive(Reports& checks, const std::string& text) {
        static constexpr size_t mostBytes = 1 << 26;
        for (char letter : text) {
            if (letter != '\n') {
                checks.line += letter;
                continue;
            }
            const std::string& line = checks.line;
            if (line.empty() || line[0] != '\002') {
                std::fwrite(line.data(), 1, line.size(), stdout);
                std::fputc('\n', stdout);
            } else if (checks.reports.size() < mostBytes) {
                // Its own number of the cycle is that of nothing.
                const size_t blank = line.find(' ');
                checks.reports += std::to_string(checks.cycle);
                checks.reports.append(line, blank == std::string::npos ? line.size() : blank);
                checks.reports += '\n';
            }
            checks.line.clear();
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
        Reports& checks = simulation->checks;
        checks.taken.swap(checks.reports);
        checks.reports.clear();
        *length = checks.taken.size();
        return checks.taken.data();
    #else
        *length = 0;
        return nullptr;
    #endif
    }
    """#
}
