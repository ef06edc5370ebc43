/// The C++ that is the same for all models: compiled once for a toolchain, and linked with every model.
enum VerilatorSupport {
  static let objectName = "bitloom"
  // What the engine calls without a model.
  static let fillFunction = "bitloom_fill"
  static let emptyFunction = "bitloom_empty"

  /// What a model has to know of it.
  static let declarations = #"""
    #include <string>

    // What the exception says that is being handled.
    const char* describeException(std::string& message);

    """# + bulkDeclarations

  static func source(header: String) -> String {
    ["#include \"\(header)\"", declarations, stopping, bulk].joined(separator: "\n") + "\n"
  }

  /// Where Verilator would end the process it now throws, and the call that led there answers with a message.
  private static let stopping = #"""
    #include <stdexcept>

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

    const char* describeException(std::string& message) {
        try {
            throw;
        } catch (const std::exception& exception) {
            message = exception.what();
        } catch (...) {
            message = "the simulation failed";
        }
        return message.c_str();
    }
    """#
}
