/// Valid `aws ecs` commands by chance: what a learner might type who has no idea, but knows the names of things.
///
/// In: a stream of chance, a world whose names are used. Out: command lines that the AWS CLI takes. Whether the service
/// takes them is another matter. Same stream and world, same commands.
import Cloud
import CloudAPI
import Documents
import Interpreter
import ServiceModels
import SimulationKit

struct RandomCommands {
  private var chance: SeededStream
  private let operations: [ServiceModels.Operation]
  private static let deepest = 4

  /// - Parameters:
  ///   - without: command names that are not drawn (`create-service`).
  ///   - readsOnly: only those that change nothing.
  init(chance: SeededStream, without: Set<String>, readsOnly: Bool) {
    self.chance = chance
    operations =
      ServiceModel.named("ecs")?.operations.filter { operation in
        CloudAPI.isSimulated(service: "ecs", operation: operation.name) && !without.contains(operation.commandName)
          && (!readsOnly || CloudAPI.isReadOnly(service: "ecs", operation: operation.name))
      } ?? []
  }

  mutating func next(in world: World) -> String {
    guard let operation = chance.element(of: operations), let model = ServiceModel.named("ecs") else { return "true" }
    let names = LiveValues(world)
    let input = value(of: operation.input, named: "", model, names, depth: 0)
    return "aws ecs \(operation.commandName) --cli-input-json '\(input.written().replacing("'", with: ""))'"
  }

  private mutating func value(
    of shape: String, named name: String, _ model: ServiceModel, _ names: LiveValues, depth: Int
  ) -> Document {
    guard let shape = model.shape(shape), !shape.isDocument else { return [:] }
    switch shape.kind {
    case .structure(let members):
      var object = Document.Object()
      for member in members where wants(member, of: shape, depth: depth) {
        object[member.name] = value(of: member.shape, named: member.name, model, names, depth: depth + 1)
        if shape.isUnion { break }
      }
      return .object(object)
    case .list(let element): return .list([value(of: element, named: name, model, names, depth: depth + 1)])
    case .map(_, let element): return ["key": value(of: element, named: name, model, names, depth: depth + 1)]
    case .string:
      if let word = chance.element(of: shape.enumeration) { return .string(word) }
      return .string(chance.element(of: names.named(name)) ?? "web")
    case .integer, .long: return .integer(chance.number(in: 1...6))
    case .double, .float: return .decimal(Document.Decimal(Double(chance.number(in: 1...100))))
    case .boolean: return .boolean(chance.number(in: 0...1) == 1)
    case .timestamp: return .integer(1_767_600_000)
    case .blob: return "eA=="
    }
  }

  /// Required members always, others now and then; a token is the CLI's to fill in, a page token would be refused.
  private mutating func wants(_ member: Member, of shape: Shape, depth: Int) -> Bool {
    if member.isIdempotencyToken || member.name == "nextToken" { return false }
    if shape.required.contains(member.name) { return true }
    guard depth < Self.deepest else { return false }
    return chance.number(in: 0...(depth == 0 ? 2 : 4)) == 0
  }
}

/// Names of what there is in a world, by the member that they would stand in.
private struct LiveValues {
  private let region: Region?

  init(_ world: World) { region = world.regions[Session.defaultRegion] }

  func named(_ member: String) -> [String] {
    guard let region else { return [] }
    let ecs = region.ecs
    switch member {
    case "cluster", "clusters", "clusterName": return ecs.clusters.values.map(\.name)
    case "service", "services", "serviceName": return ecs.services.keys.map(\.name) + ["web"]
    case "task", "tasks": return ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0).map(\.id) }
    case "taskDefinition":
      return ecs.families.values.flatMap { family in family.revisions.map { "\(family.name):\($0.revision)" } }
    case "family", "familyPrefix", "group": return Array(ecs.families.keys)
    case "containerInstance", "containerInstances": return ecs.containerInstances.values.map(\.id)
    case "subnets": return Array(region.network.subnets.keys)
    case "securityGroups": return Array(region.network.securityGroups.keys)
    case "capacityProvider", "capacityProviders": return ECS.fargateCapacityProviders
    case "resourceArn": return ecs.clusters.keys.map { region.ecsARN("cluster/\($0)") }
    case "image": return ["registry.example/harbor/web:1.0", "registry.example/harbor/api:1.0"]
    case "cpu": return ["256", "512"]
    case "memory": return ["512", "1024"]
    default: return ["web", "harbor", "one"]
    }
  }
}
