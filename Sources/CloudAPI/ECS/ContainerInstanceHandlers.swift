/// Container instances at the border.
///
/// In: calls. Out: replies. Source: ECS API reference, RegisterContainerInstance, DeregisterContainerInstance,
/// DescribeContainerInstances, ListContainerInstances, UpdateContainerInstancesState, UpdateContainerAgent,
/// PutAttributes, DeleteAttributes, ListAttributes.
import Cloud
import Documents

extension CloudAPI {
  static let containerInstanceHandlers: [String: Handler] = [
    "RegisterContainerInstance": registerContainerInstance,
    "DeregisterContainerInstance": deregisterContainerInstance,
    "DescribeContainerInstances": describeContainerInstances,
    "ListContainerInstances": listContainerInstances,
    "UpdateContainerInstancesState": updateContainerInstancesState,
    "UpdateContainerAgent": updateContainerAgent,
    "PutAttributes": putAttributes,
    "DeleteAttributes": deleteAttributes,
    "ListAttributes": listAttributes,
  ]

  @Sendable private static func registerContainerInstance(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let instance = try region.registerContainerInstance(
      try ECS.InstanceRegistration(reading: call.input, cluster: cluster.name))
    return ["containerInstance": region.document(of: instance, withTags: true).rendered]
  }

  @Sendable private static func deregisterContainerInstance(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let instance = try region.deregisterContainerInstance(
      try call.input.requiredString("containerInstance"), inCluster: cluster.name,
      force: try call.input.boolean("force") ?? false)
    return ["containerInstance": region.document(of: instance, withTags: false).rendered]
  }

  @Sendable private static func describeContainerInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let references = try call.input.batch(
      "containerInstances", of: "Container Instances", emptyAs: "Container instance", atMost: 100)
    let include = try call.input.include(allowed: ["TAGS", "CONTAINER_INSTANCE_HEALTH"])
    let batch = region.containerInstances(references, inCluster: cluster.name)
    let instances = batch.instances.map { instance in
      var document = region.document(of: instance, withTags: include.contains("TAGS"))
      if include.contains("CONTAINER_INSTANCE_HEALTH") {
        document["healthStatus"] = region.healthDocument(of: instance).rendered
      }
      return document
    }
    return Document.Object(rendering: ["containerInstances": instances, "failures": batch.failures])
  }

  @Sendable private static func listContainerInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let ids = try region.containerInstanceIDs(
      inCluster: cluster.name, filter: try call.input.string("filter"), status: try call.input.string("status"))
    let page = try call.input.page(of: ids, key: { $0 })
    return Document.Object(rendering: [
      "containerInstanceArns": page.items.map { region.arn(ofContainerInstance: $0, cluster: cluster.name) },
      "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func updateContainerInstancesState(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let references = try call.input.batch(
      "containerInstances", of: "Container Instances", emptyAs: "Container instance", atMost: 10)
    let batch = try region.updateContainerInstancesState(
      references, inCluster: cluster.name, status: try call.input.requiredString("status"))
    return Document.Object(rendering: [
      "containerInstances": batch.instances.map { region.document(of: $0, withTags: false) },
      "failures": batch.failures,
    ])
  }

  @Sendable private static func updateContainerAgent(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let instance = try region.updateContainerAgent(
      try call.input.requiredString("containerInstance"), inCluster: cluster.name)
    return ["containerInstance": region.document(of: instance, withTags: false).rendered]
  }

  // MARK: - Attributes

  @Sendable private static func putAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let attributes = try call.input.attributes()
    return Document.Object(rendering: ["attributes": try region.putAttributes(attributes, inCluster: cluster.name)])
  }

  @Sendable private static func deleteAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.activeCluster(try call.input.string("cluster"))
    let attributes = try call.input.attributes()
    return Document.Object(rendering: ["attributes": try region.deleteAttributes(attributes, inCluster: cluster.name)])
  }

  @Sendable private static func listAttributes(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.string("cluster"))
    _ = try input.choice("targetType", called: "targetType", of: ["container-instance"])
    let attributes = try region.attributes(
      inCluster: cluster.name, named: try input.string("attributeName"), value: try input.string("attributeValue"))
    let page = try input.page(of: attributes) { "\($0.targetID ?? "") \($0.name)" }
    return Document.Object(rendering: ["attributes": page.items, "nextToken": page.nextToken])
  }
}
