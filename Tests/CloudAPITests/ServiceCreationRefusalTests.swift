/// How CreateService is refused, word for word.
///
/// Texts and their order: the project's reference sheet on the ECS API, section 1.4.
import Testing

private let base: String = #""cluster": "harbor", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1"#
private let fargate: String = #""launchType": "FARGATE", \#(TestCloud.network)"#

private struct Refusal {
  let members: String
  let expected: String
  init(_ members: String, _ expected: String) { (self.members, self.expected) = (members, expected) }
}

private func with(_ members: String) -> String { base + ", " + members + ", " + fargate }

private let createRefusals: [Refusal] = [
  Refusal(
    #""serviceName": "web", "taskDefinition": "web", "desiredCount": -1"#,
    "ClusterNotFoundException: Cluster not found."),
  Refusal(
    #""cluster": "harbor", "serviceName": "web", "taskDefinition": "web", \#(fargate)"#,
    "InvalidParameterException: DesiredCount is missing"
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "web", "taskDefinition": "web", "desiredCount": -1, \#(fargate)"#,
    "InvalidParameterException: DesiredCount can not be lesser than 0"
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "web", "taskDefinition": "web", "desiredCount": 5001, \#(fargate)"#,
    "InvalidParameterException: DesiredCount can not be greater than 5000"
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "web", "desiredCount": 1"#,
    "InvalidParameterException: TaskDefinition can not be blank."
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "web", "taskDefinition": "nope", "desiredCount": 1, \#(fargate)"#,
    "ClientException: TaskDefinition not found."
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "web", "taskDefinition": "old:1", "desiredCount": 1, \#(fargate)"#,
    "ClientException: TaskDefinition is inactive"
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "we b", "taskDefinition": "web", "desiredCount": 1, \#(fargate)"#,
    #"InvalidParameterException: ServiceName must match ^[a-zA-Z0-9\-_]{1,255}$, but was we b"#
  ),
  Refusal(
    with(#""clientToken": "1234567890123456789012345678901234567""#),
    "InvalidParameterException: idempotency token longer than 36."
  ),
  Refusal(
    with(#""schedulingStrategy": "ANY""#),
    "InvalidParameterException: Scheduling strategy should be one of [REPLICA,DAEMON]"
  ),
  Refusal(
    base + #", "launchType": "EC3", "# + TestCloud.network,
    "InvalidParameterException: launch type should be one of [EC2,FARGATE,EXTERNAL,FMI,MANAGED_INSTANCES]"
  ),
  Refusal(
    base + #", "launchType": "FARGATE""#,
    "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified."
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "h", "taskDefinition": "host", "desiredCount": 1, "# + TestCloud.network,
    "InvalidParameterException: Network Configuration is not valid for the given networkMode of this task definition."
  ),
  Refusal(
    base + #", "launchType": "FARGATE", "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}]"#,
    "InvalidParameterException: Specifying both a launch type and capacity provider strategy is not supported. "
      + "Remove one and try again."
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "h", "taskDefinition": "host", "desiredCount": 1, "launchType": "FARGATE""#,
    "InvalidParameterException: Task definition does not support launch_type FARGATE."
  ),
  Refusal(
    base + #", "launchType": "EC2", "platformVersion": "LATEST", "# + TestCloud.network,
    "InvalidParameterException: The platform version must be null when specifying an EC2 launch type."
  ),
  Refusal(
    base + #", "launchType": "EC2", "# + TestCloud.network,
    "InvalidParameterException: Assign public IP is not supported for this launch type."
  ),
  Refusal(
    with(#""platformVersion": "9.9.9""#),
    "PlatformUnknownException: The specified platform does not exist."
  ),
  Refusal(
    with(#""placementConstraints": [{"type": "distinctInstance"}]"#),
    "InvalidParameterException: Placement constraints are not supported with FARGATE launch type."
  ),
  Refusal(
    with(#""placementStrategy": [{"type": "random"}]"#),
    "InvalidParameterException: Placement strategies are not supported with FARGATE launch type."
  ),
  Refusal(
    with(#""deploymentConfiguration": {"maximumPercent": 99}"#),
    "InvalidParameterException: maximumPercent must be at least 100"
  ),
  Refusal(
    with(#""deploymentConfiguration": {"maximumPercent": 201}"#),
    "InvalidParameterException: maximumPercent must be at most 200"
  ),
  Refusal(
    with(#""deploymentConfiguration": {"minimumHealthyPercent": 101}"#),
    "InvalidParameterException: minimumHealthyPercent must be at most 100"
  ),
  Refusal(
    with(#""deploymentConfiguration": {"maximumPercent": 100}"#),
    "InvalidParameterException: Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block any "
      + "deployment."
  ),
  Refusal(
    with(
      #""deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 0}, "#
        + #""availabilityZoneRebalancing": "ENABLED""#),
    "InvalidParameterException: The service couldn't be created because Availability Zone Rebalancing does not support "
      + "maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again."
  ),
  Refusal(
    with(
      #""deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true, "#
        + #""thresholdConfiguration": {"type": "COUNT", "value": 0}}}"#),
    "InvalidParameterException: Invalid deployment circuit breaker threshold value."
  ),
  Refusal(
    with(
      #""deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true, "#
        + #""thresholdConfiguration": {"type": "BOUNDED_PERCENT", "value": 101}}}"#),
    "InvalidParameterException: Invalid deployment circuit breaker threshold value."
  ),
  Refusal(
    with(
      #""deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true, "#
        + #""thresholdConfiguration": {"type": "SHARE", "value": 10}}}"#),
    "InvalidParameterException: Invalid deployment circuit breaker threshold type."
  ),
  Refusal(
    with(#""monitoring": {"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 30}]}"#),
    "InvalidParameterException: resolutionSeconds should be one of [20,60]"
  ),
  Refusal(
    with(#""healthCheckGracePeriodSeconds": -1"#),
    "InvalidParameterException: healthCheckGracePeriodSeconds must be at least 0"
  ),
  Refusal(
    with(#""healthCheckGracePeriodSeconds": 60"#),
    "InvalidParameterException: Health check grace period is only valid for services configured to use load balancers"
  ),
  Refusal(
    with(#""enableExecuteCommand": true"#),
    "InvalidParameterException: The service couldn't be created because a valid taskRoleArn is not being used. "
      + "Specify a valid task role in your task definition and try again."
  ),
  Refusal(
    with(#""role": "r""#),
    "InvalidParameterException: You cannot specify an IAM role for services that require a service linked role."
  ),
  Refusal(
    base + #", "launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-x"]}}"#,
    "InvalidParameterException: Error retrieving subnet information for [subnet-x]: The subnet ID 'subnet-x' does not "
      + "exist (ErrorCode: InvalidSubnetID.NotFound)"
  ),
  Refusal(
    base + #", "capacityProviderStrategy": [{"capacityProvider": "nope", "weight": 1}], "# + TestCloud.network,
    "InvalidParameterException: The specified capacity provider strategy cannot contain a capacity provider that is "
      + "not associated with the cluster. Associate the capacity provider with the cluster and try again."
  ),
  // A daemon on Fargate: the network first, then the count, then the launch type.
  Refusal(
    base + #", "schedulingStrategy": "DAEMON", "launchType": "FARGATE""#,
    "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified."
  ),
  Refusal(
    with(#""schedulingStrategy": "DAEMON""#),
    "InvalidParameterException: The daemon scheduling strategy does not support a desired count for services. "
      + "Remove the desired count value and try again"
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "web", "taskDefinition": "web", "schedulingStrategy": "DAEMON", "# + fargate,
    "InvalidParameterException: The daemon scheduling strategy does not support the FARGATE launch type. "
      + "Change the launch type and try again"
  ),
  Refusal(
    #""cluster": "harbor", "serviceName": "h", "taskDefinition": "host", "schedulingStrategy": "DAEMON", "#
      + #""launchType": "EC2", "availabilityZoneRebalancing": "ENABLED""#,
    "InvalidParameterException: The service couldn't be created because Availability Zone Rebalancing does not support "
      + "DAEMON services."
  ),
  Refusal(
    with(#""loadBalancers": [{"targetGroupArn": "a", "containerName": "app", "containerPort": 80}]"#),
    "InvalidParameterException: The container app did not have a container port 80 defined."
  ),
  Refusal(
    with(#""deploymentController": {"type": "CODE_DEPLOY"}"#),
    "InvalidParameterException: When the deployment controller is CODE_DEPLOY, the service requires an Application "
      + "Load Balancer or Network Load Balancer."
  ),
  Refusal(
    with(#""serviceConnectConfiguration": {"enabled": true}"#),
    "InvalidParameterException: Namespace is missing"
  ),
]

@Test(arguments: createRefusals)
private func createServiceIsRefused(row: Refusal) throws {
  var cloud = try TestCloud.harbor()
  #expect(try cloud.refusal("CreateService", "{\(row.members)}") == row.expected)
  #expect(try cloud.call("ListServices", #"{"cluster": "harbor"}"#)["serviceArns"] == [])
}
