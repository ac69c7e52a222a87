/// Deployments by CodeDeploy: what a history can do with them, what must hold, and one in fair weather that must succeed.
///
/// In: the history so far, its stream of chance. Out: inputs; sentences in `broken`. The service `swap` has the two target
/// groups `blue` and `green` behind port 8080 of the door, and the deployment group `swap` of the application `shop`.
import Cloud
import CloudAPI
import Documents
import SimulationKit

extension SoakHistory {
  private static let key = ECS.ServiceKey(cluster: "harbor", name: "swap")
  private static let groups = ["blue", "green"]

  // MARK: - Moves

  /// Behind whichever of the two groups users reach now.
  mutating func createSwappedService() -> Document.Object? {
    guard let group = reachedGroup, var input = createService(onFargate: true) else { return nil }
    input["cluster"] = "harbor"
    input["serviceName"] = "swap"
    input["taskDefinition"] = .string("\(SoakWorld.balanced):\(chance.number(in: 1...2))")
    input["deploymentController"] = ["type": "CODE_DEPLOY"]
    input["loadBalancers"] = [["targetGroupArn": .string(group), "containerName": "app", "containerPort": 80]]
    for member in ["deploymentConfiguration", "availabilityZoneRebalancing", "capacityProviderStrategy"] {
      input[member] = nil
    }
    input["launchType"] = "FARGATE"
    return input
  }

  private var reachedGroup: String? {
    region?.loadBalancing.targetGroups.values.first { Self.groups.contains($0.name) && !$0.loadBalancers.isEmpty }?.arn
  }

  mutating func swap(_ members: Document.Object) -> Document.Object? {
    var input = members
    input["applicationName"] = "shop"
    input["deploymentGroupName"] = "swap"
    return input
  }

  mutating func deploymentGroup() -> Document.Object? {
    let traffic = chance.element(of: ["AllAtOnce", "Canary10Percent5Minutes", "Linear10PercentEvery1Minutes"]) ?? ""
    var events: [Document] = []
    for event in ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST", "DEPLOYMENT_STOP_ON_ALARM"] where isOneIn(2) {
      events.append(.string(event))
    }
    let end: Document =
      isOneIn(4)
      ? ["action": "KEEP_ALIVE"]
      : ["action": "TERMINATE", "terminationWaitTimeInMinutes": .integer(chance.number(in: 0...3))]
    let ready: Document =
      isOneIn(3)
      ? ["actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 5] : ["actionOnTimeout": "CONTINUE_DEPLOYMENT"]
    var input = deploymentGroup(traffic: traffic, end: end, ready: ready)
    if !events.isEmpty { input?["autoRollbackConfiguration"] = ["enabled": true, "events": .list(events)] }
    if isOneIn(3) { input?["alarmConfiguration"] = ["enabled": true, "alarms": [["name": "errors"]]] }
    return input
  }

  private func deploymentGroup(traffic: String, end: Document, ready: Document) -> Document.Object? {
    guard let listener = region?.loadBalancing.listeners.values.first(where: { $0.port == 8_080 })?.arn else {
      return nil
    }
    return [
      "applicationName": "shop", "deploymentGroupName": "swap",
      "serviceRoleArn": "arn:aws:iam::123456789012:role/deployer",
      "deploymentConfigName": .string("CodeDeployDefault.ECS\(traffic)"),
      "deploymentStyle": ["deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"],
      "ecsServices": [["serviceName": "swap", "clusterName": "harbor"]],
      "blueGreenDeploymentConfiguration": [
        "terminateBlueInstancesOnDeploymentSuccess": end, "deploymentReadyOption": ready,
      ],
      "loadBalancerInfo": [
        "targetGroupPairInfoList": [
          [
            "targetGroups": .list(Self.groups.map { ["name": .string($0)] }),
            "prodTrafficRoute": ["listenerArns": [.string(listener)]],
          ]
        ]
      ],
    ]
  }

  mutating func codeDeployment() -> Document.Object? {
    let family = isOneIn(4) ? "f-sick:1" : "\(SoakWorld.balanced):\(chance.number(in: 1...2))"
    let event = chance.element(of: ["BeforeInstall", "AfterInstall", "BeforeAllowTraffic", "AfterAllowTraffic"]) ?? ""
    return codeDeployment(of: family, hooks: isOneIn(3) ? [[event: "gate"]] : [])
  }

  private func codeDeployment(of family: String, hooks: [Document]) -> Document.Object {
    let content: Document = [
      "version": 0,
      "Resources": [
        [
          "TargetService": [
            "Type": "AWS::ECS::Service",
            "Properties": [
              "TaskDefinition": .string(family), "LoadBalancerInfo": ["ContainerName": "app", "ContainerPort": 80],
            ],
          ]
        ]
      ],
      "Hooks": .list(hooks),
    ]
    return [
      "applicationName": "shop", "deploymentGroupName": "swap",
      "revision": ["revisionType": "AppSpecContent", "appSpecContent": ["content": .string(content.written())]],
    ]
  }

  mutating func onCodeDeployment(_ members: Document.Object) -> Document.Object? {
    let known = region?.codeDeploy.deployments.values.suffix(3) ?? []
    guard let deployment = chance.element(of: Array(known)) else { return nil }
    var input = members
    input["deploymentId"] = .string(deployment.id)
    return input
  }

  // MARK: - What must hold

  mutating func auditSwaps(_ region: Region) {
    var underWay = 0
    for deployment in region.codeDeploy.deployments.values {
      let name = "CodeDeploy's \(deployment.id)"
      if !deployment.status.isOver { underWay += 1 }
      promise(
        deployment.status.isOver == (deployment.completedAt != nil),
        "\(name) is \(deployment.status.rawValue) and completed at \(deployment.completedAt?.timeOfDay ?? "no time")")
      promise((0...100).contains(deployment.share), "\(name) has \(deployment.share) % of the traffic")
      let isOpen = deployment.events.contains { [.pending, .inProgress].contains($0.status) }
      promise(!deployment.status.isOver || !isOpen, "\(name) is over and an event of it is not")
      let isUnhappy = deployment.status == .failed || deployment.status == .stopped
      promise(
        isUnhappy == (deployment.failure != nil),
        "\(name) is \(deployment.status.rawValue) because of \(deployment.failure?.code ?? "nothing")")
    }
    promise(underWay <= 1, "\(underWay) deployments of CodeDeploy are under way")
    for rule in region.loadBalancing.rules.values {
      for action in rule.actions where action.targetGroups.count > 1 {
        promise(action.targetGroups.reduce(0) { $0 + $1.weight } == 100, "a rule's weights do not add up")
      }
    }
  }

  // MARK: - Fair weather

  /// The service is made anew, and deployed to once.
  mutating func swapInFairWeather() {
    for deployment in region?.codeDeploy.deployments.values.elements ?? [] where !deployment.status.isOver {
      insist("StopDeployment", ["deploymentId": .string(deployment.id)], service: "codedeploy")
    }
    // A rollback that it asked for is short.
    pass(.minutes(15))
    if region?.ecs.services[Self.key]?.status == .active {
      insist("DeleteService", ["cluster": "harbor", "service": "swap", "force": true])
    }
    if let input = swap([:]) { insist("DeleteDeploymentGroup", input, service: "codedeploy") }
    pass(.minutes(15))
    guard broken.isEmpty, let group = reachedGroup,
      let deploymentGroup = deploymentGroup(
        traffic: "Canary10Percent5Minutes", end: ["action": "TERMINATE", "terminationWaitTimeInMinutes": 1],
        ready: ["actionOnTimeout": "CONTINUE_DEPLOYMENT"])
    else { return }
    insist(
      "CreateService",
      [
        "cluster": "harbor", "serviceName": "swap", "taskDefinition": .string("\(SoakWorld.balanced):1"),
        "desiredCount": .integer(chance.number(in: 0...3)), "launchType": "FARGATE",
        "networkConfiguration": Self.wideNetwork, "deploymentController": ["type": "CODE_DEPLOY"],
        "loadBalancers": [["targetGroupArn": .string(group), "containerName": "app", "containerPort": 80]],
      ])
    insist("CreateDeploymentGroup", deploymentGroup, service: "codedeploy")
    pass(.minutes(5))
    insist(
      "CreateDeployment", codeDeployment(of: "\(SoakWorld.balanced):2", hooks: [["AfterInstall": "gate"]]),
      service: "codedeploy")
  }

  /// After the calm.
  mutating func expectSwap(_ region: Region) {
    guard let service = region.ecs.services[Self.key], service.status == .active,
      let last = region.codeDeploy.deployments.values.last
    else { return }
    let said = "CodeDeploy's \(last.id) in fair weather"
    promise(
      last.status == .succeeded, "\(said) is \(last.status.rawValue): \(last.failure?.message ?? "no word of it")")
    let primary = service.deployments.first { $0.status == .primary }
    promise(
      primary?.revision == 2 && service.deployments.count == 1, "\(said) left \(service.deployments.count) task sets")
    promise(
      primary?.runningCount == service.desiredCount && primary?.targetGroups.first == reachedGroup,
      "\(said) left \(primary?.runningCount ?? -1) of \(service.desiredCount) tasks behind the door")
  }
}
