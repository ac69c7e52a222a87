/// Starting a service's tasks: how many of which deployment, on whose capacity, and what is said about it.
///
/// In: a deployment and a count. Out: launched tasks, one event, or the text of why one could not be placed.
/// Placement itself is the task rules' (`launchTask`).
/// Source: ECS Developer Guide, "Amazon ECS service event messages", "Capacity provider strategy", "Tagging".
import SimulationKit

extension Region {
  /// Starts tasks of a deployment; those that stand in for unhealthy ones are named in the event.
  mutating func start(
    _ count: Int, of deployment: ECS.Deployment, replacingUnhealthy unhealthy: Int, in turn: inout ServiceTurn
  ) {
    let ids = launch(count, of: deployment, in: &turn)
    guard !ids.isEmpty else { return }
    let taskSet = deployment.taskSet == nil ? nil : deployment.name
    say(.started(ids, replacedUnhealthy: min(unhealthy, ids.count)), of: turn.key, taskSet: taskSet)
  }

  /// Starts again what completed old deployments lost, the newest of them first, each with its own revision.
  mutating func restore(_ count: Int, of service: ECS.Service, in turn: inout ServiceTurn) {
    var left = count
    for deployment in service.deployments where deployment.status != .primary && deployment.rolloutState == .completed {
      let missing = deployment.desiredCount - turn.roster.count { $0.deployment == deployment.id }
      let ids = launch(min(left, max(0, missing)), of: deployment, in: &turn)
      left -= ids.count
      if !ids.isEmpty { say(.started(ids, replacedUnhealthy: 0), of: turn.key) }
    }
  }

  /// Launches up to `count` tasks. After a refusal nothing more goes to the same capacity provider in this turn.
  private mutating func launch(
    _ count: Int, of deployment: ECS.Deployment, in turn: inout ServiceTurn
  ) -> [ECS.TaskID] {
    guard count > 0, let service = ecs.services[turn.key], rolesCanBeAssumed(by: deployment, in: &turn) else {
      return []
    }
    let strategy = deployment.capacityProviderStrategy
    var distribution = ECS.CapacityProviderDistribution(
      strategy: strategy,
      counts: strategy.map { item in turn.roster.count { $0.capacityProvider == item.capacityProvider } })
    var ids: [ECS.TaskID] = []
    var exhausted: Set<Int> = []
    var refusals: [ECS.ServiceMessage] = []
    launching: for _ in 0..<count {
      let provider = distribution.next
      if let provider {
        distribution.counts[provider] += 1
        if exhausted.contains(provider) { continue }
      }
      let launch =
        provider.map { self.launch(byProvider: strategy[$0].capacityProvider) }
        ?? .launchType(deployment.launchType ?? .ec2)
      let isFargate = launch.type == .fargate
      let mayLaunch = !isFargate || mayLaunch(onFargate: launch.fargateProvider)
      let outcome = mayLaunch ? launchTask(order(service, deployment, launch: launch)) : nil
      switch outcome {
      case .started(let id):
        serviceTaskChanged(id)
        ids.append(id)
        continue
      case .refused(let failures): refusals.append(Self.refusal(failures, launch))
      case nil: refusals.append(.throttled)
      }
      turn.wasRefused = true
      guard let provider else { break launching }
      exhausted.insert(provider)
      if exhausted.count == strategy.count { break launching }
    }
    // Only a deployment counts what it could not launch: scaling out just tries again. Why comes after it.
    if !ids.isEmpty, ids.count < count, deployment.taskSet == nil, deployment.rolloutState == .inProgress {
      say(.partlyLaunched(missing: count - ids.count, deployment.name), of: turn.key)
    }
    for refusal in refusals { sayOnce(refusal, of: turn.key) }
    turn.startedByDeployment[deployment.id, default: 0] += ids.count
    return ids
  }

  /// Whether tasks may take the deployment's roles; says so where they may not.
  mutating func rolesCanBeAssumed(by deployment: ECS.Deployment, in turn: inout ServiceTurn) -> Bool {
    let definition = taskDefinition(deployment.family, deployment.revision)
    let roles = [definition?.executionRoleARN, definition?.taskRoleARN].compactMap(\.self)
    guard let role = roles.first(where: { !identity.tasksMayAssume($0) }) else { return true }
    turn.wasRefused = true
    let arn = roleARN(role)
    sayOnce(.unableToAssumeRole(arn), of: turn.key)
    return false
  }

  func order(_ service: ECS.Service, _ deployment: ECS.Deployment, launch: ECS.Launch) -> ECS.TaskOrder {
    var order = ECS.TaskOrder(
      cluster: service.key.cluster, family: deployment.family, revision: deployment.revision, launch: launch,
      networkConfiguration: deployment.networkConfiguration, startedBy: deployment.name, service: service.key)
    order.placementConstraints = service.placementConstraints
    order.placementStrategy = service.placementStrategy
    order.platformVersion = deployment.platformVersion
    order.cpuArchitecture = deployment.overriddenArchitecture?.lowercased()
    order.enableExecuteCommand = service.enableExecuteCommand
    order.deregistrationDelay = deregistrationDelay(of: deployment)
    order.tags = taskTags(service, deployment)
    order.wiring = deployment.wiring
    if !deployment.wiring.serviceRegistries.isEmpty { order.deregistrationDelay = order.deregistrationDelay ?? .zero }
    return order
  }

  /// Tags that ECS itself gives, then the propagated ones.
  private func taskTags(_ service: ECS.Service, _ deployment: ECS.Deployment) -> [ECS.Tag] {
    var tags: [ECS.Tag] = []
    if service.enableECSManagedTags {
      tags.append(ECS.Tag(key: "aws:ecs:clusterName", value: service.key.cluster))
      tags.append(ECS.Tag(key: "aws:ecs:serviceName", value: service.key.name))
    }
    switch service.propagateTags {
    case "SERVICE": tags += service.tags
    case "TASK_DEFINITION": tags += taskDefinition(deployment.family, deployment.revision)?.tags ?? []
    default: break
    }
    return tags
  }

  private static func refusal(_ failures: [ECS.Failure], _ launch: ECS.Launch) -> ECS.ServiceMessage {
    if failures.first?.reason == ECS.provisioningLimitReason { return .provisioningLimitExceeded }
    if launch.type == .external, PlacementCheck.closest(of: failures)?.reason == "AGENT" { return .agentDidNotStart }
    return failures.isEmpty && launch.capacityProviderName != nil
      ? .emptyCapacityProvider : .unableToPlace(tail(of: failures))
  }

  /// What follows "was unable to place a task".
  static func tail(of failures: [ECS.Failure]) -> String {
    let more = " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
    let unmet = " because no container instance met all of its requirements."
    guard let closest = PlacementCheck.closest(of: failures) else {
      return unmet + " Reason: No Container Instances were found in your cluster." + more
    }
    guard let arn = closest.arn, let id = arn.split(separator: "/").last, arn.contains(":container-instance/") else {
      if let refusal = ECS.FargateRefusal.allCases.first(where: { $0.reason == closest.reason }) { return refusal.tail }
      return ". Reason: \(closest.reason)\(closest.reason.hasSuffix(".") ? "" : ".")" + more
    }
    let lack =
      switch closest.reason {
      case "RESOURCE:CPU": "has insufficient CPU units available."
      case "RESOURCE:MEMORY": "has insufficient memory available."
      case "RESOURCE:PORTS": "is already using a port required by your task."
      case "AGENT": "doesn't have the agent connected."
      case "ATTRIBUTE": "is missing an attribute required by your task."
      default: "encountered error \"\(closest.reason)\"."
      }
    return unmet + " The closest matching (container-instance \(id)) \(lack)" + more
  }
}
