/// Task sets as replies show them.
///
/// Source: ECS API reference, TaskSet, Scale; captured replies.
import Cloud
import Documents
import SimulationKit

extension Region {
  /// - Parameter withTags: otherwise `tags` is an empty list.
  func document(ofTaskSet set: ECS.Deployment, _ key: ECS.ServiceKey, withTags: Bool = false) -> Document {
    let strategy = set.capacityProviderStrategy
    let shown = set.taskSet
    return Document.Object(rendering: [
      "id": set.name,
      "taskSetArn": arn(ofTaskSet: set, key),
      "serviceArn": arn(ofService: key),
      "clusterArn": arn(ofCluster: key.cluster),
      "startedBy": isOfCodeDeploy(set) ? "CODE_DEPLOY" : nil,
      "externalId": shown?.externalID,
      "status": set.status.rawValue,
      "taskDefinition": arn(ofTaskDefinition: set.family, set.revision),
      "computedDesiredCount": set.desiredCount,
      "pendingCount": set.pendingCount,
      "runningCount": set.runningCount,
      "createdAt": set.createdAt,
      "updatedAt": set.updatedAt,
      "launchType": strategy.isEmpty ? set.launchType?.rawValue : nil,
      "capacityProviderStrategy": strategy.isEmpty ? nil : strategy,
      "platformVersion": set.platformVersion,
      "platformFamily": platformFamily(of: set),
      "networkConfiguration": set.networkConfiguration,
      "loadBalancers": set.loadBalancers,
      "serviceRegistries": set.wiring.serviceRegistries,
      "scale": shown?.scale,
      "stabilityStatus": shown?.stability.rawValue,
      "stabilityStatusAt": shown?.stabilityAt,
      "tags": withTags ? shown?.tags : [],
    ]).rendered
  }

  private func isOfCodeDeploy(_ set: ECS.Deployment) -> Bool {
    set.taskSet?.externalID.map { codeDeploy.deployments[$0] != nil } ?? false
  }
}

extension ECS.Scale: Renderable {
  /// The value as a decimal number: `50.0`, `33.3`.
  var rendered: Document {
    let (whole, rest) = millionthsOfPercent.quotientAndRemainder(dividingBy: 1_000_000)
    var digits = String(String(1_000_000 + rest).dropFirst())
    while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
    return ["value": .decimal(Document.Decimal(checkedText: "\(whole).\(digits)")), "unit": "PERCENT"]
  }
}
