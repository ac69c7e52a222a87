/// What RunTask, StartTask, StopTask, ListTasks, DescribeTasks and their kin accept and refuse, word for word.
/// Texts and their order: ECS API reference and captured replies of the service.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Task requests")
struct TaskRequestTests {
  private func scene(zones: [String] = []) throws -> TaskScene {
    var scene = try TaskScene(zones: zones)
    try scene.registerFargate(#"[{"name":"app","image":"nginx"}]"#)
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":300}]"#)
    return scene
  }

  static let fargate = #""cluster":"harbor","taskDefinition":"web","launchType":"FARGATE""#
  static let network = TaskScene.publicNetwork

  @Test(arguments: [
    (#"{"cluster":"nowhere","taskDefinition":"nothing"}"#, "ClientException: TaskDefinition not found."),
    (#"{"cluster":"nowhere","taskDefinition":"web"}"#, "ClusterNotFoundException: Cluster not found."),
    (#"{"taskDefinition":"web"}"#, "ClusterNotFoundException: Cluster not found."),
    (
      #"{"cluster":"harbor","taskDefinition":"web:x"}"#,
      "InvalidParameterException: Invalid task definition: Invalid revision number."
    ),
    (
      "{\(fargate)}",
      "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified."
    ),
    (
      #"{"cluster":"harbor","taskDefinition":"app",\#(network)}"#,
      "InvalidParameterException: Network Configuration is not valid for the given networkMode of this task definition."
    ),
    (
      #"{"cluster":"harbor","taskDefinition":"app","launchType":"FARGATE"}"#,
      "InvalidParameterException: Task definition does not support launch_type FARGATE."
    ),
    (
      #"{"cluster":"harbor","taskDefinition":"app"}"#,
      "InvalidParameterException: No Container Instances were found in your cluster."
    ),
    (
      #"{"cluster":"harbor","taskDefinition":"app","platformVersion":"1.4.0"}"#,
      "InvalidParameterException: The platform version must be null when specifying an EC2 launch type."
    ),
    (
      #"{\#(fargate),\#(network),"capacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1}]}"#,
      "InvalidParameterException: Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again."
    ),
    (
      #"{\#(fargate),\#(network),"placementStrategy":[{"type":"random"}]}"#,
      "InvalidParameterException: Placement strategies are not supported with FARGATE launch type."
    ),
    (
      #"{\#(fargate),\#(network),"placementConstraints":[{"type":"distinctInstance"}]}"#,
      "InvalidParameterException: Placement constraints are not supported with FARGATE launch type."
    ),
    (
      #"{\#(fargate),\#(network),"platformVersion":"9"}"#,
      "PlatformUnknownException: The specified platform does not exist."
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"containerOverrides":[{"name":"side"}]}}"#,
      "InvalidParameterException: Override for container named side is not a container in the TaskDefinition."
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"memory":"4096"}}"#,
      "InvalidParameterException: No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values."
    ),
    (
      #"{\#(fargate),\#(network),"enableExecuteCommand":true}"#,
      "InvalidParameterException: The task couldn't be run because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again."
    ),
    (
      #"{\#(fargate),"networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-x"]}}}"#,
      "InvalidParameterException: Error retrieving subnet information for [subnet-x]: The subnet ID 'subnet-x' does not exist (ErrorCode: InvalidSubnetID.NotFound)"
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"taskRoleArn":"arn:aws:iam::123456789012:role/lambdaRole"}}"#,
      "ClientException: ECS was unable to assume the role 'arn:aws:iam::123456789012:role/lambdaRole' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
    ),
    (
      #"{"cluster":"harbor","taskDefinition":"web","launchType":"LAMBDA"}"#,
      "InvalidParameterException: launch type should be one of [EC2,FARGATE,EXTERNAL,FMI,MANAGED_INSTANCES]"
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"containerOverrides":[{"name":"app","memory":1024}]}}"#,
      "InvalidParameterException: Invalid setting for container 'app'. The 'memory' setting for container is greater than for the task."
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"containerOverrides":[{"name":"app","memory":100,"memoryReservation":200}]}}"#,
      "InvalidParameterException: Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'."
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"ephemeralStorage":{"sizeInGiB":20}}}"#,
      "InvalidParameterException: EphemeralStorage size should be at least 21"
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"containerOverrides":[{"name":"app","environmentFiles":[{"type":"s3","value":"env"}]}]}}"#,
      "InvalidParameterException: Invalid arn syntax"
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"containerOverrides":[{"name":"app","environmentFiles":[{"type":"efs","value":"arn:aws:s3:::b/k"}]}]}}"#,
      "InvalidParameterException: environment file type should be one of [s3]"
    ),
    (
      #"{\#(fargate),\#(network),"overrides":{"inferenceAcceleratorOverrides":[{"deviceName":"d","deviceType":"eia1.medium"}]}}"#,
      "InvalidParameterException: Unsupported field 'inferenceAcceleratorOverrides'"
    ),
    (
      #"{"cluster":"harbor","taskDefinition":"app","placementStrategy":[{"type":"random","field":"cpu"}]}"#,
      "InvalidParameterException: random field should not be specified"
    ),
    (
      #"{"cluster":"harbor","taskDefinition":"app","placementConstraints":[{"type":"distinctInstance","expression":"attribute:a == b"}]}"#,
      "InvalidParameterException: distinctInstance expression should not be specified"
    ),
    (#"{\#(fargate),\#(network),"count":11}"#, "InvalidParameterException: count must be between 1 and 10."),
    (
      #"{"cluster":"harbor","taskDefinition":"app","placementConstraints":[{"type":"memberOf","expression":"gpu"}]}"#,
      "InvalidParameterException: Invalid expression: 'gpu' is no subject at character 1"
    ),
  ])
  func refusals(input: String, said: String) throws {
    var scene = try scene()
    #expect(try scene.cloud.refusal("RunTask", input) == said)
  }

  @Test(arguments: [
    #","ephemeralStorage":{"sizeInGiB":30}"#, #","pidMode":"task""#,
    #","volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}]"#,
  ])
  func anOldPlatformHasNotEverything(more: String) throws {
    var scene = try scene()
    try scene.registerFargate(#"[{"name":"app","image":"nginx"}]"#, family: "new", more: more)
    let input = #""cluster":"harbor","taskDefinition":"new","launchType":"FARGATE",\#(Self.network)"#
    #expect(
      try scene.cloud.refusal("RunTask", #"{\#(input),"platformVersion":"1.3.0"}"#)
        == "PlatformTaskDefinitionIncompatibilityException: One or more of the requested capabilities are not supported."
    )
    try scene.cloud.call("RunTask", #"{\#(input),"platformVersion":"1.4.0"}"#)
  }

  @Test func windowsHasAPlatformVersionOfItsOwn() throws {
    var scene = try scene()
    try scene.cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"win","networkMode":"awsvpc","cpu":"1024","memory":"2048","requiresCompatibilities":["FARGATE"],"#
        + #""runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"},"#
        + #""containerDefinitions":[{"name":"app","image":"nginx"}]}"#)
    let input = #""cluster":"harbor","taskDefinition":"win","launchType":"FARGATE",\#(Self.network)"#
    #expect(
      try scene.cloud.refusal("RunTask", #"{\#(input),"platformVersion":"1.4.0"}"#)
        == "PlatformUnknownException: The specified platform does not exist.")
    let reply = try scene.cloud.call("RunTask", #"{\#(input),"platformVersion":"1.0.0"}"#)
    #expect(reply["tasks"]?[0]?["platformVersion"] == "1.0.0")
  }

  @Test func instancesOfElsewhereAreMissingByTheirOwnARN() throws {
    var scene = try scene()
    let arn = "arn:aws:ecs:us-east-1:123456789012:container-instance/pier/0123456789abcdef0123456789abcdef"
    let started = try scene.cloud.call(
      "StartTask", #"{"cluster":"harbor","taskDefinition":"app","containerInstances":["\#(arn)"]}"#)
    #expect(started["failures"] == [["arn": .string(arn), "reason": "MISSING"]])
    let described = try scene.cloud.call(
      "DescribeContainerInstances", #"{"cluster":"harbor","containerInstances":["\#(arn)","nothing"]}"#)
    #expect(described["failures"]?[0]?["arn"]?.string == arn)
    #expect(
      described["failures"]?[1]?["arn"]?.string
        == "arn:aws:ecs:us-east-1:123456789012:container-instance/harbor/nothing")
  }

  @Test func environmentFilesOfAnOverrideAreShown() throws {
    var scene = try scene()
    let file = #"{"value":"arn:aws:s3:::harbor/web.env","type":"s3"}"#
    let reply = try scene.cloud.call(
      "RunTask",
      #"{\#(Self.fargate),\#(Self.network),"overrides":{"containerOverrides":[{"name":"app","environmentFiles":[\#(file)]}]}}"#
    )
    let shown = reply["tasks"]?[0]?["overrides"]?["containerOverrides"]?[0]
    #expect(shown?["environmentFiles"] == [["value": "arn:aws:s3:::harbor/web.env", "type": "s3"]])
  }

  @Test func inactiveTaskDefinitionStartsNothing() throws {
    var scene = try scene()
    try scene.cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
    #expect(
      try scene.cloud.refusal("RunTask", #"{"cluster":"harbor","taskDefinition":"web:1"}"#)
        == "ClientException: TaskDefinition is inactive")
  }

  @Test func sameTokenGivesTheSameTasksAsTheyAreNow() throws {
    var scene = try scene()
    let input = #"{\#(Self.fargate),\#(Self.network),"clientToken":"t1","count":2}"#
    let first = try scene.cloud.call("RunTask", input)
    scene.cloud.advance(seconds: 60)
    let again = try scene.cloud.call("RunTask", input)
    #expect(again["tasks"]?.list?.map { $0["taskArn"] } == first["tasks"]?.list?.map { $0["taskArn"] })
    #expect(again["tasks"]?[0]?["lastStatus"] == "RUNNING")
    let other = #"{\#(Self.fargate),\#(Self.network),"clientToken":"t1","count":1}"#
    guard case .failure(let failure) = try scene.cloud.reply("RunTask", other) else {
      Issue.record("a used token was accepted for another request")
      return
    }
    #expect(
      failure.line
        == "ConflictException: The RunTask request could not be processed due to conflicts. "
        + "The provided clientToken is already in use with a different request.")
    #expect(failure.members["resourceIds"]?.strings == first["tasks"]?.list?.compactMap { $0["taskArn"]?.string })
  }

  @Test func whatHasNoRoomIsAFailureNotAnException() throws {
    var scene = try scene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":1500}]"#, family: "big")
    let reply = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"big","count":3}"#)
    #expect(reply["tasks"]?.list?.count == 2)  // 3,884 MiB hold two of 1,500
    #expect(reply["failures"]?.list?.compactMap { $0["reason"]?.string } == ["RESOURCE:MEMORY"])
    #expect(reply["failures"]?[0]?["arn"]?.string?.contains(":container-instance/harbor/") == true)
  }

  @Test func hostPortsAreTakenOnce() throws {
    var scene = try scene(zones: ["a"])
    let ports = #""portMappings":[{"containerPort":80,"hostPort":8080}]"#
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100,\#(ports)}]"#, family: "port")
    let reply = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"port","count":2}"#)
    #expect(reply["failures"]?.list?.compactMap { $0["reason"]?.string } == ["RESOURCE:PORTS"])
  }

  /// Runtime sheet, sections 0.2 and 4.5: 100, of which 5 are reserved from the start.
  @Test func anInstanceHasAHundredHostPorts() throws {
    var scene = try scene(zones: ["a"])
    for (family, ports) in [("most", 1_000..<1_095), ("one", 2_000..<2_001), ("dynamic", 0..<1)] {
      let mappings = ports.map { #"{"containerPort":\#($0 + 1),"hostPort":\#($0),"protocol":"udp"}"# }
      try scene.registerEC2(
        #"[{"name":"app","image":"nginx","memory":100,"portMappings":[\#(mappings.joined(separator: ","))]}]"#,
        family: family)
    }
    #expect(try scene.runEC2("most").count == 1)
    let reply = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"one"}"#)
    #expect(reply["failures"]?[0]?["reason"] == "RESOURCE:PORTS")
    #expect(try scene.runEC2("dynamic").count == 1, "dynamic ports do not count")
  }

  /// Runtime sheet, section 4.5: `ecs.cpu-architecture`.
  @Test func aTaskGoesToHostsOfItsArchitecture() throws {
    var scene = try scene(zones: ["a"])  // a t3.medium
    for (architecture, expected) in [("ARM64", "ATTRIBUTE"), ("X86_64", nil)] {
      try scene.registerEC2(
        #"[{"name":"app","image":"nginx","memory":100}]"#, family: "built",
        more: #", "runtimePlatform": {"cpuArchitecture": "\#(architecture)"}"#)
      let reply = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"built"}"#)
      #expect(reply["failures"]?[0]?["reason"]?.string == expected)
    }
  }

  /// ECS API reference, NetworkBinding: the ports of a range follow each other on the host too. From 32768: the first
  /// container's own port, then three.
  @Test func aPortRangeIsBoundToPortsInARow() throws {
    var scene = try scene(zones: ["a"])
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":100,"portMappings":[{"containerPortRange":"8000-8002"},"#
        + #"{"containerPort":80}]}]"#, family: "ranged")
    let id = try #require(try scene.runEC2("ranged").first)
    scene.cloud.advance(seconds: 60)
    #expect(
      try scene.task(id).container("app")["networkBindings"] == [
        ["bindIP": "0.0.0.0", "containerPort": 80, "hostPort": 32_768, "protocol": "tcp"],
        [
          "bindIP": "0.0.0.0", "protocol": "tcp", "containerPortRange": "8000-8002", "hostPortRange": "32769-32771",
        ],
      ])
  }

  /// Runtime sheet, section 4.5: at least 6 MiB for each container.
  @Test(arguments: ["memory", "memoryReservation"])
  func overriddenMemoryIsAtLeastSixMebibytes(name: String) throws {
    var scene = try scene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100}]"#)
    func run(_ size: Int) -> String {
      #"{"cluster":"harbor","taskDefinition":"app","overrides":{"containerOverrides":[{"name":"app","\#(name)":\#(size)}]}}"#
    }
    #expect(
      try scene.cloud.refusal("RunTask", run(5))
        == "InvalidParameterException: Invalid setting for container 'app'. '\(name)' must be at least 6 MiB.")
    #expect(try scene.cloud.call("RunTask", run(6))["failures"] == [])
  }

  @Test func networkInterfacesOfATypeAreLimited() throws {
    // t3.medium has three interfaces, one its own: two awsvpc tasks.
    var scene = try scene(zones: ["a"])
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":64}]"#, family: "eni", more: #", "networkMode":"awsvpc""#)
    let network = #""networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-a"]}}"#
    let reply = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"eni","count":3,\#(network)}"#)
    #expect(reply["tasks"]?.list?.count == 2)
    #expect(reply["failures"]?.list?.compactMap { $0["reason"]?.string } == ["RESOURCE:ENI"])
    let elsewhere = #""networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-b"]}}"#
    let refused = try scene.cloud.call(
      "RunTask", #"{"cluster":"harbor","taskDefinition":"eni",\#(elsewhere)}"#)
    #expect(refused["failures"]?.list?.compactMap { $0["reason"]?.string } == ["RESOURCE:ENI"])
  }

  @Test func defaultStrategyOfTheClusterDecides() throws {
    var scene = try scene()
    try scene.cloud.call(
      "PutClusterCapacityProviders",
      #"""
      {"cluster":"harbor","capacityProviders":["FARGATE","FARGATE_SPOT"],"defaultCapacityProviderStrategy":[
       {"capacityProvider":"FARGATE","base":1,"weight":1},{"capacityProvider":"FARGATE_SPOT","weight":3}]}
      """#)
    let reply = try scene.cloud.call(
      "RunTask", #"{"cluster":"harbor","taskDefinition":"web","count":5,\#(Self.network)}"#)
    let providers = reply["tasks"]?.list?.compactMap { $0["capacityProviderName"]?.string } ?? []
    // One for the base; of the other four one to three.
    #expect(providers.count { $0 == "FARGATE" } == 2)
    #expect(providers.count { $0 == "FARGATE_SPOT" } == 3)
    #expect(reply["tasks"]?[0]?["launchType"] == "FARGATE")
  }

  @Test func overridesAreShownAndUsed() throws {
    var scene = try scene(zones: ["a"])
    let overrides = #""overrides":{"containerOverrides":[{"name":"app","command":["sleep","5"],"memory":500}]}"#
    let id = try #require(try scene.runEC2(more: ",\(overrides)").first)
    scene.cloud.advance(seconds: 60)
    let task = try scene.task(id)
    #expect(
      task["overrides"]?["containerOverrides"] == [["name": "app", "command": ["sleep", "5"], "memory": 500]])
    #expect(task["memory"] == "500")
    #expect(task.container("app")["memory"] == "500")
    #expect(task.container("app")["exitCode"] == 0)
  }

  @Test func tagsComeFromRequestAndTaskDefinition() throws {
    var scene = try scene()
    try scene.registerFargate(
      #"[{"name":"app","image":"nginx"}]"#, family: "tagged",
      more: #", "tags":[{"key":"team","value":"shop"},{"key":"tier","value":"web"}]"#)
    let id = try scene.runFargate(
      "tagged",
      more:
        #","propagateTags":"TASK_DEFINITION","enableECSManagedTags":true,"tags":[{"key":"team","value":"infra"}]"#)
    #expect(
      try scene.task(id)["tags"] == [
        ["key": "team", "value": "infra"], ["key": "tier", "value": "web"],
        ["key": "aws:ecs:clusterName", "value": "harbor"],
      ])
  }

  // MARK: - StartTask

  @Test func startTaskPutsOneOnEachNamedInstance() throws {
    var scene = try scene(zones: ["a", "b"])
    let ids = scene.cloud.world.regions["us-east-1"]?.ecs.containerInstances.keys.elements ?? []
    let missing = String(repeating: "0", count: 32)
    let reply = try scene.cloud.call(
      "StartTask",
      #"{"cluster":"harbor","taskDefinition":"app","containerInstances":["\#(ids[0])","\#(ids[1])","\#(missing)"]}"#)
    #expect(reply["tasks"]?.list?.compactMap { $0["containerInstanceArn"]?.string?.suffix(32) }.map(String.init) == ids)
    #expect(
      reply["failures"] == [
        [
          "arn": .string("arn:aws:ecs:us-east-1:123456789012:container-instance/harbor/\(missing)"),
          "reason": "MISSING",
        ]
      ])
  }

  // MARK: - Describe, list, stop

  @Test(arguments: [
    ("DescribeTasks", #"{"cluster":"harbor","tasks":[]}"#, "InvalidParameterException: Tasks cannot be empty."),
    // Unlike the others in the singular: users' reports of DescribeContainerInstances.
    (
      "DescribeContainerInstances", #"{"cluster":"harbor","containerInstances":[]}"#,
      "InvalidParameterException: Container instance cannot be empty."
    ),
    (
      "StartTask", #"{"cluster":"harbor","taskDefinition":"app","containerInstances":[]}"#,
      "InvalidParameterException: Container instance cannot be empty."
    ),
    (
      "DescribeTasks", #"{"cluster":"harbor","tasks":["abc"]}"#,
      "InvalidParameterException: taskId length should be one of [32,36]"
    ),
    (
      "StopTask", #"{"cluster":"harbor","task":"00000000000000000000000000000000"}"#,
      "InvalidParameterException: The referenced task was not found."
    ),
    (
      "ListTasks", #"{"cluster":"harbor","desiredStatus":"DONE"}"#,
      "InvalidParameterException: desired status should be one of [RUNNING,PENDING,STOPPED]"
    ),
    ("ListTasks", #"{"cluster":"harbor","serviceName":"web"}"#, "ServiceNotFoundException: Service not found."),
    (
      "ListTasks", #"{"cluster":"harbor","startedBy":"x","family":"web"}"#,
      "InvalidParameterException: startedBy can not be combined with other filters."
    ),
    (
      "ListTasks", #"{"cluster":"harbor","maxResults":101}"#,
      "InvalidParameterException: Max results can not be greater than 100"
    ),
  ])
  func refusalsOfTheOthers(operation: String, input: String, said: String) throws {
    var scene = try scene()
    #expect(try scene.cloud.refusal(operation, input) == said)
  }

  /// Step Functions, and tools that call RunTask, write spaces there.
  @Test func whoStartedATaskMayBeAnyText() throws {
    var scene = try scene(zones: ["a"])
    let tasks = try scene.runEC2(count: 1, more: #","startedBy":"AWS Step Functions""#)
    let found = try scene.cloud.call("ListTasks", #"{"cluster":"harbor","startedBy":"AWS Step Functions"}"#)
    #expect(found["taskArns"]?.strings.map { String($0.suffix(32)) } == tasks)
  }

  @Test func listTasksFiltersAndPages() throws {
    var scene = try scene(zones: ["a", "a"])
    let apps = try scene.runEC2(count: 5, more: #","startedBy":"ecs-svc/1""#)
    let web = try scene.runFargate()
    func list(_ more: String) throws -> [String] {
      try scene.cloud.call("ListTasks", #"{"cluster":"harbor"\#(more)}"#)["taskArns"]?.strings
        .map { String($0.suffix(32)) } ?? []
    }
    #expect(try list("") == apps + [web])
    #expect(try list(#","family":"web""#) == [web])
    #expect(try list(#","startedBy":"ecs-svc/1""#) == apps)
    #expect(try list(#","launchType":"EC2""#) == apps)
    #expect(try list(#","desiredStatus":"PENDING""#) == [])
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(apps[1])"}"#)
    #expect(try list(#","desiredStatus":"STOPPED""#) == [apps[1]])
    var pages: [[String]] = []
    var token: String?
    repeat {
      let next = token.map { #","nextToken":"\#($0)""# } ?? ""
      let reply = try scene.cloud.call("ListTasks", #"{"cluster":"harbor","maxResults":2\#(next)}"#)
      pages.append(reply["taskArns"]?.strings.map { String($0.suffix(32)) } ?? [])
      token = reply["nextToken"]?.string
    } while token != nil && pages.count < 9
    #expect(pages == [[apps[0], apps[2]], [apps[3], apps[4]], [web]])
  }

  @Test func otherClustersTasksAreMissing() throws {
    var scene = try scene()
    try scene.cloud.call("CreateCluster", #"{"clusterName":"other"}"#)
    let id = try scene.runFargate()
    let arn = "arn:aws:ecs:us-east-1:123456789012:task/harbor/\(id)"
    let reply = try scene.cloud.call("DescribeTasks", #"{"cluster":"other","tasks":["\#(arn)","\#(id)"]}"#)
    #expect(reply["tasks"] == [])
    #expect(
      reply["failures"]?.list?.compactMap { $0["arn"]?.string }
        == [arn, "arn:aws:ecs:us-east-1:123456789012:task/other/\(id)"])
  }

  // MARK: - Command execution and protection

  @Test func commandExecutionNeedsARunningTaskThatAllowsIt() throws {
    var scene = try scene()
    try scene.registerFargate(
      #"[{"name":"app","image":"nginx"}]"#, family: "open",
      more: #", "taskRoleArn":"arn:aws:iam::123456789012:role/taskRole""#)
    let closed = try scene.runFargate()
    let open = try scene.runFargate("open", more: #","enableExecuteCommand":true"#)
    scene.cloud.advance(seconds: 60)
    func input(_ id: String) -> String { #"{"cluster":"harbor","task":"\#(id)","command":"sh","interactive":true}"# }
    #expect(
      try scene.cloud.refusal("ExecuteCommand", input(closed))
        == "InvalidParameterException: The execute command failed because execute command was not enabled when the "
        + "task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute "
        + "command enabled and try again.")
    let document =
      #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ssmmessages:*\",\"Resource\":\"*\"}]}"#
    try scene.cloud.call(
      "PutRolePolicy", #"{"RoleName":"taskRole","PolicyName":"exec","PolicyDocument":"\#(document)"}"#, service: "iam")
    let reply = try scene.cloud.call("ExecuteCommand", input(open))
    #expect(reply["containerName"] == "app")
    #expect(reply["session"]?["sessionId"]?.string?.hasPrefix("ecs-execute-command-") == true)
    #expect(
      try scene.task(open).container("app")["managedAgents"]?[0]?["lastStatus"] == "RUNNING")
  }

  @Test func onlyServiceTasksAreProtected() throws {
    var scene = try scene()
    let alone = try scene.runFargate()
    try scene.cloud.call(
      "CreateService",
      #"{"cluster":"harbor","serviceName":"web","taskDefinition":"web","desiredCount":1,"launchType":"FARGATE",\#(Self.network)}"#
    )
    scene.cloud.advance(seconds: 60)
    let arns = try scene.cloud.call("ListTasks", #"{"cluster":"harbor","serviceName":"web"}"#)["taskArns"]?.strings
    let arn = try #require(arns?.first)
    let reply = try scene.cloud.call(
      "UpdateTaskProtection",
      #"{"cluster":"harbor","tasks":["\#(arn)","\#(alone)"],"protectionEnabled":true,"expiresInMinutes":60}"#)
    // 09:01:00 and an hour
    #expect(
      reply["protectedTasks"] == [
        ["taskArn": .string(arn), "protectionEnabled": true, "expirationDate": 1_767_607_260]
      ])
    #expect(
      reply["failures"] == [
        ["arn": .string("arn:aws:ecs:us-east-1:123456789012:task/harbor/\(alone)"), "reason": "TASK_NOT_VALID"]
      ])
    scene.cloud.advance(seconds: 3_600)
    let later = try scene.cloud.call("GetTaskProtection", #"{"cluster":"harbor","tasks":["\#(arn)"]}"#)
    #expect(later["protectedTasks"]?[0]?["protectionEnabled"] == false)
  }
}
