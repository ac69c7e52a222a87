/// The attributes that a container agent brings along: what it can do, and on what it runs.
///
/// In: a registration's facts. Out: attributes in the order they are shown; capabilities have no value.
/// Source: ECS Developer Guide, "Container instance attributes"; container agent 1.105, `agent_capability.go`.
import Collections

enum AgentAttributes {
  /// True for a capability that every agent here has.
  static func isUsual(_ name: String) -> Bool { usual.contains(name) }
  private static let usual = Set(capabilities)

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
