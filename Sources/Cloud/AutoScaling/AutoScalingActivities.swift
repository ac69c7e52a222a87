/// The activities of Auto Scaling groups: what was done, why, and how far it has come.
///
/// In: beginnings and ends. Out: the list that DescribeScalingActivities shows. The newest are kept.
/// Source: EC2 Auto Scaling API reference, Activity.
import SimulationKit

extension Region {
  /// - Returns: the activity's id.
  mutating func begin(
    _ description: String, _ cause: String, of group: AutoScaling.Group, subnet: Network.Subnet?
  ) -> String {
    let id = mint.uuid()
    autoScaling.activities.append(
      AutoScaling.Activity(
        id: id, group: group.name, groupARN: group.arn, description: description,
        cause: String(cause.prefix(1_023)), startTime: now,
        status: description.hasPrefix("Launching") ? .preInService : .inProgress, progress: 30, subnetID: subnet?.id,
        availabilityZone: subnet?.availabilityZone))
    if autoScaling.activities.count > AutoScaling.State.maximumActivities { autoScaling.activities.removeFirst() }
    recordGroup(group.name, description, reason: cause)
    return id
  }

  mutating func progress(_ id: String, _ status: AutoScaling.Activity.Status) {
    guard let index = autoScaling.activities.lastIndex(where: { $0.id == id }) else { return }
    autoScaling.activities[index].status = status
    autoScaling.activities[index].progress = 60
  }

  /// One that has ended stays as it is.
  mutating func finish(_ id: String?, _ status: AutoScaling.Activity.Status, message: String? = nil) {
    guard let id, let index = autoScaling.activities.lastIndex(where: { $0.id == id }),
      autoScaling.activities[index].endTime == nil
    else { return }
    autoScaling.activities[index].endTime = now
    autoScaling.activities[index].status = status
    autoScaling.activities[index].statusMessage = message
    autoScaling.activities[index].progress = 100
  }

  /// The newest first.
  /// - Parameters:
  ///   - group: nil: of all groups.
  ///   - ids: empty: all.
  package func activities(
    ofGroup group: String?, ids: [String], includingDeletedGroups: Bool
  ) throws(ServiceFailure) -> [AutoScaling.Activity] {
    if let group, autoScaling.groups[group] == nil, !includingDeletedGroups {
      throw .groupValidation(
        "AutoScalingGroup name not found - AutoScalingGroup '\(group)' not found",
        why:
          "'aws autoscaling describe-auto-scaling-groups' shows the groups there are; add --include-deleted-groups for "
          + "what others did.")
    }
    return autoScaling.activities.reversed().filter { activity in
      (group == nil || activity.group == group) && (ids.isEmpty || ids.contains(activity.id))
        && (includingDeletedGroups || !activity.isOfDeletedGroup)
    }
  }
}
