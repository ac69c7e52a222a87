import CloudAPI
import Documents
import Foundation
import SimulationKit
import Testing

@testable import Workspace

/// The fixtures compiled in, those of a course, and what a fixture may say.
@Suite struct FixtureTests {
  @Test func accountIsANewAccount() throws {
    let fixture = try Fixture.builtIn(named: "account")
    #expect(fixture.pace == .seconds(5))
    let world = try fixture.world(seed: 1)
    #expect(world.now == .worldStart)
    #expect(world.plan.network.subnets.keys.elements == ["subnet-default-a", "subnet-default-b", "subnet-default-c"])
    #expect(world.plan.network.subnets.values.map(\.availabilityZone) == ["a", "b", "c"])
    #expect(world.plan.network.securityGroups.keys.elements == ["sg-default"])
    #expect(world.plan.quotas.fargateVCPUs == 4_000)
    #expect(world.plan.identity.roles.keys.elements == ["ecsTaskExecutionRole", "AWSServiceRoleForECS"])
    for image in ["nginx", "httpd", "busybox", "alpine", "amazonlinux", "redis", "postgres", "python", "node"] {
      #expect(world.plan.images.repositories[image]?["latest"] != nil, "\(image)")
    }
    #expect(try Sandbox.rehearsal(fixture: fixture).clusters == [])
  }

  @Test func harborHasItsClusterItsTaskDefinitionsAndNoService() throws {
    let sandbox = try Sandbox.rehearsal(fixture: Fixture.builtIn(named: "harbor"))
    #expect(try sandbox.clusters == ["harbor"])
    guard
      case .success(let reply) = try sandbox.look(ServiceRequest(operation: "ListTaskDefinitions", input: [:]))
    else {
      Issue.record("task definitions are listed")
      return
    }
    let names = reply["taskDefinitionArns"]?.list?.compactMap { $0.string?.split(separator: "/").last.map(String.init) }
    #expect(names == ["api:1", "web:1", "web:2", "worker:1"])
    let images = sandbox.world.plan.images.repositories
    #expect(images["registry.example/harbor/web"]?.keys.elements == ["1.0", "1.1", "1.2"])
    #expect(images["registry.example/harbor/web"]?["1.0"]?.listensOn == [80])
    #expect(sandbox.world.plan.network.subnets["subnet-quay-a"]?.availabilityZone == "a")
    #expect(sandbox.world.plan.network.securityGroups["sg-web"]?.vpcID == "vpc-harbor")
  }

  @Test func anUnknownFixtureIsNamedWithTheKnownOnes() {
    #expect(
      message { _ = try Fixture.named("port", course: nil) }
        == "there is no fixture \"port\"; known are account, harbor, and NAME.yaml in a course's folder fixtures")
    #expect(message { _ = try Fixture.named("../../etc/passwd", course: "/tmp") }.hasPrefix("there is no fixture"))
  }

  @Test func aCourseBringsItsOwnAndCommandsAreOrdinaryRequests() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/fixtures", withIntermediateDirectories: true)
    let text = """
      format: drydock-fixture/1
      summary: Two clusters
      pace: 0s
      seed: 9
      commands:
        - {operation: CreateCluster, input: {clusterName: one}}
        - {service: ecs, operation: CreateCluster, region: us-east-1, input: {clusterName: two}}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/fixtures/two.yaml"))
    let fixture = try Fixture.named("two", course: folder.path)
    #expect(fixture.seed == 9)
    #expect(fixture.pace == .zero)
    #expect(fixture.summary == "Two clusters")
    #expect(try Sandbox.rehearsal(fixture: fixture).clusters == ["one", "two"])
    #expect(try Fixture.named("account", course: folder.path).source.text == AccountFixture.text)
  }

  @Test(arguments: [
    ("- a", "is no mapping of keys to values; begin with format: drydock-fixture/1"),
    ("summary: x", "its format must be drydock-fixture/1, which is all that this Drydock reads"),
    ("format: drydock-fixture/1\npace: soon", "pace must be whole seconds from 0s to 86400s, such as 5s"),
    ("format: drydock-fixture/1\nseed: -1", "seed must be a whole number from 0 on"),
    (
      "format: drydock-fixture/1\ncommands:\n- {operation: CreateCluster, with: 1}",
      "commands[0].with: is no key of a command; use one of service, operation, region, principal, input"
    ),
    ("a: &x 1\nb: *x", "line 1: anchors (&) and aliases (*) are not allowed; write it out"),
    ("a: 1\nb: 2\na: 3", "line 1: the key a stands here twice"),
    ("a: !!str 1", "line 1: tags (!) are not allowed"),
    ("a: 1\n---\nb: 2", "holds several YAML documents; a fixture is exactly one"),
    ("", "holds no YAML documents; a fixture is exactly one"),
  ])
  func whatDoesNotFitIsNamed(text: String, reason: String) {
    #expect(message { _ = try Fixture.read(FixtureSource(name: "mine", text: text)) } == "fixture mine: \(reason)")
  }

  @Test func aCommandThatTheServiceRefusesIsNamed() throws {
    let text = "format: drydock-fixture/1\ncommands:\n- {operation: DeleteCluster, input: {cluster: none}}"
    let fixture = try Fixture.read(FixtureSource(name: "mine", text: text))
    #expect(
      message { _ = try Sandbox.rehearsal(fixture: fixture) }
        == "fixture mine: command 1 (ecs DeleteCluster) was refused: ClusterNotFoundException: Cluster not found.")
  }

  @Test func scalarsMeanWhatJSONWouldMean() throws {
    let document = try YAML.document(
      "{a: no, b: 1.10.0, c: 256, d: \"256\", e: true, f: 1.50, g: null, h: 0x10, i: 2026-01-05, j: -}")
    #expect(
      document.written()
        == #"{"a":"no","b":"1.10.0","c":256,"d":"256","e":true,"f":1.50,"g":null,"h":"0x10","i":"2026-01-05","j":"-"}"#)
  }

  @Test func aTextMadeToGrowIsRefusedAtOnce() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      bomb += "a\(level): &a\(level) [\((0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ","))]\n"
    }
    #expect(throws: FixtureProblem.self) { try YAML.document(bomb) }
    #expect(throws: FixtureProblem.self) { try YAML.document(String(repeating: "[", count: 5_000)) }
    #expect(throws: FixtureProblem.self) {
      try YAML.document(String(repeating: "[", count: 40) + String(repeating: "]", count: 40))
    }
    #expect(throws: FixtureProblem.self) { try YAML.document(String(repeating: "a", count: 300_000)) }
  }
}
