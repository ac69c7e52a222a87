/// What a world holds, resource by resource: for comparing it with another.
///
/// In: a world. Out: resources with the documents that the describes show. Changes nothing.
import Cloud
import CloudAPI
import Documents

package struct WorldInventory: Hashable, Sendable {
  package struct Resource: Hashable, Sendable {
    /// `service`, `task definition`.
    package let kind: String
    /// Unique among its kind: a name, the end of an ARN.
    package let name: String
    package let document: Document
  }
  /// In the order in which the describes show them.
  package let resources: [Resource]

  package init(of world: World) {
    resources = CloudAPI.inventory(of: world).flatMap { request, reply in
      Self.kinds.filter { $0.operation == request.operation }.flatMap { $0.resources(in: reply) }
    }
  }

  /// Where in a reply resources of a kind stand.
  private struct Kind: Sendable {
    let name: String
    let operation: String
    /// The path to the resource or the list of them.
    let path: [String]
    /// The member that names it.
    let key: String

    init(_ name: String, _ operation: String, _ path: String, _ key: String) {
      self.name = name
      self.operation = operation
      self.path = path.split(separator: ".").map(String.init)
      self.key = key
    }

    func resources(in reply: Document.Object) -> [Resource] {
      var found = [Document.object(reply)]
      for member in path {
        found = found.compactMap { $0[member] }.flatMap { $0.list ?? [$0] }
      }
      return found.map { document in
        let name = key.split(separator: ".").reduce(document) { $0[String($1)] ?? .null }
        return Resource(kind: self.name, name: Self.shortened(name.string ?? name.written()), document: document)
      }
    }

    /// `task/harbor/0f3c…` of an ARN is `harbor/0f3c…`.
    private static func shortened(_ name: String) -> String {
      guard name.hasPrefix("arn:") else { return name }
      return name.split(separator: "/").dropFirst().joined(separator: "/")
    }
  }

  private static let kinds: [Kind] = [
    Kind("cluster", "DescribeClusters", "clusters", "clusterName"),
    Kind("task definition", "DescribeTaskDefinition", "taskDefinition", "taskDefinitionArn"),
    Kind("service", "DescribeServices", "services", "serviceArn"),
    Kind("task set", "DescribeTaskSets", "taskSets", "id"),
    Kind("container instance", "DescribeContainerInstances", "containerInstances", "ec2InstanceId"),
    Kind("task", "DescribeTasks", "tasks", "taskArn"),
    Kind("capacity provider", "DescribeCapacityProviders", "capacityProviders", "name"),
    Kind("daemon", "DescribeDaemon", "daemon", "daemonArn"),
    Kind("Auto Scaling group", "DescribeAutoScalingGroups", "AutoScalingGroups", "AutoScalingGroupName"),
    Kind("instance", "DescribeInstances", "Reservations.Instances", "InstanceId"),
    Kind("security group", "DescribeSecurityGroups", "SecurityGroups", "GroupId"),
    Kind("role", "ListRoles", "Roles", "RoleName"),
    Kind("secret", "ListSecrets", "SecretList", "Name"),
    Kind("parameter", "DescribeParameters", "Parameters", "Name"),
    Kind("repository", "DescribeRepositories", "repositories", "repositoryName"),
    Kind("log group", "DescribeLogGroups", "logGroups", "logGroupName"),
    Kind("alarm", "DescribeAlarms", "MetricAlarms", "AlarmName"),
    Kind("load balancer", "DescribeLoadBalancers", "LoadBalancers", "LoadBalancerName"),
    Kind("listener", "DescribeListeners", "Listeners", "ListenerArn"),
    Kind("rule", "DescribeRules", "Rules", "RuleArn"),
    Kind("target group", "DescribeTargetGroups", "TargetGroups", "TargetGroupName"),
    Kind("target", "DescribeTargetHealth", "TargetHealthDescriptions", "Target.Id"),
    Kind("scalable target", "DescribeScalableTargets", "ScalableTargets", "ResourceId"),
    Kind("scaling policy", "DescribeScalingPolicies", "ScalingPolicies", "PolicyName"),
    Kind("scheduled action", "DescribeScheduledActions", "ScheduledActions", "ScheduledActionName"),
  ]
}
