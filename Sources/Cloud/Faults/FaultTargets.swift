/// What a fault's arguments name: tasks, container instances, zones, images and the rest, found by what a learner types.
///
/// In: arguments. Out: what they stand for, or a refusal that shows what there is. Changes nothing.

extension Region {
  // MARK: - Tasks

  /// Living tasks of the cluster and service that are named, in order of creation.
  func tasks(_ arguments: FaultArguments) throws(FaultRefusal) -> [ECS.Task] {
    guard arguments["service"] == nil else {
      return ecs.tasks.all(ofService: try serviceKey(arguments)).filter { $0.lastStatus != .stopped }
    }
    return try clusters(arguments).flatMap { ecs.tasks.all(inCluster: $0) }.filter { $0.lastStatus != .stopped }
  }

  /// The cluster that is named, or all of them.
  private func clusters(_ arguments: FaultArguments) throws(FaultRefusal) -> [String] {
    let names = ecs.clusters.keys.elements
    guard let cluster = arguments["cluster"] else { return names }
    guard names.contains(cluster) else { throw .unknown("cluster", cluster, among: names) }
    return [cluster]
  }

  /// The service that is named, in the cluster that is named or the only one that has such a service.
  func serviceKey(_ arguments: FaultArguments) throws(FaultRefusal) -> ECS.ServiceKey {
    let (service, clusters) = (arguments.required("service"), try clusters(arguments))
    let keys = ecs.services.keys.filter { clusters.contains($0.cluster) && $0.name == service }
    guard let key = keys.first else {
      let known = ecs.services.keys.filter { clusters.contains($0.cluster) }.map(\.name)
      throw .unknown("service", service, among: known)
    }
    guard keys.count == 1 else {
      throw FaultRefusal(
        "there is a service '\(service)' in \(keys.map(\.cluster).joined(separator: " and ")); add cluster=NAME")
    }
    return key
  }

  /// The task that is named, else the service's oldest, else the only one; a container of it runs.
  func runningTask(_ arguments: FaultArguments) throws(FaultRefusal) -> ECS.Task {
    let living = try tasks(arguments)
    if let reference = arguments["task"] {
      let id = lastPart(reference)
      let task = try only(living.filter { $0.id.hasPrefix(id) }, "task", id, among: living.map(\.id))
      guard task.containers.contains(where: { $0.stage == .running }) else {
        throw FaultRefusal(
          "task \(task.id) is \(task.lastStatus.rawValue) and none of its containers runs; wait until it is RUNNING")
      }
      return task
    }
    let running = living.filter { task in task.containers.contains { $0.stage == .running } }
    if let service = arguments["service"] {
      // One that is already asked to stop is only the second choice.
      guard let oldest = running.first(where: { $0.desiredStatus == .running }) ?? running.first else {
        throw FaultRefusal("no task of service '\(service)' runs now; wait until one is RUNNING")
      }
      return oldest
    }
    guard let task = running.first else { throw FaultRefusal("no task runs here; start one first") }
    guard running.count == 1 else {
      throw FaultRefusal("\(running.count) tasks run here: say which, by task=ID or service=NAME")
    }
    return task
  }

  // MARK: - Container instances

  func instance(_ arguments: FaultArguments) throws(FaultRefusal) -> ECS.ContainerInstance {
    let instances = ecs.containerInstances.values.filter { instance in
      instance.status != .inactive && arguments["cluster"].map { $0 == instance.cluster } ?? true
    }
    if let reference = arguments["instance"] {
      let id = lastPart(reference)
      let named = instances.filter { $0.id.hasPrefix(id) || $0.ec2InstanceID == id }
      return try only(named, "container instance", id, among: instances.map(\.ec2InstanceID))
    }
    if let service = arguments["service"] {
      let hosts = try tasks(arguments).compactMap { $0.containerInstance.flatMap { ecs.containerInstances[$0] } }
      guard let host = hosts.first else {
        throw FaultRefusal("no task of service '\(service)' is on a container instance; name one by instance=ID")
      }
      return host
    }
    guard let instance = instances.first else {
      throw FaultRefusal("there is no container instance here; tasks on Fargate have none")
    }
    guard instances.count == 1 else {
      throw FaultRefusal(
        "there are \(instances.count) container instances: say which, by instance=ID or service=NAME",
        candidates: instances.map(\.ec2InstanceID))
    }
    return instance
  }

  private func only<Found>(
    _ found: [Found], _ kind: String, _ id: String, among known: [String]
  ) throws(FaultRefusal) -> Found {
    guard let first = found.first else { throw .unknown(kind, id, among: known) }
    guard found.count == 1 else {
      throw FaultRefusal("'\(id)' is the beginning of \(found.count) ids; write more of it")
    }
    return first
  }

  // MARK: - Surroundings

  /// By its name, the letter at its end, or a subnet in it.
  func zone(_ text: String) throws(FaultRefusal) -> String {
    var zones: [String] = []
    for zone in network.subnets.values.map(\.availabilityZone) + ecs.containerInstances.values.map(\.availabilityZone)
    where !zones.contains(zone) { zones.append(zone) }
    if zones.contains(text) { return text }
    if text.count == 1, let zone = zones.first(where: { $0 == name + text }) { return zone }
    if let subnet = network.subnets[text] ?? network.subnets["subnet-\(text)"] { return subnet.availabilityZone }
    throw .unknown("zone", text, among: zones)
  }

  func subnet(_ text: String) throws(FaultRefusal) -> String {
    if let subnet = network.subnets[text] ?? network.subnets["subnet-\(text)"] { return subnet.id }
    throw .unknown("subnet", text, among: network.subnets.keys.elements)
  }

  func role(_ text: String) throws(FaultRefusal) -> Identity.Role {
    if let role = identity.role(text) { return role }
    throw .unknown("role", lastPart(text), among: identity.roles.keys.elements)
  }

  func logGroup(_ text: String) throws(FaultRefusal) -> String {
    if logs.groups[text] != nil { return text }
    throw .unknown("log group", text, among: logs.groups.keys.elements)
  }

  // MARK: - Images

  func registry(_ text: String?) throws(FaultRefusal) -> String? {
    guard let text else { return nil }
    var hosts: [String] = []
    for host in images.repositories.keys.map({ ImageReference($0).host }) where !hosts.contains(host) {
      hosts.append(host)
    }
    guard hosts.contains(text) else { throw .unknown("registry", text, among: hosts) }
    return text
  }

  /// The repository in full, or by its last part where only one has it.
  func images(
    _ arguments: FaultArguments, tagMustExist: Bool = true
  ) throws(FaultRefusal) -> ImageSelector {
    let image = ImageReference(arguments.required("image"))
    guard image.digest == nil else {
      throw FaultRefusal("image='\(image.text)' names a digest; faults take a repository and a tag")
    }
    let known = images.repositories.keys.elements
    let key = try repository(image, among: known)
    if tagMustExist, let tag = image.tag, let tags = images.repositories[key], tags[tag] == nil {
      throw .unknown("tag of \(key)", tag, among: tags.keys.elements)
    }
    return ImageSelector(canonicalName: ImageReference(key).canonicalName, tag: image.tag)
  }

  private func repository(_ image: ImageReference, among known: [String]) throws(FaultRefusal) -> String {
    if let exact = known.first(where: { ImageReference($0).canonicalName == image.canonicalName }) { return exact }
    let written = image.tag.map { String(image.text.dropLast($0.count + 1)) } ?? image.text
    let short = known.filter { $0.hasSuffix("/" + written) }
    guard let first = short.first else { throw .unknown("repository", written, among: known) }
    guard short.count == 1 else {
      throw FaultRefusal("'\(written)' is the end of \(short.joined(separator: " and ")); write the whole name")
    }
    return first
  }

  /// What follows the last `/` of a name or ARN.
  private func lastPart(_ reference: String) -> String {
    reference.split(separator: "/").last.map(String.init) ?? reference
  }
}
