/// What a request says of an Auto Scaling group.
///
/// In: members of CreateAutoScalingGroup and UpdateAutoScalingGroup. Out: sizes, subnets, and which instances to launch.
/// Launch templates are not kept here: a template stands for the instance type that occurs in its name, as in
/// `harbor-t3.large`, and otherwise for `AutoScalingTiming.usualInstanceType`. Overrides of a mixed instances policy say
/// the type outright. Source: EC2 Auto Scaling API reference, CreateAutoScalingGroup, MixedInstancesPolicy.
import Cloud
import Documents

extension AutoScaling.GroupRequest {
  /// Members that are shown again and change nothing.
  private static let echoed = [
    "LaunchTemplate", "MixedInstancesPolicy", "DefaultCooldown", "HealthCheckType", "HealthCheckGracePeriod",
    "PlacementGroup", "TerminationPolicies", "CapacityRebalance", "ServiceLinkedRoleARN", "MaxInstanceLifetime",
    "Context", "DesiredCapacityType", "DefaultInstanceWarmup", "LoadBalancerNames", "TargetGroupARNs",
    "TrafficSources", "InstanceMaintenancePolicy", "AvailabilityZoneDistribution", "AvailabilityZoneImpairmentPolicy",
    "CapacityReservationSpecification", "InstanceLifecyclePolicy",
  ]
  private static let refused = [
    "LaunchConfigurationName", "InstanceId", "AvailabilityZoneIds", "LifecycleHookSpecificationList",
    "DeletionProtection",
  ]

  init(reading input: Input) throws(ServiceFailure) {
    self.init()
    for member in Self.refused where input.knows(member) && input.has(member) {
      throw .notSimulated("The member \(member) of an Auto Scaling group")
    }
    minimum = try input.integer("MinSize")
    maximum = try input.integer("MaxSize")
    desired = try input.integer("DesiredCapacity")
    subnets = try input.string("VPCZoneIdentifier")?.split(separator: ",").map { String($0).trimmingBlanks }
    availabilityZones = try input.strings("AvailabilityZones")
    protectsNewInstances = try input.boolean("NewInstancesProtectedFromScaleIn")
    recipe = try Self.recipe(input)
    for member in Self.echoed where input.knows(member) {
      if let value = input.document(member) { settings[member] = value }
    }
  }

  private static func recipe(_ input: Input) throws(ServiceFailure) -> AutoScaling.Recipe? {
    let template = try input.structure("LaunchTemplate")
    guard let policy = try input.structure("MixedInstancesPolicy") else {
      return AutoScaling.Recipe(template: try template?.string("LaunchTemplateName"), isGiven: template != nil)
    }
    guard template == nil else {
      throw .groupValidation(
        "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
          + "MixedInstancesPolicy parameter.")
    }
    let launch = try policy.structure("LaunchTemplate")
    let name = try launch?.structure("LaunchTemplateSpecification")?.string("LaunchTemplateName")
    var recipe = AutoScaling.Recipe(template: name, isGiven: true)
    let types = try types(of: launch)
    if !types.isEmpty { recipe?.instanceTypes = types }
    let distribution = try policy.structure("InstancesDistribution")
    recipe?.onDemandBase = max(0, try distribution?.integer("OnDemandBaseCapacity") ?? 0)
    recipe?.onDemandPercentage = min(
      100, max(0, try distribution?.integer("OnDemandPercentageAboveBaseCapacity") ?? 100))
    return recipe
  }

  private static func types(of launch: Input?) throws(ServiceFailure) -> [String] {
    var types: [String] = []
    for override in try launch?.structures("Overrides") ?? [] {
      if override.has("InstanceRequirements") { throw .notSimulated("A choice of instances by their attributes") }
      guard let type = try override.string("InstanceType") else { continue }
      guard InstanceType.named(type) != nil else {
        throw .groupValidation(
          "The instance type '\(type)' does not exist.",
          why: "Only types whose size is known can be launched here, such as t3.medium, m5.large or c5.xlarge.")
      }
      types.append(type)
    }
    return types
  }
}

extension AutoScaling.Recipe {
  /// nil where no template is given.
  fileprivate init?(template name: String?, isGiven: Bool) {
    guard isGiven else { return nil }
    let known = InstanceType.names.filter { name?.contains($0) ?? false }
    self.init(instanceTypes: [known.max { ($0.count, $1) < ($1.count, $0) } ?? AutoScalingTiming.usualInstanceType])
    operatingSystem = EC2.OperatingSystem(named: name ?? "")
  }
}

extension Input {
  /// The tags of a new group, nil where none are given.
  func groupTags() throws(ServiceFailure) -> [AutoScaling.GroupTag]? {
    guard let entries = try structures("Tags") else { return nil }
    var tags: [AutoScaling.GroupTag] = []
    for entry in entries {
      tags.append(
        AutoScaling.GroupTag(
          key: try entry.string("Key") ?? "", value: try entry.string("Value") ?? "",
          propagatesAtLaunch: try entry.boolean("PropagateAtLaunch") ?? true))
    }
    guard Set(tags.map(\.key)).count == tags.count, tags.count <= 50, tags.allSatisfy({ !$0.key.isEmpty }) else {
      throw .groupValidation("A group has at most 50 tags, each with a key of its own.")
    }
    return tags
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
