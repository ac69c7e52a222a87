/// Candidates for the value of an option.
///
/// In: the option, what of its value is typed. Out: enumeration values, names of the world, shorthand keys, files.
import ServiceModels

struct ValueCompletion {
  let table: OptionTable
  let live: LiveNames
  let context: [String: String]

  private var model: ServiceModel { table.model }

  /// - Parameter given: values that a list already has.
  func candidates(_ option: OptionDefinition, given: [String], partial: String) -> [Candidate] {
    if partial.hasPrefix("file://") { return files(partial) }
    guard let member = option.member, let shape = model.shape(member.shape) else { return own(option) }
    let element = Self.element(of: shape, model)
    var result: [Candidate]
    switch element.kind {
    case .structure, .map: result = shorthand(element, partial)
    case .list, .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob:
      result = values(element, member: member.name).filter { !given.contains($0.text) }
    }
    if partial.isEmpty || "file://".hasPrefix(partial), wantsFile(shape) {
      result.append(Candidate(text: "file://", description: "Read the value from a file", isOpen: true))
    }
    return result
  }

  private static func element(of shape: Shape, _ model: ServiceModel) -> Shape {
    if case .list(let element) = shape.kind, let inner = model.shape(element) { inner } else { shape }
  }

  private func wantsFile(_ shape: Shape) -> Bool {
    switch Self.element(of: shape, model).kind {
    case .structure, .map: true
    case .list, .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: false
    }
  }

  private func files(_ partial: String) -> [Candidate] {
    live.files(String(partial.dropFirst(7))).map {
      Candidate(text: "file://" + $0, description: "File", isOpen: $0.hasSuffix("/"))
    }
  }

  private func own(_ option: OptionDefinition) -> [Candidate] {
    switch option.name {
    case OptionTable.skeleton: OptionTable.skeletonChoices.map { Candidate(text: $0) }
    case OptionTable.inputJSON, OptionTable.inputYAML:
      [Candidate(text: "file://", description: "Read the input from a file", isOpen: true)]
    default: []
    }
  }

  // MARK: Values

  private func values(_ shape: Shape, member: String) -> [Candidate] {
    if case .boolean = shape.kind { return ["true", "false"].map { Candidate(text: $0) } }
    let names = LiveMember.resource(member, operation: table.operation).map { resource in
      live.names(resource, context).map { Candidate(text: $0, description: resource.label) }
    }
    return (names ?? []) + shape.enumeration.map { Candidate(text: $0) }
  }

  // MARK: Shorthand

  private func shorthand(_ shape: Shape, _ partial: String) -> [Candidate] {
    guard !partial.hasPrefix("[") else { return [] }
    let place = ShorthandPlace(partial, shape: shape, model: model)
    func candidate(_ text: String, _ description: String, isOpen: Bool) -> Candidate {
      Candidate(text: place.settled + text, description: description, isOpen: isOpen)
    }
    switch place.kind {
    case .key(let structure, let given):
      return structure.members.filter { !given.contains($0.name) }.map { member in
        let kind = model.shape(member.shape).map { OperationHelp.typeName($0.kind) } ?? ""
        let help = ServiceHelp.named(model.name)
        return candidate(
          member.name + "=", help?.glossary(member.name, in: structure.name) ?? kind, isOpen: true)
      }
    case .value(let shape, let member):
      switch shape.kind {
      case .structure, .map: return [candidate("{", "A structure", isOpen: true)]
      case .list(let element) where place.token.isEmpty:
        let inner = model.shape(element).map { values($0, member: member) } ?? []
        return [candidate("[", "A list", isOpen: true)] + inner.map { candidate($0.text, $0.description, isOpen: true) }
      case .list(let element):
        return (model.shape(element).map { values($0, member: member) } ?? [])
          .map { candidate($0.text, $0.description, isOpen: true) }
      case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob:
        return values(shape, member: member).map { candidate($0.text, $0.description, isOpen: true) }
      }
    case .nowhere: return []
    }
  }
}

/// Which members take names of things in the world.
enum LiveMember {
  static func resource(_ member: String, operation: Operation) -> LiveResource? {
    switch member {
    case "cluster", "clusters", "clusterArn": .cluster
    case "service" where operation.service == "ecs", "services" where operation.service == "ecs": .service
    case "serviceName" where operation.service == "ecs" && operation.name != "CreateService": .service
    case "task", "tasks": .task
    case "taskDefinition", "taskDefinitions": .taskDefinition
    case "family", "familyPrefix": .family
    case "container", "containerName": .container
    case "containerInstance", "containerInstances", "targetId": .containerInstance
    case "capacityProvider", "capacityProviders": .capacityProvider
    case "resourceArn": .resource
    case "subnets", "Subnets", "SubnetIds", "SubnetId": .subnet
    case "securityGroups", "SecurityGroups", "GroupIds", "GroupId", "SecurityGroupIds": .securityGroup
    case "NetworkInterfaceIds": .networkInterface
    case "VpcId", "VpcIds": .vpc
    case "targetGroupArn", "TargetGroupArn", "TargetGroupArns": .targetGroup
    case "LoadBalancerArn", "LoadBalancerArns": .loadBalancer
    case "ListenerArn", "ListenerArns": .listener
    case "executionRoleArn", "taskRoleArn", "role", "RoleName": .role
    case "logGroupName", "logGroupNamePrefix": .logGroup
    case "logStreamName", "logStreamNames", "logStreamNamePrefix": .logStream
    case "repositoryName", "repositoryNames": .repository
    default: nil
    }
  }
}

extension LiveResource {
  /// What it is, in a word or two.
  var label: String {
    switch self {
    case .cluster: "Cluster"
    case .service: "Service"
    case .task: "Task"
    case .taskDefinition: "Task definition"
    case .family: "Task definition family"
    case .container: "Container"
    case .containerInstance: "Container instance"
    case .capacityProvider: "Capacity provider"
    case .resource: "Resource"
    case .subnet: "Subnet"
    case .securityGroup: "Security group"
    case .networkInterface: "Network interface"
    case .vpc: "Network"
    case .targetGroup: "Target group"
    case .loadBalancer: "Load balancer"
    case .listener: "Listener"
    case .role: "Role"
    case .logGroup: "Log group"
    case .logStream: "Log stream"
    case .repository: "Repository"
    case .region: "Region"
    }
  }
}
