/// Where the listeners of a CodeDeploy deployment send users: which target group is whose, and with what weight.
///
/// In: a deployment, shares of traffic. Out: rules of listeners that say so, a record of each that changed. A rule is the
/// deployment's where it forwards to nothing but its pair of target groups.
/// Source: CodeDeploy User Guide, "What happens during an Amazon ECS deployment"; CodeDeploy API reference,
/// TargetGroupPairInfo.
import SimulationKit

extension Region {
  func present(_ id: String?, of deployment: CodeDeploy.Deployment) -> ECS.Deployment? {
    ecs.services[deployment.settings.service]?.deployments.first { $0.id == id }
  }

  func groups(of deployment: CodeDeploy.Deployment) -> (blue: String, green: String)? {
    guard let green = present(deployment.green, of: deployment)?.targetGroups.first,
      let blue = deployment.settings.pair.targetGroups.compactMap({ targetGroup(named: $0)?.arn })
        .first(where: { $0 != green })
    else { return nil }
    return (blue, green)
  }

  /// Whether a rule of the listener sends traffic to the group, and to nothing outside the pair.
  func leads(_ listener: String, to group: String, of pair: [String]) -> Bool {
    loadBalancing.rules.values.contains { rule in
      rule.listener == listener
        && rule.actions.contains { action in
          action.isWithin(pair) && action.targetGroups.contains { $0.arn == group }
        }
    }
  }

  /// Sends what the listeners' rules send to the deployment's pair to `shares` of it; rules that lead elsewhere stay.
  mutating func point(
    _ listeners: [String], of deployment: CodeDeploy.Deployment, to shares: [(group: String, weight: Int)]
  ) {
    let pair = deployment.settings.pair.targetGroups.compactMap { targetGroup(named: $0)?.arn }
    let wanted = shares.map { LoadBalancing.WeightedTargetGroup(arn: $0.group, weight: $0.weight) }
    let all = shares.reduce(0) { $0 + $1.weight }
    let text = shares.map { "\($0.weight) of \(all) to \(loadBalancing.targetGroups[$0.group]?.name ?? $0.group)" }
    for rule in Array(loadBalancing.rules.values) where listeners.contains(rule.listener) {
      guard let action = rule.actions.firstIndex(where: { $0.isWithin(pair) }),
        rule.actions[action].targetGroups != wanted
      else { continue }
      loadBalancing.rules[rule.arn]?.actions[action].targetGroups = wanted
      record(
        EventRecord.Draft(
          .serviceAction, source: "listenerRule/\(rule.arn.split(separator: "/").last ?? "")", cluster: nil,
          message: "traffic \(text.joined(separator: ", "))"))
    }
    refreshAssociations()
  }
}

extension LoadBalancing.Action {
  /// Forwards, and to none but these groups.
  fileprivate func isWithin(_ groups: [String]) -> Bool {
    !targetGroups.isEmpty && targetGroups.allSatisfy { groups.contains($0.arn) }
  }
}
