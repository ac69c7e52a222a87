/// A cluster `harbor` with a capacity provider `managed` of Managed Instances, and short words for looking at it.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

struct ManagedScene {
  var scene: TaskScene
  var cloud: TestCloud {
    get { scene.cloud }
    set { scene.cloud = newValue }
  }

  static let network = #""networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-a","subnet-b"]}}"#
  static let strategy = #""capacityProviderStrategy":[{"capacityProvider":"managed","weight":1}]"#

  /// - Parameters:
  ///   - more: further members of the provider, beginning with a comma.
  ///   - isReady: waits until the provider is ACTIVE.
  init(seed: UInt64 = 1, more: String = "", isReady: Bool = true) throws {
    scene = try TaskScene(seed: seed)
    try giveRole()
    try cloud.call("CreateCapacityProvider", Self.provider(more: more))
    if isReady { cloud.advance(seconds: 20) }
    try scene.registerFargate(
      #"[{"name":"web","image":"nginx"}]"#, family: "web", more: #","tags":[{"key":"of","value":"web"}]"#)
    try register("agent", image: "nginx")
  }

  /// The role as which ECS boots and ends instances.
  mutating func giveRole(trusting service: String = "ecs.amazonaws.com") throws {
    let trust = Document.string(
      #"{"Statement":[{"Effect":"Allow","Principal":{"Service":"\#(service)"},"Action":"sts:AssumeRole"}]}"#)
    try cloud.call(
      "CreateRole", #"{"RoleName":"ecsInfrastructureRole","AssumeRolePolicyDocument":\#(trust.written())}"#,
      service: "iam")
    try cloud.call("AttachRolePolicy", Self.rolePolicy, service: "iam")
  }
  static let rolePolicy =
    #"{"RoleName":"ecsInfrastructureRole","#
    + #""PolicyArn":"arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances"}"#

  /// The input of CreateCapacityProvider.
  static func provider(
    _ name: String = "managed", cluster: String = #""cluster":"harbor","#,
    subnets: String = #"["subnet-a","subnet-b"]"#, template: String = "", more: String = ""
  ) -> String {
    """
    {"name":"\(name)",\(cluster)"tags":[{"key":"team","value":"sea"}],"managedInstancesProvider":{
      "infrastructureRoleArn":"arn:aws:iam::123456789012:role/ecsInfrastructureRole",
      "instanceLaunchTemplate":{
        "ec2InstanceProfileArn":"arn:aws:iam::123456789012:instance-profile/ecsInstanceRole",
        "networkConfiguration":{"subnets":\(subnets),"securityGroups":["sg-1"]}\(template)}\(more)}}
    """
  }

  /// A revision of the daemon task definition `agent`.
  mutating func register(_ family: String, image: String) throws {
    try cloud.call(
      "RegisterDaemonTaskDefinition",
      #"{"family":"\#(family)","containerDefinitions":[{"name":"agent","image":"\#(image)","cpu":64,"memory":128}]}"#)
  }

  /// The ids of new tasks of `web` on the provider.
  mutating func run(_ count: Int = 1, more: String = "") throws -> [String] {
    let reply = try cloud.call(
      "RunTask",
      #"{"cluster":"harbor","taskDefinition":"web","count":\#(count),\#(Self.strategy),\#(Self.network)\#(more)}"#)
    return reply["tasks"]?.list?.compactMap { $0["taskArn"]?.string?.split(separator: "/").last.map(String.init) } ?? []
  }

  mutating func createService(_ count: Int, name: String = "web") throws {
    try cloud.call(
      "CreateService",
      """
      {"cluster":"harbor","serviceName":"\(name)","taskDefinition":"web","desiredCount":\(count),
       \(Self.strategy),\(Self.network)}
      """)
  }

  mutating func advance(seconds: Int) { cloud.advance(seconds: seconds) }

  /// Lets time pass until `isThere` holds, at most for `minutes`.
  mutating func advance(minutes: Int = 60, until isThere: (Region) -> Bool) {
    cloud.world.advance(to: cloud.world.now + .minutes(minutes)) { world, _ in
      world.regions["us-east-1"].map(isThere) == true ? .stop : .goOn
    }
  }

  var region: Region { cloud.world.regions["us-east-1"] ?? World(seed: 1, plan: .testing).regions.values[0] }
  /// Those that are not INACTIVE, in order of registration.
  var instances: [ECS.ContainerInstance] { region.ecs.containerInstances.values.filter { $0.status != .inactive } }
  var brokenPromises: [String] { scene.brokenPromises }

  // MARK: - Daemons

  static let daemonARN = "arn:aws:ecs:us-east-1:123456789012:daemon/harbor/agent"
  static let providerARN = "arn:aws:ecs:us-east-1:123456789012:capacity-provider/managed"

  @discardableResult
  mutating func createDaemon(_ definition: String = "agent", more: String = "") throws -> Document {
    try cloud.call(
      "CreateDaemon",
      """
      {"daemonName":"agent","clusterArn":"harbor","daemonTaskDefinitionArn":"\(definition)",
       "capacityProviderArns":["\(Self.providerARN)"]\(more)}
      """)
  }

  @discardableResult
  mutating func updateDaemon(_ definition: String, more: String = "") throws -> Document {
    try cloud.call(
      "UpdateDaemon",
      """
      {"daemonArn":"\(Self.daemonARN)","daemonTaskDefinitionArn":"\(definition)",
       "capacityProviderArns":["\(Self.providerARN)"]\(more)}
      """)
  }

  mutating func daemon() throws -> Document {
    try cloud.call("DescribeDaemon", #"{"daemonArn":"\#(Self.daemonARN)"}"#)["daemon"] ?? [:]
  }

  /// The newest daemon deployment.
  mutating func deployment() throws -> Document {
    let arn = try daemon()["deploymentArn"]?.string ?? ""
    return try cloud.call("DescribeDaemonDeployments", #"{"daemonDeploymentArns":["\#(arn)"]}"#)["daemonDeployments"]?[
      0]
      ?? [:]
  }

  /// `family:revision` of the daemon's tasks that are RUNNING.
  var runningDaemons: [String] {
    region.ecs.tasks.all(inCluster: "harbor").filter { $0.daemon != nil && $0.lastStatus == .running }
      .map { "\($0.family):\($0.revision)" }
  }
}
