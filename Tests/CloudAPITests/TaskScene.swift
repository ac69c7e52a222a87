/// A cluster with what tasks need, and short words for running and looking at them.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

struct TaskScene {
  var cloud: TestCloud

  /// A cluster `harbor`, with container instances of the given zones.
  init(
    seed: UInt64 = 1, images: String = "{}", logGroups: String = "[]", zones: [String] = [], type: String = "t3.medium"
  )
    throws
  {
    cloud = TestCloud(seed: seed, plan: try Self.plan(images: images, logGroups: logGroups))
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
    for (index, zone) in zones.enumerated() { try addInstance(zone: zone, host: "i-\(index + 1)", type: type) }
  }

  static func plan(images: String, logGroups: String) throws -> StartingPlan {
    try StartingPlan(
      document: try DocumentReader.read(
        """
        {"network": {
          "vpcs": [{"id": "vpc-1", "cidr": "10.0.0.0/16", "default": true}],
          "subnets": [
            {"id": "subnet-a", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.1.0/24", "maps-public-ip": true},
            {"id": "subnet-b", "vpc": "vpc-1", "zone": "b", "cidr": "10.0.2.0/24", "maps-public-ip": true},
            {"id": "subnet-nat", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.3.0/24", "route": "nat"},
            {"id": "subnet-dark", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.4.0/24", "route": "none"},
            {"id": "subnet-tiny", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.5.0/29"}],
          "security-groups": [{"id": "sg-1", "vpc": "vpc-1"}]},
         "images": {
          "nginx": {"latest": {"listens-on": [80], "executables": ["nginx"]}},
          "busybox": {"latest": {"exits-after": "1s"}},
          "registry.example/harbor/web": {"1.0": {"size-mb": 120, "listens-on": [80], "ready-after": "5s"}}},
         "roles": [
          {"name": "ecsTaskExecutionRole", "policies": ["AmazonECSTaskExecutionRolePolicy"]},
          {"name": "taskRole"}, {"name": "bareRole"}, {"name": "lambdaRole", "trusts": ["lambda.amazonaws.com"]}],
         "log-groups": \(logGroups)}
        """
      ).merging(images: try DocumentReader.read(images)))
  }

  @discardableResult
  mutating func addInstance(zone: String, host: String, type: String = "t3.medium") throws -> String {
    let identity =
      #"{\"instanceId\":\"\#(host)\",\"instanceType\":\"\#(type)\",\"availabilityZone\":\"us-east-1\#(zone)\"}"#
    let reply = try cloud.call(
      "RegisterContainerInstance", #"{"cluster":"harbor","instanceIdentityDocument":"\#(identity)"}"#)
    return reply["containerInstance"]?["containerInstanceArn"]?.string ?? ""
  }

  /// A Fargate task definition of 256 CPU units and 512 MiB.
  mutating func registerFargate(_ containers: String, family: String = "web", more: String = "") throws {
    try cloud.call(
      "RegisterTaskDefinition",
      """
      {"family": "\(family)", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
       "requiresCompatibilities": ["FARGATE"], "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
       "containerDefinitions": \(containers)\(more)}
      """)
  }

  mutating func registerEC2(_ containers: String, family: String = "app", more: String = "") throws {
    try cloud.call(
      "RegisterTaskDefinition", #"{"family": "\#(family)", "containerDefinitions": \#(containers)\#(more)}"#)
  }

  static let publicNetwork =
    #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a"], "assignPublicIp": "ENABLED"}}"#

  /// The id of one new Fargate task.
  mutating func runFargate(_ family: String = "web", network: String = publicNetwork, more: String = "") throws
    -> String
  {
    try run(#"{"cluster":"harbor","taskDefinition":"\#(family)","launchType":"FARGATE",\#(network)\#(more)}"#).first
      ?? ""
  }

  /// The ids of new EC2 tasks.
  mutating func runEC2(_ family: String = "app", count: Int = 1, more: String = "") throws -> [String] {
    try run(#"{"cluster":"harbor","taskDefinition":"\#(family)","count":\#(count)\#(more)}"#)
  }

  private mutating func run(_ input: String) throws -> [String] {
    let reply = try cloud.call("RunTask", input)
    return reply["tasks"]?.list?.compactMap { $0["taskArn"]?.string?.split(separator: "/").last.map(String.init) } ?? []
  }

  mutating func task(_ id: String) throws -> Document {
    try cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(id)"],"include":["TAGS"]}"#)["tasks"]?[0] ?? [:]
  }

  /// `lastStatus desiredStatus`.
  mutating func status(_ id: String) throws -> String {
    let task = try task(id)
    return "\(task["lastStatus"]?.string ?? "-") \(task["desiredStatus"]?.string ?? "-")"
  }

  /// Lets time pass until the task is in `status`, at most an hour.
  mutating func advance(until status: String, _ id: String) throws {
    cloud.world.advance(to: cloud.world.now + .hours(1)) { world, _ in
      world.regions["us-east-1"]?.ecs.tasks[id]?.lastStatus.rawValue == status ? .stop : .goOn
    }
  }

  /// The statuses that the event log has for the task, each once in a row.
  func statuses(_ id: String) -> [String] {
    cloud.world.eventLog.all.filter { $0.source == "task/\(id)" }.map(\.message)
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  var brokenPromises: [String] {
    cloud.world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises }
  }
}

extension Document {
  fileprivate func merging(images: Document) -> Document {
    guard var plan = object, var all = plan["images"]?.object else { return self }
    for member in images.object?.members ?? [] { all[member.key] = member.value }
    plan["images"] = .object(all)
    return .object(plan)
  }

  /// The named container of a task.
  func container(_ name: String) -> Document { self["containers"]?.list?.first { $0["name"]?.string == name } ?? [:] }

  /// Seconds of a timestamp member, after `start`.
  func seconds(_ member: String, after start: String) -> Double {
    (self[member]?.double ?? .nan) - (self[start]?.double ?? .nan)
  }
}
