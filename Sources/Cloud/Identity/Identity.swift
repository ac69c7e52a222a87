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
}
