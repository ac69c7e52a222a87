/// From a fault's name and arguments to what exactly is to happen.
///
/// In: a name, arguments, the Region as it is. Out: a plan whose subjects exist, or a refusal. Changes nothing.
import Documents
import SimulationKit

struct FaultPlan {
  enum Action {
    case endContainer(ECS.TaskID, container: String, exitCode: Int, reason: String?)
    case failHealthChecks(ECS.TaskID)
    case terminateHost(ECS.ContainerInstanceID)
    case interrupt(SpotWave)
    case retire([ECS.TaskID])
    case stand(StandingFault.Kind, lasts: Duration?)
    /// Their numbers.
    case mend([Int])
  }
  let name: FaultName
  /// As given, with defaults.
  let arguments: Document.Object
  let action: Action
}

extension Region {
  func plan(_ name: String, _ arguments: Document.Object) throws(FaultRefusal) -> FaultPlan {
    guard let description = FaultCatalogue.named(name) else {
      throw FaultRefusal(
        "there is no fault '\(name.prefix(60))'; `inject help` lists those there are", mistyped: name,
        candidates: FaultCatalogue.names)
    }
    let arguments = try FaultArguments(arguments, of: description)
    return FaultPlan(
      name: description.name, arguments: arguments.document, action: try action(description.name, arguments))
  }

  private func action(_ name: FaultName, _ arguments: FaultArguments) throws(FaultRefusal) -> FaultPlan.Action {
    switch name {
    case .taskKilled, .containerKilled: try endOfContainer(arguments, reason: nil)
    case .outOfMemory: try endOfContainer(arguments, reason: ECS.outOfMemoryReason)
    case .taskUnhealthy: try endOfHealth(arguments)
    case .instanceTerminated: .terminateHost(try instance(arguments).id)
    case .spotWave: try spotWave(arguments)
    case .taskRetirement: .retire(try retirement(arguments))
    case .mend: .mend(try standing(arguments))
    case .instanceStopped, .instanceImpaired, .agentDisconnected, .agentFlapping, .zoneOutage, .capacityRefused,
      .registryDown,
      .registryLimited, .registryTagMissing, .registryDenied, .imageBroken, .imageSlow, .healthFailing, .startFailing,
      .stopFailing, .roleMissing, .secretMissing, .logGroupMissing, .logsDown, .networkSlow, .subnetFull,
      .cloudMapThrottled,
      .targetHealthUnknown, .credentialsRefused, .accessDenied, .apiThrottled, .apiDown, .load, .hookAnswer:
      .stand(try kind(name, arguments), lasts: try arguments.lasts)
    }
  }

  private func kind(_ name: FaultName, _ arguments: FaultArguments) throws(FaultRefusal) -> StandingFault.Kind {
    switch name {
    case .instanceStopped:
      let instance = try instance(arguments)
      return .instanceStopped(instance.id, host: instance.ec2InstanceID)
    case .instanceImpaired: return try impairment(arguments)
    case .agentDisconnected:
      let instance = try instance(arguments)
      return .agentDisconnected(instance.id, host: instance.ec2InstanceID)
    case .agentFlapping: return .agentFlapping(every: try arguments.span("every"))
    case .zoneOutage: return .zoneOutage(try zone(arguments.required("zone")))
    case .capacityRefused:
      var zone: String?
      if let text = arguments["zone"] { zone = try self.zone(text) }
      let why = ECS.FargateRefusal(rawValue: try arguments.word("why")) ?? .capacity
      return .capacityRefused(provider: try arguments.word("launch"), zone: zone, why)
    case .registryDown: return .registryDown(host: try registry(arguments["registry"]))
    case .registryLimited: return .registryLimited
    case .registryTagMissing:
      let images = try images(arguments, tagMustExist: false)
      guard images.tag != nil else {
        throw FaultRefusal("image='\(arguments.required("image"))' names no tag; write image=REPOSITORY:TAG")
      }
      return .image(images, .tagMissing)
    case .registryDenied: return .image(try images(arguments), .pullDenied)
    case .imageBroken:
      let images = try images(arguments)
      return .image(images, .exits(code: try arguments.number("exits"), after: try arguments.span("after")))
    case .imageSlow: return .image(try images(arguments), .readyAfter(try arguments.span("ready")))
    case .healthFailing: return .image(try images(arguments), .healthFails)
    case .startFailing:
      return .startFailing(try images(arguments), ECS.StartTrouble(rawValue: try arguments.word("why")) ?? .disk)
    case .stopFailing:
      return .stopFailing(try images(arguments), ECS.StopTrouble(rawValue: try arguments.word("why")) ?? .signal)
    case .roleMissing: return .roleMissing(try role(arguments.required("role")))
    case .secretMissing: return .secretMissing(arguments.required("secret"))
    case .logGroupMissing: return .logGroupMissing(try logGroup(arguments.required("group")))
    case .logsDown:
      var group: String?
      if let text = arguments["group"] { group = try logGroup(text) }
      return .logsDown(group: group)
    case .networkSlow: return .networkSlow(factor: try arguments.number("factor"))
    case .subnetFull: return .subnetFull(try subnet(arguments.required("subnet")))
    case .cloudMapThrottled: return .cloudMapThrottled
    case .targetHealthUnknown: return .targetHealthUnknown
    case .credentialsRefused:
      return .credentialsRefused(CredentialTrouble(rawValue: try arguments.word("why")) ?? .expired)
    case .accessDenied:
      let action = arguments.required("action")
      guard AccessDenial.isAsked(action) else {
        throw FaultRefusal("action='\(action)' is nobody's here: callers are asked for ecs:OPERATION and iam:PassRole")
      }
      return .accessDenied(AccessDenial(action: action, resource: arguments["resource"]))
    case .apiThrottled: return .apiTroubled(.throttled)
    case .apiDown: return .apiTroubled(.unavailable)
    case .load: return .load(try load(arguments))
    case .hookAnswer:
      return .hookAnswer(Self.functionName(arguments.required("function")), try hookAnswer(arguments))
    case .taskKilled, .containerKilled, .outOfMemory, .taskUnhealthy, .taskRetirement, .instanceTerminated, .spotWave,
      .mend:
      throw FaultRefusal("\(name.rawValue) does not last")
    }
  }

  private func impairment(_ arguments: FaultArguments) throws(FaultRefusal) -> StandingFault.Kind {
    let instance = try instance(arguments)
    let check = ECS.InstanceCheck(rawValue: try arguments.word("check")) ?? .containerRuntime
    guard check != .acceleratedCompute || instance.gpuCount > 0 else {
      throw FaultRefusal(
        "container instance \(instance.ec2InstanceID) has no GPU that could fail; leave check=\(check.rawValue) out")
    }
    return .instanceImpaired(instance.id, host: instance.ec2InstanceID, check)
  }

  private func hookAnswer(_ arguments: FaultArguments) throws(FaultRefusal) -> ECS.HookAnswer {
    let delay = try arguments.span("delay")
    switch try arguments.word("status") {
    case "IN_PROGRESS": return .inProgress(delay)
    case "NONE": return .nothing
    case "ERROR": return .throwsError
    case "HANG": return .hangs
    case "FAILED": return .failed
    case let word: throw FaultRefusal("status='\(word)' is no answer of a hook")
    }
  }

  // MARK: - What happens once

  private func endOfContainer(
    _ arguments: FaultArguments, reason: String?
  ) throws(FaultRefusal) -> FaultPlan.Action {
    let task = try runningTask(arguments)
    let exitCode = reason == nil ? try arguments.number("exit") : 137
    let running = task.containers.filter { $0.stage == .running }
    let essential = definition(of: task)?.containers.filter(\.isEssential).map(\.name) ?? []
    guard let name = arguments["container"] else {
      guard let container = running.first(where: { essential.contains($0.name) }) ?? running.first else {
        throw FaultRefusal("no container of task \(task.id) runs")
      }
      return .endContainer(task.id, container: container.name, exitCode: exitCode, reason: reason)
    }
    guard task.container(name) != nil else {
      throw .unknown("container", name, among: task.containers.map(\.name))
    }
    guard running.contains(where: { $0.name == name }) else {
      throw FaultRefusal("container '\(name)' of task \(task.id) does not run, so nothing can end it")
    }
    return .endContainer(task.id, container: name, exitCode: exitCode, reason: reason)
  }

  private func endOfHealth(_ arguments: FaultArguments) throws(FaultRefusal) -> FaultPlan.Action {
    let task = try runningTask(arguments)
    let isChecked = definition(of: task)?.containers.contains { $0.healthCheck != nil } ?? false
    guard isChecked || isSeenByLoadBalancer(task) else {
      throw FaultRefusal(
        "no container of task \(task.id) has a healthCheck, so nobody would notice; register one that has")
    }
    return .failHealthChecks(task.id)
  }

  private func spotWave(_ arguments: FaultArguments) throws(FaultRefusal) -> FaultPlan.Action {
    let share = try arguments.number("share")
    let tasks = try tasks(arguments).filter {
      $0.capacityProviderName == "FARGATE_SPOT" && $0.desiredStatus == .running
    }
    let hosts = arguments["service"] == nil ? spotHosts(ofCluster: arguments["cluster"]) : []
    guard !tasks.isEmpty || !hosts.isEmpty else {
      throw FaultRefusal(
        "no task runs on FARGATE_SPOT here; start one with --capacity-provider-strategy capacityProvider=FARGATE_SPOT")
    }
    return .interrupt(SpotWave(of: tasks.map(\.id), hosts: hosts, share: share))
  }

  private func retirement(_ arguments: FaultArguments) throws(FaultRefusal) -> [ECS.TaskID] {
    let named = try arguments["task"] == nil ? tasks(arguments) : [runningTask(arguments)]
    let tasks = named.filter { $0.isOnFargate && $0.desiredStatus == .running }
    guard !tasks.isEmpty else {
      throw FaultRefusal("no such task runs on Fargate; what is under a container instance is yours to maintain")
    }
    // Those of services first: what is said of another task that stops is nothing that their services follow.
    return tasks.filter { $0.service != nil }.map(\.id) + tasks.filter { $0.service == nil }.map(\.id)
  }

  private func standing(_ arguments: FaultArguments) throws(FaultRefusal) -> [Int] {
    let names = faults.standing.map(\.name.rawValue)
    guard let name = arguments["fault"] else {
      guard !names.isEmpty else { throw FaultRefusal("no fault stands here, so there is nothing to mend") }
      return faults.standing.map(\.number)
    }
    guard names.contains(name) else { throw .unknown("standing fault", name, among: names) }
    return faults.standing.filter { $0.name.rawValue == name }.map(\.number)
  }
}
