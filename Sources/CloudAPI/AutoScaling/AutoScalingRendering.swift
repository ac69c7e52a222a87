/// Auto Scaling groups and their activities as replies show them.
///
/// Source: EC2 Auto Scaling API reference, AutoScalingGroup, Instance, Activity; members are put into the model's order
/// at the border.
import Cloud
import Documents

extension Region {
  func document(of group: AutoScaling.Group, showsInstances: Bool) -> Document {
    var zones: [String] = []
    for zone in group.subnets.compactMap({ network.subnets[$0]?.availabilityZone }) where !zones.contains(zone) {
      zones.append(zone)
    }
    let trafficSources = AutoScaling.LoadBalancerKind.allCases.flatMap { kind in
      group.attached(kind).map { reference in
        Document.Object(rendering: [
          "Identifier": reference, "Type": kind == .targetGroup ? "elbv2" : "elb",
        ]).rendered
      }
    }
    let own = Document.Object(rendering: [
      "AutoScalingGroupName": group.name, "AutoScalingGroupARN": group.arn, "MinSize": group.size.minimum,
      "MaxSize": group.size.maximum, "DesiredCapacity": group.size.desired, "AvailabilityZones": zones.rendered,
      "Instances": showsInstances ? group.instances.map { document(of: $0, in: group) } : [],
      "CreatedTime": group.createdAt, "VPCZoneIdentifier": group.subnets.joined(separator: ","),
      "Status": group.isBeingDeleted ? "Delete in progress" : nil,
      "Tags": group.tags.map { $0.rendered(ofGroup: group.name) },
      "NewInstancesProtectedFromScaleIn": group.protectsNewInstances,
      "TrafficSources": trafficSources.isEmpty ? nil : Document.list(trafficSources),
    ])
    let usual: Document.Object = [
      "DefaultCooldown": 300, "LoadBalancerNames": [], "TargetGroupARNs": [], "HealthCheckType": "EC2",
      "HealthCheckGracePeriod": 0, "SuspendedProcesses": [], "EnabledMetrics": [],
      "TerminationPolicies": ["Default"], "TrafficSources": [],
      "ServiceLinkedRoleARN": .string(
        roleARN("aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")),
    ]
    return .object(own.adding(group.settings).adding(usual))
  }

  /// - Parameter namesGroup: as DescribeAutoScalingInstances shows it, which knows other words for its health.
  func document(
    of instance: AutoScaling.Instance, in group: AutoScaling.Group, namesGroup: Bool = false
  ) -> Document {
    let policy = group.settings["MixedInstancesPolicy"]?["LaunchTemplate"]?["LaunchTemplateSpecification"]
    var template = group.settings["LaunchTemplate"] ?? policy
    let health = instance.isHealthy ? "Healthy" : "Unhealthy"
    let version = ec2.instances[instance.id]?.launch.tags.first { $0.key == "aws:ec2launchtemplate:version" }?.value
    if let version, var shown = template?.object {
      shown["Version"] = .string(version)
      template = .object(shown)
    }
    return Document.Object(rendering: [
      "InstanceId": instance.id, "InstanceType": instance.instanceType,
      "AutoScalingGroupName": namesGroup ? group.name : nil, "AvailabilityZone": instance.availabilityZone,
      "LifecycleState": instance.state.rawValue, "HealthStatus": namesGroup ? health.uppercased() : health,
      "LaunchTemplate": template, "ProtectedFromScaleIn": instance.isProtected,
    ]).rendered
  }
}

extension AutoScaling.Activity: Renderable {
  var rendered: Document {
    Document.Object(rendering: [
      "ActivityId": id, "AutoScalingGroupName": group, "Description": description, "Cause": cause,
      "StartTime": startTime, "EndTime": endTime, "StatusCode": status.rawValue, "StatusMessage": statusMessage,
      "Progress": progress, "Details": details, "AutoScalingGroupState": isOfDeletedGroup ? "Deleted" : nil,
      "AutoScalingGroupARN": groupARN,
    ]).rendered
  }

  private var details: String {
    var object: Document.Object = [:]
    if let subnetID { object["Subnet ID"] = .string(subnetID) }
    if let availabilityZone { object["Availability Zone"] = .string(availabilityZone) }
    return Document.object(object).written()
  }
}
