import Bitloom

extension BitHeap {
  /// Adds a signal times a constant, times 2^`shift`: a row for each digit of its canonical signed digits that is not 0.
  public mutating func addProduct(_ value: Signal, by factor: Int, shiftedBy shift: Int = 0) {
    for digit in NonAdjacentForm.digits(of: factor) {
      if digit.isNegative {
        subtract(value, shiftedBy: shift + digit.place)
      } else {
        add(value, shiftedBy: shift + digit.place)
      }
    }
  }
}
