/// What a task definition needs of the instance it runs on, and which launch types it fits.
///
/// In: a request that passed the checks. Out: `requiresAttributes` and `compatibilities`, each in a fixed order (the
/// real service's order varies). Source: ECS Developer Guide, "Container agent configuration" and "Attributes".
import Documents

extension ECS.TaskDefinitionRequest {
  /// EXTERNAL, EC2, FARGATE, MANAGED_INSTANCES: those that fit, in this order.
  func compatibilities() -> [ECS.LaunchType] {
    if takesNeuronDevices { return [.managedInstances] }
    return [ECS.LaunchType.external, .ec2, .fargate, .managedInstances].filter { type in
      switch type {
      case .external: !usesAwsvpc
      case .ec2: document["ephemeralStorage"] == nil
      case .fargate: TaskDefinitionCheck.isFit(self, for: .fargate)
      case .managedInstances: TaskDefinitionCheck.isFit(self, for: .managedInstances)
      }
    }
  }

  /// Attribute names in alphabetical order; none for a plain bridge definition.
  func requiresAttributes() -> [String] {
    var names: Set<String> = []
    if usesAwsvpc { names.formUnion(["\(Self.capability)docker-remote-api.1.18", "ecs.capability.task-eni"]) }
    if taskRoleARN != nil { names.insert("\(Self.capability)task-iam-role") }
    if volumes.contains(where: { $0["efsVolumeConfiguration"] != nil }) { names.insert("ecs.capability.efs") }
    for container in containers { names.formUnion(requiresAttributes(of: container)) }
    return names.sorted()
  }

  private func requiresAttributes(of container: ECS.ContainerRequest) -> [String] {
    let definition = container.definition
    var names: [String] = []
    if let driver = definition.logConfiguration?.driver {
      names.append("\(Self.capability)logging-driver.\(driver)")
      if driver == "awslogs" {
        names.append("\(Self.capability)docker-remote-api.1.19")
        if executionRoleARN != nil { names.append("ecs.capability.execution-role-awslogs") }
      }
    }
    if ImageName.hasDigest(definition.image) { names.append("\(Self.capability)docker-remote-api.1.21") }
    if ImageName.isPrivateECR(definition.image) {
      names.append("\(Self.capability)ecr-auth")
      if executionRoleARN != nil { names.append("ecs.capability.execution-role-ecr-pull") }
    }
    if !definition.dependsOn.isEmpty || definition.startTimeoutSeconds != nil || definition.stopTimeoutSeconds != nil {
      names.append("ecs.capability.container-ordering")
    }
    // Agents call it so; that definitions ask for it is inferred.
    if definition.restartPolicy?.isEnabled == true { names.append("ecs.capability.container-restart-policy") }
    if definition.healthCheck != nil { names.append("ecs.capability.container-health-check") }
    for secret in definition.secrets {
      let store = secret.value.contains(":secretsmanager:") ? "asm" : "ssm"
      names.append("ecs.capability.secrets.\(store).environment-variables")
    }
    if let router = container.document["firelensConfiguration"]?["type"]?.string {
      names.append("ecs.capability.firelens.\(router)")
    }
    if container.isSet("privileged") { names.append("\(Self.capability)privileged-container") }
    return names
  }

  private static let capability = "com.amazonaws.ecs.capability."
}
