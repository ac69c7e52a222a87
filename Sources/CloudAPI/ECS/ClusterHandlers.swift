/// Clusters at the border.
///
/// In: calls. Out: replies with clusters in the form that each operation shows.
/// Source: ECS API reference, the seven operations on clusters.
import Cloud
import Documents

extension CloudAPI {
  static let clusterHandlers: [String: Handler] = [
    "CreateCluster": createCluster,
    "DescribeClusters": describeClusters,
    "ListClusters": listClusters,
    "UpdateCluster": updateCluster,
    "UpdateClusterSettings": updateCluster,
    "PutClusterCapacityProviders": putClusterCapacityProviders,
    "DeleteCluster": deleteCluster,
  ]

  @Sendable private static func createCluster(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var request = try ECS.ClusterRequest(reading: call.input)
    request.tags = try call.input.tags()
    request.capacityProviders = try call.input.strings("capacityProviders")?.map(ECS.capacityProviderName)
    request.defaultCapacityProviderStrategy = try call.input.capacityProviderStrategy("defaultCapacityProviderStrategy")
    let cluster = try region.createCluster(
      named: try call.input.string("clusterName") ?? "default", request, principal: call.principal)
    return region.reply(showing: cluster, tags: request.tags ?? [], clustersAtLeast: 1)
  }

  /// Cost: O(services of the Region) for each cluster shown; see `counts(ofCluster:)`.
  @Sendable private static func describeClusters(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let given = try call.input.strings("clusters") ?? []
    var names: [String] = []
    for reference in given.isEmpty ? ["default"] : given where !names.contains(reference) { names.append(reference) }
    names = try Input.checked(names, of: "Clusters", atMost: 100)
    var found: [ECS.Cluster] = []
    var failures: [ECS.Failure] = []
    for name in names {
      if let cluster = region.cluster(name) {
        if !found.contains(where: { $0.name == cluster.name }) { found.append(cluster) }
      } else {
        failures.append(.missing(ResourceARN.isARN(name) ? name : region.arn(ofCluster: name)))
      }
    }
    let words = ["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]
    let include = found.isEmpty ? [] : try call.input.include(allowed: words)
    return Document.Object(rendering: [
      "clusters": found.map { region.document(of: $0, .described(include: include)) }, "failures": failures,
    ])
  }

  @Sendable private static func listClusters(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arns = region.ecs.clusters.values.filter { $0.status == .active }.map { region.arn(ofCluster: $0.name) }
    let page = try call.input.page(of: arns, key: { $0 })
    return Document.Object(rendering: ["clusterArns": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func updateCluster(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let request = try ECS.ClusterRequest(reading: call.input)
    let cluster = try region.updateCluster(try call.input.requiredString("cluster"), request)
    return ["cluster": region.document(of: cluster, .updated)]
  }

  @Sendable private static func putClusterCapacityProviders(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.putCapacityProviders(
      ofCluster: try call.input.requiredString("cluster"),
      (try call.input.strings("capacityProviders") ?? []).map(ECS.capacityProviderName),
      defaultStrategy: try call.input.capacityProviderStrategy("defaultCapacityProviderStrategy") ?? [])
    return ["cluster": region.document(of: cluster, .updated)]
  }

  @Sendable private static func deleteCluster(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try region.deleteCluster(try call.input.requiredString("cluster"))
    return region.reply(showing: cluster, tags: [], clustersAtLeast: 0)
  }
}

extension ECS.ClusterRequest {
  /// The members that create and both updates share; each operation's model says which it has.
  fileprivate init(reading input: Input) throws(ServiceFailure) {
    self.init()
    if input.knows("settings") {
      var read: [ECS.ClusterSetting] = []
      for entry in try input.structures("settings") ?? [] {
        read.append(ECS.ClusterSetting(name: try entry.string("name"), value: try entry.string("value")))
      }
      settings = input.has("settings") ? read : nil
    }
    if input.knows("configuration") { configuration = input.document("configuration") }
    if input.knows("serviceConnectDefaults") { serviceConnectDefaults = input.document("serviceConnectDefaults") }
  }
}

/// Which members of a cluster a reply shows.
enum ClusterForm {
  /// CreateCluster and DeleteCluster.
  case changed(tags: [ECS.Tag])
  /// The updates: as after a change, with attachments.
  case updated
  case described(include: Set<String>)
}

extension Region {
  /// With the count that raw replies have: it is AWS's sampled view, which published replies agree on for the first cluster
  /// made and the last one deleted alone; it is left out otherwise.
  fileprivate func reply(showing cluster: ECS.Cluster, tags: [ECS.Tag], clustersAtLeast least: Int) -> Document.Object {
    let count = ecs.clusters.values.count { $0.status == .active }
    return Document.Object(rendering: [
      "cluster": document(of: cluster, .changed(tags: tags)), "clusterCount": count == least ? count : nil,
    ])
  }

  func document(of cluster: ECS.Cluster, _ form: ClusterForm) -> Document {
    let counts = counts(ofCluster: cluster.name)
    var tags: [ECS.Tag] = []
    var (showsSettings, showsConfiguration, showsAttachments) = (true, true, false)
    var statistics: [Document] = []
    switch form {
    case .changed(let given):
      tags = given
      showsAttachments = !cluster.attachments.list.isEmpty
    case .updated: showsAttachments = true
    case .described(let include):
      tags = include.contains("TAGS") ? cluster.tags : []
      showsSettings = include.contains("SETTINGS")
      showsConfiguration = include.contains("CONFIGURATIONS")
      showsAttachments = include.contains("ATTACHMENTS")
      if include.contains("STATISTICS") { statistics = counts.statistics }
    }
    let settings = cluster.settings.map { ["name": .string($0.key), "value": .string($0.value)] as Document }
    return Document.Object(rendering: [
      "clusterArn": arn(ofCluster: cluster.name),
      "clusterName": cluster.name,
      "configuration": showsConfiguration ? cluster.configuration : nil,
      "status": cluster.shownStatus,
      "registeredContainerInstancesCount": counts.containerInstances,
      "runningTasksCount": counts.runningTasks,
      "pendingTasksCount": counts.pendingTasks,
      "activeServicesCount": counts.activeServices,
      "statistics": statistics,
      "tags": tags,
      "settings": showsSettings ? settings : [],
      "capacityProviders": cluster.capacityProviders,
      "defaultCapacityProviderStrategy": cluster.defaultCapacityProviderStrategy,
      "attachments": showsAttachments ? cluster.attachments.list : nil,
      "attachmentsStatus": showsAttachments ? cluster.attachments.status : nil,
      "serviceConnectDefaults": cluster.defaultNamespace.map { reference in
        ["namespace": .string(namespace(reference).map(arn(ofNamespace:)) ?? reference)] as Document
      },
    ]).rendered
  }
}

extension ECS.ClusterCounts {
  /// Names in the service's own order, numbers as text.
  fileprivate var statistics: [Document] {
    func pair(_ name: String, _ count: Int?) -> Document {
      ["name": .string(name), "value": .string(String(count ?? 0))]
    }
    let main = [("EC2", ECS.LaunchType.ec2), ("Fargate", .fargate)]
    let further = [("External", ECS.LaunchType.external), ("ManagedInstances", .managedInstances)]
    var list = main.map { pair("running\($0.0)TasksCount", tasks.running[$0.1]) }
    list += main.map { pair("pending\($0.0)TasksCount", tasks.pending[$0.1]) }
    list += further.flatMap {
      [pair("running\($0.0)TasksCount", tasks.running[$0.1]), pair("pending\($0.0)TasksCount", tasks.pending[$0.1])]
    }
    list += main.map { pair("active\($0.0)ServiceCount", activeServicesByType[$0.1]) }
    list += main.map { pair("draining\($0.0)ServiceCount", drainingServicesByType[$0.1]) }
    list += further.flatMap {
      [
        pair("active\($0.0)ServiceCount", activeServicesByType[$0.1]),
        pair("draining\($0.0)ServiceCount", drainingServicesByType[$0.1]),
      ]
    }
    return list
  }
}
