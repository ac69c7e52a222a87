/// What can be broken on purpose: one description for each fault, as data.
///
/// In: nothing. Out: names, arguments with kinds and defaults, a line of help, what a learner sees. `inject help`,
/// completion, lessons and the reader of arguments all go by it. Describes; breaks nothing.
/// Source of the faults: ECS Developer Guide, "Stopped tasks error messages", "Amazon ECS service event messages".

package enum FaultName: String, Hashable, Sendable, CaseIterable {
  case taskKilled = "task-killed"
  case containerKilled = "container-killed"
  case outOfMemory = "out-of-memory"
  case taskUnhealthy = "task-unhealthy"
  case taskRetirement = "task-retirement"
  case instanceTerminated = "instance-terminated"
  case instanceStopped = "instance-stopped"
  case instanceImpaired = "instance-impaired"
  case agentDisconnected = "agent-disconnected"
  case agentFlapping = "agent-flapping"
  case zoneOutage = "zone-outage"
  case spotWave = "spot-wave"
  case capacityRefused = "capacity-refused"
  case registryDown = "registry-down"
  case registryLimited = "registry-limited"
  case registryTagMissing = "registry-tag-missing"
  case registryDenied = "registry-denied"
  case imageBroken = "image-broken"
  case imageSlow = "image-slow"
  case healthFailing = "health-failing"
  case startFailing = "start-failing"
  case stopFailing = "stop-failing"
  case roleMissing = "role-missing"
  case secretMissing = "secret-missing"
  case logGroupMissing = "log-group-missing"
  case logsDown = "logs-down"
  case networkSlow = "network-slow"
  case subnetFull = "subnet-full"
  case cloudMapThrottled = "cloud-map-throttled"
  case targetHealthUnknown = "health-unknown"
  case credentialsRefused = "credentials-refused"
  case accessDenied = "access-denied"
  case apiThrottled = "api-throttled"
  case apiDown = "api-down"
  /// What a lifecycle hook's function answers.
  case hookAnswer = "hook-answer"
  /// Work for a service: no breakage, but as much something that comes from outside.
  case load
  /// Ends what still stands of other faults.
  case mend
}

package struct FaultDescription: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A task's id, the beginning of one, or its ARN.
    case task
    case service, cluster, container
    /// A container instance's id, the beginning of one, its ARN, or its EC2 instance id.
    case instance
    /// `us-east-1a`, `a`, or a subnet of the zone (`quay-a` for `subnet-quay-a`).
    case zone
    /// `REPOSITORY:TAG`, the repository in full or by its last part.
    case image
    case registry, role, secret, logGroup, subnet
    /// A Lambda function's name or ARN.
    case function
    /// An action of IAM, perhaps with wildcards: `ecs:RunTask`.
    case action
    /// An ARN, or the name at its end.
    case resource
    /// The name of another fault.
    case fault
    case word([String])
    case number(ClosedRange<Int>)
    /// `90s`, `5m`, `2h`, or whole seconds.
    case span
    /// A span, or `forever`.
    case spanOrForever
  }

  package struct Argument: Hashable, Sendable {
    package let name: String
    package let kind: Kind
    /// Taken where the argument is left out.
    package let standard: String?
    package let isRequired: Bool
    package let summary: String
  }

  package let name: FaultName
  /// One line of help.
  package let summary: String
  /// What a learner sees of it, and where.
  package let evidence: String
  package let arguments: [Argument]
}

extension FaultDescription.Argument {
  static func required(_ name: String, _ kind: FaultDescription.Kind, _ summary: String) -> Self {
    Self(name: name, kind: kind, standard: nil, isRequired: true, summary: summary)
  }
  static func optional(
    _ name: String, _ kind: FaultDescription.Kind, _ summary: String, standard: String? = nil
  ) -> Self {
    Self(name: name, kind: kind, standard: standard, isRequired: false, summary: summary)
  }

  static let task = optional("task", .task, "the task: its id, or the beginning of it")
  static let service = optional("service", .service, "the service whose oldest running task it is")
  static let instance = optional("instance", .instance, "the container instance, or its EC2 instance")
  static let serviceOnInstance = optional("service", .service, "the service whose oldest task runs there")
  static let cluster = optional("cluster", .cluster, "where to look; anywhere unless given")
  static func lasts(_ standard: String) -> Self {
    optional("lasts", .spanOrForever, "how long, as in 90s, 5m or forever", standard: standard)
  }

  /// `task=ID`, `lasts=5m`.
  package var usage: String {
    let value =
      switch kind {
      case .task, .instance: "ID"
      case .service, .cluster, .container, .role, .secret, .logGroup, .function, .fault: "NAME"
      case .zone: "ZONE"
      case .action: "ACTION"
      case .resource: "ARN"
      case .image: "REPOSITORY:TAG"
      case .registry: "HOST"
      case .subnet: "SUBNET"
      case .word(let words): words.joined(separator: "|")
      case .number(let range): "\(range.lowerBound)-\(range.upperBound)"
      case .span, .spanOrForever: "TIME"
      }
    return "\(name)=\(value)"
  }
}
