// The Cosimulation target is being filled.
