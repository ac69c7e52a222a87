/// What RegisterTaskDefinition refuses, word for word: the list doubles as a catalogue.
///
/// Expected values: the project's reference sheet on the ECS API, section 1.2, "Rules and messages".
import Cloud
import CloudAPI
import Documents
import Testing

@Suite struct TaskDefinitionCheckTests {
  /// `task` members, then the members of one container called app beside its name and image.
  private func refusal(_ task: String, _ container: String = #""memory":128"#) throws -> String {
    var cloud = TestCloud()
    let app = #"{"name":"app","image":"nginx"\#(container.isEmpty ? "" : ",")\#(container)}"#
    return try cloud.refusal(
      "RegisterTaskDefinition", #"{"family":"web",\#(task)\#(task.isEmpty ? "" : ",")"containerDefinitions":[\#(app)]}"#
    )
  }

  private static let fargate =
    #""requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"512""#

  @Test(arguments: [
    (#""cpu":"much""#, "InvalidParameterException: Invalid 'cpu' setting for task."),
    (#""memory":"lots""#, "InvalidParameterException: Invalid 'memory' setting for task."),
    (
      #""cpu":"64""#,
      "ClientException: Invalid 'cpu' setting for task. For more information, see the Troubleshooting section of the "
        + "Amazon ECS Developer Guide."
    ),
    (#""runtimePlatform":{"cpuArchitecture":"Z80"}"#, "ClientException: Invalid CPU architecture"),
    (#""taskRoleArn":"arn:aws:iam::1:user/x""#, "ClientException: Role is not valid"),
    (
      #""requiresCompatibilities":["EC2"],"ephemeralStorage":{"sizeInGiB":30}"#,
      "ClientException: Tasks using the EC2 launch type do not support EphemeralStorage"
    ),
    (#""ephemeralStorage":{"sizeInGiB":20}"#, "ClientException: EphemeralStorage size should be at least 21"),
    (
      #""inferenceAccelerators":[{"deviceName":"d","deviceType":"t"}]"#,
      "ClientException: Unsupported field 'inferenceAccelerators'"
    ),
    (
      #""proxyConfiguration":{"type":"APPMESH","containerName":"envoy"}"#,
      "ClientException: Proxy container [envoy] does not exist"
    ),
    (
      #""proxyConfiguration":{"type":"APPMESH","containerName":"app"}"#,
      "ClientException: APPMESH proxy configuration is only supported in networkMode=awsvpc"
    ),
    (
      #""volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs","authorizationConfig":{"iam":"ENABLED"}}}]"#,
      "ClientException: EFS IAM authorization requires TransitEncryption to be enabled"
    ),
  ])
  func ofTheTask(task: String, said: String) throws {
    #expect(try refusal(task) == said)
  }

  private static let managed =
    #""requiresCompatibilities":["MANAGED_INSTANCES"],"networkMode":"awsvpc","cpu":"256","memory":"512""#

  /// Source: ECS Developer Guide, "Amazon ECS task definition differences for Amazon ECS Managed Instances"; the texts
  /// are our own.
  @Test(arguments: [
    (
      #""requiresCompatibilities":["MANAGED_INSTANCES"],"cpu":"256","memory":"512""#, #""memory":128"#,
      "Managed Instances only support network modes 'awsvpc' and 'host'."
    ),
    (
      #""requiresCompatibilities":["MANAGED_INSTANCES"],"networkMode":"host","cpu":"256""#, #""memory":128"#,
      "Managed Instances require that 'memory' be defined at the task level."
    ),
    (
      managed, #""dockerLabels":{"team":"harbor"}"#,
      "Managed Instances compatible task definitions do not support dockerLabels"
    ),
    (
      managed, #""linuxParameters":{"swappiness":10}"#,
      "Managed Instances compatible task definitions do not support swappiness"
    ),
    (
      managed + #","ipcMode":"task""#, #""memory":128"#,
      "Managed Instances compatible task definitions do not support ipcMode"
    ),
    (
      managed + #","volumes":[{"name":"v","host":{"sourcePath":"/data"}}]"#, #""memory":128"#,
      "Managed Instances compatible task definitions do not support sourcePath"
    ),
  ])
  func forManagedInstances(task: String, container: String, said: String) throws {
    #expect(try refusal(task, container) == "ClientException: \(said)")
  }

  @Test(arguments: [
    (#""networkMode":"host","cpu":"300","memory":"700""#, ["EXTERNAL", "EC2", "MANAGED_INSTANCES"]),
    (#""networkMode":"awsvpc","cpu":"300","memory":"700""#, ["EC2", "MANAGED_INSTANCES"]),
    (#""networkMode":"awsvpc","cpu":"256","memory":"512","pidMode":"task","ipcMode":"task""#, ["EC2"]),
    (#""networkMode":"bridge","cpu":"256","memory":"512""#, ["EXTERNAL", "EC2"]),
  ])
  func whatItIsCompatibleWith(task: String, types: [String]) throws {
    var cloud = TestCloud()
    let reply = try cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"web",\#(task),"containerDefinitions":[{"name":"app","image":"nginx"}]}"#)
    #expect(reply["taskDefinition"]?["compatibilities"]?.strings == types)
  }

  /// Source: ECS API reference, ResourceRequirement: only ALL, in one container, on Managed Instances. The texts follow
  /// that of GPUs.
  @Test(arguments: [
    (managed, "1", "", "Invalid NeuronDevice resource requirement for container 'app'."),
    (fargate, "ALL", "", "NeuronDevice resource requirements are only supported on Managed Instances."),
    (
      #""networkMode":"host","cpu":"256","memory":"512""#, "ALL", "",
      "NeuronDevice resource requirements are only supported on Managed Instances."
    ),
    (
      managed, "ALL",
      #"},{"name":"b","image":"nginx","resourceRequirements":[{"type":"NeuronDevice","value":"ALL"}]"#,
      "Only one container in a task definition can specify NeuronDevice resource requirements."
    ),
  ])
  func ofNeuronDevices(task: String, value: String, more: String, said: String) throws {
    let container = #""resourceRequirements":[{"type":"NeuronDevice","value":"\#(value)"}]"#
    #expect(try refusal(task, container + more) == "ClientException: \(said)")
  }

  @Test func neuronDevicesAreForManagedInstancesAlone() throws {
    var cloud = TestCloud()
    let reply = try cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"web",\#(Self.managed),"containerDefinitions":[{"name":"app","image":"nginx","#
        + #""resourceRequirements":[{"type":"NeuronDevice","value":"ALL"}]}]}"#)
    #expect(reply["taskDefinition"]?["compatibilities"]?.strings == ["MANAGED_INSTANCES"])
  }

  @Test(arguments: [
    (
      "",
      "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified."
    ),
    (
      #""memory":64,"memoryReservation":128"#,
      "Invalid setting for container 'app'. 'memory' must be greater than or equal to 'memoryReservation'."
    ),
    (#""memoryReservation":5"#, "Invalid setting for container 'app'. 'memoryReservation' must be at least 6 MiB."),
    (#""memory":128,"essential":false"#, "Task definition doesn't have any essential container."),
    (
      #""memory":128,"logConfiguration":{"logDriver":"awslogs"}"#,
      "Log driver awslogs requires options: awslogs-region, awslogs-group"
    ),
    (
      #""memory":128,"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-region":"us-east-1"}}"#,
      "Log driver awslogs requires options: awslogs-group"
    ),
    (
      #""memory":128,"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-region":"us-east-1","#
        + #""awslogs-group":"g","awslogs-endpoint":"x","log_key":"log"}}"#,
      "Log driver awslogs disallows options: awslogs-endpoint, log_key"
    ),
    (
      #""memory":128,"logConfiguration":{"logDriver":"awsfirelens"}"#,
      "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified"
    ),
    (
      #""memory":128,"portMappings":[{"containerPortRange":"90-80"}]"#,
      "Invalid 'containerPortRange' setting for container 'app'."
    ),
    (
      #""memory":128,"portMappings":[{"containerPortRange":"80-90","hostPort":80}]"#,
      "The port mapping cannot specify both single port and port range"
    ),
    (
      #""memory":128,"portMappings":[{"containerPortRange":"80-90"},{"containerPortRange":"90-99"}]"#,
      "The container port is used multiple times in task"
    ),
    (
      #""memory":128,"portMappings":[{"containerPortRange":"80-90"},{"containerPort":85}]"#,
      "The container port is used multiple times in task"
    ),
    (
      #""memory":128,"portMappings":[{"hostPort":80}]"#,
      "Container port must be specified in the port mappings of container 'app'."
    ),
    (
      #""memory":128,"resourceRequirements":[{"type":"GPU","value":"none"}]"#,
      "Invalid GPU resource requirement for container 'app'."
    ),
    (
      #""memory":128,"ulimits":[{"name":"nofile","softLimit":2,"hardLimit":1}]"#,
      "The soft limit of ulimit 'nofile' in container 'app' is greater than its hard limit."
    ),
    (
      #""memory":128,"linuxParameters":{"swappiness":101}"#,
      "The swappiness of container 'app' must be between 0 and 100."
    ),
    (
      #""memory":128,"secrets":[{"name":"KEY","valueFrom":"key"}]"#,
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
    ),
    (
      #""memory":128,"dependsOn":[{"containerName":"db","condition":"START"}]"#,
      "Cannot depend on container + 'db' because it does not exist"
    ),
    (
      #""memory":128,"dependsOn":[{"containerName":"app","condition":"START"}]"#, "Container dependsOn contains a cycle"
    ),
    (#""memory":128,"stopTimeout":1"#, "Granular stop timeout on container 'app' must be at least 2 seconds."),
    (#""memory":128,"startTimeout":1"#, "Granular start timeout on container 'app' must be at least 2 seconds."),
    (
      #""memory":128,"healthCheck":{"command":["CMD","true"],"interval":301}"#,
      "Health check interval must be less than or equal to the maximum allowed value 300 for container 'app'"
    ),
    (#""memory":128,"mountPoints":[{"sourceVolume":"data"}]"#, "Unknown volume 'data'."),
    (#""memory":128,"volumesFrom":[{"sourceContainer":"db"}]"#, "Unknown container 'db'."),
  ])
  func ofTheContainer(container: String, said: String) throws {
    #expect(try refusal("", container) == "ClientException: \(said)")
  }

  @Test(arguments: [
    (
      #""requiresCompatibilities":["FARGATE"]"#, "",
      "At least one of 'memory' or 'memoryReservation' must be specified."
    ),
    (#""requiresCompatibilities":["FARGATE"]"#, #""memory":128"#, "Fargate only supports network mode ‘awsvpc’."),
    (
      #""requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc""#, #""memory":128"#,
      "Fargate requires that 'cpu' be defined at the task level."
    ),
    (
      #""requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256""#, #""memory":128"#,
      "Fargate requires that 'memory' be defined at the task level."
    ),
    (
      #""requiresCompatibilities":["FARGATE"],"networkMode":"awsvpc","cpu":"256","memory":"4096""#, "",
      "No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for "
        + "the valid values."
    ),
    (
      fargate, #""logConfiguration":{"logDriver":"json-file"}"#,
      "json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]"
    ),
    (
      fargate,
      #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-region":"us-east-1","awslogs-group":"g"}}"#,
      "Fargate requires task definition to have execution role ARN to support log driver awslogs."
    ),
    (
      fargate + #","pidMode":"host""#, "",
      "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'."
    ),
    (
      fargate.replacing("256", with: "1024").replacing("512", with: "2048")
        + #","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2016_FULL"}"#, "",
      "Tasks using the Fargate launch type are not supported on operating system family WINDOWS_SERVER_2016_FULL"
    ),
    (
      fargate.replacing("256", with: "1024").replacing("512", with: "2048")
        + #","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}"#,
      #""restartPolicy":{"enabled":true}"#,
      "Windows tasks using the Fargate launch type do not support restartPolicy"
    ),
    (
      fargate + #","runtimePlatform":{"operatingSystemFamily":"WINDOWS_SERVER_2022_CORE"}"#, "",
      "No Fargate configuration exists for given values: 256 CPU, 512 memory. See the Amazon ECS documentation for the "
        + "valid values."
    ),
    (
      fargate, #""stopTimeout":121"#,
      "Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds."
    ),
    (
      fargate, #""linuxParameters":{"capabilities":{"add":["NET_ADMIN"]}}"#, "NET_ADMIN is not allowed on Fargate."
    ),
    (
      fargate, #""resourceRequirements":[{"type":"GPU","value":"1"}]"#,
      "Tasks using the Fargate launch type do not support GPU resource requirements"
    ),
  ])
  func ofFargate(task: String, container: String, said: String) throws {
    #expect(try refusal(task, container).hasSuffix(said))
  }

  @Test(arguments: [
    (#""portMappings":[{"containerPort":80,"appProtocol":"ftp"}]"#, "appProtocol should be one of [http,http2,grpc]"),
    (
      #""resourceRequirements":[{"type":"TPU","value":"1"}]"#,
      "resource requirement type should be one of [GPU,InferenceAccelerator,NeuronDevice]"
    ),
    (#""firelensConfiguration":{"type":"syslog"}"#, "firelens configuration type should be one of [fluentd,fluentbit]"),
    (#""versionConsistency":"on""#, "versionConsistency should be one of [enabled,disabled]"),
    (
      #""ulimits":[{"name":"files","softLimit":1,"hardLimit":1}]"#,
      "ulimit name should be one of [core,cpu,data,fsize,locks,memlock,msgqueue,nice,nofile,nproc,rss,rtprio,rttime,"
        + "sigpending,stack]"
    ),
  ])
  func wordsOfAContainerAreOfAList(container: String, said: String) throws {
    #expect(try refusal("", #""memory":128,"# + container) == "InvalidParameterException: \(said)")
  }

  @Test(arguments: [
    (#""hostname":"front""#, "hostname is not supported on container when networkMode=awsvpc"),
    (
      #""extraHosts":[{"hostname":"db","ipAddress":"10.0.0.9"}]"#,
      "Extra hosts are not supported on container when networkMode=awsvpc"
    ),
    (#""disableNetworking":true"#, "Disable Networking is not supported on container when networkMode=awsvpc"),
  ])
  func aNetworkInterfaceOfItsOwnRulesOutWhatDockerSets(container: String, said: String) throws {
    #expect(try refusal(#""networkMode":"awsvpc""#, #""memory":128,"# + container) == "ClientException: \(said)")
  }

  @Test(arguments: [
    (
      #""networkMode":"none""#, #""portMappings":[{"containerPort":80}]"#,
      "Port mappings are not supported when networkMode=none"
    ),
    (
      #""networkMode":"host""#, #""portMappings":[{"containerPortRange":"80-90"}]"#,
      "Invalid 'containerPortRange' setting for container 'app'."
    ),
    (
      #""cpu":"256""#, #""cpu":512"#,
      "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value."
    ),
    (
      #""networkMode":"awsvpc","proxyConfiguration":{"type":"APPMESH","containerName":"app"}"#, #""cpu":0"#,
      "Ingress port not found"
    ),
  ])
  func ofBothTogether(task: String, container: String, said: String) throws {
    #expect(try refusal(task, #""memory":128,"# + container) == "ClientException: \(said)")
  }

  @Test func logStreamsOfFargateHaveAPrefix() throws {
    let log = #"{"logDriver":"awslogs","options":{"awslogs-region":"us-east-1","awslogs-group":"g"}}"#
    let role = #""executionRoleArn":"ecsTaskExecutionRole""#
    #expect(
      try refusal("\(Self.fargate),\(role)", #""logConfiguration":\#(log)"#)
        == "ClientException: Fargate requires log configuration options to include awslogs-stream-prefix to support log "
        + "driver awslogs.")
  }

  @Test func portRangesAreKept() throws {
    var cloud = TestCloud()
    let ports = #"[{"containerPortRange":"8000-8010"},{"containerPort":80},{"containerPort":80,"protocol":"udp"}]"#
    let reply = try cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"web","containerDefinitions":[{"name":"a","image":"a","memory":8,"portMappings":\#(ports)}]}"#)
    let shown = reply["taskDefinition"]?["containerDefinitions"]?[0]?["portMappings"]
    #expect(shown?[0]?["containerPortRange"] == "8000-8010")
    #expect(shown?[0]?["protocol"] == "tcp")
    #expect(shown?[0]?["hostPort"] == nil)
    #expect(shown?[1]?["containerPort"] == 80)
  }

  @Test func privateECRImagesNeedARoleOnFargate() throws {
    var cloud = TestCloud()
    let image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/harbor/web:1"
    #expect(
      try cloud.refusal(
        "RegisterTaskDefinition",
        #"{"family":"web",\#(Self.fargate),"containerDefinitions":[{"name":"app","image":"\#(image)"}]}"#)
        == "ClientException: Fargate requires task definition to have execution role ARN to support ECR images.")
  }

  @Test(arguments: ["awsvpc", "host"])
  func portsMustMatch(mode: String) throws {
    #expect(
      try refusal(#""networkMode":"\#(mode)""#, #""memory":128,"portMappings":[{"containerPort":80,"hostPort":81}]"#)
        == "ClientException: When networkMode=\(mode), the host ports and container ports in port mappings must match.")
  }

  @Test(arguments: [
    (#"{"containerDefinitions":[{"name":"app","image":"nginx","memory":128}]}"#, "Family contains invalid characters."),
    (
      #"{"family":"w b","containerDefinitions":[{"name":"app","image":"nginx"}]}"#,
      "Family contains invalid characters."
    ),
    (#"{"family":"web","containerDefinitions":[]}"#, "Container list cannot be empty."),
    (#"{"family":"web","containerDefinitions":[{"image":"nginx"}]}"#, "Container.name should not be null or empty."),
    (#"{"family":"web","containerDefinitions":[{"name":"app"}]}"#, "Container.image should not be null or empty."),
    (
      #"{"family":"web","containerDefinitions":[{"name":"app","image":"my image"}]}"#,
      "Container.image contains invalid characters."
    ),
    (
      #"{"family":"web","containerDefinitions":[{"name":"app","image":"a"},{"name":"app","image":"b"}]}"#,
      "Container names must be unique within a task definition"
    ),
  ])
  func ofTheRest(input: String, said: String) throws {
    var cloud = TestCloud()
    #expect(try cloud.refusal("RegisterTaskDefinition", input) == "ClientException: \(said)")
    #expect(try cloud.call("ListTaskDefinitionFamilies")["families"] == [])
  }

  @Test(arguments: [
    (
      #""condition":"SUCCESS""#, #""memory":8"#,
      "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
    ),
    (
      #""condition":"HEALTHY""#, #""memory":8"#,
      "A dependency container with HEALTHY condition must have health check configured"
    ),
    (
      #""condition":"START""#, #""memory":8,"dependsOn":[{"containerName":"app","condition":"START"}]"#,
      "Container dependsOn contains a cycle"
    ),
  ])
  func dependenciesHaveRules(condition: String, database: String, said: String) throws {
    var cloud = TestCloud()
    #expect(
      try cloud.refusal(
        "RegisterTaskDefinition",
        #"{"family":"web","containerDefinitions":[{"name":"app","image":"a","memory":8,"dependsOn":[{"#
          + #""containerName":"db",\#(condition)}]},{"name":"db","image":"b",\#(database)}]}"#)
        == "ClientException: \(said)")
  }

  @Test(arguments: ["", #","expression":"attribute:ecs.instance-type =~""#])
  func aPlacementConstraintNeedsAnExpression(expression: String) throws {
    let said = try refusal(#""placementConstraints":[{"type":"memberOf"\#(expression)}]"#)
    #expect(said.hasPrefix("InvalidParameterException: Invalid expression: "))
  }

  @Test func theSizeOfADefinitionIsLimited() throws {
    let text = String(repeating: "x", count: 65_536)
    let said = try refusal("", #""memory":128,"environment":[{"name":"A","value":"\#(text)"}]"#)
    #expect(said.hasPrefix("ClientException: Actual length: '"))
    #expect(said.hasSuffix("'. Max allowed length is '65536' bytes."))
  }

  @Test func fargateHasTheseSizesAndNoOthers() {
    // From the table of the Developer Guide: how many memory sizes go with each cpu size.
    let counts = [256: 3, 512: 4, 1_024: 7, 2_048: 13, 4_096: 23, 8_192: 12, 16_384: 12, 128: 0, 300: 0]
    for (cpuUnits, count) in counts.sorted(by: { $0.key < $1.key }) {
      let sizes = stride(from: 512, through: 131_072, by: 512).count {
        TaskSize.isFargateSize(cpuUnits: cpuUnits, memoryMiB: $0)
      }
      #expect(sizes == count, "cpu \(cpuUnits)")
    }
    #expect(!TaskSize.isFargateSize(cpuUnits: 8_192, memoryMiB: 16_384, isLinux: false))
  }

  @Test(arguments: [
    ("", nil), ("vCPU", nil), ("1.5", nil), ("-1", nil), ("1e3", nil), (" 256 ", 256), ("2VCPU", 2_048),
  ])
  func sizesAreRead(text: String, units: Int?) {
    #expect(TaskSize.cpuUnits(text) == units)
  }
}
