/// Reading what requests of Application Auto Scaling have in common: the namespace, the resource, the dimension.
///
/// In: a request's members. Out: the service that is meant, or the refusal. Only Amazon ECS services can be scaled here.
import Cloud
import Documents
import ServiceModels

extension Input {
  /// The service that a request is about.
  func scalingKey() throws(ServiceFailure) -> ECS.ServiceKey {
    guard try isForECS() else { throw .notSimulated("Scaling of anything but Amazon ECS services") }
    let resource = try requiredString("ResourceId")
    let dimension = try scalingWord("ScalableDimension", shape: "ScalableDimension")
    guard dimension == nil || dimension == ScalableTarget.dimension,
      let key = ECS.ServiceKey(scalingResourceID: resource)
    else {
      throw ServiceFailure.scaling(
        "Unsupported service namespace, resource type or scalable dimension",
        why: "A service is --resource-id service/CLUSTER/SERVICE, its dimension ecs:service:DesiredCount.")
    }
    return key
  }

  /// False for the other services that Application Auto Scaling knows.
  func isForECS() throws(ServiceFailure) -> Bool {
    guard let word = try scalingWord("ServiceNamespace", shape: "ServiceNamespace") else {
      throw ServiceFailure.scaling(
        "1 validation error detected: Value null at 'serviceNamespace' failed to satisfy constraint: Member must not be "
          + "null")
    }
    return word == ScalableTarget.namespace
  }

  /// A word of an enumeration of the model.
  func scalingWord(_ member: String, shape: String) throws(ServiceFailure) -> String? {
    guard let word = try string(member) else { return nil }
    let words = ServiceModel.named("application-autoscaling")?.shape(shape)?.enumeration ?? []
    guard words.contains(word) else {
      let name = member.prefix(1).lowercased() + member.dropFirst()
      throw ServiceFailure.scaling(
        "1 validation error detected: Value '\(word)' at '\(name)' failed to satisfy constraint: Member must satisfy "
          + "enum value set: [\(words.joined(separator: ", "))]")
    }
    return word
  }

  /// The scalable targets that a describe asks for: by namespace and dimension; by resource id where it names one.
  func scalableTargets(
    _ region: Region, resource: String? = nil
  ) throws(ServiceFailure) -> [ScalableTarget] {
    guard try asksForServices() else { return [] }
    return region.scaling.targets.values.filter { resource ?? $0.resourceID == $0.resourceID }
  }

  func asksForServices() throws(ServiceFailure) -> Bool {
    let dimension = try scalingWord("ScalableDimension", shape: "ScalableDimension")
    return try isForECS() && dimension ?? ScalableTarget.dimension == ScalableTarget.dimension
  }

  func scalingLimit(_ usual: Int) throws(ServiceFailure) -> Int {
    let limit = try integer("MaxResults") ?? usual
    guard (1...usual).contains(limit) else {
      throw ServiceFailure.scaling("MaxResults must be between 1 and \(usual)")
    }
    return limit
  }

  func scalingPage<Item>(
    of items: [Item], limit: Int, key: (Item) -> String
  ) throws(ServiceFailure) -> Page<Item> {
    try page(of: items, limit: try scalingLimit(limit), refusedAs: "InvalidNextTokenException", key: key)
  }
}

extension Document.Object {
  /// What every description of Application Auto Scaling begins with.
  static func scaling(_ key: ECS.ServiceKey) -> Document.Object {
    [
      "ServiceNamespace": .string(ScalableTarget.namespace), "ResourceId": .string(key.scalingResourceID),
      "ScalableDimension": .string(ScalableTarget.dimension),
    ]
  }
}
