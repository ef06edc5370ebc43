#ifndef BITLOOM_BACKTRACE_CAPTURE_H
#define BITLOOM_BACKTRACE_CAPTURE_H

#include <stddef.h>
#include <stdint.h>

/// Writes the return addresses of the callers, the innermost first, and returns how many.
size_t bitloom_capture_return_addresses(uintptr_t *addresses, size_t capacity);

/// The file an address was loaded from and the file's load address. Returns 0 when the address is in no loaded file.
int bitloom_locate_address(uintptr_t address, const char **path, uintptr_t *base);

#endif
