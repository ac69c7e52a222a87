/// A cluster: a name that tasks, services and container instances are grouped under.
import Collections
import Documents
import SimulationKit

extension ECS {
  package struct Cluster: Sendable {
    package enum Status: String, Sendable {
      case active = "ACTIVE"
      case inactive = "INACTIVE"
    }
    package let name: String
    package var status = Status.active
    package var tags: [Tag] = []
    package var settings: OrderedDictionary<String, String> = ["containerInsights": "disabled"]
    package var configuration: Document?
    package var serviceConnectDefaults: Document?
    package var capacityProviders: [String] = []
    package var defaultCapacityProviderStrategy: [CapacityProviderStrategyItem] = []
    package internal(set) var attachments = ClusterAttachments()
    package var inactiveSince: Instant?
    /// When Container Insights was on, ascending.
    var insights: [InsightsSpan] = []
    var enhancedInsights: [InsightsSpan] = []

    package init(name: String) { self.name = name }
  }

  package struct CapacityProviderStrategyItem: Hashable, Sendable {
    package var capacityProvider: String
    package var weight: Int
    package var base: Int
    package init(capacityProvider: String, weight: Int, base: Int) {
      self.capacityProvider = capacityProvider
      self.weight = weight
      self.base = base
    }
  }
}
