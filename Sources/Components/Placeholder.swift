// The Components target is being filled.
