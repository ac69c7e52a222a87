/// Amazon VPC Lattice's state in one Region, as far as ECS needs it: services, what they listen on, target groups,
/// service networks and what is associated with them.
///
/// Changed only by the rules in this folder. Its target groups are of the kind that load balancers have, and the same
/// watch sees to their targets. Everything is found by its ARN, in order of creation.
/// Source: Amazon VPC Lattice API reference, version 2022-11-30; User Guide, "Target groups", "Health checks".
import Collections
import Documents
import SimulationKit

package enum VPCLattice {
  package struct State: Sendable {
    package internal(set) var targetGroups: OrderedDictionary<String, LoadBalancing.TargetGroup> = [:]
    package internal(set) var services: OrderedDictionary<String, Service> = [:]
    package internal(set) var networks: OrderedDictionary<String, ServiceNetwork> = [:]
    package internal(set) var associations: OrderedDictionary<String, Association> = [:]
    package init() {}
  }

  /// What a target group of VPC Lattice has beside what one of a load balancer has.
  package struct GroupSettings: Hashable, Sendable {
    /// False where nobody looks how targets are.
    package internal(set) var isChecking: Bool
    /// `HTTP1` or `HTTP2`.
    package internal(set) var checkVersion: String
    package let createdAt: Instant
    package internal(set) var updatedAt: Instant
  }

  package struct Service: Hashable, Sendable {
    package let arn: String
    package let name: String
    package let authType: String
    package let customDomainName: String?
    package let certificateARN: String?
    package let createdAt: Instant
    package internal(set) var tags: [ECS.Tag]
    /// By ARN.
    package internal(set) var listeners: OrderedDictionary<String, Listener> = [:]
  }

  package struct Listener: Hashable, Sendable {
    package let arn: String
    package let name: String
    package let transport: String
    package let port: Int
    package internal(set) var action: Action
    package let createdAt: Instant
    package internal(set) var updatedAt: Instant
    package internal(set) var tags: [ECS.Tag]
    /// By ARN; the default action is not among them.
    package internal(set) var rules: OrderedDictionary<String, Rule> = [:]

    /// All groups that requests may go to.
    package var targetGroups: [String] { action.targetGroups + rules.values.flatMap(\.action.targetGroups) }
  }

  package struct Rule: Hashable, Sendable {
    package let arn: String
    package let name: String
    /// 1 to 100, each once; the smallest that matches is the one.
    package internal(set) var priority: Int
    package internal(set) var match: Match
    package internal(set) var action: Action
    package let createdAt: Instant
    package internal(set) var updatedAt: Instant
    package internal(set) var tags: [ECS.Tag]
  }

  /// Which requests a rule is for: all of what is given must hold.
  package struct Match: Hashable, Sendable {
    package enum Comparison: Hashable, Sendable {
      case exact(String)
      case prefix(String)
      case contains(String)
    }
    package struct Header: Hashable, Sendable {
      package let name: String
      package let comparison: Comparison
      package let isCaseSensitive: Bool
      package init(name: String, comparison: Comparison, isCaseSensitive: Bool) {
        self.name = name
        self.comparison = comparison
        self.isCaseSensitive = isCaseSensitive
      }
    }
    package var method: String?
    package var path: Comparison?
    package var isPathCaseSensitive = false
    package var headers: [Header] = []
    /// As given, for echo.
    package var document: Document
    package init(document: Document) { self.document = document }
  }

  package struct ServiceNetwork: Hashable, Sendable {
    package let arn: String
    package let name: String
    package internal(set) var authType: String
    package let createdAt: Instant
    package internal(set) var updatedAt: Instant
    package internal(set) var tags: [ECS.Tag]
  }

  /// That a service network has a service, or is reached from a VPC.
  package struct Association: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
      /// By its ARN.
      case service(String)
      case vpc(String, securityGroups: [String], hasPrivateDNS: Bool)
    }
    package let arn: String
    /// The ARN.
    package let network: String
    package internal(set) var subject: Subject
    package let createdAt: Instant
    package internal(set) var updatedAt: Instant
    package internal(set) var tags: [ECS.Tag]
  }

  /// What becomes of a request that no rule is for.
  package enum Action: Hashable, Sendable {
    /// To these groups by their weights.
    case forward([LoadBalancing.WeightedTargetGroup])
    case fixedResponse(status: Int)

    package var targetGroups: [String] {
      switch self {
      case .forward(let groups): groups.map(\.arn)
      case .fixedResponse: []
      }
    }
  }

  /// From where its health checks and its users come. Fact: VPC Lattice User Guide, "Control traffic to VPC Lattice using
  /// security groups".
  static let sourceAddress = "169.254.171.1"
  package static let sourceBlock = "169.254.171.0/24"

  /// The last part of an ARN.
  package static func id(_ arn: String) -> String { arn.split(separator: "/").last.map(String.init) ?? arn }
}

extension Region {
  /// `arn:aws:vpc-lattice:REGION:ACCOUNT:TAIL`.
  func latticeARN(_ tail: String) -> String { arn(service: "vpc-lattice", tail) }

  /// The prefix list by which security groups let VPC Lattice in.
  package var latticePrefixList: String { derivedID("pl", of: "\(name).vpc-lattice") }

  /// The group of either service that an ARN stands for.
  package func targetGroup(_ arn: String) -> LoadBalancing.TargetGroup? {
    loadBalancing.targetGroups[arn] ?? lattice.targetGroups[arn]
  }

  /// Changes a group of either service in place; does nothing where there is none.
  mutating func changeTargetGroup(_ arn: String, _ body: (inout LoadBalancing.TargetGroup) -> Void) {
    if let place = loadBalancing.targetGroups.index(forKey: arn) {
      body(&loadBalancing.targetGroups.values[place])
    } else if let place = lattice.targetGroups.index(forKey: arn) {
      body(&lattice.targetGroups.values[place])
    }
  }
}

extension LoadBalancing.TargetGroup {
  /// The health of a target that nobody looks at: users are sent there all the same (UNAVAILABLE), or there are none
  /// (UNUSED). That ECS takes UNUSED for healthy is ours: no source says what it waits for while no listener leads there.
  var isWithoutChecks: Bool { lattice.map { loadBalancers.isEmpty || !$0.isChecking } ?? false }

  /// How long a target still drains that is taken out now: where no user comes there is nothing to wait for.
  var drainingTime: Duration { loadBalancers.isEmpty ? .zero : deregistrationDelay }
}

extension ServiceFailure {
  /// - Parameter kind: `TARGET_GROUP`, `SERVICE`, `LISTENER`.
  package static func latticeNotFound(_ kind: String, _ reference: String) -> ServiceFailure {
    let words = kind.lowercased().split(separator: "_").joined(separator: " ")
    return ServiceFailure(
      "ResourceNotFoundException", "\(words.prefix(1).uppercased() + words.dropFirst()) \(reference) not found",
      members: ["resourceId": .string(VPCLattice.id(reference)), "resourceType": .string(kind)],
      why: "'aws vpc-lattice list-\(words.split(separator: " ").joined(separator: "-"))s' shows those there are.")
  }
  static func latticeConflict(_ kind: String, _ id: String, _ message: String, why: String) -> ServiceFailure {
    ServiceFailure(
      "ConflictException", message, members: ["resourceId": .string(id), "resourceType": .string(kind)], why: why)
  }
  package static func latticeInvalid(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure(
      "ValidationException", message, members: ["reason": "fieldValidationFailed"], why: why)
  }
}
