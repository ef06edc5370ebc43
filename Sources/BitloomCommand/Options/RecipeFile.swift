import Foundation
import RandomCircuits

/// A file with the recipe of a circuit.
struct RecipeFile {
  let path: String
  let shownAs: String

  func read() throws(CommandFailure) -> CircuitRecipe {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw .usage("cannot read the circuit '\(shownAs)': \(FileProblem.reason(error, at: path))")
    }
    let recipe: CircuitRecipe
    do {
      recipe = try JSONDecoder().decode(CircuitRecipe.self, from: data)
    } catch {
      throw .usage("'\(shownAs)' is not a circuit that 'bitloom fuzz' has written")
    }
    do {
      _ = try CircuitPlan(recipe)
    } catch {
      throw .usage("'\(shownAs)' describes no circuit: \(error)")
    }
    return recipe
  }

  func write(_ recipe: CircuitRecipe) throws(CommandFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try encoder.encode(recipe).write(to: URL(fileURLWithPath: path))
    } catch {
      throw .failure("cannot write '\(shownAs)': \(FileProblem.reason(error, at: path))")
    }
  }
}
