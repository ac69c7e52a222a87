/// Service Connect, registries, volumes and VPC Lattice as requests carry them, parsed.
///
/// In: members of CreateService, UpdateService, CreateTaskSet, RunTask or StartTask. Out: typed settings that keep the
/// request's own words for echo. Source: ECS API reference, as the members.
import Cloud
import Documents

extension ECS.WiringSettings {
  init(reading input: Input) throws(ServiceFailure) {
    self.init()
    if let connect = try input.structure("serviceConnectConfiguration") {
      serviceConnect = try ECS.ServiceConnect(reading: connect)
    }
    serviceRegistries = try input.serviceRegistries()
    volumes = try input.volumeConfigurations()
    if input.knows("monitoring") { monitoring = try input.monitoring() }
    guard let targets = try input.structures("vpcLatticeConfigurations") else { return }
    var read: [ECS.VPCLatticeTarget] = []
    for target in targets {
      read.append(
        .init(
          portName: try target.requiredString("portName"), targetGroup: try target.requiredString("targetGroupArn"),
          roleARN: try target.requiredString("roleArn")))
    }
    vpcLattice = read
  }
}

extension ECS.ServiceConnect {
  fileprivate init(reading input: Input) throws(ServiceFailure) {
    var endpoints: [Endpoint] = []
    for entry in try input.structures("services") ?? [] {
      var aliases: [Alias] = []
      for alias in try entry.structures("clientAliases") ?? [] {
        aliases.append(Alias(port: try alias.integer("port") ?? 0, dnsName: try alias.string("dnsName")))
      }
      endpoints.append(
        Endpoint(
          portName: try entry.requiredString("portName"), discoveryName: try entry.string("discoveryName"),
          aliases: aliases, ingressPortOverride: try entry.integer("ingressPortOverride")))
    }
    self.init(
      isEnabled: try input.boolean("enabled") ?? false, namespace: try input.string("namespace"), endpoints: endpoints,
      document: input.object)
  }
}

extension Input {
  /// Checked and as given; nil where absent. Source: ECS API reference, MetricConfiguration.
  fileprivate func monitoring() throws(ServiceFailure) -> Document? {
    guard let given = try structure("monitoring") else { return nil }
    let known = ["CPUUtilization", "MemoryUtilization"]
    for entry in try given.structures("metricConfigurations") ?? [] {
      let names = try entry.strings("metricNames") ?? []
      guard !names.isEmpty else { throw .invalidParameter("metricNames can not be empty.") }
      guard names.allSatisfy(known.contains) else { throw .shouldBeOneOf("metric name", known) }
      guard let seconds = try entry.integer("resolutionSeconds"), [20, 60].contains(seconds) else {
        throw .shouldBeOneOf("resolutionSeconds", ["20", "60"])
      }
    }
    return .object(given.object)
  }

  /// nil where absent.
  func serviceRegistries() throws(ServiceFailure) -> [ECS.ServiceRegistry]? {
    guard let entries = try structures("serviceRegistries") else { return nil }
    var registries: [ECS.ServiceRegistry] = []
    for entry in entries {
      registries.append(
        ECS.ServiceRegistry(
          registryARN: try entry.requiredString("registryArn"), port: try entry.integer("port"),
          containerName: try entry.string("containerName"), containerPort: try entry.integer("containerPort")))
    }
    return registries
  }

  /// nil where absent.
  func volumeConfigurations() throws(ServiceFailure) -> [ECS.VolumeConfiguration]? {
    guard let entries = try structures("volumeConfigurations") else { return nil }
    var volumes: [ECS.VolumeConfiguration] = []
    for entry in entries {
      let name = try entry.requiredString("name")
      guard let managed = try entry.structure("managedEBSVolume") else {
        throw .invalidParameter(
          "managedEBSVolume must be specified for the volume '\(name)'.",
          why: "Say what volume to make: name=\(name),managedEBSVolume={roleArn=ROLE,sizeInGiB=10}.")
      }
      var volume = ECS.VolumeConfiguration(
        name: name, roleARN: try managed.requiredString("roleArn"), document: entry.object)
      volume.sizeInGiB = try managed.integer("sizeInGiB")
      volume.snapshotID = try managed.string("snapshotId")
      volume.volumeType = try managed.string("volumeType")
      volume.iops = try managed.integer("iops")
      volume.throughput = try managed.integer("throughput")
      volume.filesystemType = try managed.string("filesystemType")
      if managed.knows("terminationPolicy"), let policy = try managed.structure("terminationPolicy") {
        volume.deletesOnTermination = try policy.boolean("deleteOnTermination") ?? true
      }
      volumes.append(volume)
    }
    return volumes
  }
}
