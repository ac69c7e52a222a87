/// What ties a service's tasks to Service Connect, Cloud Map, volumes and VPC Lattice: requests, and what tasks show.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct WiringTests {
  var cloud: TestCloud

  /// Clusters `harbor` (without) and `pier` (with the default namespace `internal`); families `api` (a port named
  /// `http`), `data` (a volume configured at launch) and `bridge`.
  init() throws {
    var identity = StartingPlan.testing.identity
    identity.roles["ecsInfrastructureRole"] = .init(
      name: "ecsInfrastructureRole", trusts: ["ecs.amazonaws.com"],
      policies: ["AmazonECSInfrastructureRolePolicyForVolumes"])
    identity.roles["bareRole"] = .init(name: "bareRole", trusts: ["ecs.amazonaws.com"], policies: [])
    let plain = StartingPlan.testing
    cloud = try TestCloud.harbor(
      plan: StartingPlan(network: plain.network, images: plain.images, identity: identity, logs: plain.logs))
    try cloud.call(
      "CreateCluster", #"{"clusterName": "pier", "serviceConnectDefaults": {"namespace": "internal"}}"#)
    try cloud.registerFargate(
      "api", image: "nginx", more: #", "portMappings": [{"name": "http", "containerPort": 80}]"#)
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "data", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256","#
        + #" "memory": "512", "volumes": [{"name": "store", "configuredAtLaunch": true}], "containerDefinitions": "#
        + #"[{"name": "app", "image": "nginx", "mountPoints": [{"sourceVolume": "store", "containerPath": "/d"}]}]}"#)
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "bridge", "containerDefinitions": [{"name": "app", "image": "nginx", "memory": 128, "portMappings": "#
        + #"[{"name": "http", "containerPort": 80}]}]}"#)
    try cloud.call(
      "CreatePrivateDnsNamespace", #"{"Name": "harbor.local", "Vpc": "vpc-1"}"#, service: "servicediscovery")
    cloud.advance(seconds: 30)
    let namespace = try Self.namespace(&cloud)
    let entry = try cloud.call(
      "CreateService", #"{"Name": "api", "NamespaceId": "\#(namespace)"}"#, service: "servicediscovery")["Service"]
    registryARN = entry?["Arn"]?.string ?? ""
  }

  /// The id of `harbor.local`.
  private static func namespace(_ cloud: inout TestCloud) throws -> String {
    try cloud.call(
      "ListNamespaces", #"{"Filters": [{"Name": "NAME", "Values": ["harbor.local"]}]}"#, service: "servicediscovery")[
        "Namespaces"]?[0]?["Id"]?.string ?? ""
  }

  static let connect = #""serviceConnectConfiguration": {"enabled": true, "services": [{"portName": "http"}]}"#
  /// Of the Cloud Map service `api` in the namespace `harbor.local`.
  private var registryARN = ""
  private var registry: String { #""serviceRegistries": [{"registryArn": "\#(registryARN)"}]"# }
  private var registryRecords: [EventRecord] {
    let id = registryARN.split(separator: "/").last ?? ""
    return cloud.world.eventLog.all.filter { $0.source == "registry/\(id)" }
  }
  static func volume(
    _ more: String = #""sizeInGiB": 10"#, name: String = "store", role: String = "ecsInfrastructureRole"
  )
    -> String
  {
    #""volumeConfigurations": [{"name": "\#(name)", "managedEBSVolume": {"roleArn": "#
      + #""arn:aws:iam::123456789012:role/\#(role)", \#(more)}}]"#
  }
  static func create(
    _ members: String, name: String = "api", family: String = "api", cluster: String = "pier"
  ) -> String {
    #"{"cluster": "\#(cluster)", "serviceName": "\#(name)", "taskDefinition": "\#(family)", "desiredCount": 1, "#
      + #""launchType": "FARGATE", \#(TestCloud.network), \#(members)}"#
  }
  private mutating func deployments(_ name: String = "api", cluster: String = "pier") throws -> [Document] {
    try cloud.call("DescribeServices", #"{"cluster": "\#(cluster)", "services": ["\#(name)"]}"#)["services"]?[0]?[
      "deployments"]?.list ?? []
  }
  private mutating func task(cluster: String = "pier") throws -> Document {
    let arn = try cloud.call("ListTasks", #"{"cluster": "\#(cluster)"}"#)["taskArns"]?[0]?.string ?? ""
    return try cloud.call("DescribeTasks", #"{"cluster": "\#(cluster)", "tasks": ["\#(arn)"]}"#)["tasks"]?[0] ?? [:]
  }
  private func attachment(_ type: String, of task: Document) -> Document {
    task["attachments"]?.list?.first { $0["type"]?.string == type } ?? .null
  }
  private func detail(_ name: String, of attachment: Document) -> String? {
    attachment["details"]?.list?.first { $0["name"]?.string == name }?["value"]?.string
  }

  // MARK: - Service Connect

  @Test mutating func aClustersDefaultMakesTheNamespace() throws {
    let cluster = try cloud.call("DescribeClusters", #"{"clusters": ["pier"]}"#)["clusters"]?[0]
    let arn = try #require(cluster?["serviceConnectDefaults"]?["namespace"]?.string)
    #expect(arn.hasPrefix("arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-"))
    cloud.advance(seconds: 30)
    try cloud.call("UpdateCluster", #"{"cluster": "harbor", "serviceConnectDefaults": {"namespace": "\#(arn)"}}"#)
    try cloud.call("UpdateCluster", #"{"cluster": "pier", "serviceConnectDefaults": {"namespace": ""}}"#)
    let clusters = try cloud.call("DescribeClusters", #"{"clusters": ["harbor", "pier"]}"#)["clusters"]
    #expect(clusters?[0]?["serviceConnectDefaults"]?["namespace"]?.string == arn)
    #expect(clusters?[1]?["serviceConnectDefaults"] == nil, "an empty name takes the default away")
  }

  @Test mutating func aDefaultNamespaceIsAttachedToTheCluster() throws {
    let made =
      try cloud.call("CreateCluster", #"{"clusterName": "quay", "serviceConnectDefaults": {"namespace": "internal"}}"#)[
        "cluster"] ?? .null
    #expect(made["status"] == "PROVISIONING")
    #expect(made["attachmentsStatus"] == "UPDATE_IN_PROGRESS")
    #expect(made["attachments"]?[0]?["type"] == "sc")
    #expect(made["attachments"]?[0]?["status"] == "CREATING")
    #expect(made["attachments"]?[0]?["details"] == [])
    let other = #"{"cluster": "quay", "serviceConnectDefaults": {"namespace": ""}}"#
    #expect(try cloud.refusal("UpdateCluster", other).hasPrefix("UpdateInProgressException: "))
    cloud.advance(seconds: 30)
    let input = #"{"clusters": ["quay"], "include": ["ATTACHMENTS"]}"#
    let there = try cloud.call("DescribeClusters", input)["clusters"]?[0]
    #expect(there?["status"] == "ACTIVE")
    #expect(there?["attachmentsStatus"] == "UPDATE_COMPLETE")
    #expect(there?["attachments"]?[0]?["status"] == "CREATED")
    #expect(there?["attachments"]?[0]?["id"] == made["attachments"]?[0]?["id"])
    try cloud.call("UpdateCluster", other)
    cloud.advance(seconds: 30)
    #expect(try cloud.call("DescribeClusters", input)["clusters"]?[0]?["attachments"] == [])
  }

  @Test mutating func aServiceThatOthersFindHasFewerTasks() throws {
    #expect(
      try cloud.refusal(
        "CreateService", Self.create(Self.connect).replacing(#""desiredCount": 1"#, with: #""desiredCount": 1001"#))
        == "InvalidParameterException: DesiredCount can not be greater than 1000")
  }

  @Test mutating func aServiceJoinsItsClustersNamespace() throws {
    try cloud.call("CreateService", Self.create(Self.connect))
    let deployment = try #require(try deployments().first)
    #expect(
      deployment["serviceConnectConfiguration"] == [
        "enabled": true, "namespace": "internal", "services": [["portName": "http"]],
      ])
    let resource = try #require(deployment["serviceConnectResources"]?[0])
    #expect(resource["discoveryName"] == "http", "the port's name when none is given")
    #expect(
      resource["discoveryArn"]?.string?.hasPrefix("arn:aws:servicediscovery:us-east-1:123456789012:service/srv-")
        == true)
    #expect(
      try cloud.call("ListServicesByNamespace", #"{"namespace": "internal"}"#)["serviceArns"]
        == ["arn:aws:ecs:us-east-1:123456789012:service/pier/api"])
    cloud.advance(seconds: 120)
    let task = try task()
    let attachment = attachment("Service Connect", of: task)
    #expect(attachment["status"] == "ATTACHED")
    let name = try #require(detail("ContainerName", of: attachment))
    #expect(name.hasPrefix("ecs-service-connect-"))
    #expect(task.container(name)["lastStatus"] == "RUNNING")
    #expect(task["containers"]?.list?.count == 2)
  }

  @Test mutating func servicesOfAllClustersAreInANamespace() throws {
    try cloud.call("CreateService", Self.create(Self.connect))
    let named = #""serviceConnectConfiguration": {"enabled": true, "namespace": "internal"}"#
    try cloud.call("CreateService", Self.create(named, name: "client", cluster: "harbor"))
    try cloud.call("CreateService", Self.create(#""tags": []"#, name: "other"))
    #expect(
      try cloud.call("ListServicesByNamespace", #"{"namespace": "internal"}"#)["serviceArns"]?.strings.map {
        $0.split(separator: "/").dropFirst().joined(separator: "/")
      } == ["pier/api", "harbor/client"])
    #expect(
      try cloud.refusal("ListServicesByNamespace", #"{"namespace": "nope"}"#)
        == "NamespaceNotFoundException: The specified namespace was not found.")
  }

  @Test mutating func changingServiceConnectIsANewDeployment() throws {
    try cloud.call("CreateService", Self.create(Self.connect))
    let first = try deployments().first?["id"]
    try cloud.call("UpdateService", #"{"cluster": "pier", "service": "api", \#(Self.connect)}"#)
    #expect(try deployments().first?["id"] == first, "the same again changes nothing")
    try cloud.call("UpdateService", #"{"cluster": "pier", "service": "api", "desiredCount": 2}"#)
    #expect(try deployments().first?["id"] == first)
    try cloud.call(
      "UpdateService", #"{"cluster": "pier", "service": "api", "serviceConnectConfiguration": {"enabled": false}}"#)
    let deployments = try deployments()
    #expect(deployments.count == 2)
    #expect(deployments[0]["serviceConnectConfiguration"] == nil)
    #expect(deployments[1]["serviceConnectConfiguration"] != nil)
    #expect(try cloud.call("ListServicesByNamespace", #"{"namespace": "internal"}"#)["serviceArns"] == [])
  }

  @Test(arguments: [
    (
      #"{"enabled": true, "services": [{"portName": "grpc"}]}"#,
      "InvalidParameterException: portName(grpc) does not refer to any named PortMapping in the container definitions"
    ),
    (
      #"{"enabled": true, "logConfiguration": {"logDriver": "none"}}"#,
      "InvalidParameterException: none is not a valid log driver. Must be one of [json-file,syslog,journald,gelf,"
        + "fluentd,awslogs,splunk,awsfirelens]"
    ),
    (#"{"enabled": true, "namespace": "nope"}"#, "NamespaceNotFoundException: The specified namespace was not found."),
    (
      #"{"enabled": true, "services": [{"portName": "http", "clientAliases": [{"port": 80}, {"port": 81}]}]}"#,
      "InvalidParameterException: The size of clientAliases exceeds the max limit of 1"
    ),
    (
      #"{"enabled": true, "services": [{"portName": "http", "clientAliases": [{"port": 80, "dnsName": "Not ok"}]}]}"#,
      "InvalidParameterException: The DNS name that you provided is invalid"
    ),
  ])
  func badConfigurationsAreRefused(configuration: String, said: String) throws {
    var test = try WiringTests()
    let input = Self.create(#""serviceConnectConfiguration": \#(configuration)"#)
    #expect(try test.cloud.refusal("CreateService", input) == said)
  }

  /// The port of the endpoint itself is where the proxy listens anyway at an address of the task's own, and on a host is
  /// the container's.
  @Test mutating func theProxyListensAtNoPortOfAContainer() throws {
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "pair", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256","#
        + #" "memory": "512", "containerDefinitions": [{"name": "app", "image": "nginx", "portMappings": "#
        + #"[{"name": "http", "containerPort": 80}]}, {"name": "side", "image": "nginx", "portMappings": "#
        + #"[{"name": "admin", "containerPort": 9000}, {"containerPortRange": "7000-7002"}]}]}"#)
    try cloud.call(
      "RegisterTaskDefinition",
      #"{"family": "fixed", "memory": "512", "containerDefinitions": [{"name": "app", "image": "nginx", "memory": 128, "#
        + #""portMappings": [{"name": "http", "containerPort": 80, "hostPort": 8080}]}]}"#)
    func connect(_ ports: [(name: String, ingress: Int)]) -> String {
      let services = ports.map { #"{"portName": "\#($0.name)", "ingressPortOverride": \#($0.ingress)}"# }
      return #""serviceConnectConfiguration": {"enabled": true, "services": [\#(services.joined(separator: ","))]}"#
    }
    func taken(_ port: Int, _ container: String) -> String {
      "InvalidParameterException: The ingressPortOverride \(port) is already used by container '\(container)' of the "
        + "task definition."
    }
    for port in [9000, 7001] {
      let input = Self.create(connect([("http", port)]), family: "pair")
      #expect(try cloud.refusal("CreateService", input) == taken(port, "side"))
    }
    #expect(
      try cloud.refusal("CreateService", Self.create(connect([("http", 8081), ("admin", 8081)]), family: "pair"))
        == "InvalidParameterException: The ingressPortOverride 8081 is used more than once in the Service Connect "
        + "configuration.")
    try cloud.call("CreateService", Self.create(connect([("http", 80), ("admin", 8081)]), family: "pair"))
    let onHost = #"{"cluster": "pier", "serviceName": "fixed", "taskDefinition": "fixed", "desiredCount": 0, "#
    #expect(try cloud.refusal("CreateService", onHost + connect([("http", 8080)]) + "}") == taken(8080, "app"))
    try cloud.call("CreateService", onHost + connect([("http", 80)]) + "}")
  }

  @Test mutating func theProxyNeedsMemoryOfTheTasksOwn() throws {
    let mapping = #""portMappings": [{"name": "http", "containerPort": 80}]"#
    for (family, more) in [("plain", ""), ("sized", #""memory": "512", "#), ("named", #""memory": "512", "#)] {
      let host = family == "named" ? #", "hostname": "h""# : ""
      try cloud.call(
        "RegisterTaskDefinition",
        #"{"family": "\#(family)", \#(more)"containerDefinitions": [{"name": "app", "image": "nginx", "memory": 128, "#
          + #"\#(mapping)\#(host)}]}"#)
    }
    func create(_ family: String) -> String {
      #"{"cluster": "pier", "serviceName": "\#(family)", "taskDefinition": "\#(family)", "desiredCount": 0, \#(Self.connect)}"#
    }
    #expect(
      try cloud.refusal("CreateService", create("plain"))
        == "InvalidParameterException: The task definition must set the task memory limit to use Service Connect.")
    #expect(
      try cloud.refusal("CreateService", create("named"))
        == "InvalidParameterException: Tasks that use the bridge network mode and use Service Connect don't support the "
        + "hostname container definition parameter.")
    try cloud.call("CreateService", create("sized"))
  }

  @Test mutating func withoutAnyNamespaceThereIsNothingToJoin() throws {
    #expect(
      try cloud.refusal("CreateService", Self.create(Self.connect, cluster: "harbor"))
        == "InvalidParameterException: Namespace is missing")
  }

  // MARK: - Cloud Map

  @Test mutating func runningTasksAreRegistered() throws {
    try cloud.call("CreateService", Self.create(registry))
    cloud.advance(seconds: 120)
    let task = try task()
    let id = task["taskArn"]?.string?.split(separator: "/").last.map(String.init) ?? ""
    #expect(statuses(of: id) == ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"])
    try cloud.call("UpdateService", #"{"cluster": "pier", "service": "api", "desiredCount": 0}"#)
    cloud.advance(seconds: 120)
    #expect(
      statuses(of: id) == [
        "PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED",
      ])
    let records = registryRecords
    #expect(records.map(\.message) == ["registered instance \(id)", "deregistered instance \(id)"])
    let attributes = try #require(records.first?.draft.detail)
    #expect(attributes["ECS_SERVICE_NAME"] == "api")
    #expect(attributes["ECS_CLUSTER_NAME"] == "pier")
    #expect(attributes["ECS_TASK_DEFINITION_FAMILY"] == "api")
    #expect(attributes["REGION"] == "us-east-1")
    let address = task["attachments"]?[0]?["details"]?.list?.first { $0["name"] == "privateIPv4Address" }
    #expect(attributes["AWS_INSTANCE_IPV4"] == address?["value"])
  }
  private func statuses(of id: String) -> [String] {
    cloud.world.eventLog.all.filter { $0.source == "task/\(id)" }.map(\.message)
      .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  @Test mutating func aServiceShowsItsRegistries() throws {
    let arn = registryARN
    let reply = try cloud.call("CreateService", Self.create(registry))
    #expect(reply["service"]?["serviceRegistries"]?[0]?["registryArn"]?.string == arn)
    let updated = try cloud.call("UpdateService", #"{"cluster": "pier", "service": "api", "serviceRegistries": []}"#)
    #expect(updated["service"]?["serviceRegistries"] == [])
    #expect(try deployments().count == 2)
  }

  @Test(arguments: [
    (#"[{"registryArn": "srv-1"}]"#, "Invalid registryArn: srv-1"),
    (
      #"[{"registryArn": "ARN"}, {"registryArn": "ARN"}]"#,
      "service registries can have at most 1 items."
    ),
    (
      #"[{"registryArn": "ARN", "containerName": "nope", "containerPort": 80}]"#,
      "The container nope does not exist in the task definition."
    ),
    (
      #"[{"registryArn": "ARN", "containerName": "app", "containerPort": 81}]"#,
      "The container app did not have a container port 81 defined."
    ),
    (
      #"[{"registryArn": "ARN", "containerName": "app"}]"#,
      "When specifying 'containerName' or 'containerPort' for serviceRegistries, you must specify both."
    ),
  ])
  func badRegistriesAreRefused(registries: String, said: String) throws {
    var test = try WiringTests()
    let list = registries.split(separator: "\"ARN\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\(test.registryARN)\"")
    let input = Self.create(#""serviceRegistries": \#(list)"#)
    #expect(try test.cloud.refusal("CreateService", input) == "InvalidParameterException: \(said)")
  }

  /// Only an SRV record holds a port. Source: ECS API-contract fact sheet, section 1.4, "Cloud Map".
  @Test(arguments: [
    ("A", "The values specified for serviceRegistries do not require a value for 'containerPort'"), ("SRV", nil),
  ])
  func anAddressRecordTakesNoPort(type: String, said: String?) throws {
    var test = try WiringTests()
    let namespace = try Self.namespace(&test.cloud)
    let entry = try test.cloud.call(
      "CreateService",
      #"{"Name": "shop", "NamespaceId": "\#(namespace)", "#
        + #""DnsConfig": {"DnsRecords": [{"Type": "\#(type)", "TTL": 60}]}}"#, service: "servicediscovery")["Service"]
    let registry =
      #"{"registryArn": "\#(entry?["Arn"]?.string ?? "")", "containerName": "app", "containerPort": 80}"#
    let input = Self.create(#""serviceRegistries": [\#(registry)]"#)
    if let said {
      #expect(try test.cloud.refusal("CreateService", input) == "InvalidParameterException: \(said)")
    } else {
      try test.cloud.call("CreateService", input)
    }
  }

  @Test mutating func aTaskSetHasRegistriesOfItsOwn() throws {
    try cloud.call(
      "CreateService",
      #"{"cluster": "pier", "serviceName": "shop", "desiredCount": 1, "deploymentController": {"type": "EXTERNAL"}}"#)
    let place = #""cluster": "pier", "service": "shop""#
    let reply = try cloud.call(
      "CreateTaskSet",
      #"{\#(place), "taskDefinition": "api", "externalId": "blue", "launchType": "FARGATE", "scale": {"value": 100}, "#
        + "\(TestCloud.network), \(registry)}")
    #expect(reply["taskSet"]?["serviceRegistries"]?.list?.count == 1)
    cloud.advance(seconds: 120)
    let record = registryRecords.first
    #expect(record?.draft.detail["ECS_TASK_SET_EXTERNAL_ID"] == "blue")
    for members in [registry, Self.connect] {
      let refusal = try cloud.refusal("UpdateService", "{\(place), \(members)}")
      #expect(refusal.hasPrefix("InvalidParameterException: "))
    }
  }

  // MARK: - Volumes

  static func run(_ members: String) -> String {
    #"{"cluster": "pier", "taskDefinition": "data", "launchType": "FARGATE", \#(TestCloud.network), \#(members)}"#
  }

  @Test mutating func aVolumeComesAndGoesWithItsTask() throws {
    let reply = try cloud.call("RunTask", Self.run(Self.volume()))
    var attachment = attachment("AmazonElasticBlockStorage", of: reply["tasks"]?[0] ?? .null)
    #expect(attachment["status"] == "CREATED", "runtime sheet, section 1.3")
    #expect(detail("volumeName", of: attachment) == "store")
    #expect(detail("deleteOnTermination", of: attachment) == "true")
    #expect(detail("volumeId", of: attachment) == nil)
    cloud.advance(seconds: 60)
    attachment = self.attachment("AmazonElasticBlockStorage", of: try task())
    #expect(attachment["status"] == "ATTACHED")
    #expect(detail("volumeId", of: attachment)?.hasPrefix("vol-") == true)
    #expect(detail("roleArn", of: attachment) == "arn:aws:iam::123456789012:role/ecsInfrastructureRole")
    let arn = try task()["taskArn"]?.string ?? ""
    try cloud.call("StopTask", #"{"cluster": "pier", "task": "\#(arn)"}"#)
    cloud.advance(seconds: 120)
    let stopped = try cloud.call("DescribeTasks", #"{"cluster": "pier", "tasks": ["\#(arn)"]}"#)["tasks"]?[0] ?? [:]
    #expect(self.attachment("AmazonElasticBlockStorage", of: stopped)["status"] == "DELETED")
  }

  @Test mutating func aRoleThatECSMayNotTakeFailsTheTask() throws {
    let reply = try cloud.call("RunTask", Self.run(Self.volume(role: "ecsTaskExecutionRole")))
    let arn = reply["tasks"]?[0]?["taskArn"]?.string ?? ""
    cloud.advance(seconds: 22)  // 12 s for the network interface, 3 s until PENDING's work begins
    let pending = try cloud.call("DescribeTasks", #"{"cluster": "pier", "tasks": ["\#(arn)"]}"#)["tasks"]?[0] ?? [:]
    let attachment = attachment("AmazonElasticBlockStorage", of: pending)
    #expect(attachment["status"] == "FAILED")
    #expect(detail("statusReason", of: attachment)?.hasPrefix("ECS was unable to assume the role") == true)
    cloud.advance(seconds: 60)
    let stopped = try cloud.call("DescribeTasks", #"{"cluster": "pier", "tasks": ["\#(arn)"]}"#)["tasks"]?[0] ?? [:]
    #expect(stopped["stopCode"] == "TaskFailedToStart")
    #expect(stopped["stoppedReason"]?.string?.hasPrefix("ECS was unable to assume the role") == true)
  }

  /// Runtime sheet, section 6.7. The role's session: ECS Developer Guide, "Amazon ECS infrastructure IAM role".
  @Test mutating func aRoleThatMayNotMakeVolumesFailsTheTask() throws {
    func statusReason() throws -> String? {
      let reply = try cloud.call("RunTask", Self.run(Self.volume(role: "bareRole")))
      let arn = reply["tasks"]?[0]?["taskArn"]?.string ?? ""
      cloud.advance(seconds: 22)
      let task = try cloud.call("DescribeTasks", #"{"cluster": "pier", "tasks": ["\#(arn)"]}"#)["tasks"]?[0] ?? [:]
      let attachment = attachment("AmazonElasticBlockStorage", of: task)
      let reason = detail("statusReason", of: attachment)
      #expect(attachment["status"]?.string == (reason == nil ? "ATTACHED" : "FAILED"))
      return reason
    }
    func allow(_ action: String) throws {
      try cloud.call(
        "PutRolePolicy",
        #"{"RoleName": "bareRole", "PolicyName": "\#(action.dropFirst(4))", "PolicyDocument": "{\"Version\": "#
          + #"\"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"\#(action)\", "#
          + #"\"Resource\": \"*\"}}"}"#, service: "iam")
    }
    func denial(_ action: String) -> String {
      "You are not authorized to perform this operation. User: arn:aws:sts::123456789012:assumed-role/bareRole/"
        + "ECSTaskVolumesForEBS is not authorized to perform: \(action) on resource: "
        + "arn:aws:ec2:us-east-1:123456789012:volume/* because no identity-based policy allows the \(action) action"
    }
    #expect(try statusReason() == denial("ec2:CreateVolume"))
    try allow("ec2:CreateVolume")
    #expect(try statusReason() == denial("ec2:AttachVolume"))
    try allow("ec2:AttachVolume")
    #expect(try statusReason() == nil)
  }

  @Test mutating func aServiceGivesEachTaskAVolume() throws {
    try cloud.call("CreateService", Self.create(Self.volume(), name: "store", family: "data"))
    #expect(try deployments("store").first?["volumeConfigurations"]?[0]?["name"] == "store")
    cloud.advance(seconds: 120)
    #expect(attachment("AmazonElasticBlockStorage", of: try task())["status"] == "ATTACHED")
    try cloud.call(
      "UpdateService", #"{"cluster": "pier", "service": "store", \#(Self.volume(#""sizeInGiB": 20"#))}"#)
    let deployments = try deployments("store")
    #expect(deployments.count == 2)
    #expect(
      deployments.compactMap { $0["volumeConfigurations"]?[0]?["managedEBSVolume"]?["sizeInGiB"]?.integer } == [20, 10])
  }

  @Test(arguments: [
    (
      volume(name: "other"),
      "The volume name 'other' in your request does not have a matching volume in your Task Definition"
    ),
    (volume(#""encrypted": true"#), "Either sizeInGiB or snapshotId must be specified for a managed EBS volume."),
    (
      volume(#""sizeInGiB": 100, "volumeType": "st1""#),
      "sizeInGiB must be between 125 and 16384 for the volume type st1."
    ),
    (volume(#""sizeInGiB": 10, "volumeType": "io2""#), "iops must be specified for the volume type io2."),
    (
      volume(#""sizeInGiB": 10, "volumeType": "tape""#),
      "volumeType should be one of [gp2,gp3,io1,io2,sc1,st1,standard]"
    ),
    (volume(#""sizeInGiB": 10, "filesystemType": "zfs""#), "filesystemType should be one of [ext3,ext4,xfs,ntfs]"),
    (
      #""startedBy": "me""#,
      "A volume configuration must be provided for the volume 'store', which is configured at launch."
    ),
  ])
  func badVolumesAreRefused(members: String, said: String) throws {
    var test = try WiringTests()
    #expect(try test.cloud.refusal("RunTask", Self.run(members)) == "InvalidParameterException: \(said)")
  }
}
