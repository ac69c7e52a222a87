/// References to task definitions and daemon task definitions: `family`, `family:revision` or an ARN.
///
/// In: the text of a request, the Region's families. Out: one revision, or the refusal of the operation that asked.
/// Source: ECS API reference, members named `taskDefinition`.

extension ECS {
  package struct TaskDefinitionReference: Hashable, Sendable {
    package let family: String
    /// nil: the latest ACTIVE revision.
    package let revision: Int?
    /// False for an ARN of another Region, account or service, which nothing here answers to.
    package let isLocal: Bool

    /// - Parameter kind: as ARNs name it: `task-definition` or `daemon-task-definition`.
    /// - Throws: InvalidParameterException for a family or revision that cannot be one.
    package init(
      parsing text: String, in region: Region, kind: String = "task-definition"
    ) throws(ServiceFailure) {
      let noun = kind.split(separator: "-").joined(separator: " ")
      var name = text[...]
      var isLocal = true
      if ResourceARN.isARN(text) {
        let arn = try ResourceARN(parsing: text)
        isLocal = region.isOurs(arn) && arn.kind == kind && arn.path.count == 1
        name = arn.path.last.map { $0[...] } ?? ""
      }
      let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let family = parts.first.map(String.init), isName(family) else {
        throw .invalidParameter(
          "Invalid \(noun): Invalid family name.",
          why: "A \(noun) is named by its family, such as 'web', or by family and revision, such as 'web:3'; "
            + "a family holds letters, digits, '-' and '_' only.")
      }
      self.family = family
      self.isLocal = isLocal
      guard parts.count == 2 else {
        revision = nil
        return
      }
      guard parts[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let number = Int(parts[1]), number > 0
      else {
        throw .invalidParameter(
          "Invalid \(noun): Invalid revision number.",
          why: "What follows the ':' is the revision, a whole number from 1 on; leave it out for the latest ACTIVE one."
        )
      }
      revision = number
    }
  }
}

extension Region {
  package func taskDefinition(_ family: String, _ revision: Int) -> ECS.TaskDefinition? {
    ecs.families[family]?[revision]
  }

  /// The revision that `reference` stands for: without a number the latest ACTIVE one. nil where there is none.
  package func taskDefinition(_ reference: ECS.TaskDefinitionReference) -> ECS.TaskDefinition? {
    guard reference.isLocal, let family = ecs.families[reference.family] else { return nil }
    guard let revision = reference.revision else { return family.latestActive }
    return family[revision]
  }

  /// For DescribeTaskDefinition: any revision that is still known, whatever its status.
  package func taskDefinition(toDescribe text: String) throws(ServiceFailure) -> ECS.TaskDefinition {
    let reference = try ECS.TaskDefinitionReference(parsing: text, in: self)
    guard let definition = taskDefinition(reference) else {
      throw .client("Unable to describe task definition.", why: whyNotFound(reference))
    }
    return definition
  }

  /// For RunTask, StartTask, CreateService and UpdateService: an ACTIVE revision.
  package func taskDefinition(toRun text: String) throws(ServiceFailure) -> ECS.TaskDefinition {
    let reference = try ECS.TaskDefinitionReference(parsing: text, in: self)
    guard let definition = taskDefinition(reference) else {
      throw .client("TaskDefinition not found.", why: whyNotFound(reference))
    }
    let name = "\(definition.family):\(definition.revision)"
    switch definition.status {
    case .active: return definition
    case .inactive:
      throw .client(
        "TaskDefinition is inactive",
        why: "\(name) was deregistered: nothing new starts from it. Name an ACTIVE revision "
          + "('aws ecs list-task-definitions') or register it again.")
    case .deleteInProgress:
      throw .invalidParameter(
        "TaskDefinition is being deleted",
        why: "\(name) was deleted for good; name an ACTIVE revision ('aws ecs list-task-definitions').")
    }
  }

  private func whyNotFound(_ reference: ECS.TaskDefinitionReference) -> String {
    guard let family = ecs.families[reference.family], reference.isLocal else {
      return "Nothing was ever registered under the family '\(reference.family)' in \(name): "
        + "'aws ecs list-task-definition-families' shows the names there are."
    }
    guard let revision = reference.revision else {
      return "The family '\(family.name)' has no ACTIVE revision; register one with 'aws ecs register-task-definition'."
    }
    return "The family '\(family.name)' has no revision \(revision): "
      + "'aws ecs list-task-definitions --family-prefix \(family.name)' shows those it has."
  }
}
