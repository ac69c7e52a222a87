/// Roles of the account, as far as ECS needs them: who may assume them, and which policies they carry.
import Collections

package struct Identity: Sendable {
  package struct Role: Hashable, Sendable {
    package var name: String
    /// Service principals that may assume it (`ecs-tasks.amazonaws.com`).
    package var trusts: [String]
    package var policies: [String]
    package init(name: String, trusts: [String], policies: [String]) {
      self.name = name
      self.trusts = trusts
      self.policies = policies
    }
  }
  package var roles: OrderedDictionary<String, Role> = [:]
  package init() {}

  /// The role that an ARN or a name stands for; nil where there is none.
  package func role(_ reference: String) -> Role? {
    roles[reference.split(separator: "/").last.map(String.init) ?? reference]
  }

  /// True where tasks can be given the role: it exists and trusts `ecs-tasks.amazonaws.com`.
  package func tasksMayAssume(_ reference: String) -> Bool {
    role(reference)?.trusts.contains("ecs-tasks.amazonaws.com") ?? false
  }

  /// True where a role may pull from Amazon ECR: by the managed policies that say so, or one named for it.
  package func mayPullFromECR(_ reference: String) -> Bool {
    role(reference)?.policies.contains { policy in
      let name = policy.split(separator: "/").last.map(String.init) ?? policy
      return Self.pullPolicies.contains(name)
    } ?? false
  }

  private static let pullPolicies: Set<String> = [
    "AmazonECSTaskExecutionRolePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryPowerUser", "AmazonEC2ContainerRegistryFullAccess", "AdministratorAccess",
  ]
}
