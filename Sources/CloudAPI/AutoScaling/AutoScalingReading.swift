/// What a request says of an Auto Scaling group.
///
/// In: members of CreateAutoScalingGroup and UpdateAutoScalingGroup. Out: sizes, subnets, and which instances to launch.
/// A launch template of the account says what is launched. A name of which the account has none stands for the instance type
/// that occurs in it, as in `harbor-t3.large`, and otherwise for `AutoScalingTiming.usualInstanceType`. Overrides of a mixed
/// instances policy say the type outright. Source: EC2 Auto Scaling API reference, CreateAutoScalingGroup,
/// MixedInstancesPolicy.
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

  init(reading input: Input, _ region: Region) throws(ServiceFailure) {
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
    recipe = try Self.recipe(input, region)
    for member in Self.echoed where input.knows(member) {
      if let value = input.document(member) { settings[member] = value }
    }
    if let lifetime = try input.integer("MaxInstanceLifetime"), lifetime != 0,
      !(86_400...AutoScalingTiming.longestSetting).contains(lifetime)
    {
      throw .groupValidation(
        "MaxInstanceLifetime must be 0, or between 86400 and \(AutoScalingTiming.longestSetting) seconds.")
    }
    if let template = recipe?.template { settings = settings.naming(template, in: region) }
    if let policy = settings["MixedInstancesPolicy"]?.object {
      settings["MixedInstancesPolicy"] = Self.completed(policy).rendered
    }
  }

  /// A policy says how it buys, and that it overrides nothing, whether or not the request did.
  private static func completed(_ policy: Document.Object) -> Document.Object {
    var policy = policy
    var distribution = policy["InstancesDistribution"]?.object ?? [:]
    let usual: [(String, Document)] = [
      ("OnDemandAllocationStrategy", "prioritized"), ("OnDemandBaseCapacity", 0),
      ("OnDemandPercentageAboveBaseCapacity", 100), ("SpotAllocationStrategy", "lowest-price"),
    ]
    for (member, value) in usual where distribution[member] == nil { distribution[member] = value }
    if distribution["SpotInstancePools"] == nil, distribution["SpotAllocationStrategy"] == "lowest-price" {
      distribution["SpotInstancePools"] = 2
    }
    policy["InstancesDistribution"] = distribution.rendered
    if var launch = policy["LaunchTemplate"]?.object, launch["Overrides"] == nil {
      launch["Overrides"] = []
      policy["LaunchTemplate"] = launch.rendered
    }
    return policy
  }

  private static func recipe(_ input: Input, _ region: Region) throws(ServiceFailure) -> AutoScaling.Recipe? {
    let template = try input.structure("LaunchTemplate")
    guard let policy = try input.structure("MixedInstancesPolicy") else {
      guard let template else { return nil }
      return try AutoScaling.Recipe(template: template, overrides: [], region)
    }
    guard template == nil else {
      throw .groupValidation(
        "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
          + "MixedInstancesPolicy parameter.")
    }
    let launch = try policy.structure("LaunchTemplate")
    var recipe = try AutoScaling.Recipe(
      template: try launch?.structure("LaunchTemplateSpecification"), overrides: try types(of: launch), region)
    let distribution = try policy.structure("InstancesDistribution")
    recipe.onDemandBase = max(0, try distribution?.integer("OnDemandBaseCapacity") ?? 0)
    recipe.onDemandPercentage = min(
      100, max(0, try distribution?.integer("OnDemandPercentageAboveBaseCapacity") ?? 100))
    return recipe
  }

  private static func types(of launch: Input?) throws(ServiceFailure) -> [String] {
    var types: [String] = []
    for override in try launch?.structures("Overrides") ?? [] {
      if override.has("InstanceRequirements") { throw .notSimulated("A choice of instances by their attributes") }
      guard let type = try override.string("InstanceType") else { continue }
      try Input.checkIsSimulated(instanceType: type)
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
  /// - Parameter overrides: instance types that are said outright.
  /// - Throws: ValidationError where the account has no template of that id, or not that version.
  fileprivate init(template: Input?, overrides: [String], _ region: Region) throws(ServiceFailure) {
    let (id, name) = (try template?.string("LaunchTemplateId"), try template?.string("LaunchTemplateName"))
    guard template == nil || (id == nil) != (name == nil) else {
      throw .groupValidation("Valid requests must contain either launchTemplateId or LaunchTemplateName")
    }
    if let found = id ?? region.ec2.launchTemplates.values.first(where: { $0.name == name })?.id {
      let version = try template?.string("Version") ?? "$Default"
      let usual = EC2.Launch(instanceType: AutoScalingTiming.usualInstanceType)
      var template = AutoScaling.Template(id: found, version: version, launch: usual, saysType: overrides.isEmpty)
      do throws(ServiceFailure) { template.launch = try EC2.Launch(template: template, in: region) } catch {
        guard error.code != ServiceFailure.notSimulatedCode else { throw error }
        throw .groupValidation(
          "You must use a valid fully-formed launch template. \(error.message ?? error.code)", why: error.why)
      }
      self.init(instanceTypes: overrides.isEmpty ? [template.launch.instanceType] : overrides)
      self.template = template
      return
    }
    let known = InstanceType.names.filter { name?.contains($0) ?? false }
    let named = known.max { ($0.count, $1) < ($1.count, $0) } ?? AutoScalingTiming.usualInstanceType
    self.init(instanceTypes: overrides.isEmpty ? [named] : overrides)
    operatingSystem = EC2.OperatingSystem(named: name ?? "")
  }
}

extension Document.Object {
  /// A template as replies show it, wherever the request named it: by id and name, and with the version that the request
  /// gave.
  fileprivate func naming(_ template: AutoScaling.Template, in region: Region) -> Document.Object {
    let name = region.ec2.launchTemplates[template.id]?.name
    func whole(_ given: Document?) -> Document {
      Document.Object(rendering: [
        "LaunchTemplateId": template.id, "LaunchTemplateName": name, "Version": given?["Version"]?.string,
      ]).rendered
    }
    var settings = self
    if let given = settings["LaunchTemplate"] { settings["LaunchTemplate"] = whole(given) }
    if var policy = settings["MixedInstancesPolicy"]?.object, var launch = policy["LaunchTemplate"]?.object {
      launch["LaunchTemplateSpecification"] = whole(launch["LaunchTemplateSpecification"])
      policy["LaunchTemplate"] = launch.rendered
      settings["MixedInstancesPolicy"] = policy.rendered
    }
    return settings
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
