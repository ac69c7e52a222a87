/// Target groups, services and listeners of VPC Lattice: requests and replies.
/// Expected replies: the examples of the AWS CLI's reference for `vpc-lattice`; VPC Lattice API reference.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  fileprivate mutating func latticeRefusal(_ operation: String, _ input: String) throws -> String {
    try refusal(operation, input, service: "vpc-lattice")
  }
}

@Test func aTargetGroupOfLatticeHasItsDefaults() throws {
  var cloud = TestCloud()
  let config = #"{"port": 443, "protocol": "HTTPS", "protocolVersion": "HTTP1", "vpcIdentifier": "vpc-1"}"#
  let made = try cloud.lattice("CreateTargetGroup", #"{"name": "doors", "type": "INSTANCE", "config": \#(config)}"#)
  let id = try #require(made["id"]?.string)
  #expect(id.hasPrefix("tg-") && id.utf8.count == 20)
  #expect(made["arn"]?.string == "arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/\(id)")
  #expect(made["status"] == "CREATE_IN_PROGRESS")
  let check: Document = [
    "enabled": true, "protocol": "HTTPS", "protocolVersion": "HTTP1", "path": "/", "healthCheckIntervalSeconds": 30,
    "healthCheckTimeoutSeconds": 5, "healthyThresholdCount": 5, "unhealthyThresholdCount": 2,
    "matcher": ["httpCode": "200"],
  ]
  #expect(made["config"]?["healthCheck"] == check)
  #expect(made["config"]?["ipAddressType"] == nil, "INSTANCE has none")
  let shown = try cloud.lattice("GetTargetGroup", #"{"targetGroupIdentifier": "\#(id)"}"#)
  #expect(shown["status"] == "ACTIVE")
  #expect(shown["serviceArns"] == [])
  #expect(shown["config"] == made["config"])
  #expect(shown["createdAt"] == shown["lastUpdatedAt"])
  #expect(try cloud.lattice("ListTargetGroups", #"{"targetGroupType": "IP"}"#)["items"] == [])
  let listed = try cloud.lattice("ListTargetGroups", #"{"vpcIdentifier": "vpc-1"}"#)["items"]?[0]
  #expect(listed?["port"] == 443 && listed?["vpcIdentifier"] == "vpc-1" && listed?["config"] == nil)
}

/// VPC Lattice User Guide, "Health checks": not enabled by default with HTTP2; 0 sets a number's default again.
@Test func healthChecksOfLatticeAreChanged() throws {
  var cloud = TestCloud()
  try cloud.createLatticeGroup(
    "doors", more: #", "protocolVersion": "HTTP2", "healthCheck": {"healthyThresholdCount": 3}"#)
  let made = try cloud.lattice("GetTargetGroup", #"{"targetGroupIdentifier": "\#(cloud.latticeGroup("doors"))"}"#)
  #expect(made["config"]?["healthCheck"]?["enabled"] == false)
  func update(_ check: String) -> String {
    #"{"targetGroupIdentifier": "\#(cloud.latticeGroup("doors"))", "healthCheck": \#(check)}"#
  }
  let changed = try cloud.lattice(
    "UpdateTargetGroup", update(#"{"enabled": true, "path": "/up", "healthyThresholdCount": 0}"#))
  let check = changed["config"]?["healthCheck"]
  #expect(check?["enabled"] == true && check?["path"] == "/up" && check?["healthyThresholdCount"] == 5)
  #expect(
    try cloud.latticeRefusal("UpdateTargetGroup", update(#"{"healthCheckIntervalSeconds": 4}"#))
      == "ValidationException: healthCheckIntervalSeconds must be between 5 and 300")
}

@Test(arguments: [
  (#""name": "Doors", "type": "IP", "config": {"vpcIdentifier": "vpc-1"}"#, "ValidationException: name is not valid"),
  (
    #""name": "tg-doors", "type": "IP", "config": {"vpcIdentifier": "vpc-1"}"#, "ValidationException: name is not valid"
  ),
  (
    #""name": "doors", "type": "IP", "config": {"vpcIdentifier": "vpc-9"}"#,
    "ValidationException: The VPC vpc-9 does not exist"
  ),
  (
    #""name": "doors", "type": "LAMBDA""#,
    "NotSimulatedYet: A target group of type LAMBDA is not simulated yet."
  ),
  (
    #""name": "doors", "type": "POD""#, "ValidationException: type must be one of [INSTANCE, IP, LAMBDA, ALB]"
  ),
  (
    #""name": "mesh", "type": "IP", "config": {"vpcIdentifier": "vpc-1"}"#,
    "ConflictException: Target group with name mesh already exists"
  ),
])
func badTargetGroupsOfLatticeAreRefused(members: String, said: String) throws {
  var cloud = TestCloud()
  try cloud.createLatticeGroup("mesh")
  #expect(try cloud.latticeRefusal("CreateTargetGroup", "{\(members)}") == said)
}

@Test func targetsOfLatticeAreRegisteredByHand() throws {
  var cloud = TestCloud()
  try cloud.createLatticeGroup("mesh")
  let group = #""targetGroupIdentifier": "\#(cloud.latticeGroup())""#
  let taken = try cloud.lattice(
    "RegisterTargets", #"{\#(group), "targets": [{"id": "10.0.0.9"}, {"id": "192.168.0.1", "port": 81}]}"#)
  #expect(taken["successful"] == [["id": "10.0.0.9", "port": 80]])
  #expect(taken["unsuccessful"]?[0]?["failureCode"] == "UnsupportedTarget")
  #expect(taken["unsuccessful"]?[0]?["port"] == 81)
  #expect(try cloud.latticeTargets() == ["UNUSED"])
  let gone = try cloud.lattice(
    "DeregisterTargets", #"{\#(group), "targets": [{"id": "10.0.0.9"}, {"id": "10.0.0.10"}]}"#)
  #expect(gone["successful"] == [["id": "10.0.0.9", "port": 80]])
  #expect(gone["unsuccessful"]?[0]?["id"] == "10.0.0.10")
  #expect(try cloud.latticeTargets() == [])
}

@Test func aListenerLeadsToItsGroups() throws {
  var cloud = try TestCloud.meshed()
  let service = try cloud.lattice("GetService", #"{"serviceIdentifier": "\#(cloud.shop)"}"#)
  let id = try #require(service["id"]?.string)
  #expect(service["authType"] == "NONE" && service["status"] == "ACTIVE")
  #expect(service["dnsEntry"]?["domainName"]?.string?.hasPrefix("shop-\(id.dropFirst("svc-".count)).") == true)
  #expect(
    service["dnsEntry"]?["domainName"]?.string?.hasSuffix(".vpc-lattice-svcs.us-east-1.on.aws") == true)
  let listed = try cloud.lattice("ListListeners", #"{"serviceIdentifier": "\#(id)"}"#)["items"]?[0]
  #expect(listed?["port"] == 80 && listed?["protocol"] == "HTTP" && listed?["defaultAction"] == nil)
  let listener = #""serviceIdentifier": "\#(id)", "listenerIdentifier": "\#(listed?["id"]?.string ?? "")""#
  let shown = try cloud.lattice("GetListener", "{\(listener)}")
  let group = cloud.latticeGroup().split(separator: "/").last.map(String.init) ?? ""
  #expect(
    shown["defaultAction"]
      == ["forward": ["targetGroups": [["targetGroupIdentifier": .string(group), "weight": 100]]]])
  #expect(
    try cloud.lattice("GetTargetGroup", #"{"targetGroupIdentifier": "\#(group)"}"#)["serviceArns"]
      == [.string(cloud.shop)])
  #expect(
    try cloud.latticeRefusal("DeleteTargetGroup", #"{"targetGroupIdentifier": "\#(group)"}"#)
      == "ConflictException: Target group \(group) is in use")
  #expect(
    try cloud.latticeRefusal(
      "CreateListener",
      #"{"serviceIdentifier": "\#(id)", "name": "second", "protocol": "HTTP", "port": 80, "#
        + #""defaultAction": {"fixedResponse": {"statusCode": 404}}}"#
    ).hasSuffix(" on port 80 already"))
  try cloud.lattice(
    "UpdateListener", #"{\#(listener), "defaultAction": {"fixedResponse": {"statusCode": 404}}}"#)
  #expect(
    try cloud.lattice("DeleteTargetGroup", #"{"targetGroupIdentifier": "\#(group)"}"#)["status"]
      == "DELETE_IN_PROGRESS")
  try cloud.lattice("DeleteListener", "{\(listener)}")
  #expect(try cloud.lattice("ListListeners", #"{"serviceIdentifier": "\#(id)"}"#)["items"] == [])
}

@Test func whatIsNotThereIsNamedWithItsKind() throws {
  var cloud = TestCloud()
  let id = "tg-0eaa4b9ab40000000"
  guard
    case .failure(let failure) = try cloud.reply(
      "GetTargetGroup", #"{"targetGroupIdentifier": "\#(id)"}"#, service: "vpc-lattice")
  else {
    Issue.record("there is no such group")
    return
  }
  #expect(failure.code == "ResourceNotFoundException")
  #expect(failure.members["resourceId"]?.string == id)
  #expect(failure.members["resourceType"] == "TARGET_GROUP")
}

@Test func resourcesOfLatticeAreLabelled() throws {
  var cloud = try TestCloud.meshed()
  for arn in [cloud.latticeGroup(), cloud.shop] {
    try cloud.lattice("TagResource", #"{"resourceArn": "\#(arn)", "tags": {"team": "core", "tier": "1"}}"#)
    try cloud.lattice("UntagResource", #"{"resourceArn": "\#(arn)", "tagKeys": ["tier"]}"#)
    #expect(
      try cloud.lattice("ListTagsForResource", #"{"resourceArn": "\#(arn)"}"#)["tags"] == ["team": "core"])
  }
}
