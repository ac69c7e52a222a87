/// Attributes of container instances: what the agent brings and what an account adds.
///
/// In: attributes of a request with their targets. Out: the attributes put, deleted or found, or AWS's refusal.
/// Everything is checked before anything changes. Source: ECS API reference, PutAttributes, DeleteAttributes,
/// ListAttributes, Attribute.

extension ECS {
  package struct Attribute: Hashable, Sendable {
    package var name: String
    package var value: String?
    /// As the request gives it; in replies the instance's ARN.
    package var targetID: String?
    package var targetType: String?
    package init(name: String, value: String?, targetID: String?, targetType: String? = nil) {
      self.name = name
      self.value = value
      self.targetID = targetID
      self.targetType = targetType
    }
  }
}

extension Region {
  package mutating func putAttributes(
    _ attributes: [ECS.Attribute], inCluster cluster: String
  ) throws(ServiceFailure) -> [ECS.Attribute] {
    var custom: [ECS.ContainerInstanceID: Set<String>] = [:]
    for attribute in attributes {
      let instance = try target(of: attribute, inCluster: cluster)
      try Self.check(attribute)
      custom[
        instance.id, default: Set(instance.attributes.keys.filter { !ECS.ContainerInstance.isAgentAttribute($0) })
      ].insert(attribute.name)
      guard custom[instance.id]?.count ?? 0 <= ECS.Quotas.attributesPerResource else {
        throw ServiceFailure(
          "AttributeLimitExceededException",
          "You can apply up to \(ECS.Quotas.attributesPerResource) custom attributes for each resource.")
      }
    }
    var put: [ECS.Attribute] = []
    for attribute in attributes {
      let instance = try target(of: attribute, inCluster: cluster)
      changeInstance(instance.id) { $0.attributes.updateValue(attribute.value, forKey: attribute.name) }
      put.append(shown(attribute.name, attribute.value, of: instance))
    }
    containerInstancesChanged(inCluster: cluster)
    return put
  }

  package mutating func deleteAttributes(
    _ attributes: [ECS.Attribute], inCluster cluster: String
  ) throws(ServiceFailure) -> [ECS.Attribute] {
    for attribute in attributes {
      _ = try target(of: attribute, inCluster: cluster)
      try Self.checkOwner(attribute)
    }
    var deleted: [ECS.Attribute] = []
    for attribute in attributes {
      let instance = try target(of: attribute, inCluster: cluster)
      guard let value = instance.attributes[attribute.name] else { continue }
      changeInstance(instance.id) { _ = $0.attributes.removeValue(forKey: attribute.name) }
      deleted.append(shown(attribute.name, value, of: instance))
    }
    // Daemons leave instances that their constraints no longer choose.
    if !deleted.isEmpty { containerInstancesChanged(inCluster: cluster) }
    return deleted
  }

  /// The attributes of all instances of the cluster, by instance, then name.
  package func attributes(
    inCluster cluster: String, named name: String?, value: String?
  ) throws(ServiceFailure) -> [ECS.Attribute] {
    guard value == nil || name != nil else {
      throw .invalidParameter(
        "attributeName must be specified if attributeValue is specified.",
        why: "A value alone does not say which attribute is meant: add --attribute-name.")
    }
    return (ecs.instanceRosters[cluster]?.ids ?? []).flatMap { id -> [ECS.Attribute] in
      guard let instance = ecs.containerInstances[id] else { return [] }
      return instance.attributes
        .filter { (name == nil || $0.key == name) && (value == nil || $0.value == value) }
        .map { shown($0.key, $0.value, of: instance) }
    }
  }

  private func shown(_ name: String, _ value: String?, of instance: ECS.ContainerInstance) -> ECS.Attribute {
    ECS.Attribute(
      name: name, value: value, targetID: arn(ofContainerInstance: instance.id, cluster: instance.cluster))
  }

  private func target(
    of attribute: ECS.Attribute, inCluster cluster: String
  ) throws(ServiceFailure) -> ECS.ContainerInstance {
    if let type = attribute.targetType, type != "container-instance" {
      throw .invalidParameter("targetType should be one of [container-instance]")
    }
    guard let target = attribute.targetID, !target.isEmpty else {
      throw .invalidParameter(
        "targetId can not be blank.",
        why: "An attribute belongs to a container instance: give its id or ARN as targetId.")
    }
    guard let instance = containerInstance(target, inCluster: cluster), instance.status != .inactive else {
      throw ServiceFailure(
        "TargetNotFoundException",
        "Unable to find the specified target: \(target).",
        why: "'aws ecs list-container-instances --cluster \(cluster)' shows the instances there are.")
    }
    guard attribute.targetType != nil || ResourceARN.isARN(target) else {
      throw .invalidParameter(  // the text is our own
        "targetType can not be blank when targetId is not an ARN.",
        why: "An id alone does not say what it is the id of: add targetType=container-instance, or give the full ARN.")
    }
    return instance
  }

  private static func check(_ attribute: ECS.Attribute) throws(ServiceFailure) {
    try checkOwner(attribute)
    guard (1...128).contains(attribute.name.count), attribute.name.allSatisfy({ isNameCharacter($0, more: "-_./\\") })
    else {
      throw .invalidParameter(
        "Invalid attribute name '\(attribute.name)'.",
        why: "A name has 1 to 128 letters, digits, '-', '_', '.', '/' or '\\'.")
    }
    guard let value = attribute.value else { return }
    guard (1...128).contains(value.count), value.allSatisfy({ isNameCharacter($0, more: "-_./\\@: ") }),
      value.first != " ", value.last != " "
    else {
      throw .invalidParameter(
        "Invalid attribute value '\(value)'.",
        why: "A value has 1 to 128 letters, digits, blanks inside, '-', '_', '.', '/', '\\', '@' or ':'.")
    }
  }

  private static func checkOwner(_ attribute: ECS.Attribute) throws(ServiceFailure) {
    guard ECS.ContainerInstance.isAgentAttribute(attribute.name) else { return }
    throw .invalidParameter(
      "The attribute '\(attribute.name)' is reserved.",
      why: "Names that begin with 'ecs.' or 'com.amazonaws.' belong to the container agent; choose another.")
  }

  private static func isNameCharacter(_ character: Character, more: String) -> Bool {
    (character.isASCII && (character.isLetter || character.isNumber)) || more.contains(character)
  }
}
