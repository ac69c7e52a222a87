/// Express services at the border.
///
/// In: calls. Out: replies. Source: ECS API reference, the four operations on Express gateway services.
import Cloud
import Documents
import ServiceModels

extension CloudAPI {
  static let expressHandlers: [String: Handler] = [
    "CreateExpressGatewayService": createExpressGatewayService,
    "DescribeExpressGatewayService": describeExpressGatewayService,
    "UpdateExpressGatewayService": updateExpressGatewayService,
    "DeleteExpressGatewayService": deleteExpressGatewayService,
  ]

  @Sendable private static func createExpressGatewayService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if !input.has("taskDefinitionArn") {
      _ = try input.requiredString("executionRoleArn")
      guard input.has("primaryContainer") else {
        throw .invalidParameter(
          "primaryContainer can not be blank.", why: "Say what to run: --primary-container image=REPOSITORY:TAG.")
      }
    }
    var order = ECS.ExpressOrder(
      infrastructureRoleARN: try input.requiredString("infrastructureRoleArn"),
      settings: try ECS.ExpressSettings(reading: input), principal: call.principal)
    order.cluster = try input.string("cluster")
    order.serviceName = try input.string("serviceName")
    order.tags = try input.tags() ?? []
    let service = try region.createExpressService(order, read: taskDefinitionRequest)
    return ["service": region.expressDocument(of: service, tags: service.tags)]
  }

  @Sendable private static func describeExpressGatewayService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let include = try call.input.include(allowed: ["TAGS"])
    let text = try call.input.requiredString("serviceArn")
    guard let service = try region.expressService(text) else {
      throw ServiceFailure(
        "ResourceNotFoundException", "The specified Express service was not found.", why: whyNoExpressService)
    }
    return ["service": region.expressDocument(of: service, tags: include.contains("TAGS") ? service.tags : [])]
  }

  @Sendable private static func updateExpressGatewayService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    guard let service = try region.expressService(try call.input.requiredString("serviceArn")) else {
      throw .serviceNotFound.explained(whyNoExpressService)
    }
    guard service.status == .active else { throw .serviceNotActive(service) }
    let changed = try region.updateExpressService(
      service, try ECS.ExpressSettings(reading: call.input), read: taskDefinitionRequest, principal: call.principal)
    return ["service": region.updatedExpressDocument(of: changed)]
  }

  @Sendable private static func deleteExpressGatewayService(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    guard let service = try region.expressService(try call.input.requiredString("serviceArn")) else {
      throw .serviceNotFound.explained(whyNoExpressService)
    }
    guard service.status != .inactive else { throw .serviceNotActive(service) }
    let cluster = try region.activeCluster(service.key.cluster)
    let deleted = try region.deleteService(service.key.name, cluster: cluster, force: true)
    return ["service": region.expressDocument(of: deleted, tags: [])]
  }

  private static let whyNoExpressService =
    "It is named by its ARN: 'aws ecs list-services --resource-management-type ECS' shows the Express services of a "
    + "cluster."

  /// Parses a RegisterTaskDefinition request that ECS makes itself.
  private static func taskDefinitionRequest(
    _ document: Document.Object
  ) throws(ServiceFailure) -> ECS.TaskDefinitionRequest {
    let model = ServiceModel.named("ecs")
    let shape = model?.operation(named: "RegisterTaskDefinition")?.input ?? ""
    return try ECS.TaskDefinitionRequest(reading: Input(document, shape: shape, model: model))
  }
}

extension Region {
  /// nil where the ARN is of no Express service here.
  /// - Throws: InvalidParameterException where the text is no ARN.
  fileprivate func expressService(_ text: String) throws(ServiceFailure) -> ECS.Service? {
    let arn = try ResourceARN(parsing: text)
    guard isOurs(arn), arn.kind == "service", arn.path.count == 2,
      let service = ecs.services[ECS.ServiceKey(cluster: arn.path[0], name: arn.path[1])], service.express != nil
    else { return nil }
    return service
  }
}

extension ECS.ExpressSettings {
  init(reading input: Input) throws(ServiceFailure) {
    self.init()
    executionRoleARN = try input.string("executionRoleArn")
    taskDefinition = try input.string("taskDefinitionArn")
    taskRoleARN = try input.string("taskRoleArn")
    cpu = try input.string("cpu")
    memory = try input.string("memory")
    healthCheckPath = try input.string("healthCheckPath")
    if let container = try input.structure("primaryContainer") {
      _ = try container.integer("containerPort")
      if let logs = try container.structure("awsLogsConfiguration") { _ = try logs.requiredString("logGroup") }
      self.container = container.object
    }
    if let network = try input.structure("networkConfiguration") {
      subnets = try network.strings("subnets")
      securityGroups = try network.strings("securityGroups")
    }
    if let scaling = try input.structure("scalingTarget") {
      minTaskCount = try scaling.integer("minTaskCount")
      maxTaskCount = try scaling.integer("maxTaskCount")
      metric = try scaling.string("autoScalingMetric")
      targetValue = try scaling.integer("autoScalingTargetValue")
    }
  }
}
