/// What requests can do with scalable targets.
///
/// In: a service and a range. Out: the target as it then is, or AWS's refusal. A range changes no count: only alarms and
/// schedules do. Source: Application Auto Scaling API reference, RegisterScalableTarget, DeregisterScalableTarget.
import Documents
import SimulationKit

extension Region {
  /// - Parameters: nil keeps what an earlier registration said.
  package mutating func registerScalableTarget(
    _ key: ECS.ServiceKey, minCapacity: Int?, maxCapacity: Int?, suspended: ScalableTarget.Suspension?
  ) throws(ServiceFailure) -> ScalableTarget {
    let known = scaling.targets[key]
    guard let service = ecs.services[key], service.status == .active else {
      throw ServiceFailure.scaling(
        "ECS service doesn't exist: \(key.scalingResourceID)",
        why: "The cluster '\(key.cluster)' has no ACTIVE service '\(key.name)': 'aws ecs list-services --cluster "
          + "\(key.cluster)' shows those it has.")
    }
    guard service.schedulingStrategy == .replica else {
      throw ServiceFailure.scaling(
        "Scaling is not supported for ECS services with the DAEMON scheduling strategy: \(key.scalingResourceID)",
        why: "A DAEMON service runs one task on each container instance, so there is no count to change.")
    }
    guard service.controller != .external else {
      throw ServiceFailure.scaling(
        "Scaling is not supported for ECS services with the EXTERNAL deployment controller: \(key.scalingResourceID)",
        why: "The counts of such a service are those of its task sets: 'aws ecs update-task-set' changes them.")
    }
    guard let low = minCapacity ?? known?.minCapacity, let high = maxCapacity ?? known?.maxCapacity else {
      throw ServiceFailure.scaling(
        "MinCapacity and MaxCapacity must be specified when registering a new scalable target",
        why: "Give both the first time: --min-capacity 1 --max-capacity 10; later one of them is enough.")
    }
    guard low >= 0 else { throw ServiceFailure.scaling("Minimum capacity cannot be less than 0") }
    guard low <= high else {
      throw ServiceFailure.scaling("Maximum capacity cannot be less than minimum capacity")
    }
    if var target = known {
      (target.minCapacity, target.maxCapacity) = (low, high)
      target.suspended = suspended ?? target.suspended
      scaling.targets[key] = target
    } else {
      var target = ScalableTarget(
        key: key, id: "0ec5" + mint.hexadecimal(32), minCapacity: low, maxCapacity: high, createdAt: now)
      target.suspended = suspended ?? target.suspended
      scaling.targets[key] = target
      // Refused where it is there already.
      _ = try? createServiceLinkedRole(
        service: "ecs.application-autoscaling.amazonaws.com", suffix: nil, description: nil)
    }
    recordScaling(key, "scalable target registered, \(low) to \(high)")
    return try scalableTarget(key)
  }

  package func scalableTarget(_ key: ECS.ServiceKey) throws(ServiceFailure) -> ScalableTarget {
    guard let target = scaling.targets[key] else { throw .noScalableTarget("registered", key) }
    return target
  }

  /// Its policies with their alarms and its scheduled actions go too.
  package mutating func deregisterScalableTarget(_ key: ECS.ServiceKey) throws(ServiceFailure) {
    guard let target = scaling.targets[key] else { throw .noScalableTarget("found", key) }
    for policy in target.policies.values { deleteAlarms(of: policy) }
    scaling.targets[key] = nil
    recordScaling(key, "scalable target deregistered")
  }

  mutating func recordScaling(_ key: ECS.ServiceKey, _ message: String) {
    record(EventRecord.Draft(.command, source: "service/\(key.name)", cluster: key.cluster, message: message))
  }

  mutating func changeTarget(_ key: ECS.ServiceKey, _ body: (inout ScalableTarget) -> Void) {
    guard let index = scaling.targets.index(forKey: key) else { return }
    body(&scaling.targets.values[index])
  }
}

extension ServiceFailure {
  package static func scaling(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure("ValidationException", message, why: why)
  }

  static func noScalableTarget(_ word: String, _ key: ECS.ServiceKey) -> ServiceFailure {
    ServiceFailure(
      "ObjectNotFoundException", "No scalable target \(word) for " + place(key),
      why: "Register it first: aws application-autoscaling register-scalable-target --service-namespace ecs "
        + "--resource-id \(key.scalingResourceID) --scalable-dimension ecs:service:DesiredCount --min-capacity 1 "
        + "--max-capacity 10")
  }

  /// - Parameter thing: `scaling policy`, `scheduled action`.
  static func noScalingObject(_ thing: String, _ name: String, _ key: ECS.ServiceKey) -> ServiceFailure {
    let label = thing == "scaling policy" ? "policy name" : "scheduled action name"
    return ServiceFailure("ObjectNotFoundException", "No \(thing) found for \(place(key)), \(label): \(name)")
  }

  private static func place(_ key: ECS.ServiceKey) -> String {
    "service namespace: ecs, resource ID: \(key.scalingResourceID), scalable dimension: ecs:service:DesiredCount"
  }
}
