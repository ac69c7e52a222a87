/// A capacity provider of Managed Instances: how instances are booted, and when they go.
///
/// In: nothing. Out: settings that rules read, with the request's own words for echo.
/// Source: ECS API reference, ManagedInstancesProvider, InstanceLaunchTemplate, InfrastructureOptimization.
import Documents
import SimulationKit

extension ECS {
  package struct ManagedInstancesProvider: Hashable, Sendable {
    package enum CapacityOption: String, Hashable, Sendable, CaseIterable {
      case onDemand = "ON_DEMAND"
      case spot = "SPOT"
      case reserved = "RESERVED"
    }
    package var infrastructureRoleARN: String
    package var instanceProfileARN: String
    package var subnets: [String]
    package var securityGroups: [String]
    /// nil: ECS chooses.
    package var requirements: InstanceRequirements?
    package var capacityOption = CapacityOption.onDemand
    package var propagatesTags = false
    /// nil: a delay that ECS chooses; -1: never.
    package var scaleInAfterSeconds: Int?
    /// Whether hosts on which something of ECS fails are replaced.
    package var repairs = true
    /// The members as the request gave them, for echo.
    package var document: Document.Object = [:]

    package init(infrastructureRoleARN: String, instanceProfileARN: String, subnets: [String], securityGroups: [String])
    {
      self.infrastructureRoleARN = infrastructureRoleARN
      self.instanceProfileARN = instanceProfileARN
      self.subnets = subnets
      self.securityGroups = securityGroups
    }

    package static let scaleInDelays = -1...3_600
  }

  /// What a container instance of a Managed Instances provider has beside others.
  package struct ManagedInstanceState: Hashable, Sendable {
    /// A daemon has no RUNNING task there: no other task is placed.
    package internal(set) var awaitsDaemons: Bool
    /// When its daemons had started and other tasks could come; nil where it awaited none.
    var openedAt: Instant?
    /// Since when it has had no application task.
    package internal(set) var idleSince: Instant?
    /// Since when the others have had room for its tasks.
    package internal(set) var underusedSince: Instant?
    /// Since when it has been DRAINING.
    package internal(set) var drainingSince: Instant?
    /// A daemon's task that stopped on it, until all of its daemons run.
    var failedDaemonTask: TaskID?
    package init(awaitsDaemons: Bool) { self.awaitsDaemons = awaitsDaemons }
  }
}

/// Delays of Managed Instances in one table. What AWS states is marked "fact"; the others are chosen.
package struct ManagedInstanceTiming: Hashable, Sendable {
  /// From CreateCapacityProvider until the provider is ACTIVE.
  package var providerCreation = Duration.seconds(15)
  /// From UpdateCapacityProvider until the update is complete.
  package var providerUpdate = Duration.seconds(5)
  /// From an instance's last application task to its end, where the provider names no delay.
  package var usualScaleIn = Duration.minutes(5)
  /// From an instance's registration until it is replaced.
  package var longestLife = Duration.days(14)  // fact
  /// From the look that finds an instance IMPAIRED until it is replaced. A trace shows some seventy seconds.
  package var repairDelay = Duration.seconds(60)
  /// From the begin of draining until tasks of nobody's service are stopped.
  package var longestDraining = Duration.days(7)  // fact

  package init() {}
}
