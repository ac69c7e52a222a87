/// Container Insights of services and clusters. A task of `web` reserves 256 CPU units and 512 MiB; an idle one uses 2 % and
/// 10 % of that (`MetricTiming`): 5.12 units and 51.2 MiB. Source: CloudWatch User Guide, "Amazon ECS Container Insights
/// metrics"; runtime sheet, section 7.4.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  fileprivate mutating func setInsights(_ value: String) throws {
    try call(
      "UpdateClusterSettings",
      #"{"cluster": "harbor", "settings": [{"name": "containerInsights", "value": "\#(value)"}]}"#)
  }

  /// Of the last `minutes`.
  fileprivate mutating func insights(_ name: String, service: String? = "web", minutes: Int) throws -> [Double] {
    try insights(name, of: service.map { ["ServiceName": $0] } ?? [:], minutes: minutes)
  }

  fileprivate mutating func insights(_ name: String, of dimensions: [String: String], minutes: Int) throws -> [Double] {
    let end = world.now.milliseconds / 1_000
    let dimension = dimensions.map { #", {"Name": "\#($0.key)", "Value": "\#($0.value)"}"# }.joined()
    let reply = try call(
      "GetMetricStatistics",
      #"{"Namespace": "ECS/ContainerInsights", "MetricName": "\#(name)", "Period": 60, "Statistics": ["Average"], "#
        + #""StartTime": \#(end - minutes * 60), "EndTime": \#(end), "#
        + #""Dimensions": [{"Name": "ClusterName", "Value": "harbor"}\#(dimension)]}"#, service: "cloudwatch")
    return (reply["Datapoints"]?.list ?? []).sorted { $0["Timestamp"]?.double ?? 0 < $1["Timestamp"]?.double ?? 0 }
      .compactMap { $0["Average"]?.double }
  }
}

@Test func insightsMeasureWhileTheSettingIsOn() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  cloud.advance(toMinute: 2)
  #expect(try cloud.insights("CpuReserved", minutes: 2) == [])
  try cloud.setInsights("enabled")
  cloud.advance(toMinute: 4)
  #expect(try cloud.insights("CpuReserved", minutes: 4) == [512, 512])
  #expect(try cloud.insights("CpuUtilized", minutes: 2) == [10.24, 10.24])
  #expect(try cloud.insights("MemoryReserved", minutes: 2) == [1_024, 1_024])
  #expect(try cloud.insights("MemoryUtilized", minutes: 2) == [102.4, 102.4])
  #expect(try cloud.insights("RunningTaskCount", minutes: 2) == [2, 2])
  #expect(try cloud.insights("RunningTaskCount", service: nil, minutes: 2) == [2, 2])
  #expect(try cloud.insights("DesiredTaskCount", minutes: 2) == [2, 2])
  #expect(try cloud.insights("PendingTaskCount", minutes: 2) == [0, 0])
  #expect(try cloud.insights("DeploymentCount", minutes: 2) == [1, 1])
  #expect(try cloud.insights("ServiceCount", service: nil, minutes: 2) == [1, 1])
  let known = try cloud.call("ListMetrics", #"{"Namespace": "ECS/ContainerInsights"}"#, service: "cloudwatch")
  // Seventeen of the cluster, sixteen of its service, ten of the family, and the cluster's TaskCount.
  #expect(known["Metrics"]?.list?.count == 44)
  try cloud.setInsights("disabled")
  cloud.advance(toMinute: 6)
  #expect(try cloud.insights("CpuReserved", minutes: 6) == [512, 512], "those of before stay")
}

@Test func anAlarmWatchesWhatInsightsMeasure() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  try cloud.setInsights("enhanced")
  try cloud.call(
    "PutMetricAlarm",
    #"{"AlarmName": "few", "Namespace": "ECS/ContainerInsights", "MetricName": "RunningTaskCount", "#
      + #""Dimensions": [{"Name": "ClusterName", "Value": "harbor"}, {"Name": "ServiceName", "Value": "web"}], "#
      + #""Statistic": "Average", "Period": 60, "EvaluationPeriods": 1, "Threshold": 2, "#
      + #""ComparisonOperator": "LessThanThreshold"}"#, service: "cloudwatch")
  cloud.advance(toMinute: 3)
  #expect(cloud.region?.alarms["few"]?.state == .ok)
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(toMinute: 6)
  #expect(cloud.region?.alarms["few"]?.state == .alarm)
}

/// Fargate's 20 GB for each task. Without requests a task is sent 120 and sends 80 bytes a second, writes 512
/// (`MetricTiming`): 512 × 60 = 30,720 bytes in a minute.
@Test func insightsMeasureNetworkAndStorage() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  try cloud.setInsights("enabled")
  cloud.advance(toMinute: 1)
  for (name, value) in [
    ("NetworkRxBytes", 240.0), ("NetworkTxBytes", 160), ("StorageReadBytes", 0), ("StorageWriteBytes", 61_440),
    ("EphemeralStorageReserved", 40), ("EphemeralStorageUtilized", 2.4), ("TaskSetCount", 0), ("RestartCount", 0),
  ] {
    #expect(try cloud.insights(name, minutes: 1) == [value], "\(name)")
    #expect(try cloud.insights(name, service: nil, minutes: 1) == [value], "\(name) of the cluster")
  }
}

/// One task of a service and one of nobody, each with 256 CPU units, of one family.
@Test func aFamilyHasWhatAllItsTasksHave() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  try cloud.setInsights("enabled")
  try cloud.call(
    "RunTask", #"{"cluster": "harbor", "taskDefinition": "good", "launchType": "FARGATE", \#(TestCloud.network)}"#)
  cloud.advance(toMinute: 3)
  let family = ["TaskDefinitionFamily": "good"]
  #expect(try cloud.insights("CpuReserved", of: family, minutes: 1) == [512])
  #expect(try cloud.insights("CpuUtilized", of: family, minutes: 1) == [10.24])
  #expect(try cloud.insights("EphemeralStorageReserved", of: family, minutes: 1) == [40])
  #expect(try cloud.insights("TaskCount", service: nil, minutes: 1) == [2])
  #expect(try cloud.insights("CpuReserved", of: ["TaskDefinitionFamily": "bad"], minutes: 1) == [])
}

/// 100 % of one task's CPU on two tasks: half of 256 units each.
@Test func tasksAndContainersAreMeasuredWhenEnhanced() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  try cloud.setInsights("enabled")
  cloud.inject("load service=web cpu=100")
  cloud.advance(toMinute: 1)
  let id = try #require(cloud.tasks().first?.id)
  let task = ["ServiceName": "web", "TaskId": "\(id)"]
  #expect(try cloud.insights("TaskCpuUtilization", of: task, minutes: 1) == [])
  try cloud.setInsights("enhanced")
  cloud.advance(toMinute: 2)
  #expect(try cloud.insights("TaskCpuUtilization", of: task, minutes: 2) == [50])
  #expect(try cloud.insights("TaskMemoryUtilization", of: task, minutes: 2) == [10])
  // 1.2 of 20 GB.
  #expect(try cloud.insights("TaskEphemeralStorageUtilization", of: task, minutes: 2) == [6])
  let container = ["ServiceName": "web", "TaskId": "\(id)", "ContainerName": "app"]
  #expect(try cloud.insights("ContainerCpuUtilized", of: container, minutes: 2) == [128])
  #expect(try cloud.insights("CpuReserved", minutes: 2) == [512, 512], "the setting went from on to on")
}

/// A service of two tasks and two more that somebody ran, of 256 units each.
@Test func tasksThatAreNoServicesCountForTheirCluster() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  try cloud.setInsights("enabled")
  try cloud.call(
    "RunTask",
    #"{"cluster": "harbor", "taskDefinition": "good:1", "count": 2, "launchType": "FARGATE", \#(TestCloud.network)}"#)
  cloud.advance(toMinute: 4)
  #expect(try cloud.insights("CpuReserved", service: nil, minutes: 1) == [1_024])
  #expect(try cloud.insights("RunningTaskCount", service: nil, minutes: 1) == [4])
  #expect(try cloud.insights("CpuReserved", minutes: 1) == [512])
}

/// It ends a second after each start, and its policy takes it up again after 60 s: once a minute.
@Test func restartsOfATaskThatIsNoServicesAreCounted() throws {
  var cloud = try TestCloud.services()
  try cloud.setInsights("enhanced")
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "tick", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "#
      + #""containerDefinitions": [{"name": "app", "image": "nginx"}, {"name": "tick", "image": "nginx", "#
      + #""essential": false, "command": ["sleep", "70"], "restartPolicy": {"enabled": true, "restartAttemptPeriod": 60}}]}"#
  )
  try cloud.call(
    "RunTask", #"{"cluster": "harbor", "taskDefinition": "tick", "launchType": "FARGATE", \#(TestCloud.network)}"#)
  cloud.advance(toMinute: 6)
  let tasks = cloud.region?.ecs.tasks.all(inCluster: "harbor") ?? []
  #expect(tasks.map(\.lastStatus) == [.running], "\(tasks.map(\.stoppedReason))")
  let counts = try cloud.insights("RestartCount", of: ["TaskDefinitionFamily": "tick"], minutes: 5)
  #expect(counts.reduce(0, +) >= 3 && counts.allSatisfy { $0 <= 1 }, "\(counts)")
}

/// A task of 256 units that idles at 3 % of them: 7.68. Three quarters of what containers reserve is the first's.
@Test func aContainersPartGoesByWhatItReserves() throws {
  var cloud = try TestCloud.services()
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "pair", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "#
      + #""containerDefinitions": [{"name": "app", "image": "nginx", "cpu": 192}, "#
      + #"{"name": "sidecar", "image": "nginx", "cpu": 64}]}"#)
  try cloud.setInsights("enhanced")
  try cloud.createService("web", "pair", count: 1)
  cloud.advance(toMinute: 4)
  let id = try #require(cloud.tasks().first?.id)
  func used(_ name: String) throws -> [Double] {
    let values = try cloud.insights(
      "ContainerCpuUtilized", of: ["ServiceName": "web", "TaskId": "\(id)", "ContainerName": name], minutes: 4)
    return Array(values.suffix(1))
  }
  let (app, sidecar) = (try used("app"), try used("sidecar"))
  #expect(!app.isEmpty && app.map { $0 / 3 } == sidecar)
}

@Test func anAlarmWatchesTheTasksOfAFamily() throws {
  var (cloud, _) = try TestCloud.steady(count: 1)
  try cloud.setInsights("enabled")
  try cloud.call(
    "PutMetricAlarm",
    #"{"AlarmName": "ran", "Namespace": "ECS/ContainerInsights", "MetricName": "CpuReserved", "Dimensions": [{"Name": "#
      + #""ClusterName", "Value": "harbor"}, {"Name": "TaskDefinitionFamily", "Value": "crashing"}], "Statistic": "#
      + #""Sum", "Period": 60, "EvaluationPeriods": 1, "Threshold": 0, "ComparisonOperator": "GreaterThanThreshold"}"#,
    service: "cloudwatch")
  cloud.advance(toMinute: 2)
  #expect(cloud.region?.alarms["ran"]?.state == .insufficientData)
  try cloud.registerFargate("crashing", image: "nginx")
  try cloud.call(
    "RunTask", #"{"cluster": "harbor", "taskDefinition": "crashing", "launchType": "FARGATE", \#(TestCloud.network)}"#)
  cloud.advance(toMinute: 5)
  #expect(cloud.region?.alarms["ran"]?.state == .alarm)
}

/// A container that ends by itself every 100 s and may be started again after 60: RUNNING 35 s after 09:00:00, it does at
/// 135, 235 and 335 s.
@Test func restartsAreCounted() throws {
  var cloud = try TestCloud.services()
  try cloud.setInsights("enabled")
  try cloud.registerFargate(
    "again", image: "web:95",
    more: #", "command": ["sleep", "100"], "restartPolicy": {"enabled": true, "restartAttemptPeriod": 60}"#)
  try cloud.createService("web", "again", count: 1)
  cloud.advance(seconds: 360)
  #expect(try cloud.insights("RestartCount", minutes: 6) == [0, 0, 1, 1, 0, 1])
}

// MARK: - Within tasks

/// A task of two containers writes 512 bytes a second (`MetricTiming`): 15,360 in a minute each.
@Test func containersHaveTheirPartOfNetworkAndDisk() throws {
  var cloud = try TestCloud.services()
  try cloud.setInsights("enhanced")
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "two", "networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"], "#
      + #""containerDefinitions": [{"name": "app", "image": "nginx"}, {"name": "side", "image": "nginx"}]}"#)
  try cloud.createService("web", "two", count: 2)
  cloud.advance(seconds: 240)
  let one = ["ServiceName": "web", "ContainerName": "side"]
  #expect(try cloud.insights("ContainerStorageWriteBytes", of: one, minutes: 1) == [30_720], "of both tasks")
  #expect(try cloud.insights("ContainerStorageReadBytes", of: one, minutes: 1) == [0])
  #expect(try cloud.insights("ContainerStorageWriteBytes", service: nil, minutes: 1) == [61_440])
  #expect(try cloud.insights("ContainerNetworkRxBytes", minutes: 1) == [240])
  #expect(try cloud.insights("ContainerNetworkTxBytes", of: ["TaskDefinitionFamily": "two"], minutes: 1) == [160])
  #expect(try cloud.insights("ContainerNetworkRxBytes", of: one, minutes: 1) == [], "no such dimensions")
  let known = try cloud.call("ListMetrics", #"{"MetricName": "ContainerStorageWriteBytes"}"#, service: "cloudwatch")
  // One of the cluster; of two containers by service and by family two each, and in two tasks four each.
  #expect(known["Metrics"]?.list?.count == 13)
}

/// 1 while a container with a health check is UNHEALTHY, 0 while it is HEALTHY, nothing before it is decided; with an
/// interval of 10 s and two failures in a row.
@Test func unhealthyContainersAreCounted() throws {
  var cloud = try TestCloud.services()
  try cloud.setInsights("enhanced")
  try cloud.registerFargate(
    "checked", image: "web:95",
    more:
      #", "healthCheck": {"command": ["CMD-SHELL", "curl -f http://localhost || exit 1"], "interval": 10, "retries": 2}"#
  )
  let reply = try cloud.call(
    "RunTask", #"{"cluster": "harbor", "taskDefinition": "checked", "launchType": "FARGATE", \#(TestCloud.network)}"#)
  let id = reply["tasks"]?[0]?["taskArn"]?.string?.split(separator: "/").last.map(String.init) ?? ""
  cloud.advance(seconds: 150)
  cloud.inject("task-unhealthy task=\(id)")
  cloud.advance(seconds: 150)
  let container = ["TaskDefinitionFamily": "checked", "TaskId": id, "ContainerName": "app"]
  let values = try cloud.insights("UnHealthyContainerHealthStatus", of: container, minutes: 5)
  #expect(values.count >= 3 && values == values.sorted() && Set(values) == [0, 1], "\(values)")
  #expect(try cloud.insights("UnHealthyContainerHealthStatus", service: nil, minutes: 1) == [1])
  #expect(try cloud.insights("UnHealthyContainerHealthStatus", of: ["TaskId": id], minutes: 5) == [])
}

/// Two tasks with a volume of 40 GiB each, of which 5 % are used (`MetricTiming`).
@Test func volumesOfTasksAreMeasured() throws {
  var cloud = try TestCloud.services()
  try cloud.setInsights("enhanced")
  try cloud.call(
    "CreateRole",
    #"{"RoleName": "ecsInfrastructureRole", "AssumeRolePolicyDocument": "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"ecs.amazonaws.com\"}}]}"}"#,
    service: "iam")
  try cloud.call(
    "AttachRolePolicy",
    #"{"RoleName": "ecsInfrastructureRole", "PolicyArn": "#
      + #""arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"}"#, service: "iam")
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "stores", "networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"], "#
      + #""volumes": [{"name": "data", "configuredAtLaunch": true}], "containerDefinitions": [{"name": "app", "image": "nginx"}]}"#
  )
  try cloud.call(
    "CreateService",
    #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "stores", "desiredCount": 2, "launchType": "FARGATE", "#
      + #""volumeConfigurations": [{"name": "data", "managedEBSVolume": {"sizeInGiB": 40, "roleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole"}}], "#
      + #"\#(TestCloud.network)}"#)
  cloud.advance(seconds: 300)
  #expect(try cloud.insights("EBSFilesystemSize", minutes: 1) == [80])
  #expect(try cloud.insights("EBSFilesystemUtilized", minutes: 1) == [4])
  let volume = ["TaskDefinitionFamily": "stores", "VolumeName": "data"]
  #expect(try cloud.insights("EBSFilesystemSize", of: volume, minutes: 1) == [80])
  #expect(try cloud.insights("TaskEBSFilesystemUtilization", minutes: 1) == [5])
  #expect(try cloud.insights("EBSFilesystemSize", service: nil, minutes: 1) == [], "not of a cluster")
  let known = try cloud.call(
    "ListMetrics", #"{"Namespace": "AWS/ECS", "MetricName": "EBSFilesystemUtilization"}"#, service: "cloudwatch")
  #expect(known["Metrics"]?.list?.count == 1, "of the service: a cluster has it of its container instances alone")
}

// MARK: - Hosts

/// A t3.medium has 2,048 CPU units and 3,884 MiB. The agent reserves 256 units and 388 MiB, the other task as much, of
/// which each uses 2 % and 10 % (`MetricTiming`).
@Test func aCloudWatchAgentTellsOfItsHost() throws {
  var scene = try TaskScene(
    images: #"{"public.ecr.aws/cloudwatch-agent/cloudwatch-agent": {"latest": {}}}"#, zones: ["a", "b"])
  let names = ["agent": "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest", "app": "nginx"]
  for (family, image) in names.sorted(by: { $0.key < $1.key }) {
    try scene.registerEC2(#"[{"name":"app","image":"\#(image)","cpu":256,"memory":388}]"#, family: family)
  }
  let arns = try scene.cloud.call("ListContainerInstances", #"{"cluster":"harbor"}"#)["containerInstanceArns"]
  let arn = try #require(arns?[0]?.string)
  let id = String(arn.split(separator: "/").last ?? "")
  func start(_ family: String, in cloud: inout TestCloud) throws {
    try cloud.call("StartTask", #"{"cluster":"harbor","taskDefinition":"\#(family)","containerInstances":["\#(arn)"]}"#)
  }
  try start("app", in: &scene.cloud)
  scene.cloud.advance(seconds: 240)
  #expect(try scene.cloud.insights("instance_cpu_limit", service: nil, minutes: 4) == [], "nobody tells")
  try start("agent", in: &scene.cloud)
  scene.cloud.advance(seconds: 240)
  for (name, value) in [
    ("instance_cpu_limit", 2_048.0), ("instance_cpu_reserved_capacity", 25), ("instance_cpu_usage_total", 10.24),
    ("instance_cpu_utilization", 0.5), ("instance_filesystem_utilization", 12),
    ("instance_memory_limit", 4_072_669_184), ("instance_memory_reserved_capacity", 19.979403),
    ("instance_memory_utilization", 1.99794), ("instance_memory_working_set", 81_369_497.6),
    ("instance_network_total_bytes", 400), ("instance_number_of_running_tasks", 2),
  ] {
    #expect(try scene.cloud.insights(name, service: nil, minutes: 1) == [value], "\(name)")
  }
  let host = try #require(scene.cloud.region?.ecs.containerInstances[id]?.ec2InstanceID)
  let own = ["ContainerInstanceId": id, "InstanceId": host]
  #expect(try scene.cloud.insights("instance_cpu_utilization", of: own, minutes: 1) == [0.5])
  #expect(try scene.cloud.insights("instance_cpu_limit", of: own, minutes: 1) == [], "of the cluster alone")
  let known = try scene.cloud.call("ListMetrics", #"{"Namespace": "ECS/ContainerInsights"}"#, service: "cloudwatch")
  #expect(known["Metrics"]?.list?.count == 16)
}
