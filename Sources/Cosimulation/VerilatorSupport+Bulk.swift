extension VerilatorSupport {
  /// What a bulk run is told of the ports and of the model.
  static let bulkDeclarations = #"""
    #include <cstdint>

    struct BulkPort {
        void* address;
        void* words;
        uint64_t mask;
        uint64_t signShift;
        uint64_t byteCount;
        uint64_t wordCount;
        uint64_t offset;
    };
    struct BulkSpan {
        char* address;
        char* memory;
        uint64_t stride;
        uint64_t byteCount;
    };
    struct BulkTable {
        const BulkSpan* spans;
        uint64_t spanCount;
        const BulkPort* wide;
        uint64_t wideCount;
    };
    struct BulkNumbers {
        void* memory;
        uint64_t byteCount;
        uint64_t isSigned;
        uint64_t stride;
    };
    struct BulkModel {
        void* simulation;
        void (*settle)(void*);
        void (*step)(void*, uint64_t clocks);
    };
    void runBulk(
        const BulkModel& model, const BulkTable& inputs, const BulkTable& outputs, uint64_t cycles, uint64_t clocks,
        bool beforeEdge, uint64_t* completed);
    """#

  /// Values of ports between the memory of a test bench and the model.
  ///
  /// Where rows of numbers lie as the model has them, they are copied from there, or to there, in each cycle: ports that are
  /// neighbours in the model, and those of an array are, together. The values of other ports go through a table of such rows,
  /// a block of cycles at a time.
  static let bulk = #"""
    #include <cstring>
    #include <type_traits>

    // Calls `body` with the number type of a size.
    template <typename Body>
    static inline void withNumber(uint64_t byteCount, Body body) {
        switch (byteCount) {
        case 1: return body((uint8_t*)nullptr);
        case 2: return body((uint16_t*)nullptr);
        case 4: return body((uint32_t*)nullptr);
        default: return body((uint64_t*)nullptr);
        }
    }
    template <typename Body>
    static inline void withNumber(uint64_t byteCount, bool isSigned, Body body) {
        withNumber(byteCount, [=](auto* type) {
            using Number = std::remove_pointer_t<decltype(type)>;
            if (isSigned) body((std::make_signed_t<Number>*)nullptr); else body((Number*)nullptr);
        });
    }

    static inline void copySpan(char* to, const char* from, uint64_t count) {
        for (; count >= 16; count -= 16, to += 16, from += 16) std::memcpy(to, from, 16);
        if (count & 8) { std::memcpy(to, from, 8); to += 8; from += 8; }
        if (count & 4) { std::memcpy(to, from, 4); to += 4; from += 4; }
        if (count & 2) { std::memcpy(to, from, 2); to += 2; from += 2; }
        if (count & 1) *to = *from;
    }

    #define BITLOOM_SHARED extern "C" __attribute__((visibility("default")))

    // From the numbers for an input into the table, and from the table into the numbers of an output.
    BITLOOM_SHARED void bitloom_fill(
        const BulkPort* port, const BulkNumbers* numbers, char* rows, uint64_t rowBytes, uint64_t count
    ) {
        withNumber(port->byteCount, [=](auto* cellType) {
            using Cell = std::remove_pointer_t<decltype(cellType)>;
            const Cell mask = static_cast<Cell>(port->mask);
            withNumber(numbers->byteCount, numbers->isSigned, [=](auto* type) {
                const auto* value = static_cast<decltype(type)>(numbers->memory);
                const uint64_t stride = numbers->stride;
                char* cell = rows + port->offset;
                for (uint64_t row = 0; row < count; ++row, cell += rowBytes, value += stride)
                    *reinterpret_cast<Cell*>(cell) = static_cast<Cell>(*value) & mask;
            });
        });
    }
    BITLOOM_SHARED void bitloom_empty(
        const BulkPort* port, const BulkNumbers* numbers, char* rows, uint64_t rowBytes, uint64_t count
    ) {
        withNumber(port->byteCount, [=](auto* cellType) {
            using Cell = std::remove_pointer_t<decltype(cellType)>;
            const int shift = static_cast<int>(port->signShift);
            withNumber(numbers->byteCount, [=](auto* type) {
                using Number = std::remove_pointer_t<decltype(type)>;
                auto* value = static_cast<Number*>(numbers->memory);
                const uint64_t stride = numbers->stride;
                const char* cell = rows + port->offset;
                for (uint64_t row = 0; row < count; ++row, cell += rowBytes, value += stride) {
                    const uint64_t bits = *reinterpret_cast<const Cell*>(cell);
                    *value = static_cast<Number>(static_cast<int64_t>(bits << shift) >> shift);
                }
            });
        });
    }

    static inline char* wideValue(const BulkPort& port, uint64_t cycle) {
        return static_cast<char*>(port.words) + 8 * port.wordCount * cycle;
    }
    static inline void writeRow(const BulkTable& table, uint64_t cycle) {
        for (const BulkSpan* span = table.spans; span != table.spans + table.spanCount; ++span)
            copySpan(span->address, span->memory + span->stride * cycle, span->byteCount);
        for (const BulkPort* port = table.wide; port != table.wide + table.wideCount; ++port)
            std::memcpy(port->address, wideValue(*port, cycle), port->byteCount);
    }
    static inline void readRow(const BulkTable& table, uint64_t cycle) {
        for (const BulkSpan* span = table.spans; span != table.spans + table.spanCount; ++span)
            copySpan(span->memory + span->stride * cycle, span->address, span->byteCount);
        for (const BulkPort* port = table.wide; port != table.wide + table.wideCount; ++port)
            std::memcpy(wideValue(*port, cycle), port->address, port->byteCount);
    }

    void runBulk(
        const BulkModel& model, const BulkTable& inputs, const BulkTable& outputs, uint64_t cycles, uint64_t clocks,
        bool beforeEdge, uint64_t* completed
    ) {
        *completed = 0;
        for (uint64_t cycle = 0; cycle < cycles; *completed = ++cycle) {
            writeRow(inputs, cycle);
            if (beforeEdge) {
                model.settle(model.simulation);
                readRow(outputs, cycle);
            }
            model.step(model.simulation, clocks);
            if (!beforeEdge) readRow(outputs, cycle);
        }
    }

    """#
}
