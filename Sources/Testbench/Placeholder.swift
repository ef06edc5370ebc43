// The Testbench target is being filled.
