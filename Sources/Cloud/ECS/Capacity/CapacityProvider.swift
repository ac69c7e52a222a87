/// A capacity provider: where tasks of a strategy get their capacity from.
///
/// FARGATE and FARGATE_SPOT are every account's; others are made, and of one kind each. Which clusters use a provider
/// stands with the clusters. Source: ECS API reference, CapacityProvider, AutoScalingGroupProvider, ManagedScaling.
import SimulationKit

extension ECS {
  package struct CapacityProvider: Sendable {
    package enum Status: String, Sendable {
      case provisioning = "PROVISIONING"
      case active = "ACTIVE"
      case deprovisioning = "DEPROVISIONING"
      case inactive = "INACTIVE"
    }
    package enum UpdateStatus: String, Sendable {
      case createInProgress = "CREATE_IN_PROGRESS"
      case createComplete = "CREATE_COMPLETE"
      case createFailed = "CREATE_FAILED"
      case updateInProgress = "UPDATE_IN_PROGRESS"
      case updateComplete = "UPDATE_COMPLETE"
      case updateFailed = "UPDATE_FAILED"
      case deleteInProgress = "DELETE_IN_PROGRESS"
      case deleteComplete = "DELETE_COMPLETE"
      case deleteFailed = "DELETE_FAILED"
    }
    package enum Kind: Hashable, Sendable {
      case fargate
      case fargateSpot
      case autoScalingGroup(AutoScalingGroupProvider)
      case managedInstances(ManagedInstancesProvider)
    }
    package let name: String
    package var kind: Kind
    /// The one cluster that it can be used in; nil: any.
    package var cluster: String?
    package var status = Status.active
    /// nil until it was changed.
    package private(set) var updateStatus: UpdateStatus?
    /// Why the last change failed.
    package private(set) var updateStatusReason: String?
    package var tags: [Tag] = []
    package let createdAt: Instant

    package init(name: String, kind: Kind, createdAt: Instant) {
      self.name = name
      self.kind = kind
      self.createdAt = createdAt
    }

    /// Providers of different families cannot share a strategy.
    package enum Family: Hashable, Sendable { case fargate, autoScalingGroup, managedInstances }
    package var family: Family {
      switch kind {
      case .fargate, .fargateSpot: .fargate
      case .autoScalingGroup: .autoScalingGroup
      case .managedInstances: .managedInstances
      }
    }

    /// Its Auto Scaling group and how that is managed; nil for other kinds.
    package var autoScalingGroup: AutoScalingGroupProvider? {
      switch kind {
      case .autoScalingGroup(let group): group
      case .fargate, .fargateSpot, .managedInstances: nil
      }
    }

    /// How it boots and lets go instances; nil for other kinds.
    package var managedInstances: ManagedInstancesProvider? {
      switch kind {
      case .managedInstances(let settings): settings
      case .fargate, .fargateSpot, .autoScalingGroup: nil
      }
    }

    /// - Parameter reason: of a failure.
    mutating func note(_ status: UpdateStatus, reason: String? = nil) {
      updateStatus = status
      updateStatusReason = reason
    }

    /// True where clusters and strategies may use it.
    package var isUsable: Bool { status == .active && updateStatus != .deleteInProgress }
    /// True where a deletion can begin: it is there for use, or making or deleting it has failed.
    var isDeletable: Bool { isUsable || updateStatus == .createFailed || updateStatus == .deleteFailed }
  }

  package struct AutoScalingGroupProvider: Hashable, Sendable {
    package let groupARN: String
    package var managedScaling = ManagedScaling()
    package var hasManagedTerminationProtection = false
    package var hasManagedDraining = true

    package init(groupARN: String) { self.groupARN = groupARN }

    /// The end of the ARN.
    package var groupName: String { groupARN.split(separator: "/").last.map(String.init) ?? groupARN }
  }

  package struct ManagedScaling: Hashable, Sendable {
    package var isEnabled = false
    /// Percent.
    package var targetCapacity = 100
    package var minimumStepSize = 1
    package var maximumStepSize = 10_000
    package var instanceWarmupSeconds = 300

    package static let targetCapacities = 1...100
    package static let stepSizes = 1...10_000
    package static let warmups = 0...10_000
    package init() {}
  }

  /// What a request says of an Auto Scaling group's provider; nil is what it does not mention.
  package struct AutoScalingGroupSettings: Sendable {
    package var status: Bool?
    package var targetCapacity: Int?
    package var minimumStepSize: Int?
    package var maximumStepSize: Int?
    package var instanceWarmupSeconds: Int?
    package var managedTerminationProtection: Bool?
    package var managedDraining: Bool?
    package init() {}
  }

  /// The name in a name or an ARN of a capacity provider.
  package static func capacityProviderName(_ reference: String) -> String {
    guard ResourceARN.isARN(reference) else { return reference }
    return reference.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? reference
  }
}

extension ECS.AutoScalingGroupProvider {
  mutating func adopt(_ settings: ECS.AutoScalingGroupSettings) {
    managedScaling.isEnabled = settings.status ?? managedScaling.isEnabled
    managedScaling.targetCapacity = settings.targetCapacity ?? managedScaling.targetCapacity
    managedScaling.minimumStepSize = settings.minimumStepSize ?? managedScaling.minimumStepSize
    managedScaling.maximumStepSize = settings.maximumStepSize ?? managedScaling.maximumStepSize
    managedScaling.instanceWarmupSeconds = settings.instanceWarmupSeconds ?? managedScaling.instanceWarmupSeconds
    hasManagedTerminationProtection = settings.managedTerminationProtection ?? hasManagedTerminationProtection
    hasManagedDraining = settings.managedDraining ?? hasManagedDraining
  }
}
