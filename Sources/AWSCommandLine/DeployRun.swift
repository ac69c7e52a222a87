/// The steps of `aws ecs deploy`: what is asked of ECS and CodeDeploy, in which order, and what is said of the answers.
///
/// In: replies. Out: the next call, texts for standard output, refusals in the AWS CLI's words. Asks nobody itself.
/// Source: AWS CLI, `aws ecs deploy`; the sheet of custom commands (§3.5) for its texts.
import Documents
import ServiceModels

extension DeployCall {
  /// What is named where an option was left out, each part cut to this length.
  private static let longestPart = 46
  private static let shortestWaitMinutes = 30
  private static let longestWaitMinutes = 360
  /// On top of what the deployment group waits.
  private static let spareMinutes = 10
  private static let secondsBetweenLooks = 15

  /// The service as ECS knows it, and the names in CodeDeploy.
  package struct Target: Sendable {
    package let service: String
    let serviceARN: String
    let cluster: String
    let clusterARN: String
    package let application: String
    package let deploymentGroup: String
  }

  // MARK: - Calls

  package var describeService: ServiceCall? {
    call("ecs", "DescribeServices", ["cluster": .string(cluster), "services": [.string(service)]])
  }

  package func describeApplication(_ target: Target) -> ServiceCall? {
    call("codedeploy", "GetApplication", ["applicationName": .string(target.application)])
  }

  package func describeDeploymentGroup(_ target: Target) -> ServiceCall? {
    call(
      "codedeploy", "GetDeploymentGroup",
      [
        "applicationName": .string(target.application), "deploymentGroupName": .string(target.deploymentGroup),
      ])
  }

  /// - Throws: the client's refusal of a file that is no task definition.
  package func registerTaskDefinition() throws(Refusal) -> ServiceCall? {
    guard case .object(let input) = taskDefinition else {
      throw RefusalText.general("argument after ** must be a mapping, not \(taskDefinition.pythonTypeName)")
    }
    guard let call = call("ecs", "RegisterTaskDefinition", input), let model = ServiceModel.named("ecs") else {
      return nil
    }
    let problems = model.validate(input, operation: call.operation)
    guard problems.isEmpty else { throw RefusalText.validation(OperationLine.report(problems)) }
    return call
  }

  /// - Parameter plan: with the new revision.
  package func createDeployment(_ target: Target, _ plan: Document) -> ServiceCall? {
    let content = plan.pythonJSON
    return call(
      "codedeploy", "CreateDeployment",
      [
        "applicationName": .string(target.application), "deploymentGroupName": .string(target.deploymentGroup),
        "revision": [
          "revisionType": "AppSpecContent",
          "appSpecContent": [
            "content": .string(content), "sha256": .string(SHA256.hexadecimal(of: Array(content.utf8))),
          ],
        ],
      ])
  }

  package func wait(for deployment: String, minutes: Int) -> WaiterCall? {
    guard let model = ServiceModel.named("codedeploy"),
      let waiter = model.waiter(commandName: "deployment-successful"),
      let call = call("codedeploy", "GetDeployment", ["deploymentId": .string(deployment)])
    else { return nil }
    return WaiterCall(
      waiter: waiter.asking(
        everySeconds: Self.secondsBetweenLooks, atMost: minutes * 60 / Self.secondsBetweenLooks), call: call)
  }

  private func call(_ service: String, _ operation: String, _ input: Document.Object) -> ServiceCall? {
    ServiceModel.named(service)?.operation(named: operation).map {
      ServiceCall(service: service, operation: $0, input: input, output: OutputOptions(region: region))
    }
  }

  // MARK: - Answers

  /// - Parameter reply: of DescribeServices.
  /// - Throws: where the service is not there.
  package func target(in reply: Document.Object) throws(Refusal) -> Target {
    guard let found = reply["services"]?[0], let name = found["serviceName"]?.string,
      let arn = found["serviceArn"]?.string, let clusterARN = found["clusterArn"]?.string
    else { throw RefusalText.general("Error: Service '\(service)' not found in cluster '\(cluster)'") }
    let parts = clusterARN.split(separator: "/")
    let cluster = parts.count > 1 ? String(parts[1]) : clusterARN
    let tail = cluster.prefix(Self.longestPart) + "-" + name.prefix(Self.longestPart)
    return Target(
      service: name, serviceARN: arn, cluster: cluster, clusterARN: clusterARN,
      application: application ?? "AppECS-\(tail)", deploymentGroup: deploymentGroup ?? "DgpECS-\(tail)")
  }

  /// How long the deployment is waited for, in minutes.
  /// - Throws: where the application or the deployment group is for something else.
  package func minutes(
    _ target: Target, application: Document.Object, deploymentGroup: Document.Object
  ) throws(Refusal) -> Int {
    guard application["application"]?["computePlatform"] == "ECS" else {
      throw Self.wrongPlatform("Application", target.application)
    }
    let group = deploymentGroup["deploymentGroupInfo"]
    guard group?["computePlatform"] == "ECS" else {
      throw Self.wrongPlatform("Deployment Group", target.deploymentGroup)
    }
    for found in group?["ecsServices"]?.list ?? [] {
      guard [target.service, target.serviceARN].contains(found["serviceName"]?.string) else {
        throw Self.wrongTarget(target.deploymentGroup, "service", target.service)
      }
      guard [target.cluster, target.clusterARN].contains(found["clusterName"]?.string) else {
        throw Self.wrongTarget(target.deploymentGroup, "cluster", target.cluster)
      }
    }
    let waits = group?["blueGreenDeploymentConfiguration"]
    let configured =
      (waits?["deploymentReadyOption"]?["waitTimeInMinutes"]?.integer ?? 0)
      + (waits?["terminateBlueInstancesOnDeploymentSuccess"]?["terminationWaitTimeInMinutes"]?.integer ?? 0)
    return min(max(configured + Self.spareMinutes, Self.shortestWaitMinutes), Self.longestWaitMinutes)
  }

  /// The plan with the new revision in each of its resources.
  /// - Throws: where it has no place for one.
  package func plan(naming taskDefinition: String) throws(Refusal) -> Document {
    let resources = try Self.key("resources", of: plan, named: "codedeploy-appspec")
    var changed: [Document] = []
    for resource in plan[resources]?.list ?? [] {
      var resource = resource
      for name in resource.object?.keys ?? [] {
        let content = resource[name] ?? .null
        let properties = try Self.key("properties", of: content, named: name)
        let key = try Self.key("taskDefinition", of: content[properties] ?? .null, named: properties)
        resource.set([name, properties, key], .string(taskDefinition))
      }
      changed.append(resource)
    }
    var plan = plan
    plan.set([resources], .list(changed))
    return plan
  }

  /// The member as it is written, whatever the case of its letters.
  private static func key(_ name: String, of document: Document, named resource: String) throws(Refusal) -> String {
    guard let key = document.object?.keys.first(where: { $0.lowercased() == name.lowercased() }) else {
      throw RefusalText.general("Error: Resource '\(resource)' must include property '\(name)'")
    }
    return key
  }

  private static func wrongPlatform(_ resource: String, _ name: String) -> Refusal {
    RefusalText.general("Error: \(resource) '\(name)' must support 'ECS' compute platform")
  }

  private static func wrongTarget(_ group: String, _ resource: String, _ name: String) -> Refusal {
    RefusalText.general("Error: deployment group '\(group)' does not target ECS \(resource) '\(name)'")
  }

  // MARK: - Texts

  /// - Parameter error: the service's own error, as a line of the client.
  package static func failed(to action: String, _ error: String) -> Refusal {
    RefusalText.general("Failed to \(action):\n\(error)")
  }

  package static func registered(_ taskDefinition: String) -> String {
    "Successfully registered new ECS task definition \(taskDefinition)\n"
  }

  package static func created(_ deployment: String) -> String { "Successfully created deployment \(deployment)\n" }

  package static func waits(for deployment: String, minutes: Int) -> String {
    "Waiting for \(deployment) to succeed (will wait up to \(minutes) minutes)...\n"
  }

  package static func deployed(_ taskDefinition: String, _ target: Target) -> String {
    "Successfully deployed \(taskDefinition) to service '\(target.service)'\n"
  }
}

extension Document {
  /// Sets what the path of members leads to; a member on the way that is no object stays as it is.
  fileprivate mutating func set(_ path: ArraySlice<String>, _ value: Document) {
    guard let name = path.first, case .object(var object) = self else { return }
    if path.count == 1 {
      object[name] = value
    } else if var inner = object[name] {
      inner.set(path.dropFirst(), value)
      object[name] = inner
    }
    self = .object(object)
  }
  fileprivate mutating func set(_ path: [String], _ value: Document) { set(path[...], value) }
}
