/// Random histories with random faults: what must hold holds after every event, and when the faults are over the
/// services come to rest.
///
/// A failure names its seed; the same seed plays the same history again.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Histories with faults keep their promises")
struct FaultSimulationTests {
  @Test(arguments: UInt64(1)...6)
  func promisesHoldAndServicesRecover(seed: UInt64) throws {
    var history = try FaultHistory(seed: seed)
    for step in 1...45 {
      let said = try history.takeStep()
      guard history.broken.isEmpty else {
        Issue.record("seed \(seed), step \(step), after \(said): \(history.broken.prefix(3))")
        return
      }
    }
    #expect(history.eventCount > 300, "seed \(seed) has too little to say: \(history.eventCount) events")
    #expect(history.names.count >= 12, "seed \(seed) knows few faults: \(history.names.sorted())")
    let restless = try history.settle()
    #expect(history.broken.isEmpty, "seed \(seed): \(history.broken.prefix(3))")
    #expect(restless.isEmpty, "seed \(seed): \(restless)")
  }

  @Test func sameSeedBreaksTheSameThings() throws {
    var first = try FaultHistory(seed: 77)
    var second = try FaultHistory(seed: 77)
    for _ in 1...20 {
      #expect(try first.takeStep() == second.takeStep())
    }
    #expect(CloudAPI.digest(of: first.cloud.world) == CloudAPI.digest(of: second.cloud.world))
  }
}

private struct FaultHistory {
  var cloud: TestCloud
  var chance: SeededStream
  var broken: [String] = []
  var eventCount = 0
  /// The faults that were not refused.
  var names: Set<String> = []

  init(seed: UInt64) throws {
    cloud = try TestCloud.instances(3)
    chance = SeededStream(seed: seed).split("faults")
    // A short memory for stopped tasks keeps the look after every event short.
    try cloud.world.changeRegion("us-east-1", cause: .start) { $0.timing.stoppedTaskRetention = .minutes(2) }
    let log =
      #", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web", "#
      + #""awslogs-create-group": "true", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "w"}}"#
    try cloud.putPolicy("Allow", TestCloud.secretActions + ["logs:CreateLogGroup"])
    try cloud.call("PutParameter", #"{"Name": "/web/key", "Value": "1", "Type": "String"}"#, service: "ssm")
    let secret = #", "secrets": [{"name": "KEY", "valueFrom": "/web/key"}]"#
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "whole", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "#
        + #""memory": "512", "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole", "#
        + #""containerDefinitions": [{"name": "app", "image": "web:95"\#(log)\#(secret)}]}"#)
    try cloud.createService("web", "good:1", count: 3)
    try cloud.createService("checked", "checked:1", count: 2)
    try cloud.createService("whole", "whole:1", count: 2)
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "spot", "taskDefinition": "good:1", "desiredCount": 3, "#
        + #""capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}], \#(TestCloud.network)}"#)
    try cloud.call("CreateLogGroup", #"{"logGroupName": "/aws/events/ecs"}"#, service: "logs")
    try cloud.call("PutRule", #"{"Name": "all", "EventPattern": "{\"source\": [\"aws.ecs\"]}"}"#, service: "events")
    try cloud.call(
      "PutTargets",
      #"{"Rule": "all", "Targets": [{"Id": "1", "Arn": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/ecs"}]}"#,
      service: "events")
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "small", "taskDefinition": "small", "desiredCount": 4}"#)
  }

  /// Breaks one thing or changes one, lets time pass, and says what it did.
  mutating func takeStep() throws -> String {
    let said = chance.number(in: 0...3) == 0 ? try change() : breakSomething()
    look()
    let seconds = chance.number(in: 0...90)
    pass(seconds: seconds)
    return "\(said), \(seconds) s"
  }

  private mutating func look() {
    broken += cloud.world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises }
  }

  /// Looks after every event, or at the end only.
  private mutating func pass(seconds: Int, lookingAtEnd: Bool = false) {
    var found: [String] = []
    var count = 0
    cloud.world.advance(to: cloud.world.now + .seconds(seconds)) { world, _ in
      count += 1
      if !lookingAtEnd { found += world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises } }
      return found.isEmpty ? .goOn : .stop
    }
    eventCount += count
    broken += found
    if lookingAtEnd { look() }
  }

  private mutating func change() throws -> String {
    let name = chance.element(of: ["web", "checked", "whole", "small", "spot"]) ?? "web"
    switch chance.number(in: 0...3) {
    case 0: _ = try cloud.registerInstances(1)
    case 1:
      _ = try cloud.reply("UpdateService", #"{"cluster":"harbor","service":"\#(name)","forceNewDeployment":true}"#)
    case 2:
      let count = chance.number(in: 1...4)
      _ = try cloud.reply("UpdateService", #"{"cluster":"harbor","service":"\#(name)","desiredCount":\#(count)}"#)
    default:
      let tasks = cloud.tasks(ofService: name).filter { $0.lastStatus != .stopped }
      guard let task = chance.element(of: tasks) else { return "nothing to stop" }
      _ = try cloud.reply("StopTask", #"{"cluster":"harbor","task":"\#(task.id)"}"#)
    }
    return name
  }

  private mutating func breakSomething() -> String {
    guard let fault = chance.element(of: FaultCatalogue.all) else { return "" }
    var line = fault.name.rawValue
    for argument in fault.arguments {
      guard let value = value(of: argument) else { continue }
      line += " \(argument.name)=\(value)"
    }
    do throws(FaultRefusal) {
      try cloud.tryToInject(line)
      names.insert(fault.name.rawValue)
    } catch { line += ": \(error.message)" }
    return line
  }

  private mutating func value(of argument: FaultDescription.Argument) -> String? {
    switch argument.kind {
    case .task, .cluster, .fault, .registry, .resource: return nil
    case .action: return "ecs:*"
    case .service: return chance.element(of: ["web", "checked", "whole", "small", "spot"])
    case .container: return "app"
    case .instance:
      let ids = cloud.region?.ecs.containerInstances.keys.elements ?? []
      return chance.number(in: 0...3) == 0 ? nil : chance.element(of: ids)
    case .zone: return chance.element(of: ["a", "b", "c"])
    case .image: return chance.element(of: ["web:95", "web", "sick:95"])
    case .role: return "ecsTaskExecutionRole"
    case .secret: return "/web/key"
    case .function: return "gate"
    case .logGroup: return "/ecs/web"
    case .subnet: return chance.element(of: ["subnet-a", "subnet-b"])
    case .word(let words): return chance.element(of: words)
    case .number(let range): return String(chance.number(in: range.lowerBound...min(range.upperBound, 200)))
    case .span: return "\(chance.number(in: 1...90))s"
    case .spanOrForever: return chance.number(in: 0...5) == 0 ? "forever" : "\(chance.number(in: 5...400))s"
    }
  }

  /// Ends all faults, brings fresh instances, deploys anew (a deployment keeps to the image that its first task pulled,
  /// also to a broken one), and waits: the longest pause between attempts is 27 minutes.
  /// - Returns: the services that are not what they should be.
  mutating func settle() throws -> [String] {
    do throws(FaultRefusal) { try cloud.tryToInject("mend") } catch {}
    _ = try cloud.registerInstances(3)
    for name in ["web", "checked", "whole", "small", "spot"] {
      _ = try cloud.reply("UpdateService", #"{"cluster":"harbor","service":"\#(name)","forceNewDeployment":true}"#)
    }
    pass(seconds: 2_400, lookingAtEnd: true)
    return ["web", "checked", "whole", "small", "spot"].compactMap { name in
      guard let service = cloud.service(name) else { return "\(name) is gone" }
      return service.scheduler.isSteady && service.runningCount == service.desiredCount
        ? nil
        : "\(name) runs \(service.runningCount) of \(service.desiredCount): \(service.events.first?.message ?? "")"
    }
  }
}
