/// The history of a service at the border: its service deployments and revisions, and what stops or continues one.
///
/// In: calls. Out: replies.
/// Source: ECS API reference, ListServiceDeployments, DescribeServiceDeployments, DescribeServiceRevisions,
/// StopServiceDeployment, ContinueServiceDeployment.
import Cloud
import Collections
import Documents
import SimulationKit

extension CloudAPI {
  @Sendable static func listServiceDeployments(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster = try region.activeCluster(try input.string("cluster"))
    let service = try region.knownService(try input.requiredString("service"), cluster: cluster)
    let words = try input.strings("status") ?? []
    let known = ECS.ServiceDeployment.Status.allCases.map(\.rawValue)
    guard words.allSatisfy(known.contains) else { throw .shouldBeOneOf("status", known) }
    let span = try input.structure("createdAt")
    let (after, before) = (span?.document("after")?.double, span?.document("before")?.double)
    let matching = service.serviceDeployments.filter { record in
      let seconds = Double(record.createdAt.milliseconds) / 1_000
      return (words.isEmpty || words.contains(record.status.rawValue)) && seconds >= after ?? -.infinity
        && seconds <= before ?? .infinity
    }
    let page = try input.page(of: matching, size: 20, key: \.id)
    return Document.Object(rendering: [
      "serviceDeployments": page.items.map { record in
        Document.Object(rendering: [
          "serviceDeploymentArn": region.arn(ofServiceDeployment: record.id, service.key),
          "serviceArn": region.arn(ofService: service.key), "clusterArn": region.arn(ofCluster: cluster.name),
          "startedAt": record.startedAt, "createdAt": record.createdAt, "finishedAt": record.finishedAt,
          "targetServiceRevisionArn": region.arn(ofServiceRevision: record.target.id, service.key),
          "status": record.status.rawValue, "statusReason": record.statusReason,
        ])
      },
      "nextToken": page.nextToken,
    ])
  }

  @Sendable static func describeServiceDeployments(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    var arns = try call.input.batch("serviceDeploymentArns", of: "Service Deployments", atMost: 20)
    arns = OrderedSet(arns).elements
    var found: [Document] = []
    var failures: [ECS.Failure] = []
    for text in arns {
      let arn = try ResourceARN(parsing: text)
      if let service = region.service(of: arn, kind: "service-deployment"),
        let record = service.serviceDeployments.first(where: { $0.id == arn.path.last })
      {
        found.append(region.document(of: record, service))
      } else {
        failures.append(.missing(text))
      }
    }
    return Document.Object(rendering: ["serviceDeployments": found, "failures": failures])
  }

  @Sendable static func describeServiceRevisions(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let texts = try call.input.strings("serviceRevisionArns") ?? []
    guard !texts.isEmpty else { throw .invalidParameter("The Service ARN provided is invalid.") }
    guard texts.count <= 20 else { throw .invalidParameter("Service Revision ARN count cannot exceed 20") }
    var arns: [ResourceARN] = []
    for text in texts {
      guard let arn = try? ResourceARN(parsing: text), arn.path.count == 3 else {
        throw .invalidParameter("The Service ARN provided is invalid.")
      }
      guard region.isOurs(arn), arn.path[2].utf8.allSatisfy({ (48...57).contains($0) }) else {
        throw .invalidParameter("The ServiceRevision ARN is invalid.")
      }
      arns.append(arn)
    }
    guard Set(arns.map { $0.path.dropLast() }).count == 1, let first = arns.first else {
      throw .invalidParameter(
        "Cross service requests are not allowed. All requested service revisions must be for a single service")
    }
    let cluster = try region.activeCluster(first.path[0])
    let service = try region.knownService(first.path[1], cluster: cluster)
    var found: [Document] = []
    var failures: [ECS.Failure] = []
    for (arn, text) in zip(arns, texts) {
      if let revision = service.revision(arn.path[2]), arn.kind == "service-revision" {
        found.append(region.revisionDocument(of: revision, service))
      } else {
        failures.append(.missing(text))
      }
    }
    return Document.Object(rendering: ["serviceRevisions": found, "failures": failures])
  }
}

extension CloudAPI {
  @Sendable static func stopServiceDeployment(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let text = try call.input.requiredString("serviceDeploymentArn")
    let kind = try call.input.choice("stopType", called: "stop type", of: ["ABORT", "ROLLBACK"])
    guard kind != "ABORT" else {
      // No text of AWS for this is published.
      throw ServiceFailure(
        "UnsupportedFeatureException", "The stop type ABORT is not supported.",
        why: "ABORT is a word of the API, but the service accepts ROLLBACK only, which is the default.")
    }
    let (key, id) = try region.serviceDeployment(text)
    try region.stopServiceDeployment(id, of: key)
    return ["serviceDeploymentArn": .string(text)]
  }

  @Sendable static func continueServiceDeployment(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let text = try call.input.requiredString("serviceDeploymentArn")
    let hook = try call.input.requiredString("hookId")
    let action = try call.input.word(
      "action", as: ECS.LifecycleHook.Action.self, called: "action",
      allowed: ECS.LifecycleHook.Action.allCases.map(\.rawValue))
    let (key, id) = try region.serviceDeployment(text)
    try region.continueServiceDeployment(id, of: key, hook: hook, action: action ?? .proceed)
    return ["serviceDeploymentArn": .string(text)]
  }
}

extension ECS.Service {
  /// The deployment with these digits, also one that is over.
  fileprivate func revision(_ digits: String) -> ECS.Deployment? {
    guard !takesTaskSets else { return nil }
    return deployments.first { $0.id == digits } ?? serviceDeployments.map(\.target).first { $0.id == digits }
      ?? lastDeployment.flatMap { $0.id == digits ? $0 : nil }
  }
}

extension Region {
  /// - Throws: ServiceDeploymentNotFoundException; InvalidParameterException where the text is no ARN.
  fileprivate func serviceDeployment(_ text: String) throws(ServiceFailure) -> (ECS.ServiceKey, String) {
    let arn = try ResourceARN(parsing: text)
    guard let service = service(of: arn, kind: "service-deployment"), let id = arn.path.last,
      service.serviceDeployments.contains(where: { $0.id == id })
    else { throw .serviceDeploymentNotFound }
    return (service.key, id)
  }

  fileprivate func service(of arn: ResourceARN, kind: String) -> ECS.Service? {
    guard isOurs(arn), arn.kind == kind, arn.path.count == 3 else { return nil }
    return ecs.services[ECS.ServiceKey(cluster: arn.path[0], name: arn.path[1])]
  }

  fileprivate func revisionDocument(of deployment: ECS.Deployment, _ service: ECS.Service) -> Document {
    let definition = taskDefinition(deployment.family, deployment.revision)
    let strategy = deployment.capacityProviderStrategy
    // As captures of the first and of a later revision differ, the latter before the scheduler took it up.
    let isPending = service.serviceDeployments.contains { $0.target.id == deployment.id && $0.status == .pending }
    let isFirst = service.serviceDeployments.allSatisfy { $0.target.createdAt >= deployment.createdAt }
    return Document.Object(rendering: [
      "serviceRevisionArn": arn(ofServiceRevision: deployment.id, service.key),
      "serviceArn": arn(ofService: service.key), "clusterArn": arn(ofCluster: service.key.cluster),
      "taskDefinition": arn(ofTaskDefinition: deployment.family, deployment.revision),
      "capacityProviderStrategy": strategy.isEmpty ? nil : strategy,
      "launchType": strategy.isEmpty ? deployment.launchType?.rawValue : nil,
      "platformVersion": deployment.platformVersion, "platformFamily": platformFamily(of: deployment),
      "loadBalancers": deployment.loadBalancers.isEmpty && isFirst ? nil : deployment.loadBalancers,
      "networkConfiguration": deployment.networkConfiguration,
      "containerImages": !isFirst && isPending
        ? nil
        : definition?.containers.map { container in
          Document.Object(rendering: [
            "containerName": container.name, "imageDigest": deployment.imagePins[container.name]?.digest,
            "image": container.image,
          ])
        },
      "serviceRegistries": deployment.wiring.serviceRegistries.isEmpty && isFirst
        ? nil : deployment.wiring.serviceRegistries,
      "guardDutyEnabled": false, "createdAt": deployment.createdAt,
      "resolvedConfiguration": deployment.resolvedConfiguration,
      "ecsManagedResources": managedResources(of: service, deployment),
      "overrides": deployment.overriddenArchitecture.map { architecture in
        ["runtimePlatform": ["cpuArchitecture": .string(architecture)]] as Document
      },
      "monitoring": deployment.wiring.monitoring,
    ]).adding(wiringMembers(of: deployment.wiring)).rendered
  }
}
