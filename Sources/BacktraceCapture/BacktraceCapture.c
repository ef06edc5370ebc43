#define _GNU_SOURCE
#include "BacktraceCapture.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <string.h>

enum { capacity = 24 };

// The first one is the address in `bitloom_capture_return_addresses` itself.
static _Thread_local void *captured[capacity + 1];

size_t bitloom_capture_return_addresses(void) {
  int count = backtrace(captured, capacity + 1);
  return count < 1 ? 0 : (size_t)count - 1;
}

size_t bitloom_copy_return_addresses(uintptr_t *addresses, size_t count) {
  memcpy(addresses, captured + 1, count * sizeof *addresses);
  return count;
}

int bitloom_locate_address(uintptr_t address, const char **path, uintptr_t *base) {
  Dl_info info;
  if (dladdr((const void *)address, &info) == 0 || info.dli_fname == NULL) return 0;
  *path = info.dli_fname;
  *base = (uintptr_t)info.dli_fbase;
  return 1;
}
