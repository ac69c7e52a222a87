/// Reads a fixture's text.
///
/// In: YAML with the keys below. Out: a `Fixture`, or the first thing that does not fit. Keys: `format`
/// (`drydock-fixture/1`), `summary`, `pace` (`5s`), `seed`, what `StartingPlan` reads (`network`, `images`, `roles`,
/// `log-groups`, `quotas`), and `commands`: a list of requests `{service: ecs, operation: CreateCluster, input: {…}}`, where
/// `service`, `region` and `principal` may be left out.
import Cloud
import CloudAPI
import Documents
import SimulationKit

enum FixtureReader {
  static let format = "drydock-fixture/1"
  private static let ownKeys = ["format", "summary", "pace", "seed", "commands"]
  private static let usualPace = Duration.seconds(5)
  private static let mostCommands = 1_000

  static func read(_ source: FixtureSource) throws(FixtureProblem) -> Fixture {
    guard case .object(let object) = try YAML.document(source.text) else {
      throw FixtureProblem(reason: "is no mapping of keys to values; begin with format: \(format)")
    }
    guard object["format"]?.string == format else {
      throw FixtureProblem(reason: "its format must be \(format), which is all that this Drydock reads")
    }
    let planMembers = object.members.filter { !ownKeys.contains($0.key) }
    let plan: StartingPlan
    do throws(StartingPlanError) {
      plan = try StartingPlan(document: .object(.init(uniqueMembers: planMembers)))
    } catch { throw FixtureProblem(reason: error.line) }
    return Fixture(
      source: source, summary: object["summary"]?.string ?? "", pace: try pace(object["pace"]),
      seed: try seed(object["seed"]), plan: plan, commands: try commands(object["commands"]))
  }

  private static func pace(_ document: Document?) throws(FixtureProblem) -> Duration {
    guard let document else { return usualPace }
    if let seconds = document.integer, (0...86_400).contains(seconds) { return .seconds(seconds) }
    if let text = document.string, text.hasSuffix("s"), let seconds = Int(text.dropLast()),
      (0...86_400).contains(seconds)
    {
      return .seconds(seconds)
    }
    throw FixtureProblem(reason: "pace must be whole seconds from 0s to 86400s, such as 5s")
  }

  private static func seed(_ document: Document?) throws(FixtureProblem) -> UInt64 {
    guard let document else { return 1 }
    guard let seed = document.integer, seed >= 0 else {
      throw FixtureProblem(reason: "seed must be a whole number from 0 on")
    }
    return UInt64(seed)
  }

  private static func commands(_ document: Document?) throws(FixtureProblem) -> [ServiceRequest] {
    guard let document, !document.isNull else { return [] }
    guard let list = document.list, list.count <= mostCommands else {
      throw FixtureProblem(reason: "commands must be a list of at most \(mostCommands) requests")
    }
    var requests: [ServiceRequest] = []
    for (index, element) in list.enumerated() { requests.append(try request(element, place: "commands[\(index)]")) }
    return requests
  }

  private static func request(_ document: Document, place: String) throws(FixtureProblem) -> ServiceRequest {
    let known = ["service", "operation", "region", "principal", "input"]
    guard let object = document.object, let operation = object["operation"]?.string else {
      throw FixtureProblem(reason: "\(place): must name its operation, such as operation: CreateCluster")
    }
    if let unknown = object.keys.first(where: { !known.contains($0) }) {
      throw FixtureProblem(
        reason: "\(place).\(unknown): is no key of a command; use one of \(known.joined(separator: ", "))")
    }
    var request = ServiceRequest(
      operation: operation, region: object["region"]?.string ?? "us-east-1", principal: object["principal"]?.string,
      input: [:])
    if let input = object["input"], !input.isNull {
      guard let members = input.object else { throw FixtureProblem(reason: "\(place).input: must be a mapping") }
      request.input = members
    }
    if let service = object["service"]?.string { request.service = service }
    return request
  }
}
