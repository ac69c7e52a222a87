/// What every operation has in common: types on the wire, pages, Regions' digests, and that table and handlers agree.
///
/// Expected values: the project's reference sheet on the ECS API, sections 0.5, 0.9 and 4.
import Cloud
import CloudAPI
import Documents
import ServiceModels
import SimulationKit
import Testing

@Suite struct CoreTests {
  var cloud = TestCloud()

  @Test mutating func unknownMembersAreIgnoredAndNullIsAbsent() throws {
    let reply = try cloud.call("CreateCluster", #"{"clusterName":null,"colour":"blue"}"#)
    #expect(reply["cluster"]?["clusterName"] == "default")
  }

  @Test(arguments: [
    (#"{"clusterName":7}"#, "NUMBER_VALUE can not be converted to a String"),
    (#"{"tags":"a"}"#, "STRING_VALUE can not be converted to a List"),
    (#"{"tags":[{"key":true}]}"#, "TRUE_VALUE can not be converted to a String"),
  ])
  func theWrongTypeIsASerializationException(input: String, said: String) throws {
    var cloud = TestCloud()
    #expect(try cloud.refusal("CreateCluster", input) == "SerializationException: \(said)")
  }

  @Test mutating func whatIsNotBuiltSaysSo() throws {
    #expect(
      try cloud.refusal("StartSession", service: "ssm")
        == "NotSimulatedYet: ssm StartSession is not simulated yet.")
  }

  @Test mutating func pagesFollowOneAnother() throws {
    for number in 1...5 { try cloud.call("CreateCluster", #"{"clusterName":"c\#(number)"}"#) }
    var names: [String] = []
    var token: String?
    repeat {
      let page = try cloud.call(
        "ListClusters", #"{"maxResults":2\#(token.map { ",\"nextToken\":\"\($0)\"" } ?? "")}"#)
      names += page["clusterArns"]?.strings.map { String($0.suffix(2)) } ?? []
      token = page["nextToken"]?.string
      // What is deleted behind the token shifts nothing.
      if names.count == 2 { try cloud.call("DeleteCluster", #"{"cluster":"c1"}"#) }
    } while token != nil
    #expect(names == ["c1", "c2", "c3", "c4", "c5"])
  }

  @Test(arguments: [
    (#"{"maxResults":101}"#, "Max results can not be greater than 100"), (#"{"nextToken":"x"}"#, "Invalid token: x"),
    (#"{"nextToken":"zzzz"}"#, "Invalid token: zzzz"),
  ])
  func badPagesAreRefused(input: String, said: String) throws {
    var cloud = TestCloud()
    #expect(try cloud.refusal("ListClusters", input) == "InvalidParameterException: \(said)")
  }

  @Test mutating func aClusterThatIsNotThereIsExplained() throws {
    guard case .failure(let failure) = try cloud.reply("DeleteCluster", #"{"cluster":"demo"}"#) else {
      Issue.record("it succeeded")
      return
    }
    #expect(
      failure.why == "There is no cluster 'demo' in us-east-1: 'aws ecs list-clusters' shows those that exist, "
        + "'aws ecs create-cluster' makes one.")
  }

  @Test func timestampsKeepTheirMilliseconds() throws {
    var cloud = TestCloud()
    cloud.world.advance(to: cloud.world.now + .milliseconds(5))
    let reply = try cloud.call("RegisterTaskDefinition", TaskDefinitionTests.plain)
    #expect(
      reply["taskDefinition"]?["registeredAt"] == .decimal(Document.Decimal(checkedText: "1767603600.005")))
  }

  @Test func everyChangeIsRecordedWithItsCause() throws {
    var cloud = TestCloud()
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    try cloud.call("DescribeClusters", #"{"clusters":["demo"]}"#)
    try cloud.call("RegisterTaskDefinition", TaskDefinitionTests.plain)
    let records = cloud.world.eventLog.all
    #expect(records.map(\.source) == ["cluster/demo", "task-definition/web:1"])
    #expect(records.map(\.cause) == [.command(1), .command(3)])
  }

  @Test func theSameCommandsGiveTheSameDigest() throws {
    func world(_ names: [String]) throws -> World {
      var cloud = TestCloud()
      for name in names { try cloud.call("CreateCluster", #"{"clusterName":"\#(name)"}"#) }
      try cloud.call("RegisterTaskDefinition", TaskDefinitionTests.plain)
      return cloud.world
    }
    let first = CloudAPI.digest(of: try world(["a", "b"]))
    #expect(CloudAPI.digest(of: try world(["a", "b"])) == first)
    #expect(CloudAPI.digest(of: try world(["a", "c"])) != first)
    var later = try world(["a", "b"])
    later.advance(to: later.now + .seconds(1))
    #expect(CloudAPI.digest(of: later) != first)
  }

  @Test func pendingChangesCountInTheDigest() throws {
    var cloud = TestCloud()
    try cloud.call("CreateCluster", #"{"clusterName":"a"}"#)
    try cloud.call("DeleteCluster", #"{"cluster":"a"}"#)
    let before = CloudAPI.digest(of: cloud.world)
    var other = TestCloud()
    try other.call("CreateCluster", #"{"clusterName":"a"}"#)
    try other.call("DeleteCluster", #"{"cluster":"a"}"#)
    try other.call("CreateCluster", #"{"clusterName":"a"}"#)
    try other.call("DeleteCluster", #"{"cluster":"a"}"#)
    #expect(before != CloudAPI.digest(of: other.world))
  }

  @Test func lookingIsTold() {
    for operation in ["DescribeTasks", "ListClusters", "GetTaskProtection"] {
      #expect(CloudAPI.isReadOnly(service: "ecs", operation: operation))
    }
    for operation in ["RunTask", "ExecuteCommand", "UpdateService"] {
      #expect(!CloudAPI.isReadOnly(service: "ecs", operation: operation))
    }
  }
}

/// Handlers, model and help are three lists; these hold them together.
@Suite struct CoreCoverageTests {
  @Test(arguments: ServiceModel.names)
  func whatIsSimulatedHereIsCalledSimulatedInTheHelp(service: String) throws {
    let model = try #require(ServiceModel.named(service))
    let simulated = model.operations.filter { CloudAPI.isSimulated(service: service, operation: $0.name) }
    #expect(simulated.count == CloudAPI.simulatedOperations(of: service).count, "a handler has no operation")
    let help = ServiceHelp.named(service)
    for operation in model.operations {
      let isCalledSimulated = (help?.status(operation) ?? .notYet) != .notYet
      let isSimulated = CloudAPI.isSimulated(service: service, operation: operation.name)
      #expect(isCalledSimulated == isSimulated, "\(service) \(operation.name)")
    }
  }
}
