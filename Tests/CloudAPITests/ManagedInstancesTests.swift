/// Capacity providers of Managed Instances. Sources: ECS API reference, CreateCapacityProvider and
/// ManagedInstancesProvider; runtime sheet, sections 5.3, 5.5 and 5.6.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Managed Instances")
struct ManagedInstancesTests {
  private func provider(_ scene: inout ManagedScene) throws -> Document {
    try scene.cloud.call("DescribeCapacityProviders", #"{"capacityProviders":["managed"],"cluster":"harbor"}"#)[
      "capacityProviders"]?[0] ?? [:]
  }

  @Test func providersBelongToOneClusterAndAreProvisionedFirst() throws {
    var scene = try ManagedScene(isReady: false)
    var shown = try provider(&scene)
    #expect((shown["status"], shown["updateStatus"]) == ("PROVISIONING", "CREATE_IN_PROGRESS"))
    #expect((shown["cluster"], shown["type"]) == ("harbor", "MANAGED_INSTANCES"))
    #expect(shown["managedInstancesProvider"]?["instanceLaunchTemplate"]?["capacityOptionType"] == "ON_DEMAND")
    scene.advance(seconds: 20)
    shown = try provider(&scene)
    #expect((shown["status"], shown["updateStatus"]) == ("ACTIVE", "CREATE_COMPLETE"))
    let cluster = try scene.cloud.call("DescribeClusters", #"{"clusters":["harbor"]}"#)["clusters"]?[0]
    #expect(cluster?["capacityProviders"] == ["managed"])
    // The same request again answers the one that is there; another of its name is refused.
    let again = try scene.cloud.call("CreateCapacityProvider", ManagedScene.provider())["capacityProvider"]
    #expect(again?["status"] == "ACTIVE")
    #expect(
      try scene.cloud.refusal("CreateCapacityProvider", ManagedScene.provider(subnets: #"["subnet-a"]"#))
        .hasPrefix("ClientException: The specified capacity provider already exists."))
    #expect(
      try scene.cloud.refusal("DeleteCluster", #"{"cluster":"harbor"}"#)
        .hasPrefix("ClusterContainsCapacityProviderException: "))
  }

  @Test(arguments: [
    (
      ManagedScene.provider("other", cluster: ""),
      "InvalidParameterException: The cluster must be specified for Amazon ECS Managed Instances capacity providers."
    ),
    (
      ManagedScene.provider("other", subnets: #"["subnet-x"]"#),
      "InvalidParameterException: Error retrieving subnet information for [subnet-x]: The subnet ID 'subnet-x' does not "
        + "exist (ErrorCode: InvalidSubnetID.NotFound)"
    ),
    (
      ManagedScene.provider("other", more: #","infrastructureOptimization":{"scaleInAfter":3601}"#),
      "InvalidParameterException: scaleInAfter must be between -1 and 3600."
    ),
    (
      // t3 is burstable, which is left out unless asked for.
      ManagedScene.provider(
        "other",
        template:
          #","instanceRequirements":{"vCpuCount":{"min":1},"memoryMiB":{"min":1},"allowedInstanceTypes":["t3.*"]}"#),
      "InvalidParameterException: No instance types match the specified instance requirements."
    ),
  ])
  func refusals(input: String, refusal: String) throws {
    var scene = try ManagedScene()
    #expect(try scene.cloud.refusal("CreateCapacityProvider", input) == refusal)
  }

  @Test func anInstanceIsBootedForATaskThatWaits() throws {
    var scene = try ManagedScene(more: #","propagateTags":"CAPACITY_PROVIDER""#)
    let id = try #require(try scene.run().first)
    var task = try scene.scene.task(id)
    #expect((task["lastStatus"], task["launchType"]) == ("PROVISIONING", "MANAGED_INSTANCES"))
    #expect(task["capacityProviderName"] == "managed")
    #expect(task["containerInstanceArn"] == nil)
    #expect(scene.instances.isEmpty)
    try scene.scene.advance(until: "RUNNING", id)
    task = try scene.scene.task(id)
    #expect(task["launchType"] == "MANAGED_INSTANCES")
    let instance = try #require(scene.instances.first)
    // 256 CPU units and 512 MiB for x86: the smallest of c, m and r of today.
    #expect((scene.instances.count, instance.instanceType) == (1, "c5.large"))
    #expect(instance.capacityProviderName == "managed")
    #expect(task["containerInstanceArn"]?.string?.hasSuffix(instance.id) == true)
    let described = try scene.cloud.call(
      "DescribeContainerInstances",
      #"{"cluster":"harbor","containerInstances":["\#(instance.id)"],"include":["TAGS"]}"#)["containerInstances"]?[0]
    #expect(described?["tags"] == [["key": "team", "value": "sea"]])
    #expect((described?["runningTasksCount"], described?["status"]) == (1, "ACTIVE"))
    #expect(scene.brokenPromises == [])
  }

  /// A c5.large has three network interfaces, its own included: two tasks with their own fit.
  @Test func asManyAreBootedAsTheTasksNeed() throws {
    var scene = try ManagedScene()
    _ = try scene.run(5)
    scene.advance(seconds: 240)
    #expect(scene.instances.count == 3)
    // Spread over the provider's subnets: a, b, a.
    #expect(scene.instances.map(\.availabilityZone).sorted() == ["us-east-1a", "us-east-1a", "us-east-1b"])
    #expect(scene.region.counts(ofCluster: "harbor").runningTasks == 5)
    #expect(scene.brokenPromises == [])
  }

  @Test func requirementsDecideWhatIsBooted() throws {
    var scene = try ManagedScene(isReady: false)
    let template = #","instanceRequirements":{"vCpuCount":{"min":4,"max":4},"memoryMiB":{"min":16384}}"#
    try scene.cloud.call("CreateCapacityProvider", ManagedScene.provider("large", template: template))
    scene.advance(seconds: 20)
    let strategy = #""capacityProviderStrategy":[{"capacityProvider":"large","weight":1}]"#
    try scene.cloud.call(
      "RunTask", #"{"cluster":"harbor","taskDefinition":"web",\#(strategy),\#(ManagedScene.network)}"#)
    scene.advance(seconds: 240)
    // 4 vCPUs and 16 GiB, not burstable, x86, no GPU: m5.xlarge comes before m6i.xlarge.
    #expect(scene.instances.map(\.instanceType) == ["m5.xlarge"])
  }

  @Test(arguments: [(60, true), (-1, false)])
  func idleInstancesGoAfterScaleInAfter(seconds: Int, goes: Bool) throws {
    var scene = try ManagedScene(more: #","infrastructureOptimization":{"scaleInAfter":\#(seconds)}"#)
    let id = try #require(try scene.run().first)
    try scene.scene.advance(until: "RUNNING", id)
    let instance = try #require(scene.instances.first)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    try scene.scene.advance(until: "STOPPED", id)
    scene.advance(seconds: 50)
    #expect(scene.instances.map(\.status) == [.active])
    scene.advance(seconds: 60)
    #expect(scene.instances.isEmpty == goes)
    if goes {
      let statuses = scene.cloud.world.eventLog.all.filter {
        $0.source == "container-instance/\(instance.id)" && $0.kind == .containerInstanceStateChange
      }
      #expect(statuses.map(\.message) == ["ACTIVE", "DEREGISTERING", "INACTIVE"])
      #expect(scene.region.ec2.instances[instance.ec2InstanceID]?.state.isAlive == false)
    }
    #expect(scene.brokenPromises == [])
  }

  @Test func servicesRunOnThem() throws {
    var scene = try ManagedScene()
    try scene.createService(4)
    scene.advance(seconds: 400)
    let service = try scene.cloud.call("DescribeServices", #"{"cluster":"harbor","services":["web"]}"#)["services"]?[0]
    #expect((service?["runningCount"], service?["pendingCount"]) == (4, 0))
    #expect(service?["deployments"]?[0]?["rolloutState"] == "COMPLETED")
    #expect(scene.instances.count == 2)
    // Scaled in, the emptied instance goes by itself, five minutes after its last task.
    try scene.cloud.call("UpdateService", #"{"cluster":"harbor","service":"web","desiredCount":0}"#)
    scene.advance(seconds: 900)
    #expect(scene.instances.isEmpty)
    #expect(scene.brokenPromises == [])
  }

  /// Two of four tasks, one on each instance: the other has room for it (an m5.large takes two by its interfaces).
  @Test func anInstanceWhoseTasksTheOtherHasRoomForIsDrained() throws {
    var scene = try ManagedScene(more: #","infrastructureOptimization":{"scaleInAfter":60}"#)
    try scene.createService(4)
    scene.advance(seconds: 400)
    #expect(scene.instances.count == 2)
    try scene.cloud.call("UpdateService", #"{"cluster":"harbor","service":"web","desiredCount":2}"#)
    scene.advance(seconds: 900)
    #expect(scene.instances.count == 1)
    let service = try scene.cloud.call("DescribeServices", #"{"cluster":"harbor","services":["web"]}"#)["services"]?[0]
    #expect(service?["runningCount"] == 2)
    let reasons = scene.cloud.world.eventLog.all.filter { $0.message == "DRAINING" }.map(\.reason)
    #expect(reasons == ["The instance was underutilized."])
    #expect(scene.brokenPromises == [])
  }

  /// Either of two instances has room for the other's task, but the two tasks will not share one.
  @Test func instancesOfTasksThatStandApartAreKept() throws {
    var scene = try ManagedScene(more: #","infrastructureOptimization":{"scaleInAfter":60}"#)
    try scene.cloud.call(
      "CreateService",
      #"{"cluster":"harbor","serviceName":"web","taskDefinition":"web","desiredCount":2,"#
        + #""placementConstraints":[{"type":"distinctInstance"}],\#(ManagedScene.strategy),\#(ManagedScene.network)}"#)
    scene.advance(seconds: 900)
    #expect(scene.instances.count == 2)
    #expect(scene.cloud.world.eventLog.all.filter { $0.message == "DRAINING" }.isEmpty)
  }

  @Test(arguments: ["a standalone task", "a delay of -1"])
  func anUnderusedInstanceStaysBecauseOf(reason: String) throws {
    let isStandalone = reason == "a standalone task"
    var scene = try ManagedScene(
      more: #","infrastructureOptimization":{"scaleInAfter":\#(isStandalone ? 60 : -1)}"#)
    if isStandalone {
      // Three tasks that nobody would start again, on two instances; then one of the pair goes.
      let ids = try scene.run(3)
      for id in ids { try scene.scene.advance(until: "RUNNING", id) }
      let hosts = ids.map { scene.region.ecs.tasks[$0]?.containerInstance }
      let one = try #require(ids.indices.first { index in hosts.count { $0 == hosts[index] } == 2 })
      try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(ids[one])"}"#)
    } else {
      try scene.createService(4)
      scene.advance(seconds: 400)
      try scene.cloud.call("UpdateService", #"{"cluster":"harbor","service":"web","desiredCount":2}"#)
    }
    scene.advance(seconds: 1_800)
    #expect(scene.instances.map(\.status) == [.active, .active])
  }

  @Test func anInstanceIsReplacedWhenItIsFourteenDaysOld() throws {
    var scene = try ManagedScene()
    try scene.createService(1)
    scene.advance(seconds: 400)
    let old = try #require(scene.instances.first)
    scene.cloud.world.advance(to: old.registeredAt + .days(14) + .seconds(-1))
    #expect(scene.instances.map(\.id) == [old.id])
    scene.advance(seconds: 600)
    #expect(scene.instances.count == 1)
    #expect(scene.instances.first?.id != old.id)
    let service = try scene.cloud.call("DescribeServices", #"{"cluster":"harbor","services":["web"]}"#)["services"]?[0]
    #expect(service?["runningCount"] == 1)
    #expect(scene.brokenPromises == [])
  }

  @Test func aSpotWaveTakesManagedInstancesThatAreSpot() throws {
    var scene = try ManagedScene()
    try scene.cloud.call(
      "CreateCapacityProvider",
      ManagedScene.provider("cheap", template: #","capacityOptionType":"SPOT""#))
    scene.advance(seconds: 20)
    try scene.cloud.call(
      "CreateService",
      #"{"cluster":"harbor","serviceName":"web","taskDefinition":"web","desiredCount":1,\#(ManagedScene.network),"#
        + #""capacityProviderStrategy":[{"capacityProvider":"cheap","weight":1}]}"#)
    scene.advance(seconds: 400)
    let old = try #require(scene.instances.first)
    scene.cloud.inject("spot-wave")
    #expect(scene.region.ecs.containerInstances[old.id]?.status == .draining)
    scene.advance(seconds: 600)
    #expect(scene.region.ecs.containerInstances[old.id]?.status == .inactive)
    #expect(scene.instances.count == 1)
    let service = try scene.cloud.call("DescribeServices", #"{"cluster":"harbor","services":["web"]}"#)["services"]?[0]
    #expect(service?["runningCount"] == 1)
  }

  @Test func tasksOfOtherLaunchTypesStayAway() throws {
    var scene = try ManagedScene()
    _ = try scene.run()
    scene.advance(seconds: 240)
    #expect(scene.instances.count == 1)
    try scene.scene.registerEC2(#"[{"name":"app","image":"nginx","cpu":64,"memory":64}]"#)
    #expect(
      try scene.cloud.refusal("RunTask", #"{"cluster":"harbor","taskDefinition":"app"}"#)
        == "InvalidParameterException: No Container Instances were found in your cluster.")
    #expect(
      try scene.cloud.refusal(
        "RunTask",
        #"{"cluster":"harbor","taskDefinition":"web","launchType":"MANAGED_INSTANCES",\#(ManagedScene.network)}"#
      )
      .hasPrefix("InvalidParameterException: The MANAGED_INSTANCES launch type can not be specified."))
    #expect(
      try scene.cloud.refusal("RunTask", #"{"cluster":"harbor","taskDefinition":"app",\#(ManagedScene.strategy)}"#)
        == "InvalidParameterException: Task definition does not support launch_type MANAGED_INSTANCES.")
  }

  @Test func deletingAProviderLetsItsInstancesDrain() throws {
    var scene = try ManagedScene()
    let id = try #require(try scene.run().first)
    try scene.scene.advance(until: "RUNNING", id)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    try scene.scene.advance(until: "STOPPED", id)
    #expect(
      try scene.cloud.refusal("DeleteCapacityProvider", #"{"capacityProvider":"managed","cluster":"harbor"}"#)
        .hasPrefix("ClientException: The capacity provider cannot be deleted because it is associated with cluster"))
    try scene.cloud.call(
      "PutClusterCapacityProviders",
      #"{"cluster":"harbor","capacityProviders":[],"defaultCapacityProviderStrategy":[]}"#)
    let deleted = try scene.cloud.call("DeleteCapacityProvider", #"{"capacityProvider":"managed"}"#)
    #expect(deleted["capacityProvider"]?["status"] == "DEPROVISIONING")
    scene.advance(seconds: 120)
    #expect(try provider(&scene)["status"] == "INACTIVE")
    #expect(scene.instances.isEmpty)
    try scene.cloud.call("DeleteCluster", #"{"cluster":"harbor"}"#)
  }

  @Test func updatesHoldForNewInstances() throws {
    var scene = try ManagedScene()
    let template = #"{"instanceRequirements":{"vCpuCount":{"min":8,"max":8},"memoryMiB":{"min":1}}}"#
    let updated = try scene.cloud.call(
      "UpdateCapacityProvider",
      """
      {"name":"managed","cluster":"harbor","managedInstancesProvider":{
        "infrastructureRoleArn":"arn:aws:iam::123456789012:role/my/ecsInfrastructureRole",
        "instanceLaunchTemplate":\(template)}}
      """)["capacityProvider"]
    #expect(updated?["updateStatus"] == "UPDATE_IN_PROGRESS")
    let shown = updated?["managedInstancesProvider"]
    #expect(shown?["infrastructureRoleArn"] == "arn:aws:iam::123456789012:role/my/ecsInfrastructureRole")
    #expect(shown?["instanceLaunchTemplate"]?["networkConfiguration"]?["subnets"] == ["subnet-a", "subnet-b"])
    _ = try scene.run()
    scene.advance(seconds: 240)
    #expect(scene.instances.map(\.registeredCPUUnits) == [8_192])
    #expect(try provider(&scene)["updateStatus"] == "UPDATE_COMPLETE")
  }

  @Test func withoutItsRoleNothingOfAProviderSucceeds() throws {
    var scene = try ManagedScene(more: #","infrastructureOptimization":{"scaleInAfter":-1}"#)
    let role = "arn:aws:iam::123456789012:role/ecsInfrastructureRole"
    let noRole =
      "ECS was unable to assume the infrastructure role '\(role)'. Please verify that the role exists and trusts "
      + "ecs.amazonaws.com."
    let task = try scene.run()[0]
    scene.advance(seconds: 240)
    #expect(scene.instances.count == 1)
    try scene.cloud.call("DetachRolePolicy", ManagedScene.rolePolicy, service: "iam")
    try scene.cloud.call(
      "UpdateCapacityProvider",
      #"{"name":"managed","cluster":"harbor","managedInstancesProvider":{"infrastructureRoleArn":"\#(role)","#
        + #""instanceLaunchTemplate":{}}}"#)
    scene.advance(seconds: 10)
    var shown = try provider(&scene)
    #expect((shown["status"], shown["updateStatus"]) == ("ACTIVE", "UPDATE_FAILED"))
    #expect(
      shown["updateStatusReason"]?.string
        == "The infrastructure role '\(role)' is not authorized to perform: ec2:CreateFleet.")

    try scene.cloud.call("DeleteRole", #"{"RoleName":"ecsInfrastructureRole"}"#, service: "iam")
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(task)"}"#)
    scene.advance(seconds: 120)
    try scene.cloud.call(
      "PutClusterCapacityProviders",
      #"{"cluster":"harbor","capacityProviders":[],"defaultCapacityProviderStrategy":[]}"#)
    // A provider that is made now never becomes ACTIVE; one that has instances cannot end them.
    try scene.cloud.call("CreateCapacityProvider", ManagedScene.provider("other"))
    try scene.cloud.call("DeleteCapacityProvider", #"{"capacityProvider":"managed"}"#)
    scene.advance(seconds: 60)
    shown = try provider(&scene)
    #expect((shown["status"], shown["updateStatus"]) == ("DEPROVISIONING", "DELETE_FAILED"))
    #expect(shown["updateStatusReason"]?.string == noRole)
    let describe = #"{"capacityProviders":["other"],"cluster":"harbor"}"#
    let other = try scene.cloud.call("DescribeCapacityProviders", describe)["capacityProviders"]?[0]
    #expect((other?["status"], other?["updateStatus"]) == ("PROVISIONING", "CREATE_FAILED"))
    #expect(other?["updateStatusReason"]?.string == noRole)

    try scene.cloud.call("DeleteCapacityProvider", #"{"capacityProvider":"other"}"#)
    try scene.giveRole()
    try scene.cloud.call("DeleteCapacityProvider", #"{"capacityProvider":"managed"}"#)
    scene.advance(seconds: 240)
    shown = try provider(&scene)
    #expect((shown["status"], shown["updateStatus"]) == ("INACTIVE", "DELETE_COMPLETE"))
    #expect(shown["updateStatusReason"] == nil)
    #expect(scene.instances.isEmpty)
    try scene.cloud.call("DeleteCluster", #"{"cluster":"harbor"}"#)
  }

  /// A role that only tasks may assume is none for ECS.
  @Test func aRoleThatDoesNotTrustECSBootsNothing() throws {
    var scene = try ManagedScene()
    try scene.cloud.call("DetachRolePolicy", ManagedScene.rolePolicy, service: "iam")
    try scene.cloud.call("DeleteRole", #"{"RoleName":"ecsInfrastructureRole"}"#, service: "iam")
    try scene.giveRole(trusting: "ecs-tasks.amazonaws.com")
    _ = try scene.run()
    scene.advance(seconds: 240)
    #expect(scene.instances.isEmpty)
  }
}
