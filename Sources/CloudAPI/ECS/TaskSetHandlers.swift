/// Task sets at the border.
///
/// In: calls. Out: replies. Checked first are the cluster, the service, the task set, then the arguments.
/// Source: ECS API reference, CreateTaskSet, DescribeTaskSets, UpdateTaskSet, DeleteTaskSet,
/// UpdateServicePrimaryTaskSet.
import Cloud
import Documents

extension CloudAPI {
  static let taskSetHandlers: [String: Handler] = [
    "CreateTaskSet": createTaskSet,
    "DescribeTaskSets": describeTaskSets,
    "UpdateTaskSet": updateTaskSet,
    "DeleteTaskSet": deleteTaskSet,
    "UpdateServicePrimaryTaskSet": updateServicePrimaryTaskSet,
  ]

  @Sendable private static func createTaskSet(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (cluster, service) = try activeService(call, region)
    try region.checkTakesTaskSets(service)
    let set = try region.createTaskSet(try ECS.TaskSetOrder(reading: call.input), of: service, cluster: cluster)
    return ["taskSet": region.document(ofTaskSet: set, service.key, withTags: true)]
  }

  @Sendable private static func describeTaskSets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.requiredString("cluster"))
    let service = try region.knownService(try call.input.requiredString("service"), cluster: cluster)
    guard service.status != .inactive else { throw .serviceNotActive(service) }
    try region.checkTakesTaskSets(service)
    let include = try call.input.include(allowed: ["TAGS"])
    let references = try call.input.strings("taskSets") ?? []
    var found = references.isEmpty ? service.deployments : []
    var failures: [ECS.Failure] = []
    for reference in references {
      if let set = region.taskSet(reference, of: service) {
        if !found.contains(where: { $0.id == set.id }) { found.append(set) }
      } else {
        let tail = "task-set/\(cluster.name)/\(service.key.name)/\(reference)"
        let arn = ResourceARN.isARN(reference) ? reference : region.ecsARN(tail)
        if !failures.contains(where: { $0.arn == arn }) { failures.append(.missing(arn)) }
      }
    }
    let withTags = include.contains("TAGS")
    return Document.Object(rendering: [
      "taskSets": found.map { region.document(ofTaskSet: $0, service.key, withTags: withTags) }, "failures": failures,
    ])
  }

  @Sendable private static func updateTaskSet(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (_, service) = try activeService(call, region)
    try region.checkTakesTaskSets(service)
    let set = try region.knownTaskSet(try call.input.requiredString("taskSet"), of: service)
    guard let scale = try call.input.structure("scale")?.scale() else {
      throw .invalidParameter("scale can not be blank.", why: "Say how much: --scale value=50,unit=PERCENT.")
    }
    let changed = try region.scaleTaskSet(set, of: service.key, to: scale)
    return ["taskSet": region.document(ofTaskSet: changed, service.key)]
  }

  @Sendable private static func deleteTaskSet(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (_, service) = try activeService(call, region)
    try region.checkTakesTaskSets(service)
    let set = try region.knownTaskSet(try call.input.requiredString("taskSet"), of: service)
    let deleted = try region.deleteTaskSet(set, of: service.key, force: try call.input.boolean("force") ?? false)
    return ["taskSet": region.document(ofTaskSet: deleted, service.key)]
  }

  @Sendable private static func updateServicePrimaryTaskSet(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (_, service) = try activeService(call, region)
    try region.checkTakesTaskSets(service)
    let set = try region.knownTaskSet(try call.input.requiredString("primaryTaskSet"), of: service)
    let changed = try region.makePrimary(set, of: service.key)
    return ["taskSet": region.document(ofTaskSet: changed, service.key)]
  }

  private static func activeService(
    _ call: Call, _ region: Region
  ) throws(ServiceFailure) -> (ECS.Cluster, ECS.Service) {
    let cluster = try region.activeCluster(try call.input.requiredString("cluster"))
    let service = try region.knownService(try call.input.requiredString("service"), cluster: cluster)
    guard service.status == .active else { throw .serviceNotActive(service) }
    return (cluster, service)
  }
}

extension ServiceFailure {
  static func serviceNotActive(_ service: ECS.Service) -> ServiceFailure {
    ServiceFailure(
      "ServiceNotActiveException", "Service was not ACTIVE.",
      why: "The service '\(service.key.name)' was deleted; create it again with 'aws ecs create-service'.")
  }
}

extension ECS.TaskSetOrder {
  init(reading input: Input) throws(ServiceFailure) {
    self.init(taskDefinition: try input.requiredString("taskDefinition"))
    loadBalancers = try input.serviceLoadBalancers() ?? []
    serviceRegistries = try input.serviceRegistries() ?? []
    externalID = try input.string("externalId")
    scale = try input.structure("scale")?.scale() ?? .none
    launchType = try input.launchType("launchType")
    capacityProviderStrategy = try input.capacityProviderStrategy("capacityProviderStrategy") ?? []
    guard launchType == nil || capacityProviderStrategy.isEmpty else {
      throw .invalidParameter(
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.")
    }
    platformVersion = try input.string("platformVersion")
    networkConfiguration = try input.structure("networkConfiguration")?.awsvpcConfiguration()
    tags = try input.tags() ?? []
    clientToken = try input.string("clientToken")
    request = input.object
    for member in ["cluster", "service", "clientToken", "tags"] { request[member] = nil }
  }
}

extension Input {
  /// - Throws: InvalidParameterException for a share that is not within 0 and 100.
  fileprivate func scale() throws(ServiceFailure) -> ECS.Scale {
    _ = try choice("unit", called: "scale unit", of: ["PERCENT"])
    guard let value = document("value") else { return .none }
    guard let percent = value.double else { throw .serialization(of: value, as: "Double") }
    guard (0...100).contains(percent) else {
      throw .invalidParameter(
        "The scale value must be between 0 and 100.",
        why: "It is a share of the service's desired count, in percent; the computed count is rounded up.")
    }
    return ECS.Scale(millionthsOfPercent: Int((percent * 1_000_000).rounded()))
  }
}
