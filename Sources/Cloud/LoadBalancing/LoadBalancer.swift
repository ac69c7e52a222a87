/// Load balancers, the listeners on their ports and the rules behind a listener, as the service shows them.
///
/// Source: Elastic Load Balancing API reference, LoadBalancer, LoadBalancerAttribute, Listener, Rule, Action.
import Collections
import Documents
import SimulationKit

extension LoadBalancing {
  package enum Kind: String, Sendable, CaseIterable {
    case application, network
    /// As an ARN has it.
    package var short: String { self == .application ? "app" : "net" }
  }

  package enum Scheme: String, Sendable {
    case internetFacing = "internet-facing"
    case `internal` = "internal"
  }

  package struct LoadBalancer: Sendable {
    package let arn: String
    package let name: String
    package let kind: Kind
    package let scheme: Scheme
    package let vpcID: String
    /// In the order of the request, one for each zone.
    package let subnets: [String]
    package let securityGroups: [String]
    package let ipAddressType: String
    package let dnsName: String
    package let createdAt: Instant
    /// From then on it sends traffic and checks targets.
    package let activeAt: Instant
    package internal(set) var tags: [Tag]

    /// Those that were changed; the others have their defaults.
    package internal(set) var changedAttributes: OrderedDictionary<String, String> = [:]

    /// `app/NAME/ID`: what ARNs of its listeners begin with.
    package var path: String { arn.split(separator: "/", maxSplits: 1).last.map(String.init) ?? name }
  }

  package enum TransportProtocol: String, Sendable, CaseIterable {
    case http = "HTTP"
    case https = "HTTPS"
    case tcp = "TCP"
    case tls = "TLS"
    case udp = "UDP"
    case tcpUDP = "TCP_UDP"

    /// The kind of load balancer that speaks it.
    package var kind: Kind {
      switch self {
      case .http, .https: .application
      case .tcp, .tls, .udp, .tcpUDP: .network
      }
    }
    package var needsCertificate: Bool { self == .https || self == .tls }
  }

  package struct Listener: Sendable {
    package let arn: String
    package let loadBalancer: String
    package internal(set) var port: Int
    package internal(set) var transport: TransportProtocol
    /// As given, for echo.
    package internal(set) var certificates: [Document]
    package internal(set) var sslPolicy: String?
    /// The ARN of the rule that holds its default actions.
    package let defaultRule: String
    package internal(set) var tags: [Tag]
  }

  package struct Rule: Sendable {
    package let arn: String
    package let listener: String
    /// nil: the default rule, which comes last.
    package let priority: Int?
    /// As given, for echo.
    package internal(set) var conditions: [Document]
    package internal(set) var actions: [Action]
    package internal(set) var tags: [Tag]
  }

  package struct WeightedTargetGroup: Hashable, Sendable {
    package var arn: String
    /// 0 to 999: its share against the others.
    package var weight: Int
    package init(arn: String, weight: Int) {
      self.arn = arn
      self.weight = weight
    }
  }

  /// What a rule does with a request: sends it to target groups, or answers by itself.
  package struct Action: Hashable, Sendable {
    /// `forward`, `redirect`, `fixed-response`.
    package var type: String
    package var order: Int?
    /// Empty unless it forwards.
    package var targetGroups: [WeightedTargetGroup]
    /// The members of another action, and a forward's stickiness, as given.
    package var document: Document.Object
    package init(type: String, order: Int?, targetGroups: [WeightedTargetGroup], document: Document.Object) {
      self.type = type
      self.order = order
      self.targetGroups = targetGroups
      self.document = document
    }
  }
}

extension LoadBalancing {
  /// The hosted zones of load balancers' names, which each Region has of its own: "Elastic Load Balancing endpoints".
  package static func hostedZone(_ kind: Kind, region: String) -> String? {
    let zones: (String, String)? =
      switch region {
      case "us-east-1": ("Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI")
      case "us-east-2": ("Z3AADJGX6KTTL2", "ZLMOA37VPKANP")
      case "us-west-1": ("Z368ELLRRE2KJ0", "Z24FKFUX50B4VW")
      case "us-west-2": ("Z1H1FL5HABSF5", "Z18D5FSROUN65G")
      case "eu-west-1": ("Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F")
      case "eu-central-1": ("Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90")
      default: nil
      }
    return kind == .application ? zones?.0 : zones?.1
  }
}

extension LoadBalancing.LoadBalancer {
  package static let deletionProtection = "deletion_protection.enabled"

  static let secondaryAddresses = "secondary_ips.auto_assigned.per_subnet"

  /// Attributes with their defaults, in the order in which they are described.
  private static func usualAttributes(_ kind: LoadBalancing.Kind) -> [(key: String, value: String)] {
    let both = [
      ("access_logs.s3.enabled", "false"), ("access_logs.s3.bucket", ""), ("access_logs.s3.prefix", ""),
      (deletionProtection, "false"), ("zonal_shift.config.enabled", "false"),
    ]
    switch kind {
    case .application:
      return both + [
        ("idle_timeout.timeout_seconds", "60"), ("client_keep_alive.seconds", "3600"),
        ("connection_logs.s3.enabled", "false"), ("connection_logs.s3.bucket", ""),
        ("connection_logs.s3.prefix", ""), ("load_balancing.cross_zone.enabled", "true"),
        ("routing.http.desync_mitigation_mode", "defensive"),
        ("routing.http.drop_invalid_header_fields.enabled", "false"),
        ("routing.http.preserve_host_header.enabled", "false"),
        ("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "false"),
        ("routing.http.xff_client_port.enabled", "false"), ("routing.http.xff_header_processing.mode", "append"),
        ("routing.http2.enabled", "true"), ("waf.fail_open.enabled", "false"),
      ]
    case .network:
      return both + [
        ("load_balancing.cross_zone.enabled", "false"),
        ("dns_record.client_routing_policy", "any_availability_zone"), (secondaryAddresses, "0"),
      ]
    }
  }

  package var attributes: [(key: String, value: String)] {
    Self.usualAttributes(kind).map { ($0.key, changedAttributes[$0.key] ?? $0.value) }
  }

  var isProtectedFromDeletion: Bool { changedAttributes[Self.deletionProtection] == "true" }
}
