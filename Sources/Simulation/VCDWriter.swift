import Foundation
import Netlist
import RTL

/// Writes the values of all signals of a design as a value change dump (IEEE 1364-2005, clause 18).
///
/// A cycle takes 10 ns. In its first half the clock is at its inactive level and shows what the inputs were set to; the active
/// edge is in the middle, and the registers change with it. Signals that always have the same value share an
/// identifier code. A signal of an enumeration has a second variable, `name_case`, with the name of its case as a string; that is
/// an extension which GTKWave and Surfer read.
final class VCDWriter {
  private struct Variable {
    var slot: Int
    var width: Int
    var code: [UInt8]
    /// Where its last value is kept.
    var last: Int
    /// The variable that shows the value as the name of a case.
    var named: NamedVariable?
  }

  private struct NamedVariable {
    var code: [UInt8]
    var enumeration: EnumerationDefinition
  }

  private let path: String
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var variables: [Variable] = []
  private var lastWords: [UInt64] = []
  private var codeCount = 0

  private let clocks: [ClockPort]
  private let resets: [ClockDomain.Reset]
  /// The codes of the clocks and resets that have one, by name: both are the same in all modules.
  private var codeOfControl: [String: [UInt8]] = [:]
  private var lastResets: PortSet = []

  /// Number of samples, two for each cycle.
  private var time = 0

  private static let flushSize = 1 << 16

  init(path: String, _ netlist: Netlist, _ layout: SlotLayout) throws {
    self.path = path
    clocks = netlist.design.top.clockPorts
    resets = netlist.design.top.resetPorts
    // `FileManager.createFile` has no reason to give; writing an empty file has.
    do {
      try Data().write(to: URL(fileURLWithPath: path))
      file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    } catch {
      throw SimulationError.cannotWriteTrace(path: path, reason: Self.reason(error))
    }
    writeHeader(netlist, layout)
    try flush()
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(underlying.code)))
    }
    return (error as NSError).localizedDescription
  }

  // MARK: Header

  private func writeHeader(_ netlist: Netlist, _ layout: SlotLayout) {
    put("$version Bitloom $end\n$timescale 1ns $end\n")
    var codes: [Int: [UInt8]] = [:]
    // Scopes that are closed before the next scope of the same or a lower depth.
    var depth = 0
    for scope in netlist.scopesOutermostFirst {
      let scopeDepth = netlist.path(ofScope: scope).utf8.count { $0 == UInt8(ascii: ".") }
      while depth > scopeDepth {
        put("$upscope $end\n")
        depth -= 1
      }
      put("$scope module \(netlist.name(ofScope: scope)) $end\n")
      depth += 1
      let madeResets = netlist.scopes[scope].resets.map { node in
        node.flatMap { layout.slot(of: $0) }.map { slot in
          let code = codes[slot << 21 | 1] ?? addVariable(slot: slot, width: 1)
          codes[slot << 21 | 1] = code
          return code
        }
      }
      writeControls(of: netlist.module(ofScope: scope), named: netlist.domains(ofScope: scope), madeResets)
      let definitions = netlist.module(ofScope: scope).signals
      for signal in netlist.signals(ofScope: scope) {
        guard let slot = layout.slot(of: signal.node) else { continue }
        let definition = definitions[signal.signal]
        let width = definition.type.width
        // A slot can hold a number and its extension by zeros: two variables of different widths.
        let key = slot << 21 | width
        if let id = definition.type.enumeration {
          let enumeration = netlist.module(ofScope: scope).enumerations[id]
          writeEnumeration(definition, enumeration, slot: slot)
          continue
        }
        let code = codes[key] ?? addVariable(slot: slot, width: width)
        codes[key] = code
        var kind = "wire"
        if case .register = definition.kind { kind = "reg" }
        writeVariable(kind, width: width, code, definition.name)
      }
    }
    while depth > 0 {
      put("$upscope $end\n")
      depth -= 1
    }
    put("$enddefinitions $end\n")
  }

  /// The clocks and resets of an instance, whose domains are `outer` in the top module; `madeResets` are the codes of those
  /// resets that the design makes.
  private func writeControls(
    of module: ModuleDefinition, named outer: [ClockDomain], _ madeResets: [[UInt8]?]
  ) {
    var written: Set<String> = []
    for (use, domain) in zip(module.domains, outer) where use.usesClock && written.insert(use.domain.clock).inserted {
      writeVariable("wire", width: 1, code(ofControl: domain.clock), use.domain.clock)
    }
    for (index, (use, domain)) in zip(module.domains, outer).enumerated() {
      // What makes a reset is one of the module's signals.
      guard let inner = use.resetPort, let reset = domain.reset, written.insert(inner.name).inserted else { continue }
      writeVariable("wire", width: 1, madeResets[index] ?? code(ofControl: reset.name), inner.name)
    }
  }

  private func code(ofControl name: String) -> [UInt8] {
    if let known = codeOfControl[name] { return known }
    let code = nextCode()
    codeOfControl[name] = code
    return code
  }

  private func writeVariable(_ kind: String, width: Int, _ code: [UInt8], _ name: String) {
    let range = width > 1 ? " [\(width - 1):0]" : ""
    put("$var \(kind) \(width) \(String(decoding: code, as: UTF8.self)) \(name)\(range) $end\n")
  }

  private func writeEnumeration(_ signal: SignalDefinition, _ enumeration: EnumerationDefinition, slot: Int) {
    let code = addVariable(slot: slot, width: enumeration.width)
    let named = NamedVariable(code: nextCode(), enumeration: enumeration)
    variables[variables.count - 1].named = named
    var kind = "wire"
    if case .register = signal.kind { kind = "reg" }
    writeVariable(kind, width: enumeration.width, code, signal.name)
    writeVariable("string", width: 1, named.code, "\(signal.name)_case")
  }

  private func addVariable(slot: Int, width: Int) -> [UInt8] {
    let code = nextCode()
    variables.append(Variable(slot: slot, width: width, code: code, last: lastWords.count))
    lastWords.append(contentsOf: repeatElement(0, count: WideValue.wordCount(width: width)))
    return code
  }

  /// The next identifier code: the printable characters from `!` to `~` are its digits.
  private func nextCode() -> [UInt8] {
    var rest = codeCount
    codeCount += 1
    var code: [UInt8] = []
    repeat {
      code.append(UInt8(33 + rest % 94))
      rest = rest / 94 - 1
    } while rest >= 0
    return code
  }

  // MARK: Values

  /// Writes what changed since the last sample, everything at the first one.
  func sample(_ slots: UnsafeMutablePointer<UInt64>, activeClocks: PortSet, activeResets: PortSet) throws {
    put("#\(5 * time)\n")
    let isFirst = time == 0
    time += 1
    if isFirst { put("$dumpvars\n") }
    for (index, clock) in clocks.enumerated() {
      if let code = codeOfControl[clock.name] { putBit(clock.restsHigh != activeClocks.contains(PortSet(index)), code) }
    }
    for (index, reset) in resets.enumerated() {
      let isActive = activeResets.contains(PortSet(index))
      guard let code = codeOfControl[reset.name], isFirst || lastResets.contains(PortSet(index)) != isActive else {
        continue
      }
      putBit((reset.polarity == .activeHigh) == isActive, code)
    }
    lastResets = activeResets
    for variable in variables {
      let words = WideValue.wordCount(width: variable.width)
      var changed = isFirst
      for index in 0..<words where lastWords[variable.last + index] != slots[variable.slot + index] {
        lastWords[variable.last + index] = slots[variable.slot + index]
        changed = true
      }
      if changed { putValue(variable) }
    }
    if isFirst { put("$end\n") }
    if buffer.count >= Self.flushSize { try flush() }
  }

  func close() throws {
    try flush()
    try file.close()
  }

  private func putBit(_ value: Bool, _ code: [UInt8]) {
    buffer.append(UInt8(ascii: value ? "1" : "0"))
    buffer.append(contentsOf: code)
    buffer.append(UInt8(ascii: "\n"))
  }

  private func putCase(of variable: Variable, _ named: NamedVariable) {
    let words = (0..<WideValue.wordCount(width: variable.width)).map { lastWords[variable.last + $0] }
    let bits = Bits(words: words, width: variable.width)
    put("s\(named.enumeration.caseName(of: bits) ?? "?") ")
    buffer.append(contentsOf: named.code)
    buffer.append(UInt8(ascii: "\n"))
  }

  private func putValue(_ variable: Variable) {
    if let named = variable.named { putCase(of: variable, named) }
    if variable.width == 1 { return putBit(lastWords[variable.last] != 0, variable.code) }
    buffer.append(UInt8(ascii: "b"))
    // Readers extend with 0: the digits start at the highest 1.
    var bit = variable.width - 1
    while bit > 0, digit(variable, bit) == 0 { bit -= 1 }
    while bit >= 0 {
      buffer.append(UInt8(ascii: "0") + digit(variable, bit))
      bit -= 1
    }
    buffer.append(UInt8(ascii: " "))
    buffer.append(contentsOf: variable.code)
    buffer.append(UInt8(ascii: "\n"))
  }

  private func digit(_ variable: Variable, _ bit: Int) -> UInt8 {
    UInt8((lastWords[variable.last + bit >> 6] >> UInt64(bit & 63)) & 1)
  }

  private func put(_ text: String) { buffer.append(contentsOf: text.utf8) }

  private func flush() throws {
    do {
      try file.write(contentsOf: buffer)
    } catch {
      throw SimulationError.cannotWriteTrace(path: path, reason: Self.reason(error))
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
