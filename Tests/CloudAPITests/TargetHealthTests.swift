/// Targets that somebody registers by hand, and what a load balancer thinks of them.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension TestCloud {
  /// The private address of a task that runs for 100 s already, in zone a unless told otherwise.
  fileprivate mutating func runningTask(
    _ family: String = "front", subnet: String = "subnet-a", groups: [String] = []
  ) throws -> String {
    let groupList = groups.map { #""\#($0)""# }.joined(separator: ", ")
    let reply = try call(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "\#(family)", "launchType": "FARGATE", "networkConfiguration": "#
        + #"{"awsvpcConfiguration": {"subnets": ["\#(subnet)"], "securityGroups": [\#(groupList)], "#
        + #""assignPublicIp": "ENABLED"}}}"#)
    let id = reply["tasks"]?[0]?["taskArn"]?.string?.split(separator: "/").last.map(String.init) ?? ""
    advance(seconds: 100)
    return world.regions["us-east-1"]?.ecs.tasks[id]?.attachment?.privateIPv4Address ?? "-"
  }

  fileprivate mutating func register(_ address: String, port: Int = 80, in name: String = "blue") throws {
    try elb(
      "RegisterTargets",
      #"{"TargetGroupArn": "\#(group(name))", "Targets": [{"Id": "\#(address)", "Port": \#(port)}]}"#)
  }

  fileprivate mutating func taskID(at address: String) -> String {
    world.regions["us-east-1"]?.ecs.tasks.all(inCluster: "harbor").last {
      $0.attachment?.privateIPv4Address == address
    }?.id
      ?? "-"
  }
}

@Test func aTargetIsHealthyAfterItsFirstCheck() throws {
  var cloud = try TestCloud.balanced()
  let address = try cloud.runningTask()
  try cloud.register(address)
  let health = try cloud.elb("DescribeTargetHealth", #"{"TargetGroupArn": "\#(cloud.group("blue"))"}"#)
  #expect(
    health["TargetHealthDescriptions"]?[0]?.written()
      == #"{"Target":{"Id":"\#(address)","Port":80,"AvailabilityZone":"us-east-1a"},"HealthCheckPort":"80","#
      + #""TargetHealth":{"State":"initial","Reason":"Elb.RegistrationInProgress","#
      + #""Description":"Target registration is in progress"}}"#)
  cloud.advance(seconds: 3)
  #expect(try cloud.targets() == ["healthy"])
  try cloud.elb(
    "DeregisterTargets", #"{"TargetGroupArn": "\#(cloud.group("blue"))", "Targets": [{"Id": "\#(address)"}]}"#)
  #expect(try cloud.targets() == ["draining Target.DeregistrationInProgress"])
  cloud.advance(seconds: 30)
  #expect(try cloud.targets() == [])
  let asked = try cloud.elb(
    "DescribeTargetHealth", #"{"TargetGroupArn": "\#(cloud.group("blue"))", "Targets": [{"Id": "\#(address)"}]}"#)
  #expect(asked["TargetHealthDescriptions"]?.list?.map(TestCloud.line) == ["unused Target.NotRegistered"])
}

@Test func aPortOnWhichNobodyListens() throws {
  // Checks at 2.5 s and 32.5 s fail: two in a row make it unhealthy.
  var cloud = try TestCloud.balanced()
  try cloud.register(try cloud.runningTask(), port: 8080)
  cloud.advance(seconds: 32)
  #expect(try cloud.targets() == ["initial Elb.InitialHealthChecking"])
  cloud.advance(seconds: 1)
  #expect(try cloud.targets() == ["unhealthy Target.FailedHealthChecks"])
}

@Test func anAddressBehindWhichNobodyIs() throws {
  var cloud = try TestCloud.balanced()
  // Checks at 2.5 s and 32.5 s time out after 5 s.
  try cloud.register("10.0.0.200")
  cloud.advance(seconds: 37)
  #expect(try cloud.targets() == ["initial Elb.InitialHealthChecking"])
  cloud.advance(seconds: 1)
  #expect(try cloud.targets() == ["unhealthy Target.Timeout"])
  #expect(
    try cloud.elbRefusal(
      "RegisterTargets", #"{"TargetGroupArn": "\#(cloud.group("blue"))", "Targets": [{"Id": "i-1"}]}"#)
      == "ValidationError: The IP address 'i-1' is not a valid IPv4 address")
}

@Test func targetsThatNobodySendsUsersTo() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("lonely")
  try cloud.register(try cloud.runningTask(), in: "lonely")
  cloud.advance(seconds: 60)
  #expect(try cloud.targets("lonely") == ["unused Target.NotInUse"])
  try cloud.listen(on: 81, to: "lonely")
  cloud.advance(seconds: 3)
  #expect(try cloud.targets("lonely") == ["healthy"])
  // The load balancer stands in zones a and b.
  try cloud.register(try cloud.runningTask(subnet: "subnet-c"))
  cloud.advance(seconds: 60)
  #expect(try cloud.targets() == ["unused Target.NotInUse"])
}

@Test func aTargetIsNotBelievedWellWhereItsGroupComesToBeUsed() throws {
  // The first check is due at once, the second one 30 s later; both time out after 5 s.
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("lonely")
  try cloud.register("10.0.0.200", in: "lonely")
  cloud.advance(seconds: 60)
  try cloud.listen(on: 81, to: "lonely")
  #expect(try cloud.targets("lonely") == ["initial Elb.InitialHealthChecking"])
  cloud.advance(seconds: 36)
  #expect(try cloud.targets("lonely") == ["unhealthy Target.Timeout"])
}

@Test func aTargetOfANewLoadBalancerWaitsForIt() throws {
  var cloud = try TestCloud.harbor(plan: .balanced)
  try cloud.registerFargate("front", image: "front:60", more: TestCloud.ports)
  let address = try cloud.runningTask()
  try cloud.elb("CreateLoadBalancer", #"{"Name": "door", "Subnets": ["subnet-a", "subnet-b"]}"#)
  try cloud.createTargetGroup("blue")
  try cloud.listen(on: 80, to: "blue")
  try cloud.register(address)
  cloud.advance(seconds: 121)
  #expect(try cloud.targets() == ["initial Elb.RegistrationInProgress"])
  cloud.advance(seconds: 2)
  #expect(try cloud.targets() == ["healthy"])
}

@Test func aTargetFallsIllAndRecovers() throws {
  var cloud = try TestCloud.balanced(
    check: #", "HealthCheckIntervalSeconds": 10, "HealthyThresholdCount": 3, "UnhealthyThresholdCount": 2"#)
  try cloud.register(try cloud.runningTask())
  cloud.advance(seconds: 10)
  #expect(try cloud.targets() == ["healthy"])
  // Checks at 12.5, 22.5 … after registration. The fault holds from 10 to 40: 12.5 and 22.5 fail.
  try cloud.world.inject(
    name: "health-failing", arguments: ["image": "front:60", "lasts": "30s"], region: "us-east-1", cause: .command(0))
  cloud.advance(seconds: 12)
  #expect(try cloud.targets() == ["healthy"])
  cloud.advance(seconds: 1)
  #expect(try cloud.targets() == ["unhealthy Target.ResponseCodeMismatch"])
  // 42.5, 52.5 and 62.5 pass.
  cloud.advance(seconds: 39)
  #expect(try cloud.targets() == ["unhealthy Target.ResponseCodeMismatch"])
  cloud.advance(seconds: 1)
  #expect(try cloud.targets() == ["healthy"])
}

@Test func aPathThatIsNotServed() throws {
  // Checks at 2.5 s and 12.5 s find 404. The path is put right 15 s after registration, so that checks begin anew 10 s
  // later, and five of them, from 25 to 65 s, make it healthy.
  var cloud = try TestCloud.balanced(check: #", "HealthCheckPath": "/", "HealthCheckIntervalSeconds": 10"#)
  try cloud.registerFargate("pathed", image: "pathed:60", more: TestCloud.ports)
  try cloud.register(try cloud.runningTask("pathed"))
  cloud.advance(seconds: 12)
  #expect(try cloud.targets() == ["initial Elb.InitialHealthChecking"])
  cloud.advance(seconds: 1)
  let health = try cloud.elb("DescribeTargetHealth", #"{"TargetGroupArn": "\#(cloud.group("blue"))"}"#)
  #expect(
    health["TargetHealthDescriptions"]?[0]?["TargetHealth"]?["Description"]
      == "Health checks failed with these codes: [404]")
  cloud.advance(seconds: 2)
  try cloud.elb(
    "ModifyTargetGroup", #"{"TargetGroupArn": "\#(cloud.group("blue"))", "HealthCheckPath": "/ping?full=1"}"#)
  cloud.advance(seconds: 49)
  #expect(try cloud.targets() == ["unhealthy Target.ResponseCodeMismatch"])
  cloud.advance(seconds: 1)
  #expect(try cloud.targets() == ["healthy"])
}

@Test func aDoorThatNoSecurityGroupOpens() throws {
  // Checks at 2.5 s and 12.5 s get no answer within 5 s. The door is opened at 18 s; those from 22.5 to 62.5 s pass, which
  // is five.
  var cloud = try TestCloud.balanced(check: #", "HealthCheckIntervalSeconds": 10"#)
  let made = try cloud.call(
    "CreateSecurityGroup", #"{"GroupName": "closed", "Description": "closed", "VpcId": "vpc-1"}"#, service: "ec2")
  let closed = made["GroupId"]?.string ?? "-"
  try cloud.register(try cloud.runningTask(groups: [closed]))
  cloud.advance(seconds: 18)
  #expect(try cloud.targets() == ["unhealthy Target.Timeout"])
  try cloud.call(
    "AuthorizeSecurityGroupIngress",
    #"{"GroupId": "\#(closed)", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "#
      + #""IpRanges": [{"CidrIp": "10.0.0.0/16"}]}]}"#, service: "ec2")
  cloud.advance(seconds: 44)
  #expect(try cloud.targets() == ["unhealthy Target.Timeout"])
  cloud.advance(seconds: 1)
  #expect(try cloud.targets() == ["healthy"])
}

/// A host of `group` in zone a with a task of `hosted` behind it, and the first dynamic port of its host in `hosts`.
private func hosted(behind group: String, in cloud: inout TestCloud) throws {
  try cloud.call(
    "RunInstances",
    #"{"ImageId": "ami-1", "InstanceType": "t3.medium", "MinCount": 1, "MaxCount": 1, "SubnetId": "subnet-a", "#
      + #""SecurityGroupIds": ["\#(group)"], "UserData": "\#(TestCloud.joinsHarbor)"}"#, service: "ec2")
  cloud.advance(seconds: 180)
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "hosted", "containerDefinitions": [{"name": "app", "image": "front:60", "memory": 128\#(TestCloud.ports)}]}"#
  )
  try cloud.call("RunTask", #"{"cluster": "harbor", "taskDefinition": "hosted"}"#)
  cloud.advance(seconds: 60)
  let host = cloud.world.regions["us-east-1"]?.ec2.instances.keys.first ?? "-"
  try cloud.elb(
    "RegisterTargets",
    #"{"TargetGroupArn": "\#(cloud.group("hosts"))", "Targets": [{"Id": "\#(host)", "Port": 32768}]}"#)
}

private func closedGroup(in cloud: inout TestCloud, named name: String = "closed") throws -> String {
  try cloud.call(
    "CreateSecurityGroup", #"{"GroupName": "\#(name)", "Description": "closed", "VpcId": "vpc-1"}"#, service: "ec2")[
      "GroupId"]?.string ?? "-"
}

private func open(_ group: String, ports: ClosedRange<Int>, to peer: String, in cloud: inout TestCloud) throws {
  try cloud.call(
    "AuthorizeSecurityGroupIngress",
    #"{"GroupId": "\#(group)", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": \#(ports.lowerBound), "#
      + #""ToPort": \#(ports.upperBound), \#(peer)}]}"#, service: "ec2")
}

/// ECS Developer Guide, "Service load balancing considerations": the security group of the instances must allow the
/// ephemeral port range from the load balancer.
@Test func aHostIsJudgedByItsOwnSecurityGroup() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("hosts", type: "instance", more: #", "HealthCheckIntervalSeconds": 10"#)
  try cloud.listen(on: 81, to: "hosts")
  let closed = try closedGroup(in: &cloud)
  try hosted(behind: closed, in: &cloud)
  cloud.advance(seconds: 30)
  #expect(try cloud.targets("hosts") == ["unhealthy Target.Timeout"])
  // The container's port is not the host's.
  try open(closed, ports: 80...80, to: #""IpRanges": [{"CidrIp": "10.0.0.0/16"}]"#, in: &cloud)
  cloud.advance(seconds: 60)
  #expect(try cloud.targets("hosts") == ["unhealthy Target.Timeout"])
  try open(closed, ports: 32_768...60_999, to: #""IpRanges": [{"CidrIp": "10.0.0.0/16"}]"#, in: &cloud)
  cloud.advance(seconds: 60)
  #expect(try cloud.targets("hosts") == ["healthy"])
}

/// Runtime sheet, section 6.2.
@Test func aHostThatIsTerminatedIsNoTarget() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("hosts", type: "instance")
  try cloud.listen(on: 81, to: "hosts")
  let group = try closedGroup(in: &cloud)
  try open(group, ports: 32_768...60_999, to: #""IpRanges": [{"CidrIp": "10.0.0.0/16"}]"#, in: &cloud)
  try hosted(behind: group, in: &cloud)
  cloud.advance(seconds: 30)
  #expect(try cloud.targets("hosts") == ["healthy"])
  let host = cloud.world.regions["us-east-1"]?.ec2.instances.keys.first ?? "-"
  try cloud.call("TerminateInstances", #"{"InstanceIds": ["\#(host)"]}"#, service: "ec2")
  cloud.advance(seconds: 120)
  #expect(try cloud.targets("hosts") == ["unused Target.InvalidState"])
}

extension TestCloud {
  /// In the target group `plain` of a network load balancer that is active, checked every 10 s.
  /// - Parameter more: further members of the load balancer.
  fileprivate mutating func register(
    _ address: String, behindNetworkBalancer more: String, healthyThreshold: Int
  ) throws {
    let net = try elb(
      "CreateLoadBalancer", #"{"Name": "net", "Type": "network", "Subnets": ["subnet-a", "subnet-b"]\#(more)}"#)
    let arn = net["LoadBalancers"]?[0]?["LoadBalancerArn"]?.string ?? ""
    try elb(
      "CreateTargetGroup",
      #"{"Name": "plain", "Protocol": "TCP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip", "#
        + #""HealthyThresholdCount": \#(healthyThreshold), "HealthCheckIntervalSeconds": 10, "#
        + #""HealthCheckTimeoutSeconds": 5}"#)
    try elb(
      "CreateListener",
      #"{"LoadBalancerArn": "\#(arn)", "Protocol": "TCP", "Port": 80, "DefaultActions": "#
        + #"[{"Type": "forward", "TargetGroupArn": "\#(group("plain"))"}]}"#)
    advance(seconds: 120)
    try register(address, in: "plain")
  }
}

/// Network Load Balancers guide, "Target security groups": without groups of its own it comes from its private addresses,
/// and a rule that names another group never lets it in; with groups, that group is enough.
@Test(arguments: [false, true])
func aNetworkLoadBalancerIsLetInByAddressOrByGroup(hasGroup: Bool) throws {
  var cloud = try TestCloud.balanced()
  let (own, closed) = (
    try closedGroup(in: &cloud, named: "own"), try closedGroup(in: &cloud)
  )
  try open(closed, ports: 80...80, to: #""UserIdGroupPairs": [{"GroupId": "\#(own)"}]"#, in: &cloud)
  let address = try cloud.runningTask(groups: [closed])
  try cloud.register(
    address, behindNetworkBalancer: hasGroup ? #", "SecurityGroups": ["\#(own)"]"# : "", healthyThreshold: 2)
  cloud.advance(seconds: 60)
  #expect(try cloud.targets("plain") == [hasGroup ? "healthy" : "unhealthy Target.Timeout"])
  try open(closed, ports: 80...80, to: #""IpRanges": [{"CidrIp": "10.0.0.0/16"}]"#, in: &cloud)
  cloud.advance(seconds: 60)
  #expect(try cloud.targets("plain") == ["healthy"])
}

@Test func aMatcherThatTakesTheCode() throws {
  var cloud = try TestCloud.balanced(
    check: #", "Matcher": {"HttpCode": "200,500-503"}, "HealthCheckIntervalSeconds": 10"#)
  try cloud.register(try cloud.runningTask("fading"))
  cloud.advance(seconds: 120)
  #expect(try cloud.targets() == ["healthy"])
}

@Test func aTargetWhoseProcessIsGone() throws {
  var cloud = try TestCloud.balanced(check: #", "HealthCheckIntervalSeconds": 10"#)
  let address = try cloud.runningTask()
  try cloud.register(address)
  cloud.advance(seconds: 5)
  let id = cloud.taskID(at: address)
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(id)"}"#)
  // It ends some 2.3 s later; checks at 12.5 and 22.5 s after registration fail.
  cloud.advance(seconds: 18)
  #expect(try cloud.targets() == ["unhealthy Target.FailedHealthChecks"])
  cloud.advance(seconds: 60)
  #expect(try cloud.targets() == ["unhealthy Target.Timeout"], "STOPPED: its address is nobody's")
}

@Test func aNetworkLoadBalancerWantsTheWholeThreshold() throws {
  // A first check after 3 s, then every 10 s: the third in a row at 23 s.
  var cloud = try TestCloud.balanced()
  let group = try closedGroup(in: &cloud)
  try open(group, ports: 80...80, to: #""IpRanges": [{"CidrIp": "10.0.0.0/16"}]"#, in: &cloud)
  let address = try cloud.runningTask(groups: [group])
  try cloud.register(address, behindNetworkBalancer: "", healthyThreshold: 3)
  cloud.advance(seconds: 22)
  #expect(try cloud.targets("plain") == ["initial Elb.InitialHealthChecking"])
  cloud.advance(seconds: 1)
  #expect(try cloud.targets("plain") == ["healthy"])
}

@Test func aRegisteredTargetCostsNoEventsWhileItIsHealthy() throws {
  var cloud = try TestCloud.balanced()
  try cloud.register(try cloud.runningTask())
  cloud.advance(seconds: 10)
  let before = cloud.world.pending.sorted.count
  cloud.advance(seconds: 86_400)
  #expect(try cloud.targets() == ["healthy"])
  #expect(cloud.world.pending.sorted.count <= before)
  #expect(!cloud.world.pending.sorted.contains { $0.payload.change.description.hasPrefix("target ") })
}

@Test func aLoadBalancersOwnAddressIsNobodysTarget() throws {
  // The last address that can be handed out in subnet-a, 10.0.0.0/24, is that of the load balancer `door` there.
  var cloud = try TestCloud.balanced()
  try cloud.register("10.0.0.254")
  cloud.advance(seconds: 60)
  #expect(try cloud.targets() == ["unused Target.IpUnusable"])
}

@Test func anUnhealthyTargetOfANetworkLoadBalancerMayLetItsConnectionsEnd() throws {
  var cloud = try TestCloud.balanced()
  try cloud.elb(
    "CreateLoadBalancer", #"{"Name": "gate", "Type": "network", "Subnets": ["subnet-a", "subnet-b"]}"#)
  let balancers = try cloud.elb("DescribeLoadBalancers", #"{"Names": ["gate"]}"#)["LoadBalancers"]
  let gate = balancers?[0]?["LoadBalancerArn"]?.string ?? ""
  try cloud.elb(
    "CreateTargetGroup", #"{"Name": "tcp", "Protocol": "TCP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip"}"#)
  try cloud.elb(
    "CreateListener",
    #"{"LoadBalancerArn": "\#(gate)", "Protocol": "TCP", "Port": 80, "DefaultActions": [{"Type": "forward", "#
      + #""TargetGroupArn": "\#(cloud.group("tcp"))"}]}"#)
  let interval = "target_health_state.unhealthy.draining_interval_seconds"
  let ends = "target_health_state.unhealthy.connection_termination.enabled"
  #expect(
    try cloud.elbRefusal(
      "ModifyTargetGroupAttributes",
      #"{"TargetGroupArn": "\#(cloud.group("tcp"))", "Attributes": [{"Key": "\#(interval)", "Value": "45"}]}"#)
      == "ValidationError: '\(interval)' can only be configured when '\(ends)' is 'false'")
  try cloud.elb(
    "ModifyTargetGroupAttributes",
    #"{"TargetGroupArn": "\#(cloud.group("tcp"))", "Attributes": [{"Key": "\#(interval)", "Value": "45"}, "#
      + #"{"Key": "\#(ends)", "Value": "false"}]}"#)
  cloud.advance(seconds: 300)
  try cloud.register("10.0.0.200", in: "tcp")
  var states: [String] = []
  for _ in 0..<60 {
    cloud.advance(seconds: 5)
    let state = try cloud.targets("tcp").first ?? "-"
    if states.last != state { states.append(state) }
  }
  #expect(
    states.suffix(2) == ["unhealthy.draining Target.DeregistrationInProgress", "unhealthy Target.Timeout"])
}
