/// What a classifier's outputs say.
public enum Classification {
  /// Returns the index of the largest value, the first of several; `nil` when there is none.
  public static func largest<Value: Comparable>(_ values: [Value]) -> Int? {
    values.indices.max { first, second in
      values[first] == values[second] ? first > second : values[first] < values[second]
    }
  }
}
