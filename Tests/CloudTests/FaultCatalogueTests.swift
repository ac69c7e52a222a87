/// The catalogue of faults, and how a fault's name and arguments are refused.
import Documents
import SimulationKit
import Testing

@testable import Cloud

@Suite("The catalogue of faults")
struct FaultCatalogueTests {
  @Test func everyFaultIsDescribedOnce() {
    #expect(
      FaultCatalogue.all.map(\.name).sorted { $0.rawValue < $1.rawValue }
        == FaultName.allCases.sorted { $0.rawValue < $1.rawValue })
    for fault in FaultCatalogue.all {
      let name = fault.name.rawValue
      #expect(name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(name) is a name that a lesson can write")
      #expect(fault.summary.count <= 90 && fault.summary.last != ".")
      #expect(!fault.evidence.isEmpty)
      #expect(Set(fault.arguments.map(\.name)).count == fault.arguments.count)
      #expect(fault.arguments.allSatisfy { !$0.isRequired || $0.standard == nil })
      #expect(FaultCatalogue.named(name) == fault)
    }
    #expect(FaultCatalogue.named("zone-outge") == nil)
  }

  /// A default is an argument like any other.
  @Test func defaultsCanBeRead() throws {
    for fault in FaultCatalogue.all {
      var given: Document.Object = [:]
      for argument in fault.arguments where argument.isRequired { given[argument.name] = "x" }
      let arguments = try FaultArguments(given, of: fault)
      for argument in fault.arguments where argument.standard != nil {
        switch argument.kind {
        case .number: _ = try arguments.number(argument.name)
        case .span: _ = try arguments.span(argument.name)
        case .spanOrForever: _ = try arguments.lasts
        case .word: _ = try arguments.word(argument.name)
        case .task, .service, .cluster, .container, .instance, .zone, .image, .registry, .role, .secret, .logGroup,
          .subnet, .function, .action, .resource, .fault:
          Issue.record("\(argument.name) of \(fault.name.rawValue) has a default for a name")
        }
      }
    }
  }

  private static func world() throws -> World {
    World(
      seed: 1,
      plan: try StartingPlan(
        document: try DocumentReader.read(
          """
          {"network": {"vpcs": [{"id": "vpc-1", "cidr": "10.0.0.0/16"}],
            "subnets": [{"id": "subnet-quay-a", "vpc": "vpc-1", "zone": "a", "cidr": "10.0.1.0/24"},
                        {"id": "subnet-quay-b", "vpc": "vpc-1", "zone": "b", "cidr": "10.0.2.0/24"}]},
           "images": {"registry.example/harbor/web": {"1.0": {}, "1.1": {}}, "nginx": {"latest": {}},
                      "old.example/web": {"1": {}}},
           "roles": [{"name": "ecsTaskExecutionRole"}], "log-groups": ["/ecs/web"]}
          """)))
  }

  /// `NAME key=value …` as a learner types it.
  private static func inject(_ line: String, into world: inout World) throws(FaultRefusal) {
    let words = line.split(separator: " ").map(String.init)
    var arguments: Document.Object = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      arguments[parts[0]] = .string(parts.count == 2 ? parts[1] : "")
    }
    try world.inject(name: words[0], arguments: arguments, region: "us-east-1", cause: .command(1))
  }

  @Test(arguments: [
    ("zone-outge zone=a", "there is no fault 'zone-outge'; `inject help` lists those there are"),
    ("zone-outage", "zone-outage needs zone: the zone, or the letter at its end, as in zone=ZONE"),
    ("zone-outage zone=z", "there is no zone 'z' here; there is us-east-1a, us-east-1b"),
    ("zone-outage zone=a last=5m", "zone-outage takes no argument 'last'; it takes zone, lasts"),
    ("zone-outage zone=a lasts=soon", "lasts='soon' is no length of time; write one such as 90s, 5m or 2h"),
    ("zone-outage zone=a lasts=0s", "lasts='0s' is no time at all; write one such as 90s or 5m, or forever"),
    ("zone-outage zone=", "zone is empty; write zone=VALUE, or leave it out"),
    ("task-killed", "no task runs here; start one first"),
    ("task-killed exit=256", "no task runs here; start one first"),
    ("task-killed service=web", "there is no service 'web' here, nor any other"),
    ("task-killed cluster=harbor", "there is no cluster 'harbor' here, nor any other"),
    ("instance-terminated", "there is no container instance here; tasks on Fargate have none"),
    ("spot-wave share=0", "share='0' is no whole number from 1 to 100"),
    (
      "spot-wave",
      "no task runs on FARGATE_SPOT here; start one with --capacity-provider-strategy capacityProvider=FARGATE_SPOT"
    ),
    ("capacity-refused launch=EC2", "launch='EC2' is neither of FARGATE, FARGATE_SPOT"),
    (
      "registry-tag-missing image=registry.example/harbor/web",
      "image='registry.example/harbor/web' names no tag; "
        + "write image=REPOSITORY:TAG"
    ),
    (
      "registry-tag-missing image=wbe:1.0",
      "there is no repository 'wbe' here; there is registry.example/harbor/web, nginx, old.example/web"
    ),
    (
      "image-broken image=web:1.0",
      "'web' is the end of registry.example/harbor/web and old.example/web; write the whole name"
    ),
    ("image-broken image=nginx:9", "there is no tag of nginx '9' here; there is latest"),
    ("image-broken image=nginx exits=x", "exits='x' is no whole number from 0 to 255"),
    ("role-missing role=admin", "there is no role 'admin' here; there is ecsTaskExecutionRole"),
    ("logs-down group=/ecs/api", "there is no log group '/ecs/api' here; there is /ecs/web"),
    ("log-group-missing group=/ecs/api", "there is no log group '/ecs/api' here; there is /ecs/web"),
    ("subnet-full subnet=quay-c", "there is no subnet 'quay-c' here; there is subnet-quay-a, subnet-quay-b"),
    (
      "registry-down registry=docker.oi",
      "there is no registry 'docker.oi' here; there is registry.example, docker.io, old.example"
    ),
    ("network-slow factor=1", "factor='1' is no whole number from 2 to 100"),
    ("mend", "no fault stands here, so there is nothing to mend"),
  ])
  func refusals(line: String, expected: String) throws {
    var world = try Self.world()
    #expect(throws: FaultRefusal.self) { try Self.inject(line, into: &world) }
    do throws(FaultRefusal) { try Self.inject(line, into: &world) } catch { #expect(error.message == expected) }
    #expect(world.eventLog.nextNumber == 1, "a refused fault leaves no trace")
    #expect(world.regions.isEmpty)
  }

  /// An escape sequence never gets as far as a terminal.
  @Test(arguments: ["\u{1B}[2J", "a\u{202E}b", "a\nb", String(repeating: "x", count: 513)])
  func strangeValuesAreRefused(value: String) throws {
    var world = try Self.world()
    #expect(throws: FaultRefusal.self) {
      try world.inject(
        name: "secret-missing", arguments: ["secret": .string(value)], region: "us-east-1", cause: .command(1))
    }
  }

  @Test(arguments: [
    ("zone-outage zone=us-east-1a", "zone us-east-1a fails until 09:05:00, with 0 tasks"),
    ("zone-outage zone=a lasts=90s", "zone us-east-1a fails until 09:01:30, with 0 tasks"),
    ("zone-outage zone=quay-b lasts=forever", "zone us-east-1b fails, with 0 tasks"),
    ("registry-tag-missing image=harbor/web:1.5", "image registry.example/harbor/web:1.5 is gone from its registry"),
    ("registry-denied image=nginx", "image docker.io/library/nginx can no longer be pulled"),
    (
      "image-broken image=registry.example/harbor/web:1.1 exits=3 after=1.5s",
      "image registry.example/harbor/web:1.1 is pushed anew and ends with exit code 3 after 1.500 s"
    ),
    ("registry-down", "no image registry answers until 09:05:00"),
    ("logs-down", "CloudWatch Logs takes no events of containers until 09:05:00"),
    (
      "logs-down group=/ecs/web lasts=forever",
      "CloudWatch Logs takes no events of containers for log group /ecs/web"
    ),
    ("role-missing role=arn:aws:iam::123456789012:role/ecsTaskExecutionRole", "role ecsTaskExecutionRole is deleted"),
    ("capacity-refused zone=b lasts=60", "FARGATE has no capacity in us-east-1b until 09:01:00"),
    ("subnet-full subnet=quay-a", "subnet subnet-quay-a has no free address left until 09:10:00"),
  ])
  func whatIsSaidWhenItBegins(line: String, expected: String) throws {
    var world = try Self.world()
    try Self.inject(line, into: &world)
    let record = try #require(world.eventLog.all.first)
    #expect(record.kind == .fault)
    #expect(record.source == "fault/" + (line.split(separator: " ").first ?? ""))
    #expect(record.message == expected)
    #expect(record.cause == .command(1))
  }

  @Test func anEndIsARecordTooAndItsCauseIsTheBeginning() throws {
    var world = try Self.world()
    try Self.inject("zone-outage zone=a", into: &world)
    world.advance(to: world.now + .minutes(6))
    let records = Array(world.eventLog.all)
    #expect(
      records.map(\.message) == ["zone us-east-1a fails until 09:05:00, with 0 tasks", "zone us-east-1a is back"])
    #expect(records.map(\.cause) == [.command(1), .event(1)])
    #expect(records[1].instant == .worldStart + .minutes(5))
    #expect(world.regions["us-east-1"]?.faults.standing == [])
  }

  @Test func twoOfAKindAreOverWhenBothAre() throws {
    var world = try Self.world()
    try Self.inject("subnet-full subnet=quay-a lasts=2m", into: &world)
    try Self.inject("subnet-full subnet=quay-a lasts=5m", into: &world)
    world.advance(to: world.now + .minutes(3))
    func free(_ world: World) -> Int? {
      world.regions["us-east-1"]?.network.subnets["subnet-quay-a"]?.availableAddressCount
    }
    #expect(free(world) == 0)
    world.advance(to: world.now + .minutes(3))
    #expect(free(world) == 251)  // 256 less AWS's own five
  }

  @Test func mendingEndsWhatStandsAndNothingEndsTwice() throws {
    var world = try Self.world()
    try Self.inject("role-missing role=ecsTaskExecutionRole", into: &world)
    try Self.inject("zone-outage zone=a", into: &world)
    try Self.inject("log-group-missing group=/ecs/web", into: &world)
    #expect(world.regions["us-east-1"]?.identity.roles.isEmpty == true)
    try Self.inject("mend fault=role-missing", into: &world)
    #expect(world.regions["us-east-1"]?.identity.role("ecsTaskExecutionRole") != nil)
    #expect(world.regions["us-east-1"]?.faults.standing.map(\.name) == [.zoneOutage, .logGroupMissing])
    try Self.inject("mend", into: &world)
    #expect(world.regions["us-east-1"]?.logs.groups.keys == ["/ecs/web"])
    let count = world.eventLog.nextNumber
    world.advance(to: world.now + .hours(1))
    #expect(world.eventLog.nextNumber == count)
  }
}
