/// Amazon EC2 Auto Scaling at the border: groups of EC2 instances, as capacity providers use them. Those that replace
/// instances stand in `GroupReplacementHandlers`.
///
/// In: calls. Out: replies. Source: EC2 Auto Scaling API reference, the operations on groups.
import Cloud
import Documents

extension CloudAPI {
  static let autoScalingHandlers: [String: Handler] = [
    "CreateAutoScalingGroup": createAutoScalingGroup,
    "DescribeAutoScalingGroups": describeAutoScalingGroups,
    "UpdateAutoScalingGroup": updateAutoScalingGroup,
    "SetDesiredCapacity": setDesiredCapacity,
    "SetInstanceProtection": setInstanceProtection,
    "DescribeScalingActivities": describeScalingActivities,
    "DeleteAutoScalingGroup": deleteAutoScalingGroup,
    "AttachLoadBalancerTargetGroups": { call, region throws(ServiceFailure) in try attach(.targetGroup, call, &region)
    },
    "DetachLoadBalancerTargetGroups": { call, region throws(ServiceFailure) in try detach(.targetGroup, call, &region)
    },
    "DescribeLoadBalancerTargetGroups": { call, region throws(ServiceFailure) in
      try describeAttached(.targetGroup, "LoadBalancerTargetGroups", "LoadBalancerTargetGroupARN", call, region)
    },
    "AttachLoadBalancers": { call, region throws(ServiceFailure) in try attach(.classic, call, &region) },
    "DetachLoadBalancers": { call, region throws(ServiceFailure) in try detach(.classic, call, &region) },
    "DescribeLoadBalancers": { call, region throws(ServiceFailure) in
      try describeAttached(.classic, "LoadBalancers", "LoadBalancerName", call, region)
    },
  ]

  private static func attach(
    _ kind: AutoScaling.LoadBalancerKind, _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.attach(
      try call.input.strings(kind.rawValue) ?? [], kind, toGroup: try call.input.groupName())
    return [:]
  }

  private static func detach(
    _ kind: AutoScaling.LoadBalancerKind, _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.detach(
      try call.input.strings(kind.rawValue) ?? [], kind, fromGroup: try call.input.groupName())
    return [:]
  }

  private static func describeAttached(
    _ kind: AutoScaling.LoadBalancerKind, _ list: String, _ member: String, _ call: Call, _ region: Region
  ) throws(ServiceFailure) -> Document.Object {
    let group = try region.group(try call.input.groupName())
    let page = try call.input.recordPage(of: group.attached(kind), size: 100, key: \.self)
    return Document.Object(rendering: [
      list: page.items.map { reference in
        Document.Object(rendering: [member: reference, "State": region.state(of: reference, kind, in: group)]).rendered
      },
      "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func createAutoScalingGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.groupName()
    var request = try AutoScaling.GroupRequest(reading: call.input, region)
    for member in ["MinSize", "MaxSize"] where !call.input.has(member) {
      throw .groupValidation("The parameter \(member) must be specified.")
    }
    request.tags = try call.input.groupTags()
    _ = try region.createGroup(named: name, request)
    return [:]
  }

  @Sendable private static func updateAutoScalingGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.updateGroup(try call.input.groupName(), try AutoScaling.GroupRequest(reading: call.input, region))
    return [:]
  }

  @Sendable private static func describeAutoScalingGroups(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if input.has("Filters") { throw .notSimulated("A filter on Auto Scaling groups") }
    let names = try input.strings("AutoScalingGroupNames") ?? []
    let found = region.autoScaling.groups.values.filter { names.isEmpty || names.contains($0.name) }
    let showsInstances = try input.boolean("IncludeInstances") ?? true
    let page = try input.recordPage(of: found, size: 50, key: \.name)
    return Document.Object(rendering: [
      "AutoScalingGroups": page.items.map { region.document(of: $0, showsInstances: showsInstances) },
      "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func setDesiredCapacity(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    guard let desired = try call.input.integer("DesiredCapacity") else {
      throw .groupValidation("The parameter DesiredCapacity must be specified.")
    }
    try region.setDesiredCapacity(desired, ofGroup: try call.input.groupName())
    return [:]
  }

  @Sendable private static func setInstanceProtection(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let ids = try call.input.strings("InstanceIds") ?? []
    guard (1...50).contains(ids.count), let isProtected = try call.input.boolean("ProtectedFromScaleIn") else {
      throw .groupValidation("Give 1 to 50 InstanceIds, and ProtectedFromScaleIn.")
    }
    try region.setInstanceProtection(ids, ofGroup: try call.input.groupName(), isProtected: isProtected)
    return [:]
  }

  @Sendable private static func describeScalingActivities(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if input.has("Filters") { throw .notSimulated("A filter on scaling activities") }
    let found = try region.activities(
      ofGroup: try input.string("AutoScalingGroupName"), ids: try input.strings("ActivityIds") ?? [],
      includingDeletedGroups: try input.boolean("IncludeDeletedGroups") ?? false)
    let page = try input.recordPage(of: found, size: 100, key: \.id)
    return Document.Object(rendering: ["Activities": page.items, "NextToken": page.nextToken])
  }

  @Sendable private static func deleteAutoScalingGroup(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteGroup(try call.input.groupName(), isForced: try call.input.boolean("ForceDelete") ?? false)
    return [:]
  }
}

extension Input {
  func groupName() throws(ServiceFailure) -> String {
    guard let name = try string("AutoScalingGroupName"), (1...255).contains(name.unicodeScalars.count),
      !name.contains(":"), !name.contains("/")
    else {
      throw .groupValidation(
        "AutoScalingGroupName must have 1 to 255 characters.",
        why: "The name becomes the end of the group's ARN: ':' and '/' are not possible there.")
    }
    return name
  }

  /// At most `MaxRecords` items behind the one that `NextToken` names.
  func recordPage<Item>(
    of items: [Item], size: Int, key: (Item) -> String
  ) throws(ServiceFailure) -> Page<Item> {
    let limit = try integer("MaxRecords") ?? size
    guard (1...100).contains(limit) else { throw .groupValidation("MaxRecords must be between 1 and 100.") }
    var start = 0
    if let token = try string("NextToken") {
      guard let place = items.firstIndex(where: { key($0) == token }) else {
        throw ServiceFailure("InvalidNextToken", "The NextToken value is not valid.")
      }
      start = place + 1
    }
    let shown = Array(items[start...].prefix(limit))
    return Page(items: shown, nextToken: start + limit < items.count ? shown.last.map(key) : nil)
  }
}
