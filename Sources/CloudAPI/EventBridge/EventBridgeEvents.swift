/// What Amazon EventBridge would deliver of a record of the event log: ECS's envelope and detail.
///
/// In: a record, and the world as it is right after it. Out: its events, none for records that ECS tells nobody of
/// (commands, faults, entries of registries, what other services do) and for subjects that are no longer remembered. A task
/// that takes or gives back an instance's resources is told of twice: as a task, and as a change of the instance.
/// Pure: the same record gives the same events, their ids included. Delivers nothing. Source: ECS Developer Guide, "Amazon ECS
/// events" (task, container instance, instance health, service action, deployment and hook events).
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  package static func events(of record: EventRecord, in world: World) -> [Document] {
    guard let region = world.regions[record.region] else { return [] }
    let name = record.source.split(separator: "/", maxSplits: 1).last.map(String.init) ?? ""
    let contents: [EventContent?] =
      switch record.kind {
      case .taskStateChange: [region.taskEvent(of: name, record), region.resourceEvent(ofTask: name, record)]
      case .containerInstanceStateChange: [region.instanceEvent(of: name, record, status: record.message)]
      case .containerInstanceHealthChange: [region.healthEvent(of: name, record)]
      case .serviceEvent, .serviceAction:
        [region.serviceAction(of: name, record), region.providersAreSteady(of: name, record)]
      case .deploymentStateChange: [region.deploymentEvent(of: record), region.deploymentAction(of: record)]
      case .command: [region.countUpdate(of: name, record)]
      case .fault, .serviceRegistration, .alarmStateChange, .scalingActivity,
        .targetHealthChange, .ruleInvocation:
        []
      }
    var mint = IdentifierMint(stream: SeededStream(seed: world.seed).split("event/\(record.number)"))
    return contents.compactMap { $0 }.map { content in
      [
        "version": "0", "id": .string(mint.uuid()), "detail-type": .string(content.type), "source": "aws.ecs",
        "account": .string(world.account), "time": .string(record.instant.iso8601()), "region": .string(record.region),
        "resources": [.string(content.resource)], "detail": .object(content.detail),
      ]
    }
  }
}

/// What differs from event to event.
private struct EventContent {
  let type: String
  let resource: String
  let detail: Document.Object
}

extension Region {
  /// DescribeTasks's object, with the record's own status: several records can be of one instant.
  fileprivate func taskEvent(of id: String, _ record: EventRecord) -> EventContent? {
    guard let task = ecs.tasks[id] else { return nil }
    var detail = document(of: task, .described(withTags: false)).withTextTimes
    detail["lastStatus"] = .string(record.message)
    detail["tags"] = nil
    detail["updatedAt"] = .string(record.instant.iso8601(milliseconds: true))
    if let attachments = detail["attachments"]?.list {
      detail["attachments"] = .list(attachments.map(Self.withShortType))
    }
    return EventContent(type: "ECS Task State Change", resource: arn(ofTask: id, cluster: task.cluster), detail: detail)
  }

  /// Events call `eni` what replies call `ElasticNetworkInterface`.
  private static func withShortType(_ attachment: Document) -> Document {
    guard var object = attachment.object, object["type"]?.string == "ElasticNetworkInterface" else { return attachment }
    object["type"] = "eni"
    return .object(object)
  }

  /// The instance whose resources the task has just taken or given back.
  fileprivate func resourceEvent(ofTask id: String, _ record: EventRecord) -> EventContent? {
    guard let task = ecs.tasks[id], let instance = task.containerInstance.flatMap({ ecs.containerInstances[$0] }),
      task.hasJustBeenPlaced || record.message == ECS.TaskStatus.stopped.rawValue
    else { return nil }
    return instanceEvent(of: instance.id, record, status: instance.status.rawValue)
  }

  fileprivate func instanceEvent(of id: String, _ record: EventRecord, status: String) -> EventContent? {
    guard let instance = ecs.containerInstances[id] else { return nil }
    var detail = document(of: instance, withTags: false).withTextTimes
    detail["clusterArn"] = .string(arn(ofCluster: instance.cluster))
    detail["status"] = .string(status)
    detail["tags"] = nil
    detail["updatedAt"] = .string(record.instant.iso8601(milliseconds: true))
    return EventContent(
      type: "ECS Container Instance State Change", resource: arn(ofContainerInstance: id, cluster: instance.cluster),
      detail: detail)
  }

  /// The checks whose status has changed; what has no value is there, as null.
  fileprivate func healthEvent(of id: String, _ record: EventRecord) -> EventContent? {
    guard let instance = ecs.containerInstances[id] else { return nil }
    let arn = arn(ofContainerInstance: id, cluster: instance.cluster)
    var detail: Document.Object = [
      "clusterArn": .string(self.arn(ofCluster: instance.cluster)), "containerInstanceArn": .string(arn),
      "capacityProviderName": instance.capacityProviderName.map(Document.string) ?? .null,
      "ec2InstanceId": .string(instance.ec2InstanceID),
    ]
    for member in record.draft.detail.members { detail[member.key] = member.value }
    return EventContent(type: "ECS Container Instance Health Change", resource: arn, detail: detail)
  }

  fileprivate func serviceAction(of name: String, _ record: EventRecord) -> EventContent? {
    guard let cluster = record.draft.cluster, let action = ServiceAction(record) else { return nil }
    let key = ECS.ServiceKey(cluster: cluster, name: name)
    var detail: Document.Object = [
      "eventType": .string(action.type), "eventName": .string(action.name),
      "clusterArn": .string(arn(ofCluster: cluster)),
    ]
    let providers = ecs.services[key]?.capacityProviderStrategy.map(\.capacityProvider) ?? []
    if action.type == "ERROR", !providers.isEmpty {
      detail["capacityProviderArns"] = .list(providers.map { .string(arn(ofCapacityProvider: $0)) })
    }
    if let instance = action.containerInstance {
      detail["containerInstanceArns"] = [.string(arn(ofContainerInstance: instance, cluster: cluster))]
    }
    if let set = action.taskSet {
      detail["taskSetArns"] = [.string(ecsARN("task-set/\(cluster)/\(name)/\(set)"))]
    }
    for member in action.ownMembers.members { detail[member.key] = member.value }
    detail["reason"] = action.reason.map(Document.string)
    detail["createdAt"] = .string(record.instant.iso8601(milliseconds: true))
    return EventContent(type: "ECS Service Action", resource: arn(ofService: key), detail: detail)
  }

  /// Beside the steady state of a service with a capacity provider strategy.
  fileprivate func providersAreSteady(of name: String, _ record: EventRecord) -> EventContent? {
    guard let cluster = record.draft.cluster, ServiceAction(record)?.name == "SERVICE_STEADY_STATE" else { return nil }
    let key = ECS.ServiceKey(cluster: cluster, name: name)
    let providers = ecs.services[key]?.capacityProviderStrategy.map(\.capacityProvider) ?? []
    guard !providers.isEmpty else { return nil }
    return EventContent(
      type: "ECS Service Action", resource: arn(ofService: key),
      detail: [
        "eventType": "INFO", "eventName": "CAPACITY_PROVIDER_STEADY_STATE",
        "clusterArn": .string(arn(ofCluster: cluster)),
        "capacityProviderArns": .list(providers.map { .string(arn(ofCapacityProvider: $0)) }),
        "createdAt": .string(record.instant.iso8601(milliseconds: true)),
      ])
  }

  /// A scaling policy gave a service another desired count. What users set by hand is not told.
  fileprivate func countUpdate(of name: String, _ record: EventRecord) -> EventContent? {
    guard let cluster = record.draft.cluster, record.source.hasPrefix("service/"),
      let count = record.draft.detail["desiredCount"]
    else { return nil }
    return EventContent(
      type: "ECS Service Action", resource: arn(ofService: ECS.ServiceKey(cluster: cluster, name: name)),
      detail: [
        "eventType": "INFO", "eventName": "SERVICE_DESIRED_COUNT_UPDATED",
        "clusterArn": .string(arn(ofCluster: cluster)), "desiredCount": count,
        "createdAt": .string(record.instant.iso8601(milliseconds: true)),
      ])
  }

  /// Beside what is told of the deployment itself: what its service does.
  fileprivate func deploymentAction(of record: EventRecord) -> EventContent? {
    guard let cluster = record.draft.cluster, let name = record.draft.detail["service"]?.string,
      record.draft.detail["hookId"] == nil, let type = record.draft.detail["eventType"]
    else { return nil }
    let key = ECS.ServiceKey(cluster: cluster, name: name)
    return EventContent(
      type: "ECS Service Action", resource: arn(ofService: key),
      detail: [
        "eventType": type, "eventName": .string(record.message), "clusterArn": .string(arn(ofCluster: cluster)),
        "createdAt": .string(record.instant.iso8601(milliseconds: true)),
      ])
  }

  /// Deployments and their hooks: the rules keep the detail, the names of resources are added.
  fileprivate func deploymentEvent(of record: EventRecord) -> EventContent? {
    guard let cluster = record.draft.cluster, let name = record.draft.detail["service"]?.string else { return nil }
    let key = ECS.ServiceKey(cluster: cluster, name: name)
    var detail = record.draft.detail
    detail["service"] = nil
    guard detail["hookId"] != nil else {
      return EventContent(type: "ECS Deployment State Change", resource: arn(ofService: key), detail: detail)
    }
    // Only pauses are told of on the bus.
    guard detail["hookType"] == "PAUSE" else { return nil }
    let deployment = String(record.source.dropFirst("deployment/ecs-svc/".count))
    let history = ecs.services[key]?.deployments.first { $0.id == deployment }?.serviceDeploymentID
    guard let history else { return nil }
    let resource = arn(ofServiceDeployment: history, key)
    detail["clusterArn"] = .string(arn(ofCluster: cluster))
    detail["serviceArn"] = .string(arn(ofService: key))
    detail["serviceDeploymentArn"] = .string(resource)
    return EventContent(type: "ECS Hook State Change", resource: resource, detail: detail)
  }
}

extension ECS.Task {
  /// True from its placement on an instance until the first step after it.
  fileprivate var hasJustBeenPlaced: Bool {
    phase == .creatingNetworkInterface || phase == .preparing && attachment == nil
  }
}

/// The name that a service event has on the bus; nil for texts that are not sent there.
private struct ServiceAction {
  let type: String
  let name: String
  var reason: String?
  var containerInstance: String?
  /// `ecs-svc/N`
  var taskSet: String?
  /// Of a record without a text: what the rules put into the detail.
  var ownMembers: Document.Object = [:]

  /// How texts begin after `(service NAME) `. A deployment's end is a Deployment State Change.
  private static let table: [(beginning: String, type: String, name: String)] = [
    ("has reached a steady state.", "INFO", "SERVICE_STEADY_STATE"),
    ("has started ", "INFO", "TASKS_STARTED"),
    ("has stopped ", "INFO", "TASKS_STOPPED"),
    ("stopped AZ Rebalancing.", "INFO", "SERVICE_REBALANCING_STOPPED"),
    ("stopped ", "INFO", "TASKS_STOPPED"),
    ("is not AZ balanced ", "INFO", "SERVICE_REBALANCING_STARTED"),
    ("is AZ balanced ", "INFO", "SERVICE_REBALANCING_COMPLETED"),
    ("is unable to consistently start tasks", "WARN", "SERVICE_TASK_START_IMPAIRED"),
    ("was unable to place a task", "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"),
    ("was unable to place tasks in your cluster", "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"),
    ("was unable to reach steady state. Reason: No Container", "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"),
    ("is unable to place a task", "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"),
    ("failed to launch a task with (error", "ERROR", "SERVICE_TASK_CONFIGURATION_FAILURE"),
    ("operations are being throttled.", "ERROR", "ECS_OPERATION_THROTTLED"),
    ("was unable to reach steady state because (taskSet", "INFO", "TASKSET_SCALE_IN_FAILURE_BY_TASK_PROTECTION"),
    ("was unable to AZ Rebalance because (taskSet", "INFO", "TASKSET_SCALE_IN_FAILURE_BY_TASK_PROTECTION"),
    ("updated state to STEADY_STATE.", "INFO", "TASKSET_STEADY_STATE"),
    ("updated computedDesiredCount ", "INFO", "SERVICE_DESIRED_COUNT_UPDATED"),
  ]

  /// What a placement text says, and the word for it.
  private static let lacks: [(text: String, reason: String)] = [
    ("has insufficient CPU units available", "RESOURCE:CPU"), ("has insufficient memory available", "RESOURCE:MEMORY"),
    ("is already using a port required by your task", "RESOURCE:PORTS"), ("have the agent connected", "AGENT"),
    ("is missing an attribute required by your task", "ATTRIBUTE"),
    ("Capacity is unavailable at this time", "RESOURCE:FARGATE"), ("you can run concurrently", "RESOURCE:FARGATE"),
    ("configuration is above your limit", "RESOURCE:FARGATE"),
  ]

  /// What has no text of its own brings its name along.
  init?(_ record: EventRecord) {
    let (detail, text) = (record.draft.detail, record.message)
    if let name = detail["eventName"]?.string, let type = detail["eventType"]?.string {
      (self.name, self.type, ownMembers) = (name, type, detail)
      return
    }
    guard let end = text.firstIndex(of: ")"), text.hasPrefix("(service ") else { return nil }
    let words = text[end...].dropFirst(2)
    guard let row = Self.table.first(where: { words.hasPrefix($0.beginning) }) else { return nil }
    (type, name) = (row.type, row.name)
    taskSet = Self.word(after: "taskSet ", in: text).map { String($0.prefix { $0 != "," && $0 != " " }) }
    if let count = Self.word(after: ") updated computedDesiredCount for taskSet ", in: text) {
      ownMembers["desiredCount"] = count.split(separator: " ").last.flatMap { Int($0.dropLast()) }.map(Document.integer)
    }
    guard type == "ERROR" else { return }
    reason =
      Self.lacks.first { words.contains($0.text) }?.reason
      ?? Self.quoted(after: "encountered error \"", in: String(words))
    containerInstance = Self.word(after: "(container-instance ", in: text)
  }

  /// What stands between `mark` and the next closing parenthesis, or the end.
  private static func word(after mark: String, in text: String) -> String? {
    text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix { $0 != ")" }) }
  }

  private static func quoted(after mark: String, in text: String) -> String? {
    text.firstRange(of: mark).map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
  }
}

extension Document.Object {
  /// Members that are called something `At` as ISO 8601 text instead of epoch seconds, at every depth.
  fileprivate var withTextTimes: Document.Object {
    Document.Object(
      uniqueMembers: members.map { member in
        guard member.key.hasSuffix("At"), let seconds = member.value.double else {
          return Member(key: member.key, value: member.value.withTextTimes)
        }
        let instant = Instant(milliseconds: Int((seconds * 1_000).rounded()))
        return Member(key: member.key, value: .string(instant.iso8601(milliseconds: true)))
      })
  }
}

extension Document {
  fileprivate var withTextTimes: Document {
    switch self {
    case .object(let object): .object(object.withTextTimes)
    case .list(let elements): .list(elements.map(\.withTextTimes))
    case .null, .boolean, .integer, .decimal, .string: self
    }
  }
}
