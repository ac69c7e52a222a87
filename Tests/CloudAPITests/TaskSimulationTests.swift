/// Random histories of tasks, instances and services: what must hold is checked after every event.
///
/// A failure names its seed; the same seed plays the same history again.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Every history keeps its promises")
struct TaskSimulationTests {
  @Test(arguments: 1...6)
  func tasksAndInstances(seed: Int) throws {
    var history = try TaskHistory(seed: UInt64(seed))
    for step in 1...30 {
      let said = try history.takeStep()
      guard history.broken.isEmpty else {
        Issue.record("seed \(seed), step \(step), after \(said): \(history.broken.prefix(3))")
        return
      }
    }
    #expect(history.eventCount > 80, "seed \(seed) has too little to say: \(history.eventCount) events")
  }

  @Test func sameSeedPlaysTheSameHistory() throws {
    var first = try TaskHistory(seed: 99)
    var second = try TaskHistory(seed: 99)
    for _ in 1...30 { #expect(try first.takeStep() == second.takeStep()) }
    #expect(CloudAPI.digest(of: first.scene.cloud.world) == CloudAPI.digest(of: second.scene.cloud.world))
  }
}

private struct TaskHistory {
  var scene: TaskScene
  var chance: SeededStream
  var broken: [String] = []
  var eventCount = 0
  private var hosts = 3
  private var services = 0

  init(seed: UInt64) throws {
    scene = try TaskScene(
      seed: seed,
      images: #"""
        {"sick": {"latest": {"unhealthy-after": "90s"}}, "hog": {"latest": {"uses-memory-mib": 900}},
         "deaf": {"latest": {"handles-sigterm": false}}, "crash": {"latest": {"exits-after": "4s", "exit-code": 1}}}
        """#,
      zones: ["a", "a", "b"])
    chance = SeededStream(seed: seed).split("history")
    let health = #""healthCheck":{"command":["CMD-SHELL","curl localhost"],"interval":10}"#
    for (family, containers) in [
      ("plain", #"[{"name":"app","image":"nginx"}]"#), ("sick", #"[{"name":"app","image":"sick",\#(health)}]"#),
      ("crash", #"[{"name":"app","image":"crash"},{"name":"side","image":"nginx"}]"#),
      ("missing", #"[{"name":"app","image":"nosuchimage"}]"#),
      (
        "order",
        #"""
        [{"name":"init","image":"busybox","essential":false},
         {"name":"app","image":"nginx","dependsOn":[{"containerName":"init","condition":"SUCCESS"}]}]
        """#
      ),
    ] { try scene.registerFargate(containers, family: "f-\(family)") }
    for (family, containers) in [
      ("dynamic", #"[{"name":"app","image":"nginx","memory":200,"portMappings":[{"containerPort":80}]}]"#),
      (
        "static",
        #"[{"name":"app","image":"deaf","memory":100,"cpu":100,"portMappings":[{"containerPort":80,"hostPort":8080}]}]"#
      ),
      ("hog", #"[{"name":"app","image":"hog","memory":800}]"#),
      ("big", #"[{"name":"app","image":"crash","memory":3000}]"#),
      (
        "restart",
        #"[{"name":"app","image":"crash","memory":64,"restartPolicy":{"enabled":true,"restartAttemptPeriod":60}}]"#
      ),
    ] { try scene.registerEC2(containers, family: "e-\(family)") }
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":128}]"#, family: "e-awsvpc", more: #", "networkMode": "awsvpc""#)
  }

  /// Does one thing, lets time pass, and says what it did.
  mutating func takeStep() throws -> String {
    let said = try act()
    look()
    let seconds = chance.number(in: 0...40)
    var found: [String] = []
    var count = 0
    scene.cloud.world.advance(to: scene.cloud.world.now + .seconds(seconds)) { world, _ in
      count += 1
      found += world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises }
      return found.isEmpty ? .goOn : .stop
    }
    eventCount += count
    broken += found
    return "\(said), \(seconds) s"
  }

  private mutating func look() { broken += scene.brokenPromises }

  private mutating func outcome(_ operation: String, _ input: String) throws -> String {
    switch try scene.cloud.reply(operation, input) {
    case .success: return operation
    case .failure(let failure): return "\(operation): \(failure.line)"
    }
  }

  private mutating func act() throws -> String {
    let network = #""networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-a","subnet-b"]"#
    switch chance.number(in: 0...11) {
    case 0, 1:
      let family = chance.element(of: ["plain", "sick", "crash", "missing", "order"]) ?? ""
      let count = chance.number(in: 1...4)
      return try outcome(
        "RunTask",
        #"{"cluster":"harbor","taskDefinition":"f-\#(family)","count":\#(count),"launchType":"FARGATE",\#(network),"assignPublicIp":"ENABLED"}}}"#
      )
    case 2, 3, 4:
      let family = chance.element(of: ["dynamic", "static", "hog", "big", "restart"]) ?? ""
      let strategy =
        chance.element(of: [
          "", #","placementStrategy":[{"type":"binpack","field":"memory"}]"#,
          #","placementStrategy":[{"type":"spread","field":"instanceId"}]"#,
          #","placementConstraints":[{"type":"distinctInstance"}]"#,
          #","placementConstraints":[{"type":"memberOf","expression":"attribute:ecs.availability-zone == us-east-1a"}]"#,
        ]) ?? ""
      let count = chance.number(in: 1...5)
      return try outcome(
        "RunTask", #"{"cluster":"harbor","taskDefinition":"e-\#(family)","count":\#(count)\#(strategy)}"#)
    case 5: return try outcome("RunTask", #"{"cluster":"harbor","taskDefinition":"e-awsvpc","count":2,\#(network)}}}"#)
    case 6:
      guard let id = anyTask() else { return "nothing to stop" }
      return try outcome("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    case 7:
      hosts += 1
      try scene.addInstance(zone: chance.element(of: ["a", "b"]) ?? "a", host: "i-\(hosts)")
      return "RegisterContainerInstance"
    case 8:
      guard let id = anyInstance() else { return "no instance" }
      let status = chance.element(of: ["ACTIVE", "DRAINING"]) ?? ""
      return try outcome(
        "UpdateContainerInstancesState", #"{"cluster":"harbor","containerInstances":["\#(id)"],"status":"\#(status)"}"#)
    case 9:
      guard hosts > 2, let id = anyInstance() else { return "no instance" }
      return try outcome(
        "DeregisterContainerInstance",
        #"{"cluster":"harbor","containerInstance":"\#(id)","force":\#(chance.number(in: 0...1) == 1)}"#)
    case 10:
      guard let id = anyInstance() else { return "no instance" }
      let kind = chance.number(in: 0...2)
      try scene.cloud.world.changeRegion("us-east-1", cause: .start) { region in
        if kind == 0 {
          region.terminateHost(ofInstance: id)
        } else {
          region.setAgentConnected(kind == 1, onInstance: id)
        }
      }
      return "fault \(kind)"
    default:
      services += 1
      let family = chance.element(of: ["dynamic", "static", "restart"]) ?? ""
      return try outcome(
        "CreateService",
        #"{"cluster":"harbor","serviceName":"s\#(services)","taskDefinition":"e-\#(family)","desiredCount":3}"#)
    }
  }

  private mutating func anyTask() -> String? {
    let ids = scene.cloud.world.regions["us-east-1"].map { Array($0.ecs.tasks.ids(inCluster: "harbor")) } ?? []
    return chance.element(of: ids)
  }

  private mutating func anyInstance() -> String? {
    chance.element(of: scene.cloud.world.regions["us-east-1"]?.ecs.containerInstances.keys.elements ?? [])
  }
}
