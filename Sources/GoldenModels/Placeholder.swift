// The GoldenModels target is being filled.
