/// The whole world at once: every promise of the rules, and whether the documents that clients see agree with each other.
///
/// In: the history. Out: sentences in `broken`. Cost: linear in the world, so it is for every thousandth event.
import Cloud
import CloudAPI
import Documents
import SimulationKit

extension SoakHistory {
  mutating func audit() {
    guard broken.isEmpty, let region else { return }
    eventsAtAudit = events
    broken += region.brokenPromises + region.brokenServicePromises
    for (id, entry) in shadow.tasks {
      let isSame = region.ecs.tasks[id].map { SoakShadow.Entry($0) == entry } ?? false
      promise(isSame, "task \(id) changed without an event that is about it")
    }
    promise(region.ecs.tasks.count == shadow.tasks.count, "there are tasks that no event is about")
    auditSwaps(region)
    for cluster in region.ecs.clusters.values where cluster.status == .active {
      auditDocuments(of: cluster.name, region)
    }
  }

  // MARK: - Documents

  /// The reply to a question; asking changes nothing.
  private func ask(_ operation: String, _ input: Document.Object) -> Document {
    var copy = world
    let request = ServiceRequest(operation: operation, input: input)
    switch CloudAPI.perform(request, on: &copy, cause: .start) {
    case .success(let reply): return .object(reply)
    case .failure: return .null
    }
  }

  /// All pages of a list.
  private func list(_ operation: String, _ member: String, _ input: Document.Object) -> [String] {
    var found: [String] = []
    var input = input
    for _ in 0..<1_000 {
      let page = ask(operation, input)
      found += page[member]?.list?.compactMap(\.string) ?? []
      guard let token = page["nextToken"] else { break }
      input["nextToken"] = token
    }
    return found
  }

  private func describe(
    _ operation: String, _ ids: [String], as name: String, _ member: String, _ input: Document.Object, by size: Int
  ) -> [Document] {
    stride(from: 0, to: ids.count, by: size).flatMap { start -> [Document] in
      var input = input
      input[name] = .list(ids[start..<min(start + size, ids.count)].map(Document.string))
      return ask(operation, input)[member]?.list ?? []
    }
  }

  private mutating func auditDocuments(of cluster: String, _ region: Region) {
    let here: Document.Object = ["cluster": .string(cluster)]
    var arns: [String] = []
    for status in ["RUNNING", "STOPPED"] {
      arns += list(
        "ListTasks", "taskArns", ["cluster": .string(cluster), "desiredStatus": .string(status), "maxResults": 17])
    }
    let known = region.ecs.tasks.all(inCluster: cluster).count { !region.isDeleted($0) }
    promise(
      arns.count == known && Set(arns).count == known, "ListTasks of \(cluster) shows \(arns.count) tasks of \(known)")
    let tasks = describe("DescribeTasks", arns, as: "tasks", "tasks", here, by: 100)
    promise(tasks.count == arns.count, "DescribeTasks shows \(tasks.count) of \(arns.count) listed tasks")
    for task in tasks { auditTask(task) }

    let services = describe(
      "DescribeServices", list("ListServices", "serviceArns", here), as: "services", "services", here, by: 10)
    for service in services { auditService(service, tasks) }
    let instances = describe(
      "DescribeContainerInstances", list("ListContainerInstances", "containerInstanceArns", here),
      as: "containerInstances", "containerInstances", here, by: 100)
    for instance in instances { auditInstance(instance, tasks) }
    let found = ask("DescribeClusters", ["clusters": [.string(cluster)], "include": ["STATISTICS"]])["clusters"]?[0]
    guard let found else { return broken.append("DescribeClusters does not know \(cluster)") }
    auditCluster(found, named: cluster, tasks, services, instances)
  }

  private mutating func auditTask(_ task: Document) {
    guard task["lastStatus"]?.string == "STOPPED" else { return }
    for member in ["stopCode", "stoppedReason", "stoppedAt", "stoppingAt", "executionStoppedAt"] {
      promise(task[member] != nil, "\(task["taskArn"]?.string ?? "") is STOPPED without \(member)")
    }
    promise(
      task["containers"]?.list?.allSatisfy { $0["lastStatus"]?.string == "STOPPED" } ?? false,
      "\(task["taskArn"]?.string ?? "") is STOPPED and a container is not")
  }

  private static let pendingStatuses = ["PROVISIONING", "PENDING", "ACTIVATING"]

  private static func count(_ tasks: [Document], _ isMeant: (Document) -> Bool) -> (running: Int, pending: Int) {
    let meant = tasks.filter(isMeant)
    return (
      meant.count { $0["lastStatus"]?.string == "RUNNING" },
      meant.count { pendingStatuses.contains($0["lastStatus"]?.string ?? "") }
    )
  }

  private mutating func expect(
    _ document: Document, _ running: String, _ pending: String, _ counted: (running: Int, pending: Int), _ name: String
  ) {
    let told = (document[running]?.integer ?? -1, document[pending]?.integer ?? -1)
    promise(
      told == (counted.running, counted.pending),
      "\(name) shows \(running) \(told.0), \(pending) \(told.1); there are \(counted.running) and \(counted.pending)")
  }

  private mutating func auditService(_ service: Document, _ tasks: [Document]) {
    let name = service["serviceName"]?.string ?? ""
    let own = tasks.filter { $0["group"]?.string == "service:\(name)" && $0["startedBy"]?.string != nil }
    expect(service, "runningCount", "pendingCount", Self.count(own) { _ in true }, "service \(name)")
    for deployment in service["deployments"]?.list ?? [] {
      let counted = Self.count(own) { $0["startedBy"] == deployment["id"] }
      expect(deployment, "runningCount", "pendingCount", counted, "deployment \(deployment["id"]?.string ?? "")")
    }
  }

  private mutating func auditInstance(_ instance: Document, _ tasks: [Document]) {
    let name = "instance \(instance["ec2InstanceId"]?.string ?? "")"
    let own = tasks.filter { $0["containerInstanceArn"] == instance["containerInstanceArn"] }
    let counted = Self.count(own) { $0["desiredStatus"]?.string == "RUNNING" }
    expect(instance, "runningTasksCount", "pendingTasksCount", counted, name)
    let living = own.filter { $0["lastStatus"]?.string != "STOPPED" }
    for (resource, member) in [("CPU", "cpu"), ("MEMORY", "memory")] {
      func amount(_ list: String) -> Int {
        instance[list]?.list?.first { $0["name"]?.string == resource }?["integerValue"]?.integer ?? -1
      }
      let held = living.reduce(0) { $0 + (Int($1[member]?.string ?? "") ?? 0) }
      promise(
        amount("remainingResources") == amount("registeredResources") - held && amount("remainingResources") >= 0,
        "\(name) shows \(amount("remainingResources")) of \(amount("registeredResources")) \(resource) with \(held) held"
      )
    }
  }

  private mutating func auditCluster(
    _ cluster: Document, named name: String, _ tasks: [Document], _ services: [Document], _ instances: [Document]
  ) {
    let meant = tasks.filter { $0["desiredStatus"]?.string == "RUNNING" }
    expect(cluster, "runningTasksCount", "pendingTasksCount", Self.count(meant) { _ in true }, "cluster \(name)")
    var statistics: [String: Int] = [:]
    for entry in cluster["statistics"]?.list ?? [] {
      statistics[entry["name"]?.string ?? ""] = Int(entry["value"]?.string ?? "")
    }
    for (type, word) in [("EC2", "EC2"), ("FARGATE", "Fargate")] {
      let counted = Self.count(meant) { $0["launchType"]?.string == type }
      promise(
        statistics["running\(word)TasksCount"] ?? 0 == counted.running
          && statistics["pending\(word)TasksCount"] ?? 0 == counted.pending,
        "cluster \(name) has statistics \(statistics.sorted { $0.key < $1.key }) with \(counted) tasks on \(word)")
    }
    let living = instances.count { $0["status"]?.string != "INACTIVE" }
    promise(
      cluster["registeredContainerInstancesCount"]?.integer == living,
      "cluster \(name) shows \(cluster["registeredContainerInstancesCount"]?.integer ?? -1) instances of \(living)")
    let active = services.count { $0["status"]?.string == "ACTIVE" }
    promise(
      cluster["activeServicesCount"]?.integer == active,
      "cluster \(name) shows \(cluster["activeServicesCount"]?.integer ?? -1) services of \(active)")
  }
}
