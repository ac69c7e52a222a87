/// Daemon deployments: batches, bake time, circuit breaker, alarms. Sources: ECS API reference, DaemonDeployment and
/// DaemonDeploymentConfiguration; runtime sheet, section 8.1.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Daemon deployments")
struct DaemonDeploymentTests {
  /// Four instances with the daemon, each with two tasks of a service.
  private func fleet(_ configuration: String = "{}", revisions: [String] = ["nginx"]) throws -> ManagedScene {
    var scene = try ManagedScene()
    for image in revisions { try scene.register("agent", image: image) }
    try scene.createDaemon("agent:1", more: #","deploymentConfiguration":\#(configuration)"#)
    try scene.createService(8)
    scene.advance(seconds: 500)
    #expect(scene.instances.count == 4)
    #expect(scene.runningDaemons.count == 4)
    return scene
  }

  private var isOver: (Region) -> Bool {
    { $0.ecs.daemons.values.first?.deployment?.isUnderWay == false }
  }

  /// 4 instances at 50 percent are two batches of 2.
  @Test func anUpdateReplacesInstancesInBatches() throws {
    var scene = try fleet(#"{"drainPercent":50}"#)
    let before = Set(scene.instances.map(\.id))
    try scene.updateDaemon("agent:2")
    var (largest, drained): (Int, Set<String>) = (0, [])
    scene.advance { region in
      let leaving = region.ecs.containerInstances.values.filter { [.draining, .deregistering].contains($0.status) }
      largest = max(largest, leaving.count)
      drained.formUnion(leaving.map(\.id))
      return region.ecs.daemons.values.first?.deployment?.isUnderWay == false
    }
    #expect(largest == 2)
    #expect(drained == before)
    let deployment = try scene.deployment()
    #expect(deployment["status"] == "SUCCESSFUL")
    #expect(deployment["deploymentConfiguration"]?["drainPercent"]?.double == 50)
    #expect(deployment["sourceDaemonRevisions"]?.list?.count == 1)
    #expect(deployment["targetDaemonRevision"]?["totalRunningInstanceCount"] == 4)
    #expect(Set(scene.runningDaemons) == ["agent:2"])
    scene.advance(seconds: 120)
    let service = try scene.cloud.call("DescribeServices", #"{"cluster":"harbor","services":["web"]}"#)["services"]?[0]
    #expect(service?["runningCount"] == 8)
    #expect(scene.brokenPromises == [])
  }

  /// Two batches with 10 minutes after each: at least 20 minutes, which the same update does not take without.
  @Test func eachBatchBakes() throws {
    var spans: [Double] = []
    for more in ["", #","bakeTimeInMinutes":10"#] {
      var scene = try fleet(#"{"drainPercent":50\#(more)}"#)
      scene.advance(seconds: 700)
      try scene.updateDaemon("agent:2")
      scene.advance(minutes: 120, until: isOver)
      spans.append(try scene.deployment().seconds("finishedAt", after: "startedAt"))
    }
    #expect(abs(spans[1] - spans[0] - 1_200) <= 20)
  }

  /// `busybox` ends after a second. Three failures trip the breaker: min(200, max(3, ceil(0.5 x 4))).
  @Test func theCircuitBreakerBringsBackWhatRan() throws {
    var scene = try fleet(#"{"drainPercent":25}"#, revisions: ["busybox"])
    try scene.updateDaemon("agent:2")
    scene.advance(minutes: 5) { $0.ecs.daemons.values.first?.deployment?.status == .inProgress }
    #expect(try scene.deployment()["circuitBreaker"]?["status"] == "MONITORING")
    scene.advance(minutes: 60) { $0.ecs.daemons.values.first?.deployment?.status == .rollbackInProgress }
    var deployment = try scene.deployment()
    #expect(deployment["circuitBreaker"] == ["failureCount": 3, "status": "TRIGGERED", "threshold": 3])
    #expect(
      deployment["statusReason"]?.string
        == "Daemon deployment rolled back because the circuit breaker threshold was exceeded.")
    #expect(deployment["rollback"]?["rollbackCapacityProviders"] == [.string(ManagedScene.providerARN)])
    #expect(
      deployment["rollback"]?["rollbackTargetDaemonRevisionArn"]?.string
        == deployment["sourceDaemonRevisions"]?[0]?["arn"]?.string)
    scene.advance(minutes: 60, until: isOver)
    deployment = try scene.deployment()
    #expect(deployment["status"] == "ROLLBACK_SUCCESSFUL")
    #expect(Set(scene.runningDaemons) == ["agent:1"])
    scene.advance(seconds: 300)
    #expect(scene.brokenPromises == [])
  }

  @Test func aFirstDeploymentThatFailsStops() throws {
    var scene = try ManagedScene()
    try scene.register("agent", image: "busybox")
    let id = try #require(try scene.run().first)
    try scene.scene.advance(until: "RUNNING", id)
    try scene.createDaemon("agent:2")
    scene.advance(minutes: 60, until: isOver)
    let deployment = try scene.deployment()
    #expect(deployment["status"] == "STOPPED")
    #expect(
      deployment["statusReason"]?.string
        == "Daemon deployment stopped because the circuit breaker threshold was exceeded, and there is no earlier "
        + "revision to roll back to.")
    #expect(deployment["stoppedAt"] == deployment["finishedAt"])
    // An update that works is a new deployment.
    try scene.updateDaemon("agent:1")
    scene.advance(minutes: 60, until: isOver)
    #expect(try scene.deployment()["status"] == "SUCCESSFUL")
    let statuses = try scene.cloud.call("ListDaemonDeployments", #"{"daemonArn":"\#(ManagedScene.daemonARN)"}"#)[
      "daemonDeployments"]?.list?.compactMap { $0["status"]?.string }
    #expect(statuses == ["SUCCESSFUL", "STOPPED"])
  }

  @Test func anAlarmTurnsAnUpdateBack() throws {
    var scene = try fleet()
    for name in ["old", "new"] {
      try scene.cloud.call(
        "PutMetricAlarm",
        """
        {"AlarmName":"\(name)","MetricName":"Errors","Namespace":"Harbor","Statistic":"Sum","Period":60,
         "EvaluationPeriods":1,"ComparisonOperator":"GreaterThanThreshold"}
        """, service: "cloudwatch")
    }
    let alarm = { (name: String) in #"{"AlarmName":"\#(name)","StateValue":"ALARM","StateReason":"a test"}"# }
    try scene.cloud.call("SetAlarmState", alarm("old"), service: "cloudwatch")
    try scene.updateDaemon(
      "agent:2", more: #","deploymentConfiguration":{"alarms":{"alarmNames":["old","new"],"enable":true}}"#)
    scene.advance(seconds: 60)
    // What was in ALARM before does not count.
    #expect(try scene.deployment()["status"] == "IN_PROGRESS")
    try scene.cloud.call("SetAlarmState", alarm("new"), service: "cloudwatch")
    scene.advance(seconds: 20)
    let deployment = try scene.deployment()
    #expect(deployment["status"] == "ROLLBACK_IN_PROGRESS")
    #expect(deployment["alarms"]?["triggeredAlarmNames"] == ["new"])
    scene.advance(minutes: 60, until: isOver)
    #expect(try scene.deployment()["status"] == "ROLLBACK_SUCCESSFUL")
    #expect(Set(scene.runningDaemons) == ["agent:1"])
  }

  @Test func aNewerDeploymentStopsTheOneUnderWay() throws {
    var scene = try fleet(#"{"drainPercent":25}"#, revisions: ["nginx", "nginx"])
    try scene.updateDaemon("agent:2")
    scene.advance(seconds: 30)
    try scene.updateDaemon("agent:3")
    let listed = try scene.cloud.call(
      "ListDaemonDeployments", #"{"daemonArn":"\#(ManagedScene.daemonARN)","status":["STOP_REQUESTED","PENDING"]}"#)
    #expect(listed["daemonDeployments"]?.list?.compactMap { $0["status"]?.string } == ["PENDING", "STOP_REQUESTED"])
    scene.advance(minutes: 60, until: isOver)
    let statuses = try scene.cloud.call("ListDaemonDeployments", #"{"daemonArn":"\#(ManagedScene.daemonARN)"}"#)[
      "daemonDeployments"]?.list?.compactMap { $0["status"]?.string }
    #expect(statuses == ["SUCCESSFUL", "STOPPED", "SUCCESSFUL"])
    #expect(Set(scene.runningDaemons) == ["agent:3"])
  }

  /// The same commands give the same bytes.
  @Test func historiesRepeat() throws {
    var digests: Set<UInt64> = []
    for _ in 1...2 {
      var scene = try fleet(#"{"drainPercent":25}"#, revisions: ["busybox"])
      try scene.updateDaemon("agent:2")
      scene.advance(seconds: 2_000)
      digests.insert(CloudAPI.digest(of: scene.cloud.world))
    }
    #expect(digests.count == 1)
  }

  @Test(arguments: [(12, 25_000, 3), (4, 25_000, 1), (5, 25_000, 2), (10, 0, 1), (7, 100_000, 7), (3, 33_300, 1)])
  func batchSizes(instances: Int, thousandths: Int, size: Int) {
    var configuration = ECS.DaemonDeploymentConfiguration()
    configuration.drainThousandths = thousandths
    #expect(configuration.batchSize(ofInstances: instances) == size)
  }

  @Test func whatIsOverStaysOver() {
    for status in ECS.DaemonDeployment.Status.allCases {
      for happening in ECS.DaemonDeployment.Happening.allCases {
        let next = ECS.DaemonDeployment.status(status, after: happening)
        switch status {
        case .successful, .stopped, .rollbackSuccessful, .rollbackFailed: #expect(next == status)
        case .pending, .inProgress, .stopRequested, .rollbackInProgress:
          if happening == .stops || happening == .fails { #expect([.stopped, .rollbackFailed].contains(next)) }
        }
      }
    }
  }
}
