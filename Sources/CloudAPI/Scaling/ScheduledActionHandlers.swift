/// Application Auto Scaling at the border: scheduled actions.
///
/// In: calls. Out: replies. Source: Application Auto Scaling API reference, PutScheduledAction.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let scheduledActionHandlers: [String: Handler] = [
    "PutScheduledAction": putScheduledAction,
    "DescribeScheduledActions": describeScheduledActions,
    "DeleteScheduledAction": deleteScheduledAction,
  ]

  @Sendable private static func putScheduledAction(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let key = try input.scalingKey()
    var order = ScheduledActionOrder(name: try input.requiredString("ScheduledActionName"))
    guard (1...256).contains(order.name.unicodeScalars.count), !order.name.contains(where: { ":/|".contains($0) })
    else {
      throw ServiceFailure.scaling("ScheduledActionName must have a length between 1 and 256, and none of : / |")
    }
    order.schedule = try input.string("Schedule")
    order.timezone = try input.string("Timezone")
    order.startTime = try input.instant("StartTime")
    order.endTime = try input.instant("EndTime")
    if let start = order.startTime, let end = order.endTime, end < start {
      throw ServiceFailure.scaling("EndTime must not be before StartTime")
    }
    if let action = try input.structure("ScalableTargetAction") {
      order.range = (try action.integer("MinCapacity"), try action.integer("MaxCapacity"))
    }
    try region.putScheduledAction(order, of: key)
    return [:]
  }

  @Sendable private static func describeScheduledActions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (resource, names) = (try input.string("ResourceId"), try input.strings("ScheduledActionNames"))
    var found: [(ECS.ServiceKey, ScheduledAction)] = []
    for target in try input.scalableTargets(region, resource: resource) {
      for action in target.scheduledActions.values where names?.contains(action.name) ?? true {
        found.append((target.key, action))
      }
    }
    let page = try input.scalingPage(of: found, limit: 50) { region.arn(of: $0.1, $0.0) }
    return Document.Object(rendering: [
      "ScheduledActions": page.items.map { region.document(of: $0.1, $0.0) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func deleteScheduledAction(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let key = try call.input.scalingKey()
    try region.deleteScheduledAction(try call.input.requiredString("ScheduledActionName"), of: key)
    return [:]
  }
}

extension Region {
  fileprivate func document(of action: ScheduledAction, _ key: ECS.ServiceKey) -> Document {
    Document.Object(rendering: [
      "ScheduledActionName": action.name, "ScheduledActionARN": arn(of: action, key), "Schedule": action.schedule,
      "Timezone": action.timezone, "StartTime": action.startTime, "EndTime": action.endTime,
      "ScalableTargetAction": Document.Object(rendering: [
        "MinCapacity": action.minCapacity, "MaxCapacity": action.maxCapacity,
      ]), "CreationTime": action.createdAt,
    ]).adding(.scaling(key)).rendered
  }
}
