/// Tasks as replies show them.
///
/// In: a task and the Region it is in. Out: its document. What is known grows with the task's life; each operation shows
/// a little more or less of it. Source: ECS API reference, Task, Container, Attachment, and captured replies.
import Cloud
import Documents
import SimulationKit

/// Which reply a task stands in.
enum TaskForm: Hashable {
  /// RunTask and StartTask.
  case launched
  /// StopTask; a repeated one is thinner.
  case stopping(isRepeated: Bool)
  case described(withTags: Bool)

  var showsHealth: Bool { if case .described = self { true } else { false } }
  var isThin: Bool { self == .stopping(isRepeated: true) }
  var showsTags: Bool {
    switch self {
    case .launched: true
    case .stopping: false
    case .described(let withTags): withTags
    }
  }
}

extension Region {
  func arn(ofContainer container: ECS.Container, in task: ECS.Task) -> String {
    ecsARN("container/\(task.cluster)/\(task.id)/\(container.id)")
  }

  func document(of task: ECS.Task, _ form: TaskForm) -> Document.Object {
    let definition = definition(of: task)
    let isOnFargate = task.launchType == .fargate
    let storage = isOnFargate ? ephemeralStorage(of: task, definition) : nil
    let isConnected = task.connectivityAt != nil && form != .launched
    var shown = Document.Object()
    shown.reserveCapacity(44)
    let interface = task.attachment.map { [document(of: $0)] } ?? []
    shown.add("attachments", form.isThin ? [] : interface + wiringAttachments(of: task))
    shown.add("attributes", form.isThin ? nil : [Self.detail("ecs.cpu-architecture", task.cpuArchitecture)])
    shown.add("availabilityZone", task.availabilityZone.isEmpty ? nil : task.availabilityZone)
    shown.add("capacityProviderName", task.capacityProviderName)
    shown.add("clusterArn", arn(ofCluster: task.cluster))
    shown.add("connectivity", isConnected ? connectivity(of: task) : nil)
    shown.add("connectivityAt", isConnected ? task.connectivityAt : nil)
    shown.add(
      "containerInstanceArn", task.containerInstance.map { arn(ofContainerInstance: $0, cluster: task.cluster) })
    shown.add(
      "containers",
      form.isThin
        ? [Document.Object]()
        : task.containers.map { document(of: $0, in: task, definition, form) }
          + [proxyContainer(of: task, showsHealth: form.showsHealth)].compactMap { $0 })
    shown.add("cpu", task.cpuUnits.map(String.init))
    shown.add("createdAt", task.createdAt)
    shown.add("desiredStatus", task.desiredStatus.rawValue)
    shown.add("enableExecuteCommand", task.enableExecuteCommand)
    shown.add("executionStoppedAt", task.executionStoppedAt)
    shown.add("group", task.group)
    shown.add("healthStatus", form.showsHealth ? task.healthStatus.rawValue : nil)
    shown.add("lastStatus", isDeleted(task) ? "DELETED" : task.lastStatus.rawValue)
    shown.add("launchType", task.launchType.rawValue)
    shown.add("memory", task.memoryMiB.map(String.init))
    shown.add("overrides", overrides(of: task, isThin: form.isThin))
    shown.add("platformVersion", task.platformVersion)
    shown.add("platformFamily", isOnFargate ? platformFamily(definition) : nil)
    shown.add("pullStartedAt", task.pullStartedAt)
    shown.add("pullStoppedAt", task.pullStoppedAt)
    shown.add("startedAt", task.startedAt)
    shown.add("startedBy", task.startedBy)
    shown.add("stopCode", task.stopCode?.rawValue)
    shown.add("stoppedAt", task.stoppedAt)
    shown.add("stoppedReason", task.stoppedReason)
    shown.add("stoppingAt", task.stoppingAt)
    shown.add("tags", form.showsTags ? task.tags : [])
    shown.add("taskArn", arn(ofTask: task.id, cluster: task.cluster))
    shown.add(
      "taskDefinitionArn",
      task.daemon == nil
        ? arn(ofTaskDefinition: task.family, task.revision)
        : arn(ofDaemonTaskDefinition: task.family, task.revision))
    shown.add("version", task.version)
    shown.add("ephemeralStorage", storage)
    shown.add("fargateEphemeralStorage", storage)
    return shown
  }

  private func connectivity(of task: ECS.Task) -> String {
    let instance = task.containerInstance.flatMap { ecs.containerInstances[$0] }
    return instance?.isAgentConnected ?? true ? "CONNECTED" : "DISCONNECTED"
  }

  private func document(of attachment: ECS.NetworkAttachment) -> Document.Object {
    var details = [Self.detail("subnetId", attachment.subnetID)]
    if let interface = attachment.networkInterfaceID {
      details += [
        Self.detail("networkInterfaceId", interface), Self.detail("macAddress", attachment.macAddress),
        Self.detail("privateDnsName", attachment.privateDNSName),
        Self.detail("privateIPv4Address", attachment.privateIPv4Address),
      ]
    } else if attachment.status != .precreated {
      details += [Self.detail("networkInterfaceId", "unset"), Self.detail("macAddress", nil)]
    }
    var shown = Document.Object()
    shown.reserveCapacity(4)
    shown.add("id", attachment.id)
    shown.add("type", "ElasticNetworkInterface")
    shown.add("status", attachment.status(at: now).rawValue)
    shown.add("details", details)
    return shown
  }

  private func document(
    of container: ECS.Container, in task: ECS.Task, _ definition: ECS.TaskDefinition?, _ form: TaskForm
  ) -> Document.Object {
    let plan = definition?.containers.first { $0.name == container.name }
    let override = task.overrides["containerOverrides"]?.list?.first { $0["name"]?.string == container.name }
    func size(_ member: String, _ own: Int?) -> String? { (override?[member]?.integer ?? own).map(String.init) }
    var interfaces: [Document.Object] = []
    if let attachment = task.attachment, let address = attachment.privateIPv4Address {
      var interface = Document.Object()
      interface.reserveCapacity(2)
      interface.add("attachmentId", attachment.id)
      interface.add("privateIpv4Address", address)
      interfaces.append(interface)
    }
    var shown = Document.Object()
    shown.reserveCapacity(17)
    shown.add("containerArn", arn(ofContainer: container, in: task))
    shown.add("taskArn", arn(ofTask: task.id, cluster: task.cluster))
    shown.add("name", container.name)
    shown.add("image", container.image)
    shown.add("imageDigest", container.imageDigest)
    shown.add("runtimeId", container.runtimeID)
    shown.add("lastStatus", container.lastStatus.rawValue)
    shown.add("exitCode", container.exitCode)
    shown.add("reason", container.reason)
    shown.add("networkBindings", container.run > 0 ? container.networkBindings.map { document(of: $0) } : nil)
    shown.add("networkInterfaces", interfaces)
    shown.add("healthStatus", form.showsHealth ? container.healthStatus.rawValue : nil)
    shown.add("managedAgents", task.enableExecuteCommand ? [managedAgent(of: container, in: task)] : nil)
    shown.add("cpu", size("cpu", plan?.cpuUnits ?? 0))
    shown.add("memory", size("memory", plan?.memoryMiB))
    shown.add("memoryReservation", size("memoryReservation", plan?.memoryReservationMiB))
    if plan?.takesNeuronDevices == true {
      shown.add("neuronDeviceIds", task.containerInstance.flatMap { ecs.containerInstances[$0]?.neuronDeviceIDs })
    }
    return shown
  }

  private func document(of binding: ECS.NetworkBinding) -> Document.Object {
    func range(from first: Int) -> String? { binding.count > 1 ? "\(first)-\(first + binding.count - 1)" : nil }
    return Document.Object(rendering: [
      "bindIP": "0.0.0.0", "containerPort": binding.count > 1 ? nil : binding.containerPort,
      "hostPort": binding.count > 1 ? nil : binding.hostPort, "protocol": binding.transport,
      "containerPortRange": range(from: binding.containerPort), "hostPortRange": range(from: binding.hostPort),
    ])
  }

  private func managedAgent(of container: ECS.Container, in task: ECS.Task) -> Document.Object {
    let failure = container.stage == .running ? commandAgentFailure(in: container, of: task) : nil
    return Document.Object(rendering: [
      "lastStartedAt": failure == nil ? container.startedAt : nil, "name": "ExecuteCommandAgent", "reason": failure,
      "lastStatus": failure == nil ? container.lastStatus.rawValue : "STOPPED",
    ])
  }

  /// Every container by name, with what was overridden.
  private func overrides(of task: ECS.Task, isThin: Bool) -> Document.Object {
    let given = task.overrides["containerOverrides"]?.list ?? []
    let containers = task.containers.map { container in
      given.first { $0["name"]?.string == container.name }
        ?? .object(Document.Object(uniqueMembers: [.init(key: "name", value: .string(container.name))]))
    }
    var document = Document.Object()
    document.reserveCapacity(2 + task.overrides.count)
    document.add("containerOverrides", isThin ? [] : containers)
    document.add("inferenceAcceleratorOverrides", [Document]())
    return task.overrides.isEmpty ? document : document.adding(task.overrides)
  }

  private func ephemeralStorage(of task: ECS.Task, _ definition: ECS.TaskDefinition?) -> Document.Object {
    let given = task.overrides["ephemeralStorage"] ?? definition?.document["ephemeralStorage"]
    return ["sizeInGiB": given?["sizeInGiB"] ?? 20]
  }

  private func platformFamily(_ definition: ECS.TaskDefinition?) -> String {
    guard let family = definition?.document["runtimePlatform"]?["operatingSystemFamily"]?.string else { return "Linux" }
    return family.split(separator: "_").map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined(separator: "_")
  }
}
