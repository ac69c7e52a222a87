/// Managed daemons at the border. Sources: ECS API reference, CreateDaemon and the rest of the eight operations; runtime
/// sheet, section 8.1.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Managed daemons")
struct DaemonTests {
  @Test func aDaemonIsMadeOnce() throws {
    var scene = try ManagedScene()
    let made = try scene.createDaemon(more: #","clientToken":"once""#)
    #expect(made.keys == ["daemonArn", "status", "createdAt", "deploymentArn"])
    #expect((made["daemonArn"]?.string, made["status"]) == (ManagedScene.daemonARN, "ACTIVE"))
    #expect(try scene.createDaemon(more: #","clientToken":"once""#) == made)
    for more in ["", #","clientToken":"twice""#, #","clientToken":"once","enableECSManagedTags":true"#] {
      #expect(
        try scene.cloud.refusal(
          "CreateDaemon",
          """
          {"daemonName":"agent","clusterArn":"harbor","daemonTaskDefinitionArn":"agent",
           "capacityProviderArns":["\(ManagedScene.providerARN)"]\(more)}
          """) == "InvalidParameterException: Creation of daemon was not idempotent.")
    }
    let listed = try scene.cloud.call("ListDaemons", #"{"clusterArn":"harbor"}"#)["daemonSummariesList"]
    #expect(listed?.list?.map(\.keys) == [["daemonArn", "status", "createdAt", "updatedAt"]])
    #expect(
      try scene.cloud.call("ListDaemons", #"{"capacityProviderArns":["other"]}"#)["daemonSummariesList"] == [])
  }

  @Test(arguments: [
    (
      #"{"daemonName":"a b","daemonTaskDefinitionArn":"agent","capacityProviderArns":["managed"],"clusterArn":"harbor"}"#,
      "InvalidParameterException: The specified daemon name is invalid."
    ),
    (
      #"{"daemonName":"a","daemonTaskDefinitionArn":"agent","capacityProviderArns":["managed"]}"#,
      "ClusterNotFoundException: Cluster not found."
    ),
    (
      #"{"daemonName":"a","daemonTaskDefinitionArn":"web","capacityProviderArns":["managed"],"clusterArn":"harbor"}"#,
      "ClientException: DaemonTaskDefinition not found."
    ),
    (
      #"{"daemonName":"a","daemonTaskDefinitionArn":"agent","capacityProviderArns":["FARGATE"],"clusterArn":"harbor"}"#,
      "InvalidParameterException: ECS Managed Daemons is only supported for Amazon ECS Managed Instances"
    ),
    (
      #"{"daemonName":"a","daemonTaskDefinitionArn":"agent","capacityProviderArns":[],"clusterArn":"harbor"}"#,
      "InvalidParameterException: capacityProviderArns can not be empty."
    ),
    (
      #"{"daemonName":"a","daemonTaskDefinitionArn":"agent","capacityProviderArns":["x"],"clusterArn":"harbor"}"#,
      "InvalidParameterException: The specified capacity provider does not exist."
    ),
  ])
  func refusals(input: String, refusal: String) throws {
    var scene = try ManagedScene()
    #expect(try scene.cloud.refusal("CreateDaemon", input).hasPrefix(refusal))
    #expect(
      try scene.cloud.refusal("DescribeDaemon", #"{"daemonArn":"\#(ManagedScene.daemonARN)"}"#)
        == "DaemonNotFoundException: The specified daemon was not found.")
    #expect(
      try scene.cloud.refusal(
        "UpdateDaemon",
        #"""
        {"daemonArn":"agent","daemonTaskDefinitionArn":"agent","capacityProviderArns":["managed"]}
        """#) == "DaemonNotFoundException: The specified daemon was not found.")
  }

  @Test func drainPercentAndBakeTimeHaveLimits() throws {
    var scene = try ManagedScene()
    for (configuration, refusal) in [
      (#"{"drainPercent":100.5}"#, "InvalidParameterException: drainPercent must be between 0.0 and 100.0"),
      (#"{"bakeTimeInMinutes":1441}"#, "InvalidParameterException: bakeTimeInMinutes must be between 0 and 1440"),
    ] {
      #expect(
        try scene.cloud.refusal(
          "CreateDaemon",
          """
          {"daemonName":"a","daemonTaskDefinitionArn":"agent","capacityProviderArns":["managed"],"clusterArn":"harbor",
           "deploymentConfiguration":\(configuration)}
          """) == refusal)
    }
  }

  /// The daemon runs on each instance before the task that the instance was booted for.
  @Test func daemonsRunBeforeOtherTasks() throws {
    var scene = try ManagedScene()
    try scene.createDaemon(
      more: #","tags":[{"key":"team","value":"sea"}],"propagateTags":"DAEMON","enableECSManagedTags":true"#)
    scene.advance(seconds: 20)
    #expect(try scene.deployment()["status"] == "SUCCESSFUL")
    let id = try #require(try scene.run().first)
    try scene.scene.advance(until: "RUNNING", id)
    let tasks = scene.region.ecs.tasks.all(inCluster: "harbor")
    let daemon = try #require(tasks.first { $0.daemon != nil })
    let task = try #require(tasks.first { $0.id == id })
    let (daemonStart, taskStart) = (try #require(daemon.startedAt), try #require(task.startedAt))
    #expect(daemonStart < taskStart)
    #expect(daemon.containerInstance == task.containerInstance)
    let shown = try scene.scene.task(daemon.id)
    #expect((shown["group"], shown["launchType"]) == ("daemon:agent", "MANAGED_INSTANCES"))
    #expect(
      shown["taskDefinitionArn"] == "arn:aws:ecs:us-east-1:123456789012:daemon-task-definition/agent:1")
    #expect(
      shown["tags"]?.list?.compactMap { $0["key"]?.string } == ["aws:ecs:clusterName", "aws:ecs:daemonName", "team"])
    #expect(
      try scene.cloud.call("ListTasks", #"{"cluster":"harbor","daemonName":"agent"}"#)["taskArns"]
        == [.string("arn:aws:ecs:us-east-1:123456789012:task/harbor/\(daemon.id)")])
    let revision = try scene.daemon()["currentRevisions"]?[0]
    #expect(revision?["totalRunningCount"] == 1)
    #expect(
      revision?["capacityProviders"] == [["arn": .string(ManagedScene.providerARN), "runningCount": 1]])
    #expect(scene.brokenPromises == [])
  }

  @Test func aDaemonComesToInstancesThatAreThere() throws {
    var scene = try ManagedScene()
    try scene.createService(4)
    scene.advance(seconds: 400)
    let before = scene.instances.map(\.id)
    try scene.createDaemon()
    #expect(try scene.deployment()["status"] == "PENDING")
    scene.advance(seconds: 100)
    let deployment = try scene.deployment()
    #expect(deployment["status"] == "SUCCESSFUL")
    #expect(deployment["sourceDaemonRevisions"] == [])
    #expect(deployment["targetDaemonRevision"]?["totalRunningInstanceCount"] == 2)
    #expect(deployment["circuitBreaker"]?["status"] == "MONITORING_COMPLETE")
    #expect(deployment["alarms"]?["status"] == "DISABLED")
    #expect(scene.instances.map(\.id) == before)
    #expect(scene.runningDaemons == ["agent:1", "agent:1"])
    let revision = try scene.daemon()["currentRevisions"]?[0]?["arn"]?.string ?? ""
    let described = try scene.cloud.call(
      "DescribeDaemonRevisions", #"{"daemonRevisionArns":["\#(revision)","\#(revision)0"]}"#)
    #expect(described["daemonRevisions"]?[0]?["containerImages"] == [["containerName": "agent", "image": "nginx"]])
    #expect(described["failures"]?[0]?["reason"] == "MISSING")
  }

  @Test func aDaemonTaskThatEndsCostsItsHost() throws {
    var scene = try ManagedScene()
    try scene.createDaemon()
    try scene.createService(2)
    scene.advance(seconds: 400)
    let host = try #require(scene.instances.first)
    let daemon = try #require(scene.region.ecs.tasks.all(onInstance: host.id).first { $0.daemon != nil })
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(daemon.id)"}"#)
    scene.advance(seconds: 20)
    #expect(scene.region.ecs.containerInstances[host.id]?.status == .draining)
    scene.advance(seconds: 600)
    #expect(scene.instances.count == 1)
    #expect(scene.instances.first?.id != host.id)
    #expect(scene.runningDaemons == ["agent:1"])
    let service = try scene.cloud.call("DescribeServices", #"{"cluster":"harbor","services":["web"]}"#)["services"]?[0]
    #expect(service?["runningCount"] == 2)
    #expect(scene.brokenPromises == [])
  }

  /// On each instance that goes, the daemon is the last to stop.
  @Test func deletingReplacesInstancesAndDaemonsStopLast() throws {
    var scene = try ManagedScene()
    try scene.createDaemon()
    try scene.createService(2)
    scene.advance(seconds: 400)
    let host = try #require(scene.instances.first)
    let reply = try scene.cloud.call("DeleteDaemon", #"{"daemonArn":"\#(ManagedScene.daemonARN)"}"#)
    #expect(reply["status"] == "DELETE_IN_PROGRESS")
    #expect(
      try scene.cloud.call("DeleteDaemon", #"{"daemonArn":"\#(ManagedScene.daemonARN)"}"#)["deploymentArn"]
        == reply["deploymentArn"])
    #expect(
      try scene.cloud.refusal(
        "UpdateDaemon",
        """
        {"daemonArn":"\(ManagedScene.daemonARN)","daemonTaskDefinitionArn":"agent",
         "capacityProviderArns":["managed"]}
        """) == "DaemonNotActiveException: The specified daemon is not active.")
    scene.advance(seconds: 600)
    #expect(
      try scene.cloud.refusal("DescribeDaemon", #"{"daemonArn":"\#(ManagedScene.daemonARN)"}"#)
        == "DaemonNotFoundException: The specified daemon was not found.")
    let tasks = scene.region.ecs.tasks.all(onInstance: host.id)
    let daemonStop = try #require(tasks.first { $0.daemon != nil }?.stoppedAt)
    let others = tasks.filter { $0.daemon == nil }
    #expect(others.count == 2)
    for task in others { #expect(try #require(task.stoppedAt) <= daemonStop) }
    #expect(scene.runningDaemons == [])
    #expect(scene.instances.count == 1)
    #expect(scene.brokenPromises == [])
  }

  @Test func theTaskDefinitionOfADaemonStaysWhileItRuns() throws {
    var scene = try ManagedScene()
    try scene.createDaemon()
    try scene.cloud.call("DeleteDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent:1"}"#)
    scene.advance(seconds: 3_600)
    let shown = try scene.cloud.call("DescribeDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent:1"}"#)
    #expect(shown["daemonTaskDefinition"]?["status"] == "DELETE_IN_PROGRESS")
    try scene.cloud.call("DeleteDaemon", #"{"daemonArn":"\#(ManagedScene.daemonARN)"}"#)
    scene.advance(seconds: 60)
    let later = try scene.cloud.call("DescribeDaemonTaskDefinition", #"{"daemonTaskDefinition":"agent:1"}"#)
    #expect(later["daemonTaskDefinition"]?["status"] == "DELETED")
  }
}
