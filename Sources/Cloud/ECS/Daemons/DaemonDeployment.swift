/// A daemon deployment: how a daemon's revision comes to the instances, batch by batch, or goes from them.
///
/// In: what happens to it. Out: its status, which one exhaustive switch decides, and the timestamps that go with it.
/// Source: ECS API reference, DaemonDeployment, DaemonDeploymentConfiguration; runtime sheet, section 8.1.
import SimulationKit

extension ECS {
  package struct DaemonDeploymentConfiguration: Hashable, Sendable {
    /// Thousandths of a percent of the instances that are drained at once.
    package var drainThousandths = 25_000
    /// After each batch.
    package var bakeMinutes = 0
    package var alarmNames: [String] = []
    package var watchesAlarms = false
    package init() {}

    package static let longestBakeMinutes = 1_440

    /// How many of `count` instances are drained at once: rounded up, at least one. 12 at 25 percent are 3.
    package func batchSize(ofInstances count: Int) -> Int { max(1, (count * drainThousandths + 99_999) / 100_000) }
  }

  package struct DaemonRollback: Hashable, Sendable {
    package let reason: String
    package let startedAt: Instant
    /// The daemon revision that is brought back.
    package let revision: String
    package let capacityProviders: [String]
  }

  package struct DaemonDeployment: Sendable {
    package enum Status: String, Sendable, CaseIterable {
      case pending = "PENDING"
      case successful = "SUCCESSFUL"
      case stopped = "STOPPED"
      case stopRequested = "STOP_REQUESTED"
      case inProgress = "IN_PROGRESS"
      case rollbackInProgress = "ROLLBACK_IN_PROGRESS"
      case rollbackSuccessful = "ROLLBACK_SUCCESSFUL"
      case rollbackFailed = "ROLLBACK_FAILED"
    }

    package enum Happening: Sendable, CaseIterable {
      /// The scheduler's first turn with it.
      case begins
      /// What it brings in runs on every instance.
      case completes
      /// A newer deployment takes its place.
      case isOvertaken
      /// It failed, and what ran before is brought back.
      case rollsBack
      /// It failed with nothing to go back to.
      case fails
      /// The scheduler's turn after it was overtaken.
      case stops
    }

    /// 21 characters.
    package let id: String
    /// What it brings in; nil where it takes the daemon away.
    package let target: String?
    /// The revisions that ran when it began.
    package let sources: [String]
    package let configuration: DaemonDeploymentConfiguration
    package let createdAt: Instant
    package private(set) var status = Status.pending
    package var statusReason: String?
    package private(set) var startedAt: Instant?
    package private(set) var stoppedAt: Instant?
    package private(set) var finishedAt: Instant?
    /// Daemon tasks of what it brings in that ended by themselves.
    package var failureCount = 0
    package var threshold = 3
    /// The same of what a rollback brings back.
    var rollbackFailureCount = 0
    package var isCircuitBreakerTriggered = false
    /// Alarms that were in ALARM when it began: they can not fail it.
    var ignoredAlarms: [String] = []
    package var triggeredAlarms: [String] = []
    package var rollback: DaemonRollback?
    /// How many instances it found: what `drainPercent` counts from.
    var instanceCount = 0
    /// A batch is under way: its instances leave, others take their place.
    var isInBatch = false
    /// What came of the last batch is watched until then.
    var bakesUntil: Instant?

    package init(
      id: String, target: String?, sources: [String], configuration: DaemonDeploymentConfiguration, createdAt: Instant
    ) {
      self.id = id
      self.target = target
      self.sources = sources
      self.configuration = configuration
      self.createdAt = createdAt
    }
  }
}

extension ECS.DaemonDeployment {
  package var isUnderWay: Bool {
    switch status {
    case .pending, .inProgress, .stopRequested, .rollbackInProgress: true
    case .successful, .stopped, .rollbackSuccessful, .rollbackFailed: false
    }
  }

  /// The revision that instances are to run while this is the newest deployment; nil: none.
  package var wanted: String? {
    switch status {
    case .pending, .inProgress, .successful, .stopRequested: target
    case .rollbackInProgress, .rollbackSuccessful: rollback?.revision
    case .stopped, .rollbackFailed: nil
    }
  }

  /// The status after `happening`; the same one where that changes nothing.
  package static func status(_ status: Status, after happening: Happening) -> Status {
    switch (status, happening) {
    case (.successful, _), (.stopped, _), (.rollbackSuccessful, _), (.rollbackFailed, _): status

    case (.pending, .begins): .inProgress
    case (.pending, .completes): .successful
    case (.pending, .isOvertaken): .stopRequested
    case (.pending, .rollsBack): .rollbackInProgress
    case (.pending, .fails), (.pending, .stops): .stopped

    case (.inProgress, .begins): .inProgress
    case (.inProgress, .completes): .successful
    case (.inProgress, .isOvertaken): .stopRequested
    case (.inProgress, .rollsBack): .rollbackInProgress
    case (.inProgress, .fails), (.inProgress, .stops): .stopped

    case (.stopRequested, .begins), (.stopRequested, .isOvertaken): .stopRequested
    case (.stopRequested, .completes), (.stopRequested, .rollsBack), (.stopRequested, .fails), (.stopRequested, .stops):
      .stopped

    case (.rollbackInProgress, .begins), (.rollbackInProgress, .rollsBack): .rollbackInProgress
    case (.rollbackInProgress, .completes): .rollbackSuccessful
    case (.rollbackInProgress, .isOvertaken), (.rollbackInProgress, .fails), (.rollbackInProgress, .stops):
      .rollbackFailed
    }
  }

  mutating func enter(_ happening: Happening, at instant: Instant) {
    let before = status
    status = Self.status(before, after: happening)
    guard status != before else { return }
    switch status {
    case .pending, .stopRequested, .rollbackInProgress: break
    case .inProgress: startedAt = instant
    case .successful, .rollbackSuccessful, .rollbackFailed: finishedAt = instant
    case .stopped: (stoppedAt, finishedAt) = (instant, instant)
    }
  }
}
