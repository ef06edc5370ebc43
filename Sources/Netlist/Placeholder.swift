// The Netlist target is being filled.
