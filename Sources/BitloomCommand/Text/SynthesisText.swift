import Accelerators
import Cosimulation
import FPGAFlow

/// What `report` prints.
struct SynthesisText {
  let name: String
  let values: ParameterValues
  let report: SynthesisReport

  var json: JSONValue {
    [
      "design": .string(name), "parameters": .object(values.json), "target": .string(report.target.rawValue),
      "tool": .string("Yosys \(report.tool)"), "depth": .integer(report.depth), "total": resources(report.total),
      "modules": .array(
        report.modules.map { module in
          [
            "name": .string(module.name), "instances": .integer(module.instanceCount),
            "resources": resources(module.resources),
          ]
        }),
    ]
  }

  private func resources(_ count: ResourceCount) -> JSONValue {
    var members: [String: JSONValue] = ["cells": .object(count.cells.mapValues { .integer($0) })]
    for kind in CellKind.allCases where count[kind] > 0 { members[kind.rawValue] = .integer(count[kind]) }
    if let area = count.nandEquivalents { members["nandEquivalents"] = .real(area) }
    return .object(members)
  }

  func write(to output: any TextOutput) {
    var table = TextTable()
    table.add("design", name)
    table.add("parameters", values.items.map { "\($0.key)=\($0.value)" }.joined(separator: " "))
    table.add("target", report.target.rawValue)
    table.add("tool", "Yosys \(report.tool)")
    table.add("depth", "\(report.depth) cells")
    output.write(table)
    output.writeLine("")
    // A kind of cell that nothing needs has no column.
    let kinds = CellKind.allCases.filter { kind in
      report.total[kind] > 0 || report.modules.contains { $0.resources[kind] > 0 }
    }
    var costs = TextTable()
    let hasArea = report.total.nandEquivalents != nil
    costs.add(["", "instances"] + kinds.map(Self.heading) + (hasArea ? ["NAND2"] : []))
    costs.add(["whole design", "1"] + cells(report.total, kinds))
    for module in report.modules {
      costs.add([module.name, "\(module.instanceCount)"] + cells(module.resources, kinds))
    }
    output.write(costs)
  }

  private func cells(_ count: ResourceCount, _ kinds: [CellKind]) -> [String] {
    kinds.map { "\(count[$0])" } + (count.nandEquivalents.map { ["\($0)"] } ?? [])
  }

  private static func heading(_ kind: CellKind) -> String {
    switch kind {
    case .gate: "gates"
    case .lookupTable: "LUT"
    case .multiplexer: "MUX"
    case .carry: "carry"
    case .flipFlop: "FF"
    case .distributedMemory: "LUT RAM"
    case .blockMemory: "block RAM"
    case .multiplier: "DSP"
    case .other: "other"
    }
  }
}
