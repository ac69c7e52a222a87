/// An Auto Scaling group: a wish for so many EC2 instances, and the instances it has.
///
/// A group knows of each instance what Auto Scaling says of it; the machine itself stands with EC2.
/// Source: EC2 Auto Scaling API reference, AutoScalingGroup, Instance.
import Collections
import Documents
import SimulationKit

package enum AutoScaling {
  package enum LifecycleState: String, Sendable {
    case pending = "Pending"
    case inService = "InService"
    /// Waits for its tasks to leave.
    case terminatingWait = "Terminating:Wait"
    case terminating = "Terminating"

    package var isLeaving: Bool {
      switch self {
      case .pending, .inService: false
      case .terminatingWait, .terminating: true
      }
    }
  }

  package struct Instance: Sendable {
    package let id: EC2.InstanceID
    package let instanceType: String
    package let availabilityZone: String
    package let isSpot: Bool
    package let launchedAt: Instant
    package internal(set) var state = LifecycleState.pending
    package internal(set) var isProtected: Bool
    /// False once somebody has said so, or EC2 has lost it.
    package internal(set) var isHealthy = true
    package internal(set) var inServiceSince: Instant?
    /// Since when it waits for its tasks to leave.
    package internal(set) var waitsSince: Instant?
    /// The activities of its launch and of its end.
    var launchActivity: String?
    var endActivity: String?
  }

  /// What instances a group launches.
  package struct Recipe: Hashable, Sendable {
    /// The first is launched; all count for what a task could fit on.
    package var instanceTypes: [String]
    package var operatingSystem = EC2.OperatingSystem.linux
    /// nil where the account has no template of that name: the name stands for what it says.
    package var template: Template?
    /// How many are On-Demand before Spot is used at all, and how many of a hundred beyond that.
    package var onDemandBase = 0
    package var onDemandPercentage = 100
    package init(instanceTypes: [String]) { self.instanceTypes = instanceTypes }
  }

  /// A launch template of the account.
  package struct Template: Hashable, Sendable {
    package let id: String
    /// A number, `$Default` or `$Latest`.
    package let version: String
    /// What the version says now.
    package var launch: EC2.Launch
    /// False where overrides say the instance type.
    package let saysType: Bool
    package init(id: String, version: String, launch: EC2.Launch, saysType: Bool) {
      self.id = id
      self.version = version
      self.launch = launch
      self.saysType = saysType
    }
  }

  package struct GroupTag: Hashable, Sendable {
    package var key: String
    package var value: String
    package var propagatesAtLaunch: Bool
    package init(key: String, value: String, propagatesAtLaunch: Bool) {
      self.key = key
      self.value = value
      self.propagatesAtLaunch = propagatesAtLaunch
    }
  }

  package struct Group: Sendable {
    package let name: String
    package let arn: String
    package let createdAt: Instant
    package internal(set) var size: Size
    package internal(set) var recipe: Recipe
    /// In the order given; at least one.
    package internal(set) var subnets: [String]
    package internal(set) var protectsNewInstances = false
    package internal(set) var tags: [GroupTag] = []
    /// Members that are only shown again.
    package internal(set) var settings: Document.Object
    package internal(set) var instances: [Instance] = []
    /// The newest last.
    package internal(set) var refreshes: [Refresh] = []
    package internal(set) var isBeingDeleted = false
    /// What changed the size last, for the activities that follow.
    var cause = ""
    var nextTurn: Instant?
    /// Only the last request counts.
    var turnsAskedFor = 0

    package var live: [Instance] { instances.filter { !$0.state.isLeaving } }
  }

  package struct Size: Hashable, Sendable {
    package var minimum: Int
    package var maximum: Int
    package var desired: Int
    package init(minimum: Int, maximum: Int, desired: Int) {
      self.minimum = minimum
      self.maximum = maximum
      self.desired = desired
    }
  }

  /// One thing that a group did.
  package struct Activity: Sendable {
    package enum Status: String, Sendable {
      case preInService = "PreInService"
      case midLifecycleAction = "MidLifecycleAction"
      case inProgress = "InProgress"
      case successful = "Successful"
      case failed = "Failed"
    }
    /// A UUID.
    package let id: String
    package let group: String
    package let groupARN: String
    package let description: String
    package let cause: String
    package let startTime: Instant
    package internal(set) var endTime: Instant?
    package internal(set) var status: Status
    package internal(set) var statusMessage: String?
    /// Percent.
    package internal(set) var progress: Int
    package let subnetID: String?
    package let availabilityZone: String?
    package internal(set) var isOfDeletedGroup = false
  }

  package struct State: Sendable {
    /// By name, in order of creation.
    package internal(set) var groups: OrderedDictionary<String, Group> = [:]
    /// The oldest first; the newest are kept.
    package internal(set) var activities: [Activity] = []
    package static let maximumActivities = 500
    package init() {}
  }
}
