/// The checks of RegisterTaskDefinition, in the order in which the service makes them.
///
/// In: a request. Out: nothing, or AWS's refusal. Checks of one capacity bind only a definition that requires it; one
/// that passes them all is compatible with it either way.
/// Source: ECS API reference, RegisterTaskDefinition; Developer Guide, "Task definition parameters".
import Documents

struct TaskDefinitionCheck: Sendable {
  enum Scope: Sendable {
    case everyDefinition, fargate, managedInstances

    func binds(_ request: ECS.TaskDefinitionRequest) -> Bool {
      switch self {
      case .everyDefinition: true
      case .fargate: request.isForFargate
      case .managedInstances: request.requiresCompatibilities.contains(.managedInstances)
      }
    }
  }
  typealias Body = @Sendable (ECS.TaskDefinitionRequest) throws(ServiceFailure) -> Void

  let scope: Scope
  let body: Body

  static func run(on request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for check in inOrder where check.scope.binds(request) { try check.body(request) }
  }

  /// True where nothing keeps the definition from that capacity.
  static func isFit(_ request: ECS.TaskDefinitionRequest, for scope: Scope) -> Bool {
    inOrder.allSatisfy { check in
      guard check.scope == scope else { return true }
      do throws(ServiceFailure) { try check.body(request) } catch { return false }
      return true
    }
  }

  private static func always(_ body: @escaping Body) -> TaskDefinitionCheck {
    .init(scope: .everyDefinition, body: body)
  }
  private static func fargate(_ body: @escaping Body) -> TaskDefinitionCheck { .init(scope: .fargate, body: body) }

  private static func managedInstances(_ body: @escaping Body) -> TaskDefinitionCheck {
    .init(scope: .managedInstances, body: body)
  }

  private static let inOrder: [TaskDefinitionCheck] = [
    always(family), always(containerList), always(containerMemory), always(essentialContainer),
    fargate(FargateCheck.networkMode), fargate(FargateCheck.size), always(taskSize),
    always(ContainerCheck.ports), always(ContainerCheck.logDriver), fargate(FargateCheck.logDriver),
    always(ContainerCheck.logOptions), always(ContainerCheck.words), fargate(FargateCheck.executionRole),
    fargate(FargateCheck.logStreams), always(roles), fargate(FargateCheck.containerFields),
    fargate(FargateCheck.taskFields), always(platform), always(storage),
    always(ContainerCheck.awsvpcFields), always(ContainerCheck.hostResources), always(ContainerCheck.neuronDevices),
    always(DependencyCheck.dependencies), always(ContainerCheck.timeouts),
    fargate(FargateCheck.stopTimeout), always(ContainerCheck.healthCheck), always(ContainerCheck.volumes),
    always(ContainerCheck.environmentFiles), always(ContainerCheck.restartPolicy), always(volumes), always(proxy),
    always(placement), managedInstances(ManagedInstancesCheck.network), managedInstances(ManagedInstancesCheck.size),
    managedInstances(ManagedInstancesCheck.containerFields), managedInstances(ManagedInstancesCheck.taskFields),
    always(length),
  ]
}

extension TaskDefinitionCheck {
  private static func family(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.family.utf8.count <= 255 else {
      throw .client("Family name must be at most 255 characters.")
    }
    guard ECS.isName(request.family) else {
      throw .client(
        "Family contains invalid characters.",
        why: "A family holds letters, digits, '-' and '_' only: choose a name such as 'web'.")
    }
  }

  private static func containerList(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard !request.containers.isEmpty else {
      throw .client(
        "Container list cannot be empty.", why: "A task runs at least one container: give one with a name and an image."
      )
    }
    let most = ECS.Quotas.containersPerTaskDefinition
    guard request.containers.count <= most else {
      throw .client("Too many containers. A task definition can not have more than \(most).")
    }
    var names: Set<String> = []
    for container in request.containers {
      guard !container.name.isEmpty else { throw .client("Container.name should not be null or empty.") }
      guard ECS.isName(container.name) else { throw .client("Container.name contains invalid characters.") }
      guard !container.definition.image.isEmpty else {
        throw .client(
          "Container.image should not be null or empty.",
          why: "The container '\(container.name)' names no image to run: add \"image\".")
      }
      guard isImage(container.definition.image) else {
        throw .client(
          "Container.image contains invalid characters.",
          why: "'\(container.definition.image)' can not be an image: write NAME:TAG, without spaces.")
      }
      guard names.insert(container.name).inserted else {
        throw .client("Container names must be unique within a task definition")
      }
    }
  }

  private static func isImage(_ text: String) -> Bool {
    text.utf8.count <= 255 && text.utf8.allSatisfy { ECS.isNameByte($0) || ".:/@#+".utf8.contains($0) }
  }

  private static func containerMemory(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    for container in request.containers.map(\.definition) {
      let setting = "Invalid setting for container '\(container.name)'."
      guard container.memoryMiB != nil || container.memoryReservationMiB != nil || request.memoryMiB != nil else {
        throw .client(
          "\(setting) At least one of 'memory' or 'memoryReservation' must be specified.",
          why: "Give the container \"memory\", or the task: --memory 512 (which Fargate wants anyway).")
      }
      guard container.memoryMiB ?? .max >= container.memoryReservationMiB ?? .min else {
        throw .client("\(setting) 'memory' must be greater than or equal to 'memoryReservation'.")
      }
      guard container.memoryMiB ?? 0 <= request.memoryMiB ?? .max else {
        throw .client("\(setting) The 'memory' setting for container is greater than for the task.")
      }
      guard container.memoryMiB ?? 6 >= 6 else { throw .client("\(setting) 'memory' must be at least 6 MiB.") }
      guard container.memoryReservationMiB ?? 6 >= 6 else {
        throw .client("\(setting) 'memoryReservation' must be at least 6 MiB.")
      }
      guard container.cpuUnits >= 0 else { throw .client("\(setting) 'cpu' can not be negative.") }
    }
    let reserved = request.containers.reduce(0) {
      $0 + ($1.definition.memoryReservationMiB ?? $1.definition.memoryMiB ?? 0)
    }
    guard reserved <= request.memoryMiB ?? .max else {
      throw .client("The containers' 'memory' together is greater than the task's.")
    }
  }

  private static func essentialContainer(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.containers.contains(where: \.definition.isEssential) else {
      throw .client(
        "Task definition doesn't have any essential container.",
        why: "A task lives as long as its essential containers: make at least one \"essential\": true.")
    }
  }

  private static func taskSize(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    if !request.isForFargate, let cpuUnits = request.cpuUnits, !(128...196_608).contains(cpuUnits) {
      throw .client(
        "Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the Amazon ECS "
          + "Developer Guide.")
    }
    let wanted = request.containers.reduce(0) { $0 + $1.definition.cpuUnits }
    guard wanted <= request.cpuUnits ?? .max else {
      throw .client(
        "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
        why: "The containers share the task's \(request.cpuUnits ?? 0) CPU units, and ask for \(wanted).")
    }
  }

  private static func roles(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let secrets = request.containers.contains {
      !$0.definition.secrets.isEmpty || $0.document["logConfiguration"]?["secretOptions"]?.list?.isEmpty == false
    }
    guard !secrets || request.executionRoleARN != nil else {
      throw .client(
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
        why: "ECS reads the secrets before the container starts and needs a role for it: --execution-role-arn.")
    }
    for role in [request.taskRoleARN, request.executionRoleARN] {
      guard let role, !isRole(role) else { continue }
      throw .client(
        "Role is not valid",
        why: "'\(role)' is neither a role's name nor an ARN such as arn:aws:iam::ACCOUNT:role/NAME.")
    }
  }

  private static func isRole(_ text: String) -> Bool {
    let name: Substring
    if text.hasPrefix("arn:") {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 6, parts[2] == "iam", parts[5].hasPrefix("role/") else { return false }
      name = parts[5].split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    } else {
      name = text[...]
    }
    return (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { ECS.isNameByte($0) || "+=,.@".utf8.contains($0) }
  }

  private static func platform(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let families = [
      "LINUX", "WINDOWS_SERVER_2025_FULL", "WINDOWS_SERVER_2025_CORE", "WINDOWS_SERVER_2022_FULL",
      "WINDOWS_SERVER_2022_CORE", "WINDOWS_SERVER_2019_FULL", "WINDOWS_SERVER_2019_CORE", "WINDOWS_SERVER_2016_FULL",
      "WINDOWS_SERVER_2004_CORE", "WINDOWS_SERVER_20H2_CORE",
    ]
    guard families.contains(request.operatingSystemFamily) else {
      throw .shouldBeOneOf("operating system family", families)
    }
    let architecture = request.document["runtimePlatform"]?["cpuArchitecture"]?.string
    guard ["X86_64", "ARM64", nil].contains(architecture) else { throw .client("Invalid CPU architecture") }
    let namespaces =
      request.isOfDaemon
      ? [("pidMode", ["none", "shared"]), ("ipcMode", ["none", "shared"])]
      : [("pidMode", ["host", "task"]), ("ipcMode", ["host", "task", "none"])]
    for (member, words) in namespaces {
      guard let word = request.document[member]?.string, !words.contains(word) else { continue }
      throw .shouldBeOneOf(member, words)
    }
  }

  private static func storage(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard request.document["inferenceAccelerators"]?.list?.isEmpty ?? true else {
      throw .client("Unsupported field 'inferenceAccelerators'")
    }
    guard let size = request.document["ephemeralStorage"]?["sizeInGiB"]?.integer else { return }
    guard !request.requiresCompatibilities.contains(.ec2) else {
      throw .client("Tasks using the EC2 launch type do not support EphemeralStorage")
    }
    guard size >= 21 else { throw .client("EphemeralStorage size should be at least 21") }
    guard size <= 200 else { throw .client("EphemeralStorage size should be at most 200") }
  }

  private static func volumes(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    var names: Set<String> = []
    for volume in request.volumes {
      let name = volume["name"]?.string ?? ""
      guard ECS.isName(name) else { throw .client("Volume.name contains invalid characters.") }
      guard names.insert(name).inserted else { throw .client("The volume '\(name)' is defined more than once.") }
      guard let efs = volume["efsVolumeConfiguration"] else { continue }
      let isEncrypted = efs["transitEncryption"]?.string == "ENABLED"
      let authorization = efs["authorizationConfig"]
      guard isEncrypted || authorization?["iam"]?.string != "ENABLED" else {
        throw .client("EFS IAM authorization requires TransitEncryption to be enabled")
      }
      guard isEncrypted || efs["transitEncryptionPort"] == nil else {
        throw .client("TransitEncryptionPort requires that TransitEncryption is enabled")
      }
      guard authorization?["accessPointId"] == nil || ["/", nil].contains(efs["rootDirectory"]?.string) else {
        throw .client("When using an EFS access point, the root directory must either be set to \"/\" or be omitted")
      }
    }
  }

  private static func proxy(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    guard let proxy = request.document["proxyConfiguration"] else { return }
    let name = proxy["containerName"]?.string ?? ""
    guard request.container(name) != nil else { throw .client("Proxy container [\(name)] does not exist") }
    guard request.usesAwsvpc else {
      throw .client("APPMESH proxy configuration is only supported in networkMode=awsvpc")
    }
    let given = (proxy["properties"]?.list ?? []).compactMap { $0["name"]?.string }
    let wanted = [
      ("ProxyIngressPort", "Ingress port"), ("ProxyEgressPort", "Egress port"), ("AppPorts", "App ports"),
      ("EgressIgnoredIPs", "Egress ignored IPs"),
    ]
    for (name, words) in wanted where !given.contains(name) {
      throw .client("\(words) not found", why: "An APPMESH proxy needs the property \(name).")
    }
  }

  private static func placement(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let most = ECS.Quotas.placementConstraints
    guard request.placementConstraints.count <= most else {
      throw .client("A task definition can not have more than \(most) placement constraints.")
    }
    guard request.placementConstraints.allSatisfy({ $0.kind == .memberOf }) else {
      throw .shouldBeOneOf("Placement constraint type", ["memberOf"])
    }
    for constraint in request.placementConstraints {
      do throws(ClusterQuery.SyntaxError) { _ = try ClusterQuery(constraint.expression ?? "") } catch {
        throw .invalidParameter(
          "Invalid expression: \(error.line)",
          why: "A placement expression is 'subject operator value', such as \"attribute:ecs.instance-type =~ t3.*\".")
      }
    }
    guard !(request.usesAwsvpc && request.requiresCompatibilities.contains(.external)) else {
      throw .client("Tasks using the External launch type do not support network mode 'awsvpc'.")
    }
  }

  private static func length(_ request: ECS.TaskDefinitionRequest) throws(ServiceFailure) {
    let containers = request.containers.reduce(0) { $0 + Document.object($1.document).written().utf8.count }
    let length = Document.object(request.document).written().utf8.count + containers
    guard length <= ECS.Quotas.taskDefinitionBytes else {
      throw .client("Actual length: '\(length)'. Max allowed length is '\(ECS.Quotas.taskDefinitionBytes)' bytes.")
    }
  }
}
