/// What looks at the ports in every cycle of a test bench, right before the active edge.
protocol CycleObserver: AnyObject {
  func observe(cycle: Int, isReset: Bool)
}
