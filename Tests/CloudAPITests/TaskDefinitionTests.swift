/// Task definitions: registered, described, listed, retired and deleted.
///
/// Expected values: the project's reference sheet on the ECS API, sections 0.2, 0.6, 1.2 and 7.5.
import Cloud
import CloudAPI
import Documents
import Testing

@Suite struct TaskDefinitionTests {
  var cloud = TestCloud()

  static let web =
    #"{"family":"web","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"0.25 vCPU","memory":"0.5 GB","#
    + #""containerDefinitions":[{"name":"app","image":"nginx","portMappings":[{"containerPort":8080}]}]}"#
  static let plain = #"{"family":"web","containerDefinitions":[{"name":"app","image":"nginx","memory":128}]}"#

  @Test mutating func registeringFillsInWhatTheServiceFillsIn() throws {
    let reply = try cloud.call("RegisterTaskDefinition", Self.web)
    let expected = try DocumentReader.read(
      #"{"taskDefinition":{"taskDefinitionArn":"arn:aws:ecs:us-east-1:123456789012:task-definition/web:1","#
        + #""containerDefinitions":[{"name":"app","image":"nginx","cpu":0,"#
        + #""portMappings":[{"containerPort":8080,"hostPort":8080,"protocol":"tcp"}],"essential":true,"#
        + #""environment":[],"mountPoints":[],"volumesFrom":[],"systemControls":[]}],"family":"web","#
        + #""networkMode":"awsvpc","revision":1,"volumes":[],"status":"ACTIVE","#
        + #""requiresAttributes":[{"name":"com.amazonaws.ecs.capability.docker-remote-api.1.18"},"#
        + #"{"name":"ecs.capability.task-eni"}],"placementConstraints":[],"#
        + #""compatibilities":["EC2","FARGATE","MANAGED_INSTANCES"],"requiresCompatibilities":["FARGATE"],"#
        + #""cpu":"256","memory":"512","registeredAt":1767603600,"#
        + #""registeredBy":"arn:aws:iam::123456789012:user/learner"}}"#)
    #expect(reply == expected)
  }

  @Test mutating func aBridgeDefinitionNeedsNothing() throws {
    let definition = try cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"web","tags":[{"key":"team","value":"harbor"}],"containerDefinitions":[{"name":"app","#
        + #""image":"nginx","memory":128,"portMappings":[{"containerPort":80,"protocol":"udp"}],"#
        + #""healthCheck":{"command":["CMD","true"]}}]}"#)
    #expect(definition["tags"] == [["key": "team", "value": "harbor"]])
    #expect(definition["taskDefinition"]?["networkMode"] == nil)
    #expect(definition["taskDefinition"]?["requiresCompatibilities"] == nil)
    #expect(definition["taskDefinition"]?["compatibilities"] == ["EXTERNAL", "EC2"])
    let container = definition["taskDefinition"]?["containerDefinitions"]?[0]
    #expect(container?["portMappings"] == [["containerPort": 80, "hostPort": 0, "protocol": "udp"]])
    #expect(container?["healthCheck"] == ["command": ["CMD", "true"], "interval": 30, "timeout": 5, "retries": 3])
  }

  /// The service writes down the directory that the mount would begin at anyway; reports of tools that send a described
  /// definition back.
  @Test(arguments: [
    (#""fileSystemId":"fs-1""#, "/"), (#""fileSystemId":"fs-1","rootDirectory":"/data""#, "/data"),
    (#""fileSystemId":"fs-1","transitEncryption":"ENABLED","authorizationConfig":{"accessPointId":"fsap-1"}"#, "/"),
  ])
  func aFileSystemIsMountedAtItsRoot(settings: String, directory: String) throws {
    var cloud = TestCloud()
    let reply = try cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"web","containerDefinitions":[{"name":"app","image":"nginx","memory":128}],"#
        + #""volumes":[{"name":"files","efsVolumeConfiguration":{\#(settings)}},{"name":"scratch"}]}"#)
    let volumes = reply["taskDefinition"]?["volumes"]
    #expect(volumes?[0]?["efsVolumeConfiguration"]?["rootDirectory"]?.string == directory)
    #expect(volumes?[1] == ["name": "scratch"])
  }

  @Test mutating func everyRegistrationIsANewRevision() throws {
    #expect(try cloud.call("RegisterTaskDefinition", Self.plain)["taskDefinition"]?["revision"] == 1)
    #expect(try cloud.call("RegisterTaskDefinition", Self.plain)["taskDefinition"]?["revision"] == 2)
  }

  /// community.aws.ecs_taskdefinition and ecs-deploy send an empty text for a role that is not wanted.
  @Test mutating func anEmptyRoleIsNone() throws {
    let input = #"{"taskRoleArn":"","executionRoleArn":"",\#(Self.plain.dropFirst())"#
    let definition = try cloud.call("RegisterTaskDefinition", input)["taskDefinition"]
    #expect(definition?["revision"] == 1 && definition?["taskRoleArn"] == nil && definition?["executionRoleArn"] == nil)
  }

  @Test(arguments: [
    (#""taskRoleArn":"app""#, "", ["com.amazonaws.ecs.capability.task-iam-role"]),
    (
      #""executionRoleArn":"exec""#,
      #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"g","awslogs-region":"us-east-1"}}"#,
      [
        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
        "com.amazonaws.ecs.capability.logging-driver.awslogs", "ecs.capability.execution-role-awslogs",
      ]
    ),
    (#""volumes":[]"#, #""stopTimeout":30"#, ["ecs.capability.container-ordering"]),
    (#""volumes":[]"#, #""privileged":true"#, ["com.amazonaws.ecs.capability.privileged-container"]),
    (#""volumes":[]"#, "", []),
  ])
  func requiredAttributesFollowFromTheDefinition(task: String, container: String, names: [String]) throws {
    var cloud = TestCloud()
    let definition = try cloud.call(
      "RegisterTaskDefinition",
      "{\"family\":\"web\",\(task),\"containerDefinitions\":[{\"name\":\"app\",\"image\":\"nginx\",\"memory\":128"
        + (container.isEmpty ? "" : ",\(container)") + "}]}")["taskDefinition"]
    #expect(definition?["requiresAttributes"]?.list?.compactMap { $0["name"]?.string } ?? [] == names)
  }

  @Test(arguments: [
    ("256", "512", "256", "512"), (".5 vCPU", "1GB", "512", "1024"), ("1 vcpu", "2 gb", "1024", "2048"),
  ])
  func sizesAreNormalised(cpu: String, memory: String, storedCPU: String, storedMemory: String) throws {
    var cloud = TestCloud()
    let definition = try cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"web","cpu":"\#(cpu)","memory":"\#(memory)","containerDefinitions":[{"name":"app","image":"nginx"}]}"#
    )
    #expect(definition["taskDefinition"]?["cpu"] == .string(storedCPU))
    #expect(definition["taskDefinition"]?["memory"] == .string(storedMemory))
  }

  @Test mutating func aFamilyMeansItsLatestActiveRevision() throws {
    for _ in 1...3 { try cloud.call("RegisterTaskDefinition", Self.plain) }
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:3"}"#)
    let latest = try cloud.call("DescribeTaskDefinition", #"{"taskDefinition":"web"}"#)
    #expect(latest.keys == ["taskDefinition", "tags"])
    #expect(latest["taskDefinition"]?["revision"] == 2)
    let retired = try cloud.call(
      "DescribeTaskDefinition", #"{"taskDefinition":"arn:aws:ecs:us-east-1:123456789012:task-definition/web:3"}"#)
    #expect(retired["taskDefinition"]?["status"] == "INACTIVE")
    #expect(retired["taskDefinition"]?["deregisteredAt"] == 1_767_603_600)
  }

  @Test(arguments: [
    (#""web""#, "ClientException: Unable to describe task definition."),
    (#""web:7""#, "ClientException: Unable to describe task definition."),
    (
      #""arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1""#,
      "ClientException: Unable to describe task definition."
    ),
    (#""web:abc""#, "InvalidParameterException: Invalid task definition: Invalid revision number."),
    (#""web:0""#, "InvalidParameterException: Invalid task definition: Invalid revision number."),
    (#""w!b""#, "InvalidParameterException: Invalid task definition: Invalid family name."),
    (
      #""web","include":["X"]"#,
      "ClientException: X is not a valid value for include. The value must be one of [[TAGS]]"
    ),
  ])
  func describingIsRefused(reference: String, said: String) throws {
    var cloud = TestCloud()
    #expect(try cloud.refusal("DescribeTaskDefinition", "{\"taskDefinition\":\(reference)}") == said)
  }

  @Test mutating func tagsOfADefinitionShowOnlyWhenAsked() throws {
    try cloud.call(
      "RegisterTaskDefinition", #"{"tags":[{"key":"team","value":""}],"# + Self.plain.dropFirst())
    #expect(try cloud.call("DescribeTaskDefinition", #"{"taskDefinition":"web"}"#)["tags"] == [])
    #expect(
      try cloud.call("DescribeTaskDefinition", #"{"taskDefinition":"web","include":["TAGS"]}"#)["tags"]
        == [["key": "team", "value": ""]])
    #expect(
      try cloud.refusal("RegisterTaskDefinition", #"{"tags":[{"key":"team"}],"# + Self.plain.dropFirst())
        == "ClientException: Tag value can not be null.")
  }

  @Test mutating func deregisteringShowsTheInstantFromTheSecondTimeOn() throws {
    try cloud.call("RegisterTaskDefinition", Self.plain)
    let first = try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)["taskDefinition"]
    #expect(first?["status"] == "INACTIVE")
    #expect(first?["deregisteredAt"] == nil)
    cloud.advance(seconds: 5)
    let again = try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)["taskDefinition"]
    #expect(again?["deregisteredAt"] == 1_767_603_600)
  }

  @Test mutating func deregisteringIsRefused() throws {
    try cloud.call("RegisterTaskDefinition", Self.plain)
    #expect(
      try cloud.refusal("DeregisterTaskDefinition", #"{"taskDefinition":"web"}"#)
        == "InvalidParameterException: Revision is missing")
    #expect(
      try cloud.refusal("DeregisterTaskDefinition", #"{"taskDefinition":"web:9"}"#)
        == "ClientException: Unable to deregister task definition.")
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
    try cloud.call("DeleteTaskDefinitions", #"{"taskDefinitions":["web:1"]}"#)
    #expect(
      try cloud.refusal("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
        == "ClientException: The task definition could not be deregistered because it is in the process of being "
        + "deleted.")
  }

  @Test mutating func deletingEchoesWhatItCouldNotDo() throws {
    for _ in 1...2 { try cloud.call("RegisterTaskDefinition", Self.plain) }
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
    let reply = try cloud.call("DeleteTaskDefinitions", #"{"taskDefinitions":["web:1","web:2","web:3","web"]}"#)
    #expect(reply.keys == ["taskDefinitions", "failures"])
    #expect(reply["taskDefinitions"]?.list?.count == 1)
    #expect(reply["taskDefinitions"]?[0]?["status"] == "DELETE_IN_PROGRESS")
    #expect(reply["taskDefinitions"]?[0]?["deregisteredAt"] == 1_767_603_600)
    #expect(
      reply["failures"] == [
        [
          "arn": "web:2",
          "reason":
            "The specified task definition is still in ACTIVE status. Please deregister the target and try again.",
        ],
        [
          "arn": "web:3",
          "reason":
            "The specified task definition does not exist. Specify a valid account, family, revision and try again.",
        ],
        [
          "arn": "web",
          "reason": "The specified task definition identifier is invalid. Specify a valid name or ARN and try again.",
        ],
      ])
  }

  @Test mutating func aDeletedRevisionGoesAwayAndItsNumberIsNeverUsedAgain() throws {
    try cloud.call("RegisterTaskDefinition", Self.plain)
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
    try cloud.call("DeleteTaskDefinitions", #"{"taskDefinitions":["web:1"]}"#)
    let again = try cloud.call("DeleteTaskDefinitions", #"{"taskDefinitions":["web:1"]}"#)
    #expect(again["taskDefinitions"]?[0]?["status"] == "DELETE_IN_PROGRESS")
    #expect(
      try cloud.call("ListTaskDefinitions", #"{"status":"DELETE_IN_PROGRESS"}"#)["taskDefinitionArns"]?.strings
        == ["arn:aws:ecs:us-east-1:123456789012:task-definition/web:1"])
    cloud.advance(seconds: 300)
    #expect(
      try cloud.refusal("DescribeTaskDefinition", #"{"taskDefinition":"web:1"}"#)
        == "ClientException: Unable to describe task definition.")
    #expect(try cloud.call("ListTaskDefinitionFamilies")["families"] == [])
    #expect(try cloud.call("RegisterTaskDefinition", Self.plain)["taskDefinition"]?["revision"] == 2)
  }

  @Test(arguments: [
    ("[]", "size of TaskDefinition references list must be greater than 0"),
    (
      #"["a:1","a:2","a:3","a:4","a:5","a:6","a:7","a:8","a:9","a:10","a:11"]"#,
      "Size of TaskDefinition references list cannot exceed 10"
    ),
  ])
  func deletingTakesOneToTen(list: String, said: String) throws {
    var cloud = TestCloud()
    #expect(
      try cloud.refusal("DeleteTaskDefinitions", "{\"taskDefinitions\":\(list)}")
        == "InvalidParameterException: \(said)")
  }

  @Test mutating func listsAreSortedByFamilyAndNumber() throws {
    for _ in 1...11 { try cloud.call("RegisterTaskDefinition", Self.plain) }
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"webber","containerDefinitions":[{"name":"app","image":"nginx","memory":128}]}"#)
    let arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/"
    let all = try cloud.call("ListTaskDefinitions")["taskDefinitionArns"]?.strings
    #expect(all == (1...11).map { "\(arn)web:\($0)" } + ["\(arn)webber:1"])
    let exact = try cloud.call("ListTaskDefinitions", #"{"familyPrefix":"web","sort":"DESC"}"#)
    #expect(exact["taskDefinitionArns"]?.strings == (1...11).reversed().map { "\(arn)web:\($0)" })
    #expect(try cloud.call("ListTaskDefinitions", #"{"familyPrefix":"we"}"#)["taskDefinitionArns"] == [])
    #expect(
      try cloud.call("ListTaskDefinitionFamilies", #"{"familyPrefix":"we"}"#)["families"] == ["web", "webber"])
  }

  @Test mutating func theTokenOfAListNamesTheLastRevision() throws {
    for _ in 1...3 { try cloud.call("RegisterTaskDefinition", Self.plain) }
    let first = try cloud.call("ListTaskDefinitions", #"{"maxResults":1}"#)
    #expect(first["nextToken"] == "web::0000000001")
    let second = try cloud.call("ListTaskDefinitions", #"{"maxResults":2,"nextToken":"web::0000000001"}"#)
    #expect(second["taskDefinitionArns"]?.strings.map { $0.suffix(5) } == ["web:2", "web:3"])
    #expect(second["nextToken"] == nil)
    let downward = try cloud.call("ListTaskDefinitions", #"{"sort":"DESC","nextToken":"web::0000000002"}"#)
    #expect(downward["taskDefinitionArns"]?.strings.map { $0.suffix(5) } == ["web:1"])
  }

  /// `b` was the last one shown, and is in the list no more: the page goes on behind its place.
  @Test mutating func aPageGoesOnBehindAFamilyThatIsGone() throws {
    for family in ["a", "b", "c", "d"] {
      try cloud.call(
        "RegisterTaskDefinition",
        #"{"family":"\#(family)","containerDefinitions":[{"name":"app","image":"nginx","memory":128}]}"#)
    }
    let first = try cloud.call("ListTaskDefinitionFamilies", #"{"status":"ACTIVE","maxResults":2}"#)
    #expect(first["families"] == ["a", "b"])
    for family in ["a", "b"] { try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"\#(family):1"}"#) }
    let token = first["nextToken"]?.string ?? ""
    let second = try cloud.call("ListTaskDefinitionFamilies", #"{"status":"ACTIVE","nextToken":"\#(token)"}"#)
    #expect(second["families"] == ["c", "d"])
  }

  @Test mutating func aFamilyIsActiveWhileOneRevisionIs() throws {
    try cloud.call("RegisterTaskDefinition", Self.plain)
    #expect(try cloud.call("ListTaskDefinitionFamilies", #"{"status":"INACTIVE"}"#)["families"] == [])
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
    #expect(try cloud.call("ListTaskDefinitionFamilies", #"{"status":"INACTIVE"}"#)["families"] == ["web"])
    #expect(try cloud.call("ListTaskDefinitionFamilies", #"{"status":"ACTIVE"}"#)["families"] == [])
    #expect(try cloud.call("ListTaskDefinitions")["taskDefinitionArns"] == [])
  }
}
