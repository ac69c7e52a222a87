/// The world that every history begins with: a small network, images that behave well and badly, and task definitions
/// that run them.
///
/// In: a seed. Out: a world, and the requests that fill it. All of it is within a few dozen tasks' reach, so that
/// resources are scarce and limits are met all the time.
import Cloud
import CloudAPI
import Documents
import SimulationKit

enum SoakWorld {
  static let regionName = "us-east-1"
  static let clusters = ["harbor", "annex"]
  static let subnets = ["subnet-a", "subnet-b", "subnet-c"]

  /// Families that come to rest, by where they run; each has revisions 1 and 2.
  static let soundOnFargate = ["f-good", "f-checked", "f-order", "f-logged", balanced]
  static let soundOnInstances = ["e-good", "e-dynamic", "e-net", "e-checked"]
  /// What services behind the load balancer run.
  static let balanced = "f-front"
  /// What the service behind the Classic Load Balancer runs, at the port that it leads to.
  static let gated = "e-gate"
  static let unsoundOnFargate = ["f-crash", "f-missing", "f-sick", "f-job", "f-hungry"]
  static let unsoundOnInstances = ["e-crash", "e-port", "e-udp", "e-hog", "e-busy", "e-restart", "e-missing"]

  static func world(seed: UInt64) throws -> World {
    let plan = try StartingPlan(document: DocumentReader.read(planText))
    var world = World(seed: seed, plan: plan)
    // A short memory for what is over keeps worlds small, and forgetting frequent.
    try world.changeRegion(regionName, cause: .start) { region in
      region.timing.stoppedTaskRetention = .minutes(2)
      region.timing.inactiveRetention = .minutes(5)
    }
    return world
  }

  /// What is carried out before the history begins.
  static func preparation() throws -> [SoakCommand] {
    var commands: [SoakCommand] = []
    func ask(_ operation: String, _ text: String, service: String = "ecs") throws {
      let input = try DocumentReader.read(text).object ?? [:]
      commands.append(.request(ServiceRequest(service: service, operation: operation, input: input)))
    }
    try ask(
      "CreateAutoScalingGroup",
      #"{"AutoScalingGroupName":"hosts","MinSize":0,"MaxSize":8,"DesiredCapacity":0,"VPCZoneIdentifier":"#
        + #""subnet-a,subnet-b,subnet-c","MixedInstancesPolicy":{"LaunchTemplate":{"LaunchTemplateSpecification":"#
        + #"{"LaunchTemplateName":"hosts"},"Overrides":[{"InstanceType":"t3.medium"}]}}}"#, service: "autoscaling")
    try ask(
      "CreateCapacityProvider",
      #"{"name":"hosts","autoScalingGroupProvider":{"autoScalingGroupArn":"hosts","managedScaling":"#
        + #"{"status":"ENABLED"}}}"#)
    for (cluster, provider) in [("harbor", #","hosts""#), ("annex", "")] {
      try ask(
        "CreateCluster",
        #"{"clusterName":"\#(cluster)","capacityProviders":["FARGATE","FARGATE_SPOT"\#(provider)]}"#)
    }
    // Histories are shorter than the usual 7 days.
    try ask("PutAccountSettingDefault", #"{"name":"fargateTaskRetirementWaitPeriod","value":"0"}"#)
    try ask(
      "CreateTargetGroup",
      #"{"name":"mesh","type":"IP","config":{"port":80,"protocol":"HTTP","vpcIdentifier":"vpc-1"}}"#,
      service: "vpc-lattice")
    try ask("CreateService", #"{"name":"mesh"}"#, service: "vpc-lattice")
    try ask(
      "AuthorizeSecurityGroupIngress",
      #"{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"169.254.171.0/24"}]}]}"#,
      service: "ec2")
    try ask("CreateLoadBalancer", #"{"Name":"door","Subnets":["subnet-a","subnet-b","subnet-c"]}"#, service: "elbv2")
    try ask(
      "CreateTargetGroup",
      #"{"Name":"front","Protocol":"HTTP","Port":80,"VpcId":"vpc-1","TargetType":"ip"}"#, service: "elbv2")
    for group in ["blue", "green"] {
      try ask(
        "CreateTargetGroup",
        #"{"Name":"\#(group)","Protocol":"HTTP","Port":80,"VpcId":"vpc-1","TargetType":"ip"}"#, service: "elbv2")
    }
    try ask(
      "CreateLoadBalancer",
      #"{"LoadBalancerName":"gate","Subnets":["subnet-a","subnet-b","subnet-c"],"Listeners":[{"Protocol":"HTTP","#
        + #""LoadBalancerPort":80,"InstancePort":8081}]}"#, service: "elb")
    try ask(
      "ConfigureHealthCheck",
      #"{"LoadBalancerName":"gate","HealthCheck":{"Target":"HTTP:8081/","Interval":10,"Timeout":5,"#
        + #""HealthyThreshold":2,"UnhealthyThreshold":2}}"#, service: "elb")
    try ask(
      "AttachRolePolicy",
      #"{"RoleName":"ecsTaskExecutionRole","PolicyArn":"arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"}"#,
      service: "iam")
    try ask("PutParameter", #"{"Name":"/web/key","Value":"1","Type":"String"}"#, service: "ssm")
    try ask("CreateApplication", #"{"applicationName":"shop","computePlatform":"ECS"}"#, service: "codedeploy")
    for (family, containers) in fargate {
      for _ in 1...2 {
        try ask(
          "RegisterTaskDefinition",
          #"{"family":"\#(family)","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","#
            + #""memory":"512","executionRoleArn":"arn:aws:iam::123456789012:role/ecsTaskExecutionRole","#
            + #""containerDefinitions":\#(containers)}"#)
      }
    }
    for (family, containers, more) in onInstances {
      for _ in 1...2 {
        try ask("RegisterTaskDefinition", #"{"family":"\#(family)"\#(more),"containerDefinitions":\#(containers)}"#)
      }
    }
    try ask(
      "PutMetricAlarm",
      #"{"AlarmName":"errors","MetricName":"5XX","Namespace":"App","Statistic":"Sum","Period":60,"#
        + #""EvaluationPeriods":1,"Threshold":1,"ComparisonOperator":"GreaterThanThreshold"}"#, service: "cloudwatch")
    return commands
  }

  /// What every history begins with, so that none goes without: a listener, a service behind it, one on Fargate Spot.
  static func services(of world: World) throws -> [SoakCommand] {
    guard let balancing = world.regions[regionName]?.loadBalancing, let door = balancing.loadBalancers.keys.first,
      let group = balancing.targetGroups.keys.first
    else { return [] }
    let network =
      #""networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-a","subnet-b","subnet-c"],"#
      + #""assignPublicIp":"ENABLED"}}"#
    let texts = [
      (
        "elbv2", "CreateListener",
        #"{"LoadBalancerArn":"\#(door)","Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","#
          + #""TargetGroupArn":"\#(group)"}]}"#
      ),
      (
        "ecs", "CreateService",
        #"{"cluster":"harbor","serviceName":"front","taskDefinition":"\#(balanced):1","desiredCount":2,"#
          + #""launchType":"FARGATE","healthCheckGracePeriodSeconds":20,\#(network),"loadBalancers":"#
          + #"[{"targetGroupArn":"\#(group)","containerName":"app","containerPort":80}],"#
          + #""deploymentConfiguration":{"minimumHealthyPercent":50,"maximumPercent":200}}"#
      ),
      (
        "ecs", "CreateService",
        #"{"cluster":"harbor","serviceName":"gated","taskDefinition":"\#(gated):1","desiredCount":2,"#
          + #""launchType":"EC2","loadBalancers":[{"loadBalancerName":"gate","containerName":"app","#
          + #""containerPort":80}]}"#
      ),
      (
        "ecs", "CreateService",
        #"{"cluster":"harbor","serviceName":"tide","taskDefinition":"f-good:1","desiredCount":2,\#(network),"#
          + #""capacityProviderStrategy":[{"capacityProvider":"FARGATE_SPOT","weight":1}]}"#
      ),
    ]
    return try texts.map { service, operation, text in
      let input = try DocumentReader.read(text).object ?? [:]
      return .request(ServiceRequest(service: service, operation: operation, input: input))
    }
  }

  private static let check =
    #""healthCheck":{"command":["CMD-SHELL","curl -f http://localhost/ || exit 1"],"interval":10,"retries":2,"timeout":5}"#
  private static let log =
    #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1","#
    + #""awslogs-stream-prefix":"w"}}"#
  private static let blockingLog = log.replacing(#""awslogs-group""#, with: #""mode":"blocking","awslogs-group""#)

  private static let fargate: [(family: String, containers: String)] = [
    ("f-good", #"[{"name":"app","image":"web:1"}]"#),
    ("f-checked", #"[{"name":"app","image":"web:1",\#(check)}]"#),
    (
      balanced,
      #"[{"name":"app","image":"web:1",\#(blockingLog),"portMappings":[{"name":"http","containerPort":80}]}]"#
    ),
    (
      "f-order",
      #"[{"name":"init","image":"job:1","essential":false},{"name":"app","image":"web:1","dependsOn":"#
        + #"[{"containerName":"init","condition":"SUCCESS"}]},{"name":"side","image":"web:1","essential":false}]"#
    ),
    (
      "f-logged",
      #"[{"name":"app","image":"web:1",\#(log),"secrets":[{"name":"KEY","valueFrom":"/web/key"}]}]"#
    ),
    ("f-crash", #"[{"name":"app","image":"crash:1"},{"name":"side","image":"web:1"}]"#),
    ("f-missing", #"[{"name":"app","image":"nosuchimage"}]"#),
    ("f-sick", #"[{"name":"app","image":"sick:1",\#(check)}]"#),
    ("f-job", #"[{"name":"app","image":"job:1"}]"#),
    ("f-hungry", #"[{"name":"app","image":"hungry:1","memory":256}]"#),
  ]

  private static let onInstances: [(family: String, containers: String, more: String)] = [
    ("e-good", #"[{"name":"app","image":"web:1","memory":128,"cpu":400}]"#, ""),
    (
      "e-dynamic",
      #"[{"name":"app","image":"web:1","memory":128,"portMappings":[{"containerPort":80},{"containerPort":443}]}]"#, ""
    ),
    ("e-net", #"[{"name":"app","image":"web:1","memory":128}]"#, #","networkMode":"awsvpc""#),
    ("e-checked", #"[{"name":"app","image":"web:1","memory":128,"cpu":300,\#(check)}]"#, ""),
    ("e-crash", #"[{"name":"app","image":"crash:1","memory":64},{"name":"side","image":"web:1","memory":64}]"#, ""),
    (
      "e-port",
      #"[{"name":"app","image":"web:1","memory":128,"portMappings":[{"containerPort":80,"hostPort":8080}]}]"#, ""
    ),
    (
      gated,
      #"[{"name":"app","image":"web:1","memory":128,"portMappings":[{"containerPort":80,"hostPort":8081}]}]"#, ""
    ),
    (
      "e-udp",
      #"[{"name":"app","image":"web:1","memory":128,"portMappings":[{"containerPort":53,"hostPort":53,"protocol":"udp"}]}]"#,
      ""
    ),
    ("e-hog", #"[{"name":"app","image":"web:1","memory":1700,"cpu":900}]"#, ""),
    ("e-busy", #"[{"name":"app","image":"web:1","memory":32,"cpu":1000}]"#, ""),
    (
      "e-restart",
      #"[{"name":"app","image":"crash:1","memory":128,"restartPolicy":{"enabled":true,"restartAttemptPeriod":60}}]"#, ""
    ),
    ("e-missing", #"[{"name":"app","image":"nosuchimage","memory":128}]"#, ""),
  ]

  private static let planText = #"""
    {"network": {
      "vpcs": [{"id": "vpc-1", "cidr": "10.0.0.0/16", "default": true}],
      "subnets": [
        {"id": "subnet-a", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.1.0/24", "maps-public-ip": true},
        {"id": "subnet-b", "vpc": "vpc-1", "zone": "b", "cidr": "10.0.2.0/24", "maps-public-ip": true},
        {"id": "subnet-c", "vpc": "vpc-1", "zone": "c", "cidr": "10.0.3.0/24", "maps-public-ip": true},
        {"id": "subnet-tiny", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.5.0/29", "maps-public-ip": true}],
      "security-groups": [{"id": "sg-1", "vpc": "vpc-1"}]},
     "images": {
      "web": {"1": {"size-mb": 60, "listens-on": [80], "ready-after": "2s"}},
      "crash": {"1": {"exits-after": "4s", "exit-code": 1}},
      "sick": {"1": {"listens-on": [80], "unhealthy-after": "70s"}},
      "hungry": {"1": {"uses-memory-mib": 900}},
      "job": {"1": {"exits-after": "6s"}}},
     "roles": [{"name": "ecsTaskExecutionRole", "policies": ["AmazonECSTaskExecutionRolePolicy"]},
       {"name": "gatekeeper", "trusts": ["ecs.amazonaws.com"], "policies": ["AWSLambdaRole"]},
       {"name": "starter", "trusts": ["events.amazonaws.com"], "policies": ["AmazonEC2ContainerServiceEventsRole"]},
       {"name": "weaver", "trusts": ["ecs.amazonaws.com"],
        "policies": ["AmazonECSInfrastructureRolePolicyForVpcLattice"]},
       {"name": "weakling", "trusts": ["events.amazonaws.com"]},
       {"name": "deployer", "trusts": ["codedeploy.amazonaws.com"], "policies": ["AWSCodeDeployRoleForECS"]}],
     "log-groups": ["/ecs/web", "/aws/events/ecs"]}
    """#
}

/// One thing that was done to the world; a list of them is a history that can be played again.
package enum SoakCommand: Sendable {
  case request(ServiceRequest)
  case fault(name: String, arguments: Document.Object)
  case advance(to: Instant)

  package var text: String {
    switch self {
    case .request(let request):
      "\(request.service) \(request.operation) \(Document.object(request.input).written())"
    case .fault(let name, let arguments): "inject \(name) \(Document.object(arguments).written())"
    case .advance(let instant): "advance to \(instant.iso8601(milliseconds: true))"
    }
  }
}
