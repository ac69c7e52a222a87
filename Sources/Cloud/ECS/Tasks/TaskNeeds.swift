/// What a task needs and does, once its definition and the overrides of its request are merged.
///
/// In: a task definition, overrides as the request gave them. Out: sizes, ports, programs. Changes nothing.
/// Source: ECS API reference, TaskOverride and ContainerOverride (environment merges by name, command replaces).
import Documents

extension ECS {
  /// The overrides of one request, read by container.
  struct Overrides {
    let document: Document.Object

    func container(_ name: String) -> Document.Object? {
      document["containerOverrides"]?.list?.first { $0["name"]?.string == name }?.object
    }
    func command(_ container: ContainerDefinition) -> [String]? {
      self.container(container.name)?["command"]?.list?.compactMap(\.string) ?? container.command
    }
    /// - Parameter secretValues: what was read for each `valueFrom`; one without stands for itself.
    func environment(
      _ container: ContainerDefinition, secretValues: [String: String]
    ) -> [EnvironmentVariable] {
      var merged = container.environment
      merged += container.secrets.map { .init(name: $0.name, value: secretValues[$0.value] ?? $0.value) }
      for entry in self.container(container.name)?["environment"]?.list ?? [] {
        guard let name = entry["name"]?.string else { continue }
        let value = EnvironmentVariable(name: name, value: entry["value"]?.string ?? "")
        if let index = merged.firstIndex(where: { $0.name == name }) {
          merged[index] = value
        } else {
          merged.append(value)
        }
      }
      return merged
    }
    func cpuUnits(_ container: ContainerDefinition) -> Int {
      self.container(container.name)?["cpu"]?.integer ?? container.cpuUnits
    }
    func memoryMiB(_ container: ContainerDefinition) -> Int? {
      self.container(container.name)?["memory"]?.integer ?? container.memoryMiB
    }
    func memoryReservationMiB(_ container: ContainerDefinition) -> Int? {
      self.container(container.name)?["memoryReservation"]?.integer ?? container.memoryReservationMiB
    }
    var cpuUnits: Int? { document["cpu"]?.string.flatMap(TaskSize.cpuUnits) }
    var memoryMiB: Int? { document["memory"]?.string.flatMap(TaskSize.memoryMiB) }
    var executionRoleARN: String? { document["executionRoleArn"]?.string }
    var taskRoleARN: String? { document["taskRoleArn"]?.string }
  }
}

extension ECS.TaskDefinition {
  var containerDocuments: [Document] { document["containerDefinitions"]?.list ?? [] }

  /// bridge where nothing is given.
  var effectiveNetworkMode: ECS.NetworkMode { networkMode ?? .bridge }

  /// `x86_64` or `arm64`.
  var cpuArchitecture: String { namedArchitecture ?? "x86_64" }
  /// nil where it is not said.
  var namedArchitecture: String? { document["runtimePlatform"]?["cpuArchitecture"]?.string?.lowercased() }
  /// As `LINUX`; nil where it is not said.
  var operatingSystemFamily: String? { document["runtimePlatform"]?["operatingSystemFamily"]?.string }
  var isWindows: Bool { operatingSystemFamily?.hasPrefix("WINDOWS") ?? false }

  /// What one task takes of a container instance: the task's size, else the sum of its containers'.
  func reservation(_ overrides: ECS.Overrides) -> ECS.InstanceReservation {
    var needs = ECS.InstanceReservation()
    needs.cpuUnits = overrides.cpuUnits ?? cpuUnits ?? containers.reduce(0) { $0 + overrides.cpuUnits($1) }
    needs.memoryMiB =
      overrides.memoryMiB ?? memoryMiB
      ?? containers.reduce(0) { $0 + (overrides.memoryReservationMiB($1) ?? overrides.memoryMiB($1) ?? 0) }
    needs.gpuCount = containers.reduce(0) { $0 + $1.gpuCount }
    needs.takesNeuronDevices = containers.contains(where: \.takesNeuronDevices)
    needs.networkInterfaces = effectiveNetworkMode == .awsvpc ? 1 : 0
    for mapping in containers.flatMap(\.portMappings) {
      guard let port = hostPort(of: mapping), port > 0 else { continue }
      if mapping.transport == "udp" { needs.udpPorts.append(port) } else { needs.tcpPorts.append(port) }
    }
    return needs
  }

  /// The port taken on the host: 0 for one chosen at start, nil where the host's ports are not used.
  func hostPort(of mapping: ECS.PortMapping) -> Int? {
    switch effectiveNetworkMode {
    case .awsvpc, .none: nil
    case .host: mapping.containerPort
    case .bridge, .defaultNAT: mapping.hostPort
    }
  }
}

extension ECS.Task {
  /// Which delays hold for it.
  func delays(_ timing: Timing) -> Timing.TaskDelays {
    if launchType == .fargate { return timing.fargate }
    return attachment == nil ? timing.ec2HostNetwork : timing.ec2TaskNetwork
  }
  var isOnFargate: Bool { launchType == .fargate }
  /// FARGATE or FARGATE_SPOT; nil elsewhere.
  var fargateProvider: String? { isOnFargate ? capacityProviderName ?? "FARGATE" : nil }
  func container(_ name: String) -> ECS.Container? { containers.first { $0.name == name } }
  func index(of name: String) -> Int? { containers.firstIndex { $0.name == name } }
}

extension Region {
  package func definition(of task: ECS.Task) -> ECS.TaskDefinition? {
    task.daemon == nil
      ? taskDefinition(task.family, task.revision) : daemonTaskDefinition(task.family, task.revision)?.definition
  }
  func definition(of order: ECS.TaskOrder) -> ECS.TaskDefinition? {
    order.daemon == nil
      ? taskDefinition(order.family, order.revision) : daemonTaskDefinition(order.family, order.revision)?.definition
  }

  /// What the container's process does; nil where its image is not known.
  func program(
    of container: ECS.ContainerDefinition, in task: ECS.Task
  ) -> (program: ContainerProgram, setting: ContainerProgram.Setting)? {
    let pulledAt = task.container(container.name)?.pulledAt ?? now
    guard case .found(let behaviour, _) = images.content(of: ImageReference(container.image), pulledAt: pulledAt)
    else { return nil }
    let overrides = ECS.Overrides(document: task.overrides)
    let setting = ContainerProgram.Setting(
      behaviour: behaviour, entryPoint: container.entryPoint, command: overrides.command(container),
      environment: overrides.environment(container, secretValues: task.secretValues))
    return (ContainerProgram(setting), setting)
  }
}
