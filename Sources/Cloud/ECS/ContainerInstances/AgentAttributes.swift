/// The attributes that a container agent brings along: what it can do, and on what it runs.
///
/// In: a registration's facts. Out: attributes in the order they are shown; capabilities have no value.
/// Source: ECS Developer Guide, "Container instance attributes"; container agent 1.105, `agent_capability.go`.
import Collections

enum AgentAttributes {
  /// True for a capability that every agent here has, of whatever release.
  static func isUsual(_ name: String) -> Bool { usual.contains(name) && firstReleases[name] == nil }
  private static let usual = Set(capabilities)

  /// Capabilities that agents have from a release on, with that release. Others are taken to be as old as the agent.
  static let firstReleases: OrderedDictionary<String, String> = [
    "ecs.capability.container-health-check": "1.17.0",
    "ecs.capability.secrets.ssm.environment-variables": "1.22.0",
    "ecs.capability.secrets.asm.environment-variables": "1.22.0",
    "ecs.capability.container-ordering": "1.26.0",
    "ecs.capability.firelens.fluentd": "1.30.0", "ecs.capability.firelens.fluentbit": "1.30.0",
    "ecs.capability.env-files.s3": "1.39.0",
    "ecs.capability.execute-command": "1.50.2",
    "ecs.capability.network.container-port-range": "1.67.0",
    "ecs.capability.service-connect-v1": "1.67.2",
    "ecs.capability.storage.ebs-task-volume-attach": "1.79.0",
    "ecs.capability.container-restart-policy": "1.86.0",
  ]

  /// True where the agent is new enough for it; one without a version is taken to be.
  static func isKnown(_ name: String, to agent: ECS.InstalledAgent) -> Bool {
    guard let first = firstReleases[name].flatMap(ECS.AgentRelease.init), let release = agent.release else {
      return true
    }
    return release >= first
  }

  static let capabilities: [String] =
    (Array(17...25) + [28, 29, 30, 32]).map { "com.amazonaws.ecs.capability.docker-remote-api.1.\($0)" }
    + ["json-file", "awslogs", "syslog", "journald", "fluentd", "gelf", "splunk", "logentries", "awsfirelens", "none"]
    .map { "com.amazonaws.ecs.capability.logging-driver.\($0)" }
    + ["ecr-auth", "task-iam-role", "task-iam-role-network-host", "privileged-container", "selinux", "apparmor"]
    .map { "com.amazonaws.ecs.capability.\($0)" }
    + [
      "task-eni", "execution-role-ecr-pull", "execution-role-awslogs", "container-health-check", "container-ordering",
      "container-restart-policy", "secrets.ssm.environment-variables", "secrets.asm.environment-variables",
      "secrets.ssm.bootstrap.log-driver", "secrets.asm.bootstrap.log-driver",
      "private-registry-authentication.secretsmanager", "env-files.s3", "efs", "efsAuth", "execute-command",
      "service-connect-v1", "storage.ebs-task-volume-attach", "network.container-port-range", "full-sync",
      "firelens.fluentd", "firelens.fluentbit", "task-cpu-mem-limit", "increased-task-cpu-limit",
      "pid-ipc-namespace-sharing", "fault-injection", "docker-plugin.local",
    ].map { "ecs.capability.\($0)" }

  /// A machine outside AWS has no image, type, zone or subnet to tell of, and gives no task a network interface.
  static var ofExternalInstances: OrderedDictionary<String, String?> {
    var attributes: OrderedDictionary<String, String?> = [
      "ecs.cpu-architecture": "x86_64", "ecs.os-family": "LINUX", "ecs.os-type": "linux",
    ]
    for name in capabilities where name != "ecs.capability.task-eni" { attributes.updateValue(nil, forKey: name) }
    return attributes
  }

  struct Host {
    var imageID: String
    var availabilityZone: String
    var instanceType: String
    var vpcID: String?
    var subnetID: String?
  }

  static func all(of host: Host) -> OrderedDictionary<String, String?> {
    var attributes: OrderedDictionary<String, String?> = [
      "ecs.ami-id": host.imageID,
      "ecs.availability-zone": host.availabilityZone,
      "ecs.cpu-architecture": InstanceType.architecture(of: host.instanceType),
      "ecs.instance-type": host.instanceType,
      "ecs.os-family": "LINUX",
      "ecs.os-type": "linux",
    ]
    if let id = host.subnetID { attributes.updateValue(id, forKey: "ecs.subnet-id") }
    if let id = host.vpcID { attributes.updateValue(id, forKey: "ecs.vpc-id") }
    attributes.updateValue("2024.09.0-branch", forKey: "ecs.capability.cni-plugin-version")
    attributes.updateValue(nil, forKey: "ecs.capability.branch-cni-plugin-version")
    for name in capabilities { attributes.updateValue(nil, forKey: name) }
    return attributes
  }
}
