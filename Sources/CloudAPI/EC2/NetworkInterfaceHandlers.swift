/// Network interfaces at the border of EC2: those of instances, and those of awsvpc tasks.
///
/// In: calls. Out: replies. `Association.PublicIp` is the way to a Fargate task's public address.
/// Source: EC2 API reference, DescribeNetworkInterfaces; ECS Developer Guide, "Fargate task networking".
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  @Sendable static func describeNetworkInterfaces(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let known = region.networkInterfaces.map { (id: $0.id, resource: $0) }
    let interfaces = try input.filtered(
      try named(try input.strings("NetworkInterfaceIds"), among: known) { ids in
        ServiceFailure(
          "InvalidNetworkInterfaceID.NotFound",
          ids.count == 1
            ? "The networkInterface ID '\(ids[0])' does not exist"
            : "The networkInterface IDs '\(ids.joined(separator: ", "))' do not exist",
          why: "A task's interface goes with the task; describe-tasks shows it under attachments.")
      })
    let page = try input.ec2Page(of: interfaces, key: \.id)
    return Document.Object(rendering: [
      "NetworkInterfaces": page.items.map { $0.document(region) }, "NextToken": page.nextToken,
    ])
  }
}

/// An interface, whoever it belongs to.
struct NetworkInterface: EC2Filterable {
  let id: String
  let description: String
  let subnet: Network.Subnet
  let securityGroups: [Network.SecurityGroup]
  let macAddress: String
  let privateAddress: String
  let publicAddress: String?
  let attachmentID: String
  let attachedAt: Instant
  /// `attaching`, `attached` or `detaching`.
  let attachmentStatus: String
  /// The instance it is attached to, nil on Fargate.
  let instanceID: String?
  /// Made by a service, not by a user.
  let isRequesterManaged: Bool
  var tags: [ECS.Tag] { [] }

  private var status: String { attachmentStatus == "attaching" ? "pending" : "in-use" }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "network-interface-id": [id]
    case "subnet-id": [subnet.id]
    case "vpc-id": [subnet.vpcID]
    case "availability-zone": [subnet.availabilityZone]
    case "description": [description]
    case "group-id": securityGroups.map(\.id)
    case "group-name": securityGroups.map(\.name)
    case "mac-address": [macAddress]
    case "private-ip-address", "addresses.private-ip-address": [privateAddress]
    case "association.public-ip", "addresses.association.public-ip": publicAddress.map { [$0] } ?? []
    case "attachment.instance-id": instanceID.map { [$0] } ?? []
    case "attachment.attachment-id": [attachmentID]
    case "attachment.status": [attachmentStatus]
    case "interface-type": ["interface"]
    case "requester-managed": [isRequesterManaged ? "true" : "false"]
    case "status": [status]
    default: nil
    }
  }

  func association(_ region: Region) -> Document? {
    publicAddress.map { address in
      Document.Object(rendering: [
        "IpOwnerId": "amazon", "PublicDnsName": PublicAddress.dnsName(of: address, region: region.name),
        "PublicIp": address,
      ]).rendered
    }
  }

  var groups: [Document] {
    securityGroups.map { Document.Object(rendering: ["GroupId": $0.id, "GroupName": $0.name]).rendered }
  }

  func addresses(_ region: Region) -> [Document] {
    [
      Document.Object(rendering: [
        "Association": association(region), "Primary": true,
        "PrivateDnsName": PublicAddress.privateDNSName(of: privateAddress, region: region.name),
        "PrivateIpAddress": privateAddress,
      ]).rendered
    ]
  }

  fileprivate func document(_ region: Region) -> Document {
    let attachment = Document.Object(rendering: [
      "AttachTime": attachedAt, "AttachmentId": attachmentID, "DeleteOnTermination": !isRequesterManaged,
      "DeviceIndex": isRequesterManaged ? 1 : 0, "NetworkCardIndex": 0, "InstanceId": instanceID,
      "InstanceOwnerId": isRequesterManaged && instanceID == nil ? "amazon-ecs" : region.account,
      "Status": attachmentStatus,
    ])
    return Document.Object(rendering: [
      "Association": association(region), "Attachment": attachment, "AvailabilityZone": subnet.availabilityZone,
      "Description": description, "Groups": groups, "InterfaceType": "interface",
      "Ipv6Addresses": [] as [Document], "MacAddress": macAddress, "NetworkInterfaceId": id, "OwnerId": region.account,
      "PrivateDnsName": PublicAddress.privateDNSName(of: privateAddress, region: region.name),
      "PrivateIpAddress": privateAddress, "PrivateIpAddresses": addresses(region),
      "RequesterId": isRequesterManaged ? region.derivedRoleID("AWSServiceRoleForECS") + ":ecs-eni-provisioning" : nil,
      "RequesterManaged": isRequesterManaged, "SourceDestCheck": true, "Status": status, "SubnetId": subnet.id,
      "TagSet": [] as [Document], "VpcId": subnet.vpcID,
      "AvailabilityZoneId": region.zoneID(subnet.availabilityZone),
    ]).rendered
  }
}

extension Region {
  /// Instances first, then tasks, each in the order they came.
  fileprivate var networkInterfaces: [NetworkInterface] {
    ec2.instances.values.compactMap(networkInterface)
      + ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0) }.compactMap(networkInterface)
  }

  func networkInterface(of instance: EC2.Instance) -> NetworkInterface? {
    guard instance.state != .terminated, let subnet = network.subnets[instance.subnetID] else { return nil }
    return NetworkInterface(
      id: instance.networkInterfaceID, description: "", subnet: subnet,
      securityGroups: instance.securityGroupIDs.compactMap { network.securityGroups[$0] },
      macAddress: instance.macAddress, privateAddress: instance.privateIPv4Address,
      publicAddress: instance.publicIPv4Address, attachmentID: derivedID("eni-attach", of: instance.networkInterfaceID),
      attachedAt: instance.launchedAt, attachmentStatus: instance.state.isAlive ? "attached" : "detaching",
      instanceID: instance.id, isRequesterManaged: false)
  }

  private func networkInterface(of task: ECS.Task) -> NetworkInterface? {
    guard let attachment = task.attachment, let id = attachment.networkInterfaceID,
      let address = attachment.privateIPv4Address, let subnet = network.subnets[attachment.subnetID]
    else { return nil }
    let status: String
    switch attachment.status(at: now) {
    case .precreated, .created, .attaching: status = "attaching"
    case .attached: status = "attached"
    case .detaching: status = "detaching"
    case .detached, .deleted, .failed: return nil
    }
    let named = task.securityGroups.compactMap { network.securityGroups[$0] }
    let groups = named.isEmpty ? [network.defaultSecurityGroup(ofVPC: subnet.vpcID)].compactMap { $0 } : named
    return NetworkInterface(
      id: id, description: ecsARN("attachment/\(attachment.id)"), subnet: subnet, securityGroups: groups,
      macAddress: attachment.macAddress ?? "", privateAddress: address,
      publicAddress: task.assignsPublicIP ? PublicAddress.of(id) : nil,
      attachmentID: derivedID("eni-attach", of: id), attachedAt: task.createdAt, attachmentStatus: status,
      instanceID: task.containerInstance.flatMap { ecs.containerInstances[$0]?.ec2InstanceID },
      isRequesterManaged: true)
  }
}
