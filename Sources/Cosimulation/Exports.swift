// Where tools are looked for is a part of this module's interface.

@_exported import BuildTools
