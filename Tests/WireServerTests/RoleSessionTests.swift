/// Calling as a role: IAM User Guide, "Temporary security credentials in IAM"; the API sheet, section 0.7 and 5.
import CloudAPI
import Documents
import SimulationKit
import Testing
import Workspace

@testable import WireServer

@Suite struct RoleSessionTests {
  let machine = StillMachine()

  private func worlds(_ folder: TemporaryFolder, perKey: Bool = false) throws -> ServedWorlds {
    try ServedWorlds(
      WorldOptions(sandbox: "play", store: folder.place, speed: 0, isPerKey: perKey), time: machine.time,
      loop: SocketLoop())
  }

  private func ask(
    _ worlds: ServedWorlds, _ service: String, _ operation: String, _ input: Document.Object = [:],
    key: String? = "AKIDA"
  ) async throws -> ServiceReply {
    try await worlds.perform(
      WireCall(
        request: ServiceRequest(service: service, operation: operation, input: input), accessKey: key, client: "Boto3"))
  }

  /// The access key of a session of a new role with that policy.
  private func session(_ worlds: ServedWorlds, policy: String) async throws -> String {
    let trust =
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"#
      + #""Action":"sts:AssumeRole"}}"#
    _ = try await ask(worlds, "iam", "CreateRole", ["RoleName": "ops", "AssumeRolePolicyDocument": .string(trust)])
    let put = try await ask(
      worlds, "iam", "PutRolePolicy",
      ["RoleName": "ops", "PolicyName": "p", "PolicyDocument": .string(policy)])
    #expect(put.failure == nil)
    let taken = try await ask(
      worlds, "sts", "AssumeRole",
      ["RoleArn": "arn:aws:iam::123456789012:role/ops", "RoleSessionName": "night", "DurationSeconds": 900])
    return try #require(taken.document?["Credentials"]?["AccessKeyId"]?.string)
  }

  private static let policy =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:List*","ecs:RegisterTaskDefinition"],"#
    + #""Resource":"*"}]}"#
  private static let session = "arn:aws:sts::123456789012:assumed-role/ops/night"

  @Test(arguments: [false, true])
  func aSessionMayWhatItsRoleMayUntilItIsOver(perKey: Bool) async throws {
    let folder = try TemporaryFolder()
    let worlds = try worlds(folder, perKey: perKey)
    let key = try await session(worlds, policy: Self.policy)
    #expect(key.hasPrefix("ASIA"))
    #expect(try await ask(worlds, "sts", "GetCallerIdentity", key: key).document?["Arn"] == .string(Self.session))
    #expect(try await ask(worlds, "ecs", "ListClusters", key: key).document == ["clusterArns": []])
    let refused = try await ask(worlds, "ecs", "CreateCluster", key: key).failure
    #expect(refused?.code == "AccessDeniedException")
    #expect(
      refused?.message
        == "User: \(Self.session) is not authorized to perform: ecs:CreateCluster on resource: * because no "
        + "identity-based policy allows the ecs:CreateCluster action")
    let definition: Document.Object = [
      "family": "web", "taskRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
      "containerDefinitions": [["name": "app", "image": "nginx", "memory": 64]],
    ]
    #expect(
      try await ask(worlds, "ecs", "RegisterTaskDefinition", definition, key: key).failure?.message
        == "User: \(Self.session) is not authorized to perform: iam:PassRole on resource: "
        + "arn:aws:iam::123456789012:role/ecsTaskExecutionRole because no identity-based policy allows the iam:PassRole "
        + "action")
    var bare = definition
    bare["taskRoleArn"] = nil
    let registered = try await ask(worlds, "ecs", "RegisterTaskDefinition", bare, key: key).document
    #expect(registered?["taskDefinition"]?["registeredBy"] == .string(Self.session))
    _ = try await worlds.advance(by: .seconds(900), of: perKey ? "AKIDA" : nil)
    #expect(try await ask(worlds, "ecs", "ListClusters", key: key).failure?.code == "ExpiredTokenException")
    #expect(try await ask(worlds, "sts", "GetCallerIdentity", key: key).failure?.code == "ExpiredToken")
    // The user's own key, and any other, is taken as ever.
    for other in ["AKIDA", nil] {
      #expect(try await ask(worlds, "ecs", "ListClusters", key: other).failure == nil)
    }
  }

  /// The next server finds the sessions again.
  @Test func sessionsArePartOfTheWorld() async throws {
    let folder = try TemporaryFolder()
    let key = try await session(try worlds(folder), policy: Self.policy)
    let second = try worlds(folder)
    #expect(try await ask(second, "sts", "GetCallerIdentity", key: key).document?["Arn"] == .string(Self.session))
  }
}
