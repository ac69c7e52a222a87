/// What requests can do with task sets: create, scale, make primary, delete.
///
/// In: parsed requests on an ACTIVE service. Out: the task set as it then is, with a turn of the scheduler pending; or
/// AWS's refusal. Starts and stops no task: that is the scheduler's.
/// Source: ECS API reference, CreateTaskSet, UpdateTaskSet, UpdateServicePrimaryTaskSet, DeleteTaskSet.
import Documents
import SimulationKit

extension Region {
  /// The task set that `reference` (its id `ecs-svc/N` or its ARN) stands for; nil where the service has none such.
  package func taskSet(_ reference: String, of service: ECS.Service) -> ECS.Deployment? {
    var id = reference
    if ResourceARN.isARN(reference) {
      guard let arn = try? ResourceARN(parsing: reference), isOurs(arn), arn.kind == "task-set", arn.path.count == 4,
        arn.path[0] == service.key.cluster, arn.path[1] == service.key.name
      else { return nil }
      id = "\(arn.path[2])/\(arn.path[3])"
    }
    return service.deployments.first { $0.taskSet != nil && $0.name == id }
  }

  /// - Throws: TaskSetNotFoundException.
  package func knownTaskSet(_ reference: String, of service: ECS.Service) throws(ServiceFailure) -> ECS.Deployment {
    guard let found = taskSet(reference, of: service) else {
      throw ServiceFailure(
        "TaskSetNotFoundException", "The specified task set does not exist.",
        why: "A task set is named by its id 'ecs-svc/NUMBER' or its ARN: 'aws ecs describe-task-sets --cluster "
          + "\(service.key.cluster) --service \(service.key.name)' shows those of the service.")
    }
    return found
  }

  package func arn(ofTaskSet set: ECS.Deployment, _ key: ECS.ServiceKey) -> String {
    ecsARN("task-set/\(key.cluster)/\(key.name)/\(set.name)")
  }

  /// - Throws: InvalidParameterException where ECS itself carries out the service's rollouts.
  package func checkTakesTaskSets(_ service: ECS.Service) throws(ServiceFailure) {
    guard service.takesTaskSets else {
      throw .invalidParameter(
        "Amazon ECS only supports task set management on services configured to use external deployment controllers.",
        why: "The deployments of '\(service.key.name)' are ECS's own; task sets need a service made with "
          + "--deployment-controller type=EXTERNAL.")
    }
  }

  package mutating func createTaskSet(
    _ order: ECS.TaskSetOrder, of service: ECS.Service, cluster: ECS.Cluster
  ) throws(ServiceFailure) -> ECS.Deployment {
    try checkTakesTaskSets(service)
    if let token = order.clientToken {
      guard token.unicodeScalars.count <= 36 else { throw .invalidParameter("idempotency token longer than 36.") }
      if let known = service.deployments.first(where: { $0.taskSet?.clientToken == token }) {
        guard known.taskSet?.request == order.request else {
          throw .invalidParameter(
            "Creation of task set was not idempotent.",
            why: "A client token makes a repeat of the same request safe; for another task set take another token.")
        }
        return known
      }
    }
    guard service.deployments.count < ECS.Quotas.deploymentsPerService else {
      throw ServiceFailure(
        "LimitExceededException",
        "\(service.deployments.count) deployments exist on the service. Unable to create new TaskSet since this exceeds "
          + "the maximum limit.",
        why: "Delete a task set that is no longer needed with 'aws ecs delete-task-set'; one that is DRAINING counts "
          + "until its tasks have stopped.")
    }
    let definition = try taskDefinition(toRun: order.taskDefinition)
    let draft = ECS.ServiceDraft(order, definition, of: service, cluster: cluster)
    guard !draft.loadBalancers.hasClassic else {
      throw .invalidParameter(
        "Classic Load Balancers are not supported by task sets.",
        why: "A task set stands behind the target groups of an application or network load balancer: "
          + "targetGroupArn=ARN.")
    }
    try check(draft, cluster: cluster)
    let set = beginTaskSet(order, draft, of: service.key)
    recordTaskSet(set, of: service.key, "task set created")
    askForServiceTurn(service.key, isOrder: true)
    return set
  }

  /// - Parameter status: ACTIVE, or PRIMARY where the service begins with it.
  @discardableResult
  mutating func beginTaskSet(
    _ order: ECS.TaskSetOrder, _ draft: ECS.ServiceDraft, of key: ECS.ServiceKey,
    as status: ECS.Deployment.Status = .active
  ) -> ECS.Deployment {
    let platform = draft.platformVersion ?? (draft.runsOnFargate ? "LATEST" : nil)
    var set = ECS.Deployment(
      id: mint.digits(19), family: draft.definition.family, revision: draft.definition.revision, createdAt: now,
      updatedAt: now, launchType: draft.launchType, capacityProviderStrategy: draft.capacityProviderStrategy,
      platformVersion: platform == "LATEST" ? draft.definition.newestPlatform : platform,
      networkConfiguration: draft.networkConfiguration, rolloutStateReason: "", serviceDeploymentID: "")
    set.status = status
    // A task set is no rollout of ECS's own: nothing here fails it or brings back what ran before.
    set.rolloutState = .completed
    set.wiring = draft.wiring
    set.loadBalancers = draft.loadBalancers
    set.taskSet = ECS.TaskSet(
      externalID: order.externalID, scale: order.scale, stabilityAt: now, platformVersion: platform, tags: order.tags,
      clientToken: order.clientToken, request: order.request)
    change(key) { service in
      service.deployments.append(set)
      service.scheduler.forgiveFailedStarts()
    }
    return set
  }

  package mutating func scaleTaskSet(_ set: ECS.Deployment, of key: ECS.ServiceKey, to scale: ECS.Scale)
    throws(ServiceFailure) -> ECS.Deployment
  {
    try checkIsNotDraining(set)
    let now = now
    change(key, deployment: set.id) { set in
      if set.taskSet?.scale != scale { set.enter(.stabilizing, at: now) }
      set.taskSet?.scale = scale
      set.updatedAt = now
    }
    recordTaskSet(set, of: key, "task set updated")
    askForServiceTurn(key, isOrder: true)
    return present(set, of: key)
  }

  /// Makes `set` the PRIMARY one; the one before is ACTIVE again. The service shows the PRIMARY's settings as its own.
  package mutating func makePrimary(
    _ set: ECS.Deployment, of key: ECS.ServiceKey
  ) throws(ServiceFailure) -> ECS.Deployment {
    try checkIsNotDraining(set)
    let now = now
    change(key) { service in
      for index in service.deployments.indices where service.deployments[index].status != .draining {
        let status: ECS.Deployment.Status = service.deployments[index].id == set.id ? .primary : .active
        guard service.deployments[index].status != status else { continue }
        service.deployments[index].status = status
        service.deployments[index].updatedAt = now
      }
      service.launchType = set.launchType
      service.capacityProviderStrategy = set.capacityProviderStrategy
      service.platformVersion = set.taskSet?.platformVersion
    }
    recordTaskSet(set, of: key, "primary task set changed")
    askForServiceTurn(key, isOrder: true)
    return present(set, of: key)
  }

  /// - Returns: the task set, DRAINING until its tasks have stopped. Deleting it again changes nothing.
  package mutating func deleteTaskSet(_ set: ECS.Deployment, of key: ECS.ServiceKey, force: Bool)
    throws(ServiceFailure) -> ECS.Deployment
  {
    guard set.status != .draining else { return set }
    guard set.status != .primary || force else {
      throw .invalidParameter(
        "Primary TaskSet cannot be deleted",
        why: "It is what the service stands for: make another one primary with 'aws ecs "
          + "update-service-primary-task-set' first, or delete it with --force.")
    }
    guard set.taskSet?.scale == ECS.Scale.none || force else {
      throw .invalidParameter(
        "The task set cannot be deleted while it is scaled above 0.",
        why: "Scale it down first with 'aws ecs update-task-set --scale value=0,unit=PERCENT', or delete it with "
          + "--force.")
    }
    let now = now
    change(key, deployment: set.id) { set in
      set.status = .draining
      set.updatedAt = now
      set.enter(.stabilizing, at: now)
    }
    recordTaskSet(set, of: key, "task set deleted")
    askForServiceTurn(key, isOrder: true)
    return present(set, of: key)
  }

  private func checkIsNotDraining(_ set: ECS.Deployment) throws(ServiceFailure) {
    guard set.status != .draining else {
      throw .invalidParameter(
        "The specified task set is draining.",
        why:
          "It was deleted and is shown until its tasks have stopped; create a new one with 'aws ecs create-task-set'."
      )
    }
  }

  private func present(_ set: ECS.Deployment, of key: ECS.ServiceKey) -> ECS.Deployment {
    ecs.services[key]?.deployments.first { $0.id == set.id } ?? set
  }

  private mutating func recordTaskSet(_ set: ECS.Deployment, of key: ECS.ServiceKey, _ what: String) {
    record(
      EventRecord.Draft(
        .command, source: "service/\(key.name)", cluster: key.cluster, message: what,
        detail: ["taskSet": .string(set.name)]))
  }
}

extension ECS.Deployment {
  mutating func enter(_ stability: ECS.TaskSet.Stability, at instant: Instant) {
    guard taskSet?.stability != stability else { return }
    taskSet?.stability = stability
    taskSet?.stabilityAt = instant
  }
}

extension ECS.ServiceDraft {
  /// The service as it would be if the task set were all of it.
  fileprivate init(
    _ order: ECS.TaskSetOrder, _ definition: ECS.TaskDefinition, of service: ECS.Service, cluster: ECS.Cluster
  ) {
    var strategy = order.capacityProviderStrategy
    if order.launchType == nil, strategy.isEmpty { strategy = cluster.defaultCapacityProviderStrategy }
    self.init(
      verb: "created", schedulingStrategy: .replica, desiredCountGiven: nil, definition: definition,
      launchType: strategy.isEmpty ? order.launchType ?? .ec2 : nil, capacityProviderStrategy: strategy,
      platformVersion: order.platformVersion, networkConfiguration: order.networkConfiguration,
      deploymentConfiguration: service.deploymentConfiguration, placementConstraints: service.placementConstraints,
      placementStrategy: service.placementStrategy, healthCheckGracePeriodSeconds: nil,
      enableExecuteCommand: service.enableExecuteCommand, availabilityZoneRebalancing: false)
    wiring.serviceRegistries = order.serviceRegistries
    loadBalancers = order.loadBalancers
    loadBalancersAreNew = true
  }
}
