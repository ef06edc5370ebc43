/// Writes what another program's value change dump has of a design in another form, or some of its cycles.
///
/// - Parameters:
///   - hierarchy: The design, whose names and readings the signals get. Signals that the dump does not have are left out.
///   - names: How the signals of the design are called in the dump.
///   - trace: What is written.
public func convertVCD(
  at path: String, of hierarchy: WaveformHierarchy, named names: ViewerNames, to trace: Trace
) throws {
  var reader = try VCDReader(path: path)
  var codes: [String: String] = [:]
  for variable in reader.variables {
    codes[(variable.scopes + [variable.name]).joined(separator: ".")] = variable.code
  }
  var found = WaveformHierarchy(enumerationsOf: hierarchy)
  var stores: [String: Int] = [:]
  var scopes: [String] = []
  for item in hierarchy.items {
    switch item {
    case .enter(let name, let module):
      found.enter(name, module: module)
      scopes.append(name)
    case .leave:
      found.leave()
      scopes.removeLast()
    case .variable(var variable):
      guard let code = codes[names.path(scopes, variable)] else { continue }
      variable.store = stores[code] ?? found.addStore(width: variable.width)
      stores[code] = variable.store
      found.add(variable)
    }
  }
  let cycle = 10
  let window: Range<Int>
  switch trace.extent {
  case .all: window = 0..<Int.max
  case .cycles(let cycles):
    func start(of number: Int) -> Int { cycle * (min(max(number, -1), Int.max / cycle - 1) + 1) }
    window = start(of: cycles.lowerBound)..<start(of: cycles.upperBound)
  case .last(let cycles):
    let end = VCDReader.lastTime(ofFile: path) / reader.unitsInNanosecond
    window = max(0, end - cycle * min(cycles, end / cycle + 1))..<Int.max
  }
  let writer = try makeWaveformWriter(path: trace.path, found)
  try reader.write(stores, widths: found.storeWidths, during: window, to: writer)
  try writeViewerFiles(for: trace.path, found)
}
