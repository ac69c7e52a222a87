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
      case .agentDisconnected, .agentFlapping, .instanceStopped, .capacityRefused, .registryDown, .registryLimited,
        .image, .startFailing, .stopFailing, .roleMissing, .secretMissing, .logGroupMissing, .networkSlow, .subnetFull,
        .cloudMapThrottled, .targetHealthUnknown, .load, .hookAnswer:
        nil
      }
    }.first
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

// MARK: - Secrets

extension Region {
  /// What keeps a task from its secrets because one of them is not there.
  func missingSecretFailure(of task: ECS.Task) -> (ECS.StartFailure, Duration)? {
    guard let definition = definition(of: task) else { return nil }
    let references = definition.containers.flatMap(\.secrets).map(\.value)
    guard let value = references.first(where: isSecretMissing) else {
      return unreadableSecretFailure(of: task, definition)
    }
    let isInManager = value.contains(":secretsmanager:")
    // The Parameter Store answers for all that it is asked at once.
    let parameters = references.filter { !$0.contains(":secretsmanager:") && isSecretMissing($0) }
      .map(Self.secretName).joined(separator: ",")
    let unknown = "ResourceNotFoundException: Secrets Manager can't find the specified secret."
    let text =
      switch (task.isOnFargate, isInManager) {
      case (true, true):
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
          + "unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret "
          + "\(value) from secrets manager: \(unknown)"
      case (true, false):
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
          + "unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: "
          + parameters
      case (false, true): "Fetching secret data from AWS Secrets Manager in region \(name): secret \(value): \(unknown)"
      case (false, false):
        "Fetching secret data from SSM Parameter Store in \(name): invalid parameters: \(parameters)"
      }
    return (ECS.StartFailure(taskReason: text), timing.accessDenied)
  }

  /// The secret is there, and what the task wants of it is not.
  private func unreadableSecretFailure(
    of task: ECS.Task, _ definition: ECS.TaskDefinition
  ) -> (ECS.StartFailure, Duration)? {
    guard let (_, words) = unreadableSecret(of: definition) else { return nil }
    let text =
      task.isOnFargate
      ? "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
        + "unable to retrieve secret from asm: service call has been retried 1 time(s): \(words)"
      : "Fetching secret data from AWS Secrets Manager in region \(name): \(words)"
    return (ECS.StartFailure(taskReason: text), timing.accessDenied)
  }

  private func isSecretMissing(_ value: String) -> Bool {
    let isUnderFault = faults.standing.contains { fault in
      if case .secretMissing(let name) = fault.kind { Self.secret(name, isNamedBy: value) } else { false }
    }
    guard !isUnderFault, let reference = SecretReference(value) else {
      return isUnderFault || store.parameters[Self.secretName(value)] == nil
    }
    return (try? readableSecret(reference.secret)) == nil
  }

  private static func secret(_ name: String, isNamedBy value: String) -> Bool {
    guard value != name else { return true }
    let own = secretName(value)
    let wanted = secretName(name)
    if own == wanted { return true }
    // ARNs of Secrets Manager end in a hyphen and six random characters.
    let stem = own.dropLast(7)
    return value.contains(":secretsmanager:") && own.dropFirst(stem.count).first == "-" && stem == wanted[...]
  }

  /// The name inside an ARN of Secrets Manager or of a parameter; a bare name is itself.
  private static func secretName(_ reference: String) -> String {
    let parts = reference.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 5, parts[0] == "arn" else { return reference }
    if parts.count > 6, parts[5] == "secret" { return String(parts[6]) }
    guard parts[5].hasPrefix("parameter/") else { return reference }
    let path = parts[5].dropFirst("parameter".count)
    return path.dropFirst().contains("/") ? String(path) : String(path.dropFirst())
  }
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
