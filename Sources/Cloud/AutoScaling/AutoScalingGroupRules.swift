/// What can be done with Auto Scaling groups: create, change, size, protect, delete.
///
/// In: checked members of requests. Out: groups, or the service's refusal. What a group does by itself stands in
/// `GroupTurn`. Source: EC2 Auto Scaling API reference, CreateAutoScalingGroup, UpdateAutoScalingGroup,
/// SetDesiredCapacity, SetInstanceProtection, DeleteAutoScalingGroup.
import Collections
import Documents
import SimulationKit

extension AutoScaling {
  /// What a request says of a group; nil is what it does not mention.
  package struct GroupRequest: Sendable {
    package var minimum: Int?
    package var maximum: Int?
    package var desired: Int?
    package var recipe: Recipe?
    package var subnets: [String]?
    package var availabilityZones: [String]?
    package var protectsNewInstances: Bool?
    package var tags: [GroupTag]?
    /// Members that are only shown again.
    package var settings: Document.Object = [:]
    package init() {}
  }
}

extension Region {
  package mutating func createGroup(
    named name: String, _ request: AutoScaling.GroupRequest
  ) throws(ServiceFailure) -> AutoScaling.Group {
    guard autoScaling.groups[name] == nil else {
      throw ServiceFailure(
        "AlreadyExists", "AutoScalingGroup by this name already exists - A group with the name \(name) already exists",
        why: "Use update-auto-scaling-group to change it, or choose another name.")
    }
    guard let recipe = request.recipe else {
      throw .groupValidation(
        "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
          + "MixedInstancesPolicy parameter.")
    }
    let minimum = request.minimum ?? 0
    let size = AutoScaling.Size(minimum: minimum, maximum: request.maximum ?? 0, desired: request.desired ?? minimum)
    try check(size)
    let subnets = try checkedSubnets(of: request)
    for kind in AutoScaling.LoadBalancerKind.allCases {
      try check(request.settings[kind.rawValue]?.list?.compactMap(\.string) ?? [], kind)
    }
    var group = AutoScaling.Group(
      name: name,
      arn: arn(service: "autoscaling", "autoScalingGroup:\(mint.uuid()):autoScalingGroupName/\(name)"),
      createdAt: now, size: size, recipe: recipe, subnets: subnets, settings: request.settings)
    group.protectsNewInstances = request.protectsNewInstances ?? false
    group.tags = request.tags ?? []
    group.cause =
      "At \(now.iso8601()) a user request created an AutoScalingGroup changing the desired capacity from 0 to "
      + "\(size.desired)."
    autoScaling.groups[name] = group
    recordGroup(name, "created with desired capacity \(size.desired)")
    if size.desired > 0 { askForGroupTurn(name, isOrder: true) }
    return autoScaling.groups[name] ?? group
  }

  package mutating func updateGroup(
    _ name: String, _ request: AutoScaling.GroupRequest
  ) throws(ServiceFailure) {
    guard var group = try? group(name) else {
      // This operation alone says no name.
      throw .groupValidation(
        "AutoScalingGroup name not found - null",
        why: "There is no '\(name)'. 'aws autoscaling describe-auto-scaling-groups' shows the groups there are.")
    }
    let before = group.size
    group.size.minimum = request.minimum ?? before.minimum
    group.size.maximum = request.maximum ?? before.maximum
    // Without a size of its own the group follows its new bounds.
    group.size.desired = request.desired ?? min(max(before.desired, group.size.minimum), group.size.maximum)
    try check(group.size)
    if request.subnets != nil || request.availabilityZones != nil { group.subnets = try checkedSubnets(of: request) }
    group.recipe = request.recipe ?? group.recipe
    group.protectsNewInstances = request.protectsNewInstances ?? group.protectsNewInstances
    for member in request.settings.members { group.settings[member.key] = member.value }
    if group.size != before {
      let size = group.size
      group.cause =
        "At \(now.iso8601()) a user request update of AutoScalingGroup constraints to min: \(size.minimum), max: "
        + "\(size.maximum), desired: \(size.desired) changing the desired capacity from \(before.desired) to "
        + "\(size.desired)."
    }
    autoScaling.groups[name] = group
    recordGroup(name, "updated, desired capacity \(group.size.desired)")
    askForGroupTurn(name, isOrder: true)
    groupChanged(name)
  }

  /// The template that a group launches by says something else now.
  package mutating func setTemplate(_ template: AutoScaling.Template, ofGroup name: String) {
    autoScaling.groups[name]?.recipe.template = template
    if template.saysType { autoScaling.groups[name]?.recipe.instanceTypes = [template.launch.instanceType] }
    groupChanged(name)
  }

  /// SetDesiredCapacity.
  package mutating func setDesiredCapacity(_ desired: Int, ofGroup name: String) throws(ServiceFailure) {
    let size = try group(name).size
    guard desired <= size.maximum else {
      throw .groupValidation(
        "New SetDesiredCapacity value \(desired) is above max value \(size.maximum) for the AutoScalingGroup.",
        why: "Raise the maximum first, with update-auto-scaling-group --max-size.")
    }
    guard desired >= size.minimum else {
      throw .groupValidation(
        "New SetDesiredCapacity value \(desired) is below min value \(size.minimum) for the AutoScalingGroup.",
        why: "Lower the minimum first, with update-auto-scaling-group --min-size.")
    }
    resize(
      name, to: desired,
      cause: "a user request explicitly set group desired capacity changing the desired capacity from \(size.desired) "
        + "to \(desired).")
  }

  /// Sets a size that is within the group's bounds.
  /// - Parameter cause: what follows the time in activities.
  mutating func resize(_ name: String, to desired: Int, cause: String) {
    guard let before = autoScaling.groups[name]?.size.desired, before != desired else { return }
    autoScaling.groups[name]?.size.desired = desired
    autoScaling.groups[name]?.cause = "At \(now.iso8601()) \(cause)"
    recordGroup(name, "desired capacity \(before) to \(desired)", reason: cause)
    askForGroupTurn(name, isOrder: true)
    groupChanged(name)
  }

  package mutating func setInstanceProtection(
    _ ids: [EC2.InstanceID], ofGroup name: String, isProtected: Bool
  ) throws(ServiceFailure) {
    var group = try group(name)
    for id in ids {
      guard let index = group.instances.firstIndex(where: { $0.id == id }), !group.instances[index].state.isLeaving
      else {
        throw .groupValidation("The instance \(id) is not part of Auto Scaling group \(name).")
      }
      group.instances[index].isProtected = isProtected
    }
    autoScaling.groups[name] = group
    recordGroup(name, "\(ids.count) instances \(isProtected ? "protected" : "not protected") from scale in")
    askForGroupTurn(name, isOrder: true)
  }

  package mutating func deleteGroup(_ name: String, isForced: Bool) throws(ServiceFailure) {
    let group = try group(name)
    guard isForced || group.instances.isEmpty else {
      throw ServiceFailure(
        "ResourceInUse",
        "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in "
          + "the group.",
        why: "Set --min-size 0 and --desired-capacity 0 and wait until the instances are gone, or add --force-delete.")
    }
    recordGroup(name, "delete in progress")
    guard !group.instances.isEmpty else { return forgetGroup(name) }
    autoScaling.groups[name]?.isBeingDeleted = true
    autoScaling.groups[name]?.size = AutoScaling.Size(minimum: 0, maximum: group.size.maximum, desired: 0)
    autoScaling.groups[name]?.cause = "At \(now.iso8601()) a user request deleted the AutoScalingGroup."
    for instance in group.instances where instance.state != .terminating { endGroupInstance(instance.id, in: name) }
  }

  mutating func forgetGroup(_ name: String) {
    autoScaling.groups[name] = nil
    for index in autoScaling.activities.indices where autoScaling.activities[index].group == name {
      autoScaling.activities[index].isOfDeletedGroup = true
    }
    recordGroup(name, "deleted")
  }

  package func group(_ name: String) throws(ServiceFailure) -> AutoScaling.Group {
    guard let group = autoScaling.groups[name], !group.isBeingDeleted else {
      throw .groupValidation(
        "AutoScalingGroup name not found - AutoScalingGroup '\(name)' not found",
        why: "'aws autoscaling describe-auto-scaling-groups' shows the groups there are.")
    }
    return group
  }

  mutating func recordGroup(_ name: String, _ message: String, reason: String? = nil) {
    record(
      EventRecord.Draft(
        .command, source: "auto-scaling-group/\(name)", cluster: nil, message: message, reason: reason))
  }

  // MARK: - Checks

  private func check(_ size: AutoScaling.Size) throws(ServiceFailure) {
    guard size.minimum >= 0, size.maximum >= 0 else { throw .groupValidation("Sizes must not be negative.") }
    guard size.minimum <= size.maximum else {
      throw .groupValidation(
        "Max bound, \(size.maximum), must be greater than or equal to min bound, \(size.minimum)")
    }
    guard size.maximum <= AutoScalingTiming.maximumSize else {
      throw .groupValidation("Max bound, \(size.maximum), must be at most \(AutoScalingTiming.maximumSize) here.")
    }
    guard (size.minimum...size.maximum).contains(size.desired) else {
      throw .groupValidation(
        "Desired capacity:\(size.desired) must be between the specified min size:\(size.minimum) and max "
          + "size:\(size.maximum)")
    }
  }

  /// The subnets named, or one in each zone named.
  private func checkedSubnets(of request: AutoScaling.GroupRequest) throws(ServiceFailure) -> [String] {
    if let ids = request.subnets, !ids.isEmpty {
      for id in ids where network.subnets[id] == nil {
        throw .groupValidation(
          "The subnet ID '\(id)' does not exist", why: "'aws ec2 describe-subnets' lists the subnets of the Region.")
      }
      return ids
    }
    guard let zones = request.availabilityZones, !zones.isEmpty else {
      throw .groupValidation("At least one Availability Zone or VPC Subnet is required.")
    }
    var subnets: [String] = []
    for zone in zones {
      guard let subnet = network.subnets.values.first(where: { $0.availabilityZone == zone }) else {
        throw .groupValidation("Invalid Availability Zones: [\(zone)]")
      }
      subnets.append(subnet.id)
    }
    return subnets
  }
}

extension ServiceFailure {
  package static func groupValidation(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure("ValidationError", message, why: why)
  }
}
