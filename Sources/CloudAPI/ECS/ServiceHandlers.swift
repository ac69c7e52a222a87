/// Services at the border.
///
/// In: calls. Out: replies with services in the form that each operation shows. What is checked first is what the
/// service checks first: the cluster, the service, the arguments, then the task definition.
/// Source: ECS API reference, CreateService, UpdateService, DescribeServices, ListServices, DeleteService.
import Cloud
import Documents

extension CloudAPI {
  static let serviceHandlers: [String: Handler] = [
    "CreateService": createService,
    "UpdateService": updateService,
    "DescribeServices": describeServices,
    "ListServices": listServices,
    "DeleteService": deleteService,
    "ListServicesByNamespace": listServicesByNamespace,
    "ListServiceDeployments": listServiceDeployments,
    "DescribeServiceDeployments": describeServiceDeployments,
    "DescribeServiceRevisions": describeServiceRevisions,
    "StopServiceDeployment": stopServiceDeployment,
    "ContinueServiceDeployment": continueServiceDeployment,
  ]

  @Sendable private static func createService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.changeableCluster(try input.string("cluster"))
    let key = ECS.ServiceKey(cluster: cluster.name, name: try input.requiredString("serviceName"))
    let token = try input.string("clientToken")
    var request = input.object
    for member in ["cluster", "clientToken", "tags"] { request[member] = nil }
    if let existing = try region.existingService(key, clientToken: token, request: request) {
      return ["service": region.document(of: existing, .created)]
    }
    guard ECS.isName(key.name) else {
      throw .invalidParameter(
        "ServiceName must match ^[a-zA-Z0-9\\-_]{1,255}$, but was \(key.name)",
        why: "A service's name holds letters, digits, '-' and '_' only.")
    }
    if let token, token.unicodeScalars.count > 36 { throw .invalidParameter("idempotency token longer than 36.") }
    let strategy =
      try input.word(
        "schedulingStrategy", as: ECS.Service.SchedulingStrategy.self, called: "Scheduling strategy",
        allowed: ["REPLICA", "DAEMON"]) ?? .replica
    let settings = try ECS.ServiceSettings(reading: input)
    let controller = try input.deploymentController() ?? .ecs
    if strategy == .replica, controller != .external || settings.desiredCount != nil {
      try checkDesiredCount(settings.desiredCount)
    }
    var order = ECS.ServiceOrder(
      key: key, schedulingStrategy: strategy, settings: settings, clientToken: token, tags: try input.tags() ?? [],
      request: request, principal: call.principal)
    order.controller = controller
    let service = try region.createService(order, cluster: cluster)
    return ["service": region.document(of: service, .created)]
  }

  private static func checkDesiredCount(_ count: Int?) throws(ServiceFailure) {
    guard let count else {
      throw .invalidParameter(
        "DesiredCount is missing", why: "Say how many tasks the service is to keep running: --desired-count NUMBER.")
    }
    guard count >= 0 else { throw .invalidParameter("DesiredCount can not be lesser than 0") }
    try checkQuota(count)
  }

  private static func checkQuota(_ count: Int) throws(ServiceFailure) {
    guard count <= ECS.Quotas.tasksPerService else {
      throw .invalidParameter(
        "DesiredCount can not be greater than \(ECS.Quotas.tasksPerService)",
        why: "An account may run \(ECS.Quotas.tasksPerService) tasks in one service; ask for fewer.")
    }
  }

  @Sendable private static func updateService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.string("cluster"))
    let service = try region.knownService(try input.requiredString("service"), cluster: cluster)
    guard service.status == .active else { throw .serviceNotActive(service) }
    let settings = try ECS.ServiceSettings(reading: input)
    if let count = settings.desiredCount {
      guard count >= 0 else { throw .invalidParameter("Task count can not be lesser than 0") }
      try checkQuota(count)
    }
    let isForced = try input.boolean("forceNewDeployment") ?? false
    let controller = try input.deploymentController() ?? service.controller
    let changed =
      controller == service.controller
      ? try region.updateService(service.key, settings, forceNewDeployment: isForced, cluster: cluster)
      : try region.changeController(
        of: service, to: controller, settings, forceNewDeployment: isForced, cluster: cluster)
    return ["service": region.document(of: changed, .updated)]
  }

  @Sendable private static func describeServices(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let references = try call.input.batch("services", of: "Services", atMost: 10)
    let include = try call.input.include(allowed: ["TAGS"])
    var found: [ECS.Service] = []
    var failures: [ECS.Failure] = []
    for reference in references {
      if let service = region.service(reference, cluster: cluster) {
        if !found.contains(where: { $0.key == service.key }) { found.append(service) }
      } else {
        let arn = region.serviceKey(reference, cluster: cluster).map { region.arn(ofService: $0) } ?? reference
        if !failures.contains(where: { $0.arn == arn }) { failures.append(.missing(arn)) }
      }
    }
    let form = ServiceForm.described(withTags: include.contains("TAGS"))
    return Document.Object(rendering: [
      "services": found.map { region.document(of: $0, form) }, "failures": failures,
    ])
  }

  /// Cost: O(services between the last one shown and the last one of the page), however many there are.
  @Sendable private static func listServices(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.string("cluster"))
    let launchType = try input.launchType("launchType")
    let strategy = try input.word(
      "schedulingStrategy", as: ECS.Service.SchedulingStrategy.self, called: "Scheduling strategy",
      allowed: ["REPLICA", "DAEMON"])
    let manager = try input.string("resourceManagementType")
    if let manager, !["CUSTOMER", "ECS"].contains(manager) {
      throw .shouldBeOneOf("resource management type", ["CUSTOMER", "ECS"])
    }
    let current = region
    let services = region.ecs.services
    func isWanted(_ index: Int) -> Bool {
      services.keys[index].cluster == cluster.name && services.values[index].status == .active
        && (manager == nil || (manager == "ECS") == (services.values[index].express != nil))
        && (launchType == nil || services.values[index].launchType == launchType)
        && (strategy == nil || services.values[index].schedulingStrategy == strategy)
    }
    let page = try input.page(size: 10) { after, limit in
      var rest = services.keys.indices
      if let after {
        guard let key = current.serviceKey(after, cluster: cluster), let shown = services.index(forKey: key) else {
          return nil
        }
        rest.removeFirst(shown + 1)
      }
      return rest.lazy.filter(isWanted).prefix(limit).map { current.arn(ofService: services.keys[$0]) }
    }
    return Document.Object(rendering: ["serviceArns": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func listServicesByNamespace(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let namespace = try region.knownNamespace(try call.input.requiredString("namespace"))
    let arns = region.services(inNamespace: namespace).map(region.arn(ofService:))
    let page = try call.input.page(of: arns, size: 10, key: { $0 })
    return Document.Object(rendering: ["serviceArns": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func deleteService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let service = try region.deleteService(
      try call.input.requiredString("service"), cluster: cluster, force: try call.input.boolean("force") ?? false)
    return ["service": region.document(of: service, .deleted)]
  }
}

extension Region {
  /// - Throws: ServiceNotFoundException.
  func knownService(_ reference: String, cluster: ECS.Cluster) throws(ServiceFailure) -> ECS.Service {
    guard let service = service(reference, cluster: cluster) else {
      throw .serviceNotFound.explained(whyNoService(reference, cluster: cluster))
    }
    return service
  }
}
