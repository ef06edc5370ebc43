import Testing

@testable import GoldenModels

/// Expects that `body` throws a golden-model error that reads exactly `sentence`.
func expect(_ sentence: String, location: SourceLocation = #_sourceLocation, _ body: () throws -> Void) {
  let error = #expect(throws: GoldenModelError.self, sourceLocation: location, performing: body)
  let found: String? = error?.description
  #expect(found == sentence, sourceLocation: location)
}
