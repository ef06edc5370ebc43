// The Accelerators target is being filled.
