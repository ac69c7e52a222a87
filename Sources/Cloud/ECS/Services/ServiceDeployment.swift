/// A service deployment: the history's view of a deployment, and of the rollback that may follow it.
///
/// In: what happens to it. Out: its status, which one exhaustive switch decides, and the timestamps that go with it.
/// Source: ECS Developer Guide, "View service history using Amazon ECS service deployments", "Stopping Amazon ECS
/// service deployments"; ECS API reference, ServiceDeployment.
import SimulationKit

extension ECS {
  package struct ServiceDeployment: Sendable {
    package enum Status: String, Sendable, CaseIterable {
      case pending = "PENDING"
      case successful = "SUCCESSFUL"
      case stopped = "STOPPED"
      case stopRequested = "STOP_REQUESTED"
      case inProgress = "IN_PROGRESS"
      case rollbackRequested = "ROLLBACK_REQUESTED"
      case rollbackInProgress = "ROLLBACK_IN_PROGRESS"
      case rollbackSuccessful = "ROLLBACK_SUCCESSFUL"
      case rollbackFailed = "ROLLBACK_FAILED"
    }

    package enum Happening: Sendable, CaseIterable {
      /// The scheduler's first turn with it.
      case begins
      case completes
      /// A newer deployment takes its place.
      case isOvertaken
      /// Somebody asked for the way back.
      case isCalledBack
      /// It failed, and what ran before is brought back.
      case rollsBack
      /// It failed with nothing to go back to, or nobody wanted that.
      case fails
      /// The scheduler's turn after it was overtaken; or its service was deleted.
      case stops
    }

    /// 21 characters.
    package let id: String
    package private(set) var status = Status.pending
    package var statusReason: String?
    /// Some time after its target's, as AWS dates it: for so long, it may be an instant to come.
    package let createdAt: Instant
    package private(set) var startedAt: Instant?
    package private(set) var finishedAt: Instant?
    package private(set) var stoppedAt: Instant?
    package var updatedAt: Instant
    /// The deployment it brings in, as it last was.
    package var target: Deployment
    /// The deployments it replaces, as they were when it began.
    package let sources: [Deployment]
    package let configuration: DeploymentConfiguration
    package var failureCount = 0
    package var isCircuitBreakerTriggered = false
    package var rollback: Rollback?
    /// nil for a rolling update, and before the first turn.
    package var rollout: StagedRollout?
    /// A rolling update's bake time ends here; nil before it begins.
    package var bakesUntil: Instant?
    /// Alarms that were in ALARM when it began: they can not fail it.
    package let ignoredAlarms: [String]
    package var triggeredAlarms: [String] = []
    /// Why it is to fail in the scheduler's next turn.
    package var requestedFailure: DeploymentFailure?

    package init(
      _ target: Deployment, createdAt: Instant, sources: [Deployment], configuration: DeploymentConfiguration,
      ignoredAlarms: [String]
    ) {
      id = target.serviceDeploymentID
      self.createdAt = createdAt
      updatedAt = createdAt
      self.target = target
      self.sources = sources
      self.configuration = configuration
      self.ignoredAlarms = ignoredAlarms
    }
  }

  package struct Rollback: Hashable, Sendable {
    package let startedAt: Instant
    package let reason: String
    /// The digits of the service revision that is brought back.
    package let revision: String
  }
}

extension ECS.ServiceDeployment {
  package var isUnderWay: Bool {
    switch status {
    case .pending, .inProgress, .stopRequested, .rollbackRequested, .rollbackInProgress: true
    case .successful, .stopped, .rollbackSuccessful, .rollbackFailed: false
    }
  }

  /// The status after `happening`; the same one where that changes nothing.
  package static func status(_ status: Status, after happening: Happening) -> Status {
    switch (status, happening) {
    case (.successful, _), (.stopped, _), (.rollbackSuccessful, _), (.rollbackFailed, _): status

    case (.pending, .begins): .inProgress
    case (.pending, .completes): .successful
    case (.pending, .isOvertaken): .stopRequested
    case (.pending, .isCalledBack): .rollbackRequested
    case (.pending, .rollsBack): .rollbackInProgress
    case (.pending, .fails), (.pending, .stops): .stopped

    case (.inProgress, .begins): .inProgress
    case (.inProgress, .completes): .successful
    case (.inProgress, .isOvertaken): .stopRequested
    case (.inProgress, .isCalledBack): .rollbackRequested
    case (.inProgress, .rollsBack): .rollbackInProgress
    case (.inProgress, .fails), (.inProgress, .stops): .stopped

    case (.stopRequested, .begins), (.stopRequested, .isOvertaken), (.stopRequested, .isCalledBack): .stopRequested
    case (.stopRequested, .completes), (.stopRequested, .rollsBack), (.stopRequested, .fails), (.stopRequested, .stops):
      .stopped

    case (.rollbackRequested, .begins), (.rollbackRequested, .isCalledBack): .rollbackRequested
    case (.rollbackRequested, .completes): .successful
    case (.rollbackRequested, .rollsBack): .rollbackInProgress
    case (.rollbackRequested, .isOvertaken), (.rollbackRequested, .fails), (.rollbackRequested, .stops): .stopped

    case (.rollbackInProgress, .begins), (.rollbackInProgress, .isCalledBack), (.rollbackInProgress, .rollsBack):
      .rollbackInProgress
    case (.rollbackInProgress, .completes): .rollbackSuccessful
    case (.rollbackInProgress, .isOvertaken), (.rollbackInProgress, .fails), (.rollbackInProgress, .stops):
      .rollbackFailed
    }
  }

  mutating func enter(_ happening: Happening, at instant: Instant) {
    let before = status
    status = Self.status(before, after: happening)
    guard status != before else { return }
    let instant = max(instant, createdAt)
    updatedAt = instant
    if status != .inProgress { rollout?.giveUpHooks() }
    switch status {
    case .pending, .stopRequested, .rollbackRequested: break
    case .inProgress: startedAt = instant
    case .rollbackInProgress: if before == .rollbackRequested { stoppedAt = instant }
    case .successful, .rollbackSuccessful, .rollbackFailed: finishedAt = instant
    case .stopped: (stoppedAt, finishedAt) = (instant, instant)
    }
  }
}
