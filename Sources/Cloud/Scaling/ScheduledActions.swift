/// Scheduled actions: a range that a scalable target is given at set times.
///
/// In: requests; their due instants. Out: the target's range, and a desired count that is moved into it.
/// Source: Application Auto Scaling API reference, PutScheduledAction; User Guide, "Scheduled scaling".
import Documents
import SimulationKit

package struct ScheduledAction: Sendable {
  package let name: String
  /// A UUID: part of its ARN.
  package let id: String
  package internal(set) var schedule: String
  package internal(set) var timezone: String?
  package internal(set) var startTime: Instant?
  package internal(set) var endTime: Instant?
  package internal(set) var minCapacity: Int?
  package internal(set) var maxCapacity: Int?
  package let createdAt: Instant
  var expression: ScheduleExpression
  /// When it is due next; nil: never again.
  var nextAt: Instant?
}

/// What PutScheduledAction asks for; nil keeps what was there.
package struct ScheduledActionOrder: Sendable {
  package var name: String
  package var schedule: String?
  package var timezone: String?
  package var startTime: Instant?
  package var endTime: Instant?
  package var range: (min: Int?, max: Int?)?
  package init(name: String) { self.name = name }
}

extension Region {
  package mutating func putScheduledAction(
    _ order: ScheduledActionOrder, of key: ECS.ServiceKey
  ) throws(ServiceFailure) {
    let target = try scalableTarget(key)
    let known = target.scheduledActions[order.name]
    guard let text = order.schedule ?? known?.schedule else {
      throw ServiceFailure.scaling(
        "Schedule must be specified for a new scheduled action", why: "As in --schedule 'cron(0 9 * * ? *)'.")
    }
    if let zone = order.timezone, ClockZone(named: zone) == nil {
      throw ServiceFailure.scaling(
        "Invalid timezone: \(zone)",
        why: "It is a name of the IANA Time Zone Database, as Europe/Berlin, America/New_York or Etc/GMT+5.")
    }
    let expression: ScheduleExpression
    do throws(ScheduleExpression.Problem) { expression = try ScheduleExpression(text) } catch {
      throw ServiceFailure.scaling("Invalid schedule expression: \(text)", why: error.message)
    }
    let (low, high) = order.range ?? (known?.minCapacity, known?.maxCapacity)
    guard low != nil || high != nil else {
      throw ServiceFailure.scaling(
        "ScalableTargetAction must specify MinCapacity, MaxCapacity or both",
        why: "As in --scalable-target-action MinCapacity=4,MaxCapacity=10.")
    }
    guard (low ?? 0) >= 0, (low ?? 0) <= (high ?? .max) else {
      throw ServiceFailure.scaling("Maximum capacity cannot be less than minimum capacity")
    }
    if known == nil, target.scheduledActions.count >= ScalingTiming.maximumScheduledActions {
      throw ServiceFailure(
        "LimitExceededException",
        "Too many scheduled actions for \(target.resourceID): at most "
          + "\(ScalingTiming.maximumScheduledActions).")
    }
    var action = ScheduledAction(
      name: order.name, id: known?.id ?? mint.uuid(), schedule: text, timezone: order.timezone ?? known?.timezone,
      startTime: order.startTime ?? known?.startTime, endTime: order.endTime ?? known?.endTime, minCapacity: low,
      maxCapacity: high, createdAt: known?.createdAt ?? now, expression: expression)
    action.nextAt = action.due(after: now)
    if case .at = expression, action.nextAt == nil {
      throw ServiceFailure.scaling(
        "Invalid schedule expression: \(text)", why: "That moment is over: it is \(now.iso8601()) here.")
    }
    changeTarget(key) { $0.scheduledActions[action.name] = action }
    recordScaling(key, "scheduled action \(action.name) put")
    schedule(action, key)
  }

  package mutating func deleteScheduledAction(_ name: String, of key: ECS.ServiceKey) throws(ServiceFailure) {
    guard scaling.targets[key]?.scheduledActions[name] != nil else {
      throw .noScalingObject("scheduled action", name, key)
    }
    changeTarget(key) { $0.scheduledActions[name] = nil }
    recordScaling(key, "scheduled action \(name) deleted")
  }

  private mutating func schedule(_ action: ScheduledAction, _ key: ECS.ServiceKey) {
    guard let next = action.nextAt else { return }
    schedule(.scaling(.scheduledAction(key, name: action.name)), after: next - now)
  }

  mutating func takeScheduledScaling(_ key: ECS.ServiceKey, name: String) {
    guard let target = scaling.targets[key], let action = target.scheduledActions[name], action.nextAt == now else {
      return
    }
    let next = action.due(after: now)
    changeTarget(key) { $0.scheduledActions[name]?.nextAt = next }
    if let action = scaling.targets[key]?.scheduledActions[name] { schedule(action, key) }
    guard !target.suspended.scheduled else { return }
    // The end of the range that the action leaves alone gives way to the one it sets.
    let low = action.minCapacity ?? min(target.minCapacity, action.maxCapacity ?? target.minCapacity)
    let high = action.maxCapacity ?? max(target.maxCapacity, low)
    changeTarget(key) { ($0.minCapacity, $0.maxCapacity) = (low, high) }
    let words = [
      action.minCapacity.map { "min capacity to \($0)" }, action.maxCapacity.map { "max capacity to \($0)" },
    ]
    .compactMap { $0 }.joined(separator: " and ")
    let id = beginActivity(key, "Setting \(words)", cause: "scheduled action name \(name) was triggered")
    endActivity(id, .successful, "Successfully set \(words)")
    guard let service = ecs.services[key], service.status == .active, let target = scaling.targets[key] else { return }
    let count = target.clamped(service.desiredCount)
    if count > service.desiredCount {
      setDesiredCount(of: key, to: count, cause: "minimum capacity was set to \(low)")
    } else if count < service.desiredCount {
      setDesiredCount(of: key, to: count, cause: "maximum capacity was set to \(high)")
    }
  }
}

extension ScheduledAction {
  /// Its next due instant after `instant`, within its start and end.
  fileprivate func due(after instant: Instant) -> Instant? {
    let origin = startTime ?? createdAt
    let earliest = startTime.map { max(instant, $0 + .milliseconds(-1)) } ?? instant
    let zone = timezone.flatMap(ClockZone.init) ?? .utc
    guard let next = expression.next(after: earliest, from: origin, in: zone), next <= endTime ?? next else {
      return nil
    }
    return next
  }
}
