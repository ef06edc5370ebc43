#ifndef BITLOOM_BACKTRACE_CAPTURE_H
#define BITLOOM_BACKTRACE_CAPTURE_H

#include <stddef.h>
#include <stdint.h>

/// Takes down the return addresses of the callers, the innermost first, and returns how many (at most 24).
///
/// They are kept for the thread until the next call, so that no further function is on the stack when they are taken.
size_t bitloom_capture_return_addresses(void);

/// Writes the first `count` addresses that were captured last, and returns `count`.
size_t bitloom_copy_return_addresses(uintptr_t *addresses, size_t count);

/// The file an address was loaded from and the file's load address. Returns 0 when the address is in no loaded file.
int bitloom_locate_address(uintptr_t address, const char **path, uintptr_t *base);

/// Does nothing, in a way that no optimiser can see: what calls it behind another call keeps its frame in the meantime. Two
/// calls are never made one, which would have the line of neither.
__attribute__((nomerge)) void bitloom_keep_frame(void);

#endif
