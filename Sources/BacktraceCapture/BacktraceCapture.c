#define _GNU_SOURCE
#include "BacktraceCapture.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <pthread.h>
#include <string.h>

enum { capacity = 24 };

static _Thread_local uintptr_t captured[capacity];

// The end of the calling thread's stack, found once a thread: frames are only read below it.
static uintptr_t stack_end(void) {
  static _Thread_local uintptr_t end = 0;
  if (end != 0) return end;
#if defined(__APPLE__)
  end = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
#else
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void *start = NULL;
  size_t size = 0;
  if (pthread_attr_getstack(&attributes, &start, &size) == 0) end = (uintptr_t)start + size;
  pthread_attr_destroy(&attributes);
#endif
  return end;
}

// Swift keeps frame pointers, so the chain of frames can be followed in a few nanoseconds where the unwinder takes half a
// microsecond and more. A frame is the caller's frame pointer, then the return address. The chain ends at the first link that
// does not lead up the stack, such as one of a library built without frame pointers.
size_t bitloom_capture_return_addresses(void) {
  uintptr_t end = stack_end();
  uintptr_t frame = (uintptr_t)__builtin_frame_address(0);
  size_t count = 0;
  while (count < capacity && frame % sizeof(uintptr_t) == 0 && frame + 2 * sizeof(uintptr_t) <= end) {
    const uintptr_t *link = (const uintptr_t *)frame;
    if (link[1] == 0) break;
    captured[count++] = link[1];
    if (link[0] <= frame) break;
    frame = link[0];
  }
  if (count > 1) return count;
  // The first address that the unwinder finds is in this function.
  void *found[capacity + 1];
  int depth = backtrace(found, capacity + 1);
  if (depth < 1) return 0;
  memcpy(captured, found + 1, ((size_t)depth - 1) * sizeof *captured);
  return (size_t)depth - 1;
}

size_t bitloom_copy_return_addresses(uintptr_t *addresses, size_t count) {
  memcpy(addresses, captured, count * sizeof *addresses);
  return count;
}

int bitloom_locate_address(uintptr_t address, const char **path, uintptr_t *base) {
  Dl_info info;
  if (dladdr((const void *)address, &info) == 0 || info.dli_fname == NULL) return 0;
  *path = info.dli_fname;
  *base = (uintptr_t)info.dli_fbase;
  return 1;
}

void bitloom_keep_frame(void) {}
