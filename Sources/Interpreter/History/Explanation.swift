/// What `why` says of a thing: how it stands, what led to it, what that means, and where to look next.
///
/// In: a subject and a sandbox. Out: sentences and a chain of causes. Reads the world and the log, changes nothing.
import Cloud
import SimulationKit
import Workspace

package struct Explanation: Hashable, Sendable {
  /// How the thing stands now.
  package var state: String
  /// The record to explain; nil where nothing is on record.
  package var causes: Causes?
  package var reason: KnownReason?
  /// Names for the placeholders of the reason's next step.
  var names: [String: String] = [:]

  package init(of subject: Subject, in sandbox: Sandbox, region: String) {
    let world = sandbox.world
    state = ""
    let record: EventRecord?
    switch subject.thing {
    case .event(let number):
      record = world.eventLog[number]
      state = record.map { "#\(number)  \($0.instant.timeOfDay)  \(Notices.text($0))" } ?? ""
      if let payload = record?.draft.detail["payload"] { state += "\nThe function is sent \(payload.written())" }
      reason = record.flatMap { KnownReason.of($0.reason ?? $0.message) }
      if let record { takeNames(from: record, world) }
    case .service(let key):
      record = explain(key, world, region)
    case .task(let id):
      record = explain(task: id, world, region)
    case .cluster(let name):
      record = world.eventLog.all.last { $0.source == "cluster/\(name)" }
      state = "cluster \(name) is \(world.regions[region]?.ecs.clusters[name]?.status.rawValue ?? "unknown")"
    case .containerInstance(let id):
      record = world.eventLog.all.last { subject.isSubject(of: $0) }
      let instance = world.regions[region]?.ecs.containerInstances[id]
      state =
        "container instance \(instance?.ec2InstanceID ?? id) is \(instance?.status.rawValue ?? "unknown")"
        + (instance.map { $0.isAgentConnected ? "" : ", its agent is not connected" } ?? "")
      if let instance, let health = world.regions[region]?.health(of: instance), health.overall == .impaired {
        explain(health, of: instance)
      }
    case .source(let source):
      record = world.eventLog.all.last { $0.source == source }
      state = record.map { "\(Notices.shortened(source)): \($0.message)" } ?? source
      reason = record.flatMap { KnownReason.of($0.reason ?? $0.message) }
      if let record { takeNames(from: record, world) }
    }
    causes = record.map { sandbox.causes(of: $0) }
  }

  /// Of the task or the service that a record is about, as far as it is still there.
  private mutating func takeNames(from record: EventRecord, _ world: World) {
    guard let cluster = record.draft.cluster, let ecs = world.regions[record.region]?.ecs else { return }
    names["CLUSTER"] = cluster
    let parts = record.source.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return }
    if parts[0] == "task" {
      names["TASK"] = parts[1]
      guard let task = ecs.tasks[parts[1]] else { return }
      names["DEFINITION"] = "\(task.family):\(task.revision)"
      names["INSTANCE"] = task.containerInstance
    } else if parts[0] == "service" {
      names["SERVICE"] = parts[1]
      let primary = ecs.services[ECS.ServiceKey(cluster: cluster, name: parts[1])]?.primary
      names["DEFINITION"] = primary.map { "\($0.family):\($0.revision)" }
    }
  }

  // MARK: Services

  private mutating func explain(_ key: ECS.ServiceKey, _ world: World, _ region: String) -> EventRecord? {
    guard let ecs = world.regions[region]?.ecs, let service = ecs.services[key] else { return nil }
    let records = world.eventLog.all
    let source = "service/\(key.name)"
    names = ["CLUSTER": key.cluster, "SERVICE": key.name]
    state =
      "service \(key.name) in cluster \(key.cluster): \(service.status.rawValue), wants \(service.desiredCount), runs "
      + "\(service.runningCount)" + (service.pendingCount > 0 ? ", pending \(service.pendingCount)" : "")
      + (service.primary.map { ", \($0.family):\($0.revision) \($0.rolloutState.rawValue)" } ?? "")
    if let primary = service.primary { names["DEFINITION"] = "\(primary.family):\(primary.revision)" }
    let last = records.last { $0.source == source && $0.draft.cluster == key.cluster }
    guard service.isInTrouble else { return last }
    // Nothing explains a service that lacks tasks like the newest task that ended against its will.
    let tasks = Set(ecs.tasks.all(ofService: key).map { "task/\($0.id)" })
    let failure = records.last { record in
      tasks.contains(record.source) && record.message == ECS.TaskStatus.stopped.rawValue
        && !["Scaling activity", "Availability-zone rebalancing"].contains { record.reason?.hasPrefix($0) ?? false }
    }
    let trouble = records.last { $0.source == source && KnownReason.of($0.message) != nil }
    let chosen = [failure, trouble].compactMap { $0 }.max { $0.number < $1.number }
    guard let chosen else { return last }
    if chosen.source.hasPrefix("task/") { names["TASK"] = String(chosen.source.dropFirst(5)) }
    reason = KnownReason.of(chosen.reason ?? chosen.message)
    return chosen
  }

  // MARK: Tasks

  private mutating func explain(task id: ECS.TaskID, _ world: World, _ region: String) -> EventRecord? {
    let last = world.eventLog.all.last { $0.source == "task/\(id)" }
    names = ["TASK": id, "CLUSTER": last?.draft.cluster ?? "CLUSTER"]
    guard let task = world.regions[region]?.ecs.tasks[id] else {
      state = "task \(id.prefix(8)) is gone: ECS forgets a task about an hour after it stopped"
      reason = last?.reason.flatMap(KnownReason.of)
      return last
    }
    names["DEFINITION"] = "\(task.family):\(task.revision)"
    names["INSTANCE"] = task.containerInstance
    state =
      "task \(id.prefix(8)) in cluster \(task.cluster): \(task.lastStatus.rawValue), \(task.family):\(task.revision) on "
      + task.launchType.rawValue + (task.service.map { ", of service \($0.name)" } ?? ", of no service")
    if let text = task.stoppedReason {
      state += "\n  \(task.stopCode?.rawValue ?? "stopped"): \(text)"
      reason = KnownReason.of(text)
    }
    for container in task.containers where container.reason != nil || container.exitCode != nil {
      state +=
        "\n  container \(container.name)" + (container.exitCode.map { ": exit code \($0)" } ?? "")
        + (container.reason.map { ": \($0)" } ?? "")
      if let text = container.reason, let known = KnownReason.of(text) { reason = known }
    }
    for container in task.containers where container.isHanging {
      let since = container.hangs.last?.from.timeOfDay ?? ""
      state +=
        "\n  container \(container.name) "
        + (container.lastStatus == .running
          ? "hangs in a write to its log driver, since \(since)"
          : "hung in a write to its log driver from \(since) until it ended")
      reason = .hangingLogDriver
    }
    return last
  }

  private mutating func explain(_ health: ECS.InstanceHealthReport, of instance: ECS.ContainerInstance) {
    names = ["CLUSTER": instance.cluster, "INSTANCE": instance.id]
    for result in health.checks where result.status == .impaired {
      state += "\n  healthStatus IMPAIRED: \(result.check.rawValue)" + (result.reason.map { ", \($0)" } ?? "")
    }
    reason = .impairedInstance(isManaged: instance.managed != nil)
  }

  // MARK: Lines

  /// - Parameter placeholders: names are put into the next step where they are known.
  package var lines: [String] {
    var lines = [state]
    if let causes, causes.links.count > 1 {
      lines.append("Because, from the newest back to the beginning:")
      lines += Self.lines(causes.links)
    }
    if let reason {
      lines.append("That means: \(reason.meaning)")
      if let step = reason.nextStep {
        let words = step.split(separator: " ", omittingEmptySubsequences: false).map { word in
          names[String(word)] ?? String(word)
        }
        lines.append("Look: \(words.joined(separator: " "))")
      }
    }
    return lines
  }

  /// A service that fails again and again makes long chains of the same: the middle is left out.
  private static func lines(_ links: [Causes.Link]) -> [String] {
    let (first, last) = (6, 4)
    guard links.count > first + last + 1 else { return links.map { "  " + line($0) } }
    return links.prefix(first).map { "  " + line($0) } + ["  … \(links.count - first - last) more …"]
      + links.suffix(last).map { "  " + line($0) }
  }

  private static func line(_ link: Causes.Link) -> String {
    switch link {
    case .event(let event): "\(event.instant.timeOfDay)  #\(event.number)  \(Notices.text(event))"
    case .entry(let entry): "\(entry.instant.timeOfDay)  $ \(entry.sentence)"
    case .start: "          the world began with it"
    case .forgotten: "          … (what was before is not kept any more)"
    }
  }
}

extension ECS.Service {
  /// It lacks tasks, or its newest deployment fails.
  var isInTrouble: Bool {
    guard status == .active else { return false }
    return runningCount < desiredCount || primary?.rolloutState == .failed || primary?.failedTasks ?? 0 > 0
  }
}
