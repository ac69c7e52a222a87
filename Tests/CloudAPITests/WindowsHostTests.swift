/// Windows machines as container instances: 300 s from launch to the registered agent (runtime sheet, 5.4), an operating
/// system of their own (4.5), and tasks that name it.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

@Suite struct WindowsHostTests {
  private var cloud: TestCloud

  init() throws {
    cloud = TestCloud(plan: try TaskScene.plan(images: "{}", logGroups: "[]"))
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
  }

  private mutating func launch(image: String, script: String) throws -> Document {
    let reply = try cloud.call(
      "RunInstances",
      #"{"ImageId":"\#(image)","InstanceType":"m5.large","SubnetId":"subnet-a","UserData":"\#(script)"}"#,
      service: "ec2")
    return try #require(reply["Instances"]?[0])
  }

  private mutating func attribute(_ name: String) throws -> [String] {
    let reply = try cloud.call(
      "ListAttributes", #"{"cluster":"harbor","targetType":"container-instance","attributeName":"\#(name)"}"#)
    return reply["attributes"]?.list?.compactMap { $0["value"]?.string } ?? []
  }

  private static let joins = "<powershell>Initialize-ECSAgent -Cluster 'harbor'</powershell>"

  @Test mutating func aWindowsMachineBootsForFiveMinutes() throws {
    let instance = try launch(
      image: "resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-ECS_Optimized/image_id",
      script: Self.joins)
    #expect(instance["Platform"] == "windows")
    cloud.advance(seconds: 299)
    #expect(try attribute("ecs.os-family") == [])
    cloud.advance(seconds: 1)
    #expect(try attribute("ecs.os-family") == ["WINDOWS_SERVER_2019_FULL"])
    #expect(try attribute("ecs.os-type") == ["windows"])
  }

  /// One host of each kind; each task goes to its own, and 2022 is not 2019.
  @Test mutating func tasksGoToHostsOfTheirOperatingSystem() throws {
    _ = try launch(image: "ami-1", script: Self.joins)
    _ = try launch(image: "ami-1", script: "#!/bin/bash\\necho ECS_CLUSTER=harbor")
    cloud.advance(seconds: 300)
    #expect(Set(try attribute("ecs.os-family")) == ["LINUX", "WINDOWS_SERVER_2022_CORE"])
    for (family, expected) in [
      ("WINDOWS_SERVER_2022_CORE", "windows"), ("LINUX", "linux"), ("WINDOWS_SERVER_2019_CORE", "ATTRIBUTE"),
    ] {
      try cloud.call(
        "RegisterTaskDefinition",
        #"{"family":"web","runtimePlatform":{"operatingSystemFamily":"\#(family)"},"#
          + #""containerDefinitions":[{"name":"app","image":"nginx","memory":100}]}"#)
      let reply = try cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"web"}"#)
      let host = reply["tasks"]?[0]?["containerInstanceArn"]?.string
      let kinds = try cloud.call(
        "ListAttributes", #"{"cluster":"harbor","targetType":"container-instance","attributeName":"ecs.os-type"}"#)
      let kind = kinds["attributes"]?.list?.first { $0["targetId"]?.string == host }?["value"]?.string
      #expect(kind ?? reply["failures"]?[0]?["reason"]?.string == expected)
    }
  }
}
