/// The settings of a service as requests carry them, parsed; and what of them is refused as not simulated.
///
/// In: members of CreateService or UpdateService. Out: typed settings, or AWS's refusal of a word. Whatever would
/// change behaviour and is not built says so instead of being echoed.
/// Source: ECS API reference, CreateService, UpdateService.
import Cloud
import Documents

extension ECS.ServiceSettings {
  init(reading input: Input) throws(ServiceFailure) {
    self.init()
    desiredCount = try input.integer("desiredCount")
    taskDefinition = try input.string("taskDefinition")
    launchType = input.knows("launchType") ? try input.launchType("launchType") : nil
    capacityProviderStrategy = try input.capacityProviderStrategy("capacityProviderStrategy")
    guard launchType == nil || capacityProviderStrategy?.isEmpty ?? true else {
      throw .invalidParameter(
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.")
    }
    platformVersion = try input.string("platformVersion")
    networkConfiguration = try input.structure("networkConfiguration")?.awsvpcConfiguration()
    if let configuration = try input.structure("deploymentConfiguration") { try read(configuration) }
    placementConstraints = try input.placementConstraints()
    placementStrategy = try input.placementStrategy()
    loadBalancers = try input.serviceLoadBalancers()
    roleARN = input.knows("role") ? try input.filledString("role") : nil
    healthCheckGracePeriodSeconds = try input.integer("healthCheckGracePeriodSeconds")
    enableECSManagedTags = try input.boolean("enableECSManagedTags")
    enableExecuteCommand = try input.boolean("enableExecuteCommand")
    propagateTags = try input.choice(
      "propagateTags", called: "propagateTags", of: ["TASK_DEFINITION", "SERVICE", "NONE"])
    availabilityZoneRebalancing = try input.choice(
      "availabilityZoneRebalancing", called: "availabilityZoneRebalancing", of: ["ENABLED", "DISABLED"]
    ).map { $0 == "ENABLED" }
    wiring = try ECS.WiringSettings(reading: input)
  }

  private mutating func read(_ configuration: Input) throws(ServiceFailure) {
    maximumPercent = try configuration.integer("maximumPercent")
    minimumHealthyPercent = try configuration.integer("minimumHealthyPercent")
    if let breaker = try configuration.structure("deploymentCircuitBreaker") {
      circuitBreaker = (
        try breaker.boolean("enable") ?? false, try breaker.boolean("rollback") ?? false,
        try breaker.boolean("resetOnHealthyTask") ?? true,
        try breaker.structure("thresholdConfiguration")?.breakerThreshold() ?? .usual
      )
    }
    if let watched = try configuration.structure("alarms") {
      alarms = ECS.DeploymentAlarms(
        names: try watched.strings("alarmNames") ?? [], isEnabled: try watched.boolean("enable") ?? false,
        rollsBack: try watched.boolean("rollback") ?? false)
    }
    strategy = try configuration.word(
      "strategy", as: ECS.DeploymentStrategy.self, called: "Deployment strategy",
      allowed: ECS.DeploymentStrategy.allCases.map(\.rawValue))
    bakeTimeMinutes = try configuration.integer("bakeTimeInMinutes")
    lifecycleHooks = try configuration.lifecycleHooks()
    linear = try configuration.structure("linearConfiguration")?
      .trafficSteps(percent: "stepPercent", usually: 100, bake: "stepBakeTimeInMinutes", usually: 6)
    canary = try configuration.structure("canaryConfiguration")?
      .trafficSteps(percent: "canaryPercent", usually: 50, bake: "canaryBakeTimeInMinutes", usually: 10)
  }
}

extension Input {
  /// True where the member holds more than an empty list or structure.
  func isGiven(_ member: String) -> Bool {
    switch document(member) {
    case nil, .null, .list([]), .object([:]): false
    case .boolean, .integer, .decimal, .string, .list, .object: true
    }
  }

  fileprivate func breakerThreshold() throws(ServiceFailure) -> ECS.BreakerThreshold {
    guard let kind = try string("type").flatMap(ECS.BreakerThreshold.Kind.init) else {
      throw .invalidParameter(
        "Invalid deployment circuit breaker threshold type.",
        why: "It is COUNT, BOUNDED_PERCENT or UNBOUNDED_PERCENT.")
    }
    let value = try integer("value") ?? 0
    guard value >= 1, kind == .count || value <= 100 else {
      throw .invalidParameter(
        "Invalid deployment circuit breaker threshold value.",
        why: kind == .count ? "A count of failures is at least 1." : "A percentage is between 1 and 100.")
    }
    return ECS.BreakerThreshold(kind: kind, value: value)
  }

  /// nil where absent.
  func deploymentController() throws(ServiceFailure) -> ECS.DeploymentController? {
    let words = ECS.DeploymentController.allCases.map(\.rawValue)
    return try structure("deploymentController")?
      .choice("type", called: "Deployment controller type", of: words).flatMap(ECS.DeploymentController.init)
  }

  /// One of `words`.
  func choice(_ member: String, called name: String, of words: [String]) throws(ServiceFailure) -> String? {
    guard let word = try string(member) else { return nil }
    guard words.contains(word) else { throw .shouldBeOneOf(name, words) }
    return word
  }

  func launchType(_ member: String) throws(ServiceFailure) -> ECS.LaunchType? {
    guard let word = try string(member) else { return nil }
    // A word of the list, but of AWS's own; no text of AWS for it is published.
    guard word != "FMI" else {
      throw .invalidParameter(
        "The FMI launch type can not be specified. Use a capacity provider strategy and try again.",
        why: "Managed Instances are asked for by their provider: --capacity-provider-strategy "
          + "capacityProvider=NAME,weight=1.")
    }
    guard let type = ECS.LaunchType(rawValue: word) else {
      throw .shouldBeOneOf("launch type", ["EC2", "FARGATE", "EXTERNAL", "FMI", "MANAGED_INSTANCES"])
    }
    return type
  }

  func awsvpcConfiguration() throws(ServiceFailure) -> ECS.NetworkConfiguration? {
    guard let network = try structure("awsvpcConfiguration") else { return nil }
    return ECS.NetworkConfiguration(
      subnets: try network.strings("subnets") ?? [], securityGroups: try network.strings("securityGroups") ?? [],
      assignsPublicIP: try network.choice(
        "assignPublicIp", called: "assignPublicIp", of: ["ENABLED", "DISABLED"]) == "ENABLED")
  }

  func placementConstraints() throws(ServiceFailure) -> [ECS.PlacementConstraint]? {
    guard let entries = try structures("placementConstraints") else { return nil }
    let most = ECS.Quotas.placementConstraints
    guard entries.count <= most else { throw .invalidParameter("Maximum number of constraints is \(most)") }
    var constraints: [ECS.PlacementConstraint] = []
    for entry in entries {
      let word = try entry.string("type") ?? ""
      guard let kind = ECS.PlacementConstraint.Kind(rawValue: word) else {
        throw .shouldBeOneOf("Placement constraint type", ["distinctInstance", "memberOf"])
      }
      guard kind != .distinctInstance || !entry.isGiven("expression") else {
        throw .invalidParameter(
          "distinctInstance expression should not be specified",
          why: "distinctInstance says all by itself: each task on another instance.")
      }
      constraints.append(.init(kind: kind, expression: try entry.string("expression")))
    }
    return constraints
  }

  func placementStrategy() throws(ServiceFailure) -> [ECS.PlacementStrategy]? {
    guard let entries = try structures("placementStrategy") else { return nil }
    let most = ECS.Quotas.placementStrategies
    guard entries.count <= most else { throw .invalidParameter("Maximum number of strategies is \(most)") }
    var strategies: [ECS.PlacementStrategy] = []
    for entry in entries {
      let word = try entry.string("type") ?? ""
      guard let kind = ECS.PlacementStrategy.Kind(rawValue: word) else {
        throw .shouldBeOneOf("Placement strategy type", ["random", "spread", "binpack"])
      }
      let field = try entry.string("field")
      if kind == .binpack, !["cpu", "memory"].contains(field?.lowercased() ?? "") {
        throw .invalidParameter("binpack field '\(field ?? "")' is invalid")
      }
      guard kind != .random || !entry.isGiven("field") else {
        throw .invalidParameter(
          "random field should not be specified", why: "Chance looks at no field; spread and binpack do.")
      }
      strategies.append(.init(kind: kind, field: kind == .binpack ? field?.lowercased() : field))
    }
    return strategies
  }
}
