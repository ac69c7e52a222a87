/// The tasks of a service as its scheduler sees them in one turn: whose they are, and how they are.
///
/// In: the service, the Region's tasks and container instances. Out: entries in order of creation. Changes nothing. Cost: O(tasks of the service that are not STOPPED).
/// Source: ECS API reference, `minimumHealthyPercent` (when a task counts as healthy).
import SimulationKit

extension ECS {
  /// A task that is to run: its desired status is RUNNING and it has not begun to end.
  struct RosterEntry: Sendable {
    enum Health: Int, Sendable {
      case unhealthy
      /// Not known yet: still starting, or not RUNNING for long enough.
      case unsettled
      case healthy
    }
    let id: TaskID
    let deployment: String
    /// Position of its deployment in the service's list: the PRIMARY is 0, older ones follow.
    let deploymentAge: Int
    let isRunning: Bool
    var health: Health
    /// On a container instance that is being drained.
    let isLeaving: Bool
    /// Of another deployment than the PRIMARY, or leaving.
    let isOld: Bool
    /// Old and not healthy yet, and nobody counts on it.
    var isExpendable: Bool
    /// Its deployment has failed or was given up: it goes before those that ran before.
    let isOfFailure: Bool
    let isProtected: Bool
    let zone: String
    let instance: ContainerInstanceID?
    let capacityProvider: String?

    /// Nobody misses it: users are with others, who are enough.
    mutating func giveUp() {
      if health == .healthy { health = .unsettled }
      isExpendable = true
    }

    /// Who is stopped before whom: nobody healthy before one that is not.
    var stopRank: Int {
      switch health {
      case .unhealthy: 0
      case .unsettled: isExpendable || !isRunning ? 1 : 2
      case .healthy: isOfFailure ? 3 : 4
      }
    }
  }

  struct Roster: Sendable {
    var entries: [RosterEntry] = []
    /// When the next RUNNING task will have run long enough to count as healthy, or to be held to what checks say.
    var nextHealthyInstant: Instant?
    /// Tasks not seen STOPPED yet, those that are ending included, by deployment.
    var livingByDeployment: [String: Int] = [:]

    func count(_ isCounted: (RosterEntry) -> Bool) -> Int { entries.count(where: isCounted) }
  }
}

extension Region {
  func roster(of service: ECS.Service) -> ECS.Roster {
    var roster = ECS.Roster()
    let ages = service.deployments.enumerated().map { ($1.id, $0, $1) }
    let checked = service.deployments.map(hasContainerHealthCheck)
    let givenUp = service.deployments.map(service.isGivenUp)
    for (id, watched) in service.scheduler.watched {
      roster.livingByDeployment[watched.deployment, default: 0] += 1
      guard let task = ecs.tasks[id], Self.isToRun(task) else { continue }
      guard let (_, age, deployment) = ages.first(where: { $0.0 == watched.deployment }) else { continue }
      let targets =
        deployment.hasDoors ? finding(of: task, isWired: watched.isWired, deployment) : nil
      let grace = Duration.seconds(service.healthCheckGracePeriodSeconds)
      let health = health(
        of: task, hasHealthCheck: checked[age], targets, grace: grace, nextInstant: &roster.nextHealthyInstant)
      let isDraining =
        task.isRetiring || task.containerInstance.map { ecs.containerInstances[$0]?.status != .active } ?? false
      let isRunning = task.lastStatus == .running
      let isFailed = deployment.rolloutState == .failed
      let isDoubtful = isDraining || deployment.rolloutState != .completed
      let isOld = deployment.status != .primary || isDraining
      roster.entries.append(
        ECS.RosterEntry(
          id: id, deployment: watched.deployment, deploymentAge: age, isRunning: isRunning, health: health,
          isLeaving: isDraining, isOld: isOld,
          isExpendable: isOld && (isFailed ? health == .unsettled : isDoubtful && !isRunning),
          isOfFailure: isFailed || givenUp[age],
          isProtected: task.protectedUntil.map { $0 > now } ?? false,
          zone: task.availabilityZone, instance: task.containerInstance,
          capacityProvider: task.capacityProviderName))
    }
    let floor = service.deploymentConfiguration.floor(desiredCount: service.desiredCount)
    if givenUp.contains(true), roster.count({ $0.health == .healthy && !givenUp[$0.deploymentAge] }) >= floor {
      for index in roster.entries.indices where givenUp[roster.entries[index].deploymentAge] {
        roster.entries[index].giveUp()
      }
    }
    return roster
  }

  /// True while the task is on its way to RUNNING or there, and nobody asked it to stop.
  static func isToRun(_ task: ECS.Task) -> Bool {
    switch (task.desiredStatus, task.lastStatus) {
    case (.running, .provisioning), (.running, .pending), (.running, .activating), (.running, .running): true
    case (.running, .deactivating), (.running, .stopping), (.running, .deprovisioning), (.running, .stopped): false
    case (.stopped, _): false
    }
  }

  /// True where the deployment's task definition lets an essential container say whether it is healthy.
  private func hasContainerHealthCheck(_ deployment: ECS.Deployment) -> Bool {
    taskDefinition(deployment.family, deployment.revision)?.containers
      .contains { $0.isEssential && $0.healthCheck != nil } ?? false
  }

  /// A plain task is healthy once it was RUNNING for 40 seconds; one with a container health check when that says so,
  /// one behind target groups when all of them do. In the grace period nothing makes a task unhealthy.
  func health(
    of task: ECS.Task, hasHealthCheck: Bool, _ targets: TargetFinding?, grace: Duration, nextInstant: inout Instant?
  ) -> ECS.RosterEntry.Health {
    if isSick(task, targets) {
      let end = (task.startedAt ?? now) + grace
      guard end > now else { return .unhealthy }
      nextInstant = min(nextInstant ?? end, end)
      return .unsettled
    }
    guard task.lastStatus == .running else { return .unsettled }
    if let targets {
      guard case .healthy = targets else { return .unsettled }
      return !hasHealthCheck || task.healthStatus == .healthy ? .healthy : .unsettled
    }
    if hasHealthCheck { return task.healthStatus == .healthy ? .healthy : .unsettled }
    let instant = (task.startedAt ?? now) + timing.plainTaskHealthyDelay
    if instant <= now { return .healthy }
    nextInstant = min(nextInstant ?? instant, instant)
    return .unsettled
  }

  private func isSick(_ task: ECS.Task, _ targets: TargetFinding?) -> Bool {
    if case .unhealthy = targets { return true }
    return task.healthStatus == .unhealthy
  }
}
