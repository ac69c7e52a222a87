/// Target groups: how their targets are checked, how they behave, who is in them.
///
/// Source: Elastic Load Balancing API reference, TargetGroup, TargetGroupAttribute; Elastic Load Balancing user guides,
/// "Target groups", "Health checks".
import Collections
import SimulationKit

extension LoadBalancing {
  package enum TargetType: String, Sendable, CaseIterable {
    case instance, ip
  }

  package struct TargetGroup: Sendable {
    package let arn: String
    package let name: String
    package let transport: TransportProtocol
    package let protocolVersion: String?
    package let port: Int
    package let vpcID: String
    package let targetType: TargetType
    package let ipAddressType: String
    package internal(set) var healthCheck: HealthCheck
    /// Those that were changed; the others have their defaults.
    package internal(set) var changedAttributes: OrderedDictionary<String, String> = [:]
    /// Those whose listeners or rules lead here, in order of creation; of VPC Lattice its services.
    package internal(set) var loadBalancers: [String] = []
    package internal(set) var tags: [Tag]
    /// nil for one of Elastic Load Balancing.
    package internal(set) var lattice: VPCLattice.GroupSettings?
    /// In order of registration, those included that have drained since somebody last looked.
    package internal(set) var targets: OrderedDictionary<TargetKey, Target> = [:]
    /// How many of them were healthy.
    var hosts = HostHistory()

    /// How long a target that is taken out still gets to finish its requests.
    package var deregistrationDelay: Duration {
      .seconds(attribute("deregistration_delay.timeout_seconds").flatMap { Int($0) } ?? 300)
    }
    /// How long connections to a target that turned unhealthy may go on: `unhealthy.draining`.
    var unhealthyDraining: Duration {
      guard attribute(Self.endsConnections) == "false" else { return .zero }
      return .seconds(attribute(Self.drainingInterval).flatMap { Int($0) } ?? 0)
    }
    static let endsConnections = "target_health_state.unhealthy.connection_termination.enabled"
    static let drainingInterval = "target_health_state.unhealthy.draining_interval_seconds"
  }

  package struct HealthCheck: Hashable, Sendable {
    package enum Speech: String, Sendable {
      case http = "HTTP"
      case https = "HTTPS"
      case tcp = "TCP"
      /// Of Classic Load Balancers alone.
      case ssl = "SSL"

      package var isHTTP: Bool { self == .http || self == .https }
    }
    package var speech: Speech
    /// nil: the port that each target is registered with.
    package var port: Int?
    /// nil where it only connects.
    package var path: String?
    package var intervalSeconds: Int
    package var timeoutSeconds: Int
    package var healthyThreshold: Int
    package var unhealthyThreshold: Int
    /// Status codes that are good: `200`, `200,202`, `200-299`; nil where it only connects.
    package var matcher: String?

    package init(
      speech: Speech, port: Int?, path: String?, intervalSeconds: Int, timeoutSeconds: Int, healthyThreshold: Int,
      unhealthyThreshold: Int, matcher: String?
    ) {
      self.speech = speech
      self.port = port
      self.path = path
      self.intervalSeconds = intervalSeconds
      self.timeoutSeconds = timeoutSeconds
      self.healthyThreshold = healthyThreshold
      self.unhealthyThreshold = unhealthyThreshold
      self.matcher = matcher
    }

    /// What the check makes of a process that answers with this status code; nil: it passes.
    func failure(ofStatus code: Int) -> TargetFailure? {
      guard let matcher else { return code == 200 ? nil : .failed }
      return Self.codes(matcher)?.contains { $0.contains(code) } ?? false ? nil : .codes(code)
    }

    /// nil where it is no list of codes and ranges.
    package static func codes(_ matcher: String) -> [ClosedRange<Int>]? {
      var ranges: [ClosedRange<Int>] = []
      for part in matcher.split(separator: ",", omittingEmptySubsequences: false) {
        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last,
          (100...599).contains(first), (100...599).contains(last)
        else { return nil }
        ranges.append(first...last)
      }
      return ranges
    }
  }
}

extension LoadBalancing.TargetGroup {
  /// Attributes with their defaults, in the order in which they are described.
  package static func usualAttributes(_ kind: LoadBalancing.Kind) -> [(key: String, value: String)] {
    switch kind {
    case .application:
      [
        ("stickiness.enabled", "false"), ("deregistration_delay.timeout_seconds", "300"),
        ("stickiness.type", "lb_cookie"), ("stickiness.lb_cookie.duration_seconds", "86400"),
        ("slow_start.duration_seconds", "0"), ("load_balancing.algorithm.type", "round_robin"),
        ("load_balancing.algorithm.anomaly_mitigation", "off"),
        ("load_balancing.cross_zone.enabled", "use_load_balancer_configuration"),
        ("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
        ("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off"),
        ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1"),
        ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off"),
        ("stickiness.app_cookie.cookie_name", ""), ("stickiness.app_cookie.duration_seconds", "86400"),
      ]
    case .network:
      [
        ("proxy_protocol_v2.enabled", "false"), ("preserve_client_ip.enabled", "false"),
        ("stickiness.enabled", "false"), ("deregistration_delay.timeout_seconds", "300"),
        ("deregistration_delay.connection_termination.enabled", "false"), ("stickiness.type", "source_ip"),
        ("load_balancing.cross_zone.enabled", "use_load_balancer_configuration"),
        (endsConnections, "true"), (drainingInterval, "0"),
        ("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
        ("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off"),
        ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1"),
        ("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off"),
      ]
    }
  }

  package var attributes: [(key: String, value: String)] {
    Self.usualAttributes(transport.kind).map { ($0.key, changedAttributes[$0.key] ?? $0.value) }
  }

  package func attribute(_ key: String) -> String? { changedAttributes[key] }
}
