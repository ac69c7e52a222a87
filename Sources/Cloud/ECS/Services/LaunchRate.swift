/// How fast services may start tasks on Fargate: a bucket of launches that fills again with time.
///
/// In: the present instant. Out: whether one more task may be launched now. A service that finds it empty says that its
/// operations are being throttled, and goes on in its next turn. RunTask is not held to it here: what clients ask for is
/// throttled where they ask (`drydock serve`).
/// Source: AWS Fargate throttling quotas, for each kind of capacity; runtime sheet, section 0.2.
import SimulationKit

extension ECS {
  struct LaunchRate: Sendable {
    /// Launches that are left, in thousandths, as they were at `since`.
    private var left: Int
    private var since: Instant

    init(_ timing: Timing) {
      left = timing.fargateLaunchBurst * 1_000
      since = .worldStart
    }

    /// - Returns: false where none is left.
    mutating func take(at now: Instant, _ timing: Timing) -> Bool {
      let most = timing.fargateLaunchBurst * 1_000
      let gained = min((now - since).milliseconds, 1_000 * most) * timing.fargateLaunchesPerSecond
      left = min(most, left + gained)
      since = now
      guard left >= 1_000 else { return false }
      left -= 1_000
      return true
    }
  }
}

extension Region {
  /// - Parameter provider: FARGATE or FARGATE_SPOT: each has its own.
  mutating func mayLaunch(onFargate provider: String) -> Bool {
    ecs.launchRates[provider, default: ECS.LaunchRate(timing)].take(at: now, timing)
  }
}
