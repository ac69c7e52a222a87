/// Roles of the account and what they may: who may assume them, and which policies they carry. Instance profiles.
///
/// In: a plan's roles, changes by IAM's calls. Out: answers to ECS's own checks, which follow those changes.
/// Source: IAM User Guide, "Roles terms and concepts"; ECS Developer Guide, "Task execution IAM role", "Task IAM role".
import Collections
import SimulationKit

package struct Identity: Sendable {
  package struct Role: Hashable, Sendable {
    package var name: String
    /// Service principals that may assume it (`ecs-tasks.amazonaws.com`).
    package var trusts: [String]
    /// Managed policies: names of AWS's own, or ARNs.
    package var policies: [String]
    /// `/`, or with parts in between that end with `/`.
    package internal(set) var path = "/"
    /// As it was given; nil for a role of a plan.
    package internal(set) var trustDocument: PolicyDocument?
    /// Policies written into the role, by name.
    package internal(set) var inlinePolicies: OrderedDictionary<String, PolicyDocument> = [:]
    package internal(set) var description: String?
    package internal(set) var maximumSessionSeconds = 3_600
    package internal(set) var createdAt: Instant?
    package internal(set) var tags: [ECS.Tag] = []

    package init(name: String, trusts: [String], policies: [String]) {
      self.name = name
      self.trusts = trusts
      self.policies = policies
      if let service = ServiceLinkedRole.service(ofRole: name) {
        path = ServiceLinkedRole.path(of: service)
        description = ServiceLinkedRole.descriptions[service]
      }
    }

    /// Kept by a service for itself: only the service changes it.
    package var isServiceLinked: Bool { path.hasPrefix("/aws-service-role/") }

    /// True where a policy of the role allows the action and none denies it.
    ///
    /// - Parameters:
    ///   - resource: an ARN; `*` for an action that knows no resource; nil: whichever.
    ///   - managed: names of AWS's policies that allow it, on every resource.
    package func may(_ action: String, on resource: String? = nil, byManaged managed: Set<String>) -> Bool {
      let documents = inlinePolicies.values
      if documents.contains(where: { $0.denies(action, on: resource) }) { return false }
      return documents.contains { $0.allows(action, on: resource) }
        || policies.contains { managed.contains(ManagedPolicy.name($0)) }
    }
  }

  package struct InstanceProfile: Hashable, Sendable {
    package let name: String
    package let path: String
    package let createdAt: Instant
    package internal(set) var role: String?
    package let tags: [ECS.Tag]
  }

  package var roles: OrderedDictionary<String, Role> = [:]
  package internal(set) var instanceProfiles: OrderedDictionary<String, InstanceProfile> = [:]
  /// Of service-linked roles, by the ids of their tasks.
  package internal(set) var deletions: OrderedDictionary<String, ServiceLinkedRole.Deletion> = [:]
  /// By access key, in the order in which they began.
  package internal(set) var sessions: OrderedDictionary<String, RoleSession> = [:]
  package init() {}

  /// The role that an ARN or a name stands for; nil where there is none.
  package func role(_ reference: String) -> Role? {
    roles[reference.split(separator: "/").last.map(String.init) ?? reference]
  }

  /// True where tasks can be given the role: it exists and trusts `ecs-tasks.amazonaws.com`.
  package func tasksMayAssume(_ reference: String) -> Bool {
    role(reference)?.trusts.contains("ecs-tasks.amazonaws.com") ?? false
  }

  /// True where ECS itself may act with the role, as with the role for infrastructure: it trusts `ecs.amazonaws.com`.
  func ecsMayAssume(_ reference: String) -> Bool { role(reference)?.trusts.contains("ecs.amazonaws.com") ?? false }

  /// True where a role may pull from Amazon ECR: by a managed policy that says so, or one written into it.
  package func mayPullFromECR(_ reference: String) -> Bool {
    guard let role = role(reference) else { return false }
    return ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"].allSatisfy {
      role.may($0, byManaged: ManagedPolicy.pulling)
    }
  }
}

/// AWS's own policies, as far as ECS's roles need them.
package enum ManagedPolicy {
  static let pulling: Set<String> = [
    "AmazonECSTaskExecutionRolePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryPowerUser", "AmazonEC2ContainerRegistryFullAccess", "AdministratorAccess",
    "AmazonEC2ContainerServiceforEC2Role",
  ]
  /// Those that let a task's secrets be read from Secrets Manager; AWS's own for execution roles is not among them.
  static let readingSecrets: Set<String> = ["SecretsManagerReadWrite", "PowerUserAccess", "AdministratorAccess"]
  static let readingParameters: Set<String> = [
    "AmazonSSMReadOnlyAccess", "AmazonSSMFullAccess", "AmazonSSMManagedInstanceCore", "PowerUserAccess",
    "AdministratorAccess",
  ]
  /// Those that let streams be made and lines be written in CloudWatch Logs.
  static let logging: Set<String> = [
    "AmazonECSTaskExecutionRolePolicy", "AmazonEC2ContainerServiceforEC2Role", "CloudWatchLogsFullAccess",
    "CloudWatchAgentServerPolicy", "AWSLambdaBasicExecutionRole", "PowerUserAccess", "AdministratorAccess",
  ]
  static let creatingLogGroups: Set<String> = [
    "CloudWatchLogsFullAccess", "CloudWatchAgentServerPolicy", "AWSLambdaBasicExecutionRole", "PowerUserAccess",
    "AdministratorAccess",
  ]
  /// Those that let environment files be read from Amazon S3.
  static let readingFiles: Set<String> = [
    "AmazonS3ReadOnlyAccess", "AmazonS3FullAccess", "PowerUserAccess", "AdministratorAccess",
  ]
  /// Those that let ECS make volumes for tasks and attach them.
  static let managingVolumes: Set<String> = [
    "AmazonECSInfrastructureRolePolicyForVolumes", "PowerUserAccess", "AdministratorAccess",
  ]
  /// Those that let a task ask for its own protection from scale-in.
  static let protectingTasks: Set<String> = ["AmazonECS_FullAccess", "PowerUserAccess", "AdministratorAccess"]
  static let deploying: Set<String> = [
    "AWSCodeDeployRoleForECS", "AWSCodeDeployRoleForECSLimited", "AmazonECS_FullAccess", "PowerUserAccess",
    "AdministratorAccess",
  ]
  static let runningTasks: Set<String> = [
    "AmazonEC2ContainerServiceEventsRole", "AmazonECS_FullAccess", "PowerUserAccess", "AdministratorAccess",
  ]
  /// Those that allow every operation of ECS, and those that let one look.
  package static let usingECS: Set<String> = ["AmazonECS_FullAccess", "PowerUserAccess", "AdministratorAccess"]
  package static let lookingAtECS: Set<String> = usingECS.union(["ReadOnlyAccess"])
  package static let passingTaskRoles: Set<String> = [
    "AmazonEC2ContainerServiceEventsRole", "AmazonECS_FullAccess", "AdministratorAccess",
  ]
  static let invoking: Set<String> = [
    "AWSLambdaRole", "AWSLambda_FullAccess", "PowerUserAccess", "AdministratorAccess",
  ]
  /// Those that let ECS boot and end Managed Instances.
  static let bootingInstances: Set<String> = [
    "AmazonECSInfrastructureRolePolicyForManagedInstances", "AmazonEC2FullAccess", "PowerUserAccess",
    "AdministratorAccess",
  ]
  /// Those that let ECS Exec's agent talk to Systems Manager.
  static let messaging: Set<String> = [
    "AmazonSSMManagedInstanceCore", "AmazonSSMFullAccess", "PowerUserAccess", "AdministratorAccess",
  ]
  /// The part of the ARN between `policy/` and the name. Source: AWS Managed Policy Reference.
  private static let paths: [String: String] = [
    "AmazonECSTaskExecutionRolePolicy": "service-role/", "AmazonEC2ContainerServiceforEC2Role": "service-role/",
    "AmazonEC2ContainerServiceRole": "service-role/", "AmazonEC2ContainerServiceAutoscaleRole": "service-role/",
    "AmazonEC2ContainerServiceEventsRole": "service-role/",
    "AmazonECSInfrastructureRolePolicyForVolumes": "service-role/",
    "AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity": "service-role/",
    "AWSLambdaRole": "service-role/", "AWSLambdaBasicExecutionRole": "service-role/", "AWSLambda_FullAccess": "",
    "AmazonECSServiceRolePolicy": "aws-service-role/", "AutoScalingServiceRolePolicy": "aws-service-role/",
    "AWSApplicationAutoscalingECSServicePolicy": "aws-service-role/",
    "AWSElasticLoadBalancingServiceRolePolicy": "aws-service-role/", "AdministratorAccess": "", "ReadOnlyAccess": "",
    "PowerUserAccess": "", "AmazonECS_FullAccess": "", "AmazonEC2ContainerRegistryReadOnly": "",
    "AmazonEC2ContainerRegistryPullOnly": "", "AmazonEC2ContainerRegistryPowerUser": "",
    "AmazonEC2ContainerRegistryFullAccess": "", "CloudWatchLogsFullAccess": "", "CloudWatchAgentServerPolicy": "",
    "AmazonS3ReadOnlyAccess": "", "AmazonS3FullAccess": "", "SecretsManagerReadWrite": "",
    "AmazonSSMReadOnlyAccess": "", "AmazonSSMManagedInstanceCore": "",
    "AmazonSSMFullAccess": "", "AmazonDynamoDBFullAccess": "",
    "AmazonSQSFullAccess": "", "AWSCodeDeployRoleForECS": "",
    "AWSCodeDeployRoleForECSLimited": "",
    "AmazonECSInfrastructureRolePolicyForManagedInstances": "", "AmazonEC2FullAccess": "",
    "AmazonECSInfrastructureRolePolicyForLoadBalancers": "", "AmazonECSInfrastructureRolePolicyForVpcLattice": "",
  ]

  /// The name at the end of an ARN, or the text itself.
  package static func name(_ policy: String) -> String { policy.split(separator: "/").last.map(String.init) ?? policy }

  package static func arn(_ policy: String, in partition: Partition) -> String {
    policy.hasPrefix("arn:") ? policy : prefix(in: partition) + (paths[policy] ?? "") + policy
  }
  static func prefix(in partition: Partition) -> String { "arn:\(partition.rawValue):iam::aws:policy/" }

  /// False for an ARN that AWS does not have: one of the account, where no policy can be made yet, or a known name at
  /// another path. A name that is not in the table may well exist.
  static func exists(_ arn: String, in partition: Partition) -> Bool {
    guard arn.hasPrefix(prefix(in: partition)) else { return false }
    let name = name(arn)
    return paths[name] == nil || Self.arn(name, in: partition) == arn
  }
  /// Where the name really is, for a known one.
  static func known(_ name: String, in partition: Partition) -> String? {
    paths[name].map { _ in arn(name, in: partition) }
  }
}

/// Roles that services keep for themselves.
package enum ServiceLinkedRole {
  /// A deletion that was asked for; it has gone well where nothing needed the role.
  package struct Deletion: Hashable, Sendable {
    package let role: String
    package let region: String
    /// ARNs of what needed the role.
    package let usage: [String]
  }
  /// By service: the role's name and the policy it carries. Source: IAM User Guide, "Service-linked roles"; the services'
  /// own guides.
  static let roles: KeyValuePairs<String, (name: String, policy: String)> = [
    "ecs.amazonaws.com": ("AWSServiceRoleForECS", "AmazonECSServiceRolePolicy"),
    "autoscaling.amazonaws.com": ("AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy"),
    "elasticloadbalancing.amazonaws.com": (
      "AWSServiceRoleForElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"
    ),
    "ecs.application-autoscaling.amazonaws.com": (
      "AWSServiceRoleForApplicationAutoScaling_ECSService", "AWSApplicationAutoscalingECSServicePolicy"
    ),
  ]
  static let descriptions = [
    "ecs.amazonaws.com": "Policy to enable Amazon ECS to manage your EC2 instances and related resources."
  ]
  static let ofECS = "AWSServiceRoleForECS"
  static func path(of service: String) -> String { "/aws-service-role/\(service)/" }
  static func service(ofRole name: String) -> String? { roles.first { $0.value.name == name }?.key }
}
