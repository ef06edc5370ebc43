// The Transforms target is being filled.
