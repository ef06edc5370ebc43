// The Checks target is being filled.
