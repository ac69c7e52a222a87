/// Checks that an author may want, from what a recorded solution has changed: the most specific first.
///
/// In: the world before and after. Out: conditions that are false before and true after, by themselves or within minutes.
/// Source: lesson format, section 10.
import Cloud
import Interpreter
import Lessons
import SimulationKit

package struct ProposedCheck: Hashable, Sendable {
  package let id: String
  /// What the checklist would say.
  package let say: String
  package let run: String
  package let query: String
  package let expected: String
  /// True where it takes time to come true.
  package let needsTime: Bool

  package var yaml: String {
    "- id: \(id)\n  say: \"\(say)\"\n  run: \(run)\n  query: \(query)\n  is: \(expected)\n"
      + (needsTime ? "  within: 5m\n" : "")
  }
}

package enum ProposedChecks {
  private static let most = 12

  package static func between(_ before: World, _ after: World) -> [ProposedCheck] {
    let region = Session.defaultRegion
    guard let old = before.regions[region]?.ecs, let new = after.regions[region]?.ecs else { return [] }
    var candidates: [ProposedCheck] = []
    for (key, service) in new.services { candidates += checks(of: service, key, old.services[key]) }
    for (name, family) in new.families where family.revisions.count > old.families[name]?.revisions.count ?? 0 {
      let run = "aws ecs describe-task-definition --task-definition \(name)"
      candidates.append(
        ProposedCheck(
          id: "\(name)-revision", say: "The newest revision of `\(name)` is \(family.revisions.count)", run: run,
          query: "taskDefinition.revision", expected: "\(family.revisions.count)", needsTime: false))
    }
    for cluster in new.clusters.values where old.clusters[cluster.name]?.status != cluster.status {
      candidates.append(
        ProposedCheck(
          id: "\(cluster.name)-cluster", say: "The cluster `\(cluster.name)` is \(cluster.status.rawValue)",
          run: "aws ecs describe-clusters --clusters \(cluster.name)", query: "clusters[0].status",
          expected: cluster.status.rawValue, needsTime: false))
    }
    candidates += tasks(old, new)
    return candidates.compactMap { confirmed($0, before, after) }.prefix(most).map { $0 }
  }

  private static func checks(of service: ECS.Service, _ key: ECS.ServiceKey, _ old: ECS.Service?) -> [ProposedCheck] {
    let run = "aws ecs describe-services --cluster \(key.cluster) --services \(key.name)"
    func check(_ id: String, _ say: String, _ query: String, _ expected: String, time: Bool = false) -> ProposedCheck {
      ProposedCheck(id: "\(key.name)-\(id)", say: say, run: run, query: query, expected: expected, needsTime: time)
    }
    let count = service.desiredCount
    return [
      check("running", "`\(key.name)` runs \(count) tasks", "services[0].runningCount", "\(count)", time: true),
      check(
        "one-deployment", "One deployment of `\(key.name)` is left", "length(services[0].deployments)", "1", time: true),
      check("desired", "`\(key.name)` wants \(count) tasks", "services[0].desiredCount", "\(count)"),
      check(
        "status", "The service `\(key.name)` is \(service.status.rawValue)", "services[0].status",
        service.status.rawValue),
    ]
  }

  /// Tasks that were started by hand, by family.
  private static func tasks(_ old: ECS.State, _ new: ECS.State) -> [ProposedCheck] {
    new.clusters.keys.flatMap { cluster -> [ProposedCheck] in
      let known = Set(old.tasks.all(inCluster: cluster).map(\.id))
      let added = new.tasks.all(inCluster: cluster).filter { !known.contains($0.id) && $0.group.hasPrefix("family:") }
      let families = Set(added.map { String($0.group.dropFirst("family:".count)) }).sorted()
      return families.map { family in
        let count = added.count { $0.group == "family:\(family)" }
        return ProposedCheck(
          id: "\(family)-tasks", say: "\(count) tasks of `\(family)` were started by hand",
          run: "aws ecs list-tasks --cluster \(cluster) --family \(family)", query: "length(taskArns)",
          expected: "\(count)", needsTime: false)
      }
    }
  }

  /// The check where it tells before from after; with time where it needs some.
  private static func confirmed(_ check: ProposedCheck, _ before: World, _ after: World) -> ProposedCheck? {
    guard value(check, in: before) != check.expected else { return nil }
    if value(check, in: after) == check.expected {
      return ProposedCheck(
        id: check.id, say: check.say, run: check.run, query: check.query, expected: check.expected, needsTime: false)
    }
    guard check.needsTime else { return nil }
    var later = after
    for _ in 0..<30 {
      later.advance(to: later.now + .seconds(10))
      if value(check, in: later) == check.expected { return check }
    }
    return nil
  }

  private static func value(_ check: ProposedCheck, in world: World) -> String? {
    do throws(Look.Problem) {
      guard case .value(let document) = try Look("\(check.run) --query '\(check.query)'").ask(world) else { return nil }
      return document.string ?? document.written()
    } catch { return nil }
  }
}
