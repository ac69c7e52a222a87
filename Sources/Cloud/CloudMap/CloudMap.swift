/// AWS Cloud Map, as far as ECS needs it: namespaces, services in them, and the instances that tasks are registered as.
///
/// In: nothing. Out: values that rules read. Namespaces of Service Connect are among them.
/// Source: Cloud Map API reference, Namespace, Service, Operation; runtime sheet, sections 6.3 and 6.4.
import Collections
import Documents
import SimulationKit

package enum CloudMap {
  package struct Namespace: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case http
      case privateDNS(vpc: String)
    }
    package let name: String
    /// `ns-` and 16 lower-case letters and digits.
    package let id: String
    package let kind: Kind
    package let description: String?
    package let creatorRequestID: String?
    /// How long the zone's own record is kept, as given: nothing here depends on it.
    package let recordTTLSeconds: Int?
    package let createdAt: Instant
    /// Before that only its operation knows it.
    package let readyAt: Instant
    package let operationID: String
  }

  package struct DNSRecord: Hashable, Sendable {
    /// `A`, `AAAA`, `SRV` or `CNAME`.
    package let type: String
    package let ttlSeconds: Int
    package init(type: String, ttlSeconds: Int) {
      self.type = type
      self.ttlSeconds = ttlSeconds
    }
  }

  package struct Service: Hashable, Sendable {
    package let name: String
    /// `srv-` and 16 lower-case letters and digits.
    package let id: String
    package let namespaceID: String
    package let description: String?
    package let creatorRequestID: String?
    package let createdAt: Instant
    package let routingPolicy: String
    /// Empty where it is found by calls alone.
    package let records: [DNSRecord]
    package let hasCustomHealth: Bool
    /// By the id of their task: what Cloud Map keeps of each.
    package internal(set) var instances: OrderedDictionary<ECS.TaskID, Document.Object> = [:]
  }

  package struct Operation: Hashable, Sendable {
    package let id: String
    /// `CREATE_NAMESPACE` or `DELETE_NAMESPACE`.
    package let type: String
    package let namespaceID: String
    package let createdAt: Instant
    package let endsAt: Instant
  }

  package struct State: Sendable {
    /// By name.
    package internal(set) var namespaces: OrderedDictionary<String, Namespace> = [:]
    /// By id, in order of creation.
    package internal(set) var services: OrderedDictionary<String, Service> = [:]
    package internal(set) var operations: OrderedDictionary<String, Operation> = [:]
  }

  /// How long a request on a namespace takes; chosen: AWS says "up to a minute".
  package static let httpNamespaceCreation = Duration.seconds(5)
  package static let dnsNamespaceCreation = Duration.seconds(30)
  package static let namespaceDeletion = Duration.seconds(5)
  /// The newest operations are remembered.
  static let maximumOperations = 100
}
