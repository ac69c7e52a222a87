/// EC2 instances as others use them: launched and terminated, they boot, join their cluster and leave it.
///
/// Expected times: runtime sheet, section 5.4 (100 s from the launch to the registered agent).
import Cloud
import SimulationKit
import Testing

struct EC2InstanceTests {
  private var world: World

  init() throws {
    var network = Network()
    network.vpcs["vpc-1"] = .init(id: "vpc-1", cidrBlock: "10.0.0.0/16", isDefault: true)
    network.subnets["subnet-a"] = .init(
      id: "subnet-a", vpcID: "vpc-1", availabilityZone: "a", cidrBlock: "10.0.0.0/28", mapsPublicIPOnLaunch: true,
      reachesInternet: true)
    network.securityGroups["sg-1"] = .init(id: "sg-1", name: "default", vpcID: "vpc-1")
    world = World(
      seed: 1,
      plan: StartingPlan(network: network, images: ImageCatalogue(), identity: Identity(), logs: LogGroups()))
    try createCluster("harbor")
  }

  private mutating func createCluster(_ name: String) throws {
    try change { (region: inout Region) throws(ServiceFailure) in
      _ = try region.createCluster(named: name, ECS.ClusterRequest(), principal: "arn:aws:iam::123456789012:user/me")
    }
  }

  private mutating func change<Value>(
    _ rule: (inout Region) throws(ServiceFailure) -> Value
  ) throws(ServiceFailure) -> Value {
    try world.changeRegion("us-east-1", cause: .start, rule)
  }

  private mutating func launch(_ launch: EC2.Launch) throws -> EC2.InstanceID {
    try change { (region: inout Region) throws(ServiceFailure) in try region.launchInstance(launch) }
  }

  private mutating func advance(seconds: Int) { world.advance(to: world.now + .seconds(seconds)) }
  private var region: Region? { world.regions["us-east-1"] }

  @Test mutating func joinsItsClusterWhenItHasBooted() throws {
    let id = try launch(EC2.Launch(instanceType: "t3.medium", cluster: "harbor", owner: "group-1"))
    #expect(region?.ec2.instances[id]?.state == .pending)
    advance(seconds: 99)
    #expect(region?.ec2.instances[id]?.state == .running)
    #expect(region?.ecs.containerInstances.isEmpty == true)
    advance(seconds: 1)
    let host = try #require(region?.ecs.containerInstances.values.first)
    #expect(host.ec2InstanceID == id)
    #expect(host.cluster == "harbor")
    #expect(host.availabilityZone == "us-east-1a")
    #expect(host.registeredMemoryMiB == 3_884)  // t3.medium, runtime sheet 4.7
    #expect(region?.ec2.instances[id]?.containerInstance == host.id)
  }

  @Test mutating func deregistersWhenItIsTerminatedAndIsForgottenAnHourLater() throws {
    let id = try launch(EC2.Launch(instanceType: "t3.medium", cluster: "harbor"))
    advance(seconds: 100)
    try change { (region: inout Region) throws(ServiceFailure) in try region.terminateInstance(id) }
    #expect(region?.ec2.instances[id]?.state == .shuttingDown)
    #expect(region?.ecs.containerInstances.values.first?.status == .inactive)
    let free = try #require(region?.network.subnets["subnet-a"]?.availableAddressCount)
    advance(seconds: 30)
    #expect(region?.ec2.instances[id]?.state == .terminated)
    #expect(region?.network.subnets["subnet-a"]?.availableAddressCount == free + 1)
    advance(seconds: 3_600)
    #expect(region?.ec2.instances[id] == nil)
  }

  @Test mutating func oneThatIsTerminatedWhileItBootsNeverRegisters() throws {
    let id = try launch(EC2.Launch(instanceType: "t3.medium", cluster: "harbor"))
    advance(seconds: 50)
    try change { (region: inout Region) throws(ServiceFailure) in try region.terminateInstance(id) }
    advance(seconds: 600)
    #expect(region?.ecs.containerInstances.isEmpty == true)
  }

  @Test mutating func waitsForAClusterThatIsMissing() throws {
    _ = try launch(EC2.Launch(instanceType: "t3.medium", cluster: "late"))
    advance(seconds: 600)
    #expect(region?.ecs.containerInstances.isEmpty == true)
    try createCluster("late")
    advance(seconds: 30)
    #expect(region?.ecs.containerInstances.values.first?.cluster == "late")
  }

  @Test mutating func staysRegisteredWhereItsAgentWasCutOff() throws {
    let id = try launch(EC2.Launch(instanceType: "t3.medium", cluster: "harbor"))
    advance(seconds: 100)
    try change { (region: inout Region) throws(ServiceFailure) in
      guard let host = region.ecs.containerInstances.values.first else { return }
      region.setAgentConnected(false, onInstance: host.id)
      try region.terminateInstance(id)
    }
    advance(seconds: 60)
    #expect(region?.ecs.containerInstances.values.first?.status == .active)
    #expect(region?.ecs.containerInstances.values.first?.isAgentConnected == false)
  }

  @Test mutating func aSubnetHoldsAsManyAsItHasAddresses() throws {
    // A /28 has 16 addresses, 5 of them AWS's own.
    for _ in 0..<11 { _ = try launch(EC2.Launch(instanceType: "t3.nano")) }
    #expect(throws: ServiceFailure.self) { _ = try launch(EC2.Launch(instanceType: "t3.nano")) }
    #expect(region?.ec2.instances.count == 11)
  }

  @Test mutating func aHostThatFailsTakesItsInstanceWithIt() throws {
    let id = try launch(EC2.Launch(instanceType: "t3.medium", cluster: "harbor"))
    advance(seconds: 100)
    let host = try #require(region?.ecs.containerInstances.values.first?.id)
    try change { (region: inout Region) throws(ServiceFailure) in region.terminateHost(ofInstance: host) }
    #expect(region?.ec2.instances[id]?.state == .terminated)
  }
}
