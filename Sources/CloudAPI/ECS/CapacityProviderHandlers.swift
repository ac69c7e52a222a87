/// Capacity providers at the border.
///
/// In: calls. Out: replies with providers. Source: ECS API reference, CreateCapacityProvider, DescribeCapacityProviders,
/// UpdateCapacityProvider, DeleteCapacityProvider.
import Cloud
import Documents

extension CloudAPI {
  static let capacityProviderHandlers: [String: Handler] = [
    "CreateCapacityProvider": createCapacityProvider,
    "DescribeCapacityProviders": describeCapacityProviders,
    "UpdateCapacityProvider": updateCapacityProvider,
    "DeleteCapacityProvider": deleteCapacityProvider,
  ]

  @Sendable private static func createCapacityProvider(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.requiredString("name")
    if let settings = try input.structure("managedInstancesProvider") {
      return try createManagedInstancesProvider(name, settings, input, &region)
    }
    let group = try input.groupProvider("created")
    guard !input.has("cluster") else {
      throw .invalidParameter(
        "The cluster parameter is only supported for Amazon ECS Managed Instances capacity providers.",
        why: "A provider of an Auto Scaling group serves any cluster that put-cluster-capacity-providers gives it to.")
    }
    let provider = try region.createCapacityProvider(
      named: name, group: try group.requiredString("autoScalingGroupArn"),
      try ECS.AutoScalingGroupSettings(reading: group),
      tags: try input.tags() ?? [])
    return ["capacityProvider": region.document(of: provider, withTags: true)]
  }

  private static func createManagedInstancesProvider(
    _ name: String, _ settings: Input, _ input: Input, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    guard !input.has("autoScalingGroupProvider") else {
      throw .invalidParameter(
        "Specify either an Auto Scaling group provider or a managed instances provider, not both.")
    }
    guard let cluster = try input.string("cluster") else {
      throw .invalidParameter(
        "The cluster must be specified for Amazon ECS Managed Instances capacity providers.",
        why: "Managed Instances belong to one cluster: add --cluster.")
    }
    let provider = try region.createManagedInstancesProvider(
      named: name, cluster: cluster, try ECS.ManagedInstancesProvider(reading: settings),
      tags: try input.tags() ?? [])
    return ["capacityProvider": region.document(of: provider, withTags: true)]
  }

  @Sendable private static func describeCapacityProviders(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let cluster: ECS.Cluster? = input.has("cluster") ? try region.activeCluster(try input.string("cluster")) : nil
    let names = try Input.checked(
      try input.strings("capacityProviders") ?? [], of: "Capacity Providers", atMost: 100)
    let include = try input.include(allowed: ["TAGS"])
    let batch = region.capacityProviders(names, ofCluster: cluster)
    let page = try input.page(of: batch.providers, size: 10, maximum: 10, key: \.name)
    return Document.Object(rendering: [
      "capacityProviders": page.items.map { region.document(of: $0, withTags: include.contains("TAGS")) },
      "failures": batch.failures, "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func updateCapacityProvider(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if let given = try input.structure("managedInstancesProvider") {
      let provider = try region.updateManagedInstancesProvider(
        try input.requiredString("name"), cluster: try input.string("cluster")
      ) { (settings: inout ECS.ManagedInstancesProvider) throws(ServiceFailure) in
        try settings.change(reading: given)
      }
      return ["capacityProvider": region.document(of: provider, withTags: true)]
    }
    let group = try call.input.groupProvider("updated")
    let provider = try region.updateCapacityProvider(
      try call.input.requiredString("name"), try ECS.AutoScalingGroupSettings(reading: group))
    return ["capacityProvider": region.document(of: provider, withTags: true)]
  }

  @Sendable private static func deleteCapacityProvider(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let reference = try call.input.requiredString("capacityProvider")
    if let provider = region.capacityProvider(reference) {
      try region.checkCluster(try call.input.string("cluster"), of: provider)
    }
    let provider = try region.deleteCapacityProvider(reference)
    return ["capacityProvider": region.document(of: provider, withTags: false)]
  }
}

extension Input {
  /// The member that says how an Auto Scaling group is used.
  /// - Parameter verb: what is to be done with the provider: `created`.
  fileprivate func groupProvider(_ verb: String) throws(ServiceFailure) -> Input {
    guard let group = try structure("autoScalingGroupProvider") else {
      throw .invalidParameter(
        "The capacity provider could not be \(verb) because you must specify an Auto Scaling group provider or a "
          + "managed instances provider.", why: "Add --auto-scaling-group-provider autoScalingGroupArn=… .")
    }
    return group
  }

  fileprivate func isEnabled(_ member: String) throws(ServiceFailure) -> Bool? {
    guard let word = try string(member) else { return nil }
    guard ["ENABLED", "DISABLED"].contains(word) else { throw .shouldBeOneOf(member, ["ENABLED", "DISABLED"]) }
    return word == "ENABLED"
  }
}

extension ECS.AutoScalingGroupSettings {
  fileprivate init(reading input: Input) throws(ServiceFailure) {
    self.init()
    if let scaling = try input.structure("managedScaling") {
      status = try scaling.isEnabled("status")
      targetCapacity = try scaling.integer("targetCapacity")
      minimumStepSize = try scaling.integer("minimumScalingStepSize")
      maximumStepSize = try scaling.integer("maximumScalingStepSize")
      instanceWarmupSeconds = try scaling.integer("instanceWarmupPeriod")
    }
    managedTerminationProtection = try input.isEnabled("managedTerminationProtection")
    managedDraining = try input.isEnabled("managedDraining")
  }
}

extension Region {
  func document(of provider: ECS.CapacityProvider, withTags: Bool) -> Document {
    Document.Object(rendering: [
      "capacityProviderArn": arn(ofCapacityProvider: provider.name),
      "name": provider.name,
      "cluster": provider.cluster,
      "status": provider.status.rawValue,
      "autoScalingGroupProvider": provider.autoScalingGroup,
      "managedInstancesProvider": provider.managedInstances,
      "updateStatus": provider.updateStatus?.rawValue,
      "updateStatusReason": provider.updateStatusReason,
      "tags": withTags ? provider.tags : [],
      "type": provider.kind.word,
    ]).rendered
  }
}

extension ECS.CapacityProvider.Kind {
  fileprivate var word: String {
    switch self {
    case .fargate: "FARGATE"
    case .fargateSpot: "FARGATE_SPOT"
    case .autoScalingGroup: "EC2_AUTOSCALING"
    case .managedInstances: "MANAGED_INSTANCES"
    }
  }
}

extension ECS.AutoScalingGroupProvider: Renderable {
  var rendered: Document {
    func word(_ isEnabled: Bool) -> String { isEnabled ? "ENABLED" : "DISABLED" }
    return Document.Object(rendering: [
      "autoScalingGroupArn": groupARN,
      "managedScaling": Document.Object(rendering: [
        "status": word(managedScaling.isEnabled), "targetCapacity": managedScaling.targetCapacity,
        "minimumScalingStepSize": managedScaling.minimumStepSize,
        "maximumScalingStepSize": managedScaling.maximumStepSize,
        "instanceWarmupPeriod": managedScaling.instanceWarmupSeconds,
      ]),
      "managedTerminationProtection": word(hasManagedTerminationProtection),
      "managedDraining": word(hasManagedDraining),
    ]).rendered
  }
}

extension ECS.ClusterAttachment: Renderable {
  var rendered: Document {
    var details: [Document] =
      kind == .serviceConnect ? [] : [["name": "capacityProviderName", "value": .string(subject)]]
    if let policyName { details.append(["name": "scalingPolicyName", "value": .string(policyName)]) }
    return Document.Object(rendering: [
      "id": id, "type": kind.rawValue, "status": status.rawValue, "details": details,
    ]).rendered
  }
}
