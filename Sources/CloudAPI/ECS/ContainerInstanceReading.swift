/// Registrations and attributes as requests carry them, parsed.
///
/// In: the members of a request. Out: typed values, or AWS's refusal. The instance identity document is JSON text of its
/// own; its signature is not looked at. Source: ECS API reference, RegisterContainerInstance, Attribute; EC2 User Guide,
/// "Instance identity documents".
import Cloud
import Documents

extension ECS.InstanceRegistration {
  init(reading input: Input, cluster: String) throws(ServiceFailure) {
    self.init(cluster: cluster)
    if let text = try input.string("instanceIdentityDocument") { try read(identity: text) }
    containerInstance = try input.string("containerInstanceArn")?.split(separator: "/").last.map(String.init)
    for resource in try input.structures("totalResources") ?? [] { try read(resource) }
    for attribute in try input.structures("attributes") ?? [] {
      let name = try attribute.requiredString("name")
      let value = try attribute.string("value")
      if name == "ecs.instance-type", instanceType == nil { instanceType = value }
      if name == "ecs.availability-zone", availabilityZone == nil { availabilityZone = value }
      attributes.append((name, value))
    }
    tags = try input.tags() ?? []
    if let versions = try input.structure("versionInfo") {
      installed = ECS.InstalledAgent(
        version: try versions.string("agentVersion"), hash: try versions.string("agentHash"),
        dockerVersion: try versions.string("dockerVersion"))
    }
  }

  private mutating func read(identity text: String) throws(ServiceFailure) {
    guard let document = try? DocumentReader.read(text), let identity = document.object else {
      throw .invalidParameter(
        "The instance identity document is not valid.",
        why: "It is JSON with instanceId, instanceType, availabilityZone and imageId, as the instance's metadata "
          + "service gives it.")
    }
    ec2InstanceID = identity["instanceId"]?.string
    instanceType = identity["instanceType"]?.string
    availabilityZone = identity["availabilityZone"]?.string
    imageID = identity["imageId"]?.string
  }

  private mutating func read(_ resource: Input) throws(ServiceFailure) {
    let number = try resource.integer("integerValue")
    if let number, !(0...10_000_000).contains(number) { throw .invalidParameter("Invalid resource value \(number).") }
    let texts = try resource.strings("stringSetValue") ?? []
    let ports = texts.compactMap(Int.init).filter { (1...65_535).contains($0) }
    switch try resource.requiredString("name") {
    case "CPU": cpuUnits = number
    case "MEMORY": memoryMiB = number
    case "PORTS": self.ports = ports
    case "PORTS_UDP": udpPorts = ports
    default: break
    }
  }
}

extension Input {
  /// The attributes of PutAttributes and DeleteAttributes, at most ten.
  func attributes() throws(ServiceFailure) -> [ECS.Attribute] {
    let entries = try structures("attributes") ?? []
    guard !entries.isEmpty else { throw .invalidParameter("Attributes cannot be empty.") }
    guard entries.count <= 10 else { throw .invalidParameter("Attributes cannot have more than 10 elements.") }
    var attributes: [ECS.Attribute] = []
    for entry in entries {
      attributes.append(
        ECS.Attribute(
          name: try entry.requiredString("name"), value: try entry.string("value"),
          targetID: try entry.string("targetId"), targetType: try entry.string("targetType")))
    }
    return attributes
  }
}
