/// Auto Scaling groups that replace instances: ended by hand, called unhealthy, too old, refreshed; and what ECS puts on
/// a group.
///
/// A group takes its turn on the full ten seconds; a t3.medium is in service 20 s after its launch (see
/// `AutoScalingGroupTests`).
import Cloud
import Documents
import SimulationKit
import Testing

@Suite struct GroupReplacementTests {
  var cloud = TestCloud()

  init() throws {
    try cloud.createGroup("web", desired: 3)
    cloud.advance(seconds: 60)
  }

  @discardableResult
  private mutating func call(_ operation: String, _ input: String) throws -> Document {
    try cloud.call(operation, input, service: "autoscaling")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "autoscaling")
  }
  private var group: AutoScaling.Group? { cloud.region?.autoScaling.groups["web"] }
  private func ids() -> [String] { group?.live.map(\.id) ?? [] }
  /// The causes of activities, the newest first.
  private mutating func causes() throws -> [String] {
    try call("DescribeScalingActivities", #"{"AutoScalingGroupName":"web"}"#)["Activities"]?.list?
      .compactMap { $0["Cause"]?.string } ?? []
  }

  @Test mutating func anInstanceEndedByHandIsReplacedUnlessTheGroupShrinksByIt() throws {
    let before = ids()
    let activity = try call(
      "TerminateInstanceInAutoScalingGroup",
      #"{"InstanceId":"\#(before[0])","ShouldDecrementDesiredCapacity":false}"#)["Activity"]
    #expect(activity?["StatusCode"] == "InProgress")
    #expect(activity?["Description"]?.string == "Terminating EC2 instance: \(before[0])")
    #expect(
      activity?["Cause"]?.string?.hasSuffix(
        " instance \(before[0]) was taken out of service in response to a user request.")
        == true)
    cloud.advance(seconds: 60)
    #expect(ids().count == 3 && !ids().contains(before[0]))
    try call(
      "TerminateInstanceInAutoScalingGroup",
      #"{"InstanceId":"\#(before[1])","ShouldDecrementDesiredCapacity":true}"#)
    cloud.advance(seconds: 60)
    #expect(ids().count == 2 && group?.size.desired == 2)
    #expect(try causes()[0].hasSuffix("in response to a user request, shrinking the capacity from 3 to 2."))
  }

  @Test mutating func theGroupsMinimumIsKept() throws {
    try call("UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"web","MinSize":3}"#)
    let shrinking = #"{"InstanceId":"\#(ids()[0])","ShouldDecrementDesiredCapacity":true}"#
    #expect(
      try refusal("TerminateInstanceInAutoScalingGroup", shrinking)
        == "ValidationError: Currently, desiredSize equals minSize (3). Terminating instance without replacement will "
        + "violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower "
        + "group's min size.")
    #expect(
      try refusal(
        "TerminateInstanceInAutoScalingGroup", #"{"InstanceId":"i-9","ShouldDecrementDesiredCapacity":false}"#)
        == "ValidationError: Instance Id not found - No managed instance found for instance ID: i-9")
  }

  @Test mutating func anUnhealthyInstanceIsReplacedOnceItsGraceIsOver() throws {
    try call("UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"web","HealthCheckGracePeriod":300}"#)
    let before = ids()
    try call("SetInstanceHealth", #"{"InstanceId":"\#(before[2])","HealthStatus":"Unhealthy"}"#)
    cloud.advance(seconds: 60)
    #expect(ids() == before, "five minutes of grace")
    try call(
      "SetInstanceHealth",
      #"{"InstanceId":"\#(before[2])","HealthStatus":"Unhealthy","ShouldRespectGracePeriod":false}"#)
    let shown = try call("DescribeAutoScalingInstances", #"{"InstanceIds":["\#(before[2])"]}"#)[
      "AutoScalingInstances"]?[0]
    #expect(shown?["HealthStatus"] == "UNHEALTHY" && shown?["AutoScalingGroupName"] == "web")
    cloud.advance(seconds: 60)
    #expect(ids().count == 3 && !ids().contains(before[2]))
    #expect(
      try causes().contains {
        $0.hasSuffix(" an instance was taken out of service in response to a user health-check.")
      })
    #expect(
      try refusal("SetInstanceHealth", #"{"InstanceId":"\#(before[0])","HealthStatus":"Ill"}"#)
        == "ValidationError: Valid instance health states are: [Healthy, Unhealthy].")
  }

  /// 90 % of 3 is more than 2, so that one goes at a time.
  @Test mutating func instancesThatAreTooOldGoOneAfterTheOther() throws {
    let before = ids()
    try call("UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"web","MaxInstanceLifetime":86400}"#)
    cloud.advance(seconds: 86_400 - 60)
    #expect(ids() == before)
    cloud.advance(seconds: 20)
    #expect(ids().count { before.contains($0) } == 2)
    cloud.advance(seconds: 300)
    #expect(ids().count == 3 && ids().allSatisfy { !before.contains($0) })
    #expect(
      try refusal("UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"web","MaxInstanceLifetime":3600}"#)
        == "ValidationError: MaxInstanceLifetime must be 0, or between 86400 and 31536000 seconds.")
  }

  /// With half of 3 in service, rounded up, one goes at once and the next when the new one is warm for 100 s.
  @Test mutating func aRefreshReplacesAllAndKeepsSoManyInService() throws {
    let before = ids()
    let start = #"{"AutoScalingGroupName":"web","Preferences":{"MinHealthyPercentage":50,"InstanceWarmup":100}}"#
    let id = try call("StartInstanceRefresh", start)["InstanceRefreshId"]?.string
    #expect(
      try refusal("StartInstanceRefresh", start)
        == "InstanceRefreshInProgress: An Instance Refresh is already in progress and blocks the execution of this "
        + "Instance Refresh.")
    cloud.advance(seconds: 15)
    #expect(ids().count { before.contains($0) } == 2)
    cloud.advance(seconds: 90)
    #expect(ids().count { before.contains($0) } == 2, "the new one is not warm")
    var shown = try call("DescribeInstanceRefreshes", #"{"AutoScalingGroupName":"web"}"#)["InstanceRefreshes"]?[0]
    #expect(shown?["InstanceRefreshId"]?.string == id && shown?["Status"] == "InProgress")
    #expect(shown?["InstancesToUpdate"] == 2 && shown?["PercentageComplete"] == 33)
    cloud.advance(seconds: 600)
    #expect(ids().count == 3 && ids().allSatisfy { !before.contains($0) })
    shown = try call("DescribeInstanceRefreshes", #"{"AutoScalingGroupName":"web"}"#)["InstanceRefreshes"]?[0]
    #expect(shown?["Status"] == "Successful" && shown?["PercentageComplete"] == 100)
    #expect(shown?["Preferences"]?["MinHealthyPercentage"] == 50)
    #expect(
      try refusal("CancelInstanceRefresh", #"{"AutoScalingGroupName":"web"}"#)
        == "ActiveInstanceRefreshNotFound: No in progress or pending Instance Refresh found for Auto Scaling group web")
  }

  @Test mutating func aCancelledRefreshReplacesNoMore() throws {
    let before = ids()
    let id = try call("StartInstanceRefresh", #"{"AutoScalingGroupName":"web"}"#)["InstanceRefreshId"]
    cloud.advance(seconds: 15)
    #expect(try call("CancelInstanceRefresh", #"{"AutoScalingGroupName":"web"}"#)["InstanceRefreshId"] == id)
    cloud.advance(seconds: 3_600)
    #expect(ids().count { before.contains($0) } == 2)
  }

  @Test(arguments: [("Wait", "Failed", 3), ("Ignore", "Successful", 3), ("Refresh", "Successful", 0)])
  func protectedInstances(word: String, status: String, kept: Int) throws {
    var tests = try GroupReplacementTests()
    let before = tests.ids()
    let listed = before.map { "\"\($0)\"" }.joined(separator: ",")
    try tests.call(
      "SetInstanceProtection",
      #"{"AutoScalingGroupName":"web","InstanceIds":[\#(listed)],"ProtectedFromScaleIn":true}"#)
    try tests.call(
      "StartInstanceRefresh",
      #"{"AutoScalingGroupName":"web","Preferences":{"ScaleInProtectedInstances":"\#(word)"}}"#)
    tests.cloud.advance(seconds: 3_700)
    let shown = try tests.call("DescribeInstanceRefreshes", #"{"AutoScalingGroupName":"web"}"#)["InstanceRefreshes"]?[0]
    #expect(shown?["Status"]?.string == status)
    #expect(tests.ids().count { before.contains($0) } == kept)
  }

  @Test(arguments: [
    (#""Strategy":"ReplaceRootVolume""#, "Replacing root volumes"),
    (#""Preferences":{"SkipMatching":true}"#, "The preference SkipMatching of an instance refresh"),
    (#""Preferences":{"CheckpointDelay":5}"#, "The preference CheckpointDelay of an instance refresh"),
  ])
  func whatRefreshesCannotDoHere(member: String, text: String) throws {
    var tests = try GroupReplacementTests()
    let refusal = try tests.refusal("StartInstanceRefresh", #"{"AutoScalingGroupName":"web",\#(member)}"#)
    #expect(refusal.contains(text) && refusal.contains("not simulated yet"), "\(refusal)")
  }
}

@Suite struct ManagedGroupTests {
  /// With managed draining the tasks leave before the instance ends, whoever ended it.
  @Test func tasksLeaveAnInstanceThatIsEndedByHand() throws {
    var scene = try CapacityScene(desired: 2)
    try scene.create("small", count: 2)
    scene.cloud.advance(seconds: 60)
    let chosen = try #require(scene.group.live.first { scene.isBusy($0.id) }?.id)
    try scene.cloud.call(
      "TerminateInstanceInAutoScalingGroup",
      #"{"InstanceId":"\#(chosen)","ShouldDecrementDesiredCapacity":false}"#, service: "autoscaling")
    #expect(scene.group.instances.first { $0.id == chosen }?.state == .terminatingWait)
    #expect(scene.hosts.first { $0.ec2InstanceID == chosen }?.status == .draining)
    scene.cloud.advance(seconds: 600)
    #expect(!scene.group.instances.contains { $0.id == chosen })
    #expect(scene.group.live.count == 2 && scene.tasks(.running) == 2)
    #expect(scene.brokenPromises == [])
  }

  @Test func theGroupShowsWhatECSHasPutThere() throws {
    var scene = try CapacityScene(desired: 1, scaling: #"{"status":"ENABLED","targetCapacity":80}"#)
    let policies = try scene.cloud.call(
      "DescribePolicies", #"{"AutoScalingGroupName":"hosts"}"#, service: "autoscaling")
    let policy = policies["ScalingPolicies"]?[0]
    #expect(policies["ScalingPolicies"]?.list?.count == 1)
    #expect(policy?["PolicyName"]?.string?.hasPrefix("ECSManagedAutoScalingPolicy-") == true)
    #expect(policy?["PolicyType"] == "TargetTrackingScaling" && policy?["Enabled"] == true)
    let tracking = policy?["TargetTrackingConfiguration"]
    #expect(tracking?["TargetValue"]?.double == 80)
    #expect(tracking?["CustomizedMetricSpecification"]?["MetricName"] == "CapacityProviderReservation")
    #expect(tracking?["CustomizedMetricSpecification"]?["Namespace"] == "AWS/ECS/ManagedScaling")
    #expect(policy?["Alarms"]?.list?.count == 2)
    let hooks = try scene.cloud.call(
      "DescribeLifecycleHooks", #"{"AutoScalingGroupName":"hosts"}"#, service: "autoscaling")["LifecycleHooks"]
    #expect(hooks?[0]?["LifecycleTransition"] == "autoscaling:EC2_INSTANCE_TERMINATING")
    // 48 hours.
    #expect(hooks?[0]?["GlobalTimeout"] == 172_800 && hooks?[0]?["DefaultResult"] == "CONTINUE")
  }
}

extension CapacityScene {
  fileprivate func isBusy(_ id: EC2.InstanceID) -> Bool {
    guard let host = hosts.first(where: { $0.ec2InstanceID == id }) else { return false }
    return region.ecs.tasks.all(onInstance: host.id).contains { $0.lastStatus == .running }
  }
}
