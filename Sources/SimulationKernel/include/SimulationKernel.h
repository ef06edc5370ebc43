// The inner loops of the native simulator, and the tables they read.
//
// They are in C because of debug builds: there the package manager compiles everything without optimisation, and nothing in a
// manifest may change that. So the kernel carries its own text, which a debug build compiles once with optimisation and loads
// from then on. Release builds run the kernel that is linked in. Both are this source, and behave the same.

#ifndef BITLOOM_SIMULATION_KERNEL_H
#define BITLOOM_SIMULATION_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What an instruction does. `a`, `b` and `c` are the values of its operands, canonical: without bits above their width. `m` is
/// the mask of the result. Where the case says signed, `s` and `t` are the sign bits of `a` and `b`, which are extended by them:
/// `(a ^ s) - s`, where no sign bit means no extension. That is quicker than two shifts.
///
/// A wide operation has the same opcodes, and its widths instead of masks and signs.
typedef enum __attribute__((enum_extensibility(closed))) Opcode : uint8_t {
  OpcodeCopy,
  /// `a ^ m`
  OpcodeNot,
  OpcodeReduceAnd,
  OpcodeReduceOr,
  OpcodeReduceXor,
  OpcodeAdd,
  OpcodeAddSigned,
  OpcodeSubtract,
  OpcodeSubtractSigned,
  OpcodeMultiply,
  OpcodeMultiplySigned,
  /// `a * b + c`, operands signed, the product exact. The sign of `c` stays.
  OpcodeMultiplyAdd,
  /// Rounded toward zero; a divisor of 0 gives 0.
  OpcodeDivideUnsigned,
  OpcodeDivideSigned,
  OpcodeRemainderUnsigned,
  OpcodeRemainderSigned,
  OpcodeAnd,
  OpcodeOr,
  OpcodeXor,
  OpcodeEqual,
  OpcodeNotEqual,
  OpcodeLessUnsigned,
  OpcodeLessSigned,
  OpcodeLessOrEqualUnsigned,
  OpcodeLessOrEqualSigned,
  OpcodeShiftLeft,
  OpcodeShiftRightLogical,
  /// `a` is signed.
  OpcodeShiftRightArithmetic,
  /// `(a << s) & m`
  OpcodeShiftLeftConstant,
  /// `(a >> s) & m`: a slice or a shift. A wide one shifts by its parameter.
  OpcodeShiftRightConstant,
  /// `(a >> t) & m`, where `a` is signed.
  OpcodeShiftRightArithmeticConstant,
  OpcodeSelectBit,
  OpcodeMux,
  /// `a << s | b`
  OpcodeConcatenate,
  /// `a` is signed.
  OpcodeSignExtend,
  /// The word at address `a` of memory number `b`, of a wide one of the memory that is its parameter.
  OpcodeMemoryRead,
  /// Operation number `a` of the wide ones.
  OpcodeWide,
} Opcode;

/// The operands of an instruction: indexes of slots.
typedef struct {
  uint32_t destination, a, b, c;
} KernelInstruction;

/// Instructions of one form that follow one another, so that the form is looked at once for all of them.
///
/// When they are `adjacent`, they have no instructions in the list: each result stands one slot behind the one before, and the
/// operands so many slots behind as the steps say, 0 or 1. No result is an operand of the run then.
typedef struct {
  uint64_t s, t, mask;
  uint32_t count;
  Opcode opcode;
  uint8_t isAdjacent, stepA, stepB, stepC;
  uint32_t destination, a, b, c;
} KernelRun;

/// An operation with an operand or a result of more than 64 bits. A value takes consecutive slots, the least significant word
/// first, without bits above its width.
typedef struct {
  Opcode opcode;
  uint32_t width, parameter, destination, a, b, c, aWidth, bWidth;
} KernelWideOperation;

/// Blocks that read something, among 64 blocks: they have to be run when it changes.
typedef struct {
  uint64_t blocks;
  uint32_t word;
} KernelReaders;

/// Words that are copied; when that changes any, the readers have to be run.
typedef struct {
  uint32_t source, destination, count;
  uint32_t firstReaders, readersCount;
} KernelTransfer;

/// The words of a memory among those of all memories.
typedef struct {
  uint64_t start, depth;
  /// Number of 64-bit words of an entry.
  uint32_t stride, width;
  uint32_t firstReaders, readersCount;
} KernelMemory;

/// A write to a memory at an active edge: the operands are slots.
typedef struct {
  uint32_t memory, enable, address, addressWidth, value, valueWidth;
  /// The lowest bit of the entry that is written.
  uint32_t low;
} KernelMemoryWrite;

/// Something to be told at an active edge when the slot `enable` is not 0 and `condition`, if there is one, is `expected`.
typedef struct {
  uint32_t enable, condition;
  bool hasCondition, expected;
} KernelCheck;

/// Instructions that are run together, when any of what they read has changed since.
typedef struct {
  uint32_t firstRun, runCount, firstInstruction;
  /// Instructions of all runs.
  uint32_t size;
  /// What other blocks read: from where it is computed to where it is read, so that a change is noticed.
  uint32_t firstOutput, outputCount;
  /// What happens at the edge, if the block was run since the last one: registers take their next values, memories are written.
  uint32_t firstRegister, registerCount;
  uint32_t firstWrite, writeCount;
  /// What may have to be told.
  uint32_t firstCheck, checkCount;
} KernelBlock;

/// A value that is set from outside: an input, or a register that is reset.
typedef struct {
  uint32_t slot, count;
  uint32_t firstReaders, readersCount;
  /// The block that computes the next value of a register, which has to take it again; `kernelNoBlock` for an input.
  uint32_t block;
} KernelSource;

enum { kernelNoBlock = UINT32_MAX };

/// The value that a reset of the top module gives a register.
typedef struct {
  uint64_t port;
  uint32_t source, firstWord;
} KernelReset;

/// An asynchronous reset that the design makes: while the slot is not 0 the register has the value.
typedef struct {
  uint32_t isActive, source, firstWord;
} KernelMadeReset;

/// What happens when some clocks have an edge at once. The sets have a bit for each block.
typedef struct {
  /// All that must be computed before the edge.
  const uint64_t *_Nonnull cone;
  /// The blocks with checks, with memory writes and with registers of these clocks.
  const uint64_t *_Nonnull checks;
  const uint64_t *_Nonnull writes;
  const uint64_t *_Nonnull registers;
  const KernelReset *_Nonnull resets;
  uint32_t resetCount;
} KernelEdge;

/// A design that runs. Blocks are numbered so that each one stands after all whose outputs it reads.
typedef struct {
  const KernelRun *_Nonnull runs;
  const KernelInstruction *_Nonnull instructions;
  const KernelWideOperation *_Nonnull wideOperations;
  const KernelBlock *_Nonnull blocks;
  const KernelTransfer *_Nonnull transfers;
  const KernelMemoryWrite *_Nonnull writes;
  const KernelCheck *_Nonnull checks;
  const KernelReaders *_Nonnull readers;
  const KernelSource *_Nonnull sources;
  const KernelMemory *_Nonnull memories;
  const uint64_t *_Nonnull resetWords;
  const KernelMadeReset *_Nonnull madeResets;
  uint32_t madeResetCount;
  /// The blocks that compute the made resets.
  const uint64_t *_Nonnull madeResetCone;
  /// Words of a set of blocks.
  uint32_t setSize;

  uint64_t *_Nonnull slots;
  uint64_t *_Nonnull memory;
  /// Room for a division: six times the words of the widest value.
  uint64_t *_Nonnull scratch;
  /// The blocks that have to be run; those that were run since their last edge; those that have something to tell.
  uint64_t *_Nonnull dirty;
  uint64_t *_Nonnull pending;
  uint64_t *_Nonnull told;
  /// The blocks that count as run at each edge.
  const uint64_t *_Nonnull sticky;
  /// Instructions run so far.
  uint64_t runInstructions;
} KernelState;

/// What a kernel can do.
typedef struct {
  /// Brings the blocks of a cone up to date, and the registers whose resets the design makes.
  void (*_Nonnull settle)(KernelState *_Nonnull state, const uint64_t *_Nonnull cone);
  /// Computes all that an edge needs. Returns whether a check has something to tell.
  bool (*_Nonnull prepare)(KernelState *_Nonnull state, const KernelEdge *_Nonnull edge);
  /// The edge itself, after `prepare`.
  void (*_Nonnull commit)(KernelState *_Nonnull state, const KernelEdge *_Nonnull edge, uint64_t activeResets);
  /// Runs cycles of one or more edges each. With `stopsForChecks`, stops before the commit of an edge whose number is left in
  /// `stoppedEdge`, when there is something to tell. Returns the number of whole cycles run.
  uint64_t (*_Nonnull run)(
    KernelState *_Nonnull state, const KernelEdge *_Nonnull edges, uint32_t edgeCount, uint64_t cycles,
    uint64_t activeResets, bool stopsForChecks, uint32_t *_Nonnull stoppedEdge);
  /// Sets a source.
  void (*_Nonnull store)(KernelState *_Nonnull state, uint32_t source, const uint64_t *_Nonnull words);
  /// Gives the registers their reset values.
  void (*_Nonnull reset)(
    KernelState *_Nonnull state, const KernelReset *_Nonnull resets, uint32_t count, uint64_t activeResets);
} KernelFunctions;

/// The kernel that is linked in.
const KernelFunctions *_Nonnull bitloomKernelFunctions(void);

/// Whether this kernel was compiled with optimisation.
bool bitloomKernelIsOptimised(void);

/// The text of the kernel, a file that a C compiler can compile; without bytes where the platform cannot embed it.
const char *_Nonnull bitloomKernelText(size_t *_Nonnull count);

#endif
