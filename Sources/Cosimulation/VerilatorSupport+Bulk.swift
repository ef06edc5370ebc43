extension VerilatorSupport {
  /// What a bulk run is told of the ports and of the model.
  static let bulkDeclarations = #"""
    #include <cstdint>

    struct BulkPort {
        void* address;
        void* values;
        uint64_t maskOrShift;
        uint64_t byteCount;
        uint64_t wordCount;
        uint64_t offset;
    };
    struct BulkModel {
        void* simulation;
        void (*settle)(void*);
        void (*step)(void*, uint64_t clocks);
    };
    void runBulk(
        const BulkModel& model, const BulkPort* inputs, uint64_t inputCount, const BulkPort* outputs, uint64_t outputCount,
        uint64_t cycles, uint64_t clocks, bool beforeEdge);
    """#

  /// Values of ports between the arrays of a bulk run and the model.
  ///
  /// Arrays have numbers of 64 bits, cycles want one value of each port: blocks of cycles go through a table of numbers as wide
  /// as the ports, which the nearest cache holds and vector instructions fill. Ports of one size stand together, so that no
  /// loop asks for it.
  static let bulk = #"""
    #include <cstring>
    #include <type_traits>
    #include <vector>

    static constexpr uint64_t blockRows = 64;

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
    static void fillTable(const BulkPort* ports, uint64_t count, char* table, uint64_t first, uint64_t rows) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            const uint64_t* values = static_cast<const uint64_t*>(port.values) + first;
            Number* __restrict cells = reinterpret_cast<Number*>(table + blockRows * port.offset);
            const Number mask = static_cast<Number>(port.maskOrShift);
            for (uint64_t row = 0; row < rows; ++row) cells[row] = static_cast<Number>(values[row]) & mask;
        });
    }
    static void emptyTable(const BulkPort* ports, uint64_t count, const char* table, uint64_t first, uint64_t rows) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            int64_t* __restrict values = static_cast<int64_t*>(port.values) + first;
            const Number* cells = reinterpret_cast<const Number*>(table + blockRows * port.offset);
            if (!port.maskOrShift) {
                for (uint64_t row = 0; row < rows; ++row) values[row] = static_cast<int64_t>(cells[row]);
                return;
            }
            // Within its own width first: there are no vector instructions that shift 64 bits down with their sign.
            const int shift = static_cast<int>(port.maskOrShift - (64 - 8 * sizeof(Number)));
            using Signed = std::make_signed_t<Number>;
            for (uint64_t row = 0; row < rows; ++row)
                values[row] = static_cast<Signed>(static_cast<Number>(cells[row] << shift)) >> shift;
        });
    }
    static inline void writeRow(const BulkPort* ports, uint64_t count, const char* table, uint64_t row) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            *static_cast<Number*>(port.address) = reinterpret_cast<const Number*>(table + blockRows * port.offset)[row];
        });
    }
    static inline void readRow(const BulkPort* ports, uint64_t count, char* table, uint64_t row) {
        forEachSize(ports, count, [=](const BulkPort& port, auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            reinterpret_cast<Number*>(table + blockRows * port.offset)[row] = *static_cast<const Number*>(port.address);
        });
    }
    // Whole numbers of 64-bit words.
    static inline uint64_t rowSize(const BulkPort* ports, uint64_t count) {
        return count ? (ports[count - 1].offset + ports[count - 1].byteCount + 7) & ~7ull : 0;
    }
    static inline void sample(const BulkPort* ports, uint64_t narrow, uint64_t count, char* table, uint64_t first, uint64_t row) {
        readRow(ports, narrow, table, row);
        for (uint64_t index = narrow; index < count; ++index) copyWide(ports[index], first + row, false);
    }

    void runBulk(
        const BulkModel& model, const BulkPort* inputs, uint64_t inputCount, const BulkPort* outputs, uint64_t outputCount,
        uint64_t cycles, uint64_t clocks, bool beforeEdge
    ) {
        const uint64_t narrowInputs = narrowCount(inputs, inputCount);
        const uint64_t narrowOutputs = narrowCount(outputs, outputCount);
        const uint64_t inputBytes = rowSize(inputs, narrowInputs);
        const uint64_t outputBytes = rowSize(outputs, narrowOutputs);
        std::vector<uint64_t> table(blockRows * (inputBytes + outputBytes) / 8 + 1);
        char* const inputTable = reinterpret_cast<char*>(table.data());
        char* const outputTable = inputTable + blockRows * inputBytes;
        for (uint64_t first = 0; first < cycles; first += blockRows) {
            const uint64_t rows = cycles - first < blockRows ? cycles - first : blockRows;
            fillTable(inputs, narrowInputs, inputTable, first, rows);
            for (uint64_t row = 0; row < rows; ++row) {
                writeRow(inputs, narrowInputs, inputTable, row);
                for (uint64_t index = narrowInputs; index < inputCount; ++index) copyWide(inputs[index], first + row, true);
                if (beforeEdge) {
                    model.settle(model.simulation);
                    sample(outputs, narrowOutputs, outputCount, outputTable, first, row);
                }
                model.step(model.simulation, clocks);
                if (!beforeEdge) sample(outputs, narrowOutputs, outputCount, outputTable, first, row);
            }
            emptyTable(outputs, narrowOutputs, outputTable, first, rows);
        }
    }

    """#
}
