/// The life of tasks as their owner sees it through the API.
/// Statuses, fields and delays: ECS Developer Guide, "Amazon ECS task lifecycle"; delays are held to ±10 %.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("The life of a task")
struct TaskLifeTests {
  static let nginx = #"[{"name":"app","image":"nginx","portMappings":[{"containerPort":80}]}]"#

  @Test func fargateTaskComesUp() throws {
    var scene = try TaskScene()
    try scene.registerFargate(Self.nginx)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    let task = try scene.task(id)
    #expect(scene.statuses(id) == ["PROVISIONING", "PENDING", "RUNNING"])
    // 12 s for the interface, 3 s before the pull, 1.5 s + 70 MB / 12 MB/s for nginx, 0.6 s for the container: ±10 %
    #expect((10.8...13.2).contains(task.seconds("connectivityAt", after: "createdAt")))
    #expect((2.7...3.3).contains(task.seconds("pullStartedAt", after: "connectivityAt")))
    #expect((6.5...8.1).contains(task.seconds("pullStoppedAt", after: "pullStartedAt")))
    #expect((0.53...0.67).contains(task.seconds("startedAt", after: "pullStoppedAt")))
    #expect(task["version"] == 4)
    #expect(task["attachments"]?[0]?["status"] == "ATTACHED")
    #expect(
      task["attachments"]?[0]?["details"]?.list?.compactMap { $0["name"]?.string }
        == ["subnetId", "networkInterfaceId", "macAddress", "privateDnsName", "privateIPv4Address"])
    #expect(task["attachments"]?[0]?["details"]?[4]?["value"] == "10.0.1.4")
    #expect(task["attachments"]?[0]?["details"]?[3]?["value"] == "ip-10-0-1-4.ec2.internal")
    #expect(task["platformVersion"] == "1.4.0")
    let container = task.container("app")
    #expect(container["lastStatus"] == "RUNNING")
    #expect(container["networkBindings"] == [])
    #expect(container["networkInterfaces"]?[0]?["privateIpv4Address"] == "10.0.1.4")
    #expect(container["runtimeId"]?.string?.hasPrefix("\(id)-") == true)
    #expect(scene.brokenPromises == [])
  }

  /// Runtime sheet, sections 1.1 and 1.4. STOPPED for an hour; for its last ten seconds DescribeTasks alone shows it.
  @Test func anInterfaceGoesThroughItsStatusesAndATaskIsDeletedAtTheEnd() throws {
    var scene = try TaskScene()
    try scene.registerFargate(Self.nginx)
    let id = try scene.runFargate()
    var seen: [String] = []
    func look() throws {
      let status = try scene.task(id)["attachments"]?[0]?["status"]?.string ?? ""
      if seen.last != status { seen.append(status) }
    }
    for _ in 0..<60 {
      try look()
      scene.cloud.advance(seconds: 1)
    }
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    for _ in 0..<60 {
      try look()
      scene.cloud.advance(seconds: 1)
    }
    #expect(seen == ["PRECREATED", "CREATED", "ATTACHING", "ATTACHED", "DETACHING", "DETACHED", "DELETED"])
    let stopped = try #require(scene.cloud.region?.ecs.tasks[id]?.stoppedAt)
    scene.cloud.world.advance(to: stopped + .seconds(3_589))
    let lists = #"{"cluster":"harbor","desiredStatus":"STOPPED"}"#
    #expect(try scene.task(id)["lastStatus"] == "STOPPED")
    #expect(try scene.cloud.call("ListTasks", lists)["taskArns"]?.list?.count == 1)
    scene.cloud.advance(seconds: 2)
    #expect(try scene.task(id)["lastStatus"] == "DELETED")
    #expect(try scene.cloud.call("ListTasks", lists)["taskArns"] == [])
    scene.cloud.advance(seconds: 10)
    let gone = try scene.cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(id)"]}"#)
    #expect(gone["failures"]?[0]?["reason"] == "MISSING")
  }

  @Test func firstReplyOfAFargateTaskHasTheMembersOfTheRealOne() throws {
    var scene = try TaskScene()
    try scene.registerFargate(Self.nginx)
    let input =
      #"{"cluster":"harbor","taskDefinition":"web","launchType":"FARGATE",\#(TaskScene.publicNetwork)}"#
    let reply = try scene.cloud.call("RunTask", input)
    let task = try #require(reply["tasks"]?[0])
    #expect(
      task.keys == [
        "attachments", "attributes", "availabilityZone", "clusterArn", "containers", "cpu", "createdAt",
        "desiredStatus", "enableExecuteCommand", "group", "lastStatus", "launchType", "memory", "overrides",
        "platformVersion", "platformFamily", "tags", "taskArn", "taskDefinitionArn", "version", "ephemeralStorage",
        "fargateEphemeralStorage",
      ])
    #expect(
      task["containers"]?[0]?.keys == [
        "containerArn", "taskArn", "name", "image", "lastStatus", "networkInterfaces", "cpu",
      ])
    #expect(task["attachments"]?[0]?["status"] == "PRECREATED")
    #expect(task["group"] == "family:web")
    #expect(
      task["overrides"] == ["containerOverrides": [["name": "app"]], "inferenceAcceleratorOverrides": []])
  }

  @Test func stopRequestedByAUserIsSeenAtOnce() throws {
    var scene = try TaskScene()
    try scene.registerFargate(Self.nginx)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    let reply = try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)","reason":"enough"}"#)["task"]
    #expect(reply?["desiredStatus"] == "STOPPED")
    #expect(reply?["lastStatus"] == "RUNNING")
    #expect(reply?["stopCode"] == "UserInitiated")
    #expect(reply?["stoppedReason"] == "enough")
    #expect(reply?["version"] == 5)
    #expect(reply?["tags"] == [])
    scene.cloud.advance(seconds: 60)
    let task = try scene.task(id)
    #expect(scene.statuses(id) == ["PROVISIONING", "PENDING", "RUNNING", "STOPPING", "DEPROVISIONING", "STOPPED"])
    #expect(task["version"] == 8)
    #expect(task["attachments"]?[0]?["status"] == "DELETED")
    #expect(task.container("app")["exitCode"] == 0)
    // 0.3 s to the signal, 2 s ± 10 % to shut down, 20 s ± 10 % to take the interface away
    #expect((2.1...2.5).contains(task.seconds("executionStoppedAt", after: "stoppingAt")))
    #expect((18...22).contains(task.seconds("stoppedAt", after: "executionStoppedAt")))
  }

  @Test func stopOfAStartingTaskNeverStartsIt() throws {
    var scene = try TaskScene()
    try scene.registerFargate(Self.nginx)
    let id = try scene.runFargate()
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    scene.cloud.advance(seconds: 60)
    let task = try scene.task(id)
    #expect(scene.statuses(id) == ["PROVISIONING", "DEPROVISIONING", "STOPPED"])
    #expect(task["startedAt"] == nil)
    #expect(task["stoppedReason"] == "Task stopped by user")
    #expect(
      task["attachments"]?[0]?["details"] == [
        ["name": "subnetId", "value": "subnet-a"], ["name": "networkInterfaceId", "value": "unset"],
        ["name": "macAddress"],
      ])
    #expect(scene.brokenPromises == [])
  }

  @Test func repeatedStopKeepsTheFirstReasonAndShowsLess() throws {
    var scene = try TaskScene()
    try scene.registerFargate(Self.nginx)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)","reason":"first"}"#)
    let again = try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)","reason":"second"}"#)["task"]
    #expect(again?["stoppedReason"] == "first")
    #expect(again?["containers"] == [])
    #expect(again?["attachments"] == [])
    #expect(again?["attributes"] == nil)
    #expect(again?["overrides"]?["containerOverrides"] == [])
  }

  @Test func stoppedTasksAreForgottenAfterAnHour() throws {
    var scene = try TaskScene()
    try scene.registerFargate(Self.nginx)
    let id = try scene.runFargate()
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    try scene.advance(until: "STOPPED", id)
    scene.cloud.advance(seconds: 3_589)
    #expect(try scene.status(id) == "STOPPED STOPPED")
    scene.cloud.advance(seconds: 10)
    #expect(try scene.status(id) == "DELETED STOPPED")
    scene.cloud.advance(seconds: 1)
    let reply = try scene.cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(id)"]}"#)
    #expect(
      reply["failures"] == [
        ["arn": .string("arn:aws:ecs:us-east-1:123456789012:task/harbor/\(id)"), "reason": "MISSING"]
      ])
  }

  // MARK: - Container instances

  @Test func bridgeTaskTakesADynamicPort() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","cpu":10,"memory":300,"portMappings":[{"containerPort":80}]}]"#)
    let id = try #require(try scene.runEC2().first)
    #expect(try scene.status(id) == "PENDING RUNNING")
    scene.cloud.advance(seconds: 30)
    let task = try scene.task(id)
    #expect(scene.statuses(id) == ["PENDING", "RUNNING"])
    #expect(task["attachments"] == [])
    #expect(task["launchType"] == "EC2")
    #expect(task["version"] == 3)
    #expect((task["cpu"], task["memory"]) == ("10", "300"))
    #expect(
      task.container("app")["networkBindings"] == [
        ["bindIP": "0.0.0.0", "containerPort": 80, "hostPort": 32_768, "protocol": "tcp"]
      ])
    // 1.5 s before the pull, 1 s + 70 MB / 25 MB/s, 0.8 s: ±10 %
    #expect((5.4...6.8).contains(task.seconds("startedAt", after: "createdAt")))
    let second = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 30)
    let later = try scene.task(second)
    #expect(later.container("app")["networkBindings"]?[0]?["hostPort"] == 32_769)
    // The image is on the instance now: 0.3 s.
    #expect((0.26...0.34).contains(later.seconds("pullStoppedAt", after: "pullStartedAt")))
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    scene.cloud.advance(seconds: 10)
    #expect(scene.statuses(id) == ["PENDING", "RUNNING", "STOPPING", "STOPPED"])
    #expect(scene.brokenPromises == [])
  }

  @Test func awsvpcTaskOnAnInstanceGoesToTheSubnetOfItsZone() throws {
    var scene = try TaskScene(zones: ["b"])
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":300}]"#, more: #", "networkMode": "awsvpc""#)
    let network = #", "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a", "subnet-b"]}}"#
    let id = try #require(try scene.runEC2(more: network).first)
    #expect(try scene.status(id) == "PROVISIONING RUNNING")
    scene.cloud.advance(seconds: 30)
    let task = try scene.task(id)
    #expect(scene.statuses(id) == ["PROVISIONING", "PENDING", "RUNNING"])
    #expect(task["availabilityZone"] == "us-east-1b")
    #expect(task["attachments"]?[0]?["details"]?[0]?["value"] == "subnet-b")
    #expect(scene.brokenPromises == [])
  }

  // MARK: - Ends

  @Test func essentialExitEndsTheTask() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"""
      [{"name":"job","image":"busybox","command":["sh","-c","sleep 10; exit 3"]},
       {"name":"side","image":"nginx","essential":false}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "EssentialContainerExited")
    #expect(task["stoppedReason"] == "Essential container in task exited")
    #expect(task.container("job")["exitCode"] == 3)
    #expect(task.container("side")["exitCode"] == 0)
    #expect(task.seconds("stoppingAt", after: "executionStoppedAt") > 0)
    #expect(scene.statuses(id) == ["PROVISIONING", "PENDING", "RUNNING", "STOPPING", "DEPROVISIONING", "STOPPED"])
  }

  @Test func nonEssentialExitLeavesTheTaskRunning() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"[{"name":"app","image":"nginx"},{"name":"side","image":"busybox","essential":false}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 90)
    #expect(try scene.status(id) == "RUNNING RUNNING")
    #expect(try scene.task(id).container("side")["lastStatus"] == "STOPPED")
    #expect(try scene.task(id).container("side")["exitCode"] == 0)
  }

  @Test func processThatIgnoresSIGTERMIsKilledAfterItsStopTimeout() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"[{"name":"app","image":"busybox","command":["sleep","infinity"],"stopTimeout":20}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    scene.cloud.advance(seconds: 60)
    let task = try scene.task(id)
    #expect(task.container("app")["exitCode"] == 137)
    // 0.3 s to the signal, 20 s, 1 s for the kill
    #expect((21.29...21.31).contains(task.seconds("executionStoppedAt", after: "stoppingAt")))
  }

  @Test func containersStopInReverseOrderOfTheirDependencies() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"""
      [{"name":"db","image":"nginx"},
       {"name":"app","image":"nginx","dependsOn":[{"containerName":"db","condition":"START"}]}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    // The signal goes to app after 0.3 s, to db when app has ended 1.8 to 2.2 s later.
    scene.cloud.advance(seconds: 3)
    let task = try scene.task(id)
    #expect(task.container("app")["lastStatus"] == "STOPPED")
    #expect(task.container("db")["lastStatus"] == "RUNNING")
  }

  @Test func outOfMemoryKillsTheContainer() throws {
    var scene = try TaskScene(images: #"{"hog": {"latest": {"uses-memory-mib": 300}}}"#)
    try scene.registerFargate(#"[{"name":"app","image":"hog","memory":256}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 90)
    let task = try scene.task(id)
    #expect(task.container("app")["exitCode"] == 137)
    #expect(task.container("app")["reason"] == "OutOfMemoryError: Container killed due to memory usage")
    #expect(task["stoppedReason"] == "Essential container in task exited")
  }

  @Test func outOfMemoryOfTheWholeFargateTaskSaysSo() throws {
    var scene = try TaskScene(images: #"{"hog": {"latest": {"uses-memory-mib": 600}}}"#)
    try scene.registerFargate(#"[{"name":"app","image":"hog"}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 90)
    #expect(try scene.task(id)["stoppedReason"] == "OutOfMemoryError: Container killed due to memory usage")
  }

  @Test func theTaskHasItsLimitWhateverItsContainersMayHave() throws {
    // 300 MiB are within each container's 400, and twice 300 are not within the task's 512.
    var scene = try TaskScene(images: #"{"hog": {"latest": {"uses-memory-mib": 300}}}"#)
    let limits = #""image": "hog", "memory": 400, "memoryReservation": 100"#
    try scene.registerFargate(
      #"[{"name": "first", \#(limits)}, {"name": "app", \#(limits), "#
        + #""dependsOn": [{"containerName": "first", "condition": "START"}]}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    let task = try scene.task(id)
    #expect(task.container("app")["exitCode"] == 137)
    #expect(task.container("app")["reason"] == "OutOfMemoryError: Container killed due to memory usage")
    #expect(task.container("first")["reason"] == nil)
  }
}
