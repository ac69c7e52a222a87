/// The machine's clocks, handed in so that tests may hand in others.
///
/// In: nothing. Out: milliseconds. Only the server's shell reads them: deadlines, the pace at which simulated time follows
/// the wall clock, rates, the Date header. Rules never do.
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package struct MachineTime: Sendable {
  /// Never goes back; from an unknown beginning.
  package var monotonicMilliseconds: @Sendable () -> Int
  /// Since 1970-01-01T00:00:00Z.
  package var wallMilliseconds: @Sendable () -> Int

  package init(
    monotonicMilliseconds: @escaping @Sendable () -> Int, wallMilliseconds: @escaping @Sendable () -> Int
  ) {
    self.monotonicMilliseconds = monotonicMilliseconds
    self.wallMilliseconds = wallMilliseconds
  }

  package static let system = MachineTime(
    monotonicMilliseconds: { read(CLOCK_MONOTONIC) }, wallMilliseconds: { read(CLOCK_REALTIME) })

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int(time.tv_sec) * 1_000 + Int(time.tv_nsec) / 1_000_000
  }
}
