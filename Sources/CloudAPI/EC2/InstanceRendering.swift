/// EC2 instances as replies show them.
///
/// In: an instance and the Region it is in. Out: its document. Source: EC2 API reference, Instance, Reservation.
import Cloud
import Documents
import SimulationKit

extension EC2.InstanceState {
  var document: Document.Object { Document.Object(rendering: ["Code": code, "Name": rawValue]) }
}

extension EC2.Instance: EC2Filterable {
  /// Its state, and the two checks that every instance has.
  var statusDocument: Document {
    let isRunning = state == .running
    let reachable = Document.Object(rendering: ["Name": "reachability", "Status": "passed"])
    let check = Document.Object(rendering: [
      "Details": isRunning ? [reachable] : nil, "Status": isRunning ? "ok" : "not-applicable",
    ])
    return Document.Object(rendering: [
      "AvailabilityZone": availabilityZone, "InstanceId": id, "InstanceState": state.document,
      "InstanceStatus": check, "SystemStatus": check,
    ]).rendered
  }

  var tags: [ECS.Tag] {
    (owner.map { [ECS.Tag(key: "aws:autoscaling:groupName", value: $0)] } ?? []) + launch.tags
  }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "instance-id": [id]
    case "instance-state-name": [state.rawValue]
    case "instance-state-code": [String(state.code)]
    case "instance-type": [instanceType]
    case "image-id": [imageID]
    case "availability-zone": [availabilityZone]
    case "subnet-id", "network-interface.subnet-id": [subnetID]
    case "vpc-id", "network-interface.vpc-id": [vpcID]
    case "instance.group-id", "group-id", "network-interface.group-id": securityGroupIDs
    case "private-ip-address", "network-interface.addresses.private-ip-address":
      state == .terminated ? [] : [privateIPv4Address]
    case "private-dns-name", "network-interface.private-dns-name":
      state == .terminated ? [] : [PublicAddress.privateDNSName(of: privateIPv4Address, region: regionName)]
    case "dns-name":
      publicIPv4Address.map { [PublicAddress.dnsName(of: $0, region: regionName)] } ?? []
    case "network-interface.network-interface-id": [networkInterfaceID]
    case "ip-address": publicIPv4Address.map { [$0] } ?? []
    case "key-name": launch.keyName.map { [$0] } ?? []
    case "iam-instance-profile.arn": launch.instanceProfileARN.map { [$0] } ?? []
    case "reservation-id": [reservationID]
    case "architecture": [InstanceType.architecture(of: instanceType)]
    case "platform": launch.operatingSystem.isWindows ? ["windows"] : []
    case "instance-lifecycle": launch.isSpot ? ["spot"] : []
    case "state-reason-code": stateReason.map { [$0.code] } ?? []
    case "source-dest-check": state == .terminated ? [] : ["true"]
    case "root-device-type": ["ebs"]
    case "hypervisor": ["xen"]
    case "virtualization-type": ["hvm"]
    case "monitoring-state": ["disabled"]
    case "tenancy": ["default"]
    case "client-token": launch.clientToken.map { [$0] } ?? []
    default: nil
    }
  }

  /// `us-east-1` for an instance in `us-east-1a`.
  private var regionName: String { String(availabilityZone.dropLast()) }
}

extension Region {
  /// The instances, which share a reservation.
  func reservation(_ instances: [EC2.Instance]) -> Document.Object {
    Document.Object(rendering: [
      "ReservationId": instances.first?.reservationID, "OwnerId": account, "Groups": [] as [Document],
      "Instances": instances.enumerated().map { document(of: $1, index: $0) },
    ])
  }

  private func document(of instance: EC2.Instance, index: Int) -> Document.Object {
    let isThere = instance.state != .terminated
    let isWindows = instance.launch.operatingSystem.isWindows
    let interface = networkInterface(of: instance)
    let groups = instance.securityGroupIDs.compactMap { network.securityGroups[$0] }
      .map { Document.Object(rendering: ["GroupId": $0.id, "GroupName": $0.name]) }
    let processors = InstanceType.named(instance.instanceType)?.virtualCPUs ?? 1
    let publicName = instance.publicIPv4Address.map { PublicAddress.dnsName(of: $0, region: name) }
    let privateName = PublicAddress.privateDNSName(of: instance.privateIPv4Address, region: name)
    let profile = instance.launch.instanceProfileARN.map {
      Document.Object(rendering: ["Arn": $0, "Id": derivedRoleID($0, prefix: "AIPA")])
    }
    let cause = instance.stateReason.map { Document.Object(rendering: ["Code": $0.code, "Message": $0.message]) }
    return Document.Object(rendering: [
      "Architecture": InstanceType.architecture(of: instance.instanceType), "BlockDeviceMappings": [] as [Document],
      "ClientToken": instance.launch.clientToken ?? "", "EbsOptimized": false, "EnaSupport": true, "Hypervisor": "xen",
      "IamInstanceProfile": profile, "NetworkInterfaces": interface.map { [document(of: $0)] } ?? [],
      "RootDeviceName": "/dev/xvda", "RootDeviceType": "ebs", "SecurityGroups": isThere ? groups : [],
      "SourceDestCheck": isThere ? true : nil, "StateReason": cause, "Tags": Document.Object.ec2Tags(instance.tags),
      "VirtualizationType": "hvm",
      "CpuOptions": Document.Object(rendering: [
        "CoreCount": max(1, processors / 2), "ThreadsPerCore": processors > 1 ? 2 : 1,
      ]),
      "InstanceLifecycle": instance.launch.isSpot ? "spot" : nil,
      "Platform": isWindows ? "windows" : nil, "PlatformDetails": isWindows ? "Windows" : "Linux/UNIX",
      "UsageOperation": isWindows ? "RunInstances:0002" : "RunInstances", "InstanceId": instance.id,
      "ImageId": instance.imageID, "State": instance.state.document, "PrivateDnsName": isThere ? privateName : "",
      "PublicDnsName": isThere ? publicName ?? "" : "",
      "StateTransitionReason": stateTransitionReason(of: instance), "KeyName": instance.launch.keyName,
      "AmiLaunchIndex": index, "ProductCodes": [] as [Document], "InstanceType": instance.instanceType,
      "LaunchTime": instance.launchedAt,
      "Placement": Document.Object(rendering: [
        "AvailabilityZoneId": zoneID(instance.availabilityZone), "GroupName": "", "Tenancy": "default",
        "AvailabilityZone": instance.availabilityZone,
      ]),
      "Monitoring": Document.Object(rendering: ["State": "disabled"]), "SubnetId": isThere ? instance.subnetID : nil,
      "VpcId": isThere ? instance.vpcID : nil, "PrivateIpAddress": isThere ? instance.privateIPv4Address : nil,
      "PublicIpAddress": isThere ? instance.publicIPv4Address : nil,
    ])
  }

  /// `User initiated (2026-01-05 09:10:00 GMT)`, empty for one that nobody ended.
  private func stateTransitionReason(of instance: EC2.Instance) -> String {
    guard instance.stateReason == .userInitiated, let ended = instance.shutDownAt else { return "" }
    let text = ended.iso8601()
    return "User initiated (\(text.prefix(10)) \(ended.timeOfDay) GMT)"
  }

  private func document(of interface: NetworkInterface) -> Document {
    Document.Object(rendering: [
      "Association": interface.association(self),
      "Attachment": Document.Object(rendering: [
        "AttachTime": interface.attachedAt, "AttachmentId": interface.attachmentID, "DeleteOnTermination": true,
        "DeviceIndex": 0, "Status": interface.attachmentStatus, "NetworkCardIndex": 0,
      ]),
      "Description": interface.description, "Groups": interface.groups, "Ipv6Addresses": [] as [Document],
      "MacAddress": interface.macAddress, "NetworkInterfaceId": interface.id, "OwnerId": account,
      "PrivateDnsName": PublicAddress.privateDNSName(of: interface.privateAddress, region: name),
      "PrivateIpAddress": interface.privateAddress, "PrivateIpAddresses": interface.addresses(self),
      "SourceDestCheck": true, "Status": "in-use", "SubnetId": interface.subnet.id, "VpcId": interface.subnet.vpcID,
      "InterfaceType": "interface",
    ]).rendered
  }
}
