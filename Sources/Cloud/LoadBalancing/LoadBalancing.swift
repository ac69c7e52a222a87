/// Elastic Load Balancing's state in one Region: load balancers, what they listen on, and where they send users.
///
/// Changed only by the rules in this folder. Everything is found by its ARN, Classic Load Balancers by their names; in
/// order of creation. Source: Elastic Load Balancing API reference, versions 2015-12-01 and 2012-06-01.
import Collections

package enum LoadBalancing {
  package struct State: Sendable {
    package internal(set) var loadBalancers: OrderedDictionary<String, LoadBalancer> = [:]
    package internal(set) var targetGroups: OrderedDictionary<String, TargetGroup> = [:]
    package internal(set) var listeners: OrderedDictionary<String, Listener> = [:]
    package internal(set) var rules: OrderedDictionary<String, Rule> = [:]
    /// By name.
    package internal(set) var classicLoadBalancers: OrderedDictionary<String, ClassicLoadBalancer> = [:]
    /// Targets that stand for no task now, by address or instance; only asked, never walked over.
    var loose: [String: [TargetReference]] = [:]

    package init() {}
  }

  /// A place in a target group: an address or a container instance's EC2 id, and a port.
  package struct TargetKey: Hashable, Sendable {
    package let id: String
    package let port: Int
    package init(id: String, port: Int) {
      self.id = id
      self.port = port
    }
  }

  /// A target by its group's ARN and its place there.
  package struct TargetReference: Hashable, Sendable {
    package let targetGroup: String
    package let key: TargetKey
    package init(targetGroup: String, key: TargetKey) {
      self.targetGroup = targetGroup
      self.key = key
    }
  }

  package struct Tag: Hashable, Sendable {
    package let key: String
    package let value: String?
    package init(key: String, value: String?) {
      self.key = key
      self.value = value
    }
  }
}

extension Region {
  /// `arn:aws:elasticloadbalancing:REGION:ACCOUNT:TAIL`.
  func loadBalancingARN(_ tail: String) -> String { arn(service: "elasticloadbalancing", tail) }

  /// The end of a target group's ARN: `targetgroup/NAME/ID`.
  static func targetGroupTail(_ arn: String) -> String {
    arn.split(separator: ":", maxSplits: 5).last.map(String.init) ?? arn
  }
}

extension ServiceFailure {
  package static func validationError(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure("ValidationError", message, why: why)
  }
  package static func loadBalancerNotFound(_ reference: String) -> ServiceFailure {
    ServiceFailure(
      "LoadBalancerNotFound", "Load balancers '[\(reference)]' not found",
      why: "'aws elbv2 describe-load-balancers' shows those there are.")
  }
  package static let targetGroupNotFound = ServiceFailure(
    "TargetGroupNotFound", "One or more target groups not found",
    why: "'aws elbv2 describe-target-groups' shows those there are, with their ARNs.")
  /// As operations say that name it beside something else.
  static func targetGroupNotFound(_ arn: String) -> ServiceFailure {
    ServiceFailure("TargetGroupNotFound", "Target groups '\(arn)' not found", why: targetGroupNotFound.why)
  }
  package static let listenerNotFound = ServiceFailure(
    "ListenerNotFound", "One or more listeners not found",
    why: "'aws elbv2 describe-listeners --load-balancer-arn ARN' shows those of a load balancer.")
  package static let ruleNotFound = ServiceFailure(
    "RuleNotFound", "One or more rules not found",
    why: "'aws elbv2 describe-rules --listener-arn ARN' shows those of a listener.")
}
