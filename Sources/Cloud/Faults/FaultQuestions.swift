/// What the ordinary rules ask of standing faults: is there room, does the registry answer, how slow is the network.
///
/// In: the Region. Out: answers, and AWS's texts where a start fails for it. Changes nothing but health, which follows
/// the containers' checks. Source: ECS Developer Guide, "Stopped tasks error messages", "Fargate capacity providers".
import SimulationKit

// MARK: - Capacity

extension Region {
  /// False where a fault keeps new Fargate tasks out of the zone.
  func hasFargateCapacity(_ order: ECS.TaskOrder, in zone: String) -> Bool {
    fargateRefusal(of: order, in: zone) == nil
  }

  private func fargateRefusal(of order: ECS.TaskOrder, in zone: String) -> ECS.FargateRefusal? {
    let provider = order.launch.fargateProvider
    return faults.standing.lazy.compactMap { fault in
      switch fault.kind {
      case .zoneOutage(let lost): lost == zone ? .capacity : nil
      case .capacityRefused(provider, let place, let why): place == nil || place == zone ? why : nil
      case .agentDisconnected, .agentFlapping, .instanceStopped, .instanceImpaired, .capacityRefused, .registryDown,
        .registryLimited,
        .image, .startFailing, .stopFailing, .roleMissing, .secretMissing, .logGroupMissing, .logsDown, .networkSlow,
        .subnetFull,
        .cloudMapThrottled, .targetHealthUnknown, .credentialsRefused, .accessDenied, .apiTroubled, .load, .hookAnswer:
        nil
      }
    }.first
  }

  /// Whether Fargate takes no task of the order because the account is blocked.
  func isBlocked(_ order: ECS.TaskOrder) -> Bool {
    guard order.launch.type == .fargate else { return false }
    let zones = (order.networkConfiguration?.subnets ?? []).compactMap { network.subnets[$0]?.availabilityZone }
    return !zones.isEmpty && zones.allSatisfy { fargateRefusal(of: order, in: $0) == .blocked }
  }

  /// Why no subnet of the order takes a Fargate task.
  func fargateFailure(of order: ECS.TaskOrder) -> ECS.Failure {
    let zones = (order.networkConfiguration?.subnets ?? []).compactMap { network.subnets[$0]?.availabilityZone }
    guard let first = zones.first else {
      return ECS.Failure(arn: nil, reason: "LOCATION", detail: "no subnet of the request exists")
    }
    return ECS.Failure(arn: nil, reason: (fargateRefusal(of: order, in: first) ?? .capacity).reason)
  }
}

// MARK: - Network and registries

extension Region {
  /// How many times longer interfaces and pulls take: 1 where nothing is wrong.
  var networkFactor: Int {
    faults.standing.reduce(1) { factor, fault in
      if case .networkSlow(let slower) = fault.kind { max(factor, slower) } else { factor }
    }
  }

  var isCloudMapThrottled: Bool { faults.standing.contains { $0.kind == .cloudMapThrottled } }
  /// True while load balancers do not tell ECS what they think of their targets.
  var isTargetHealthUnknown: Bool { faults.standing.contains { $0.kind == .targetHealthUnknown } }

  /// The outage that keeps the image's registry silent the longest; nil where it answers.
  private func registryOutage(_ image: ImageReference) -> StandingFault? {
    faults.standing
      .filter { fault in
        if case .registryDown(let host) = fault.kind { host == nil || host == image.host } else { false }
      }
      .max { ($0.until?.milliseconds ?? .max) < ($1.until?.milliseconds ?? .max) }
  }

  /// Docker Hub's answer to one pull too many.
  func pullLimitAnswer(_ image: ImageReference) -> String? {
    guard image.host == "docker.io", faults.standing.contains(where: { $0.kind == .registryLimited }) else {
      return nil
    }
    return "inspect image has been retried 5 time(s): httpReaderSeeker: failed open: unexpected status code "
      + "https://registry-1.docker.io/v2/\(image.repository)/manifests/\(image.digest ?? image.effectiveTag): 429 Too "
      + "Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. You may increase the "
      + "limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit"
  }

  func isRegistryDown(_ image: ImageReference) -> Bool { registryOutage(image) != nil }

  /// How long until the registry answers again, nil where that is not known or it answers now.
  func registryReturns(_ image: ImageReference) -> Duration? { registryOutage(image)?.until.map { $0 - now } }
}

// MARK: - Health

extension Region {
  /// Containers of an image whose checks have begun or ceased to fail look at themselves again.
  mutating func followHealth(after fault: ImageFault) {
    guard fault.effect == .healthFails else { return }
    let tasks = ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0) }.filter { $0.lastStatus != .stopped }
    for task in tasks where task.containers.contains(where: { fault.images.selects(ImageReference($0.image)) }) {
      followHealth(of: task)
    }
  }

  /// The load balancer's checks, and every running container with one: what they say now, and when it next changes its mind.
  mutating func followHealth(of task: ECS.Task) {
    servingChanged(task.id)
    if let instance = task.containerInstance, faults.cutOff.contains(instance) { return }
    for plan in definition(of: task)?.containers ?? [] where plan.healthCheck != nil {
      guard let task = ecs.tasks[task.id], let container = task.container(plan.name), container.stage == .running
      else { continue }
      followHealth(of: plan, task, container)
    }
  }
}
