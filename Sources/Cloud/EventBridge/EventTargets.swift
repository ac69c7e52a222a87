/// What a target does with an event: tasks begin, or a line is written to a log group.
///
/// In: a target, an event. Out: tasks with `startedBy` `events-rule/RULE`, log lines, or why nothing came of it. Calls
/// RunTask as any client would, by the target's role; tries once, where AWS tries again for a day. A log group needs no
/// resource policy here.
/// Source: Amazon EventBridge User Guide, "Event bus targets"; ECS Developer Guide, "Amazon ECS EventBridge IAM role",
/// "Using Amazon EventBridge Scheduler to schedule Amazon ECS tasks". `startedBy` is what users see of such tasks; AWS
/// does not document it.
import Documents
import SimulationKit

extension Region {
  /// - Returns: why it failed; nil where it did not.
  mutating func invoke(
    _ target: EventBridge.Target, of rule: EventBridge.Rule, with event: Document
  ) -> String? {
    let input = target.input.text(of: event, for: rule, arn: arn(ofRule: rule.name))
    switch target.kind {
    case .cluster(let cluster, let parameters):
      return runTasks(in: cluster, parameters, input, by: target.roleARN ?? "", startedBy: "events-rule/\(rule.name)")
    case .logGroup(let group): return write(input ?? event.written(), to: group, stream: target.logStream)
    }
  }

  // MARK: - Log groups

  /// A transformer for a log group makes an object with the line as its `message`.
  private mutating func write(_ text: String, to group: String, stream: String) -> String? {
    guard logs.groups[group] != nil else { return "The log group \(group) does not exist." }
    let line = (try? DocumentReader.read(text))?["message"]?.string ?? text
    logs.write(line, stream: stream, group: group, at: now)
    return nil
  }

  // MARK: - Tasks

  private mutating func runTasks(
    in cluster: String, _ parameters: Document.Object, _ input: String?, by roleARN: String, startedBy: String
  ) -> String? {
    guard let border = eventBridge.border else { return nil }
    guard let role = identity.role(roleARN), role.trusts.contains("events.amazonaws.com") else {
      return "EventBridge was unable to assume the role \(roleARN)."
    }
    var request = parameters
    request["cluster"] = .string(cluster)
    request["startedBy"] = .string(startedBy)
    if let input {
      guard case .object(let overrides)? = try? DocumentReader.read(input) else {
        return "The target's input is no JSON object: a task takes overrides, as {\"containerOverrides\": []}."
      }
      request["overrides"] = .object(overrides)
    }
    do throws(ServiceFailure) {
      let order = try border.taskRequest(request)
      if let refusal = refusal(of: order, by: role) { return refusal }
      let batch = try runTask(order)
      guard let failure = batch.failures.first else { return nil }
      return "RunTask placed \(batch.tasks.count) of \(order.count): \(failure.reason)"
    } catch { return "\(error.code): \(error.message ?? "")" }
  }

  /// What the role may not, in IAM's words.
  private func refusal(of order: ECS.TaskRequest, by role: Identity.Role) -> String? {
    func denied(_ action: String, on resource: String) -> String {
      "User: \(arn(service: "sts", "assumed-role/\(role.name)/events")) is not authorized to perform: \(action) on "
        + "resource: \(resource) because no identity-based policy allows the \(action) action"
    }
    let definition = try? taskDefinition(toRun: order.taskDefinition)
    let what = definition.map { arn(ofTaskDefinition: $0.family, $0.revision) } ?? order.taskDefinition
    guard role.may("ecs:RunTask", on: what, byManaged: ManagedPolicy.runningTasks) else {
      return denied("ecs:RunTask", on: order.taskDefinition)
    }
    let overrides = ECS.Overrides(document: order.overrides)
    let passed = [
      overrides.executionRoleARN ?? definition?.executionRoleARN, overrides.taskRoleARN ?? definition?.taskRoleARN,
    ]
    return passed.compactMap { $0.map(roleARN) }.first {
      !role.may("iam:PassRole", on: $0, byManaged: ManagedPolicy.passingTaskRoles)
    }.map { denied("iam:PassRole", on: $0) }
  }
}
