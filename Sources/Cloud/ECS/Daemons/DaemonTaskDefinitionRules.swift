/// What can be done with daemon task definitions: register, find, list, delete.
///
/// In: requests and references. Out: revisions, or AWS's refusal. Registration is checked as a task definition is, as
/// far as a daemon's containers have the members. A daemon that runs a revision never notices its end.
/// Source: ECS API reference, RegisterDaemonTaskDefinition, DescribeDaemonTaskDefinition, ListDaemonTaskDefinitions,
/// DeleteDaemonTaskDefinition.
import SimulationKit

extension Region {
  /// Stores the next revision of the family. Every success is a new one.
  package mutating func registerDaemonTaskDefinition(
    _ given: ECS.TaskDefinitionRequest, principal: String
  ) throws(ServiceFailure) -> ECS.DaemonTaskDefinition {
    let request = try checked(given)
    var family = ecs.daemonFamilies[request.family] ?? ECS.DaemonFamily(name: request.family)
    family.lastRevision += 1
    let definition = ECS.DaemonTaskDefinition(
      definition: revision(family.lastRevision, of: request, principal: principal))
    family.revisions.append(definition)
    ecs.daemonFamilies[family.name] = family
    recordDaemonTaskDefinition(definition)
    return definition
  }

  package func daemonTaskDefinition(_ family: String, _ revision: Int) -> ECS.DaemonTaskDefinition? {
    ecs.daemonFamilies[family]?[revision]
  }

  /// The revision that `reference` stands for: without a number the latest ACTIVE one. nil where there is none.
  package func daemonTaskDefinition(_ reference: ECS.TaskDefinitionReference) -> ECS.DaemonTaskDefinition? {
    guard reference.isLocal, let family = ecs.daemonFamilies[reference.family] else { return nil }
    guard let revision = reference.revision else { return family.latestActive }
    return family[revision]
  }

  /// For DescribeDaemonTaskDefinition: any revision that is still known, whatever its status.
  package func daemonTaskDefinition(toDescribe text: String) throws(ServiceFailure) -> ECS.DaemonTaskDefinition {
    let reference = try ECS.TaskDefinitionReference(parsing: text, in: self, kind: "daemon-task-definition")
    guard let definition = daemonTaskDefinition(reference) else {
      throw .client("Unable to describe daemon task definition.", why: whyNoDaemonTaskDefinition(reference))
    }
    return definition
  }

  /// For CreateDaemon and UpdateDaemon: an ACTIVE revision.
  package func daemonTaskDefinition(toRun text: String) throws(ServiceFailure) -> ECS.DaemonTaskDefinition {
    let reference = try ECS.TaskDefinitionReference(parsing: text, in: self, kind: "daemon-task-definition")
    guard let definition = daemonTaskDefinition(reference) else {
      throw .client("DaemonTaskDefinition not found.", why: whyNoDaemonTaskDefinition(reference))
    }
    switch definition.status {
    case .active: return definition
    case .deleteInProgress, .deleted:
      throw .invalidParameter(
        "DaemonTaskDefinition is being deleted",
        why: "\(definition.name) was deleted: no daemon starts from it any more. Name an ACTIVE revision "
          + "('aws ecs list-daemon-task-definitions') or register it again.")
    }
  }

  private func whyNoDaemonTaskDefinition(_ reference: ECS.TaskDefinitionReference) -> String {
    guard let family = ecs.daemonFamilies[reference.family], reference.isLocal else {
      let isTaskFamily = reference.isLocal && ecs.families[reference.family] != nil
      return "No daemon task definition was ever registered under the family '\(reference.family)' in \(name)"
        + (isTaskFamily ? "; the task definition of that name is another thing, which daemons cannot run" : "")
        + ": 'aws ecs list-daemon-task-definitions --status ALL' shows those there are."
    }
    guard let revision = reference.revision else {
      return "The family '\(family.name)' has no ACTIVE revision; register one with "
        + "'aws ecs register-daemon-task-definition'."
    }
    return "The family '\(family.name)' has no revision \(revision): "
      + "'aws ecs list-daemon-task-definitions --family \(family.name) --status ALL' shows those it has."
  }

  /// By family, then revision.
  package func daemonTaskDefinitions(_ filter: ECS.DaemonTaskDefinitionFilter) -> [ECS.DaemonTaskDefinition] {
    ecs.daemonFamilies.values
      .filter { $0.name.hasPrefix(filter.familyPrefix) && (filter.family == nil || filter.family == $0.name) }
      .sorted { $0.name < $1.name }
      .flatMap { family in
        let shown = filter.isLastRegistered ? Array(family.revisions.suffix(1)) : family.revisions
        return shown.filter { filter.status == nil || filter.status == $0.status }
      }
  }

  // MARK: - Deleting

  /// - Returns: the revision, in DELETE_IN_PROGRESS.
  package mutating func deleteDaemonTaskDefinition(_ text: String) throws(ServiceFailure) -> ECS.DaemonTaskDefinition {
    let reference = try ECS.TaskDefinitionReference(parsing: text, in: self, kind: "daemon-task-definition")
    guard reference.revision != nil else {
      throw .invalidParameter(
        "Revision is missing", why: "Say which revision to delete: '\(reference.family):1', not the bare family.")
    }
    guard var definition = daemonTaskDefinition(reference) else {
      throw .client("Unable to delete daemon task definition.", why: whyNoDaemonTaskDefinition(reference))
    }
    switch definition.status {
    case .active: break
    case .deleteInProgress, .deleted:
      throw .client(
        "The daemon task definition must be in the ACTIVE state to be deleted.",
        why: "\(definition.name) is \(definition.status.rawValue): its deletion was asked for before.")
    }
    definition.status = .deleteInProgress
    definition.definition.deleteRequestedAt = now
    changeDaemonTaskDefinition(definition.definition.family, definition.definition.revision) { [definition] in
      $0 = definition
    }
    recordDaemonTaskDefinition(definition)
    scheduleRemoval(of: definition)
    return definition
  }

  private mutating func scheduleRemoval(of definition: ECS.DaemonTaskDefinition) {
    let (family, revision) = (definition.definition.family, definition.definition.revision)
    schedule(
      .daemon(.removeTaskDefinition(family: family, revision: revision)), after: timing.daemonTaskDefinitionRemoval)
  }

  /// The revision becomes DELETED, or if a daemon still runs it, is looked at again later.
  mutating func removeDaemonTaskDefinition(_ family: String, _ revision: Int) {
    guard let definition = daemonTaskDefinition(family, revision), definition.status == .deleteInProgress else {
      return
    }
    guard !isUsedByDaemon(definition) else { return scheduleRemoval(of: definition) }
    changeDaemonTaskDefinition(family, revision) { $0.status = .deleted }
    if let deleted = daemonTaskDefinition(family, revision) { recordDaemonTaskDefinition(deleted) }
    schedule(.daemon(.forgetTaskDefinition(family: family, revision: revision)), after: timing.inactiveRetention)
  }

  /// True while a daemon's newest or settled revision, or one of its tasks, runs it.
  private func isUsedByDaemon(_ definition: ECS.DaemonTaskDefinition) -> Bool {
    ecs.daemons.values.contains { daemon in
      var used = daemon.watched.values.map(\.revision)
      used += [daemon.settledRevision, daemon.deployment?.wanted, daemon.deployment?.target].compactMap(\.self)
      return used.compactMap(daemon.revision).contains {
        $0.family == definition.definition.family && $0.revision == definition.definition.revision
      }
    }
  }

  mutating func forgetDaemonTaskDefinition(_ family: String, _ revision: Int) {
    guard daemonTaskDefinition(family, revision)?.status == .deleted else { return }
    ecs.daemonFamilies[family]?.revisions.removeAll { $0.definition.revision == revision }
  }

  mutating func changeDaemonTaskDefinition(
    _ family: String, _ revision: Int, _ body: (inout ECS.DaemonTaskDefinition) -> Void
  ) {
    guard var known = ecs.daemonFamilies[family],
      let index = known.revisions.firstIndex(where: { $0.definition.revision == revision })
    else { return }
    body(&known.revisions[index])
    ecs.daemonFamilies[family] = known
  }

  private mutating func recordDaemonTaskDefinition(_ definition: ECS.DaemonTaskDefinition) {
    record(
      EventRecord.Draft(
        .command, source: "daemon-task-definition/\(definition.name)", cluster: nil,
        message: definition.status.rawValue))
  }

  package func arn(ofDaemonTaskDefinition family: String, _ revision: Int) -> String {
    ecsARN("daemon-task-definition/\(family):\(revision)")
  }
}
