extension VerilatorWrapper {
  /// Values of ports between the arrays of a bulk run and the model.
  ///
  /// Arrays have a port's values one after the other, cycles want one value of each port: blocks of cycles go through a table
  /// that has both in the nearest cache. Ports of one size stand together, so that no loop asks for it.
  static let bulkPorts = #"""
    #include <cstring>
    #include <vector>

    struct BulkPort {
        void* address;
        void* values;
        uint64_t maskOrShift;
        uint64_t byteCount;
        uint64_t wordCount;
        uint64_t offset;
    };

    // Runs `body` with the number type of each port that is no wide one.
    template <typename Body>
    static inline void forEachSize(const BulkPort* ports, uint64_t count, Body body) {
        const BulkPort* port = ports;
        const BulkPort* end = ports + count;
        for (; port != end && port->byteCount == 1; ++port) body(*port, (uint8_t*)nullptr);
        for (; port != end && port->byteCount == 2; ++port) body(*port, (uint16_t*)nullptr);
        for (; port != end && port->byteCount == 4 && !port->wordCount; ++port) body(*port, (uint32_t*)nullptr);
        for (; port != end && port->byteCount == 8 && !port->wordCount; ++port) body(*port, (uint64_t*)nullptr);
    }
    static inline uint64_t narrowCount(const BulkPort* ports, uint64_t count) {
        while (count && ports[count - 1].wordCount) --count;
        return count;
    }
    static inline void copyWide(const BulkPort& port, uint64_t cycle, bool isInput) {
        char* values = static_cast<char*>(port.values) + 8 * port.wordCount * cycle;
        if (isInput) std::memcpy(port.address, values, port.byteCount);
        else std::memcpy(values, port.address, port.byteCount);
    }
    // From the arrays of inputs into a table, and from a table into the arrays of outputs.
    static void fillTable(const BulkPort* ports, uint64_t count, char* table, uint64_t rowBytes, uint64_t first, uint64_t rows) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            const uint64_t* values = static_cast<const uint64_t*>(port.values) + first;
            char* cell = table + port.offset;
            for (uint64_t row = 0; row < rows; ++row, cell += rowBytes)
                *reinterpret_cast<Number*>(cell) = static_cast<Number>(values[row] & port.maskOrShift);
        });
    }
    static void emptyTable(const BulkPort* ports, uint64_t count, const char* table, uint64_t rowBytes, uint64_t first, uint64_t rows) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            int64_t* values = static_cast<int64_t*>(port.values) + first;
            const char* cell = table + port.offset;
            for (uint64_t row = 0; row < rows; ++row, cell += rowBytes) {
                const uint64_t value = *reinterpret_cast<const Number*>(cell);
                values[row] = static_cast<int64_t>(value << port.maskOrShift) >> port.maskOrShift;
            }
        });
    }
    static inline void writeRow(const BulkPort* ports, uint64_t count, const char* row) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            *static_cast<Number*>(port.address) = *reinterpret_cast<const Number*>(row + port.offset);
        });
    }
    static inline void readRow(const BulkPort* ports, uint64_t count, char* row) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            *reinterpret_cast<Number*>(row + port.offset) = *static_cast<const Number*>(port.address);
        });
    }
    // Rows are whole numbers of 64-bit words.
    static inline uint64_t rowSize(const BulkPort* ports, uint64_t count) {
        return count ? (ports[count - 1].offset + ports[count - 1].byteCount + 7) & ~7ull : 0;
    }
    """#

  /// Cycles with the inputs from arrays and the outputs into arrays.
  static let bulk = #"""
    static void sample(const BulkPort* ports, uint64_t narrow, uint64_t count, char* row, uint64_t cycle) {
        readRow(ports, narrow, row);
        for (uint64_t index = narrow; index < count; ++index) copyWide(ports[index], cycle, false);
    }

    static void run(
        Simulation& simulation, const BulkPort* inputs, uint64_t inputCount, const BulkPort* outputs, uint64_t outputCount,
        uint64_t cycles, uint64_t clocks, bool beforeEdge
    ) {
        static constexpr uint64_t blockRows = 64;
        const uint64_t narrowInputs = narrowCount(inputs, inputCount);
        const uint64_t narrowOutputs = narrowCount(outputs, outputCount);
        const uint64_t inputBytes = rowSize(inputs, narrowInputs);
        const uint64_t outputBytes = rowSize(outputs, narrowOutputs);
        std::vector<uint64_t> table(blockRows * (inputBytes + outputBytes) / 8 + 1);
        char* const inputTable = reinterpret_cast<char*>(table.data());
        char* const outputTable = inputTable + blockRows * inputBytes;
        for (uint64_t first = 0; first < cycles; first += blockRows) {
            const uint64_t rows = cycles - first < blockRows ? cycles - first : blockRows;
            fillTable(inputs, narrowInputs, inputTable, inputBytes, first, rows);
            for (uint64_t row = 0; row < rows; ++row) {
                writeRow(inputs, narrowInputs, inputTable + row * inputBytes);
                for (uint64_t index = narrowInputs; index < inputCount; ++index) copyWide(inputs[index], first + row, true);
                char* const outputRow = outputTable + row * outputBytes;
                if (beforeEdge) {
                    simulation.model.eval();
                    sample(outputs, narrowOutputs, outputCount, outputRow, first + row);
                }
                step(simulation, 1, clocks);
                if (!beforeEdge) sample(outputs, narrowOutputs, outputCount, outputRow, first + row);
            }
            emptyTable(outputs, narrowOutputs, outputTable, outputBytes, first, rows);
        }
    }

    BITLOOM_EXPORT const char* bitloom_run(
        Simulation* simulation, const BulkPort* inputs, uint64_t inputCount, const BulkPort* outputs, uint64_t outputCount,
        uint64_t cycles, uint64_t clocks, int beforeEdge
    ) {
        return guarded(*simulation, [=] {
            run(*simulation, inputs, inputCount, outputs, outputCount, cycles, clocks, beforeEdge);
        });
    }
    """#
}
