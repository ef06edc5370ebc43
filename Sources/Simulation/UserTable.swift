/// Which items read an item.
struct UserTable {
  /// Of how many others each item reads the results.
  private(set) var sourceCounts: [Int32]
  private var starts: [Int32]
  private var list: [Int32]

  /// `visitSources` calls its argument with what an item reads.
  init(_ count: Int, _ visitSources: (_ item: Int, _ visit: (Int) -> Void) -> Void) {
    var sourceCounts = [Int32](repeating: 0, count: count)
    var starts = [Int32](repeating: 0, count: count + 1)
    for item in 0..<count {
      visitSources(item) { source in
        sourceCounts[item] += 1
        starts[source + 1] += 1
      }
    }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var list = [Int32](repeating: 0, count: Int(starts[count]))
    for item in 0..<count {
      visitSources(item) { source in
        list[Int(next[source])] = Int32(item)
        next[source] += 1
      }
    }
    (self.sourceCounts, self.starts, self.list) = (sourceCounts, starts, list)
  }

  func users(of item: Int) -> ArraySlice<Int32> { list[Int(starts[item])..<Int(starts[item + 1])] }
}
