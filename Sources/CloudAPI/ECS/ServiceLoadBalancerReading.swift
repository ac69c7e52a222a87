/// The load balancers of a service as requests carry them, parsed, and as replies show them.
///
/// In: members of CreateService or UpdateService. Out: typed settings; documents.
/// Source: ECS API reference, LoadBalancer, AdvancedConfiguration, ServiceRevisionLoadBalancer.
import Cloud
import Documents

extension Input {
  func serviceLoadBalancers() throws(ServiceFailure) -> [ECS.ServiceLoadBalancer]? {
    guard let entries = try structures("loadBalancers") else { return nil }
    var balancers: [ECS.ServiceLoadBalancer] = []
    for entry in entries {
      let advanced = try entry.structure("advancedConfiguration")
      balancers.append(
        ECS.ServiceLoadBalancer(
          targetGroup: try entry.string("targetGroupArn") ?? "", classicName: try entry.string("loadBalancerName"),
          containerName: try entry.requiredString("containerName"),
          containerPort: try entry.requiredPort("containerPort"), advanced: try advanced?.advancedConfiguration()))
    }
    return balancers
  }

  private func advancedConfiguration() throws(ServiceFailure) -> ECS.AdvancedConfiguration? {
    guard isGiven("alternateTargetGroupArn") || isGiven("productionListenerRule") || isGiven("roleArn") else {
      return nil
    }
    return ECS.AdvancedConfiguration(
      alternateTargetGroup: try requiredString("alternateTargetGroupArn"),
      productionListenerRule: try requiredString("productionListenerRule"),
      testListenerRule: try string("testListenerRule"), role: try requiredString("roleArn"))
  }

  private func requiredPort(_ member: String) throws(ServiceFailure) -> Int {
    guard let port = try integer(member) else { throw .invalidParameter("\(member) can not be blank.") }
    return port
  }
}

extension ECS.ServiceLoadBalancer: Renderable {
  var rendered: Document {
    Document.Object(rendering: [
      "targetGroupArn": classicName == nil ? targetGroup : nil, "loadBalancerName": classicName,
      "containerName": containerName, "containerPort": containerPort,
      "advancedConfiguration": advanced.map { advanced in
        Document.Object(rendering: [
          "alternateTargetGroupArn": advanced.alternateTargetGroup,
          "productionListenerRule": advanced.productionListenerRule, "testListenerRule": advanced.testListenerRule,
          "roleArn": advanced.role,
        ])
      },
    ]).rendered
  }
}

extension ECS.Deployment {
  /// What its service revision shows of how users reach its tasks; nil without target groups.
  var resolvedConfiguration: Document? {
    guard !loadBalancers.isEmpty, classicLoadBalancer == nil else { return nil }
    let resolved = loadBalancers.map { balancer in
      Document.Object(rendering: [
        "targetGroupArn": targetGroup(of: balancer),
        "productionListenerRule": balancer.advanced?.productionListenerRule,
      ]).rendered
    }
    return ["loadBalancers": .list(resolved)]
  }
}
