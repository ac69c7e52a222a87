/// Load balancers, target groups, listeners, rules and targets as replies show them.
///
/// Source: Elastic Load Balancing API reference; members are put into the model's order at the border.
import Cloud
import Documents
import SimulationKit

extension Region {
  func document(of balancer: LoadBalancing.LoadBalancer) -> Document {
    Document.Object(rendering: [
      "LoadBalancerArn": balancer.arn, "DNSName": balancer.dnsName,
      "CanonicalHostedZoneId": LoadBalancing.hostedZone(balancer.kind, region: name), "CreatedTime": balancer.createdAt,
      "LoadBalancerName": balancer.name, "Scheme": balancer.scheme.rawValue, "VpcId": balancer.vpcID,
      "State": ["Code": balancer.activeAt <= now ? "active" : "provisioning"] as Document,
      "Type": balancer.kind.rawValue,
      "AvailabilityZones": balancer.subnets.map { id in
        Document.Object(rendering: [
          "ZoneName": network.subnets[id]?.availabilityZone, "SubnetId": id, "LoadBalancerAddresses": [] as [Document],
        ])
      },
      "SecurityGroups": balancer.securityGroups.isEmpty ? nil : balancer.securityGroups,
      "IpAddressType": balancer.ipAddressType,
    ]).rendered
  }

  func document(of group: LoadBalancing.TargetGroup) -> Document {
    let check = group.healthCheck
    return Document.Object(rendering: [
      "TargetGroupArn": group.arn, "TargetGroupName": group.name, "Protocol": group.transport.rawValue,
      "Port": group.port, "VpcId": group.vpcID, "HealthCheckProtocol": check.speech.rawValue,
      "HealthCheckPort": check.port.map { String($0) } ?? "traffic-port", "HealthCheckEnabled": true,
      "HealthCheckIntervalSeconds": check.intervalSeconds, "HealthCheckTimeoutSeconds": check.timeoutSeconds,
      "HealthyThresholdCount": check.healthyThreshold, "UnhealthyThresholdCount": check.unhealthyThreshold,
      "HealthCheckPath": check.path, "Matcher": check.matcher.map { ["HttpCode": .string($0)] as Document },
      "LoadBalancerArns": group.loadBalancers, "TargetType": group.targetType.rawValue,
      "ProtocolVersion": group.protocolVersion, "IpAddressType": group.ipAddressType,
    ]).rendered
  }

  func document(of listener: LoadBalancing.Listener) -> Document {
    Document.Object(rendering: [
      "ListenerArn": listener.arn, "LoadBalancerArn": listener.loadBalancer, "Port": listener.port,
      "Protocol": listener.transport.rawValue,
      "Certificates": listener.certificates.isEmpty ? nil : listener.certificates, "SslPolicy": listener.sslPolicy,
      "DefaultActions": loadBalancing.rules[listener.defaultRule]?.actions ?? [],
    ]).rendered
  }

  func document(of rule: LoadBalancing.Rule) -> Document {
    Document.Object(rendering: [
      "RuleArn": rule.arn, "Priority": rule.priority.map { String($0) } ?? "default", "Conditions": rule.conditions,
      "Actions": rule.actions, "IsDefault": rule.priority == nil,
    ]).rendered
  }

  func document(of target: LoadBalancing.Target, in group: LoadBalancing.TargetGroup) -> Document {
    document(
      target.key, zone: group.targetType == .ip ? target.zone ?? "all" : nil, health(of: target, in: group), group)
  }

  func document(ofUnregistered key: LoadBalancing.TargetKey, in group: LoadBalancing.TargetGroup) -> Document {
    document(key, zone: nil, .notRegistered, group)
  }

  private func document(
    _ key: LoadBalancing.TargetKey, zone: String?, _ health: LoadBalancing.TargetHealth,
    _ group: LoadBalancing.TargetGroup
  ) -> Document {
    Document.Object(rendering: [
      "Target": Document.Object(rendering: ["Id": key.id, "Port": key.port, "AvailabilityZone": zone]),
      "HealthCheckPort": String(group.healthCheck.port ?? key.port),
      "TargetHealth": Document.Object(rendering: [
        "State": health.state.rawValue, "Reason": health.reason, "Description": health.description,
      ]),
    ]).rendered
  }
}

extension LoadBalancing.Action: Renderable {
  var rendered: Document {
    var object = Document.Object(rendering: ["Type": type, "Order": order])
    switch type {
    case "forward":
      if targetGroups.count == 1 { object["TargetGroupArn"] = .string(targetGroups[0].arn) }
      object["ForwardConfig"] = [
        "TargetGroups": .list(
          targetGroups.map { ["TargetGroupArn": .string($0.arn), "Weight": .integer($0.weight)] }),
        "TargetGroupStickinessConfig": .object(document),
      ]
    case "redirect": object["RedirectConfig"] = .object(document)
    default: object["FixedResponseConfig"] = .object(document)
    }
    return .object(object)
  }
}

extension Document {
  static func attributes(_ attributes: [(key: String, value: String)]) -> Document {
    .list(attributes.map { ["Key": .string($0.key), "Value": .string($0.value)] })
  }
}
