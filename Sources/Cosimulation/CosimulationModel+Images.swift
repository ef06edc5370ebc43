import RTL
import Verilog

extension CosimulationModel {
  /// The model with its memory images in the cache and read from there: a simulation runs in any folder. They stay there as
  /// long as their use.
  func readingImages(
    from cache: CosimulationCache
  ) throws(CosimulationError) -> (model: CosimulationModel, use: CacheUse?) {
    let images = files.flatMap(\.images)
    if images.isEmpty { return (self, nil) }
    var hash = StableHash()
    for image in images {
      hash.add(image.name)
      hash.add(image.text)
    }
    let (folder, use) = try cache.entry(.memoryImages, hash.digest) { folder throws(CosimulationError) in
      for image in images { try BuildStep.write(image.text, to: "\(folder)/\(image.name)") }
    }
    var model = self
    for index in model.files.indices {
      for image in model.files[index].images {
        let path = Self.escaped("\(folder)/\(image.name)")
        model.files[index].text = model.files[index].text.replacing(
          "$readmemh(\"\(image.name)\",", with: "$readmemh(\"\(path)\",")
      }
    }
    return (model, use)
  }

  /// A path within a string of Verilog.
  private static func escaped(_ path: String) -> String {
    path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
