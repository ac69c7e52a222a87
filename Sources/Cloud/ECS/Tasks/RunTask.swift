/// RunTask and StartTask: what may be asked, what a repeat of a token means, and the tasks that begin.
///
/// In: a request. Out: the tasks that were placed and the failures of those that were not, or AWS's refusal of the whole
/// request, before anything changed. The order of the checks is the service's: task definition, cluster, token,
/// arguments, network, capacity, overrides, roles. Source: ECS API reference, RunTask and StartTask.
import Documents
import SimulationKit

extension Region {
  package mutating func runTask(_ request: ECS.TaskRequest) throws(ServiceFailure) -> ECS.TaskBatch {
    let definition = try taskDefinition(toRun: request.taskDefinition)
    let cluster = try activeCluster(request.cluster)
    if let repeated = try tasks(startedBy: request) { return repeated }
    let launches = try checkedLaunches(of: request, definition, cluster)
    if launches.contains(where: { isBlocked(order(request, definition, cluster, $0)) }) {
      throw ServiceFailure(
        "BlockedException", "Your account is currently blocked.",
        why:
          "AWS blocks accounts that it could not verify or that look abused; AWS Support lifts it. Here it is the fault "
          + "capacity-refused.")
    }

    var batch = ECS.TaskBatch()
    for launch in launches {
      switch launchTask(order(request, definition, cluster, launch)) {
      case .started(let id): if let task = ecs.tasks[id] { batch.tasks.append(task) }
      case .refused(let failures):
        for failure in failures where !batch.failures.contains(failure) { batch.failures.append(failure) }
      }
    }
    if let token = request.clientToken {
      ecs.runTaskTokens[token] = ECS.RunTaskToken(request: request.document, tasks: batch.tasks.map(\.id))
      schedule(.forgetRunTaskToken(token), after: timing.runTaskTokenLife)
    }
    return batch
  }

  package mutating func startTask(_ request: ECS.TaskRequest) throws(ServiceFailure) -> ECS.TaskBatch {
    let definition = try taskDefinition(toRun: request.taskDefinition)
    let cluster = try activeCluster(request.cluster)
    try checkTexts(of: request, startedByLimit: 36)
    let most = ECS.Quotas.containerInstancesPerStartTask
    guard (1...most).contains(request.containerInstances.count) else {
      throw .invalidParameter(
        request.containerInstances.isEmpty
          ? "Container instance cannot be empty." : "Container Instances cannot have more than \(most) elements.")
    }
    guard definition.compatibilities.contains(.ec2) else { throw .unsupported(.ec2) }
    try checkPublicAddress(request.networkConfiguration)
    try checkServiceNetwork(request.networkConfiguration, for: definition)
    try checkVolumes(request.volumes, for: definition)
    try checkOverrides(request, definition)
    try checkRoles(request, definition)

    var batch = ECS.TaskBatch()
    for reference in request.containerInstances {
      guard let instance = containerInstance(reference, inCluster: cluster.name) else {
        batch.failures.append(missingContainerInstance(reference, inCluster: cluster.name))
        continue
      }
      let type: ECS.LaunchType = instance.launchType == .external ? .external : .ec2
      var order = order(request, definition, cluster, .launchType(type))
      order.containerInstance = instance.id
      switch launchTask(order) {
      case .started(let id): if let task = ecs.tasks[id] { batch.tasks.append(task) }
      case .refused(let failures): batch.failures += failures
      }
    }
    return batch
  }

  private func order(
    _ request: ECS.TaskRequest, _ definition: ECS.TaskDefinition, _ cluster: ECS.Cluster, _ launch: ECS.Launch
  ) -> ECS.TaskOrder {
    var order = ECS.TaskOrder(
      cluster: cluster.name, family: definition.family, revision: definition.revision, launch: launch,
      group: request.group, networkConfiguration: request.networkConfiguration, startedBy: request.startedBy)
    order.placementConstraints = request.placementConstraints
    order.placementStrategy = request.placementStrategy
    order.overrides = request.overrides
    order.platformVersion = request.platformVersion
    order.enableExecuteCommand = request.enableExecuteCommand
    order.wiring.volumes = request.volumes
    var tags = request.propagateTags == "TASK_DEFINITION" ? definition.tags : []
    tags = (try? ECS.Tag.merged(tags, with: request.tags)) ?? request.tags
    if request.enableECSManagedTags { tags.append(ECS.Tag(key: "aws:ecs:clusterName", value: cluster.name)) }
    order.tags = tags
    return order
  }

  // MARK: - Idempotency

  /// The tasks that this token started before, as they are now; nil where the token is new or no longer known.
  private func tasks(startedBy request: ECS.TaskRequest) throws(ServiceFailure) -> ECS.TaskBatch? {
    guard let token = request.clientToken else { return nil }
    guard token.unicodeScalars.count <= 64 else { throw .invalidParameter("idempotency token longer than 64.") }
    guard let known = ecs.runTaskTokens[token] else { return nil }
    let tasks = known.tasks.compactMap { ecs.tasks[$0] }
    guard !tasks.isEmpty || known.tasks.isEmpty else { return nil }
    guard known.request == request.document else {
      throw ServiceFailure(
        "ConflictException",
        "The RunTask request could not be processed due to conflicts. "
          + "The provided clientToken is already in use with a different request.",
        members: ["resourceIds": .list(tasks.map { .string(arn(ofTask: $0.id, cluster: $0.cluster)) })],
        why: "A client token makes a repeat of the same request safe; for another request take another token.")
    }
    var batch = ECS.TaskBatch()
    batch.tasks = tasks
    return batch
  }
}
