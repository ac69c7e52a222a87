/// What exists before the first command: network, images, roles and log groups of a fixture.
///
/// In: a document, such as a fixture's YAML gives. Out: the plan, or an error that names the path. Clusters, task
/// definitions and services are not here: a fixture makes them by ordinary commands.
///
/// Keys (kebab or camel case alike; times are `500ms`, `40s`, `2m`, `1h` or whole seconds; every key may be left out
/// unless it says required; an unknown one is an error):
/// ```
/// network:
///   vpcs: [{id: required, cidr: required, default: false}]
///   subnets: [{id: required, vpc: required, zone: required ("a"), cidr: required,
///              route: internet | nat | none (internet), maps-public-ip: false}]
///   security-groups: [{id: required, vpc: required, name: default, ingress: [] (TCP ports open to everybody)}]
/// images:                        # repository → tag → behaviour
///   registry.example/harbor/web:
///     "1.0": {size-mb: 150, listens-on: [8080], answers-paths: [/], ready-after: 0s, unhealthy-after: never,
/// exits-after: never, exit-code: 0, uses-memory-mib: 0, handles-sigterm: true, exit-code-on-sigterm: 0,
/// shuts-down-after: 2s,             log: [text, {after: 2s, text: …}], has-shell: true, executables: [web], lacks:
/// [curl],             requires-environment: [DATABASE_URL], architectures: [X86_64, ARM64],
///             windows: ltsc2022 (left out: made for Linux)}
/// roles: [{name: required, trusts: [ecs-tasks.amazonaws.com], policies: []}]
/// log-groups: [/ecs/web]
/// quotas: {clusters: 10000, services-per-cluster: 5000, fargate-vcpus: 4000, fargate-spot-vcpus: 4000,
///          sessions-per-container: 1000}
/// ```
import Documents
import SimulationKit

package struct StartingPlan: Sendable {
  package var network: Network
  package var images: ImageCatalogue
  package var identity: Identity
  package var logs: LogGroups
  package var quotas = ECS.Quotas()

  package init(network: Network, images: ImageCatalogue, identity: Identity, logs: LogGroups) {
    self.network = network
    self.images = images
    self.identity = identity
    self.logs = logs
  }

  /// - Throws: `StartingPlanError` for the first thing that does not fit.
  package init(document: Document) throws(StartingPlanError) {
    var plan = PlanReader(document, path: "")
    network = try Self.network(try plan.reader("network"))
    images = try Self.images(try plan.reader("images"))
    identity = Identity()
    for var entry in try plan.entries("roles") {
      let name = try entry.required("name")
      identity.roles[name] = Identity.Role(
        name: name, trusts: try entry.strings("trusts") ?? ["ecs-tasks.amazonaws.com"],
        policies: try entry.strings("policies") ?? [])
      try entry.finish()
    }
    logs = LogGroups()
    for name in try plan.strings("logGroups") ?? [] { logs.groups[name] = LogGroups.Group(name: name) }
    if var entry = try plan.reader("quotas") {
      quotas.clusters = try entry.quota("clusters") ?? quotas.clusters
      quotas.servicesPerCluster = try entry.quota("servicesPerCluster") ?? quotas.servicesPerCluster
      quotas.fargateVCPUs = try entry.quota("fargateVcpus") ?? quotas.fargateVCPUs
      quotas.fargateSpotVCPUs = try entry.quota("fargateSpotVcpus") ?? quotas.fargateSpotVCPUs
      quotas.sessionsPerContainer = try entry.quota("sessionsPerContainer") ?? quotas.sessionsPerContainer
      try entry.finish()
    }
    try plan.finish()
  }

  private static func network(_ reader: PlanReader?) throws(StartingPlanError) -> Network {
    var network = Network()
    guard var reader else { return network }
    for var entry in try reader.entries("vpcs") {
      let id = try entry.required("id")
      network.vpcs[id] = Network.VPC(
        id: id, cidrBlock: try entry.cidr("cidr"), isDefault: try entry.boolean("default") ?? false)
      try entry.finish()
    }
    for var entry in try reader.entries("subnets") {
      let id = try entry.required("id")
      network.subnets[id] = Network.Subnet(
        id: id, vpcID: try entry.known("vpc", among: network.vpcs.keys.elements),
        availabilityZone: try entry.required("zone"), cidrBlock: try entry.cidr("cidr"),
        mapsPublicIPOnLaunch: try entry.boolean("mapsPublicIp") ?? false,
        route: try entry.word("route", as: Network.Route.self) ?? .internet)
      try entry.finish()
    }
    for var entry in try reader.entries("securityGroups") {
      let id = try entry.required("id")
      var group = Network.SecurityGroup(
        id: id, name: try entry.string("name") ?? "default",
        vpcID: try entry.known("vpc", among: network.vpcs.keys.elements))
      for port in try entry.integers("ingress", in: 0...65_535) ?? [] {
        group.ingress.append(.init(transport: "tcp", fromPort: port, toPort: port, peer: .cidrIPv4("0.0.0.0/0")))
      }
      network.securityGroups[id] = group
      try entry.finish()
    }
    try reader.finish()
    return network
  }

  private static func images(_ reader: PlanReader?) throws(StartingPlanError) -> ImageCatalogue {
    var images = ImageCatalogue()
    for (repository, tags) in try reader?.readers() ?? [] {
      images.repositories[repository] = [:]
      for (tag, var entry) in try tags.readers() {
        images.repositories[repository]?[tag] = try behaviour(&entry, repository: repository)
        try entry.finish()
      }
    }
    return images
  }

  private static func behaviour(
    _ entry: inout PlanReader, repository: String
  ) throws(StartingPlanError) -> ImageCatalogue.Behaviour {
    var behaviour = ImageCatalogue.Behaviour()
    behaviour.sizeMB = try entry.integer("sizeMb", in: 0...100_000) ?? ImageCatalogue.usualSizeMB(of: repository)
    behaviour.listensOn = try entry.integers("listensOn", in: 1...65_535) ?? []
    behaviour.answersPaths = try entry.strings("answersPaths") ?? []
    behaviour.readyAfter = try entry.duration("readyAfter") ?? .zero
    behaviour.unhealthyAfter = try entry.duration("unhealthyAfter")
    behaviour.exitsAfter = try entry.duration("exitsAfter")
    behaviour.exitCode = try entry.integer("exitCode", in: 0...255) ?? 0
    behaviour.usesMemoryMiB = try entry.integer("usesMemoryMib", in: 0...10_000_000) ?? 0
    behaviour.idleCPUPercent = try entry.integer("idleCpuPercent", in: 0...100)
    behaviour.handlesSIGTERM = try entry.boolean("handlesSigterm") ?? true
    behaviour.exitCodeOnSIGTERM = try entry.integer("exitCodeOnSigterm", in: 0...255) ?? 0
    behaviour.shutsDownAfter = try entry.duration("shutsDownAfter")
    behaviour.hasShell = try entry.boolean("hasShell") ?? true
    behaviour.executables = try entry.strings("executables") ?? []
    behaviour.lacks = try entry.strings("lacks") ?? []
    behaviour.requiresEnvironment = try entry.strings("requiresEnvironment") ?? []
    behaviour.architectures = try entry.strings("architectures") ?? behaviour.architectures
    behaviour.windows = try entry.word("windows", as: WindowsRelease.self)
    var after = Duration.milliseconds(100)
    for (line, path) in try entry.elements("log") {
      if case .string(let text) = line {
        behaviour.logLines.append(.init(after: after, text: text))
      } else {
        var line = PlanReader(line, path: path)
        after = try line.duration("after") ?? after
        behaviour.logLines.append(.init(after: after, text: try line.required("text")))
        try line.finish()
      }
      after = after + .milliseconds(100)
    }
    return behaviour
  }
}

extension PlanReader {
  fileprivate mutating func quota(_ key: String) throws(StartingPlanError) -> Int? {
    try integer(key, in: 0...1_000_000)
  }
}

/// What does not fit in a plan, with the path to it (`network.subnets[1].cidr`).
package struct StartingPlanError: Error, Hashable, Sendable {
  package let path: String
  package let message: String
  /// One sentence that names the place, the rule and the way out.
  package var line: String { path.isEmpty ? message : "\(path): \(message)" }
}
