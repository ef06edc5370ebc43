#define _GNU_SOURCE
#include "BacktraceCapture.h"

#include <dlfcn.h>
#include <execinfo.h>

size_t bitloom_capture_return_addresses(uintptr_t *addresses, size_t capacity) {
  int count = backtrace((void **)addresses, (int)capacity);
  return count < 0 ? 0 : (size_t)count;
}

int bitloom_locate_address(uintptr_t address, const char **path, uintptr_t *base) {
  Dl_info info;
  if (dladdr((const void *)address, &info) == 0 || info.dli_fname == NULL) return 0;
  *path = info.dli_fname;
  *base = (uintptr_t)info.dli_fbase;
  return 1;
}
