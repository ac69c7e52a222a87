/// Application Auto Scaling at the border: what may be scaled, and what scaling did.
///
/// In: calls. Out: replies. Source: Application Auto Scaling API reference, RegisterScalableTarget,
/// DescribeScalingActivities.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let scalableTargetHandlers: [String: Handler] = [
    "RegisterScalableTarget": registerScalableTarget,
    "DescribeScalableTargets": describeScalableTargets,
    "DeregisterScalableTarget": deregisterScalableTarget,
    "DescribeScalingActivities": describeScalingActivities,
  ]

  @Sendable private static func registerScalableTarget(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let key = try input.scalingKey()
    var suspended: ScalableTarget.Suspension?
    if let state = try input.structure("SuspendedState") {
      var suspension = region.scaling.targets[key]?.suspended ?? ScalableTarget.Suspension()
      suspension.scaleIn = try state.boolean("DynamicScalingInSuspended") ?? suspension.scaleIn
      suspension.scaleOut = try state.boolean("DynamicScalingOutSuspended") ?? suspension.scaleOut
      suspension.scheduled = try state.boolean("ScheduledScalingSuspended") ?? suspension.scheduled
      suspended = suspension
    }
    let target = try region.registerScalableTarget(
      key, minCapacity: try input.integer("MinCapacity"), maxCapacity: try input.integer("MaxCapacity"),
      suspended: suspended)
    return ["ScalableTargetARN": .string(region.arn(of: target))]
  }

  @Sendable private static func describeScalableTargets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let ids = try input.strings("ResourceIds")
    let targets = try input.scalableTargets(region).filter { ids?.contains($0.resourceID) ?? true }
    let page = try input.scalingPage(of: targets, limit: 50, key: \.resourceID)
    return Document.Object(rendering: [
      "ScalableTargets": page.items.map { region.document(of: $0) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func deregisterScalableTarget(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deregisterScalableTarget(try call.input.scalingKey())
    return [:]
  }

  @Sendable private static func describeScalingActivities(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let resource = try input.string("ResourceId")
    let showsNotScaled = try input.boolean("IncludeNotScaledActivities") ?? false
    let isAsked = try input.asksForServices()
    let activities = region.scaling.activities.filter { activity in
      isAsked && resource ?? activity.key.scalingResourceID == activity.key.scalingResourceID
        && (showsNotScaled || activity.notScaled == nil)
    }
    let page = try input.scalingPage(of: Array(activities), limit: 50, key: \.id)
    return Document.Object(rendering: [
      "ScalingActivities": page.items.map { document($0, showsReasons: showsNotScaled) }, "NextToken": page.nextToken,
    ])
  }

  private static func document(_ activity: ScalingActivity, showsReasons: Bool) -> Document {
    var reasons: [Document]?
    if showsReasons, let reason = activity.notScaled {
      reasons = [
        Document.Object(rendering: [
          "Code": reason.code, "MaxCapacity": reason.maxCapacity, "MinCapacity": reason.minCapacity,
          "CurrentCapacity": reason.currentCapacity,
        ]).rendered
      ]
    }
    return Document.Object(rendering: [
      "ActivityId": activity.id, "Description": activity.description, "Cause": activity.cause,
      "StartTime": activity.startedAt, "EndTime": activity.endedAt, "StatusCode": activity.status.rawValue,
      "StatusMessage": activity.message.isEmpty ? nil : activity.message, "NotScaledReasons": reasons,
    ]).adding(.scaling(activity.key)).rendered
  }
}

extension Region {
  fileprivate func document(of target: ScalableTarget) -> Document {
    let suspended = target.suspended
    return Document.Object(rendering: [
      "MinCapacity": target.minCapacity, "MaxCapacity": target.maxCapacity, "RoleARN": scalingRoleARN,
      "CreationTime": target.createdAt, "ScalableTargetARN": arn(of: target),
      "SuspendedState": [
        "DynamicScalingInSuspended": .boolean(suspended.scaleIn),
        "DynamicScalingOutSuspended": .boolean(suspended.scaleOut),
        "ScheduledScalingSuspended": .boolean(suspended.scheduled),
      ] as Document.Object,
    ]).adding(.scaling(target.key)).rendered
  }
}
