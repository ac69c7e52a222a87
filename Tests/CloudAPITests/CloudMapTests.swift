/// Cloud Map: namespaces and services, and the tasks of ECS services that are found through them.
/// Source: Cloud Map API reference; runtime sheet, section 6.3; API sheet, section 5.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Cloud Map")
struct CloudMapTests {
  var cloud: TestCloud

  init() throws {
    cloud = TestCloud()
    try cloud.call("CreateCluster", #"{"clusterName": "pier"}"#)
    try cloud.registerFargate("api", image: "nginx")
  }

  @discardableResult
  private mutating func ask(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "servicediscovery")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "servicediscovery")
  }

  /// The id of the private DNS namespace `harbor.local`, when it is there.
  private mutating func makeNamespace() throws -> String {
    try ask("CreatePrivateDnsNamespace", #"{"Name": "harbor.local", "Vpc": "vpc-1"}"#)
    cloud.advance(seconds: 30)
    return try ask("ListNamespaces")["Namespaces"]?[0]?["Id"]?.string ?? ""
  }

  /// AWS CLI command reference, list-namespaces: every namespace shows a record of a zone.
  @Test mutating func aNamespaceShowsItsZonesRecord() throws {
    let record = #""Properties": {"DnsProperties": {"SOA": {"TTL": 60}}}"#
    try ask("CreatePrivateDnsNamespace", #"{"Name": "harbor.local", "Vpc": "vpc-1", \#(record)}"#)
    try ask("CreateHttpNamespace", #"{"Name": "calls"}"#)
    cloud.advance(seconds: 90)
    let shown = try ask("ListNamespaces")["Namespaces"]?.list ?? []
    #expect(shown.count == 2)
    for namespace in shown {
      let zone = namespace["Properties"]?["DnsProperties"]
      #expect(zone?["SOA"] == (namespace["Type"] == "HTTP" ? [:] : ["TTL": 60]))
      #expect((zone?["HostedZoneId"] == nil) == (namespace["Type"] == "HTTP"))
    }
  }

  /// The document of the service `api` in that namespace.
  private mutating func makeService(_ more: String = #", "HealthCheckCustomConfig": {}"#) throws -> Document {
    let namespace = try makeNamespace()
    return try ask(
      "CreateService",
      #"{"Name": "api", "NamespaceId": "\#(namespace)", "DnsConfig": {"DnsRecords": [{"Type": "A", "TTL": 60}]}\#(more)}"#
    )[
      "Service"] ?? .null
  }

  private mutating func createECSService(registry: String, count: Int = 2) throws {
    try cloud.call(
      "CreateService",
      #"{"cluster": "pier", "serviceName": "api", "taskDefinition": "api", "desiredCount": \#(count), "#
        + #""launchType": "FARGATE", \#(TestCloud.network), "serviceRegistries": [{"registryArn": "\#(registry)"}]}"#)
  }

  @Test mutating func aNamespaceIsThereWhenItsOperationHasEnded() throws {
    let id = try ask("CreatePrivateDnsNamespace", #"{"Name": "harbor.local", "Vpc": "vpc-1"}"#)["OperationId"]?.string
    let question = #"{"OperationId": "\#(try #require(id))"}"#
    var operation = try ask("GetOperation", question)["Operation"]
    #expect((operation?["Type"], operation?["Status"]) == ("CREATE_NAMESPACE", "SUBMITTED"))
    #expect(try ask("ListNamespaces")["Namespaces"] == [])
    cloud.advance(seconds: 29)
    #expect(try ask("GetOperation", question)["Operation"]?["Status"] == "PENDING")
    cloud.advance(seconds: 1)
    operation = try ask("GetOperation", question)["Operation"]
    #expect(operation?["Status"] == "SUCCESS")
    let namespaces = try ask("ListNamespaces")["Namespaces"]
    #expect(namespaces?[0]?["Id"] == operation?["Targets"]?["NAMESPACE"])
    #expect((namespaces?[0]?["Name"], namespaces?[0]?["Type"]) == ("harbor.local", "DNS_PRIVATE"))
  }

  @Test mutating func tasksAreFoundWhileTheyRun() throws {
    let registry = try makeService()
    try createECSService(registry: registry["Arn"]?.string ?? "")
    cloud.advance(seconds: 120)
    let question = #"{"NamespaceName": "harbor.local", "ServiceName": "api"}"#
    let found = try ask("DiscoverInstances", question)["Instances"]?.list ?? []
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0["HealthStatus"] == "HEALTHY" })
    let tasks = try cloud.call("ListTasks", #"{"cluster": "pier"}"#)["taskArns"]?.strings ?? []
    let ids = tasks.compactMap { $0.split(separator: "/").last.map(String.init) }
    #expect(Set(found.compactMap { $0["InstanceId"]?.string }) == Set(ids))
    let service = #"{"ServiceId": "\#(registry["Id"]?.string ?? "")"}"#
    let kept = try ask("ListInstances", service)["Instances"]?[0]?["Attributes"]
    #expect((kept?["ECS_SERVICE_NAME"], kept?["ECS_CLUSTER_NAME"]) == ("api", "pier"))
    #expect(kept?["AWS_INSTANCE_IPV4"]?.string?.hasPrefix("10.0.") == true)
    try cloud.call("UpdateService", #"{"cluster": "pier", "service": "api", "desiredCount": 1}"#)
    cloud.advance(seconds: 120)
    #expect(try ask("DiscoverInstances", question)["Instances"]?.list?.count == 1)
    #expect(try ask("GetService", #"{"Id": "\#(registry["Id"]?.string ?? "")"}"#)["Service"]?["InstanceCount"] == 1)
  }

  /// Runtime sheet, section 9.2.
  @Test mutating func anUnhealthyInstanceIsTold() throws {
    try cloud.registerFargate(
      "api", image: "nginx", more: #", "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 5}"#)
    let arn = try makeService()["Arn"]?.string ?? ""
    try createECSService(registry: arn, count: 1)
    cloud.advance(seconds: 120)
    cloud.inject("task-unhealthy service=api")
    cloud.advance(seconds: 240)
    let told = cloud.world.eventLog.all.filter { $0.message == "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY" }
    #expect(told.count == 1)
    let service = try #require(arn.split(separator: "/").last)
    let instances = try ask("ListInstances", #"{"ServiceId": "\#(service)"}"#)["Instances"]?.list ?? []
    let health = try ask("GetInstancesHealthStatus", #"{"ServiceId": "\#(service)"}"#)["Status"]
    #expect(!instances.isEmpty && health?.keys == instances.compactMap { $0["Id"]?.string })
    #expect(
      try cloud.refusal(
        "GetInstancesHealthStatus", #"{"ServiceId": "\#(service)", "Instances": ["nobody"]}"#,
        service: "servicediscovery"
      ).hasPrefix("InstanceNotFound: "))
    let detail = try #require(told.first.flatMap { CloudAPI.events(of: $0, in: cloud.world).first?["detail"] })
    #expect(detail["eventType"] == "WARN")
    #expect(detail["serviceRegistryArns"] == [.string(arn)])
    #expect(detail["taskArns"]?.list?.count == 1)
  }

  /// Runtime sheet, section 9.2.
  @Test mutating func whatCloudMapRefusesItHearsLater() throws {
    let arn = try makeService()["Arn"]?.string ?? ""
    let question = #"{"NamespaceName": "harbor.local", "ServiceName": "api"}"#
    cloud.inject("cloud-map-throttled lasts=5m")
    try createECSService(registry: arn, count: 2)
    cloud.advance(seconds: 120)
    #expect(try ask("DiscoverInstances", question)["Instances"] == [])
    let told = cloud.world.eventLog.all.filter { $0.message == "SERVICE_DISCOVERY_OPERATION_THROTTLED" }
    #expect(told.count == 2)
    let detail = told.first.flatMap { CloudAPI.events(of: $0, in: cloud.world).first?["detail"] }
    #expect(detail?["eventType"] == "ERROR")
    cloud.advance(seconds: 180)
    #expect(try ask("DiscoverInstances", question)["Instances"]?.list?.count == 2)
    cloud.inject("cloud-map-throttled lasts=5m")
    try cloud.call("UpdateService", #"{"cluster": "pier", "service": "api", "desiredCount": 1}"#)
    cloud.advance(seconds: 290)
    #expect(try ask("DiscoverInstances", question)["Instances"]?.list?.count == 2)
    cloud.advance(seconds: 10)
    #expect(try ask("DiscoverInstances", question)["Instances"]?.list?.count == 1)
  }

  @Test mutating func instancesAreFilteredByTheirAttributes() throws {
    let registry = try makeService()
    try createECSService(registry: registry["Arn"]?.string ?? "")
    cloud.advance(seconds: 120)
    for (zone, count) in [("us-east-1a", 1), ("us-east-1c", 0)] {
      let reply = try ask(
        "DiscoverInstances",
        #"{"NamespaceName": "harbor.local", "ServiceName": "api", "QueryParameters": {"AVAILABILITY_ZONE": "\#(zone)"}}"#
      )
      #expect(reply["Instances"]?.list?.count == count, "\(zone)")
    }
    let unhealthy = try ask(
      "DiscoverInstances", #"{"NamespaceName": "harbor.local", "ServiceName": "api", "HealthStatus": "UNHEALTHY"}"#)
    #expect(unhealthy["Instances"] == [])
  }

  @Test mutating func aRegistryHasToExist() throws {
    let arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-nowhere"
    #expect(
      try cloud.refusal(
        "CreateService",
        #"{"cluster": "pier", "serviceName": "api", "taskDefinition": "api", "desiredCount": 1, "launchType": "FARGATE", "#
          + #"\#(TestCloud.network), "serviceRegistries": [{"registryArn": "\#(arn)"}]}"#)
        == "InvalidParameterException: Invalid registryArn: \(arn)")
  }

  @Test mutating func whatIsInUseIsNotDeleted() throws {
    let registry = try makeService()
    let id = registry["Id"]?.string ?? ""
    let namespace = registry["NamespaceId"]?.string ?? ""
    try createECSService(registry: registry["Arn"]?.string ?? "", count: 1)
    cloud.advance(seconds: 120)
    #expect(
      try refusal("DeleteService", #"{"Id": "\#(id)"}"#)
        == "ResourceInUse: Service contains registered instances; delete the instances before deleting the service.")
    #expect(
      try refusal("DeleteNamespace", #"{"Id": "\#(namespace)"}"#)
        == "ResourceInUse: Namespace has associated services; delete the services before deleting the namespace.")
    try cloud.call("DeleteService", #"{"cluster": "pier", "service": "api", "force": true}"#)
    cloud.advance(seconds: 120)
    try ask("DeleteService", #"{"Id": "\#(id)"}"#)
    try ask("DeleteNamespace", #"{"Id": "\#(namespace)"}"#)
    #expect(try ask("ListNamespaces")["Namespaces"] == [])
  }

  @Test mutating func whatIsThereIsNotMadeTwice() throws {
    let namespace = try makeService()["NamespaceId"]?.string ?? ""
    #expect(
      try refusal("CreateHttpNamespace", #"{"Name": "harbor.local"}"#)
        == "NamespaceAlreadyExists: The namespace that you're trying to create already exists.")
    #expect(
      try refusal("CreateService", #"{"Name": "api", "NamespaceId": "\#(namespace)"}"#)
        == "ServiceAlreadyExists: Service already exists.")
  }

  @Test(arguments: [
    (
      "CreatePrivateDnsNamespace", #"{"Name": "a.local", "Vpc": "vpc-9"}"#, "InvalidInput: The VPC vpc-9 doesn't exist."
    ),
    ("CreateService", #"{"Name": "api"}"#, "InvalidInput: NamespaceId must be specified."),
    (
      "CreateService", #"{"Name": "api", "NamespaceId": "ns-1"}"#,
      "NamespaceNotFound: The specified namespace ns-1 doesn't exist."
    ),
    ("GetService", #"{"Id": "srv-1"}"#, "ServiceNotFound: The specified service srv-1 doesn't exist."),
    ("GetOperation", #"{"OperationId": "1"}"#, "OperationNotFound: No operation exists with the specified ID."),
    (
      "DiscoverInstances", #"{"NamespaceName": "a", "ServiceName": "b"}"#,
      "NamespaceNotFound: The specified namespace a doesn't exist."
    ),
  ])
  func refusals(operation: String, input: String, said: String) throws {
    var test = try CloudMapTests()
    #expect(try test.refusal(operation, input) == said)
  }

  @Test mutating func aServiceInAnHTTPNamespaceHasNoRecords() throws {
    try ask("CreateHttpNamespace", #"{"Name": "calls"}"#)
    cloud.advance(seconds: 5)
    let id = try ask("ListNamespaces", #"{"Filters": [{"Name": "TYPE", "Values": ["HTTP"]}]}"#)["Namespaces"]?[0]?["Id"]
    #expect(
      try refusal(
        "CreateService",
        #"{"Name": "api", "NamespaceId": "\#(id?.string ?? "")", "DnsConfig": {"DnsRecords": [{"Type": "A", "TTL": 1}]}}"#
      )
        == "InvalidInput: DnsConfig can't be specified for a service in an HTTP namespace.")
  }

  @Test mutating func serviceConnectMakesServicesOfItsEndpoints() throws {
    try cloud.call(
      "CreateCluster", #"{"clusterName": "quay", "serviceConnectDefaults": {"namespace": "internal"}}"#)
    try cloud.registerFargate(
      "shop", image: "nginx", more: #", "portMappings": [{"name": "http", "containerPort": 80}]"#)
    try cloud.call(
      "CreateService",
      #"{"cluster": "quay", "serviceName": "shop", "taskDefinition": "shop", "desiredCount": 1, "launchType": "FARGATE", "#
        + #"\#(TestCloud.network), "serviceConnectConfiguration": {"enabled": true, "services": [{"portName": "http"}]}}"#
    )
    cloud.advance(seconds: 120)
    let services = try ask("ListServices")["Services"]?.list ?? []
    #expect(services.compactMap { $0["Name"]?.string } == ["http"])
    let found = try ask("DiscoverInstances", #"{"NamespaceName": "internal", "ServiceName": "http"}"#)
    #expect(found["Instances"]?.list?.count == 1)
  }
}
