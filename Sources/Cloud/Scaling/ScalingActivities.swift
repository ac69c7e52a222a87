/// What scaling does to a service, written down: from the count that is set to the tasks that run.
///
/// In: a count and its cause. Out: an activity, a record in the event log, a service that wants that many tasks.
/// Source: Application Auto Scaling User Guide, "Scaling activities for Application Auto Scaling".
import SimulationKit

extension Region {
  /// Sets the desired count by the rule of UpdateService. No deployment comes of it.
  /// - Returns: false where that was refused; the activity says why.
  @discardableResult
  mutating func setDesiredCount(of key: ECS.ServiceKey, to count: Int, cause: String) -> Bool {
    guard let cluster = ecs.clusters[key.cluster] else { return false }
    let id = beginActivity(key, "Setting desired count to \(count).", cause: cause, count: count)
    var settings = ECS.ServiceSettings()
    settings.desiredCount = count
    settings.desiredCountIsComputed = true
    do throws(ServiceFailure) {
      _ = try updateService(key, settings, forceNewDeployment: false, cluster: cluster)
    } catch {
      endActivity(id, .failed, "Failed to set desired count to \(count). Reason: \(error.message ?? error.code)")
      return false
    }
    overrideOpenActivity(of: key, by: count)
    changeActivity(id) {
      $0.message = "Successfully set desired count to \(count). Waiting for change to be fulfilled by ecs."
    }
    changeTarget(key) { $0.openActivity = id }
    followScaling(of: key)
    return true
  }

  /// Ends the open activity once as many tasks run as it set, or somebody set another count. To be called when a task
  /// of the service begins or ceases to run. O(1) where nothing is scaled.
  mutating func followScaling(of key: ECS.ServiceKey) {
    guard !scaling.targets.isEmpty, let id = scaling.targets[key]?.openActivity, let service = ecs.services[key],
      let activity = scaling.activities.first(where: { $0.id == id }), let count = activity.count
    else { return }
    guard service.desiredCount == count else { return overrideOpenActivity(of: key, by: service.desiredCount) }
    guard service.runningCount == count else { return }
    endActivity(
      id, .successful, "Successfully set desired count to \(count). Change successfully fulfilled by ecs.")
    changeTarget(key) { $0.openActivity = nil }
  }

  private mutating func overrideOpenActivity(of key: ECS.ServiceKey, by count: Int) {
    guard let id = scaling.targets[key]?.openActivity,
      let set = scaling.activities.first(where: { $0.id == id })?.count
    else { return }
    endActivity(
      id, .overridden, "Successfully set desired count to \(set). Found it was later changed to \(count).")
    changeTarget(key) { $0.openActivity = nil }
  }

  /// Somebody has seen an alarm, and the count is already as high or as low as it may be: said once, until something is
  /// scaled.
  mutating func noteNotScaled(_ target: ScalableTarget, _ service: ECS.Service, _ proposals: [ScalingProposal]) {
    let count = service.desiredCount
    guard
      let proposal = proposals.first(where: {
        $0.isOut ? $0.count > count && count >= target.maxCapacity : $0.count < count && count <= target.minCapacity
      })
    else { return }
    let reason = ScalingActivity.NotScaled(
      code: proposal.isOut ? "AlreadyAtMaxCapacity" : "AlreadyAtMinCapacity", currentCapacity: count,
      maxCapacity: proposal.isOut ? target.maxCapacity : nil, minCapacity: proposal.isOut ? nil : target.minCapacity)
    if scaling.activities.first(where: { $0.key == target.key })?.notScaled == reason { return }
    scaling.enter(
      ScalingActivity(
        id: mint.uuid(), key: target.key, description: "Attempting to scale due to alarm triggered",
        cause: "monitor alarm \(proposal.alarm) in state ALARM triggered policy \(proposal.policy.name)",
        startedAt: now, endedAt: now, status: .failed, message: "", notScaled: reason))
  }

  /// - Returns: the activity's id.
  mutating func beginActivity(
    _ key: ECS.ServiceKey, _ description: String, cause: String, count: Int? = nil
  ) -> String {
    let id = mint.uuid()
    scaling.enter(
      ScalingActivity(
        id: id, key: key, description: description, cause: cause, startedAt: now, status: .inProgress, message: "",
        count: count))
    record(
      EventRecord.Draft(
        .scalingActivity, source: "service/\(key.name)", cluster: key.cluster, message: description, reason: cause))
    return id
  }

  mutating func endActivity(_ id: String, _ status: ScalingActivity.Status, _ message: String) {
    let now = now
    changeActivity(id) { activity in
      activity.status = status
      activity.message = message
      activity.endedAt = now
    }
  }

  private mutating func changeActivity(_ id: String, _ body: (inout ScalingActivity) -> Void) {
    guard let index = scaling.activities.firstIndex(where: { $0.id == id }) else { return }
    body(&scaling.activities[index])
  }
}

extension ScalingState {
  fileprivate mutating func enter(_ activity: ScalingActivity) {
    activities.prepend(activity)
    if activities.count > ScalingTiming.rememberedActivities { activities.removeLast() }
  }
}
