/// Daemon task definitions at the border. Source: ECS API reference, the four operations on daemon task definitions.
import CloudAPI
import Documents
import Testing

@Suite("Daemon task definitions")
struct DaemonTaskDefinitionTests {
  private let agent = #"[{"name":"agent","image":"nginx","memory":128}]"#

  private func register(_ cloud: inout TestCloud, _ family: String, more: String = "") throws -> String {
    try cloud.call(
      "RegisterDaemonTaskDefinition", #"{"family":"\#(family)","containerDefinitions":\#(agent)\#(more)}"#)[
        "daemonTaskDefinitionArn"]?.string ?? ""
  }

  private func describe(_ cloud: inout TestCloud, _ name: String) throws -> Document {
    try cloud.call("DescribeDaemonTaskDefinition", #"{"daemonTaskDefinition":"\#(name)"}"#)["daemonTaskDefinition"]
      ?? [:]
  }

  private func list(_ cloud: inout TestCloud, _ input: String = "{}") throws -> [String] {
    try cloud.call("ListDaemonTaskDefinitions", input)["daemonTaskDefinitions"]?.list?
      .compactMap { $0["arn"]?.string?.split(separator: "/").last.map(String.init) } ?? []
  }

  @Test func familiesAreApartFromThoseOfTasks() throws {
    var cloud = TestCloud()
    try cloud.call("RegisterTaskDefinition", #"{"family":"agent","containerDefinitions":\#(agent)}"#)
    let arn = "arn:aws:ecs:us-east-1:123456789012:daemon-task-definition/agent"
    #expect(try register(&cloud, "agent") == "\(arn):1")
    #expect(try register(&cloud, "agent") == "\(arn):2")
    #expect(try cloud.call("ListTaskDefinitions")["taskDefinitionArns"]?.list?.count == 1)
    #expect(
      try cloud.refusal("DescribeTaskDefinition", #"{"taskDefinition":"agent:2"}"#)
        == "ClientException: Unable to describe task definition.")
  }

  @Test func whatTheServiceFillsIn() throws {
    var cloud = TestCloud()
    _ = try register(
      &cloud, "agent", more: #","cpu":".25 vCPU","memory":"0.5 GB","volumes":[{"name":"host","host":{}}]"#)
    let definition = try describe(&cloud, "agent")
    #expect(
      definition.keys == [
        "daemonTaskDefinitionArn", "family", "revision", "containerDefinitions", "volumes", "cpu", "memory", "status",
        "registeredAt", "registeredBy",
      ])
    #expect((definition["cpu"], definition["memory"]) == ("256", "512"))
    #expect((definition["status"], definition["revision"]) == ("ACTIVE", 1))
    #expect(definition["registeredBy"]?.string == CloudAPI.defaultPrincipal)
    // A daemon's containers have neither ports nor volumesFrom.
    #expect(
      definition["containerDefinitions"]?[0]?.keys == [
        "name", "image", "memory", "cpu", "essential", "environment", "mountPoints", "systemControls",
      ])
  }

  /// Source: ECS API reference, DaemonTaskDefinition, `pidMode` and `ipcMode`.
  @Test func namespacesAreNoneOrShared() throws {
    var cloud = TestCloud()
    _ = try register(&cloud, "agent", more: #","pidMode":"shared","ipcMode":"none""#)
    let definition = try describe(&cloud, "agent")
    #expect((definition["pidMode"], definition["ipcMode"]) == ("shared", "none"))
    for member in ["pidMode", "ipcMode"] {
      #expect(
        try cloud.refusal(
          "RegisterDaemonTaskDefinition",
          #"{"family":"agent","containerDefinitions":\#(agent),"\#(member)":"host"}"#)
          == "InvalidParameterException: \(member) should be one of [none,shared]")
    }
  }

  /// The checks of task definitions hold as far as the members exist.
  @Test(arguments: [
    (
      #"{"family":"a b","containerDefinitions":[{"name":"x","image":"nginx","memory":64}]}"#,
      "ClientException: Family contains invalid characters."
    ),
    (#"{"family":"a","containerDefinitions":[]}"#, "ClientException: Container list cannot be empty."),
    (
      #"{"family":"a","containerDefinitions":[{"image":"nginx","memory":64}]}"#,
      "ClientException: Container.name should not be null or empty."
    ),
    (
      #"{"family":"a","containerDefinitions":[{"name":"x","image":"nginx"}]}"#,
      "ClientException: Invalid setting for container 'x'. At least one of 'memory' or 'memoryReservation' must be "
        + "specified."
    ),
    (
      #"{"family":"a","memory":"64","cpu":"lots","containerDefinitions":[{"name":"x","image":"nginx"}]}"#,
      "InvalidParameterException: Invalid 'cpu' setting for task."
    ),
    (
      #"{"family":"a","containerDefinitions":[{"name":"x","image":"nginx","memory":64,"essential":false}]}"#,
      "ClientException: Task definition doesn't have any essential container."
    ),
    (
      #"{"family":"a","containerDefinitions":[{"name":"x","image":"nginx","memory":64,"#
        + #""dependsOn":[{"containerName":"x","condition":"START"}]}]}"#,
      "ClientException: Container dependsOn contains a cycle"
    ),
  ])
  func refusals(input: String, refusal: String) throws {
    var cloud = TestCloud()
    #expect(try cloud.refusal("RegisterDaemonTaskDefinition", input) == refusal)
    #expect(try list(&cloud) == [])
  }

  @Test func lists() throws {
    var cloud = TestCloud()
    for family in ["logs", "agent", "agent", "agent-old"] { _ = try register(&cloud, family) }
    try cloud.call("DeleteDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent:1"}"#)
    #expect(try list(&cloud) == ["agent:2", "agent-old:1", "logs:1"])
    #expect(try list(&cloud, #"{"sort":"DESC"}"#) == ["logs:1", "agent-old:1", "agent:2"])
    #expect(try list(&cloud, #"{"familyPrefix":"agent"}"#) == ["agent:2", "agent-old:1"])
    #expect(try list(&cloud, #"{"family":"agent","status":"ALL"}"#) == ["agent:1", "agent:2"])
    #expect(try list(&cloud, #"{"status":"DELETE_IN_PROGRESS"}"#) == ["agent:1"])
    #expect(
      try list(&cloud, #"{"status":"ALL","revision":"LAST_REGISTERED"}"#) == ["agent:2", "agent-old:1", "logs:1"])
    let page = try cloud.call("ListDaemonTaskDefinitions", #"{"maxResults":2}"#)
    let token = try #require(page["nextToken"]?.string)
    #expect(try list(&cloud, #"{"maxResults":2,"nextToken":"\#(token)"}"#) == ["logs:1"])
    #expect(
      try cloud.refusal("ListDaemonTaskDefinitions", #"{"status":"DELETED"}"#)
        == "InvalidParameterException: status should be one of [ACTIVE,DELETE_IN_PROGRESS,ALL]")
  }

  @Test func deletingTakesAWhile() throws {
    var cloud = TestCloud()
    _ = try register(&cloud, "agent")
    _ = try register(&cloud, "agent")
    #expect(
      try cloud.refusal("DeleteDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent"}"#)
        == "InvalidParameterException: Revision is missing")
    let arn = try cloud.call("DeleteDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent:1"}"#)
    #expect(arn["daemonTaskDefinitionArn"]?.string?.hasSuffix(":daemon-task-definition/agent:1") == true)
    var definition = try describe(&cloud, "agent:1")
    #expect(definition["status"] == "DELETE_IN_PROGRESS")
    #expect(definition["deleteRequestedAt"] != nil)
    #expect(try describe(&cloud, "agent")["revision"] == 2)
    #expect(
      try cloud.refusal("DeleteDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent:1"}"#)
        == "ClientException: The daemon task definition must be in the ACTIVE state to be deleted.")
    // The waiter looks every 15 seconds, eight times.
    cloud.advance(seconds: 15 * 8)
    definition = try describe(&cloud, "agent:1")
    #expect(definition["status"] == "DELETED")
    cloud.advance(seconds: 2 * 3_600)
    #expect(
      try cloud.refusal("DescribeDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent:1"}"#)
        == "ClientException: Unable to describe daemon task definition.")
    #expect(try register(&cloud, "agent").hasSuffix(":3"))
  }

  @Test func tagsByARN() throws {
    var cloud = TestCloud()
    let arn = try register(&cloud, "agent", more: #","tags":[{"key":"team","value":"sea"}]"#)
    try cloud.call("TagResource", #"{"resourceArn":"\#(arn)","tags":[{"key":"cost","value":"1"}]}"#)
    #expect(
      try cloud.call("ListTagsForResource", #"{"resourceArn":"\#(arn)"}"#)["tags"]
        == [["key": "team", "value": "sea"], ["key": "cost", "value": "1"]])
    #expect(
      try cloud.refusal(
        "ListTagsForResource", #"{"resourceArn":"\#(arn.dropLast())9"}"#)
        == "InvalidParameterException: The specified daemon task definition does not exist.")
  }
}
