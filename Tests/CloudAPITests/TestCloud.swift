/// A world to type requests at: what every test of the border begins with.
///
/// In: an operation and its input as JSON. Out: the reply. `advance` lets simulated time pass.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

struct TestCloud {
  var world: World
  private var commands = 0

  init(seed: UInt64 = 1, plan: StartingPlan = .testing) { world = World(seed: seed, plan: plan) }

  /// The raw reply.
  mutating func reply(
    _ operation: String, _ input: String = "{}", service: String = "ecs", region: String = "us-east-1",
    principal: String? = nil
  ) throws -> ServiceReply {
    let document = try DocumentReader.read(input)
    commands += 1
    return CloudAPI.perform(
      ServiceRequest(
        service: service, operation: operation, region: region, principal: principal,
        input: try #require(document.object, "the input must be an object")),
      on: &world, cause: .command(commands))
  }

  /// The reply of a request that must succeed.
  @discardableResult
  mutating func call(
    _ operation: String, _ input: String = "{}", service: String = "ecs", region: String = "us-east-1",
    principal: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Document {
    switch try reply(operation, input, service: service, region: region, principal: principal) {
    case .success(let object): return .object(object)
    case .failure(let failure):
      Issue.record("\(operation) \(input) was refused: \(failure.line)", sourceLocation: sourceLocation)
      return [:]
    }
  }

  /// `CODE: MESSAGE` of a request that must be refused.
  mutating func refusal(
    _ operation: String, _ input: String = "{}", service: String = "ecs", region: String = "us-east-1",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    switch try reply(operation, input, service: service, region: region) {
    case .success(let object):
      Issue.record(
        "\(operation) \(input) succeeded: \(Document.object(object).written())", sourceLocation: sourceLocation)
      return ""
    case .failure(let failure): return failure.line
    }
  }

  mutating func advance(seconds: Int) { world.advance(to: world.now + .seconds(seconds)) }
}

extension ServiceFailure {
  var line: String { "\(code): \(message ?? "")" }
}

extension Document {
  /// The strings of a list.
  var strings: [String] { list?.compactMap(\.string) ?? [] }
  /// The names of an object's members, in order.
  var keys: [String] { object?.keys ?? [] }
}

extension StartingPlan {
  /// A VPC with three public subnets and a security group; a few images; the roles of the course.
  static var testing: StartingPlan {
    var network = Network()
    network.vpcs["vpc-1"] = .init(id: "vpc-1", cidrBlock: "10.0.0.0/16", isDefault: true)
    for (index, zone) in ["a", "b", "c"].enumerated() {
      let id = "subnet-\(zone)"
      network.subnets[id] = .init(
        id: id, vpcID: "vpc-1", availabilityZone: zone, cidrBlock: "10.0.\(index).0/24", mapsPublicIPOnLaunch: true,
        reachesInternet: true)
    }
    network.securityGroups["sg-1"] = .init(id: "sg-1", name: "default", vpcID: "vpc-1")
    var images = ImageCatalogue()
    images.repositories["nginx"] = ["latest": .init()]
    var identity = Identity()
    identity.roles["ecsTaskExecutionRole"] = .init(
      name: "ecsTaskExecutionRole", trusts: ["ecs-tasks.amazonaws.com"], policies: ["AmazonECSTaskExecutionRolePolicy"])
    return StartingPlan(network: network, images: images, identity: identity, logs: LogGroups())
  }
}

extension TestCloud {
  /// Writes into the execution role of the course what a task's secrets need, or another effect on other actions.
  mutating func putPolicy(_ effect: String = "Allow", _ actions: [String] = TestCloud.secretActions) throws {
    let document = Document.object([
      "Version": "2012-10-17",
      "Statement": ["Effect": .string(effect), "Action": .list(actions.map { .string($0) }), "Resource": "*"],
    ])
    let text = Document.string(document.written()).written()
    try call(
      "PutRolePolicy",
      #"{"RoleName":"ecsTaskExecutionRole","PolicyName":"\#(effect)","PolicyDocument":\#(text)}"#, service: "iam")
  }
  static let secretActions = ["secretsmanager:GetSecretValue", "ssm:GetParameters"]

  /// A task of `web` on Fargate in the cluster `harbor`, two minutes after it was asked for.
  mutating func runWeb() throws -> Document? {
    let reply = try call(
      "RunTask",
      #"""
      {"cluster":"harbor","taskDefinition":"web","launchType":"FARGATE","networkConfiguration":{"awsvpcConfiguration":
       {"subnets":["subnet-a"],"assignPublicIp":"ENABLED"}}}
      """#)
    advance(seconds: 120)
    let task = reply["tasks"]?[0]?["taskArn"]?.string ?? ""
    return try call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(task)"]}"#)["tasks"]?[0]
  }
}
