/// What RunTask and StartTask may ask.
///
/// In: a request with its task definition and cluster. Out: on whose capacity each task goes, or AWS's refusal. Changes
/// nothing. Source: ECS API reference, RunTask.
import Documents

extension Region {
  /// One launch for each task of the request.
  func checkedLaunches(
    of request: ECS.TaskRequest, _ definition: ECS.TaskDefinition, _ cluster: ECS.Cluster
  ) throws(ServiceFailure) -> [ECS.Launch] {
    guard (1...ECS.Quotas.tasksPerRunTask).contains(request.count) else {
      throw .invalidParameter(
        "count must be between 1 and \(ECS.Quotas.tasksPerRunTask).",
        why: "One call starts at most ten tasks; for more, call again or create a service.")
    }
    try checkTexts(of: request, startedByLimit: 128)
    guard request.launchType == nil || request.capacityProviderStrategy.isEmpty else {
      throw .invalidParameter(
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.")
    }
    try checkServiceNetwork(request.networkConfiguration, for: definition)
    try checkVolumes(request.volumes, for: definition)
    let strategy =
      request.launchType == nil && request.capacityProviderStrategy.isEmpty
      ? cluster.defaultCapacityProviderStrategy : request.capacityProviderStrategy
    try checkStrategy(strategy, cluster: cluster)
    let launches = launches(of: request, strategy)
    for type in ECS.LaunchType.allCases where launches.contains(where: { $0.type == type }) {
      try check(type, request, definition, cluster, needsInstances: launches.contains(.launchType(type)))
    }
    try checkOverrides(request, definition)
    try checkRoles(request, definition)
    return launches
  }

  private func launches(
    of request: ECS.TaskRequest, _ strategy: [ECS.CapacityProviderStrategyItem]
  ) -> [ECS.Launch] {
    var distribution = ECS.CapacityProviderDistribution(strategy: strategy)
    return (0..<request.count).map { _ in
      guard let next = distribution.next else { return .launchType(request.launchType ?? .ec2) }
      distribution.counts[next] += 1
      return launch(byProvider: strategy[next].capacityProvider)
    }
  }

  /// What it means that a strategy chose this provider.
  func launch(byProvider name: String) -> ECS.Launch {
    ecs.capacityProviders[name]?.managedInstances == nil ? .capacityProvider(name) : .managedInstances(name)
  }

  private func check(
    _ type: ECS.LaunchType, _ request: ECS.TaskRequest, _ definition: ECS.TaskDefinition, _ cluster: ECS.Cluster,
    needsInstances: Bool
  ) throws(ServiceFailure) {
    switch type {
    case .fargate: try checkFargate(request, definition, cluster)
    case .ec2:
      guard definition.compatibilities.contains(.ec2) else { throw .unsupported(.ec2) }
      guard request.platformVersion == nil else { throw .platformVersion(with: .ec2) }
      guard !needsInstances || ecs.instanceRosters[cluster.name]?.has(.ec2) == true else {
        throw .invalidParameter(
          "No Container Instances were found in your cluster.",
          why: "Without --launch-type a task goes to EC2, and '\(cluster.name)' has no container instances: add "
            + "--launch-type FARGATE, or register an instance first.")
      }
      try checkPublicAddress(request.networkConfiguration)
    case .external:
      try checkExternal(request.platformVersion, definition)
      guard !needsInstances || ecs.instanceRosters[cluster.name]?.has(.external) == true else {
        throw .invalidParameter(
          "No Container Instances were found in your cluster.",
          why: "'\(cluster.name)' has no external instance: the agent of a machine of your own registers one, with the "
            + "attribute \(ECS.ContainerInstance.externalAttribute).")
      }
    case .managedInstances: try checkManagedInstances(request.launchType, request.platformVersion, definition)
    }
  }

  /// For RunTask, CreateService and CreateTaskSet.
  func checkExternal(_ platformVersion: String?, _ definition: ECS.TaskDefinition) throws(ServiceFailure) {
    guard definition.compatibilities.contains(.external) else {
      throw .unsupported(
        .external,
        why: "\(definition.family):\(definition.revision) uses the network mode awsvpc, which a machine outside AWS "
          + "cannot have: take bridge, host or none.")
    }
    guard platformVersion == nil else { throw .platformVersion(with: .external) }
  }

  /// For RunTask and CreateService.
  func checkManagedInstances(
    _ launchType: ECS.LaunchType?, _ platformVersion: String?, _ definition: ECS.TaskDefinition
  ) throws(ServiceFailure) {
    guard launchType != .managedInstances else {
      throw .invalidParameter(
        "The MANAGED_INSTANCES launch type can not be specified. Use a capacity provider strategy and try again.",
        why: "Managed Instances are asked for by their provider: --capacity-provider-strategy "
          + "capacityProvider=NAME,weight=1.")
    }
    guard definition.compatibilities.contains(.managedInstances) else {
      throw .unsupported(
        .managedInstances,
        why: "\(definition.family):\(definition.revision) needs networkMode awsvpc or host, task-level cpu and memory, "
          + "and nothing that Managed Instances do not know, such as dockerLabels or ipcMode.")
    }
    guard platformVersion == nil else { throw .platformVersion(with: .managedInstances) }
  }

  private func checkFargate(
    _ request: ECS.TaskRequest, _ definition: ECS.TaskDefinition, _ cluster: ECS.Cluster
  ) throws(ServiceFailure) {
    guard definition.compatibilities.contains(.fargate) else {
      throw .unsupported(
        .fargate,
        why: "\(definition.family):\(definition.revision) was not registered for Fargate: that needs networkMode "
          + "awsvpc, task-level cpu and memory, and requiresCompatibilities FARGATE.")
    }
    guard request.placementConstraints.isEmpty else {
      throw .invalidParameter("Placement constraints are not supported with FARGATE launch type.")
    }
    guard request.placementStrategy.isEmpty else {
      throw .invalidParameter("Placement strategies are not supported with FARGATE launch type.")
    }
    let strategy =
      request.launchType == nil && request.capacityProviderStrategy.isEmpty
      ? cluster.defaultCapacityProviderStrategy : request.capacityProviderStrategy
    try checkFargatePlatform(
      request.platformVersion, definition, strategy, enableExecuteCommand: request.enableExecuteCommand)
    try checkFargateSize(request, definition)
  }

  /// The size after overrides is a pair that Fargate has.
  private func checkFargateSize(
    _ request: ECS.TaskRequest, _ definition: ECS.TaskDefinition
  ) throws(ServiceFailure) {
    let overrides = ECS.Overrides(document: request.overrides)
    guard let cpuUnits = overrides.cpuUnits ?? definition.cpuUnits,
      let memoryMiB = overrides.memoryMiB ?? definition.memoryMiB
    else { return }
    guard TaskSize.isFargateSize(cpuUnits: cpuUnits, memoryMiB: memoryMiB, isLinux: !definition.isWindows) else {
      throw .invalidParameter(FargateCheck.noSuchSize(cpuUnits, memoryMiB), why: FargateCheck.sizes)
    }
  }

  /// Of `startedBy` only the length counts: the API reference names letters, digits and a few marks, but Step Functions
  /// ("AWS Step Functions") and widely used tools write spaces there. [SIM] That no other character is refused is inferred.
  func checkTexts(of request: ECS.TaskRequest, startedByLimit: Int) throws(ServiceFailure) {
    if let startedBy = request.startedBy {
      guard startedBy.unicodeScalars.count <= startedByLimit else {
        throw .invalidParameter("startedBy can not be longer than \(startedByLimit) characters.")
      }
    }
    guard request.propagateTags != "SERVICE" else {
      throw .shouldBeOneOf("propagateTags", ["TASK_DEFINITION", "NONE"])
        .explained("A task that you run yourself belongs to no service whose tags it could take.")
    }
    guard request.group?.unicodeScalars.count ?? 0 <= 255 else {
      throw .invalidParameter("group can not be longer than 255 characters.")
    }
    for constraint in request.placementConstraints {
      guard let expression = constraint.expression else { continue }
      do throws(ClusterQuery.SyntaxError) { _ = try ClusterQuery(expression) } catch {
        throw .invalidParameter(
          "Invalid expression: \(error.line)",
          why: "A placement expression is 'subject operator value', such as \"attribute:ecs.instance-type =~ t3.*\".")
      }
    }
  }

  func checkOverrides(_ request: ECS.TaskRequest, _ definition: ECS.TaskDefinition) throws(ServiceFailure) {
    guard Document.object(request.overrides).written().count <= ECS.Quotas.overrideCharacters else {
      throw .invalidParameter(
        "Overrides can not be longer than \(ECS.Quotas.overrideCharacters) characters.")
    }
    for override in request.overrides["containerOverrides"]?.list ?? [] {
      let name = override["name"]?.string ?? ""
      guard definition.containers.contains(where: { $0.name == name }) else {
        throw .invalidParameter(
          "Override for container named \(name) is not a container in the TaskDefinition.",
          why: "\(definition.family):\(definition.revision) has "
            + definition.containers.map { "'\($0.name)'" }.joined(separator: ", ") + ".")
      }
      try ContainerCheck.check(
        environmentFiles: override["environmentFiles"]?.list ?? [], refusedAs: "InvalidParameterException")
    }
    try checkOverriddenSizes(ECS.Overrides(document: request.overrides), definition)
  }

  /// What RegisterTaskDefinition asks of sizes holds for those after the overrides too.
  private func checkOverriddenSizes(
    _ overrides: ECS.Overrides, _ definition: ECS.TaskDefinition
  ) throws(ServiceFailure) {
    let task = overrides.memoryMiB ?? definition.memoryMiB ?? .max
    for container in definition.containers where overrides.container(container.name) != nil {
      let setting = "Invalid setting for container '\(container.name)'."
      let memory = overrides.memoryMiB(container)
      guard memory ?? 0 <= task else {
        throw .invalidParameter(
          "\(setting) The 'memory' setting for container is greater than for the task.",
          why: "The task has \(task) MiB: override its memory too, or ask for less.")
      }
      let reservation = overrides.memoryReservationMiB(container)
      guard memory ?? .max >= reservation ?? .min else {
        throw .invalidParameter("\(setting) 'memory' must be greater than or equal to 'memoryReservation'.")
      }
      for (name, size) in [("memory", memory), ("memoryReservation", reservation)] where size ?? 6 < 6 {
        throw .invalidParameter("\(setting) '\(name)' must be at least 6 MiB.")
      }
    }
    if let size = overrides.document["ephemeralStorage"]?["sizeInGiB"]?.integer {
      guard size >= 21 else { throw .invalidParameter("EphemeralStorage size should be at least 21") }
      guard size <= 200 else { throw .invalidParameter("EphemeralStorage size should be at most 200") }
    }
  }

  func checkRoles(_ request: ECS.TaskRequest, _ definition: ECS.TaskDefinition) throws(ServiceFailure) {
    let overrides = ECS.Overrides(document: request.overrides)
    let taskRole = overrides.taskRoleARN ?? definition.taskRoleARN
    if request.enableExecuteCommand, taskRole == nil {
      throw .invalidParameter(
        "The task couldn't be run because a valid taskRoleArn is not being used. "
          + "Specify a valid task role in your task definition and try again.",
        why: "Command execution talks to AWS as the task: give the task definition a taskRoleArn.")
    }
    for role in [overrides.executionRoleARN ?? definition.executionRoleARN, taskRole].compactMap({ $0 })
    where !identity.tasksMayAssume(role) {
      let arn = roleARN(role)
      throw .client(
        "ECS was unable to assume the role '\(arn)' that was provided for this task. Please verify that the role being "
          + "passed has the proper trust relationship and permissions and that your IAM user has permissions to pass "
          + "this role.",
        why: identity.role(role) == nil
          ? "There is no role of that name in this account."
          : "The role does not trust ecs-tasks.amazonaws.com.")
    }
  }
}

extension ServiceFailure {
  static func unsupported(_ launchType: ECS.LaunchType, why: String? = nil) -> ServiceFailure {
    .invalidParameter("Task definition does not support launch_type \(launchType.rawValue).", why: why)
  }

  static func platformVersion(with launchType: ECS.LaunchType) -> ServiceFailure {
    .invalidParameter(
      "The platform version must be null when specifying \(launchType == .managedInstances ? "a" : "an") "
        + "\(launchType.rawValue) launch type.",
      why: "Platform versions are Fargate's; leave the option out, or ask for --launch-type FARGATE.")
  }
}
