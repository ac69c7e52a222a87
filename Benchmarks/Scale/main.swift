/// The cost of a large world: from empty to steady, a zone lost, a rolling deployment, and how each grows with size.
///
/// In: `--sizes N,N,…`: container instances, and as many services of twenty tasks each. Out: one line for each
/// measurement: processor seconds of this process, events, and what one event or one placement costs; ratios from one size
/// to the next, per event; memory. Drives CloudAPI as the prompt and the wire do. Passes and fails nothing by its time.
import Cloud
import CloudAPI
import Documents
import Foundation
import SimulationKit

/// Seconds of the processor that this process has used.
func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Resident MiB; nil where the machine does not tell.
func residentMiB() -> Double? {
  guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") }),
    let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
  else { return nil }
  return kibibytes / 1_024
}

struct Trouble: Error { let text: String }

struct BigWorld {
  static let tasksEach = 20
  static let zones = ["a", "b", "c"]
  let size: Int
  var world: World
  var commands = 0
  var events = 0

  init(size: Int) throws {
    self.size = size
    let plan = try StartingPlan(
      document: DocumentReader.read(
        #"""
        {"network": {
          "vpcs": [{"id": "vpc-1", "cidr": "10.0.0.0/8", "default": true}],
          "subnets": [
            {"id": "subnet-a", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.0.0/16", "maps-public-ip": true},
            {"id": "subnet-b", "vpc": "vpc-1", "zone": "b", "cidr": "10.1.0.0/16", "maps-public-ip": true},
            {"id": "subnet-c", "vpc": "vpc-1", "zone": "c", "cidr": "10.2.0.0/16", "maps-public-ip": true}]},
         "images": {"web": {"1": {"size-mb": 60, "listens-on": [80]}}},
         "roles": [{"name": "ecsTaskExecutionRole", "policies": ["AmazonECSTaskExecutionRolePolicy"]}]}
        """#))
    world = World(seed: 1, plan: plan)
    try ask("CreateCluster", ["clusterName": "harbor"])
    for _ in 1...2 {
      try ask(
        "RegisterTaskDefinition",
        ["family": "web", "containerDefinitions": [["name": "app", "image": "web:1", "memory": 128, "cpu": 64]]])
      try ask(
        "RegisterTaskDefinition",
        [
          "family": "far", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
          "memory": "512", "containerDefinitions": [["name": "app", "image": "web:1"]],
        ])
    }
  }

  @discardableResult
  mutating func ask(_ operation: String, _ input: Document.Object) throws -> Document {
    commands += 1
    switch CloudAPI.perform(
      ServiceRequest(operation: operation, input: input), on: &world, cause: .command(commands))
    {
    case .success(let reply): return .object(reply)
    case .failure(let failure): throw Trouble(text: "\(operation): \(failure.message ?? failure.code)")
    }
  }

  mutating func registerInstances() throws {
    for number in 0..<size {
      let zone = Self.zones[number % 3]
      try ask(
        "RegisterContainerInstance",
        [
          "cluster": "harbor",
          "instanceIdentityDocument": .string(
            #"{"instanceId":"i-\#(number)","instanceType":"m5.2xlarge","availabilityZone":"us-east-1\#(zone)"}"#),
        ])
    }
  }

  mutating func createServices() throws {
    for number in 0..<size {
      try ask(
        "CreateService",
        [
          "cluster": "harbor", "serviceName": .string("s\(number)"), "taskDefinition": "web:1",
          "desiredCount": .integer(Self.tasksEach), "launchType": "EC2",
        ])
    }
  }

  /// Lets time pass.
  mutating func pass(_ span: Duration) {
    var count = 0
    world.advance(to: world.now + span, limit: .max) { _, _ in
      count += 1
      return .goOn
    }
    events += count
  }

  var running: Int { world.regions["us-east-1"]?.counts(ofCluster: "harbor").runningTasks ?? 0 }

  func expect(_ found: Int, _ wanted: Int, _ what: String) throws {
    guard found == wanted else { throw Trouble(text: "\(what): \(found) instead of \(wanted)") }
  }
}

/// One line of the table; `unit` is what the cost is divided by.
struct Line {
  let what: String
  let size: Int
  let seconds: Double
  let count: Int
  let unit: String
  var each: Double { seconds * 1e6 / Double(max(1, count)) }

  func text(before: Line?) -> String {
    let ratio = before.map { String(format: ", %.2f times that at ", each / max(1e-9, $0.each)) + "\($0.size)" } ?? ""
    let start = "\(size)".padded(7) + what.padded(44) + String(format: "%8.2f s", seconds)
    return start + String(format: "%10d ", count) + unit + String(format: ", %.1f us each", each) + ratio
  }
}

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

func measure(size: Int, _ say: (Line) -> Void) throws {
  let start = residentMiB()
  var big = try BigWorld(size: size)
  func timed(_ what: String, _ unit: String, _ work: (inout BigWorld) throws -> Int) throws {
    let began = processorSeconds()
    let count = try work(&big)
    say(Line(what: what, size: size, seconds: processorSeconds() - began, count: count, unit: unit))
  }
  let tasks = size * BigWorld.tasksEach
  let began = processorSeconds()
  try timed("instances registered", "instances") { big in
    try big.registerInstances()
    return size
  }
  try timed("services created", "services") { big in
    try big.createServices()
    return size
  }
  try timed("the first turns: every task placed", "placements") { big in
    big.pass(.seconds(11))
    return tasks
  }
  try timed("until all are steady", "events") { big in
    let before = big.events
    big.pass(.minutes(5))
    try big.expect(big.running, tasks, "running tasks")
    return big.events - before
  }
  let whole = processorSeconds() - began
  print("\(size)".padded(7) + "from empty to steady".padded(44) + String(format: "%8.2f s", whole))
  if let start, let now = residentMiB() {
    let each = (now - start) * 1_024 / Double(tasks)
    print("\(size)".padded(7) + "memory".padded(44) + String(format: "%8.0f MiB, %.2f KiB a task", now, each))
  }
  try timed("a zone is lost, and its tasks run elsewhere", "events") { big in
    let before = big.events
    try big.world.inject(
      name: "zone-outage", arguments: ["zone": "a", "lasts": "1h"], region: "us-east-1", cause: .command(0))
    big.pass(.minutes(5))
    try big.expect(big.running, tasks, "running tasks after the loss of a zone")
    return big.events - before
  }
  try timed("a tenth of the services is deployed anew", "events") { big in
    let before = big.events
    for number in stride(from: 0, to: size, by: 10) {
      try big.ask(
        "UpdateService", ["cluster": "harbor", "service": .string("s\(number)"), "taskDefinition": "web:2"])
    }
    big.pass(.minutes(10))
    try big.expect(big.running, tasks, "running tasks after the deployments")
    return big.events - before
  }
  try timed("tasks described by a hundred", "tasks") { big in
    let arns = try big.ask("ListTasks", ["cluster": "harbor", "maxResults": 100])["taskArns"] ?? []
    for _ in 0..<20 { try big.ask("DescribeTasks", ["cluster": "harbor", "tasks": arns]) }
    return 2_000
  }
  try timed("a page of tasks listed", "pages") { big in
    for _ in 0..<200 { try big.ask("ListTasks", ["cluster": "harbor"]) }
    return 200
  }
  try timed("a page of one service's tasks listed", "pages") { big in
    for _ in 0..<200 { try big.ask("ListTasks", ["cluster": "harbor", "serviceName": "s7"]) }
    return 200
  }
  try timed("a page of services listed", "pages") { big in
    for _ in 0..<200 { try big.ask("ListServices", ["cluster": "harbor"]) }
    return 200
  }
  try timed("the cluster described", "requests") { big in
    for _ in 0..<200 { try big.ask("DescribeClusters", ["clusters": ["harbor"], "include": ["STATISTICS"]]) }
    return 200
  }
  try timed("a copy is kept while ten minutes pass", "copies") { big in
    let copy = big.world
    big.pass(.minutes(10))
    return withExtendedLifetime(copy) { 1 }
  }
}

/// One service of as many tasks as it may have, deployed anew.
func measureRollout(tasks: Int, _ say: (Line) -> Void) throws {
  var big = try BigWorld(size: 0)
  try big.ask(
    "CreateService",
    [
      "cluster": "harbor", "serviceName": "wide", "taskDefinition": "far:1", "desiredCount": .integer(tasks),
      "launchType": "FARGATE",
      "networkConfiguration": [
        "awsvpcConfiguration": ["subnets": ["subnet-a", "subnet-b", "subnet-c"], "assignPublicIp": "ENABLED"]
      ],
    ])
  for (what, update) in [("one service gets its tasks", false), ("a rolling deployment of one service", true)] {
    let (began, before) = (processorSeconds(), big.events)
    if update { try big.ask("UpdateService", ["cluster": "harbor", "service": "wide", "taskDefinition": "far:2"]) }
    big.pass(.minutes(30))
    try big.expect(big.running, tasks, what)
    say(
      Line(what: what, size: tasks, seconds: processorSeconds() - began, count: big.events - before, unit: "events"))
  }
}

do {
  let words = CommandLine.arguments
  let sizes = words.firstIndex(of: "--sizes").flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
  var known: [String: Line] = [:]
  func say(_ line: Line) {
    print(line.text(before: known[line.what]))
    known[line.what] = line
    fflush(nil)
  }
  print("size   what".padded(52) + "processor")
  for size in (sizes ?? "50,500,5000").split(separator: ",").compactMap({ Int($0) }) { try measure(size: size, say) }
  for tasks in [50, 500, 5_000] { try measureRollout(tasks: tasks, say) }
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
