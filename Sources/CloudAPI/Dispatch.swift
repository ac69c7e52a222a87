/// The one dispatch table: service, then operation, to its handler.

extension CloudAPI {
  static let handlers: [String: [String: Handler]] = [
    "ecs": [
      clusterHandlers,
      taskDefinitionHandlers,
      taskHandlers,
      serviceHandlers,
      containerInstanceHandlers,
      agentHandlers,
      tagHandlers,
      accountSettingHandlers,
      capacityProviderHandlers,
      daemonTaskDefinitionHandlers,
      taskSetHandlers,
      expressHandlers,
      daemonHandlers,
    ]
    .reduce(into: [:]) { table, part in table.merge(part) { _, later in later } },
    "sts": identityHandlers,
    "logs": logHandlers,
    "cloudwatch": [alarmHandlers, alarmHistoryHandlers, metricHandlers]
      .reduce(into: [:]) { table, part in table.merge(part) { _, later in later } },
    "application-autoscaling": [scalableTargetHandlers, scalingPolicyHandlers, scheduledActionHandlers]
      .reduce(into: [:]) { table, part in table.merge(part) { _, later in later } },
    "autoscaling": [autoScalingHandlers, groupReplacementHandlers, groupTagHandlers]
      .reduce(into: [:]) { table, part in table.merge(part) { _, later in later } },
    "codedeploy": codeDeployHandlers,
    "elbv2": loadBalancingHandlers,
    "elb": [classicHandlers, classicInstanceHandlers].reduce(into: [:]) { table, part in table.merge(part) { $1 } },
    "events": eventBridgeHandlers,
    "servicediscovery": cloudMapHandlers,
    "vpc-lattice": [
      latticeTargetGroupHandlers, latticeServiceHandlers, latticeRuleHandlers, serviceNetworkHandlers,
    ]
    .reduce(into: [:]) { table, part in table.merge(part) { _, later in later } },
    "ec2": [ec2Handlers, vpcHandlers, routeTableHandlers, gatewayHandlers, launchTemplateHandlers, ec2TagHandlers]
      .reduce(into: [:]) { table, part in table.merge(part) { _, later in later } },
    "iam": iamHandlers.merging(roleChangeHandlers) { _, later in later },
    "ecr": ecrHandlers,
    "secretsmanager": secretHandlers,
    "ssm": parameterHandlers,
  ]
}
