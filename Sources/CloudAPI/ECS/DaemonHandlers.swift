/// Managed daemons at the border.
///
/// In: calls. Out: replies with daemons, their deployments and revisions.
/// Source: ECS API reference, the eight operations on daemons, daemon deployments and daemon revisions.
import Cloud
import Documents

extension CloudAPI {
  static let daemonHandlers: [String: Handler] = [
    "CreateDaemon": createDaemon,
    "DescribeDaemon": describeDaemon,
    "UpdateDaemon": updateDaemon,
    "DeleteDaemon": deleteDaemon,
    "ListDaemons": listDaemons,
    "ListDaemonDeployments": listDaemonDeployments,
    "DescribeDaemonDeployments": describeDaemonDeployments,
    "DescribeDaemonRevisions": describeDaemonRevisions,
  ]

  @Sendable private static func createDaemon(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let daemon = try region.createDaemon(
      named: try input.requiredString("daemonName"), cluster: try input.string("clusterArn"),
      try ECS.DaemonRequest(reading: input))
    return region.summary(of: daemon).with(deployment: region.deploymentARN(of: daemon, first: true))
  }

  @Sendable private static func describeDaemon(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let daemon = try region.daemon(try call.input.requiredString("daemonArn"))
    return ["daemon": .object(region.document(of: daemon))]
  }

  @Sendable private static func updateDaemon(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let daemon = try region.updateDaemon(
      try call.input.requiredString("daemonArn"), try ECS.DaemonRequest(reading: call.input))
    return region.summary(of: daemon, withUpdate: true).with(deployment: region.deploymentARN(of: daemon))
  }

  @Sendable private static func deleteDaemon(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let daemon = try region.deleteDaemon(try call.input.requiredString("daemonArn"))
    return region.summary(of: daemon, withUpdate: true).with(deployment: region.deploymentARN(of: daemon))
  }

  @Sendable private static func listDaemons(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let cluster = try call.input.string("clusterArn")
    let name = cluster == nil ? nil : try region.activeCluster(cluster).name
    let providers = try call.input.strings("capacityProviderArns")?.map(ECS.capacityProviderName)
    let daemons = region.daemons(inCluster: name, onProviders: providers)
    let page = try call.input.page(of: daemons) { "\($0.key.cluster)/\($0.key.name)" }
    return Document.Object(rendering: [
      "daemonSummariesList": page.items.map { region.summary(of: $0, withUpdate: true) }, "nextToken": page.nextToken,
    ])
  }

  // MARK: - History

  @Sendable private static func listDaemonDeployments(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let daemon = try region.daemon(try input.requiredString("daemonArn"))
    let words = try input.strings("status") ?? []
    let known = ECS.DaemonDeployment.Status.allCases.map(\.rawValue)
    guard words.allSatisfy(known.contains) else { throw .shouldBeOneOf("status", known) }
    let span = try input.structure("createdAt")
    let (after, before) = (span?.document("after")?.double, span?.document("before")?.double)
    let matching = daemon.deployments.reversed().filter { deployment in
      let seconds = Double(deployment.createdAt.milliseconds) / 1_000
      return (words.isEmpty || words.contains(deployment.status.rawValue)) && seconds >= after ?? -.infinity
        && seconds <= before ?? .infinity
    }
    let page = try input.page(of: matching, size: 20, key: \.id)
    return Document.Object(rendering: [
      "daemonDeployments": page.items.map { region.summary(of: $0, daemon) }, "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func describeDaemonDeployments(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (found, failures) = try lookUp(
      try call.input.batch("daemonDeploymentArns", of: "Daemon Deployments", atMost: 20), kind: "daemon-deployment",
      in: region
    ) { daemon, id in
      daemon.deployments.first { $0.id == id }.map { region.document(of: $0, daemon) }
    }
    return Document.Object(rendering: ["failures": failures, "daemonDeployments": found])
  }

  @Sendable private static func describeDaemonRevisions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let (found, failures) = try lookUp(
      try call.input.batch("daemonRevisionArns", of: "Daemon Revisions", atMost: 20), kind: "daemon-revision",
      in: region
    ) { daemon, id in
      daemon.revision(id).map { region.document(of: $0, daemon) }
    }
    return Document.Object(rendering: ["daemonRevisions": found, "failures": failures])
  }

  /// What the ARNs of things of daemons stand for, each once, in the order asked for.
  /// - Throws: InvalidParameterException for what is no ARN of the kind.
  private static func lookUp(
    _ texts: [String], kind: String, in region: Region, _ find: (ECS.Daemon, String) -> Document.Object?
  ) throws(ServiceFailure) -> ([Document.Object], [ECS.Failure]) {
    var found: [Document.Object] = []
    var failures: [ECS.Failure] = []
    var seen: Set<String> = []
    for text in texts where seen.insert(text).inserted {
      let arn = try ResourceARN(parsing: text)
      guard arn.kind == kind, arn.path.count == 3 else {
        throw .invalidParameter(
          "The ARN provided is invalid.", why: "It is to be an ARN of the form …:\(kind)/CLUSTER/DAEMON/ID.")
      }
      let daemon = region.ecs.daemons[ECS.DaemonKey(cluster: arn.path[0], name: arn.path[1])]
      if region.isOurs(arn), let document = daemon.flatMap({ find($0, arn.path[2]) }) {
        found.append(document)
      } else {
        failures.append(.missing(text))
      }
    }
    return (found, failures)
  }
}

extension Document.Object {
  fileprivate func with(deployment arn: String?) -> Document.Object {
    var document = self
    document["deploymentArn"] = arn.map(Document.string)
    return document
  }
}
