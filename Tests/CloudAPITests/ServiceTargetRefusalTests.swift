/// What a service may not say of load balancers.
import Cloud
import CloudAPI
import Documents
import Testing

private let code = "InvalidParameterException: "

@Test func loadBalancersOfAServiceAreChecked() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("lonely")
  try cloud.createTargetGroup("hosts", type: "instance")
  try cloud.listen(on: 81, to: "hosts")
  func entry(_ group: String, container: String = "app", port: Int = 80, more: String = "") -> String {
    #"{"targetGroupArn": "\#(cloud.group(group))", "containerName": "\#(container)", "containerPort": \#(port)\#(more)}"#
  }
  let six = Array(repeating: entry("blue"), count: 6).joined(separator: ", ")
  let cases: [(members: String, text: String)] = [
    (entry("blue", container: "web"), "The container web does not exist in the task definition."),
    (entry("blue", port: 8080), "The container app did not have a container port 8080 defined."),
    (
      entry("lonely"),
      "The target group with targetGroupArn \(cloud.group("lonely")) does not have an associated load balancer."
    ),
    (
      entry("hosts"),
      "The provided target group \(cloud.group("hosts")) has target type instance, which is incompatible with the awsvpc "
        + "network mode specified in the task definition."
    ),
    (
      entry("nowhere"),
      "Unable to assume role and validate the specified targetGroupArn. Please verify that the ECS service role being "
        + "passed has the proper permissions."
    ),
    (
      entry("blue", more: #", "loadBalancerName": "old""#),
      "loadBalancerName and targetGroupArn cannot both be specified. You must specify either a loadBalancerName or a "
        + "targetGroupArn."
    ),
    (
      #"{"loadBalancerName": "old", "containerName": "app", "containerPort": 80}"#,
      "Classic Load Balancers are not supported with Fargate."
    ),
    (six, "loadBalancers can have at most 5 items."),
  ]
  for (members, text) in cases {
    let input = TestCloud.createInput("web", "front:1", more: #", "loadBalancers": [\#(members)]"#)
    #expect(try cloud.refusal("CreateService", input) == code + text)
  }
}

@Test(arguments: [
  (
    "web", #"{"loadBalancerName": "old", "containerName": "app", "containerPort": 80}"#,
    "Classic Load Balancers are not supported when networkMode=awsvpc."
  ),
  (
    "host", #"{"loadBalancerName": "old", "containerName": "web", "containerPort": 80}"#,
    "The container web does not exist in the task definition."
  ),
  (
    "host", #"{"loadBalancerName": "old", "containerName": "app", "containerPort": 1}"#,
    "The container app did not have a container port 1 defined."
  ),
  (
    "host",
    #"{"loadBalancerName": "a", "containerName": "app", "containerPort": 80}, "#
      + #"{"loadBalancerName": "b", "containerName": "app", "containerPort": 80}"#,
    "loadBalancers can have at most 1 items when a loadBalancerName is specified."
  ),
])
func aClassicLoadBalancerIsChecked(family: String, members: String, text: String) throws {
  var cloud = try TestCloud.harbor()
  let network =
    family == "web" ? #", "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a"]}}"# : ""
  let input =
    #"{"cluster": "harbor", "serviceName": "s", "taskDefinition": "\#(family)", "desiredCount": 1, "launchType": "EC2""#
    + #", "loadBalancers": [\#(members)]\#(network)}"#
  #expect(try cloud.refusal("CreateService", input) == code + text)
}

/// community.aws.ecs_service sends an empty text for the role that is not wanted.
@Test func anEmptyRoleOfAServiceIsNone() throws {
  var cloud = try TestCloud.balanced()
  let input = TestCloud.createInput("web", "front:1", more: #", "role": ""\#(cloud.behind())"#)
  #expect(try cloud.call("CreateService", input)["service"]?["status"] == "ACTIVE")
}

@Test func graceAndRoleNeedALoadBalancer() throws {
  var cloud = try TestCloud.balanced()
  #expect(
    try cloud.refusal(
      "CreateService", TestCloud.createInput("web", "front:1", more: #", "healthCheckGracePeriodSeconds": 30"#))
      == code + "Health check grace period is only valid for services configured to use load balancers")
  #expect(
    try cloud.refusal(
      "CreateService", TestCloud.createInput("web", "front:1", more: #", "role": "ecsRole"\#(cloud.behind())"#))
      == code + "You cannot specify an IAM role for services that require a service linked role.")
  #expect(
    try cloud.refusal(
      "CreateService",
      TestCloud.createInput(
        "web", "front:1", more: #", "healthCheckGracePeriodSeconds": -1\#(cloud.behind())"#))
      == code + "healthCheckGracePeriodSeconds must be at least 0")
}

@Test func anUpdateIsHeldToTheLoadBalancersThatStay() throws {
  var (cloud, _) = try TestCloud.serving()
  try cloud.registerFargate("closed", image: "front:60")
  #expect(
    try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", "taskDefinition": "closed"}"#)
      == code + "The container app did not have a container port 80 defined.")
  // Alike is no change.
  try cloud.updateService("web", String(cloud.behind().dropFirst(2)))
  #expect(cloud.service()?.deployments.count == 1)
}

@Test func stagesNeedToKnowWhereTrafficGoes() throws {
  var cloud = try TestCloud.balanced()
  let strategy = #", "deploymentConfiguration": {"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1}"#
  #expect(
    try cloud.refusal("CreateService", TestCloud.createInput("web", "front:1", more: cloud.behind() + strategy))
      == "ClientException: advancedConfiguration field is required for all loadBalancers when using the blue/green "
      + "deployment strategy")
  let advanced =
    #", "advancedConfiguration": {"alternateTargetGroupArn": "\#(cloud.group("blue"))", "productionListenerRule": "#
    + #""arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/door/1/2/3", "roleArn": "r"}"#
  #expect(
    try cloud.refusal(
      "CreateService", TestCloud.createInput("web", "front:1", more: cloud.behind(more: advanced) + strategy))
      == code + "The listener rule arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/door/1/2/3 "
      + "does not exist.")
}
