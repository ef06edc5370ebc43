// The Bitloom target is being filled.
