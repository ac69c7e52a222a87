/// Load balancers, target groups, listeners and rules: what is shown, what is refused.
import Cloud
import CloudAPI
import Documents
import Testing

@Test func aLoadBalancerIsActiveAfterTwoMinutes() throws {
  var cloud = try TestCloud.harbor()
  let input = #"{"Name": "door", "Subnets": ["subnet-a", "subnet-b"]}"#
  let made = try cloud.elb("CreateLoadBalancer", input)["LoadBalancers"]?[0] ?? .null
  #expect(
    made.keys == [
      "LoadBalancerArn", "DNSName", "CanonicalHostedZoneId", "CreatedTime", "LoadBalancerName", "Scheme", "VpcId",
      "State", "Type", "AvailabilityZones", "SecurityGroups", "IpAddressType",
    ])
  #expect(made["State"] == ["Code": "provisioning"])
  #expect(made["SecurityGroups"] == ["sg-1"])
  #expect(made["AvailabilityZones"]?[1]?["ZoneName"] == "us-east-1b")
  let arn = try #require(made["LoadBalancerArn"]?.string)
  #expect(arn.hasPrefix("arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/door/"))
  #expect(made["DNSName"]?.string?.hasSuffix(".us-east-1.elb.amazonaws.com") == true)
  cloud.advance(seconds: 119)
  // Asked for again it is the same one; with other settings it is refused.
  #expect(try cloud.elb("CreateLoadBalancer", input)["LoadBalancers"]?[0] == made)
  #expect(
    try cloud.elbRefusal("CreateLoadBalancer", #"{"Name": "door", "Subnets": ["subnet-a", "subnet-c"]}"#)
      == "DuplicateLoadBalancerName: A load balancer with the same name 'door' exists, but with different settings")
  cloud.advance(seconds: 1)
  #expect(
    try cloud.elb("DescribeLoadBalancers", #"{"Names": ["door"]}"#)["LoadBalancers"]?[0]?["State"] == ["Code": "active"]
  )
}

@Test func aProtectedLoadBalancerIsNotDeleted() throws {
  var cloud = try TestCloud.harbor()
  let made = try cloud.elb("CreateLoadBalancer", #"{"Name": "door", "Subnets": ["subnet-a", "subnet-b"]}"#)
  let arn = try #require(made["LoadBalancers"]?[0]?["LoadBalancerArn"]?.string)
  func change(_ value: String) throws -> Document {
    try cloud.elb(
      "ModifyLoadBalancerAttributes",
      #"{"LoadBalancerArn": "\#(arn)", "Attributes": [{"Key": "deletion_protection.enabled", "Value": "\#(value)"}]}"#)
  }
  let protection: Document = ["Key": "deletion_protection.enabled", "Value": "true"]
  #expect(try change("true")["Attributes"]?.list?.contains(protection) == true)
  #expect(
    try cloud.elbRefusal("DeleteLoadBalancer", #"{"LoadBalancerArn": "\#(arn)"}"#)
      == "OperationNotPermitted: Load balancer '\(arn)' cannot be deleted because deletion protection is enabled")
  _ = try change("false")
  try cloud.elb("DeleteLoadBalancer", #"{"LoadBalancerArn": "\#(arn)"}"#)
  #expect(
    try cloud.elbRefusal("DescribeLoadBalancerAttributes", #"{"LoadBalancerArn": "\#(arn)"}"#)
      == "LoadBalancerNotFound: Load balancers '[\(arn)]' not found")
}

@Test func whatIsLabelledShowsItsLabels() throws {
  var cloud = try TestCloud.harbor()
  let made = try cloud.elb(
    "CreateTargetGroup",
    #"{"Name": "blue", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "Tags": [{"Key": "team", "Value": "core"}]}"#)
  let arn = try #require(made["TargetGroups"]?[0]?["TargetGroupArn"]?.string)
  let this = #""ResourceArns": ["\#(arn)"]"#
  try cloud.elb("AddTags", #"{\#(this), "Tags": [{"Key": "team", "Value": "web"}, {"Key": "env", "Value": "lab"}]}"#)
  try cloud.elb("RemoveTags", #"{\#(this), "TagKeys": ["env"]}"#)
  #expect(
    try cloud.elb("DescribeTags", "{\(this)}")
      == ["TagDescriptions": [["ResourceArn": .string(arn), "Tags": [["Key": "team", "Value": "web"]]]]])
  #expect(
    try cloud.elbRefusal("DescribeTags", #"{"ResourceArns": ["\#(arn)x"]}"#)
      == "TargetGroupNotFound: One or more target groups not found")
}

@Test func loadBalancersThatAreRefused() throws {
  var cloud = try TestCloud.harbor()
  let cases = [
    (
      #"{"Name": "door", "Subnets": ["subnet-a"]}"#,
      "ValidationError: At least two subnets in two different Availability Zones must be specified"
    ),
    (
      #"{"Name": "door", "Subnets": ["subnet-x", "subnet-a"]}"#,
      "SubnetNotFound: The subnet ID 'subnet-x' does not exist"
    ),
    (
      #"{"Name": "door", "Subnets": ["subnet-a", "subnet-a"]}"#,
      "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone"
    ),
    (
      #"{"Name": "door", "Subnets": ["subnet-a", "subnet-b"], "SecurityGroups": ["sg-x"]}"#,
      "InvalidSecurityGroup: One or more security groups are invalid"
    ),
    (
      #"{"Name": "-door", "Subnets": ["subnet-a", "subnet-b"]}"#,
      "ValidationError: The load balancer name '-door' cannot begin or end with '-'"
    ),
  ]
  for (input, text) in cases { #expect(try cloud.elbRefusal("CreateLoadBalancer", input) == text) }
  #expect(
    try cloud.elbRefusal("DescribeLoadBalancers", #"{"Names": ["door"]}"#)
      == "LoadBalancerNotFound: Load balancers '[door]' not found")
  let made = try cloud.call("CreateVpc", #"{"CidrBlock": "172.16.0.0/16"}"#, service: "ec2")
  let vpc = made["Vpc"]?["VpcId"]?.string ?? ""
  let strange = try cloud.call(
    "CreateSecurityGroup", #"{"GroupName": "x", "Description": "x", "VpcId": "\#(vpc)"}"#, service: "ec2")
  let group = strange["GroupId"]?.string ?? ""
  #expect(
    try cloud.elbRefusal(
      "CreateLoadBalancer", #"{"Name": "door", "Subnets": ["subnet-a", "subnet-b"], "SecurityGroups": ["\#(group)"]}"#)
      == "InvalidConfigurationRequest: Security group '\(group)' does not belong to VPC 'vpc-1'")
  // A network load balancer is content with one zone.
  let net = try cloud.elb("CreateLoadBalancer", #"{"Name": "net", "Type": "network", "Subnets": ["subnet-a"]}"#)
  let arn = net["LoadBalancers"]?[0]?["LoadBalancerArn"]?.string ?? ""
  #expect(arn.contains("loadbalancer/net/net/"))
  // Elastic Load Balancing API reference, LoadBalancerAttribute: up to seven more addresses in each subnet.
  let addresses = { (value: String) in
    #"{"LoadBalancerArn": "\#(arn)", "Attributes": [{"Key": "secondary_ips.auto_assigned.per_subnet", "#
      + #""Value": "\#(value)"}]}"#
  }
  let changed = try cloud.elb("ModifyLoadBalancerAttributes", addresses("7"))["Attributes"]?.list
  #expect(changed?.contains(["Key": "secondary_ips.auto_assigned.per_subnet", "Value": "7"]) == true)
  #expect(try cloud.elbRefusal("ModifyLoadBalancerAttributes", addresses("8")).hasPrefix("ValidationError: "))
}

@Test func aTargetGroupShowsItsDefaults() throws {
  var cloud = try TestCloud.harbor()
  let input = #"{"Name": "blue", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip"}"#
  let group = try cloud.elb("CreateTargetGroup", input)["TargetGroups"]?[0] ?? .null
  let arn = group["TargetGroupArn"]?.string ?? ""
  #expect(
    group.written()
      == #"{"TargetGroupArn":"\#(arn)","TargetGroupName":"blue","Protocol":"HTTP","Port":80,"VpcId":"vpc-1","#
      + #""HealthCheckProtocol":"HTTP","HealthCheckPort":"traffic-port","HealthCheckEnabled":true,"#
      + #""HealthCheckIntervalSeconds":30,"HealthCheckTimeoutSeconds":5,"HealthyThresholdCount":5,"#
      + #""UnhealthyThresholdCount":2,"HealthCheckPath":"/","Matcher":{"HttpCode":"200"},"LoadBalancerArns":[],"#
      + #""TargetType":"ip","ProtocolVersion":"HTTP1","IpAddressType":"ipv4"}"#)
  let attributes = try cloud.elb("DescribeTargetGroupAttributes", #"{"TargetGroupArn": "\#(arn)"}"#)["Attributes"]
  #expect(
    attributes?.list?.contains(["Key": "deregistration_delay.timeout_seconds", "Value": "300"] as Document) == true)
  let change = { (key: String, value: String) in
    #"{"TargetGroupArn": "\#(arn)", "Attributes": [{"Key": "\#(key)", "Value": "\#(value)"}]}"#
  }
  try cloud.elb("ModifyTargetGroupAttributes", change("deregistration_delay.timeout_seconds", "5"))
  #expect(
    try cloud.elbRefusal("ModifyTargetGroupAttributes", change("deregistration_delay", "5"))
      == "ValidationError: Target group attribute key 'deregistration_delay' is not recognized")
  #expect(
    try cloud.elbRefusal("ModifyTargetGroupAttributes", change("deregistration_delay.timeout_seconds", "3601"))
      .hasPrefix("ValidationError: "))
}

@Test func targetGroupsThatAreRefused() throws {
  var cloud = try TestCloud.harbor()
  func refusal(_ more: String) throws -> String {
    try cloud.elbRefusal(
      "CreateTargetGroup", #"{"Name": "blue", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1"\#(more)}"#)
  }
  #expect(
    try refusal(#", "HealthCheckTimeoutSeconds": 30"#)
      == "ValidationError: Health check timeout '30' must be smaller than the interval '30'")
  #expect(
    try refusal(#", "HealthCheckProtocol": "TCP""#)
      == "ValidationError: Health check protocol 'TCP' is not supported for target groups with the protocol 'HTTP'")
  #expect(try refusal(#", "TargetType": "lambda""#).hasPrefix("NotSimulatedYet: "))
  #expect(
    try cloud.elbRefusal("CreateTargetGroup", #"{"Name": "a_b", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1"}"#)
      == "ValidationError: Target group name 'a_b' can only contain characters that are alphanumeric characters or "
      + "hyphens(-)")
  // A group of a network load balancer may wait for its whole interval.
  let net = #"{"Name": "net", "Protocol": "TCP", "Port": 80, "VpcId": "vpc-1", "HealthCheckIntervalSeconds": 10"#
  #expect(
    try cloud.elbRefusal("CreateTargetGroup", net + #", "HealthCheckTimeoutSeconds": 11}"#)
      == "ValidationError: Health check timeout '11' must be smaller than or equal to the interval '10'")
  try cloud.elb("CreateTargetGroup", net + #", "HealthCheckTimeoutSeconds": 10}"#)
  #expect(
    try cloud.elbRefusal("CreateTargetGroup", #"{"Name": "x", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-x"}"#)
      == "ValidationError: The VPC ID 'vpc-x' is not found")
  #expect(
    try cloud.elbRefusal("DescribeTargetGroups", #"{"Names": ["blue"]}"#)
      == "TargetGroupNotFound: One or more target groups not found")
}

/// Reports of ModifyTargetGroupAttributes by users of network load balancers.
@Test(arguments: [
  (
    "HTTP", "source_ip",
    "InvalidConfigurationRequest: Stickiness type 'source_ip' is not supported for target groups "
      + "with the HTTP protocol"
  ),
  (
    "TCP", "lb_cookie",
    "InvalidConfigurationRequest: Stickiness type 'lb_cookie' is not supported for target groups "
      + "with the TCP protocol"
  ),
  ("HTTP", "dest_ip", "ValidationError: 'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]"),
])
func aGroupSticksInItsOwnWay(transport: String, type: String, text: String) throws {
  var cloud = try TestCloud.harbor()
  try cloud.elb(
    "CreateTargetGroup", #"{"Name": "blue", "Protocol": "\#(transport)", "Port": 80, "VpcId": "vpc-1"}"#)
  func change(_ type: String) -> String {
    #"{"TargetGroupArn": "\#(cloud.group("blue"))", "Attributes": [{"Key": "stickiness.enabled", "Value": "true"}, "#
      + #"{"Key": "stickiness.type", "Value": "\#(type)"}]}"#
  }
  #expect(try cloud.elbRefusal("ModifyTargetGroupAttributes", change(type)) == text)
  try cloud.elb("ModifyTargetGroupAttributes", change(transport == "TCP" ? "source_ip" : "app_cookie"))
}

/// Reports of CreateListener; Elastic Load Balancing API reference, FixedResponseActionConfig.
@Test func listenersThatAreRefused() throws {
  var cloud = try TestCloud.balanced()
  func refusal(_ transport: String, _ response: String) throws -> String {
    try cloud.elbRefusal(
      "CreateListener",
      #"{"LoadBalancerArn": "\#(cloud.balancer)", "Protocol": "\#(transport)", "Port": 81, "DefaultActions": "#
        + #"[{"Type": "fixed-response", "FixedResponseConfig": {\#(response)}}]}"#)
  }
  let fine = #""StatusCode": "404""#
  let arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/none/0"
  #expect(
    try cloud.elbRefusal(
      "CreateListener",
      #"{"LoadBalancerArn": "\#(cloud.balancer)", "Protocol": "HTTP", "Port": 81, "DefaultActions": "#
        + #"[{"Type": "forward", "TargetGroupArn": "\#(arn)"}]}"#)
      == "TargetGroupNotFound: Target groups '\(arn)' not found")
  #expect(
    try refusal("TCP", fine) == "ValidationError: Listener protocol 'TCP' must be one of 'HTTP, HTTPS'")
  #expect(
    try refusal("SCTP", fine).hasPrefix(
      "ValidationError: 1 validation error detected: Value 'SCTP' at 'protocol' failed to satisfy constraint: Member "
        + "must satisfy enum value set: [HTTP, HTTPS, "))
  #expect(
    try refusal("HTTP", #""StatusCode": "302""#)
      == "ValidationError: 1 validation error detected: Value '302' at "
      + "'defaultActions.1.member.fixedResponseConfig.statusCode' failed to satisfy constraint: Member must satisfy "
      + #"regular expression pattern: ^(2|4|5)\d\d$"#)
  #expect(
    try refusal("HTTP", fine + #", "ContentType": "text/xml""#)
      == "InvalidLoadBalancerAction: The ContentType must be one of:'text/html', 'application/json', "
      + "'application/javascript', 'text/css', 'text/plain'")
}

@Test func listenersAndRulesTieAGroupToALoadBalancer() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("api")
  #expect(
    try cloud.elb("DescribeTargetGroups", #"{"LoadBalancerArn": "\#(cloud.balancer)"}"#)["TargetGroups"]?.list?.count
      == 1)
  let rule =
    #"{"ListenerArn": "\#(cloud.listener)", "Priority": 10, "Conditions": [{"Field": "path-pattern", "Values": ["/api/*"]}], "#
    + #""Actions": [{"Type": "forward", "TargetGroupArn": "\#(cloud.group("api"))"}]}"#
  let made = try cloud.elb("CreateRule", rule)["Rules"]?[0] ?? .null
  #expect(made["Priority"] == "10")
  #expect(made["Conditions"]?[0]?["PathPatternConfig"] == ["Values": ["/api/*"]])
  #expect(
    made["Actions"]?[0]?["ForwardConfig"]?["TargetGroups"]
      == [["TargetGroupArn": .string(cloud.group("api")), "Weight": 1]])
  #expect(try cloud.elbRefusal("CreateRule", rule) == "PriorityInUse: Priority '10' is currently in use")
  let rules = try cloud.elb("DescribeRules", #"{"ListenerArn": "\#(cloud.listener)"}"#)["Rules"]?.list ?? []
  #expect(rules.map { $0["Priority"] } == ["10", "default"])
  #expect(
    try cloud.elbRefusal("DeleteTargetGroup", #"{"TargetGroupArn": "\#(cloud.group("api"))"}"#)
      == "ResourceInUse: Target group '\(cloud.group("api"))' is currently in use by a listener or a rule")
  #expect(
    try cloud.elbRefusal("DeleteRule", #"{"RuleArn": "\#(cloud.defaultRule)"}"#)
      == "OperationNotPermitted: Default rule '\(cloud.defaultRule)' cannot be deleted")
  try cloud.elb("DeleteRule", #"{"RuleArn": "\#(made["RuleArn"]?.string ?? "")"}"#)
  try cloud.elb("DeleteTargetGroup", #"{"TargetGroupArn": "\#(cloud.group("api"))"}"#)
  #expect(
    try cloud.elbRefusal(
      "CreateListener",
      #"{"LoadBalancerArn": "\#(cloud.balancer)", "Protocol": "HTTP", "Port": 80, "DefaultActions": []}"#)
      == "DuplicateListener: A listener already exists on this port for this load balancer '\(cloud.balancer)'")
  // With the load balancer its listeners go, and the group is free.
  let arn = cloud.listener
  try cloud.elb("DeleteLoadBalancer", #"{"LoadBalancerArn": "\#(cloud.balancer)"}"#)
  #expect(
    try cloud.elbRefusal("DescribeListeners", #"{"ListenerArns": ["\#(arn)"]}"#)
      == "ListenerNotFound: One or more listeners not found")
  try cloud.elb("DeleteTargetGroup", #"{"TargetGroupArn": "\#(cloud.group("blue"))"}"#)
}

@Test func aGroupBelongsToOneLoadBalancer() throws {
  var cloud = try TestCloud.balanced()
  let other = try cloud.elb("CreateLoadBalancer", #"{"Name": "side", "Subnets": ["subnet-a", "subnet-b"]}"#)
  let arn = other["LoadBalancers"]?[0]?["LoadBalancerArn"]?.string ?? ""
  let action = #"[{"Type": "forward", "TargetGroupArn": "\#(cloud.group("blue"))"}]"#
  #expect(
    try cloud.elbRefusal(
      "CreateListener", #"{"LoadBalancerArn": "\#(arn)", "Protocol": "HTTP", "Port": 80, "DefaultActions": \#(action)}"#
    )
      == "TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load "
      + "balancer: \(cloud.group("blue"))")
  #expect(
    try cloud.elbRefusal(
      "CreateListener",
      #"{"LoadBalancerArn": "\#(arn)", "Protocol": "HTTPS", "Port": 443, "DefaultActions": \#(action)}"#)
      == "ValidationError: A certificate must be specified for HTTPS listeners")
}

@Test func pagesOfTargetGroups() throws {
  var cloud = try TestCloud.harbor()
  for number in 1...5 { try cloud.createTargetGroup("group-\(number)") }
  var names: [String] = []
  var marker = ""
  repeat {
    let page = try cloud.elb("DescribeTargetGroups", #"{"PageSize": 2\#(marker)}"#)
    names += page["TargetGroups"]?.list?.compactMap { $0["TargetGroupName"]?.string } ?? []
    marker = page["NextMarker"]?.string.map { #", "Marker": "\#($0)""# } ?? ""
  } while !marker.isEmpty
  #expect(names == (1...5).map { "group-\($0)" })
}

/// Reports of RegisterTargets by users of Kubernetes, whose nodes come and go.
@Test func targetsThatAreNoInstances() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createTargetGroup("hosts", type: "instance")
  func refusal(_ id: String) throws -> String {
    try cloud.elbRefusal(
      "RegisterTargets", #"{"TargetGroupArn": "\#(cloud.group("hosts"))", "Targets": [{"Id": "\#(id)"}]}"#)
  }
  #expect(try refusal("10.0.0.1") == "ValidationError: Instance ID '10.0.0.1' is not valid")
  #expect(try refusal("i-0") == "InvalidTarget: The following instances do not exist: 'i-0'")
  let made = try cloud.call(
    "RunInstances", #"{"ImageId": "ami-1", "InstanceType": "t3.nano", "MinCount": 1, "MaxCount": 1}"#, service: "ec2")
  let id = made["Instances"]?[0]?["InstanceId"]?.string ?? ""
  #expect(try refusal(id).hasPrefix("NotSimulatedYet: "))
}
