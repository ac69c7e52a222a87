/// EC2 instances at the border.
///
/// In: calls. Out: replies. User data that writes `ECS_CLUSTER=NAME` (on Windows `Initialize-ECSAgent -Cluster NAME`)
/// makes an instance join that cluster when it has booted; what else a script does is not carried out. Source: EC2 API
/// reference, RunInstances, DescribeInstances, DescribeInstanceStatus, DescribeInstanceAttribute, TerminateInstances;
/// ECS Developer Guide, "Bootstrapping container instances with user data".
import Cloud
import Documents
import ServiceModels
import SimulationKit

extension CloudAPI {
  private static let mostInstances = 1_000  // [SIM] in one request

  @Sendable static func runInstances(_ call: Call, _ region: inout Region) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    if let token = try input.string("ClientToken"), !token.isEmpty {
      let made = region.ec2.instances.values.filter { $0.launch.clientToken == token }
      if !made.isEmpty { return region.reservation(made) }
    }
    var launch = try input.launchByTemplate(region)
    let least = try input.integer("MinCount") ?? 1
    let most = try input.integer("MaxCount") ?? 1
    guard least >= 1, most >= least, most <= mostInstances else {
      throw ServiceFailure(
        "InvalidParameterValue",
        "Value (\(least)) for parameter minCount is invalid. It must be from 1 to maxCount (\(most)), "
          + "which must not be more than \(mostInstances).")
    }
    let free = try region.checkLaunch(launch, count: least).subnet.availableAddressCount
    try input.checkDryRun()
    var ids: [EC2.InstanceID] = []
    for _ in 0..<min(most, free) {
      let id = try region.launchInstance(launch)
      launch.reservationID = region.ec2.instances[id]?.reservationID
      ids.append(id)
    }
    return region.reservation(ids.compactMap { region.ec2.instances[$0] })
  }

  @Sendable static func describeInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    guard !input.has("InstanceIds") || !input.has("MaxResults") else {
      throw ServiceFailure(
        "InvalidParameterCombination", "The parameter instancesSet cannot be used with the parameter maxResults")
    }
    let known = region.ec2.instances.values.map { (id: $0.id, resource: $0) }
    let instances = try input.filtered(
      try named(try input.strings("InstanceIds"), among: known, missing: ServiceFailure.instancesNotFound))
    var reservations: [[EC2.Instance]] = []
    var places: [String: Int] = [:]
    for instance in instances {
      if let place = places[instance.reservationID] {
        reservations[place].append(instance)
      } else {
        places[instance.reservationID] = reservations.count
        reservations.append([instance])
      }
    }
    let page = try input.ec2Page(of: reservations, key: { $0.first?.reservationID ?? "" })
    return Document.Object(rendering: [
      "NextToken": page.nextToken, "Reservations": page.items.map(region.reservation),
    ])
  }

  /// Those that run, unless all are asked for. What runs passes its checks.
  @Sendable static func describeInstanceStatus(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.ec2.instances.values.map { (id: $0.id, resource: $0) }
    let all = try input.filtered(
      try named(try input.strings("InstanceIds"), among: known, missing: ServiceFailure.instancesNotFound))
    let isWhole = try input.boolean("IncludeAllInstances") ?? false
    let page = try input.ec2Page(of: all.filter { isWhole || $0.state == .running }, key: \.id)
    return Document.Object(rendering: [
      "InstanceStatuses": page.items.map(\.statusDocument), "NextToken": page.nextToken,
    ])
  }

  /// One setting at a time, as EC2 shows them: what no request can set has the usual value.
  @Sendable static func describeInstanceAttribute(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (attribute, id) = (try input.ec2String("Attribute"), try input.ec2String("InstanceId"))
    try input.checkDryRun()
    guard let instance = region.ec2.instances[id] else { throw .instancesNotFound([id]) }
    let script = instance.launch.userData.map { ["Value": .string(Base64.encoded(Array($0.utf8)))] as Document }
    let member: String
    let value: Document
    switch attribute {
    case "instanceType": (member, value) = ("InstanceType", ["Value": .string(instance.instanceType)])
    case "userData": (member, value) = ("UserData", script ?? [:])
    case "groupSet": (member, value) = ("Groups", .list(instance.securityGroupIDs.map { ["GroupId": .string($0)] }))
    case "disableApiTermination": (member, value) = ("DisableApiTermination", ["Value": false])
    case "disableApiStop": (member, value) = ("DisableApiStop", ["Value": false])
    case "instanceInitiatedShutdownBehavior":
      (member, value) = ("InstanceInitiatedShutdownBehavior", ["Value": "stop"])
    case "sourceDestCheck": (member, value) = ("SourceDestCheck", ["Value": true])
    case "ebsOptimized": (member, value) = ("EbsOptimized", ["Value": false])
    case "enaSupport": (member, value) = ("EnaSupport", ["Value": true])
    case "rootDeviceName": (member, value) = ("RootDeviceName", ["Value": "/dev/xvda"])
    case "blockDeviceMapping": (member, value) = ("BlockDeviceMappings", [])
    case "productCodes": (member, value) = ("ProductCodes", [])
    case "kernel", "ramdisk", "sriovNetSupport", "enclaveOptions":
      throw .notSimulated("The attribute \(attribute) of an instance")
    default:
      throw ServiceFailure(
        "InvalidParameterValue", "Value (\(attribute)) for parameter attribute is invalid. Unknown attribute.")
    }
    return ["InstanceId": .string(id), member: value]
  }

  @Sendable static func terminateInstances(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let known = region.ec2.instances.values.map { (id: $0.id, resource: $0) }
    let ids = try input.strings("InstanceIds") ?? []
    guard !ids.isEmpty else {
      throw ServiceFailure("MissingParameter", "The request must contain the parameter InstanceId")
    }
    let instances = try named(ids, among: known, missing: ServiceFailure.instancesNotFound)
    try input.checkDryRun()
    for instance in instances { try region.terminateInstance(instance.id) }
    let changes = instances.map { before in
      Document.Object(rendering: [
        "InstanceId": before.id, "CurrentState": region.ec2.instances[before.id].map(\.state.document),
        "PreviousState": before.state.document,
      ])
    }
    return Document.Object(rendering: ["TerminatingInstances": changes])
  }
}

// MARK: - Reading a launch

extension Input {
  /// RunInstances's members: its own, over those of the template that it names.
  fileprivate func launchByTemplate(_ region: Region) throws(ServiceFailure) -> EC2.Launch {
    guard let specification = try structure("LaunchTemplate") else { return try launchInZone(region) }
    let template = try specification.launchTemplate(region)
    let version = try region.version(try specification.string("Version"), of: template)
    var launch = try Input.runInstances(object.adding(version.data)).launchInZone(region)
    launch.tags += template.systemTags(of: version)
    return launch
  }

  static func runInstances(_ members: Document.Object) -> Input {
    let model = ServiceModel.named("ec2")
    return Input(members, shape: model?.operation(named: "RunInstances")?.input ?? "", model: model)
  }

  /// Without a subnet in the zone that `Placement` names, where it names one.
  private func launchInZone(_ region: Region) throws(ServiceFailure) -> EC2.Launch {
    var launch = try launch(region)
    let asked = try structure("Placement")?.string("AvailabilityZone")
    guard launch.subnetID == nil, let zone = asked, !zone.isEmpty else { return launch }
    guard region.availabilityZones.contains(zone) else {
      throw ServiceFailure(
        "InvalidParameterValue", "Invalid availability zone: [\(zone)]",
        why: "\(region.name) has \(region.availabilityZones.joined(separator: ", ")).")
    }
    let subnet = region.network.subnets.values.first {
      $0.availabilityZone == zone && $0.vpcID == region.network.defaultVPC?.id
    }
    guard let subnet else {
      throw ServiceFailure(
        "MissingInput", "No subnets found for the default VPC in availability zone '\(zone)'. Please specify a subnet.",
        why: "The default VPC has no subnet there: name one of another network with --subnet-id.")  // [SIM]
    }
    launch.subnetID = subnet.id
    return launch
  }

  /// - Throws: NotSimulatedYet for a type that EC2 has and whose size is not known here.
  static func checkIsSimulated(instanceType type: String) throws(ServiceFailure) {
    guard InstanceType.named(type) == nil else { return }
    let real = ServiceModel.named("ec2")?.shape("InstanceType")?.enumeration ?? []
    guard !real.contains(type) else {
      throw .notSimulated("An instance of the type \(type)").explained(
        "Only the types whose size is known can be launched here, such as t3.medium, m5.large or c5.xlarge.")
    }
  }

  func launch(_ region: Region) throws(ServiceFailure) -> EC2.Launch {
    guard let image = try string("ImageId") else {
      throw ServiceFailure(
        "MissingParameter", "The request must contain the parameter ImageId",
        why: "Any ami- id does here; with ECS_CLUSTER in the user data the instance joins a cluster.")
    }
    let interface = try structures("NetworkInterfaces")?.first
    let type = try string("InstanceType") ?? "m1.small"
    try Self.checkIsSimulated(instanceType: type)
    var launch = EC2.Launch(instanceType: type)
    let (subnet, groups) = (try interface?.string("SubnetId"), try interface?.strings("Groups"))
    launch.subnetID = if let subnet { subnet } else { try string("SubnetId") }
    launch.securityGroupIDs = if let groups { groups } else { try strings("SecurityGroupIds") }
    if let names = try strings("SecurityGroups"), launch.securityGroupIDs == nil {
      launch.securityGroupIDs = try names.map { (name) throws(ServiceFailure) in
        let group = region.network.securityGroups.values.first {
          $0.name == name && $0.vpcID == region.network.defaultVPC?.id
        }
        guard let group else { throw .securityGroupNotFound(name) }
        return group.id
      }
    }
    launch.assignsPublicAddress = try interface?.boolean("AssociatePublicIpAddress")
    let name = region.imageName(image)
    let isOptimized = name.contains("/ecs/optimized-ami/")
    launch.imageID = image.hasPrefix("ami-") ? image : region.derivedID("ami", of: image)
    launch.userData = try string("UserData").map(UserData.plain)
    launch.operatingSystem = EC2.OperatingSystem(named: name)
    launch.installed = OptimizedImage.named(name)?.installed
    if launch.userData?.contains("<powershell>") ?? false, !launch.operatingSystem.isWindows {
      launch.operatingSystem = .windows
    }
    let cluster = launch.userData.flatMap { ECS.AgentConfiguration.cluster(in: $0) }
    launch.cluster = cluster ?? (isOptimized ? "default" : nil)
    launch.instanceProfileARN = try structure("IamInstanceProfile").flatMap { (profile) throws(ServiceFailure) in
      try region.instanceProfileARN(arn: try profile.string("Arn"), name: try profile.string("Name"))
    }
    launch.keyName = try string("KeyName")
    launch.isSpot = try structure("InstanceMarketOptions")?.string("MarketType") == "spot"
    launch.clientToken = try string("ClientToken")
    launch.tags = try tags(of: "instance")
    return launch
  }
}

/// What an instance is told at its first start.
enum UserData {
  /// Clients send it in base64; a shell's own text is taken as it is.
  static func plain(_ text: String) -> String {
    guard !text.hasPrefix("#"), let bytes = Base64.decoded(text.filter { !$0.isWhitespace }) else { return text }
    return String(validating: bytes, as: UTF8.self) ?? text
  }
}

extension ServiceFailure {
  fileprivate static func instancesNotFound(_ ids: [String]) -> ServiceFailure {
    if let malformed = ids.first(where: { !$0.hasPrefix("i-") }) {
      return ServiceFailure("InvalidInstanceID.Malformed", "Invalid id: \"\(malformed)\"")
    }
    if ids.count == 1 { return .instanceNotFound(ids[0]) }
    return ServiceFailure(
      "InvalidInstanceID.NotFound", "The instance IDs '\(ids.joined(separator: ", "))' do not exist")
  }
}
