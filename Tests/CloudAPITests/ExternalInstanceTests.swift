/// Machines of one's own (Amazon ECS Anywhere): how they register, and what the launch type EXTERNAL may ask.
/// Source: ECS Developer Guide, "Amazon ECS clusters for external instances"; API sheet, sections 1.2 and 1.3.
import Cloud
import Documents
import Testing

@testable import CloudAPI

extension TestCloud {
  /// The cluster `harbor` with the family `small` (100 MiB) and `count` external instances of 1,024 MiB.
  fileprivate static func external(_ count: Int, ofEC2: Int = 0) throws -> TestCloud {
    var cloud = try TestCloud.instances(ofEC2)
    for _ in 0..<count {
      try cloud.call(
        "RegisterContainerInstance",
        #"{"cluster": "harbor", "attributes": [{"name": "ecs.capability.external"}], "totalResources": ["#
          + #"{"name": "MEMORY", "type": "INTEGER", "integerValue": 1024}]}"#)
    }
    return cloud
  }

  /// The launch types of the cluster's tasks and whether each is on an external instance (`mi-`).
  fileprivate func whereabouts() -> [String] {
    let ecs = world.regions["us-east-1"]?.ecs
    return ecs?.tasks.all(inCluster: "harbor").map { task in
      let host = task.containerInstance.flatMap { ecs?.containerInstances[$0]?.ec2InstanceID } ?? "none"
      return "\(task.launchType.rawValue) on \(host.prefix { $0 != "-" })"
    } ?? []
  }

  fileprivate mutating func run(_ launchType: String, _ definition: String = "small", more: String = "") throws
    -> Document
  {
    try call(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "\#(definition)", "launchType": "\#(launchType)"\#(more)}"#)
  }

  fileprivate mutating func refusedService(_ more: String, definition: String = "small") throws -> String {
    try refusal(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "\#(definition)", "desiredCount": 1, "#
        + #""launchType": "EXTERNAL"\#(more)}"#)
  }
}

@Test func anExternalInstanceIsInNoZoneAndOfNoType() throws {
  var cloud = try TestCloud.external(0)
  let instance = try cloud.call(
    "RegisterContainerInstance", #"{"cluster": "harbor", "attributes": [{"name": "ecs.capability.external"}]}"#)[
      "containerInstance"]
  #expect(instance?["ec2InstanceId"]?.string?.hasPrefix("mi-") == true)
  let names = instance?["attributes"]?.list?.compactMap { $0["name"]?.string } ?? []
  #expect(names.contains("ecs.capability.external"))
  for absent in [
    "ecs.instance-type", "ecs.availability-zone", "ecs.ami-id", "ecs.subnet-id", "ecs.capability.task-eni",
  ] {
    #expect(!names.contains(absent), "\(absent)")
  }
}

@Test func eachLaunchTypeGoesToItsOwnInstances() throws {
  var cloud = try TestCloud.external(1, ofEC2: 1)
  for type in ["EXTERNAL", "EC2", "EXTERNAL", "EC2"] { #expect(try cloud.run(type)["failures"]?.list == []) }
  #expect(cloud.whereabouts().sorted() == ["EC2 on i", "EC2 on i", "EXTERNAL on mi", "EXTERNAL on mi"])
  cloud.advance(seconds: 120)
  let task = try cloud.call("ListTasks", #"{"cluster": "harbor", "launchType": "EXTERNAL"}"#)["taskArns"]?.strings ?? []
  #expect(task.count == 2)
  let cluster = try cloud.call("DescribeClusters", #"{"clusters": ["harbor"], "include": ["STATISTICS"]}"#)
  let statistics = cluster["clusters"]?[0]?["statistics"]?.list ?? []
  #expect(statistics.contains(["name": "runningExternalTasksCount", "value": "2"]))
}

@Test func whatHasNoRoomOnExternalInstancesDoesNotGoElsewhere() throws {
  // 1,024 MiB hold one task of 600; the EC2 instance beside it is empty.
  var cloud = try TestCloud.external(1, ofEC2: 1)
  _ = try cloud.run("EXTERNAL", "big")
  let failures = try cloud.run("EXTERNAL", "big")["failures"]?.list ?? []
  #expect(failures.compactMap { $0["reason"]?.string } == ["RESOURCE:MEMORY"])
}

@Test func startTaskOnAnExternalInstanceIsOfThatLaunchType() throws {
  var cloud = try TestCloud.external(1)
  let arn =
    try cloud.call("ListContainerInstances", #"{"cluster": "harbor"}"#)["containerInstanceArns"]?.strings[0] ?? ""
  let task = try cloud.call(
    "StartTask", #"{"cluster": "harbor", "taskDefinition": "small", "containerInstances": ["\#(arn)"]}"#)["tasks"]?[0]
  #expect(task?["launchType"] == "EXTERNAL")
}

@Test func runTaskNeedsAnExternalInstanceAndANetworkModeThatItHas() throws {
  var cloud = try TestCloud.external(0, ofEC2: 1)
  #expect(
    try cloud.refusal("RunTask", #"{"cluster": "harbor", "taskDefinition": "small", "launchType": "EXTERNAL"}"#)
      == "InvalidParameterException: No Container Instances were found in your cluster.")
  #expect(
    try cloud.refusal(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "small", "launchType": "EXTERNAL", "platformVersion": "1.4.0"}"#)
      == "InvalidParameterException: The platform version must be null when specifying an EXTERNAL launch type.")
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "own-address", "networkMode": "awsvpc", "containerDefinitions": [{"name": "app", "image": "web:95", "#
      + #""memory": 100}]}"#)
  #expect(
    try cloud.refusal(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "own-address", "launchType": "EXTERNAL", "networkConfiguration": "#
        + #"{"awsvpcConfiguration": {"subnets": ["subnet-a"]}}}"#)
      == "InvalidParameterException: Task definition does not support launch_type EXTERNAL.")
}

@Test func aServiceKeepsItsCountOnExternalInstances() throws {
  var cloud = try TestCloud.external(2, ofEC2: 1)
  let service = try cloud.createOnEC2("small", count: 4, more: #", "launchType": "EXTERNAL""#)
  #expect(service["launchType"] == "EXTERNAL")
  #expect(service["availabilityZoneRebalancing"] == "DISABLED")
  cloud.advance(seconds: 120)
  #expect(cloud.whereabouts() == Array(repeating: "EXTERNAL on mi", count: 4))
}

@Test func aDaemonOfExternalInstancesLeavesTheOthersAlone() throws {
  var cloud = try TestCloud.external(2, ofEC2: 1)
  try cloud.createOnEC2("small", count: nil, more: #", "launchType": "EXTERNAL", "schedulingStrategy": "DAEMON""#)
  cloud.advance(seconds: 120)
  #expect(cloud.whereabouts() == ["EXTERNAL on mi", "EXTERNAL on mi"])
}

@Test func nothingOfAWSBringsTrafficToAnExternalInstance() throws {
  var cloud = try TestCloud.external(1)
  #expect(
    try cloud.refusedService(
      #", "serviceRegistries": [{"registryArn": "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1", "#
        + #""containerName": "app", "containerPort": 80}]"#, definition: "port")
      == "InvalidParameterException: The EXTERNAL launch type does not support service registries.")
  #expect(
    try cloud.refusedService(#", "availabilityZoneRebalancing": "ENABLED""#)
      == "InvalidParameterException: The service couldn't be created because Availability Zone Rebalancing does not "
      + "support the EXTERNAL launch type.")
}

@Test func anExternalInstanceInTheClusterDoesNotUnsettleTheZonesOfEC2() throws {
  // Three instances in three zones hold a task each: even, whatever else is in the cluster.
  var cloud = try TestCloud.external(1, ofEC2: 3)
  try cloud.createOnEC2("small", count: 3)
  cloud.advance(seconds: 1_800)
  #expect(cloud.story().filter { $0.contains("rebalanc") || $0.contains("unable to place") } == [])
}

@Test func aServiceWaitsForTheAgentOfAnExternalInstance() throws {
  var cloud = try TestCloud.external(1)
  cloud.inject("agent-disconnected lasts=5m")
  try cloud.createOnEC2("small", count: 1, more: #", "launchType": "EXTERNAL""#)
  cloud.advance(seconds: 240)
  #expect(cloud.story() == ["0:10 Timed out waiting for Amazon ECS Agent to start."])
  cloud.advance(seconds: 180)
  #expect(try cloud.describeService()["runningCount"] == 1)
}
