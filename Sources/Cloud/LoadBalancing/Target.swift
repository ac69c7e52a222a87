/// A target and the health that a load balancer sees in it: one state machine, fed by checks at fixed intervals.
///
/// In: when the target answers how (`Turn`), the group's settings. Out: the verdict now, and when it will next change,
/// without each check having to be simulated. Knows no task and no Region.
/// Source: Elastic Load Balancing user guides, "Health checks for your target groups"; runtime sheet, section 6.2.
import SimulationKit

extension LoadBalancing {
  /// Why a check failed.
  package enum TargetFailure: Hashable, Sendable {
    /// It answered with this status code.
    case codes(Int)
    /// Nothing answered in time.
    case timedOut
    /// The connection was refused or broken.
    case failed
  }

  package struct Target: Hashable, Sendable {
    package let key: TargetKey
    /// The zone that it is in; nil where that is not known.
    package let zone: String?
    package let registeredAt: Instant
    /// The task behind it, nil where nobody is there.
    package internal(set) var task: ECS.TaskID?
    /// Set when it was taken out: what is under way may end until then, after that it is gone.
    package internal(set) var drainsUntil: Instant?
    package internal(set) var checks = TargetChecks()
    /// Grows with each new look; a due check of another number is stale.
    var version = 0
  }

  /// From `from` on, checks end with `failure` (nil: they pass).
  package struct Turn: Hashable, Sendable {
    let from: Instant
    let failure: TargetFailure?
  }

  package struct TargetChecks: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
      case initial
      case healthy
      case unhealthy(TargetFailure)
    }
    package private(set) var verdict = Verdict.initial
    /// When the check ended that made it unhealthy; nil while it is not.
    private(set) var unhealthySince: Instant?
    /// When it is checked next; nil: not at all.
    private var next: Instant?
    /// Successes in a row, or below 0 failures in a row.
    private var streak = 0
    /// By instant; what is before the first is as the first.
    private var turns: [Turn] = []

    init() {}
    /// - Parameter turns: known from the start, since the first check may be due at once.
    init(first: Instant?, turns: [Turn]) {
      next = first
      self.turns = turns
    }
  }
}

extension LoadBalancing.TargetChecks {
  /// What the checks go by.
  struct Settings {
    let interval: Duration
    /// How long a check waits for an answer; less than the interval.
    let timeout: Duration
    let healthyThreshold: Int
    let unhealthyThreshold: Int
    /// Successes in a row that a new target needs: an application load balancer is content with one.
    let successesAtFirst: Int

    init(_ check: LoadBalancing.HealthCheck, of kind: LoadBalancing.Kind) {
      interval = .seconds(max(1, check.intervalSeconds))
      timeout = .seconds(max(0, min(check.timeoutSeconds, check.intervalSeconds - 1)))
      healthyThreshold = check.healthyThreshold
      unhealthyThreshold = check.unhealthyThreshold
      successesAtFirst = kind == .application ? 1 : check.healthyThreshold
    }
  }

  /// No change later than so many checks is looked for.
  private static let maximumLook = 20_000

  /// Takes all checks that are due until `now`, then goes by `turns` where others are known.
  /// - Returns: the first change of the verdict that is to come; nil where it stays.
  mutating func goOn(to now: Instant, _ settings: Settings, turns: [LoadBalancing.Turn]?) -> Instant? {
    advance(to: now, settings)
    if let turns { self.turns = turns }
    return nextChange(settings)
  }

  /// Takes all checks that have ended until `now`.
  mutating func advance(to now: Instant, _ settings: Settings) {
    while let at = next, end(ofCheckAt: at, settings) <= now {
      take(at, settings)
      guard isSettled(settings) else { continue }
      skip(after: at, until: now, settings)
    }
  }

  /// The first change of the verdict after those that `advance` took; nil where it stays.
  func nextChange(_ settings: Settings) -> Instant? {
    var copy = self
    for _ in 0..<Self.maximumLook {
      guard let at = copy.next else { return nil }
      copy.take(at, settings)
      if copy.verdict != verdict { return end(ofCheckAt: at, settings) }
      guard copy.isSettled(settings) else { continue }
      guard let turn = turns.first(where: { $0.from > at }) else { return nil }
      copy.skip(after: at, until: turn.from, settings)
    }
    return nil
  }

  /// Takes what is due until `now` by the settings so far, then counts anew by others.
  mutating func change(from before: Settings, to settings: Settings, at now: Instant) {
    guard next != nil else { return }
    advance(to: now, before)
    next = now + settings.interval
    streak = 0
  }

  private func failure(at instant: Instant) -> LoadBalancing.TargetFailure? {
    (turns.last { $0.from <= instant } ?? turns.first)?.failure
  }

  /// One that nothing answers is known to have failed when its time is over.
  private func end(ofCheckAt at: Instant, _ settings: Settings) -> Instant {
    failure(at: at) == .timedOut ? at + settings.timeout : at
  }

  private mutating func take(_ at: Instant, _ settings: Settings) {
    next = at + settings.interval
    let failure = failure(at: at)
    defer {
      if case .unhealthy = verdict {
        unhealthySince = unhealthySince ?? end(ofCheckAt: at, settings)
      } else {
        unhealthySince = nil
      }
    }
    streak = failure == nil ? max(streak, 0) + 1 : min(streak, 0) - 1
    switch (verdict, failure) {
    case (.initial, nil): if streak >= settings.successesAtFirst { verdict = .healthy }
    case (.unhealthy, nil): if streak >= settings.healthyThreshold { verdict = .healthy }
    case (.healthy, nil): break
    case (.initial, let failure?), (.healthy, let failure?):
      if -streak >= settings.unhealthyThreshold { verdict = .unhealthy(failure) }
    case (.unhealthy, let failure?): verdict = .unhealthy(failure)
    }
  }

  /// More of the same changes nothing.
  private func isSettled(_ settings: Settings) -> Bool {
    switch verdict {
    case .initial: false
    case .healthy: streak > 0
    case .unhealthy: streak < 0
    }
  }

  /// Leaves out checks that would end as the one `at` did: those before the next turn and not after `limit`.
  private mutating func skip(after at: Instant, until limit: Instant, _ settings: Settings) {
    guard let following = next else { return }
    let turn = turns.first { $0.from > at }?.from ?? limit
    let end = min(turn, limit)
    guard end > following else { return }
    let count = (end - following).milliseconds / settings.interval.milliseconds
    next = following + settings.interval * count
  }
}
