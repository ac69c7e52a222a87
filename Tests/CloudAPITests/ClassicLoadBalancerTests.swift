/// Classic Load Balancers by themselves: what is shown, what is refused, how instances come into service.
import Cloud
import CloudAPI
import Documents
import Testing

extension TestCloud {
  @discardableResult
  mutating func classic(_ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    -> Document
  {
    try call(operation, input, service: "elb", sourceLocation: sourceLocation)
  }

  mutating func classicRefusal(
    _ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try refusal(operation, input, service: "elb", sourceLocation: sourceLocation)
  }

  /// The container instances `i-a` and `i-b` in zones a and b, and the load balancer `gate`, whose port 80 leads to
  /// their port 8080. It asks there every 10 s; two answers alike in a row decide.
  static func gated() throws -> TestCloud {
    var cloud = try TestCloud.balanced()
    for zone in ["a", "b"] {
      let identity =
        #"{\"instanceId\":\"i-\#(zone)\",\"instanceType\":\"t3.medium\",\"availabilityZone\":\"us-east-1\#(zone)\"}"#
      try cloud.call("RegisterContainerInstance", #"{"cluster":"harbor","instanceIdentityDocument":"\#(identity)"}"#)
    }
    try cloud.classic("CreateLoadBalancer", gateInput())
    try cloud.classic("ConfigureHealthCheck", check())
    return cloud
  }

  static func gateInput(_ name: String = "gate", port: Int = 80, more: String = "") -> String {
    #"{"LoadBalancerName": "\#(name)", "Subnets": ["subnet-a", "subnet-b"]\#(more), "Listeners": "#
      + #"[{"Protocol": "HTTP", "LoadBalancerPort": \#(port), "InstancePort": 8080}]}"#
  }

  static func check(_ target: String = "HTTP:8080/", interval: Int = 10, timeout: Int = 5, healthy: Int = 2) -> String {
    #"{"LoadBalancerName": "gate", "HealthCheck": {"Target": "\#(target)", "Interval": \#(interval), "#
      + #""Timeout": \#(timeout), "HealthyThreshold": \#(healthy), "UnhealthyThreshold": 2}}"#
  }

  mutating func setDraining(seconds: Int) throws {
    try classic(
      "ModifyLoadBalancerAttributes",
      #"{"LoadBalancerName": "gate", "LoadBalancerAttributes": {"ConnectionDraining": {"Enabled": true, "#
        + #""Timeout": \#(seconds)}}}"#)
  }

  /// `ID STATE DESCRIPTION` of each instance, in order of registration.
  mutating func instances() throws -> [String] {
    try classic("DescribeInstanceHealth", #"{"LoadBalancerName": "gate"}"#)["InstanceStates"]?.list?.map { state in
      ["InstanceId", "State", "Description"].compactMap { state[$0]?.string }.joined(separator: " ")
    } ?? []
  }
}

private let failed = "Instance has failed at least the UnhealthyThreshold number of health checks consecutively."

@Test func aNewClassicLoadBalancerIsShown() throws {
  var cloud = try TestCloud.harbor()
  let dnsName = try #require(try cloud.classic("CreateLoadBalancer", TestCloud.gateInput())["DNSName"]?.string)
  #expect(dnsName.hasPrefix("gate-"))
  #expect(dnsName.hasSuffix(".us-east-1.elb.amazonaws.com"))
  let shown = try cloud.classic("DescribeLoadBalancers", #"{"LoadBalancerNames": ["gate"]}"#)[
    "LoadBalancerDescriptions"]?[0]
  #expect(
    shown?["ListenerDescriptions"] == [
      [
        "Listener": ["Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 8080],
        "PolicyNames": [],
      ]
    ])
  // Elastic Load Balancing User Guide for Classic Load Balancers: the default of one that the CLI makes.
  #expect(
    shown?["HealthCheck"] == [
      "Target": "TCP:8080", "Interval": 30, "Timeout": 5, "UnhealthyThreshold": 2, "HealthyThreshold": 10,
    ])
  #expect(shown?["AvailabilityZones"] == ["us-east-1a", "us-east-1b"])
  #expect(shown?["SecurityGroups"] == ["sg-1"])
  #expect(shown?["Scheme"] == "internet-facing")
  let attributes = try cloud.classic("DescribeLoadBalancerAttributes", #"{"LoadBalancerName": "gate"}"#)
  #expect(
    attributes["LoadBalancerAttributes"]?["ConnectionDraining"] == ["Enabled": false, "Timeout": 300])
  // Asked for again it is the same one; with other settings it is refused.
  #expect(try cloud.classic("CreateLoadBalancer", TestCloud.gateInput())["DNSName"]?.string == dnsName)
  #expect(
    try cloud.classicRefusal("CreateLoadBalancer", TestCloud.gateInput(port: 81))
      == "DuplicateLoadBalancerName: Load Balancer named gate already exists and it is configured with different "
      + "parameters.")
  try cloud.classic("DeleteLoadBalancer", #"{"LoadBalancerName": "gate"}"#)
  #expect(
    try cloud.classicRefusal("DescribeLoadBalancers", #"{"LoadBalancerNames": ["gate"]}"#)
      == "LoadBalancerNotFound: There is no ACTIVE Load Balancer named 'gate'")
}

@Test func classicLoadBalancersArePaged() throws {
  var cloud = try TestCloud.harbor()
  for name in ["a", "b", "c"] { try cloud.classic("CreateLoadBalancer", TestCloud.gateInput(name)) }
  let first = try cloud.classic("DescribeLoadBalancers", #"{"PageSize": 2}"#)
  #expect(first["LoadBalancerDescriptions"]?.list?.count == 2)
  let marker = try #require(first["NextMarker"]?.string)
  let second = try cloud.classic("DescribeLoadBalancers", #"{"PageSize": 2, "Marker": "\#(marker)"}"#)
  #expect(second["LoadBalancerDescriptions"]?.list?.compactMap { $0["LoadBalancerName"]?.string } == ["c"])
  #expect(second["NextMarker"] == nil)
}

@Test func anInstanceWithoutATaskAtThePortFails() throws {
  // The first check 5 s after the registration, then every 10 s: the second one, of 15 s, has timed out at 20 s.
  var cloud = try TestCloud.gated()
  try cloud.classic(
    "RegisterInstancesWithLoadBalancer", #"{"LoadBalancerName": "gate", "Instances": [{"InstanceId": "i-a"}]}"#)
  #expect(try cloud.instances() == ["i-a OutOfService Instance registration is still in progress."])
  cloud.advance(seconds: 6)
  #expect(
    try cloud.instances() == [
      "i-a OutOfService Instance has not passed the configured HealthyThreshold number of health checks consecutively."
    ])
  cloud.advance(seconds: 15)
  #expect(try cloud.instances() == ["i-a OutOfService \(failed)"])
  let change = cloud.world.eventLog.all.last { $0.kind == .targetHealthChange }
  #expect(change?.source == "instance/i-a")
  #expect(change?.reason == failed)
  #expect(
    try cloud.classic(
      "DeregisterInstancesFromLoadBalancer", #"{"LoadBalancerName": "gate", "Instances": [{"InstanceId": "i-a"}]}"#)
      == ["Instances": []])
  #expect(
    try cloud.classic(
      "DescribeInstanceHealth", #"{"LoadBalancerName": "gate", "Instances": [{"InstanceId": "i-a"}]}"#)[
        "InstanceStates"]?[0] == [
        "InstanceId": "i-a", "State": "OutOfService", "ReasonCode": "Instance",
        "Description": "Instance is not currently registered with the LoadBalancer.",
      ])
}

@Test func anInstanceInAZoneWithoutTheLoadBalancerTakesNoTraffic() throws {
  var cloud = try TestCloud.gated()
  try cloud.classic("DetachLoadBalancerFromSubnets", #"{"LoadBalancerName": "gate", "Subnets": ["subnet-b"]}"#)
  try cloud.classic(
    "RegisterInstancesWithLoadBalancer", #"{"LoadBalancerName": "gate", "Instances": [{"InstanceId": "i-b"}]}"#)
  let elsewhere =
    "Instance is in the EC2 Availability Zone for which LoadBalancer is not configured to route traffic to."
  cloud.advance(seconds: 60)
  #expect(try cloud.instances() == ["i-b OutOfService \(elsewhere)"])
  try cloud.classic("AttachLoadBalancerToSubnets", #"{"LoadBalancerName": "gate", "Subnets": ["subnet-b"]}"#)
  cloud.advance(seconds: 16)
  #expect(try cloud.instances() == ["i-b OutOfService \(failed)"])
}

@Test func tagsOfAClassicLoadBalancer() throws {
  var cloud = try TestCloud.gated()
  try cloud.classic(
    "AddTags",
    #"{"LoadBalancerNames": ["gate"], "Tags": [{"Key": "team", "Value": "core"}, {"Key": "tier", "Value": "1"}]}"#)
  try cloud.classic("RemoveTags", #"{"LoadBalancerNames": ["gate"], "Tags": [{"Key": "tier"}]}"#)
  #expect(
    try cloud.classic("DescribeTags", #"{"LoadBalancerNames": ["gate"]}"#)["TagDescriptions"]
      == [["LoadBalancerName": "gate", "Tags": [["Key": "team", "Value": "core"]]]])
}

/// A listener that is there already, with the same settings, is passed over, as the API reference says.
@Test func aListenerThatIsThereIsNoError() throws {
  var cloud = try TestCloud.gated()
  let known = cloud.region?.loadBalancing.classicLoadBalancers["gate"]?.listeners ?? []
  let first = try #require(known.first)
  try cloud.classic(
    "CreateLoadBalancerListeners",
    #"{"LoadBalancerName": "gate", "Listeners": [{"Protocol": "HTTP", "LoadBalancerPort": \#(first.port), "#
      + #""InstancePort": \#(first.instancePort)}]}"#)
  #expect(cloud.region?.loadBalancing.classicLoadBalancers["gate"]?.listeners == known)
}

@Test func aClassicLoadBalancersSettingsAreChecked() throws {
  var cloud = try TestCloud.gated()
  let listener = #""Protocol": "HTTP", "LoadBalancerPort": 81, "InstancePort": 8080"#
  func listeners(_ members: String) -> String { #"{"LoadBalancerName": "gate", "Listeners": [{\#(members)}]}"# }
  let cases: [(operation: String, input: String, text: String)] = [
    (
      "CreateLoadBalancer", #"{"LoadBalancerName": "a", "Listeners": [{\#(listener)}]}"#,
      "ValidationError: Either AvailabilityZones or SubnetIds must be specified"
    ),
    (
      "CreateLoadBalancer",
      #"{"LoadBalancerName": "a", "Listeners": [{\#(listener)}], "Subnets": ["subnet-a"], "AvailabilityZones": ["x"]}"#,
      "ValidationError: Only one of SubnetIds or AvailabilityZones parameter may be specified"
    ),
    (
      "CreateLoadBalancer", TestCloud.gateInput("a", more: #", "Scheme": "open""#),
      "InvalidScheme: The specified value for the schema is not valid: 'open'"
    ),
    (
      "CreateLoadBalancerListeners", listeners(listener.replacing("81", with: "80").replacing("8080", with: "9")),
      "DuplicateListener: A listener already exists with LoadBalancerPort 80, but with a different InstancePort, "
        + "Protocol, or SSLCertificateId"
    ),
    (
      "CreateLoadBalancerListeners", listeners(listener.replacing("HTTP", with: "SSL")),
      "ValidationError: Secure Listeners need to specify a SSLCertificateId"
    ),
    (
      "ConfigureHealthCheck", TestCloud.check("HTTP:8080"),
      "ValidationError: HealthCheck HTTP Target must specify a port followed by a path that begins with a slash. "
        + "e.g. HTTP:80/ping/this/path"
    ),
    (
      "ConfigureHealthCheck", TestCloud.check("TCP:80/"),
      "ValidationError: HealthCheck Target must specify a port number"
    ),
    (
      "ConfigureHealthCheck", TestCloud.check(interval: 5, timeout: 5),
      "ValidationError: HealthCheck timeout must be less than interval"
    ),
    (
      "RegisterInstancesWithLoadBalancer", #"{"LoadBalancerName": "gate", "Instances": [{"InstanceId": "i-9"}]}"#,
      "InvalidInstance: Could not find EC2 instance i-9."
    ),
    (
      "DescribeInstanceHealth", #"{"LoadBalancerName": "door"}"#,
      "LoadBalancerNotFound: There is no ACTIVE Load Balancer named 'door'"
    ),
  ]
  for (operation, input, text) in cases { #expect(try cloud.classicRefusal(operation, input) == text) }
}
