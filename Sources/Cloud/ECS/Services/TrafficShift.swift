/// Traffic between blue and green: the weights of the listener rules that a staged deployment moves.
///
/// In: the stage that a deployment has come to, or that another overtook it. Out: rules whose weights say so; a deployment
/// that is to fail where a rule does not lead to both of its target groups. A service without load balancers has weights on paper only.
/// Source: ECS Developer Guide, "Amazon ECS blue/green deployments workflow"; ECS API reference, AdvancedConfiguration.
import SimulationKit

extension Region {
  /// Writes the deployment's present shares of test and production traffic into its listener rules.
  mutating func directTraffic(of deployment: ECS.Deployment, in key: ECS.ServiceKey) {
    guard let rollout = ecs.services[key]?.history(of: deployment)?.rollout else { return }
    var isWell = true
    for balancer in deployment.loadBalancers {
      guard let advanced = balancer.advanced else { continue }
      let green = deployment.targetGroup(of: balancer)
      let blue = green == balancer.targetGroup ? advanced.alternateTargetGroup : balancer.targetGroup
      for (rule, share) in [
        (advanced.testListenerRule, rollout.testWeight), (advanced.productionListenerRule, rollout.productionWeight),
      ] {
        // A first deployment has nobody whose users it could take before it takes them.
        guard let rule, rollout.blue != nil || share > 0 else { continue }
        if !setShare(of: rule, green: green, blue: blue, tenthsOfPercent: share) { isWell = false }
      }
    }
    guard !isWell, ecs.services[key]?.history(of: deployment)?.status == .inProgress else { return }
    changeHistory(of: deployment, in: key) { $0.requestedFailure = .invalidNetworking }
  }

  /// All traffic of a deployment goes to its blue again.
  mutating func takeTraffic(from deployment: ECS.Deployment, in key: ECS.ServiceKey) {
    changeHistory(of: deployment, in: key) { $0.rollout?.returnToBlue() }
    directTraffic(of: deployment, in: key)
  }

  /// What deployments had of traffic that came to an end before they had all of it goes to their blue again: another
  /// begins, and their tasks are to go.
  mutating func takeTrafficFromOvertaken(of key: ECS.ServiceKey) {
    guard let service = ecs.services[key] else { return }
    for deployment in service.deployments where deployment.status != .primary {
      guard let record = service.history(of: deployment), record.target.id == deployment.id,
        record.rollout?.holdsPartOfTraffic ?? false
      else { continue }
      takeTraffic(from: deployment, in: key)
    }
  }

  /// - Returns: false where the rule does not lead to both.
  private mutating func setShare(of arn: String, green: String, blue: String, tenthsOfPercent: Int) -> Bool {
    guard let rule = listenerRule(arn),
      let action = rule.actions.firstIndex(where: { action in
        [green, blue].allSatisfy { group in action.targetGroups.contains { $0.arn == group } }
      })
    else { return false }
    let whole = tenthsOfPercent % 10 == 0 ? 100 : 1_000
    let weight = tenthsOfPercent * whole / 1_000
    var isChanged = false
    for index in rule.actions[action].targetGroups.indices {
      let target = rule.actions[action].targetGroups[index]
      guard target.arn == green || target.arn == blue else { continue }
      let wanted = target.arn == green ? weight : whole - weight
      guard target.weight != wanted else { continue }
      loadBalancing.rules[rule.arn]?.actions[action].targetGroups[index].weight = wanted
      isChanged = true
    }
    if isChanged {
      let names = [green, blue].map { loadBalancing.targetGroups[$0]?.name ?? $0 }
      record(
        EventRecord.Draft(
          .serviceAction, source: "listenerRule/\(rule.arn.split(separator: "/").last ?? "")", cluster: nil,
          message: "traffic \(weight) of \(whole) to \(names[0]), \(whole - weight) to \(names[1])"))
    }
    return true
  }
}
