/// Application Auto Scaling in a Region: what may be scaled, between which counts, by which policies and when.
///
/// Changed only by the rules of this folder. Source: Application Auto Scaling API reference.
import Collections
import Documents
import SimulationKit

package struct ScalingState: Sendable {
  package internal(set) var targets: OrderedDictionary<ECS.ServiceKey, ScalableTarget> = [:]
  /// Newest first.
  package internal(set) var activities: Deque<ScalingActivity> = []
  package init() {}
}

/// A service whose desired count may be changed.
package struct ScalableTarget: Sendable {
  package static let dimension = "ecs:service:DesiredCount"
  package static let namespace = "ecs"

  package let key: ECS.ServiceKey
  /// The end of its ARN.
  package let id: String
  package internal(set) var minCapacity: Int
  package internal(set) var maxCapacity: Int
  package let createdAt: Instant
  package internal(set) var suspended = Suspension()
  package internal(set) var policies: OrderedDictionary<String, ScalingPolicy> = [:]
  package internal(set) var scheduledActions: OrderedDictionary<String, ScheduledAction> = [:]
  /// What alarms asked for at this instant, until it is weighed.
  var invocations: [Invocation] = []
  /// The activity that waits for its tasks.
  var openActivity: String?

  package struct Suspension: Hashable, Sendable {
    package var scaleIn = false
    package var scaleOut = false
    package var scheduled = false
    package init() {}
  }

  struct Invocation: Hashable, Sendable {
    let policy: String
    let alarm: String
    let reading: AlarmReading
  }

  /// `service/harbor/web`.
  package var resourceID: String { key.scalingResourceID }
  /// Within its range, and no more than one service may have.
  func clamped(_ count: Int) -> Int { min(max(count, minCapacity), maxCapacity, ECS.Quotas.tasksPerService) }
}

package struct ScalingPolicy: Sendable {
  package enum Manner: Sendable {
    case targetTracking(TargetTracking)
    case steps(StepScaling)
  }
  package let name: String
  /// A UUID: part of its ARN.
  package let id: String
  package internal(set) var manner: Manner
  /// The configuration as given, for echo.
  package internal(set) var configuration: Document.Object
  /// The alarms that it made.
  package internal(set) var alarms: [String] = []
  package let createdAt: Instant
  var cooldown: Cooldown?

  struct Cooldown: Hashable, Sendable {
    let isOut: Bool
    let until: Instant
    /// The count before the first step of it: what comes during the cooldown counts from there.
    let base: Int
  }

  package var typeWord: String {
    switch manner {
    case .targetTracking: "TargetTrackingScaling"
    case .steps: "StepScaling"
    }
  }
}

package struct TargetTracking: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case metric(MetricName, MetricStatistic, unit: String?)
    /// With the queries as the alarms show them.
    case math([MetricDataQuery], [Document])
  }
  package let subject: Subject
  package let target: Double
  package let scaleOutCooldown: Duration
  package let scaleInCooldown: Duration
  package let isScaleInDisabled: Bool

  package init(
    _ subject: Subject, target: Double, scaleOutCooldown: Duration, scaleInCooldown: Duration, isScaleInDisabled: Bool
  ) {
    self.subject = subject
    self.target = target
    self.scaleOutCooldown = scaleOutCooldown
    self.scaleInCooldown = scaleInCooldown
    self.isScaleInDisabled = isScaleInDisabled
  }
}

/// What scaling did, or tried to.
package struct ScalingActivity: Sendable {
  package enum Status: String, Sendable {
    case inProgress = "InProgress"
    case successful = "Successful"
    case overridden = "Overridden"
    case failed = "Failed"
  }
  /// A UUID.
  package let id: String
  package let key: ECS.ServiceKey
  package let description: String
  package let cause: String
  package let startedAt: Instant
  package internal(set) var endedAt: Instant?
  package internal(set) var status: Status
  package internal(set) var message: String
  /// The desired count that it set.
  var count: Int?
  /// Why nothing was scaled, nil for what was.
  package internal(set) var notScaled: NotScaled?

  package struct NotScaled: Hashable, Sendable {
    /// `AlreadyAtMaxCapacity`, `AlreadyAtMinCapacity`.
    package let code: String
    package let currentCapacity: Int
    package let maxCapacity: Int?
    package let minCapacity: Int?
  }
}

/// Chosen inside what AWS's documentation shows; those it states are marked "fact".
package enum ScalingTiming {
  package static let cooldown = Duration.seconds(300)  // fact
  package static let highDatapoints = 3  // observed
  package static let lowDatapoints = 15  // observed
  /// AlarmLow's threshold, in percent of the target.
  package static let lowThresholdPercent = 90  // observed
  /// Activities that a Region remembers.
  package static let rememberedActivities = 1_000
  package static let maximumPolicies = 50  // fact
  package static let maximumScheduledActions = 200  // fact
  package static let maximumSteps = 20  // fact
}

extension ECS.ServiceKey {
  package var scalingResourceID: String { "service/\(cluster)/\(name)" }

  /// From `service/CLUSTER/SERVICE`.
  package init?(scalingResourceID text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "service", !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
    self.init(cluster: parts[1], name: parts[2])
  }
}

extension Region {
  package func arn(of policy: ScalingPolicy, _ key: ECS.ServiceKey) -> String {
    arn(service: "autoscaling", "scalingPolicy:\(policy.id):resource/ecs/\(key.scalingResourceID):policyName/")
      + policy.name
  }

  package func arn(of action: ScheduledAction, _ key: ECS.ServiceKey) -> String {
    arn(service: "autoscaling", "scheduledAction:\(action.id):resource/ecs/\(key.scalingResourceID)")
      + ":scheduledActionName/\(action.name)"
  }

  package func arn(of target: ScalableTarget) -> String {
    arn(service: "application-autoscaling", "scalable-target/\(target.id)")
  }

  package var scalingRoleARN: String {
    roleARN(
      "aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService")
  }

  package func arn(ofAlarm alarm: String) -> String { arn(service: "cloudwatch", "alarm:\(alarm)") }
}
