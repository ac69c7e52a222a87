/// What a capacity provider may be called and how it may be set.
///
/// In: names and settings. Out: nothing, or AWS's refusal. Changes nothing.
/// Source: ECS API reference, CreateCapacityProvider, ManagedScaling, AutoScalingGroupProvider.

extension Region {
  func checkNewProviderName(_ name: String) throws(ServiceFailure) {
    let isReserved = ["aws", "ecs", "fargate"].contains { name.lowercased().hasPrefix($0) }
    guard !isReserved, ECS.isName(name) else {
      throw .invalidParameter(
        "The specified capacity provider name is invalid. Up to 255 characters are allowed. They include letters "
          + "(both upper and lowercase letters), numbers, underscores (_), and hyphens (-). The name can't be prefixed "
          + "with \"aws\", \"ecs\", or \"fargate\". Specify a valid name and try again.")
    }
  }

  /// The group's ARN, for its name or ARN.
  func groupARN(_ reference: String) throws(ServiceFailure) -> String {
    let name = reference.split(separator: "/").last.map(String.init) ?? reference
    guard let group = autoScaling.groups[name], !group.isBeingDeleted, reference == name || reference == group.arn
    else {
      throw .client(
        "The specified Auto Scaling group ARN is invalid. Specify a valid Auto Scaling group ARN and try again.",
        why: "There is no group '\(name)' in \(self.name): 'aws autoscaling describe-auto-scaling-groups' lists those "
          + "there are, 'create-auto-scaling-group' makes one.")
    }
    return group.arn
  }

  func check(_ provider: ECS.AutoScalingGroupProvider) throws(ServiceFailure) {
    let scaling = provider.managedScaling
    guard ECS.ManagedScaling.targetCapacities.contains(scaling.targetCapacity) else {
      throw .invalidParameter("The target capacity value is invalid. The value must be between 1 and 100.")
    }
    guard ECS.ManagedScaling.stepSizes.contains(scaling.minimumStepSize),
      ECS.ManagedScaling.stepSizes.contains(scaling.maximumStepSize),
      scaling.minimumStepSize <= scaling.maximumStepSize
    else {
      throw .invalidParameter(
        "The minimum or maximum scaling step size value is invalid. The values must be between 1 and 10000, and the "
          + "minimum can not be greater than the maximum.")
    }
    guard ECS.ManagedScaling.warmups.contains(scaling.instanceWarmupSeconds) else {
      throw .invalidParameter("The instance warmup period value is invalid. The value must be between 0 and 10000.")
    }
    guard !provider.hasManagedTerminationProtection || scaling.isEnabled else {
      throw .invalidParameter(
        "The managed termination protection setting for the capacity provider is invalid. To enable managed "
          + "termination protection for a capacity provider, managed scaling must be enabled.",
        why: "Add managedScaling={status=ENABLED}: protection is what ECS does while it scales the group.")
    }
    let protectsNew = autoScaling.groups[provider.groupName]?.protectsNewInstances ?? false
    guard !provider.hasManagedTerminationProtection || protectsNew else {
      throw .invalidParameter(
        "The managed termination protection setting for the capacity provider is invalid. To enable managed "
          + "termination protection for a capacity provider, the Auto Scaling group must have instance protection from "
          + "scale in enabled.",
        why: "'aws autoscaling update-auto-scaling-group --auto-scaling-group-name \(provider.groupName) "
          + "--new-instances-protected-from-scale-in' switches it on.")
    }
  }
}

extension ServiceFailure {
  static func providerExists(_ name: String) -> ServiceFailure {
    .client(
      "The specified capacity provider already exists. To change the configuration of an existing capacity provider, "
        + "update the capacity provider.",
      why: "'\(name)' is there with other settings: use update-capacity-provider, or another name.")
  }
}
