/// What can be done with task definitions: register, list, retire, delete.
///
/// In: requests and references. Out: revisions, or AWS's refusal. A running task or service never notices.
/// Source: ECS API reference, RegisterTaskDefinition, DeregisterTaskDefinition, DeleteTaskDefinitions and the lists.
import Documents
import SimulationKit

extension ECS {
  /// A revision after a change of its status.
  package struct TaskDefinitionChange: Sendable {
    package let definition: TaskDefinition
    package let previousStatus: TaskDefinition.Status
  }
}

extension Region {
  /// Stores the next revision of the family. Every success is a new one.
  package mutating func registerTaskDefinition(
    _ given: ECS.TaskDefinitionRequest, principal: String
  ) throws(ServiceFailure) -> ECS.TaskDefinition {
    let request = try checked(given)
    var family = ecs.families[request.family] ?? ECS.Family(name: request.family)
    guard family.lastRevision < ECS.Quotas.revisionsPerFamily else {
      throw ServiceFailure(
        "LimitExceededException", "The limit for the resource was exceeded.",
        why: "A family has at most \(ECS.Quotas.revisionsPerFamily) revisions, and their numbers are never used again: "
          + "register under another family.")
    }
    family.lastRevision += 1
    let definition = revision(family.lastRevision, of: request, principal: principal)
    family.revisions.append(definition)
    ecs.families[family.name] = family
    recordTaskDefinition(definition, "ACTIVE")
    return definition
  }

  /// The request with its sizes as numbers, once it has passed every check.
  func checked(_ given: ECS.TaskDefinitionRequest) throws(ServiceFailure) -> ECS.TaskDefinitionRequest {
    var request = given
    request.cpuUnits = try size(given.cpu, "cpu", TaskSize.cpuUnits)
    request.memoryMiB = try size(given.memory, "memory", TaskSize.memoryMiB)
    try TaskDefinitionCheck.run(on: request)
    for log in request.containers.compactMap(\.definition.logConfiguration) where log.driver == "awslogs" {
      if let region = log.option("awslogs-region"), region != name {
        throw .notSimulated("Logs in another Region").explained(
          "Containers of \(name) write to its own log groups here: set awslogs-region to \(name), not to \(region).")
      }
      guard let pattern = log.eventStart else { continue }
      do throws(RegularExpression.SyntaxError) { _ = try RegularExpression(pattern) } catch {
        guard error.isUnknownHere else { continue }
        throw .notSimulated("The regular expression '\(pattern)'").explained("In it \(error.message).")
      }
    }
    return request
  }

  /// What a checked request becomes as one revision of its family.
  func revision(
    _ number: Int, of request: ECS.TaskDefinitionRequest, principal: String
  ) -> ECS.TaskDefinition {
    ECS.TaskDefinition(
      family: request.family, revision: number, document: request.storedDocument(),
      containers: request.containers.map(\.definition), networkMode: request.networkMode, cpuUnits: request.cpuUnits,
      memoryMiB: request.memoryMiB, requiresCompatibilities: request.requiresCompatibilities,
      compatibilities: request.compatibilities(), taskRoleARN: request.taskRoleARN,
      executionRoleARN: request.executionRoleARN, placementConstraints: request.placementConstraints,
      requiresAttributes: request.requiresAttributes(), tags: request.tags, registeredAt: now, registeredBy: principal)
  }

  private func size(_ text: String?, _ name: String, _ parse: (String) -> Int?) throws(ServiceFailure) -> Int? {
    guard let text else { return nil }
    guard let size = parse(text) else {
      throw .invalidParameter(
        "Invalid '\(name)' setting for task.",
        why: name == "cpu"
          ? "Write CPU units, such as 256, or vCPUs, such as '.25 vCPU'."
          : "Write MiB, such as 512, or gigabytes, such as '0.5 GB'.")
    }
    return size
  }

  /// Makes the revision INACTIVE. The value has the revision as the reply shows it: without the instant when it was
  /// ACTIVE until now.
  package mutating func deregisterTaskDefinition(_ text: String) throws(ServiceFailure) -> ECS.TaskDefinitionChange {
    let reference = try ECS.TaskDefinitionReference(parsing: text, in: self)
    guard reference.revision != nil else {
      throw .invalidParameter(
        "Revision is missing", why: "Say which revision to retire: '\(reference.family):1', not the bare family.")
    }
    guard var definition = taskDefinition(reference) else { throw .client("Unable to deregister task definition.") }
    switch definition.status {
    case .inactive: return .init(definition: definition, previousStatus: .inactive)
    case .deleteInProgress:
      throw .client(
        "The task definition could not be deregistered because it is in the process of being deleted.")
    case .active:
      definition.status = .inactive
      let now = now
      changeTaskDefinition(definition.family, definition.revision) {
        $0.status = .inactive
        $0.deregisteredAt = now
      }
      recordTaskDefinition(definition, "INACTIVE")
      return .init(definition: definition, previousStatus: .active)
    }
  }

  /// Marks INACTIVE revisions for deletion; what cannot be deleted becomes a failure with the text as it was given.
  package mutating func deleteTaskDefinitions(
    _ texts: [String]
  ) throws(ServiceFailure) -> (deleted: [ECS.TaskDefinitionChange], failures: [ECS.Failure]) {
    guard !texts.isEmpty else {
      throw .invalidParameter("size of TaskDefinition references list must be greater than 0")
    }
    guard texts.count <= 10 else {
      throw .invalidParameter("Size of TaskDefinition references list cannot exceed 10")
    }
    var deleted: [ECS.TaskDefinitionChange] = []
    var failures: [ECS.Failure] = []
    for text in texts {
      switch deleteTaskDefinition(text) {
      case .success(let change):
        // Named twice it is shown once.
        let definition = change.definition
        let isKnown = deleted.contains {
          ($0.definition.family, $0.definition.revision) == (definition.family, definition.revision)
        }
        if !isKnown { deleted.append(change) }
      case .failure(let refusal): failures.append(ECS.Failure(arn: text, reason: refusal.reason))
      }
    }
    return (deleted, failures)
  }

  private struct DeletionRefusal: Error { let reason: String }

  private mutating func deleteTaskDefinition(
    _ text: String
  ) -> Result<ECS.TaskDefinitionChange, DeletionRefusal> {
    guard let reference = try? ECS.TaskDefinitionReference(parsing: text, in: self), reference.revision != nil else {
      return .failure(
        .init(
          reason: "The specified task definition identifier is invalid. Specify a valid name or ARN and try again."))
    }
    guard var definition = taskDefinition(reference) else {
      return .failure(
        .init(
          reason:
            "The specified task definition does not exist. Specify a valid account, family, revision and try again."
        ))
    }
    switch definition.status {
    case .active:
      return .failure(
        .init(
          reason: "The specified task definition is still in ACTIVE status. Please deregister the target and try again."
        ))
    case .deleteInProgress: return .success(.init(definition: definition, previousStatus: .deleteInProgress))
    case .inactive:
      definition.status = .deleteInProgress
      definition.deleteRequestedAt = now
      changeTaskDefinition(definition.family, definition.revision) { [definition] in $0 = definition }
      recordTaskDefinition(definition, "DELETE_IN_PROGRESS")
      schedule(
        .removeTaskDefinition(family: definition.family, revision: definition.revision),
        after: timing.taskDefinitionRemoval)
      return .success(.init(definition: definition, previousStatus: .inactive))
    }
  }

  /// The revision goes away, or if something still uses it, is looked at again later.
  mutating func removeTaskDefinition(family: String, revision: Int) {
    guard let definition = taskDefinition(family, revision), definition.status == .deleteInProgress else { return }
    guard !isInUse(definition) else {
      schedule(.removeTaskDefinition(family: family, revision: revision), after: timing.taskDefinitionRemoval)
      return
    }
    ecs.families[family]?.revisions.removeAll { $0.revision == revision }
    recordTaskDefinition(definition, "deleted")
  }

  private func isInUse(_ definition: ECS.TaskDefinition) -> Bool {
    let services = ecs.services.values.filter { $0.status != .inactive }
    if services.flatMap(\.deployments).contains(where: {
      $0.family == definition.family && $0.revision == definition.revision
    }) {
      return true
    }
    return ecs.clusters.keys.contains { cluster in
      ecs.tasks.all(inCluster: cluster).contains {
        $0.family == definition.family && $0.revision == definition.revision && $0.lastStatus != .stopped
          && $0.daemon == nil
      }
    }
  }

  mutating func changeTaskDefinition(_ family: String, _ revision: Int, _ body: (inout ECS.TaskDefinition) -> Void) {
    guard var known = ecs.families[family], let index = known.index(of: revision) else { return }
    body(&known.revisions[index])
    ecs.families[family] = known
  }

  private mutating func recordTaskDefinition(_ definition: ECS.TaskDefinition, _ status: String) {
    record(
      EventRecord.Draft(
        .command, source: "task-definition/\(definition.family):\(definition.revision)", cluster: nil, message: status))
  }
}

extension Region {
  /// The revisions of one family, or of all, with a status, by family and then revision.
  package func taskDefinitions(family: String?, status: ECS.TaskDefinition.Status) -> [ECS.TaskDefinition] {
    let families =
      family.map { ecs.families[$0].map { [$0] } ?? [] } ?? ecs.families.values.sorted { $0.name < $1.name }
    return families.flatMap { $0.revisions.filter { $0.status == status } }
  }

  /// Family names in order: those with an ACTIVE revision, those without, or all.
  package func taskDefinitionFamilies(prefix: String, isActive: Bool?) -> [String] {
    ecs.families.values.filter { family in
      !family.revisions.isEmpty && family.name.hasPrefix(prefix)
        && (isActive == nil || isActive == (family.latestActive != nil))
    }
    .map(\.name).sorted()
  }
}

extension ECS.TaskDefinitionRequest {
  /// What describe-task-definition echoes: the request with its sizes as plain numbers.
  fileprivate func storedDocument() -> Document.Object {
    var result = document
    result["containerDefinitions"] = .list(containers.map { .object($0.document) })
    result["family"] = .string(family)
    result["cpu"] = cpuUnits.map { .string(String($0)) }
    result["memory"] = memoryMiB.map { .string(String($0)) }
    return result
  }
}
