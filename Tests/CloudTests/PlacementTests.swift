/// Where tasks go. Worked examples: three instances, i1 and i2 in zone a, i3 in zone b, each 2,048 CPU units and
/// 3,884 MiB; a task takes 512 CPU units and 1,024 MiB, so three fit by memory. Source of the strategies: ECS Developer
/// Guide, "Use strategies to define Amazon ECS task placement".
import Documents
import SimulationKit
import Testing

@testable import Cloud

@Suite("Placement")
struct PlacementTests {
  private struct Yard {
    var region: Region
    /// Names by id, in the order of the ids: i1 < i2 in zone a, then i3 in zone b.
    var names: [String: String] = [:]

    /// Instances get ids in the order of their names, so that ties go to i1.
    init(_ zones: [String] = ["a", "a", "b"], memory: Int = 1_024, constraints: [ECS.PlacementConstraint] = []) throws {
      var network = Network()
      network.vpcs["vpc"] = .init(id: "vpc", cidrBlock: "10.0.0.0/16", isDefault: true)
      var images = ImageCatalogue()
      images.repositories["nginx"] = ["latest": .init()]
      region = Region(
        name: "us-east-1", account: "123456789012", mint: IdentifierMint(stream: SeededStream(seed: 1)),
        plan: StartingPlan(network: network, images: images, identity: Identity(), logs: LogGroups()))
      region.ecs.clusters["harbor"] = ECS.Cluster(name: "harbor")
      var waiting: [(String, ECS.ContainerInstance)] = []
      for (index, zone) in zones.enumerated() {
        var registration = ECS.InstanceRegistration(cluster: "harbor")
        registration.ec2InstanceID = "i-\(index + 1)"
        registration.instanceType = "t3.medium"
        registration.availabilityZone = "us-east-1\(zone)"
        waiting.append(("i\(index + 1)", try region.registerContainerInstance(registration)))
      }
      names = Dictionary(uniqueKeysWithValues: waiting.map { ($0.1.id, $0.0) })
      var family = ECS.Family(name: "app")
      family.revisions = [Self.definition(memory: memory, constraints)]
      region.ecs.families["app"] = family
    }

    static func definition(memory: Int, _ constraints: [ECS.PlacementConstraint]) -> ECS.TaskDefinition {
      var container = ECS.ContainerDefinition(name: "app", image: "nginx")
      container.cpuUnits = 512
      container.memoryMiB = memory
      return ECS.TaskDefinition(
        family: "app", revision: 1, document: [:], containers: [container],
        networkMode: .bridge, cpuUnits: nil, memoryMiB: nil, requiresCompatibilities: [], compatibilities: [.ec2],
        taskRoleARN: nil, executionRoleARN: nil, placementConstraints: constraints, requiresAttributes: [], tags: [],
        registeredAt: .worldStart, registeredBy: "")
    }

    /// The instances that `count` tasks go to, one after another; the reason where one is refused.
    mutating func place(
      _ count: Int, _ strategy: [ECS.PlacementStrategy] = [], service: Bool = false,
      constraints: [ECS.PlacementConstraint] = []
    ) -> [String] {
      (0..<count).map { _ in
        var order = ECS.TaskOrder(
          cluster: "harbor", family: "app", revision: 1, launch: .launchType(.ec2),
          service: service ? ECS.ServiceKey(cluster: "harbor", name: "web") : nil)
        order.placementStrategy = strategy
        order.placementConstraints = constraints
        switch region.launchTask(order) {
        case .started(let id): return names[region.ecs.tasks[id]?.containerInstance ?? ""] ?? "?"
        case .refused(let failures): return failures.map(\.reason).joined(separator: " ")
        }
      }
    }
  }

  /// The examples name the instances in the order of their ids.
  private func named(_ placed: [String], in yard: Yard) -> [String] {
    let byID = yard.names.sorted { $0.key < $1.key }.map(\.value)
    let zoneA = byID.filter { $0 != "i3" }
    let renamed = [zoneA[0]: "first a", zoneA[1]: "second a", "i3": "b"]
    return placed.map { renamed[$0] ?? $0 }
  }

  @Test func servicesSpreadOverZonesThenInstances() throws {
    var yard = try Yard()
    let placed = yard.place(4, service: true)
    // Zones in turn; where both have as many tasks the lowest id decides, so only the counts are certain.
    #expect(placed.count { $0 == "i3" } == 2)
    #expect(placed.count { $0 == "i1" } == 1)
    #expect(placed.count { $0 == "i2" } == 1)
  }

  @Test func binpackFillsOneInstanceAfterTheOther() throws {
    var yard = try Yard()
    let placed = yard.place(9, [.init(kind: .binpack, field: "memory")])
    // 3,884 MiB hold three tasks of 1,024 MiB: each instance is full before the next begins.
    for group in [placed[0..<3], placed[3..<6], placed[6..<9]] { #expect(Set(group).count == 1) }
    #expect(Set(placed).count == 3)
    #expect(
      yard.place(1, [.init(kind: .binpack, field: "memory")]) == ["RESOURCE:MEMORY RESOURCE:MEMORY RESOURCE:MEMORY"])
  }

  @Test func spreadOverZonesThenBinpack() throws {
    var yard = try Yard()
    let strategy: [ECS.PlacementStrategy] = [
      .init(kind: .spread, field: "attribute:ecs.availability-zone"), .init(kind: .binpack, field: "memory"),
    ]
    let placed = named(yard.place(7, strategy), in: yard)
    #expect(placed.prefix(6).sorted() == ["b", "b", "b", "first a", "first a", "first a"])
    #expect(zip(placed, placed.dropFirst()).prefix(5).allSatisfy { $0 != $1 }, "zones take turns")
    #expect(placed[6] == "second a", "both are full")
  }

  @Test func spreadOverInstances() throws {
    var yard = try Yard()
    let placed = yard.place(6, [.init(kind: .spread, field: "instanceId")])
    #expect(Set(placed.prefix(3)).count == 3)
    #expect(Array(placed[0..<3]) == Array(placed[3..<6]))
  }

  @Test func distinctInstanceTakesEachOnce() throws {
    var yard = try Yard()
    let placed = yard.place(4, constraints: [.init(kind: .distinctInstance, expression: nil)])
    #expect(Set(placed.prefix(3)) == ["i1", "i2", "i3"])
    #expect(placed[3].hasPrefix("DistinctInstance placement constraint unsatisfied."))
  }

  @Test func memberOfLeavesOnlyItsMembers() throws {
    var yard = try Yard()
    let zoneB = ECS.PlacementConstraint(kind: .memberOf, expression: "attribute:ecs.availability-zone == us-east-1b")
    #expect(yard.place(4, constraints: [zoneB]).prefix(3) == ["i3", "i3", "i3"])
    let nowhere = ECS.PlacementConstraint(kind: .memberOf, expression: "attribute:gpu exists")
    #expect(
      yard.place(1, constraints: [nowhere]).first?.contains("MemberOf placement constraint unsatisfied.") == true)
  }

  @Test func constraintsOfTheTaskDefinitionBindToo() throws {
    var yard = try Yard(constraints: [.init(kind: .memberOf, expression: "ec2InstanceId == i-2")])
    #expect(yard.place(2, service: true) == ["i2", "i2"])
  }

  @Test func closedInstancesTakeNothing() throws {
    var yard = try Yard()
    let ids = yard.names.sorted { $0.value < $1.value }.map(\.key)
    _ = try yard.region.updateContainerInstancesState([ids[0]], inCluster: "harbor", status: "DRAINING")
    yard.region.setAgentConnected(false, onInstance: ids[1])
    #expect(yard.place(3) == ["i3", "i3", "i3"])
    #expect(yard.place(1) == ["AGENT RESOURCE:MEMORY"] || yard.place(1) == ["RESOURCE:MEMORY AGENT"])
  }

  @Test func spreadByAnAttributeUsesInstancesWithoutItLast() throws {
    var yard = try Yard()
    let ids = yard.names.sorted { $0.value < $1.value }.map(\.key)
    _ = try yard.region.putAttributes(
      [(ids[0], "r1"), (ids[2], "r2")].map {
        .init(name: "rack", value: $0.1, targetID: $0.0, targetType: "container-instance")
      }, inCluster: "harbor")
    let placed = yard.place(7, [.init(kind: .spread, field: "attribute:rack")])
    #expect(Set(placed.prefix(6)) == ["i1", "i3"])
    #expect(placed[6] == "i2")
  }

  /// A constraint that every instance meets keeps the quick way for services from being taken.
  @Test func quickWayAndStrategiesAgree() throws {
    let zones = ["a", "b", "a", "c", "b", "a"]
    let everywhere = ECS.PlacementConstraint(kind: .memberOf, expression: "agentConnected == true")
    var (quick, slow) = (try Yard(zones), try Yard(zones))
    for _ in 1...20 {
      #expect(quick.place(1, service: true) == slow.place(1, service: true, constraints: [everywhere]))
    }
  }

  /// The quick way passes over blocks of 64 instances that are full: to the last place of 150 instances, three each.
  @Test func quickWayAndStrategiesAgreeWhereBlocksFillUp() throws {
    let zones = (0..<150).map { $0 < 100 ? "a" : "b" }
    let everywhere = ECS.PlacementConstraint(kind: .memberOf, expression: "agentConnected == true")
    var (quick, slow) = (try Yard(zones), try Yard(zones))
    #expect(quick.place(455, service: true) == slow.place(455, service: true, constraints: [everywhere]))
  }

  @Test func sameOrdersGoToTheSamePlaces() throws {
    var (one, other) = (try Yard(), try Yard())
    #expect(one.place(8) == other.place(8))
  }
}
