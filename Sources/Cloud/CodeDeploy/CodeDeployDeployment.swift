/// A deployment as CodeDeploy shows it, and how far it has come.
///
/// Source: CodeDeploy API reference, DeploymentInfo, ECSTarget, LifecycleEvent; CodeDeploy User Guide, "List of lifecycle
/// event hooks for an Amazon ECS deployment".
import SimulationKit

extension CodeDeploy {
  package struct Deployment: Sendable {
    package enum Status: String, Sendable, CaseIterable {
      case created = "Created"
      case inProgress = "InProgress"
      case ready = "Ready"
      case succeeded = "Succeeded"
      case failed = "Failed"
      case stopped = "Stopped"

      package var isOver: Bool {
        switch self {
        case .created, .inProgress, .ready: false
        case .succeeded, .failed, .stopped: true
        }
      }
    }

    /// What it waits for.
    enum Phase: Hashable, Sendable {
      case starting
      /// The function of an event.
      case calling(LifecycleEvent.Name)
      /// The replacement's tasks.
      case installing
      /// Somebody's word to go on.
      case awaitingWord
      /// The next share of traffic, after so many.
      case shifting(taken: Int)
      /// The end of the original's time.
      case awaitingTermination
      /// The last tasks of the original, or of the replacement of a deployment that is rolled back.
      case cleaningUp
      case over
    }

    package struct Failure: Hashable, Sendable {
      /// A word of CodeDeploy's error codes: TIMEOUT.
      package let code: String
      package let message: String
    }

    /// `d-` and nine letters or digits.
    package let id: String
    package let application: String
    package let group: String
    package let settings: GroupSettings
    package let revision: Revision
    package let previousRevision: Revision?
    package let description: String?
    package let createdAt: Instant
    /// The deployment that this one takes back; nil where a user asked for it.
    package let takesBack: String?

    package internal(set) var status = Status.created
    package internal(set) var startedAt: Instant?
    package internal(set) var completedAt: Instant?
    package internal(set) var failure: Failure?
    /// The deployment that takes this one back.
    package internal(set) var takenBackBy: String?
    package internal(set) var terminationWaitStarted = false
    package internal(set) var events: [LifecycleEvent] = []
    /// The digits of the task sets: the one in production before, and its replacement.
    package internal(set) var blue: String?
    package internal(set) var green: String?
    /// Green's share of production traffic, in percent.
    package internal(set) var share = 0
    var phase = Phase.starting
    var phaseSince: Instant
    /// Only the last request counts.
    var turnsAskedFor = 0
  }

  package struct LifecycleEvent: Hashable, Sendable {
    package enum Name: String, Sendable {
      case beforeInstall = "BeforeInstall"
      case install = "Install"
      case afterInstall = "AfterInstall"
      case allowTestTraffic = "AllowTestTraffic"
      case afterAllowTestTraffic = "AfterAllowTestTraffic"
      case beforeAllowTraffic = "BeforeAllowTraffic"
      case allowTraffic = "AllowTraffic"
      case afterAllowTraffic = "AfterAllowTraffic"
    }
    package enum Status: String, Sendable {
      case pending = "Pending"
      case inProgress = "InProgress"
      case succeeded = "Succeeded"
      case failed = "Failed"
      case skipped = "Skipped"
    }
    package let name: Name
    package internal(set) var status = Status.pending
    package internal(set) var startedAt: Instant?
    package internal(set) var endedAt: Instant?
  }
}

extension CodeDeploy.Deployment {
  init(
    id: String, of group: CodeDeploy.Group, settings: CodeDeploy.GroupSettings, revision: CodeDeploy.Revision,
    description: String?, takesBack: String? = nil, at now: Instant
  ) {
    let names: [CodeDeploy.LifecycleEvent.Name] =
      [.beforeInstall, .install, .afterInstall]
      + (settings.pair.test.isEmpty ? [] : [.allowTestTraffic, .afterAllowTestTraffic])
      + [.beforeAllowTraffic, .allowTraffic, .afterAllowTraffic]
    self.init(
      id: id, application: group.application, group: group.name, settings: settings, revision: revision,
      previousRevision: group.targetRevision, description: description, createdAt: now, takesBack: takesBack,
      events: names.map { CodeDeploy.LifecycleEvent(name: $0) }, phaseSince: now)
  }

  mutating func enter(_ phase: Phase, at now: Instant) {
    self.phase = phase
    phaseSince = now
  }

  mutating func end(_ status: Status, at now: Instant) {
    self.status = status
    completedAt = now
    enter(.over, at: now)
    for index in events.indices {
      switch events[index].status {
      case .inProgress:
        events[index].status = status == .succeeded ? .succeeded : .failed
        events[index].endedAt = now
      case .pending: events[index].status = .skipped
      case .succeeded, .failed, .skipped: break
      }
    }
  }

  mutating func begin(_ name: CodeDeploy.LifecycleEvent.Name, at now: Instant) {
    guard let index = events.firstIndex(where: { $0.name == name }) else { return }
    (events[index].status, events[index].startedAt) = (.inProgress, now)
  }

  /// Ends the event, and the one around it that no hook makes last.
  mutating func finish(_ names: CodeDeploy.LifecycleEvent.Name..., at now: Instant) {
    for name in names {
      guard let index = events.firstIndex(where: { $0.name == name }) else { continue }
      events[index].startedAt = events[index].startedAt ?? now
      (events[index].status, events[index].endedAt) = (.succeeded, now)
    }
  }
}
