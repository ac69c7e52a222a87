/// How simulated time follows the wall clock.
///
/// In: a speed, and the machine's monotonic milliseconds. Out: the instant that should be reached. Wherever the world's
/// clock was moved otherwise (an advance, another process, a reset), following begins anew from there.
import SimulationKit

struct WorldClock: Hashable, Sendable {
  /// Simulated seconds in a second; 0: only advances move the world.
  let speed: Double
  private var anchor: Instant
  private var anchoredAt: Int

  init(speed: Double, anchor: Instant, at monotonic: Int) {
    self.speed = speed
    self.anchor = anchor
    anchoredAt = monotonic
  }

  /// The instant that should be reached by now.
  func instant(at monotonic: Int) -> Instant {
    guard speed > 0, monotonic > anchoredAt else { return anchor }
    let passed = (Double(monotonic - anchoredAt) * speed).rounded(.down)
    return anchor + .milliseconds(Int(min(passed, Self.longest)))
  }

  /// From now on time is counted from `instant`.
  mutating func follow(from instant: Instant, at monotonic: Int) {
    anchor = instant
    anchoredAt = monotonic
  }

  /// 100,000 years, so that no sum overflows.
  private static let longest = 3.2e15
}
