/// What a learner means by a name: a service, a task, an instance, a cluster, or anything else that records speak of.
///
/// In: a name, an id or its beginning, an ARN, `#12`. Out: the thing, and which records are about it. Changes nothing.
import Cloud
import Workspace

package struct Subject: Hashable, Sendable {
  package enum Thing: Hashable, Sendable {
    case service(ECS.ServiceKey)
    case task(ECS.TaskID)
    case cluster(String)
    case containerInstance(ECS.ContainerInstanceID)
    /// A kind of source and a name: `alarm/busy`.
    case source(String)
    /// One record, by its number.
    case event(Int)
  }
  package let thing: Thing
  private let region: String
  /// Sources of records that are about it too: a service's tasks.
  private let sources: Set<String>

  /// nil where nothing here is called so.
  package init?(_ text: String, in world: World, region: String) {
    self.region = region
    if text.hasPrefix("#"), let number = Int(text.dropFirst()), world.eventLog[number] != nil {
      thing = .event(number)
      sources = []
      return
    }
    let name = text.hasPrefix("arn:") ? text.split(separator: "/").last.map(String.init) ?? text : text
    guard !name.isEmpty, let ecs = world.regions[region]?.ecs else { return nil }
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    let bare = parts.count == 2 ? parts[1] : name
    let kind = parts.count == 2 ? parts[0] : nil
    let records = world.eventLog.all
    if kind == nil || kind == "service", let key = ecs.services.keys.first(where: { $0.name == bare }) {
      thing = .service(key)
      let deployments = world.regions[region]?.codeDeploy.deployments.values.filter { $0.settings.service == key }
      sources = Self.sources(of: key, ecs, records).union((deployments ?? []).map { "codedeploy/\($0.id)" })
    } else if kind == nil || kind == "task", let id = Self.task(bare, ecs, records) {
      thing = .task(id)
      sources = ["task/\(id)"]
    } else if kind == nil || kind == "cluster", ecs.clusters[bare] != nil {
      thing = .cluster(bare)
      sources = ["cluster/\(bare)"]
    } else if let instance = ecs.containerInstances.values.first(where: { $0.id == bare || $0.ec2InstanceID == bare }) {
      thing = .containerInstance(instance.id)
      sources = [
        "container-instance/\(instance.id)", "container-instance/\(instance.ec2InstanceID)",
        "instance/\(instance.ec2InstanceID)",
      ]
    } else if let source = records.last(where: { Self.isCalled($0.source, name) })?.source {
      thing = .source(source)
      sources = [source]
    } else {
      return nil
    }
  }

  package func isSubject(of record: EventRecord) -> Bool {
    guard record.region == region else { return false }
    switch thing {
    case .cluster(let name): return record.draft.cluster == name || sources.contains(record.source)
    case .event(let number): return record.number == number
    case .service, .task, .containerInstance, .source: return sources.contains(record.source)
    }
  }

  private static func isCalled(_ source: String, _ name: String) -> Bool {
    source == name || source.split(separator: "/", maxSplits: 1).last.map { $0 == name } ?? false
  }

  /// By its id, or at least four digits of its beginning; also one that the service has forgotten.
  private static func task(_ text: String, _ ecs: ECS.State, _ records: ArraySlice<EventRecord>) -> ECS.TaskID? {
    guard text.utf8.count >= 4, text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
    for cluster in ecs.clusters.keys {
      if let id = ecs.tasks.ids(inCluster: cluster).first(where: { $0.hasPrefix(text) }) { return id }
    }
    return records.last { $0.source.hasPrefix("task/\(text)") }.map { String($0.source.dropFirst(5)) }
  }

  /// The service itself, its deployments, its tasks, those that are forgotten included as far as its events name them.
  private static func sources(
    of key: ECS.ServiceKey, _ ecs: ECS.State, _ records: ArraySlice<EventRecord>
  ) -> Set<String> {
    var sources: Set = ["service/\(key.name)"]
    for task in ecs.tasks.all(ofService: key) { sources.insert("task/\(task.id)") }
    for deployment in ecs.services[key]?.deployments ?? [] { sources.insert("deployment/\(deployment.name)") }
    for record in records where record.kind == .serviceEvent && record.source == "service/\(key.name)" {
      for piece in record.message.split(separator: "(task ").dropFirst() {
        sources.insert("task/\(piece.prefix { $0 != ")" })")
      }
      for piece in record.message.split(separator: "(deployment ").dropFirst() {
        sources.insert("deployment/\(piece.prefix { $0 != ")" })")
      }
    }
    return sources
  }
}
