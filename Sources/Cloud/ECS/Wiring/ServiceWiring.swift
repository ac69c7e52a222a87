/// What ties a service's tasks to things outside of ECS, load balancers apart: Service Connect, Cloud Map, volumes, VPC
/// Lattice. Any change of it makes a new deployment.
///
/// Settings only, as a request gave them; the rules are in the files beside.
/// Source: ECS API reference, ServiceConnectConfiguration, ServiceRegistry, ServiceVolumeConfiguration,
/// VpcLatticeConfiguration.
import Documents

extension ECS {
  package struct ServiceWiring: Hashable, Sendable {
    package var serviceConnect: ServiceConnect?
    package var serviceRegistries: [ServiceRegistry] = []
    package var volumes: [VolumeConfiguration] = []
    package var vpcLattice: [VPCLatticeTarget] = []
    /// At which resolution its metrics are kept: echoed on its revision.
    package var monitoring: Document?
    package init() {}
  }

  /// What a request says of it; nil where absent, which keeps what was, empty to take it away.
  package struct WiringSettings: Sendable {
    package var serviceConnect: ServiceConnect?
    package var serviceRegistries: [ServiceRegistry]?
    package var volumes: [VolumeConfiguration]?
    package var vpcLattice: [VPCLatticeTarget]?
    package var monitoring: Document?
    package init() {}
  }

  package struct ServiceConnect: Hashable, Sendable {
    package struct Endpoint: Hashable, Sendable {
      package var portName: String
      package var discoveryName: String?
      /// Port and name by which clients reach it.
      package var aliases: [Alias]
      package var ingressPortOverride: Int?
      package init(portName: String, discoveryName: String?, aliases: [Alias], ingressPortOverride: Int?) {
        self.portName = portName
        self.discoveryName = discoveryName
        self.aliases = aliases
        self.ingressPortOverride = ingressPortOverride
      }
      /// The name in the namespace.
      package var name: String { discoveryName ?? portName }
    }
    package struct Alias: Hashable, Sendable {
      package var port: Int
      package var dnsName: String?
      package init(port: Int, dnsName: String?) {
        self.port = port
        self.dnsName = dnsName
      }
    }
    package var isEnabled: Bool
    /// Name or ARN as given; the cluster's default where none was given.
    package var namespace: String?
    package var endpoints: [Endpoint]
    /// The request's own words, for echo.
    package var document: Document.Object
    package init(isEnabled: Bool, namespace: String?, endpoints: [Endpoint], document: Document.Object) {
      self.isEnabled = isEnabled
      self.namespace = namespace
      self.endpoints = endpoints
      self.document = document
    }
  }

  package struct ServiceRegistry: Hashable, Sendable {
    package var registryARN: String
    package var port: Int?
    package var containerName: String?
    package var containerPort: Int?
    package init(registryARN: String, port: Int?, containerName: String?, containerPort: Int?) {
      self.registryARN = registryARN
      self.port = port
      self.containerName = containerName
      self.containerPort = containerPort
    }
  }

  /// A volume that is made for each task when it starts.
  package struct VolumeConfiguration: Hashable, Sendable {
    package var name: String
    package var roleARN: String
    package var sizeInGiB: Int?
    package var snapshotID: String?
    /// gp3 where not given.
    package var volumeType: String?
    package var iops: Int?
    package var throughput: Int?
    package var filesystemType: String?
    /// RunTask and StartTask only; a service's volumes always end with their task.
    package var deletesOnTermination: Bool
    /// The request's own words, for echo.
    package var document: Document.Object
    package init(name: String, roleARN: String, document: Document.Object) {
      self.name = name
      self.roleARN = roleARN
      self.document = document
      deletesOnTermination = true
    }
  }

  package struct VPCLatticeTarget: Hashable, Sendable {
    package var portName: String
    /// The ARN.
    package var targetGroup: String
    /// The role for infrastructure by which ECS registers tasks.
    package var roleARN: String
    package init(portName: String, targetGroup: String, roleARN: String) {
      self.portName = portName
      self.targetGroup = targetGroup
      self.roleARN = roleARN
    }
  }
}

extension ECS.ServiceWiring {
  /// Takes over what a request names; without a namespace of its own, Service Connect uses the cluster's.
  mutating func adopt(_ settings: ECS.WiringSettings, in cluster: ECS.Cluster) {
    if var given = settings.serviceConnect {
      if given.namespace == nil, let usual = cluster.defaultNamespace {
        given.namespace = usual
        given.document["namespace"] = .string(usual)
      }
      serviceConnect = given.isEnabled ? given : nil
    }
    serviceRegistries = settings.serviceRegistries ?? serviceRegistries
    volumes = settings.volumes ?? volumes
    vpcLattice = settings.vpcLattice ?? vpcLattice
    monitoring = settings.monitoring ?? monitoring
  }
}

extension Region {
  /// Holds the wiring against the task definition and the Region.
  func check(
    _ wiring: ECS.ServiceWiring, for definition: ECS.TaskDefinition
  ) throws(ServiceFailure) {
    if let connect = wiring.serviceConnect { try check(connect, for: definition) }
    try check(wiring.serviceRegistries, for: definition)
    try checkVolumes(wiring.volumes, for: definition)
    guard wiring.vpcLattice.count <= ECS.maximumVPCLatticeTargets else {
      throw .invalidParameter("vpcLatticeConfigurations can have at most \(ECS.maximumVPCLatticeTargets) items.")
    }
    for target in wiring.vpcLattice { try checkPortName(target.portName, in: definition) }
  }

  func checkPortName(_ name: String, in definition: ECS.TaskDefinition) throws(ServiceFailure) {
    let named = definition.containers.flatMap(\.portMappings).compactMap(\.name)
    guard named.contains(name) else {
      throw .invalidParameter(
        "portName(\(name)) does not refer to any named PortMapping in the container definitions",
        why: named.isEmpty
          ? "No port mapping of \(definition.family):\(definition.revision) has a name: add name=\(name) to one."
          : "\(definition.family):\(definition.revision) has " + named.map { "'\($0)'" }.joined(separator: ", ") + ".")
    }
  }
}

extension ECS {
  /// VPC Lattice target groups of one service.
  static let maximumVPCLatticeTargets = 5
}
