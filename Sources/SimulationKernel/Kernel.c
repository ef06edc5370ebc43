// The inner loops of the native simulator. Nothing here allocates.

#ifndef BITLOOM_KERNEL_FROM_TEXT
#include "SimulationKernel.h"
#include "WideValues.h"
#endif

// MARK: Operations

static inline uint64_t extended(uint64_t value, uint64_t sign) { return (value ^ sign) - sign; }

static uint64_t divided(Opcode opcode, uint64_t a, uint64_t b, uint64_t sign) {
  if (b == 0) return 0;
  if (opcode == OpcodeDivideUnsigned) return a / b;
  if (opcode == OpcodeRemainderUnsigned) return a % b;
  uint64_t left = extended(a, sign), right = extended(b, sign);
  // The one quotient that overflows wraps, as any other result.
  if (right == UINT64_MAX) return opcode == OpcodeDivideSigned ? 0 - left : 0;
  return opcode == OpcodeDivideSigned ? (uint64_t)((int64_t)left / (int64_t)right)
                                      : (uint64_t)((int64_t)left % (int64_t)right);
}

static WideValue slotsOf(KernelState *state, uint32_t slot, uint32_t width) {
  return (WideValue){state->slots + slot, width};
}

static void executeWide(KernelState *state, const KernelWideOperation *operation) {
  const KernelWideOperation o = *operation;
  WideValue result = slotsOf(state, o.destination, o.width);
  WideValue a = slotsOf(state, o.a, o.aWidth), b = slotsOf(state, o.b, o.bWidth);
  uint64_t *bit = result.words;
  switch (o.opcode) {
  case OpcodeCopy: setSlice(result, a, 0); return;
  case OpcodeNot:
    for (uint32_t i = 0; i < wordCount(o.width); i++) result.words[i] = ~a.words[i];
    clearUnusedBits(result);
    return;
  case OpcodeReduceAnd: *bit = isAllOnes(a); return;
  case OpcodeReduceOr: *bit = !isZero(a); return;
  case OpcodeReduceXor: *bit = parity(a); return;
  case OpcodeAdd: setSum(result, a, b, 0, 0); return;
  case OpcodeSubtract: setSum(result, a, b, UINT64_MAX, 1); return;
  case OpcodeMultiply: setProduct(result, a, b); return;
  case OpcodeDivideUnsigned: setDivision(result, a, b, false, true, state->scratch); return;
  case OpcodeDivideSigned: setDivision(result, a, b, true, true, state->scratch); return;
  case OpcodeRemainderUnsigned: setDivision(result, a, b, false, false, state->scratch); return;
  case OpcodeRemainderSigned: setDivision(result, a, b, true, false, state->scratch); return;
  case OpcodeAnd:
    for (uint32_t i = 0; i < wordCount(o.width); i++) result.words[i] = a.words[i] & b.words[i];
    return;
  case OpcodeOr:
    for (uint32_t i = 0; i < wordCount(o.width); i++) result.words[i] = a.words[i] | b.words[i];
    return;
  case OpcodeXor:
    for (uint32_t i = 0; i < wordCount(o.width); i++) result.words[i] = a.words[i] ^ b.words[i];
    return;
  case OpcodeEqual: *bit = isEqual(a, b); return;
  case OpcodeNotEqual: *bit = !isEqual(a, b); return;
  case OpcodeLessUnsigned: *bit = isLess(a, b, false); return;
  case OpcodeLessSigned: *bit = isLess(a, b, true); return;
  case OpcodeLessOrEqualUnsigned: *bit = !isLess(b, a, false); return;
  case OpcodeLessOrEqualSigned: *bit = !isLess(b, a, true); return;
  case OpcodeShiftLeft: setLeftShift(result, a, amountOf(b, o.width)); return;
  case OpcodeShiftRightLogical: setSlice(result, a, (uint32_t)amountOf(b, o.width)); return;
  case OpcodeShiftRightArithmetic: setArithmeticShift(result, a, amountOf(b, o.width)); return;
  case OpcodeShiftRightConstant: setSlice(result, a, o.parameter); return;
  case OpcodeSelectBit: *bit = bitOf(a, amountOf(b, o.aWidth)); return;
  case OpcodeMux: setSlice(result, slotsOf(state, state->slots[o.a] ? o.b : o.c, o.width), 0); return;
  case OpcodeConcatenate:
    setSlice(result, b, 0);
    insertBits(result, a, o.bWidth);
    return;
  case OpcodeSignExtend:
    setSlice(result, a, 0);
    if (isNegative(a)) setOnes(result, o.aWidth);
    return;
  case OpcodeMemoryRead: {
    const KernelMemory *memory = state->memories + o.parameter;
    uint64_t address = amountOf(a, memory->depth);
    if (address >= memory->depth) {
      setZero(result);
      return;
    }
    WideValue entry = {state->memory + memory->start + address * memory->stride, o.width};
    setSlice(result, entry, 0);
    return;
  }
  // These are narrow only.
  case OpcodeAddSigned:
  case OpcodeSubtractSigned:
  case OpcodeMultiplySigned:
  case OpcodeMultiplyAdd:
  case OpcodeShiftLeftConstant:
  case OpcodeShiftRightArithmeticConstant:
  case OpcodeWide: return;
  }
}

// Executes `VALUE` for all instructions of a run, with the operands `a`, `b` and `c` as far as there are that many.
#define FOR_EACH(COUNT, VALUE, HINT)                                                   \
  if (run.isAdjacent) {                                                                \
    const uint64_t *pa = s + run.a, *pb = s + run.b, *pc = s + run.c;                  \
    uint64_t *restrict results = s + run.destination;                                  \
    _Pragma(HINT) for (size_t i = 0; i < run.count; i++) {                             \
      const uint64_t a = pa[i * run.stepA];                                            \
      const uint64_t b = COUNT > 1 ? pb[i * run.stepB] : 0;                            \
      const uint64_t c = COUNT > 2 ? pc[i * run.stepC] : 0;                            \
      (void)b, (void)c;                                                                \
      results[i] = VALUE;                                                              \
    }                                                                                  \
  } else {                                                                             \
    for (const KernelInstruction *end = next + run.count; next != end; next++) {       \
      const uint64_t a = s[next->a];                                                   \
      const uint64_t b = COUNT > 1 ? s[next->b] : 0;                                   \
      const uint64_t c = COUNT > 2 ? s[next->c] : 0;                                   \
      (void)b, (void)c;                                                                \
      s[next->destination] = VALUE;                                                    \
    }                                                                                  \
  }                                                                                    \
  break

// Where the processor has the operation for several values at once, and where it has not and compilers make it of others.
#define FOR_ALL(COUNT, VALUE) FOR_EACH(COUNT, VALUE, "clang loop vectorize(enable)")
#define ONE_BY_ONE(COUNT, VALUE) FOR_EACH(COUNT, VALUE, "clang loop vectorize(disable)")

static void execute(KernelState *state, const KernelBlock *block) {
  uint64_t *s = state->slots;
  const KernelInstruction *next = state->instructions + block->firstInstruction;
  const KernelRun *end = state->runs + block->firstRun + block->runCount;
  for (const KernelRun *nextRun = end - block->runCount; nextRun != end; nextRun++) {
    const KernelRun run = *nextRun;
    const uint64_t m = run.mask;
    const unsigned shift = run.s & 63, arithmeticShift = run.t & 63;
    switch (run.opcode) {
    case OpcodeCopy: FOR_ALL(1, a);
    case OpcodeNot: FOR_ALL(1, a ^ m);
    case OpcodeReduceAnd: ONE_BY_ONE(1, a == m);
    case OpcodeReduceOr: ONE_BY_ONE(1, a != 0);
    case OpcodeReduceXor: ONE_BY_ONE(1, (uint64_t)__builtin_parityll(a));
    case OpcodeAdd: FOR_ALL(2, (a + b) & m);
    case OpcodeAddSigned: FOR_ALL(2, (extended(a, run.s) + extended(b, run.t)) & m);
    case OpcodeSubtract: FOR_ALL(2, (a - b) & m);
    case OpcodeSubtractSigned: FOR_ALL(2, (extended(a, run.s) - extended(b, run.t)) & m);
    case OpcodeMultiply: ONE_BY_ONE(2, (a * b) & m);
    case OpcodeMultiplySigned: ONE_BY_ONE(2, (extended(a, run.s) * extended(b, run.t)) & m);
    case OpcodeMultiplyAdd: ONE_BY_ONE(3, (extended(a, run.s) * extended(b, run.t) + c) & m);
    case OpcodeDivideUnsigned:
    case OpcodeDivideSigned:
    case OpcodeRemainderUnsigned:
    case OpcodeRemainderSigned: ONE_BY_ONE(2, divided(run.opcode, a, b, run.s) & m);
    case OpcodeAnd: FOR_ALL(2, a & b);
    case OpcodeOr: FOR_ALL(2, a | b);
    case OpcodeXor: FOR_ALL(2, a ^ b);
    case OpcodeEqual: ONE_BY_ONE(2, a == b);
    case OpcodeNotEqual: ONE_BY_ONE(2, a != b);
    case OpcodeLessUnsigned: ONE_BY_ONE(2, a < b);
    case OpcodeLessSigned: ONE_BY_ONE(2, (int64_t)extended(a, run.s) < (int64_t)extended(b, run.t));
    case OpcodeLessOrEqualUnsigned: ONE_BY_ONE(2, a <= b);
    case OpcodeLessOrEqualSigned: ONE_BY_ONE(2, (int64_t)extended(a, run.s) <= (int64_t)extended(b, run.t));
    case OpcodeShiftLeft: ONE_BY_ONE(2, b > 63 ? 0 : (a << (b & 63)) & m);
    case OpcodeShiftRightLogical: ONE_BY_ONE(2, b > 63 ? 0 : a >> (b & 63));
    case OpcodeShiftRightArithmetic:
      ONE_BY_ONE(2, (uint64_t)((int64_t)extended(a, run.s) >> (b > 63 ? 63 : b)) & m);
    case OpcodeShiftLeftConstant: FOR_ALL(1, (a << shift) & m);
    case OpcodeShiftRightConstant: FOR_ALL(1, (a >> shift) & m);
    case OpcodeShiftRightArithmeticConstant:
      ONE_BY_ONE(1, (uint64_t)((int64_t)extended(a, run.s) >> arithmeticShift) & m);
    case OpcodeSelectBit: ONE_BY_ONE(2, b > 63 ? 0 : a >> (b & 63) & 1);
    case OpcodeMux: ONE_BY_ONE(3, a ? b : c);
    case OpcodeConcatenate: FOR_ALL(2, a << shift | b);
    case OpcodeSignExtend: FOR_ALL(1, extended(a, run.s) & m);
    case OpcodeMemoryRead:
      for (const KernelInstruction *last = next + run.count; next != last; next++) {
        const KernelMemory *memory = state->memories + next->b;
        uint64_t address = s[next->a];
        s[next->destination] = address < memory->depth ? state->memory[memory->start + address] : 0;
      }
      break;
    case OpcodeWide:
      for (const KernelInstruction *last = next + run.count; next != last; next++)
        executeWide(state, state->wideOperations + next->a);
      break;
    }
  }
}

// MARK: Blocks

static inline void markReaders(KernelState *state, uint32_t first, uint32_t count) {
  const KernelReaders *readers = state->readers + first;
  for (uint32_t i = 0; i < count; i++) state->dirty[readers[i].word] |= readers[i].blocks;
}

static inline void transfer(KernelState *state, const KernelTransfer *transfer) {
  const uint64_t *restrict source = state->slots + transfer->source;
  uint64_t *restrict destination = state->slots + transfer->destination;
  uint64_t changes = 0;
  for (uint32_t i = 0; i < transfer->count; i++) {
    changes |= source[i] ^ destination[i];
    destination[i] = source[i];
  }
  if (changes) markReaders(state, transfer->firstReaders, transfer->readersCount);
}

static bool hasToTell(const KernelState *state, const KernelBlock *block) {
  for (uint32_t i = 0; i < block->checkCount; i++) {
    const KernelCheck *check = state->checks + block->firstCheck + i;
    if (!state->slots[check->enable]) continue;
    if (!check->hasCondition || (state->slots[check->condition] != 0) == check->expected) return true;
  }
  return false;
}

// Runs the blocks of a cone that have to be run. Those that must be run because of them stand behind them.
static void settleBlocks(KernelState *state, const uint64_t *cone) {
  for (uint32_t word = 0; word < state->setSize; word++) {
    uint64_t waiting;
    while ((waiting = state->dirty[word] & cone[word])) {
      const uint64_t bit = waiting & (0 - waiting);
      const KernelBlock *block = state->blocks + 64 * word + (uint32_t)__builtin_ctzll(waiting);
      state->dirty[word] ^= bit;
      state->pending[word] |= bit;
      state->runInstructions += block->size;
      execute(state, block);
      for (uint32_t i = 0; i < block->outputCount; i++)
        transfer(state, state->transfers + block->firstOutput + i);
      if (block->checkCount)
        state->told[word] = hasToTell(state, block) ? state->told[word] | bit : state->told[word] & ~bit;
    }
  }
}

static bool storeWords(KernelState *state, uint32_t index, const uint64_t *words) {
  const KernelSource source = state->sources[index];
  uint64_t changes = 0;
  for (uint32_t i = 0; i < source.count; i++) {
    changes |= state->slots[source.slot + i] ^ words[i];
    state->slots[source.slot + i] = words[i];
  }
  if (!changes) return false;
  markReaders(state, source.firstReaders, source.readersCount);
  if (source.block != kernelNoBlock) state->pending[source.block >> 6] |= (uint64_t)1 << (source.block & 63);
  return true;
}

// Gives registers the values of the resets that the design makes, and those whose resets follow from these registers, until
// nothing changes. A register never makes its own reset in a design that was checked, so that this ends; otherwise it ends all
// the same.
static void applyMadeResets(KernelState *state) {
  for (uint32_t round = 0; round <= state->madeResetCount; round++) {
    settleBlocks(state, state->madeResetCone);
    bool changes = false;
    for (uint32_t i = 0; i < state->madeResetCount; i++) {
      const KernelMadeReset *reset = state->madeResets + i;
      if (state->slots[reset->isActive]) changes |= storeWords(state, reset->source, state->resetWords + reset->firstWord);
    }
    if (!changes) return;
  }
}

static void kernelSettle(KernelState *state, const uint64_t *cone) {
  if (state->madeResetCount) applyMadeResets(state);
  settleBlocks(state, cone);
}

static void kernelStore(KernelState *state, uint32_t source, const uint64_t *words) { storeWords(state, source, words); }

// MARK: Edges

static bool kernelPrepare(KernelState *state, const KernelEdge *edge) {
  kernelSettle(state, edge->cone);
  for (uint32_t word = 0; word < state->setSize; word++)
    if (state->told[word] & edge->checks[word]) return true;
  return false;
}

static void writeMemory(KernelState *state, const KernelMemoryWrite *write) {
  if (!state->slots[write->enable]) return;
  const KernelMemory *memory = state->memories + write->memory;
  uint64_t address = amountOf(slotsOf(state, write->address, write->addressWidth), memory->depth);
  if (address >= memory->depth) return;
  WideValue entry = {state->memory + memory->start + address * memory->stride, memory->width};
  WideValue value = slotsOf(state, write->value, write->valueWidth);
  // Blocks are run once too often when the value was there before; that costs less than to compare it here.
  if (write->valueWidth == memory->width) copyWords(entry, value);
  else replaceBits(entry, value, write->low);
  markReaders(state, memory->firstReaders, memory->readersCount);
}

static void kernelReset(KernelState *state, const KernelReset *resets, uint32_t count, uint64_t activeResets) {
  for (uint32_t i = 0; i < count; i++)
    if (resets[i].port & activeResets) storeWords(state, resets[i].source, state->resetWords + resets[i].firstWord);
}

static void kernelCommit(KernelState *state, const KernelEdge *edge, uint64_t activeResets) {
  // Memories first: what is written may come from registers.
  for (uint32_t word = 0; word < state->setSize; word++) {
    uint64_t waiting = state->pending[word] & edge->writes[word];
    state->pending[word] ^= waiting & ~state->sticky[word];
    for (; waiting; waiting &= waiting - 1) {
      const KernelBlock *block = state->blocks + 64 * word + (uint32_t)__builtin_ctzll(waiting);
      for (uint32_t i = 0; i < block->writeCount; i++) writeMemory(state, state->writes + block->firstWrite + i);
    }
  }
  for (uint32_t word = 0; word < state->setSize; word++) {
    uint64_t waiting = state->pending[word] & edge->registers[word];
    state->pending[word] ^= waiting;
    for (; waiting; waiting &= waiting - 1) {
      const KernelBlock *block = state->blocks + 64 * word + (uint32_t)__builtin_ctzll(waiting);
      for (uint32_t i = 0; i < block->registerCount; i++)
        transfer(state, state->transfers + block->firstRegister + i);
    }
  }
  if (activeResets) kernelReset(state, edge->resets, edge->resetCount, activeResets);
}

static uint64_t kernelRun(
  KernelState *state, const KernelEdge *edges, uint32_t edgeCount, uint64_t cycles, uint64_t activeResets,
  bool stopsForChecks, uint32_t *stoppedEdge) {
  for (uint64_t cycle = 0; cycle < cycles; cycle++) {
    for (uint32_t i = 0; i < edgeCount; i++) {
      if (kernelPrepare(state, edges + i) && stopsForChecks) {
        *stoppedEdge = i;
        return cycle;
      }
      kernelCommit(state, edges + i, activeResets);
    }
  }
  return cycles;
}

// MARK: The kernel as a whole

#ifdef BITLOOM_KERNEL_FROM_TEXT
__attribute__((visibility("default")))
#endif
const KernelFunctions *
bitloomKernelFunctions(void) {
  static const KernelFunctions functions = {kernelSettle, kernelPrepare, kernelCommit, kernelRun, kernelStore, kernelReset};
  return &functions;
}

#ifndef BITLOOM_KERNEL_FROM_TEXT

bool bitloomKernelIsOptimised(void) {
#ifdef __OPTIMIZE__
  return true;
#else
  return false;
#endif
}

// The text is taken in by the assembler, so that it needs no file when the program runs.
#if defined(__APPLE__)
#define BITLOOM_TEXT_SECTION "__TEXT,__const"
#define BITLOOM_SYMBOL(NAME) "_" NAME
#elif defined(__ELF__)
#define BITLOOM_TEXT_SECTION ".rodata"
#define BITLOOM_SYMBOL(NAME) NAME
#endif

#ifdef BITLOOM_TEXT_SECTION
__asm__(".section " BITLOOM_TEXT_SECTION "\n"
        ".globl " BITLOOM_SYMBOL("bitloomKernelTextStart") "\n"
        ".globl " BITLOOM_SYMBOL("bitloomKernelTextEnd") "\n"
        BITLOOM_SYMBOL("bitloomKernelTextStart") ":\n"
        ".incbin \"SimulationKernel.h\"\n"
        ".incbin \"WideValues.h\"\n"
        ".incbin \"Kernel.c\"\n"
        BITLOOM_SYMBOL("bitloomKernelTextEnd") ":\n"
        ".byte 0\n"
        ".text\n");

extern const char bitloomKernelTextStart[], bitloomKernelTextEnd[];

const char *bitloomKernelText(size_t *count) {
  *count = (size_t)(bitloomKernelTextEnd - bitloomKernelTextStart);
  return bitloomKernelTextStart;
}
#else
const char *bitloomKernelText(size_t *count) {
  *count = 0;
  return "";
}
#endif
#endif
