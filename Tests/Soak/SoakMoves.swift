/// What a history can do next: one line for each operation, with its weight.
///
/// In: the history so far, its stream of chance. Out: a command, or nil where there is nothing to do it to. A new
/// operation is one more line in `table`; what it must keep is in `SoakPromises`.
import Cloud
import CloudAPI
import Documents
import SimulationKit

struct SoakMove: Sendable {
  let operation: String
  let service: String
  let weight: Int
  /// nil: there is nothing to do it to.
  let input: @Sendable (inout SoakHistory) -> Document.Object?

  init(
    _ operation: String, _ weight: Int, of service: String = "ecs",
    _ input: @escaping @Sendable (inout SoakHistory) -> Document.Object?
  ) {
    self.operation = operation
    self.service = service
    self.weight = weight
    self.input = input
  }

  static let table: [SoakMove] =
    [
      SoakMove("RunTask", 7) { $0.runOnFargate() },
      SoakMove("RunTask", 7) { $0.runOnInstances() },
      SoakMove("StartTask", 2) { $0.startOnInstances() },
      SoakMove("StopTask", 5) { $0.onTask(["reason": "the game is over"], as: "task") },
      SoakMove("CreateService", 5) { $0.createService(onFargate: true) },
      SoakMove("CreateService", 5) { $0.createService(onFargate: false) },
      SoakMove("CreateService", 1) { $0.createDaemonService() },
      SoakMove("UpdateService", 5) { $0.onService(["desiredCount": .integer($0.chance.number(in: 0...6))]) },
      SoakMove("UpdateService", 7) { $0.updateDefinition() },
      SoakMove("UpdateService", 2) { $0.onService(["forceNewDeployment": true]) },
      SoakMove("UpdateService", 2) { $0.onService(["deploymentConfiguration": $0.deploymentConfiguration()]) },
      SoakMove("DeleteService", 3) { $0.onService(["force": .boolean($0.isOneIn(2))]) },
      SoakMove("StopServiceDeployment", 2) { $0.onDeployment([:]) },
      SoakMove("ContinueServiceDeployment", 3) { $0.continueDeployment() },
      SoakMove("RegisterContainerInstance", 3) { $0.registerInstance() },
      SoakMove("UpdateContainerInstancesState", 4) { $0.drainOrActivate() },
      SoakMove("DeregisterContainerInstance", 2) { $0.deregisterInstance() },
      SoakMove("UpdateTaskProtection", 2) { $0.protectTasks() },
      SoakMove("PutAttributes", 1) { $0.onInstanceAttribute() },
      SoakMove("DeleteAttributes", 1) { $0.onInstanceAttribute() },
      SoakMove("TagResource", 1) { $0.onCluster(["tags": [["key": "team", "value": "quay"]]]) },
      SoakMove("UntagResource", 1) { $0.onCluster(["tagKeys": ["team"]]) },
      SoakMove("CreateCluster", 1) { _ in ["clusterName": "spare"] },
      SoakMove("DeleteCluster", 1) { _ in ["cluster": "spare"] },
      SoakMove("RegisterTaskDefinition", 1) { _ in
        ["family": "spare", "containerDefinitions": [["name": "app", "image": "web:1", "memory": 64]]]
      },
      SoakMove("DeregisterTaskDefinition", 1) { ["taskDefinition": .string("spare:\($0.chance.number(in: 1...9))")] },
      SoakMove("DeleteTaskDefinitions", 1) { ["taskDefinitions": [.string("spare:\($0.chance.number(in: 1...9))")]] },
      SoakMove("ExecuteCommand", 1) { $0.onTask(["command": "sh", "interactive": true], as: "task") },
      SoakMove("SubmitTaskStateChange", 1) { $0.onTask(["status": "RUNNING"], as: "task") },
      SoakMove("PutAccountSetting", 1) {
        ["name": "containerInsights", "value": $0.isOneIn(2) ? "enabled" : "disabled"]
      },
      SoakMove("ListTasks", 1) { ["cluster": .string($0.cluster())] },
      SoakMove("ListServices", 1) { ["cluster": .string($0.cluster()), "maxResults": 2] },
      SoakMove("SetAlarmState", 2, of: "cloudwatch") {
        ["AlarmName": "errors", "StateValue": $0.isOneIn(2) ? "OK" : "ALARM", "StateReason": "chance"]
      },
      SoakMove("inject", 12) { _ in [:] },
    ] + wider

  private static let totalWeight = table.reduce(0) { $0 + $1.weight }

  /// One of the table, the heavier the likelier.
  static func draw(_ chance: inout SeededStream) -> SoakMove {
    var left = chance.number(in: 1...totalWeight)
    for move in table {
      left -= move.weight
      if left <= 0 { return move }
    }
    return table[0]
  }
}

extension SoakHistory {
  /// The next command: of the table, now and then spoilt.
  mutating func nextCommand() -> SoakCommand? {
    let move = SoakMove.draw(&chance)
    if move.operation == "inject" { return nextFault() }
    guard var input = move.input(&self) else { return nil }
    if isOneIn(12) { input = spoilt(input) }
    return .request(ServiceRequest(service: move.service, operation: move.operation, input: input))
  }

  mutating func isOneIn(_ count: Int) -> Bool { chance.number(in: 1...count) == 1 }
  mutating func cluster() -> String { isOneIn(4) ? "annex" : "harbor" }
  mutating func serviceName() -> String { chance.element(of: ["web", "api", "worker", "cron", "edge"]) ?? "web" }

  // MARK: - Tasks

  mutating func family(onFargate: Bool) -> String {
    let sound = onFargate ? SoakWorld.soundOnFargate : SoakWorld.soundOnInstances
    let unsound = onFargate ? SoakWorld.unsoundOnFargate : SoakWorld.unsoundOnInstances
    let family = chance.element(of: isOneIn(3) ? unsound : sound) ?? ""
    return "\(family):\(chance.number(in: 1...2))"
  }

  mutating func network(publicly: Bool) -> Document {
    let subnets: [Document] =
      switch chance.number(in: 0...9) {
      case 0: ["subnet-tiny"]
      case 1...3: ["subnet-a", "subnet-b"]
      default: ["subnet-a", "subnet-b", "subnet-c"]
      }
    return ["awsvpcConfiguration": ["subnets": .list(subnets), "assignPublicIp": publicly ? "ENABLED" : "DISABLED"]]
  }

  mutating func runOnFargate() -> Document.Object? {
    [
      "cluster": .string(cluster()), "taskDefinition": .string(family(onFargate: true)),
      "count": .integer(chance.number(in: 1...3)), "launchType": "FARGATE",
      "networkConfiguration": network(publicly: true),
    ]
  }

  mutating func runOnInstances() -> Document.Object? {
    let family = family(onFargate: false)
    var input: Document.Object = [
      "cluster": .string(cluster()), "taskDefinition": .string(family), "count": .integer(chance.number(in: 1...4)),
    ]
    if family.hasPrefix("e-net") { input["networkConfiguration"] = network(publicly: false) }
    place(&input)
    if isOneIn(4) { input["group"] = "family:own-group" }
    if isOneIn(6) { input["clientToken"] = .string("token-\(chance.number(in: 1...3))") }
    return input
  }

  private mutating func place(_ input: inout Document.Object) {
    switch chance.number(in: 0...7) {
    case 0: input["placementStrategy"] = [["type": "binpack", "field": "memory"]]
    case 1: input["placementStrategy"] = [["type": "spread", "field": "instanceId"]]
    case 2: input["placementStrategy"] = [["type": "random"]]
    case 3: input["placementConstraints"] = [["type": "distinctInstance"]]
    case 4:
      input["placementConstraints"] = [
        ["type": "memberOf", "expression": "attribute:ecs.availability-zone == us-east-1a"]
      ]
    default: break
    }
  }

  mutating func startOnInstances() -> Document.Object? {
    guard let instance = anyInstance() else { return nil }
    return [
      "cluster": .string(instance.cluster), "taskDefinition": .string(family(onFargate: false)),
      "containerInstances": [.string(instance.id)],
    ]
  }

  mutating func anyTask() -> ECS.Task? {
    guard let region else { return nil }
    let ids = SoakWorld.clusters.flatMap { Array(region.ecs.tasks.ids(inCluster: $0)) }
    return chance.element(of: ids).flatMap { region.ecs.tasks[$0] }
  }

  mutating func onTask(_ members: Document.Object, as name: String) -> Document.Object? {
    guard let task = anyTask() else { return nil }
    var input = members
    input["cluster"] = .string(task.cluster)
    input[name] = .string(task.id)
    return input
  }

  mutating func protectTasks() -> Document.Object? {
    guard let task = anyTask() else { return nil }
    return [
      "cluster": .string(task.cluster), "tasks": [.string(task.id)], "protectionEnabled": .boolean(!isOneIn(3)),
      "expiresInMinutes": .integer(chance.number(in: 1...30)),
    ]
  }

  // MARK: - Services

  mutating func deploymentConfiguration() -> Document {
    var configuration: Document.Object = [
      "minimumHealthyPercent": .integer(chance.number(in: 0...10) * 10),
      "maximumPercent": .integer(100 + chance.number(in: 0...10) * 10),
      "deploymentCircuitBreaker": ["enable": .boolean(isOneIn(2)), "rollback": .boolean(isOneIn(2))],
      "lifecycleHooks": [],
    ]
    if isOneIn(4) {
      configuration["alarms"] = ["alarmNames": ["errors"], "enable": true, "rollback": .boolean(isOneIn(2))]
    }
    switch chance.number(in: 0...7) {
    case 0:
      configuration["strategy"] = "BLUE_GREEN"
      configuration["bakeTimeInMinutes"] = .integer(chance.number(in: 0...2))
      configuration["lifecycleHooks"] = hooks()
    case 1:
      configuration["strategy"] = "LINEAR"
      configuration["linearConfiguration"] = [
        "stepPercent": .integer(chance.number(in: 20...100)),
        "stepBakeTimeInMinutes": .integer(chance.number(in: 0...1)),
      ]
    case 2:
      configuration["strategy"] = "CANARY"
      configuration["canaryConfiguration"] = ["canaryBakeTimeInMinutes": 1]
    default: configuration["strategy"] = "ROLLING"
    }
    return .object(configuration)
  }

  private mutating func hooks() -> Document {
    guard isOneIn(2) else { return [] }
    let stages: [Document] = ["RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP", "PRE_PRODUCTION_TRAFFIC_SHIFT"]
    let action: Document = isOneIn(2) ? "CONTINUE" : "ROLLBACK"
    if isOneIn(2) {
      let shifts: [Document] = stages + ["TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"]
      return [
        [
          "hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:gate",
          "roleArn": "arn:aws:iam::123456789012:role/gatekeeper",
          "lifecycleStages": [
            chance.element(of: shifts) ?? "PRE_SCALE_UP", chance.element(of: shifts) ?? "POST_SCALE_UP",
          ],
        ]
      ]
    }
    return [
      [
        "targetType": "PAUSE", "lifecycleStages": [chance.element(of: stages) ?? "PRE_SCALE_UP"],
        "timeoutConfiguration": ["timeoutInMinutes": .integer(chance.number(in: 1...3)), "action": action],
      ]
    ]
  }

  mutating func createService(onFargate: Bool) -> Document.Object? {
    let family = family(onFargate: onFargate)
    var input: Document.Object = [
      "cluster": .string(cluster()), "serviceName": .string(serviceName()), "taskDefinition": .string(family),
      "desiredCount": .integer(chance.number(in: 0...5)), "deploymentConfiguration": deploymentConfiguration(),
      "availabilityZoneRebalancing": isOneIn(2) ? "ENABLED" : "DISABLED",
    ]
    if onFargate || family.hasPrefix("e-net") { input["networkConfiguration"] = network(publicly: onFargate) }
    if onFargate, isOneIn(3) {
      input["capacityProviderStrategy"] = [
        ["capacityProvider": "FARGATE", "weight": 1, "base": .integer(chance.number(in: 0...2))],
        ["capacityProvider": "FARGATE_SPOT", "weight": .integer(chance.number(in: 1...3))],
      ]
    } else {
      input["launchType"] = onFargate ? "FARGATE" : "EC2"
    }
    if !onFargate { place(&input) }
    return input
  }

  mutating func createDaemonService() -> Document.Object? {
    [
      "cluster": .string(cluster()), "serviceName": .string(serviceName()), "schedulingStrategy": "DAEMON",
      "taskDefinition": .string(isOneIn(3) ? "e-port:1" : "e-good:1"), "launchType": "EC2",
      "deploymentConfiguration": ["minimumHealthyPercent": .integer(chance.number(in: 0...9) * 10)],
    ]
  }

  mutating func anyService() -> ECS.Service? {
    chance.element(of: region?.ecs.services.values.elements ?? [])
  }

  mutating func onService(_ members: Document.Object) -> Document.Object? {
    guard let service = anyService() else { return nil }
    var input = members
    input["cluster"] = .string(service.key.cluster)
    input["service"] = .string(service.key.name)
    return input
  }

  mutating func updateDefinition() -> Document.Object? {
    guard let service = anyService() else { return nil }
    var input: Document.Object = [
      "cluster": .string(service.key.cluster), "service": .string(service.key.name),
      "taskDefinition": .string(family(onFargate: service.runsOnFargate)),
    ]
    if isOneIn(2) { input["deploymentConfiguration"] = deploymentConfiguration() }
    if isOneIn(3) { input["desiredCount"] = .integer(chance.number(in: 0...5)) }
    return input
  }

  private mutating func anyDeployment() -> (arn: String, record: ECS.ServiceDeployment)? {
    guard let service = anyService(), let record = service.serviceDeployments.first else { return nil }
    return (
      "arn:aws:ecs:us-east-1:123456789012:service-deployment/\(service.key.cluster)/\(service.key.name)/\(record.id)",
      record
    )
  }

  mutating func onDeployment(_ members: Document.Object) -> Document.Object? {
    guard let (arn, _) = anyDeployment() else { return nil }
    var input = members
    input["serviceDeploymentArn"] = .string(arn)
    return input
  }

  mutating func continueDeployment() -> Document.Object? {
    guard let (arn, record) = anyDeployment() else { return nil }
    return [
      "serviceDeploymentArn": .string(arn), "hookId": .string(record.rollout?.hooks.last?.id ?? "none"),
      "action": isOneIn(3) ? "ROLLBACK" : "CONTINUE",
    ]
  }

  // MARK: - Container instances and clusters

  mutating func anyInstance() -> ECS.ContainerInstance? {
    chance.element(of: region?.ecs.containerInstances.values.elements ?? [])
  }

  mutating func registerInstance() -> Document.Object? {
    guard livingInstances < 9 else { return nil }
    let type = chance.element(of: ["t3.medium", "t3.small", "m5.xlarge"]) ?? "t3.medium"
    return registration(inCluster: cluster(), zone: chance.element(of: ["a", "b", "c"]) ?? "a", type: type)
  }

  mutating func registration(inCluster cluster: String, zone: String, type: String) -> Document.Object {
    hostCount += 1
    return [
      "cluster": .string(cluster),
      "instanceIdentityDocument": .string(
        #"{"instanceId":"i-\#(hostCount)","instanceType":"\#(type)","availabilityZone":"us-east-1\#(zone)"}"#),
    ]
  }

  mutating func drainOrActivate() -> Document.Object? {
    guard let instance = anyInstance() else { return nil }
    return [
      "cluster": .string(instance.cluster), "containerInstances": [.string(instance.id)],
      "status": isOneIn(2) ? "ACTIVE" : "DRAINING",
    ]
  }

  mutating func deregisterInstance() -> Document.Object? {
    guard let instance = anyInstance() else { return nil }
    return [
      "cluster": .string(instance.cluster), "containerInstance": .string(instance.id), "force": .boolean(isOneIn(2)),
    ]
  }

  mutating func onInstanceAttribute() -> Document.Object? {
    guard let instance = anyInstance() else { return nil }
    return [
      "cluster": .string(instance.cluster),
      "attributes": [
        ["name": "rack", "value": "7", "targetType": "container-instance", "targetId": .string(instance.id)]
      ],
    ]
  }

  mutating func onCluster(_ members: Document.Object) -> Document.Object? {
    var input = members
    input["resourceArn"] = .string("arn:aws:ecs:us-east-1:123456789012:cluster/\(cluster())")
    return input
  }

  // MARK: - Faults

  mutating func nextFault() -> SoakCommand? {
    if isOneIn(3), let host = anyTask()?.containerInstance { return hostFault(host) }
    guard let fault = chance.element(of: FaultCatalogue.all) else { return nil }
    var arguments: Document.Object = [:]
    for argument in fault.arguments {
      if let value = value(of: argument) { arguments[argument.name] = .string(value) }
    }
    return .fault(name: fault.name.rawValue, arguments: arguments)
  }

  /// Trouble of a machine on which tasks are.
  private mutating func hostFault(_ instance: ECS.ContainerInstanceID) -> SoakCommand {
    if isOneIn(4) { return .fault(name: "instance-terminated", arguments: ["instance": .string(instance)]) }
    let name = isOneIn(4) ? "instance-stopped" : "agent-disconnected"
    let span = "\(chance.number(in: 3...60))s"
    return .fault(name: name, arguments: ["instance": .string(instance), "lasts": .string(span)])
  }

  private mutating func value(of argument: FaultDescription.Argument) -> String? {
    switch argument.kind {
    case .task: return isOneIn(3) ? anyTask()?.id : nil
    case .cluster, .fault, .registry, .resource: return nil
    case .action: return chance.element(of: ["ecs:*", "iam:PassRole", "s3:GetObject"])
    case .service: return isOneIn(2) ? serviceName() : nil
    case .container: return "app"
    case .instance: return isOneIn(4) ? nil : anyInstance()?.id
    case .zone: return chance.element(of: ["a", "b", "c"])
    case .image: return chance.element(of: ["web:1", "web", "sick:1", "job:1"])
    case .role: return "ecsTaskExecutionRole"
    case .secret: return "/web/key"
    case .function: return "gate"
    case .logGroup: return "/ecs/web"
    case .subnet: return chance.element(of: SoakWorld.subnets)
    case .word(let words): return chance.element(of: words)
    case .number(let range): return String(chance.number(in: range.lowerBound...min(range.upperBound, 200)))
    case .span: return "\(chance.number(in: 1...90))s"
    case .spanOrForever: return isOneIn(6) ? "forever" : "\(chance.number(in: 5...400))s"
    }
  }

  // MARK: - What does not fit

  /// The same input with one thing wrong; it may happen to be right still.
  private mutating func spoilt(_ input: Document.Object) -> Document.Object {
    guard let key = chance.element(of: input.keys) else { return ["cluster": "nowhere"] }
    var input = input
    switch chance.number(in: 0...7) {
    case 0: input[key] = nil
    case 1: input[key] = .null
    case 2: input[key] = .integer(chance.element(of: [-1, 0, 1 << 40, .max, .min]) ?? 0)
    case 3: input[key] = .string(chance.element(of: ["", "nowhere", "no/where", "é", "arn:aws:ecs:x"]) ?? "")
    case 4: input[key] = .string(String(repeating: "n", count: 300))
    case 5: input[key] = .list([])
    case 6: input[key] = .object([:])
    default: input[key] = .list([input[key] ?? .null, input[key] ?? .null])
    }
    return input
  }
}

extension ECS.Service {
  var runsOnFargate: Bool { primary?.runsOnFargate ?? (launchType == .fargate) }
}
