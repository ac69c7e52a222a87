/// Windows machines as container instances: 300 s from launch to the registered agent (runtime sheet, 5.4), an operating
/// system of their own (4.5), and tasks that name it.
import Documents
import SimulationKit
import Testing

@testable import Cloud
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

  // MARK: - Images

  private static let images = """
    {"iis": {"2019": {"size-mb": 2100, "listens-on": [80], "ready-after": "10s", "windows": "ltsc2019"},
             "2022": {"size-mb": 2100, "listens-on": [80], "ready-after": "10s", "windows": "ltsc2022"}},
     "servercore": {"2022": {"size-mb": 2000, "exits-after": "0s", "windows": "ltsc2022"}},
     "nanoserver": {"2022": {"size-mb": 120, "exits-after": "0s", "windows": "ltsc2022", "lacks": ["powershell"]}}}
    """

  /// A Windows host of 2022 or a Linux one, and a task of the container on it, so many seconds after it was started.
  private static func task(
    _ container: String, onWindows: Bool = true, seconds: Int
  ) throws -> Document {
    var scene = try TaskScene(images: images)
    let script = onWindows ? joins : "#!/bin/bash\\necho ECS_CLUSTER=harbor"
    try scene.cloud.call(
      "RunInstances",
      #"{"ImageId":"ami-1","InstanceType":"m5.large","SubnetId":"subnet-a","UserData":"\#(script)"}"#, service: "ec2")
    scene.cloud.advance(seconds: 300)
    try scene.registerEC2(#"[{"name":"app","memory":1000,\#(container)}]"#)
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: seconds)
    #expect(scene.brokenPromises == [])
    return try scene.task(id)
  }

  private static let iis = #""image":"iis:2022""#

  /// Runtime sheet, section 1.5, on EC2: 1.5 s before the pull, 1 s and 2,100 MB at 25 a second, 0.8 s for the container,
  /// each four times as long on Windows: 6 + 340 + 3.2 s, and a tenth more or less.
  @Test func aTaskTakesFourTimesAsLongToStart() throws {
    #expect(try Self.task(Self.iis, seconds: 300)["lastStatus"] == "PENDING")
    let task = try Self.task(Self.iis, seconds: 400)
    #expect(task["lastStatus"] == "RUNNING")
    let took = task.seconds("startedAt", after: "createdAt")
    #expect(took > 314 && took < 385)
  }

  /// "Windows container version compatibility": a container shares its host's kernel.
  @Test(arguments: [
    ("iis:2019", true, "no matching manifest for windows/amd64 10.0.20348 in the manifest list entries"),
    ("nginx", true, "no matching manifest for windows/amd64 10.0.20348 in the manifest list entries"),
    ("iis:2022", false, "image Manifest does not contain descriptor matching platform 'linux/amd64'"),
  ])
  func anImageOfAnotherOperatingSystemIsNotPulled(image: String, onWindows: Bool, said: String) throws {
    let task = try Self.task(#""image":"\#(image)""#, onWindows: onWindows, seconds: 60)
    #expect(task["stopCode"] == "TaskFailedToStart")
    let reason = task.container("app")["reason"]?.string ?? ""
    #expect(reason.hasPrefix("CannotPullContainerError: ") && reason.hasSuffix(said), "\(reason)")
  }

  /// The container of the Developer Guide's sample for Windows, and other ways to say what runs.
  @Test(
    arguments: [
      (
        #""entryPoint":["powershell","-Command"],"command":["New-Item -Path C:\\inetpub\\index.html -Value '<p>a; b</p>' ; C:\\ServiceMonitor.exe w3svc"]"#,
        nil
      ),
      (#""command":["ping","-t","localhost"]"#, nil),
      (#""command":["cmd","/c","echo hello && exit 3"]"#, 3),
      (#""command":["powershell.exe","-Command","Start-Sleep -Seconds 5; Write-Host done"]"#, 0),
      (#""command":["powershell","-Command","nonsense"]"#, 1),
    ] as [(String, Int?)])
  func commandsAreCarriedOut(command: String, exitCode: Int?) throws {
    let task = try Self.task("\(Self.iis),\(command)", seconds: 420)
    #expect(task["lastStatus"] == (exitCode == nil ? "RUNNING" : "STOPPED"))
    #expect(task.container("app")["exitCode"]?.integer == exitCode)
  }

  @Test func aProgramThatIsNotThereDoesNotStart() throws {
    let task = try Self.task(#""image":"nanoserver:2022","command":["powershell","-Command","exit 0"]"#, seconds: 60)
    let reason = task.container("app")["reason"]?.string ?? ""
    #expect(reason.hasPrefix("CannotStartContainerError: "), "\(reason)")
    #expect(reason.hasSuffix("The system cannot find the file specified. (0x2)"))
  }

  @Test(arguments: [(80, "HEALTHY"), (81, "UNHEALTHY")])
  func healthChecksAskTheContainer(port: Int, status: String) throws {
    let check =
      #""healthCheck":{"interval":10,"retries":2,"command":["CMD","powershell","-Command","#
      + #""try { Invoke-WebRequest http://localhost:\#(port)/ -UseBasicParsing } catch { exit 1 }"]}"#
    let task = try Self.task("\(Self.iis),\(check)", seconds: 480)
    #expect(task["healthStatus"]?.string == status)
  }

  @Test func familiesAndImagesAreOfReleases() {
    let families = ["WINDOWS_SERVER_2022_CORE", "WINDOWS_SERVER_2019_FULL", "LINUX"]
    let releases: [WindowsRelease?] = families.map { WindowsRelease(family: $0) }
    #expect(releases == [WindowsRelease.of2022, WindowsRelease.of2019, nil])
    #expect(WindowsRelease.of2022.runs(on: .of2025))
    #expect(!WindowsRelease.of2019.runs(on: .of2025))
  }
}
