/// Any request gets a reply: requests made at random from the service's own shapes never stop the process, replies fit
/// the model (a debug build checks each), and the same seed gives the same world.
import Cloud
import CloudAPI
import Documents
import ServiceModels
import SimulationKit
import Testing

@Suite struct CoreFuzzTests {
  @Test(arguments: 1...12)
  func anyRequestGetsAReply(seed: Int) throws {
    #expect(try play(seed: UInt64(seed)) == play(seed: UInt64(seed)))
  }

  /// 150 requests with time between them; the digest of what is left.
  private func play(seed: UInt64) throws -> UInt64 {
    let model = try #require(ServiceModel.named("ecs"))
    let operations = model.operations.filter { CloudAPI.isSimulated(service: "ecs", operation: $0.name) }
    var requests = RequestMaker(model: model, stream: SeededStream(seed: seed))
    var cloud = TestCloud(seed: seed)
    try cloud.call("CreateCluster")
    try cloud.call("RegisterTaskDefinition", TaskDefinitionTests.web)
    try cloud.call("RegisterTaskDefinition", TaskDefinitionTests.plain)
    for number in 1...150 {
      guard let operation = requests.stream.element(of: operations) else { break }
      let request = ServiceRequest(operation: operation.name, input: requests.structure(operation.input, depth: 0))
      _ = CloudAPI.perform(request, on: &cloud.world, cause: .command(number))
      cloud.world.advance(to: cloud.world.now + .seconds(requests.stream.number(in: 0...60)), limit: 20_000) { _, _ in
        .goOn
      }
    }
    expectCountsAreRight(in: cloud.world)
    return CloudAPI.digest(of: cloud.world)
  }
}

/// The counts that a cluster keeps up against those of its tasks and container instances, counted anew.
func expectCountsAreRight(in world: borrowing World) {
  for region in world.regions.values {
    for cluster in region.ecs.clusters.keys {
      let counts = region.counts(ofCluster: cluster)
      let tasks = region.ecs.tasks.all(inCluster: cluster)
      let wanted = tasks.filter { $0.desiredStatus == .running }
      #expect(counts.tasks.living == tasks.count { $0.lastStatus != .stopped })
      #expect(counts.runningTasks == wanted.count { $0.lastStatus == .running })
      #expect(
        counts.pendingTasks == wanted.count { [.provisioning, .pending, .activating].contains($0.lastStatus) })
      let instances = region.ecs.containerInstances.values.filter { $0.cluster == cluster && $0.status != .inactive }
      #expect(counts.containerInstances == instances.count)
    }
  }
}

/// Requests that are right in form, nearly always, and anything in content.
struct RequestMaker {
  let model: ServiceModel
  var stream: SeededStream

  mutating func chance(_ percent: Int) -> Bool { stream.number(in: 1...100) <= percent }

  mutating func structure(_ name: String, depth: Int) -> Document.Object {
    var object: Document.Object = [:]
    for member in model.members(of: name) {
      let isRequired = model.shape(name)?.required.contains(member.name) ?? false
      guard chance(isRequired ? 95 : depth == 0 ? 35 : 25) else { continue }
      object[member.name] = value(of: member.shape, called: member.name, depth: depth + 1)
    }
    return object
  }

  private mutating func value(of name: String, called member: String, depth: Int) -> Document {
    guard depth < 8, let shape = model.shape(name), !chance(2) else { return odd() }
    switch shape.kind {
    case .structure: return .object(structure(name, depth: depth))
    case .list(let element):
      return .list((0..<stream.number(in: 0...3)).map { _ in value(of: element, called: member, depth: depth + 1) })
    case .map(_, let element):
      var object: Document.Object = [:]
      for _ in 0..<stream.number(in: 0...2) { object[word(for: "")] = value(of: element, called: "", depth: depth + 1) }
      return .object(object)
    case .string:
      return .string(chance(80) ? stream.element(of: shape.enumeration) ?? word(for: member) : word(for: member))
    case .integer, .long:
      return .integer(stream.element(of: [0, 1, 2, 3, 5, 10, 50, 80, 100, 128, 200, 256, 512, -1, .max]) ?? 0)
    case .boolean: return .boolean(chance(50))
    case .double, .float: return .decimal(Document.Decimal(checkedText: "0.5"))
    case .timestamp: return .integer(1_767_603_600)
    case .blob: return "AA=="
    }
  }

  private mutating func odd() -> Document {
    stream.element(of: [.null, 7, "x", true, [], [:], .integer(.min), [.null]]) ?? .null
  }

  private mutating func word(for member: String) -> String {
    let arn = "arn:aws:ecs:us-east-1:123456789012:"
    let ids = ["0123456789abcdef0123456789abcdef", "\(arn)task/default/0123456789abcdef0123456789abcdef"]
    let pools: [String: [String]] = [
      "cluster": ["default", "default", "\(arn)cluster/default", "other"],
      "clusters": ["default", "other"], "clusterName": ["default", "other"],
      "service": ["web", "api", "\(arn)service/default/web"], "services": ["web", "api"],
      "serviceName": ["web", "api"],
      "taskDefinition": ["web", "web:1", "web:2", "\(arn)task-definition/web:1", "web:x"], "family": ["web", "api"],
      "taskDefinitions": ["web:1", "web:2", "web"], "task": ids, "tasks": ids, "containerInstances": ids,
      "subnets": ["subnet-a", "subnet-b", "subnet-z"], "securityGroups": ["sg-1", "sg-2"],
      "capacityProvider": ["FARGATE", "FARGATE_SPOT"], "capacityProviders": ["FARGATE", "FARGATE_SPOT"],
      "image": ["nginx", "missing:1"], "cpu": ["256", "512", "much"], "memory": ["512", "1024", "1 GB"],
      "resourceArn": ["\(arn)cluster/default", "\(arn)service/default/web", "\(arn)task-definition/web:1"],
    ]
    let odd = ["", "a", "web", "ä ö", "aws:x", "::::::", String(repeating: "n", count: 300), "app", "\u{1B}[0m", "{}"]
    return stream.element(of: chance(90) ? pools[member] ?? odd : odd) ?? ""
  }
}
