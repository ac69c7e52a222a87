/// VPC Lattice in front of nothing yet. Images and times are those of `LoadBalancerScene`.
import Cloud
import Documents
import SimulationKit
import Testing

extension TestCloud {
  static let namedPorts = #", "portMappings": [{"name": "http", "containerPort": 80}]"#
  static let latticeRole = "arn:aws:iam::123456789012:role/weaver"

  /// Families `front` and `fading` whose port is named `http`, the target group `mesh` (checked every 10 s) behind the
  /// listener of the service `shop`, and a role that may register there. `sg-1` lets VPC Lattice in.
  static func meshed(letsIn: Bool = true, isUsed: Bool = true) throws -> TestCloud {
    var plan = StartingPlan.balanced
    plan.identity.roles["weaver"] = .init(
      name: "weaver", trusts: ["ecs.amazonaws.com"], policies: ["AmazonECSInfrastructureRolePolicyForVpcLattice"])
    plan.identity.roles["weakling"] = .init(name: "weakling", trusts: ["ecs.amazonaws.com"], policies: [])
    var cloud = try TestCloud.harbor(plan: plan)
    for family in ["front", "fading"] {
      try cloud.registerFargate(family, image: "\(family):60", more: namedPorts)
    }
    try cloud.createLatticeGroup("mesh", more: #", "healthCheck": {"healthCheckIntervalSeconds": 10}"#)
    try cloud.lattice("CreateService", #"{"name": "shop"}"#)
    if isUsed { try cloud.leadShop(to: "mesh") }
    if letsIn { try cloud.letLatticeIn() }
    return cloud
  }

  @discardableResult
  mutating func lattice(
    _ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Document {
    try call(operation, input, service: "vpc-lattice", sourceLocation: sourceLocation)
  }

  mutating func createLatticeGroup(_ name: String, type: String = "IP", more: String = "") throws {
    try lattice(
      "CreateTargetGroup",
      #"{"name": "\#(name)", "type": "\#(type)", "config": {"port": 80, "protocol": "HTTP", "vpcIdentifier": "vpc-1"\#(more)}}"#
    )
  }

  mutating func leadShop(to group: String) throws {
    try lattice(
      "CreateListener",
      #"{"serviceIdentifier": "\#(shop)", "name": "http", "protocol": "HTTP", "defaultAction": \#(forward(to: group))}"#
    )
  }

  func forward(to group: String) -> String {
    #"{"forward": {"targetGroups": [{"targetGroupIdentifier": "\#(latticeGroup(group))"}]}}"#
  }

  /// By the prefix list that VPC Lattice keeps.
  mutating func letLatticeIn() throws {
    let lists = try call(
      "DescribeManagedPrefixLists",
      #"{"Filters": [{"Name": "prefix-list-name", "Values": ["com.amazonaws.us-east-1.vpc-lattice"]}]}"#,
      service: "ec2")
    let list = lists["PrefixLists"]?[0]?["PrefixListId"]?.string ?? "-"
    try call(
      "AuthorizeSecurityGroupIngress",
      #"{"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "PrefixListIds": "#
        + #"[{"PrefixListId": "\#(list)"}]}]}"#, service: "ec2")
  }

  /// The ARN of a target group.
  func latticeGroup(_ name: String = "mesh") -> String {
    region?.lattice.targetGroups.values.first { $0.name == name }?.arn ?? "-"
  }
  /// The ARN of the service.
  var shop: String { region?.lattice.services.keys.first ?? "-" }

  /// `STATUS REASON` of each target, in order of registration.
  mutating func latticeTargets(_ name: String = "mesh") throws -> [String] {
    let items = try lattice("ListTargets", #"{"targetGroupIdentifier": "\#(latticeGroup(name))"}"#)["items"]?.list ?? []
    return items.map { [$0["status"]?.string, $0["reasonCode"]?.string].compactMap(\.self).joined(separator: " ") }
  }

  /// `, "vpcLatticeConfigurations": …` for CreateService.
  func inMesh(_ group: String = "mesh", port: String = "http", role: String = latticeRole) -> String {
    #", "vpcLatticeConfigurations": [{"roleArn": "\#(role)", "targetGroupArn": "\#(latticeGroup(group))", "#
      + #""portName": "\#(port)"}]"#
  }
}
