/// What the wire has of Amazon ECS and no model knows: published raw replies, September 2026; the API sheet, section 0.9.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing
import Workspace

@testable import WireServer

@Suite struct RawReplyTests {
  let machine = StillMachine()

  private func worlds(_ options: WorldOptions) throws -> ServedWorlds {
    try ServedWorlds(options, time: machine.time, loop: SocketLoop())
  }

  /// Counted where published replies agree: the first cluster made, the last one deleted.
  @Test(arguments: [nil, "play"])
  func clustersAreCounted(sandbox: String?) async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(WorldOptions(sandbox: sandbox, store: folder.place, speed: 0))
    var counts: [Document?] = []
    for (operation, member, name) in [
      ("CreateCluster", "clusterName", "a"), ("CreateCluster", "clusterName", "b"), ("DeleteCluster", "cluster", "a"),
      ("DeleteCluster", "cluster", "b"), ("CreateCluster", "clusterName", "c"),
    ] {
      let reply = try await worlds.perform(call(operation, [member: .string(name)]))
      #expect(reply.failure == nil)
      counts.append(reply.document?["clusterCount"])
    }
    #expect(counts == [1, nil, nil, 0, 1])
  }

  @Test(arguments: [nil, "play"])
  func aTaskDefinitionTellsItsPreviousStatus(sandbox: String?) async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(WorldOptions(sandbox: sandbox, store: folder.place, speed: 0))
    _ = try await worlds.perform(
      call(
        "RegisterTaskDefinition",
        ["family": "web", "containerDefinitions": [["name": "app", "image": "nginx", "memory": 64]]]))
    var told: [Document?] = []
    for _ in 0..<2 {
      let reply = try await worlds.perform(call("DeregisterTaskDefinition", ["taskDefinition": "web:1"]))
      told.append(reply.document?["taskDefinition"]?["previousStatus"])
    }
    for _ in 0..<2 {
      let reply = try await worlds.perform(call("DeleteTaskDefinitions", ["taskDefinitions": ["web:1"]]))
      told.append(reply.document?["taskDefinitions"]?[0]?["previousStatus"])
    }
    let described = try await worlds.perform(call("DescribeTaskDefinition", ["taskDefinition": "web:1"]))
    told.append(described.document?["taskDefinition"]?["previousStatus"])
    #expect(told == ["ACTIVE", "INACTIVE", "INACTIVE", "DELETE_IN_PROGRESS", nil])
  }

  /// The body of the API sheet, section 7.5, to the letter.
  @Test func theBodyOfTheFirstCluster() async throws {
    let worlds = try worlds(WorldOptions(speed: 0))
    let wire = JSONWire(target: "AmazonEC2ContainerServiceV20141113.CreateCluster")
    let response = wire.response(
      try await worlds.perform(call("CreateCluster", ["clusterName": "demo"])), requestID: "id")
    #expect(
      String(decoding: response.body, as: UTF8.self)
        == #"{"cluster":{"activeServicesCount":0,"capacityProviders":[],"clusterArn":"arn:aws:ecs:us-east-1:123456789012:cluster/demo","clusterName":"demo","defaultCapacityProviderStrategy":[],"pendingTasksCount":0,"registeredContainerInstancesCount":0,"runningTasksCount":0,"settings":[{"name":"containerInsights","value":"disabled"}],"statistics":[],"status":"ACTIVE","tags":[]},"clusterCount":1}"#
    )
  }

  /// Clients drop what their model does not know.
  @Test func thePromptShowsNothingOfIt() throws {
    var world = try Fixture.builtIn(named: "account").world(seed: 1, start: .worldStart)
    let request = ServiceRequest(operation: "CreateCluster", input: ["clusterName": "demo"])
    let reply = CloudAPI.perform(request, on: &world, cause: .command(1)).document
    #expect(reply?.object?.keys == ["cluster"])
  }

  /// A caller is refused at the door, by the words of the protocol; 403 where the protocol has it so.
  @Test func refusedCredentialsOverTheWire() async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(WorldOptions(sandbox: "play", store: folder.place, speed: 0))
    let shell = try Sandbox.open(SandboxOptions(name: "play"), in: Store.open(folder.place))
    try shell.inject(
      Fault(name: "credentials-refused", arguments: ["why": "invalid"]), typed: "inject", origin: .shell)
    let refusal = try await worlds.perform(call("ListClusters")).failure
    #expect(refusal?.code == "UnrecognizedClientException")
    #expect(refusal?.message == "The security token included in the request is invalid.")
    #expect(refusal?.status(of: nil, in: nil) == 400)
    let made = try await worlds.perform(call("CreateCluster")).failure
    #expect(made?.code == "UnrecognizedClientException")
    // Another Region's services take them.
    #expect(try await worlds.perform(call("ListClusters", region: "eu-west-1")).failure == nil)
    let query = WireCall(
      request: ServiceRequest(service: "sts", operation: "GetCallerIdentity", input: [:]), accessKey: nil,
      client: "Boto3")
    let queried = try await worlds.perform(query).failure
    #expect(queried?.code == "InvalidClientTokenId")
    #expect(queried?.status(of: nil, in: nil) == 403)
    try shell.inject(Fault(name: "mend", arguments: [:]), typed: "inject mend", origin: .shell)
    #expect(try await worlds.perform(call("ListClusters")).document == ["clusterArns": []])
    try shell.inject(Fault(name: "api-down", arguments: [:]), typed: "inject", origin: .shell)
    let failed = try await worlds.perform(call("ListClusters"))
    let wire = JSONWire(target: "AmazonEC2ContainerServiceV20141113.ListClusters")
    #expect(wire.response(failed, requestID: "id").status == 500)
    #expect(try await worlds.perform(query).failure?.status(of: nil, in: nil) == 503)
  }
}
