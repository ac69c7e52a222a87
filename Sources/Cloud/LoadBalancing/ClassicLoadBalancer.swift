/// Classic Load Balancers: what they listen on, how they check instances, and the health that they see in each.
///
/// A Classic Load Balancer sends users to whole EC2 instances, at the one port that a listener names, and knows no
/// task. Found by its name, which is all that ECS has of it. Holds no rules.
/// Source: Elastic Load Balancing API reference, version 2012-06-01, LoadBalancerDescription, LoadBalancerAttributes,
/// InstanceState; "User Guide for Classic Load Balancers".
import Collections
import Documents
import SimulationKit

extension LoadBalancing {
  package struct ClassicLoadBalancer: Sendable {
    package let name: String
    package let scheme: Scheme
    package let vpcID: String
    package let dnsName: String
    package let createdAt: Instant
    /// One for each zone.
    package internal(set) var subnets: [String]
    package internal(set) var securityGroups: [String]
    /// Each of a port of its own.
    package internal(set) var listeners: [ClassicListener]
    /// Its port is always given.
    package internal(set) var healthCheck: HealthCheck
    package internal(set) var attributes = ClassicAttributes()
    package internal(set) var tags: [Tag]
    /// In order of registration, those included that have drained since somebody last looked.
    package internal(set) var instances: OrderedDictionary<EC2.InstanceID, RegisteredInstance> = [:]
    /// How many of them were in service.
    var hosts = HostHistory()
  }

  package struct ClassicListener: Hashable, Sendable {
    package enum Speech: String, Sendable, CaseIterable {
      case http = "HTTP"
      case https = "HTTPS"
      case tcp = "TCP"
      case ssl = "SSL"

      /// Encrypted, so that it needs a certificate towards users.
      var isSecure: Bool { self == .https || self == .ssl }
      /// Either side of a listener speaks HTTP, or neither does.
      var isHTTP: Bool { self == .http || self == .https }
    }
    package let speech: Speech
    package let port: Int
    package let instanceSpeech: Speech
    package let instancePort: Int
    package let certificate: String?
    package init(speech: Speech, port: Int, instanceSpeech: Speech?, instancePort: Int, certificate: String?) {
      self.speech = speech
      self.port = port
      self.instanceSpeech = instanceSpeech ?? speech
      self.instancePort = instancePort
      self.certificate = certificate
    }
  }

  package struct ClassicAttributes: Hashable, Sendable {
    package var crossZone = false
    package var drainsConnections = false
    /// 1 to 3600.
    package var drainingSeconds = 300
    /// 1 to 3600.
    package var idleSeconds = 60
    /// As given, for echo.
    package var accessLog: Document.Object = ["Enabled": false]
    /// As given, for echo.
    package var additional: [Document] = [["Key": "elb.http.desyncmitigationmode", "Value": "defensive"]]

    /// How long an instance that is taken out still gets to finish its requests.
    var draining: Duration { drainsConnections ? .seconds(drainingSeconds) : .zero }
  }

  package struct RegisteredInstance: Hashable, Sendable {
    package let id: EC2.InstanceID
    /// nil where that is not known.
    package let zone: String?
    package let registeredAt: Instant
    /// Set when it was taken out: what is under way may end until then, after that it is gone.
    package internal(set) var drainsUntil: Instant?
    package internal(set) var checks = TargetChecks()
    /// Grows with each new look; a due check of another number is stale.
    var version = 0
  }

  /// An instance by its load balancer's name and its own id.
  package struct InstanceReference: Hashable, Sendable {
    package let loadBalancer: String
    package let instance: EC2.InstanceID
  }

  /// What DescribeInstanceHealth says of an instance.
  package struct InstanceHealth: Hashable, Sendable {
    package let state: String
    /// `ELB`, `Instance` or `N/A`: whose matter it is.
    package let reasonCode: String
    package let description: String

    private static func outOfService(_ reasonCode: String, _ description: String) -> InstanceHealth {
      InstanceHealth(state: "OutOfService", reasonCode: reasonCode, description: description)
    }
    static let inService = InstanceHealth(state: "InService", reasonCode: "N/A", description: "N/A")
    static let draining = InstanceHealth(
      state: "InService", reasonCode: "N/A", description: "Instance deregistration currently in progress.")
    static let registering = outOfService("ELB", "Instance registration is still in progress.")
    static let zoneNotEnabled = outOfService(
      "ELB",
      "Instance is in the EC2 Availability Zone for which LoadBalancer is not configured to route traffic to.")
    static let checking = outOfService(
      "Instance", "Instance has not passed the configured HealthyThreshold number of health checks consecutively.")
    static let failed = outOfService(
      "Instance", "Instance has failed at least the UnhealthyThreshold number of health checks consecutively.")
    package static let notRegistered = outOfService(
      "Instance", "Instance is not currently registered with the LoadBalancer.")
  }
}

extension LoadBalancing.ClassicLoadBalancer {
  /// Those that are registered or still draining at `now`, in order of registration.
  package func present(at now: Instant) -> [LoadBalancing.RegisteredInstance] {
    instances.values.filter { $0.drainsUntil.map { now < $0 } ?? true }
  }

  /// The instance while it is registered; nil once it was taken out.
  package func registered(_ id: EC2.InstanceID) -> LoadBalancing.RegisteredInstance? {
    instances[id].flatMap { $0.drainsUntil == nil ? $0 : nil }
  }
}

extension ServiceFailure {
  package static func classicLoadBalancerNotFound(_ name: String) -> ServiceFailure {
    ServiceFailure(
      "LoadBalancerNotFound", "There is no ACTIVE Load Balancer named '\(name)'",
      why: "'aws elb describe-load-balancers' shows those there are; application and network load balancers are "
        + "elbv2's.")
  }
}
