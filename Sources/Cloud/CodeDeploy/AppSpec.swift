/// The plan of an ECS deployment: which task definition, behind which container's port.
///
/// In: an AppSpec as JSON. Out: its one resource, typed; or CodeDeploy's refusal. Names of members are read whatever the
/// case of their letters. Source: CodeDeploy User Guide, "AppSpec 'resources' section (Amazon ECS and AWS Lambda
/// deployments)". Where no text of AWS is known it is our own, in AWS's manner.
import Documents
import SimulationKit

extension CodeDeploy {
  package struct AppSpec: Hashable, Sendable {
    package var taskDefinition: String
    package var containerName: String
    package var containerPort: Int
    package var platformVersion: String?
    package var networkConfiguration: ECS.NetworkConfiguration?
    package var capacityProviderStrategy: [ECS.CapacityProviderStrategyItem]
    package var hooks: [Hook]

    func function(at event: LifecycleEvent.Name) -> String? { hooks.first { $0.event == event }?.function }
  }
}

extension CodeDeploy.Revision {
  /// - Parameter sha256: the digest that the client gave, nil where it gave none.
  /// - Throws: InvalidRevisionException.
  package init(content: String, sha256 given: String?) throws(ServiceFailure) {
    let digest = SHA256.hexadecimal(of: Array(content.utf8))
    guard given == nil || given == digest else {
      throw .invalidRevision(
        "The SHA256 hash of the AppSpec content does not match the one given.",
        why: "Its digest is \(digest): leave sha256 out, or take it from the very text that is sent.")
    }
    let document: Document
    do { document = try DocumentReader.read(content) } catch {
      guard !content.contains(":") || content.hasPrefix("{") else {
        throw ServiceFailure.notSimulated("An AppSpec in YAML as content").explained(
          #"Write it as JSON: {"version": 0.0, "Resources": [{"TargetService": {…}}]}."#)
      }
      throw .invalidRevision(
        "The AppSpec content is not well formed.", why: "It is read as JSON, whole: \(error.pythonMessage)")
    }
    self.init(sha256: digest, appSpec: try CodeDeploy.AppSpec(reading: document))
  }
}

extension CodeDeploy.AppSpec {
  fileprivate init(reading document: Document) throws(ServiceFailure) {
    guard let resources = document.member("resources")?.list, resources.count == 1,
      let resource = resources.first?.object?.members.first?.value, resources.first?.object?.count == 1
    else {
      throw .invalidRevision(
        "The AppSpec content must have exactly one resource.",
        why: #"As {"version": 0.0, "Resources": [{"TargetService": {"Type": "AWS::ECS::Service", "Properties": …}}]}."#)
    }
    guard resource.member("type")?.string == "AWS::ECS::Service" else {
      throw .invalidRevision(
        "The resource of an Amazon ECS deployment must be of type AWS::ECS::Service.", why: "Add its \"Type\".")
    }
    let hooks = try Self.hooks(document.member("hooks")?.list ?? [])
    let properties = resource.member("properties")
    let balancer = properties?.member("loadBalancerInfo")
    guard let taskDefinition = properties?.member("taskDefinition")?.string,
      let name = balancer?.member("containerName")?.string, let port = balancer?.member("containerPort")?.integer
    else {
      throw .invalidRevision(
        "The AppSpec content must have TaskDefinition and LoadBalancerInfo with ContainerName and ContainerPort.",
        why: "They stand in the Properties of its resource, the port as a number.")
    }
    self.init(
      taskDefinition: taskDefinition, containerName: name, containerPort: port,
      platformVersion: properties?.member("platformVersion")?.string,
      networkConfiguration: properties?.member("networkConfiguration")?.member("awsvpcConfiguration")
        .map(ECS.NetworkConfiguration.init),
      capacityProviderStrategy: (properties?.member("capacityProviderStrategy")?.list ?? []).compactMap { item in
        guard let provider = item.member("capacityProvider")?.string else { return nil }
        return ECS.CapacityProviderStrategyItem(
          capacityProvider: provider, weight: item.member("weight")?.integer ?? 0,
          base: item.member("base")?.integer ?? 0)
      }, hooks: hooks)
  }

  private static func hooks(_ list: [Document]) throws(ServiceFailure) -> [CodeDeploy.Hook] {
    var hooks: [CodeDeploy.Hook] = []
    for member in list.flatMap({ $0.object?.members ?? [] }) {
      let known = CodeDeploy.LifecycleEvent.Name.withFunctions
      guard let event = known.first(where: { $0.rawValue.lowercased() == member.key.lowercased() }),
        let function = member.value.string, !function.isEmpty
      else {
        throw .invalidRevision(
          "The AppSpec content has a hook that is not valid: \(member.key).",
          why: "A hook is one of \(known.map(\.rawValue).joined(separator: ", ")) with a Lambda function's name, as "
            + #""Hooks": [{"AfterInstall": "FUNCTION"}]."#)
      }
      hooks.append(CodeDeploy.Hook(event: event, function: function))
    }
    return hooks
  }
}

extension ECS.NetworkConfiguration {
  fileprivate init(_ document: Document) {
    func texts(_ key: String) -> [String] { document.member(key)?.list?.compactMap(\.string) ?? [] }
    self.init(
      subnets: texts("subnets"), securityGroups: texts("securityGroups"),
      assignsPublicIP: document.member("assignPublicIp")?.string == "ENABLED")
  }
}

extension Document {
  /// The member of that name, whatever the case of its letters.
  fileprivate func member(_ name: String) -> Document? {
    object?.members.first { $0.key.lowercased() == name.lowercased() }?.value
  }
}

extension ServiceFailure {
  static func invalidRevision(_ message: String, why: String) -> ServiceFailure {
    ServiceFailure("InvalidRevisionException", message, why: why)
  }
}
