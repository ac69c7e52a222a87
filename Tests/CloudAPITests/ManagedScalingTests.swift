/// Capacity providers of Auto Scaling groups at work: tasks that wait, groups that grow and shrink, hosts that drain.
///
/// Times are worked out from the runtime sheet: a look on each full minute, a group's turn on the full ten seconds, 100 s
/// from launch to the registered agent, 300 s of warm-up, 15 looks below the target. A t3.medium has 2,048 CPU units and
/// 3,884 MiB: one task of `big` (2,500 MiB) fits, or seven of `small` (500 MiB).
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

struct CapacityScene {
  var cloud: TestCloud

  /// A cluster `harbor` with the provider `hosts` of the group `hosts` as its default strategy, and all of it set up.
  init(
    desired: Int = 0, maximum: Int = 10, scaling: String = #"{"status":"ENABLED"}"#, provider: String = "",
    group: String = ""
  ) throws {
    cloud = TestCloud(plan: try TaskScene.plan(images: "{}", logGroups: "[]"))
    try cloud.call(
      "CreateAutoScalingGroup",
      #"{"AutoScalingGroupName":"hosts","MinSize":0,"MaxSize":\#(maximum),"DesiredCapacity":\#(desired),"#
        + #""VPCZoneIdentifier":"subnet-a,subnet-b","MixedInstancesPolicy":{"LaunchTemplate":{"#
        + #""LaunchTemplateSpecification":{"LaunchTemplateName":"web"},"Overrides":[{"InstanceType":"t3.medium"}]}}"#
        + #"\#(group)}"#, service: "autoscaling")
    try cloud.call(
      "CreateCapacityProvider",
      #"{"name":"hosts","autoScalingGroupProvider":{"autoScalingGroupArn":"hosts","managedScaling":\#(scaling)"#
        + #"\#(provider)}}"#)
    try cloud.call(
      "CreateCluster",
      #"{"clusterName":"harbor","capacityProviders":["hosts"],"defaultCapacityProviderStrategy":"#
        + #"[{"capacityProvider":"hosts","weight":1}]}"#)
    for (family, memory) in [("big", 2_500), ("small", 500), ("huge", 8_000)] {
      try cloud.call(
        "RegisterTaskDefinition",
        #"{"family":"\#(family)","containerDefinitions":[{"name":"app","image":"nginx","memory":\#(memory)}]}"#)
    }
    // Until attachments stand and instances that the group begins with have joined.
    cloud.world.advance(to: .worldStart + .minutes(5))
  }

  /// The ids of new tasks, started by the cluster's default strategy.
  @discardableResult
  mutating func run(_ family: String, _ count: Int, _ more: String = "") throws -> [String] {
    let reply = try cloud.call(
      "RunTask", #"{"cluster":"harbor","taskDefinition":"\#(family)","count":\#(count)\#(more)}"#)
    #expect(reply["failures"] == [])
    return reply["tasks"]?.list?.compactMap { $0["taskArn"]?.string?.split(separator: "/").last.map(String.init) } ?? []
  }

  mutating func create(_ family: String, count: Int, _ more: String = "") throws {
    try cloud.call(
      "CreateService",
      #"{"cluster":"harbor","serviceName":"web","taskDefinition":"\#(family)","desiredCount":\#(count)\#(more)}"#)
  }

  var region: Region { cloud.world.regions["us-east-1"] ?? cloud.world.regions.values[0] }
  var group: AutoScaling.Group { region.autoScaling.groups["hosts"] ?? region.autoScaling.groups.values[0] }
  var hosts: [ECS.ContainerInstance] { region.ecs.containerInstances.values.filter { $0.status != .inactive } }
  func tasks(_ status: ECS.TaskStatus) -> Int {
    region.ecs.tasks.all(inCluster: "harbor").count { $0.lastStatus == status }
  }
  func task(_ id: String) -> ECS.Task? { region.ecs.tasks[id] }

  /// Seconds since the scene was set up, and the change, of each change of the group's size.
  var sizes: [String] {
    cloud.world.eventLog.all
      .filter { $0.source == "auto-scaling-group/hosts" && $0.message.hasPrefix("desired capacity") }
      .map { "\(($0.instant - .worldStart).milliseconds / 1_000 - 300) \($0.message.dropFirst(17))" }
  }

  /// Nothing broken, and the hosts of the group are those that its instances say.
  var brokenPromises: [String] {
    cloud.world.regions.values.flatMap { $0.brokenPromises + $0.brokenServicePromises }
  }
  var pendingLooks: Int { cloud.world.pending.sorted.count { $0.payload.change.description.contains("looked at") } }
}

@Suite struct ManagedScalingTests {
  @Test func fromNothingAGroupGetsTwoAndThenWhatIsNeeded() throws {
    var scene = try CapacityScene()
    let ids = try scene.run("big", 7)
    #expect(scene.tasks(.provisioning) == 7)
    let waiting = try scene.cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(ids[0])"]}"#)["tasks"]?[0]
    #expect(waiting?["containerInstanceArn"] == nil)
    #expect(waiting?["availabilityZone"] == nil)
    #expect(waiting?["capacityProviderName"] == "hosts")
    #expect(waiting?["launchType"] == "EC2")
    // 60: the look, 200 %. 70: two launched. 170: registered, and two tasks placed.
    scene.cloud.advance(seconds: 61)
    #expect(scene.sizes == ["60 0 to 2"])
    scene.cloud.advance(seconds: 108)
    #expect(scene.tasks(.provisioning) == 7)
    scene.cloud.advance(seconds: 2)
    #expect(scene.hosts.count == 2)
    #expect(scene.tasks(.provisioning) == 5)
    #expect(Set(scene.hosts.map(\.capacityProviderName)) == ["hosts"])
    #expect(Set(scene.hosts.map(\.availabilityZone)) == ["us-east-1a", "us-east-1b"])
    // The newest instance is warm at 370; 5 more are needed at the next look: M = 2 + 5.
    scene.cloud.advance(seconds: 424)
    #expect(scene.sizes == ["60 0 to 2", "420 2 to 7"])
    #expect(scene.tasks(.running) == 7)
    #expect(scene.region.capacityReservation(.init(cluster: "harbor", provider: "hosts"))?.percent == 100)
    #expect(scene.brokenPromises == [])
  }

  /// Both instances are drained: the group still counts them, so two more than from nothing are wanted.
  @Test func drainedInstancesDoNotKeepAGroupFromGrowing() throws {
    var scene = try CapacityScene(desired: 2)
    let ids = scene.hosts.map { "\"\($0.id)\"" }.joined(separator: ",")
    try scene.cloud.call(
      "UpdateContainerInstancesState",
      #"{"cluster":"harbor","containerInstances":[\#(ids)],"status":"DRAINING"}"#)
    try scene.run("big", 1)
    scene.cloud.advance(seconds: 61)
    #expect(scene.sizes == ["60 2 to 4"])
    scene.cloud.advance(seconds: 240)
    #expect(scene.tasks(.running) == 1)
  }

  @Test func whatHappensToATaskThatWaitedFollowsFromItself() throws {
    var scene = try CapacityScene()
    try scene.run("big", 2)
    scene.cloud.advance(seconds: 240)
    let log = scene.cloud.world.eventLog
    let placed = log.all.filter { $0.message == "PENDING" }
    // Each when it is placed, and when its images are pulled.
    #expect(placed.count == 4)
    for record in placed {
      guard case .event(let number) = record.cause else {
        Issue.record("\(record.source) has the cause \(record.cause)")
        continue
      }
      #expect(log[number]?.source == record.source)
    }
  }

  /// A provider at its target, with nothing waiting, has nothing pending.
  @Test func aSteadyProviderIsQuiet() throws {
    var scene = try CapacityScene(desired: 2)
    #expect(scene.pendingLooks == 1)  // two idle instances: it may become smaller
    try scene.run("big", 2)
    scene.cloud.advance(seconds: 120)
    #expect(scene.tasks(.running) == 2)
    #expect(scene.pendingLooks == 0)
    let idle = try CapacityScene()
    #expect(idle.pendingLooks == 0)
    #expect(idle.cloud.world.pending.sorted.isEmpty)
  }

  @Test func idleInstancesGoByHalvesAfterFifteenLooks() throws {
    var scene = try CapacityScene(desired: 5)
    #expect(scene.hosts.count == 5)
    // The first look below the target is at 120 of the world, the fifteenth at 960: 660 after the scene was set up.
    // 5 -> 3 (half of 5 is 2). N is 3 at the next look: fifteen of them later 3 -> 2, then 2 -> 1, then 1 -> 0.
    scene.cloud.advance(seconds: 4_000)
    #expect(scene.sizes == ["660 5 to 3", "1560 3 to 2", "2460 2 to 1", "3360 1 to 0"])
    #expect(scene.hosts.isEmpty)
    #expect(scene.group.instances.isEmpty)
    #expect(scene.pendingLooks == 0)
  }

  @Test func aGroupStaysWithinItsBounds() throws {
    var scene = try CapacityScene(desired: 2, maximum: 3)
    try scene.cloud.call(
      "UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"hosts","MinSize":1}"#, service: "autoscaling")
    try scene.run("big", 6)
    scene.cloud.advance(seconds: 600)
    #expect(scene.group.size.desired == 3)
    #expect(scene.tasks(.running) == 3)
    for id in scene.region.ecs.tasks.all(inCluster: "harbor").map(\.id) {
      try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    }
    scene.cloud.advance(seconds: 4_000)
    #expect(scene.group.size.desired == 1)
    #expect(scene.hosts.count == 1)
  }

  /// M / N = 3 / 4 = 75 %: at a target of 75 one instance stays spare.
  @Test(arguments: [(100, 3), (75, 4)]) func aLowerTargetKeepsRoom(target: Int, size: Int) throws {
    var scene = try CapacityScene(desired: 4, scaling: #"{"status":"ENABLED","targetCapacity":\#(target)}"#)
    try scene.run("big", 3)
    scene.cloud.advance(seconds: 1_500)
    #expect(scene.group.size.desired == size)
    #expect(scene.tasks(.running) == 3)
    #expect(scene.brokenPromises == [])
  }

  @Test func protectionKeepsBusyInstances() throws {
    var scene = try CapacityScene(
      desired: 4, provider: #","managedTerminationProtection":"ENABLED","managedDraining":"DISABLED""#,
      group: #","NewInstancesProtectedFromScaleIn":true"#)
    let tasks = try scene.run("small", 1) + scene.run("small", 1)
    let busy = Set(tasks.compactMap { scene.task($0)?.containerInstance })
    scene.cloud.advance(seconds: 3_000)
    #expect(Set(scene.hosts.map(\.id)) == busy)
    #expect(scene.tasks(.running) == 2)
    #expect(scene.group.instances.count { $0.isProtected } == scene.group.instances.count)
  }

  /// Whoever makes the group smaller: an instance with no task goes at once, another when its task has left.
  @Test func protectionLetsEmptyInstancesGoThatAreTooMany() throws {
    var scene = try CapacityScene(
      desired: 2, provider: #","managedTerminationProtection":"ENABLED","managedDraining":"DISABLED""#,
      group: #","NewInstancesProtectedFromScaleIn":true"#)
    let task = try scene.run("big", 1)[0]
    let busy = try #require(scene.task(task)?.containerInstance)
    scene.cloud.advance(seconds: 60)
    try scene.cloud.call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName":"hosts","DesiredCapacity":0}"#, service: "autoscaling")
    scene.cloud.advance(seconds: 120)
    #expect(scene.hosts.map(\.id) == [busy])
    #expect(scene.tasks(.running) == 1)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(task)"}"#)
    scene.cloud.advance(seconds: 120)
    #expect(scene.hosts.isEmpty)
  }

  /// Without protection the oldest instance of the fullest zone goes, busy or not; with managed draining its tasks first.
  @Test func aBusyInstanceDrainsBeforeItGoes() throws {
    var scene = try CapacityScene(desired: 2)
    try scene.create("big", count: 2)
    scene.cloud.advance(seconds: 120)
    #expect(scene.tasks(.running) == 2)
    let oldest = try #require(scene.group.instances.first)
    try scene.cloud.call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName":"hosts","DesiredCapacity":1}"#, service: "autoscaling")
    scene.cloud.advance(seconds: 11)
    #expect(scene.group.instances.first?.state == .terminatingWait)
    #expect(scene.hosts.first { $0.ec2InstanceID == oldest.id }?.status == .draining)
    // Its task moves once there is room: the service starts another, which waits and makes the group larger again.
    scene.cloud.advance(seconds: 900)
    #expect(!scene.group.instances.contains { $0.id == oldest.id })
    #expect(scene.tasks(.running) == 2)
    #expect(
      scene.cloud.world.eventLog.all.allSatisfy {
        $0.reason?.hasPrefix("Host EC2") != true || $0.kind != .taskStateChange
      })
    #expect(scene.brokenPromises == [])
  }

  @Test func withoutDrainingABusyInstanceTakesItsTasksAlong() throws {
    var scene = try CapacityScene(desired: 1, provider: #","managedDraining":"DISABLED""#)
    let task = try scene.run("big", 1)[0]
    scene.cloud.advance(seconds: 60)
    let host = try #require(scene.hosts.first?.ec2InstanceID)
    try scene.cloud.call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName":"hosts","DesiredCapacity":0}"#, service: "autoscaling")
    scene.cloud.advance(seconds: 11)
    #expect(scene.task(task)?.stopCode == .terminationNotice)
    #expect(scene.task(task)?.stoppedReason == "Host EC2 (instance \(host)) terminated.")
  }

  @Test func aLostHostIsReplaced() throws {
    var scene = try CapacityScene(desired: 2)
    try scene.run("big", 2)
    scene.cloud.advance(seconds: 60)
    let lost = try #require(scene.group.instances.first?.id)
    scene.cloud.inject("instance-terminated instance=\(lost)")
    scene.cloud.advance(seconds: 200)
    #expect(scene.hosts.count == 2)
    #expect(!scene.group.instances.contains { $0.id == lost })
    #expect(scene.group.size.desired == 2)
  }
}

@Suite struct WaitingTaskTests {
  /// A task that no instance of the group could ever hold waits for half an hour.
  @Test func aTaskThatNeverFitsGivesUp() throws {
    var scene = try CapacityScene(desired: 1)
    let id = try scene.run("huge", 1)[0]
    scene.cloud.advance(seconds: 1_790)
    #expect(scene.task(id)?.lastStatus == .provisioning)
    #expect(scene.sizes.allSatisfy { !$0.contains("to 2") })
    scene.cloud.advance(seconds: 30)
    #expect(scene.task(id)?.lastStatus == .stopped)
    #expect(scene.task(id)?.stopCode == .taskFailedToStart)
    #expect(scene.task(id)?.stoppedReason == "TaskFailedToStart: EMPTY CAPACITY PROVIDER")
    #expect(scene.brokenPromises == [])
  }

  @Test func aTaskThatWaitsCanBeStopped() throws {
    var scene = try CapacityScene(maximum: 0)
    let id = try scene.run("big", 1)[0]
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)","reason":"enough"}"#)
    scene.cloud.advance(seconds: 20)
    #expect(scene.task(id)?.lastStatus == .stopped)
    #expect(scene.task(id)?.stoppedReason == "enough")
    #expect(scene.brokenPromises == [])
  }

  @Test func onlySoManyMayWait() throws {
    var scene = try CapacityScene(maximum: 0)
    try scene.cloud.world.changeRegion("us-east-1", cause: .start) { (region: inout Region) throws(ServiceFailure) in
      region.timing.capacity.maximumWaitingTasks = 3
    }
    let reply = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"big","count":5}"#)
    #expect(reply["tasks"]?.list?.count == 3)
    #expect(reply["failures"]?.list?.count == 1)
    try scene.create("big", count: 1)
    scene.cloud.advance(seconds: 30)
    #expect(
      scene.region.ecs.services.values.first?.events.first?.message
        == "(service web) was unable to place tasks in your cluster because the tasks provisioning capacity limit was "
        + "exceeded.")
  }

  /// Without managed scaling nobody will bring room.
  @Test func withoutManagedScalingThereIsNothingToWaitFor() throws {
    var scene = try CapacityScene(scaling: #"{"status":"DISABLED"}"#)
    let id = try scene.run("big", 1)[0]
    try scene.create("big", count: 1)
    scene.cloud.advance(seconds: 30)
    #expect(scene.task(id)?.stoppedReason == "TaskFailedToStart: EMPTY CAPACITY PROVIDER")
    #expect(
      scene.region.ecs.services.values.first?.events.first?.message
        == "(service web) was unable to reach steady state. Reason: No Container Instances were found in your capacity "
        + "provider.")
    try scene.cloud.call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName":"hosts","DesiredCapacity":1}"#, service: "autoscaling")
    scene.cloud.advance(seconds: 300)
    #expect(scene.tasks(.running) == 1)
  }
}

@Suite struct ProviderPlacementTests {
  /// Another instance of the cluster has room, but belongs to no provider.
  @Test func tasksGoToTheirProvidersInstances() throws {
    var scene = try CapacityScene(desired: 1)
    var registration = ECS.InstanceRegistration(cluster: "harbor")
    registration.instanceType = "m5.xlarge"
    let stray = try scene.cloud.world.changeRegion("us-east-1", cause: .start) {
      (region: inout Region) throws(ServiceFailure) in try region.registerContainerInstance(registration).id
    }
    let ids = try scene.run("small", 3)
    #expect(ids.allSatisfy { scene.task($0)?.containerInstance != stray })
    #expect(ids.allSatisfy { scene.task($0)?.capacityProviderName == "hosts" })
    let launched = try scene.run(
      "small", 1,
      #","launchType":"EC2","placementConstraints":[{"type":"memberOf","#
        + #""expression":"attribute:ecs.instance-type == m5.xlarge"}]"#)
    #expect(scene.task(launched[0])?.containerInstance == stray)
    #expect(scene.task(launched[0])?.capacityProviderName == nil)
  }

  @Test func aServiceFollowsItsProvider() throws {
    var scene = try CapacityScene()
    try scene.create("big", count: 3)
    scene.cloud.advance(seconds: 900)
    #expect(scene.tasks(.running) == 3)
    let service = try scene.cloud.call("DescribeServices", #"{"cluster":"harbor","services":["web"]}"#)["services"]?[0]
    #expect(service?["runningCount"] == 3)
    #expect(service?["launchType"] == nil)
    #expect(service?["capacityProviderStrategy"]?[0]?["capacityProvider"] == "hosts")
    #expect(
      try scene.cloud.refusal(
        "PutClusterCapacityProviders",
        #"{"cluster":"harbor","capacityProviders":[],"defaultCapacityProviderStrategy":[]}"#)
        == "ResourceInUseException: The specified capacity provider is in use and cannot be removed.")
    #expect(scene.brokenPromises == [])
  }

  /// A group's instances that have booted already join the cluster that its provider is given to.
  @Test func instancesJoinWhenTheirProviderIsGivenToACluster() throws {
    var cloud = TestCloud()
    try cloud.createGroup("late", desired: 2)
    cloud.advance(seconds: 200)
    try cloud.call(
      "CreateCapacityProvider", #"{"name":"late","autoScalingGroupProvider":{"autoScalingGroupArn":"late"}}"#)
    try cloud.call("CreateCluster", #"{"clusterName":"harbor","capacityProviders":["late"]}"#)
    cloud.advance(seconds: 30)
    let hosts = cloud.world.regions["us-east-1"]?.ecs.containerInstances.values.map(\.capacityProviderName)
    #expect(hosts == ["late", "late"])
  }
}

@Suite struct SpotHostTests {
  private static let spot =
    #","MixedInstancesPolicy":{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateName":"web"},"#
    + #""Overrides":[{"InstanceType":"t3.medium"}]},"InstancesDistribution":{"OnDemandBaseCapacity":1,"#
    + #""OnDemandPercentageAboveBaseCapacity":0}}"#

  private func scene(draining: String) throws -> CapacityScene {
    var scene = try CapacityScene(provider: #","managedDraining":"\#(draining)""#)
    try scene.cloud.call(
      "UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"hosts","MinSize":2,"DesiredCapacity":2\#(Self.spot)}"#,
      service: "autoscaling")
    scene.cloud.advance(seconds: 130)
    return scene
  }

  /// The first is the On-Demand base, everything beyond is Spot.
  @Test func onDemandFillsItsBaseFirst() throws {
    let scene = try scene(draining: "ENABLED")
    #expect(scene.group.instances.map(\.isSpot) == [false, true])
  }

  @Test func aWarnedHostDrainsAndEndsTwoMinutesLater() throws {
    var scene = try scene(draining: "ENABLED")
    try scene.create("small", count: 2)
    scene.cloud.advance(seconds: 60)
    let spot = try #require(scene.group.instances.last?.id)
    scene.cloud.inject("spot-wave")
    #expect(scene.hosts.first { $0.ec2InstanceID == spot }?.status == .draining)
    // The service moves its task within the two minutes: start, 40 s until it is healthy, stop.
    scene.cloud.advance(seconds: 119)
    #expect(scene.hosts.count == 2)
    scene.cloud.advance(seconds: 2)
    #expect(scene.hosts.map(\.ec2InstanceID).contains(spot) == false)
    #expect(scene.region.ecs.tasks.all(inCluster: "harbor").allSatisfy { $0.stopCode != .terminationNotice })
    // The group replaces what it lost.
    scene.cloud.advance(seconds: 200)
    #expect(scene.group.live.count == 2)
    #expect(scene.brokenPromises == [])
  }

  /// Capacity rebalancing launches another before the two minutes are over.
  @Test func aGroupThatRebalancesReplacesItsHostAtTheNotice() throws {
    var scene = try scene(draining: "ENABLED")
    try scene.cloud.call(
      "UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"hosts","CapacityRebalance":true}"#, service: "autoscaling")
    try scene.create("small", count: 2)
    scene.cloud.advance(seconds: 60)
    let spot = try #require(scene.group.instances.last?.id)
    scene.cloud.inject("spot-wave")
    #expect(scene.group.instances.last?.state == .terminatingWait)
    scene.cloud.advance(seconds: 11)
    #expect(scene.group.live.count == 2 && !scene.group.live.contains { $0.id == spot })
    scene.cloud.advance(seconds: 120)
    #expect(scene.hosts.count == 2)
    #expect(scene.brokenPromises == [])
  }

  @Test func withoutDrainingItsTasksEndWithIt() throws {
    var scene = try scene(draining: "DISABLED")
    let tasks = try scene.run("big", 2)
    scene.cloud.advance(seconds: 60)
    let spot = try #require(scene.group.instances.last?.id)
    scene.cloud.inject("spot-wave")
    scene.cloud.advance(seconds: 119)
    #expect(scene.tasks(.running) == 2)
    scene.cloud.advance(seconds: 2)
    let reasons = tasks.compactMap { scene.task($0)?.stoppedReason }
    #expect(reasons == ["Host EC2 (instance \(spot)) terminated."])
    #expect(
      scene.cloud.world.eventLog.all.contains { $0.message == "EC2 Spot takes back 1 of 1 instances" })
  }
}

/// Nothing is there and nothing wanted: 100. Then a task waits: 200. The first two instances boot 100 s later
/// (sizeAfterScaleOut from nothing is 2); one of them is busy: 50.
@Test func theReservationOfAProviderIsAMetric() throws {
  var scene = try CapacityScene()
  try scene.run("big", 1)
  scene.cloud.advance(seconds: 600)
  let name = #""Namespace":"AWS/ECS/ManagedScaling","MetricName":"CapacityProviderReservation""#
  let dimensions =
    #""Dimensions":[{"Name":"CapacityProviderName","Value":"hosts"},{"Name":"ClusterName","Value":"harbor"}]"#
  let listed = try scene.cloud.call("ListMetrics", "{\(name)}", service: "cloudwatch")
  #expect(listed["Metrics"]?[0]?["Dimensions"]?.list?.count == 2)
  let now = scene.cloud.world.now
  let points =
    try scene.cloud.call(
      "GetMetricStatistics",
      "{\(name),\(dimensions),\"Period\":60,\"Statistics\":[\"Average\"],"
        + "\"StartTime\":\((now + .minutes(-10)).milliseconds / 1_000),\"EndTime\":\(now.milliseconds / 1_000)}",
      service: "cloudwatch")["Datapoints"]?.list ?? []
  let values = points.sorted { ($0["Timestamp"]?.double ?? 0) < ($1["Timestamp"]?.double ?? 0) }
    .compactMap { $0["Average"]?.double }
  let changes = values.indices.filter { $0 == 0 || values[$0] != values[$0 - 1] }.map { values[$0] }
  #expect(changes == [100, 200, 50])
}
