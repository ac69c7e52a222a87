/// Rules and service networks of VPC Lattice: VPC Lattice API reference; User Guide, "Listener rules", "Service networks".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct ServiceNetworkTests {
  private var cloud: TestCloud
  private var listener = ""
  private var network = ""

  /// The service `shop` behind which nobody is, the service network `dock` with it, and `vpc-1` associated.
  init() throws {
    cloud = try TestCloud.meshed()
    listener = try call("ListListeners", #"{"serviceIdentifier": "\#(cloud.shop)"}"#)["items"]?[0]?["id"]?.string ?? ""
    network = try call("CreateServiceNetwork", #"{"name": "dock"}"#)["id"]?.string ?? ""
  }

  private mutating func call(_ operation: String, _ input: String) throws -> Document {
    try cloud.lattice(operation, input)
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "vpc-lattice")
  }
  private func rule(_ name: String, _ priority: Int, _ match: String, status: Int) -> String {
    #"{"serviceIdentifier": "\#(cloud.shop)", "listenerIdentifier": "\#(listener)", "name": "\#(name)", "priority": \#(priority), "#
      + #""match": {"httpMatch": \#(match)}, "action": {"fixedResponse": {"statusCode": \#(status)}}}"#
  }
  private func status(_ method: String, _ path: String, _ headers: [(String, String)] = []) -> Int? {
    let service = cloud.region?.lattice.services.values.first { $0.name == "shop" }
    return cloud.region?.latticeStatus(
      service?.arn ?? "", port: 80,
      .init(method: method, path: path, headers: headers.map { (name: $0.0, value: $0.1) }))
  }

  @Test mutating func theSmallestPriorityThatMatchesIsTheOne() throws {
    _ = try call("CreateRule", rule("api", 20, #"{"pathMatch": {"match": {"prefix": "/api"}}}"#, status: 404))
    _ = try call(
      "CreateRule",
      rule(
        "post", 10, #"{"method": "POST", "pathMatch": {"match": {"exact": "/api/x"}, "caseSensitive": true}}"#,
        status: 500))
    _ = try call(
      "CreateRule",
      rule("beta", 30, #"{"headerMatches": [{"name": "X-Stage", "match": {"contains": "bet"}}]}"#, status: 403))
    #expect(status("GET", "/API/x") == 404, "unless it is asked for, case does not count")
    #expect(status("POST", "/api/x") == 500)
    #expect(status("POST", "/api/X") == 404)
    #expect(status("GET", "/", [("x-stage", "BETA")]) == 403)
    #expect(status("GET", "/") == 503, "no target serves behind the default action")
    let items =
      try call(
        "ListRules", #"{"serviceIdentifier": "\#(cloud.shop)", "listenerIdentifier": "\#(listener)"}"#)["items"]?.list
      ?? []
    #expect(items.map { $0["name"] } == ["api", "post", "beta", "default"])
    #expect(items.map { $0["isDefault"] } == [false, false, false, true])
    #expect(
      try refusal("CreateRule", rule("other", 10, #"{"method": "GET"}"#, status: 404))
        == "ConflictException: Rule with priority 10 already exists")
    #expect(
      try refusal("CreateRule", rule("api", 11, #"{"method": "GET"}"#, status: 404))
        == "ConflictException: Rule with name api already exists")
    #expect(
      try refusal("CreateRule", rule("far", 101, #"{"method": "GET"}"#, status: 404))
        == "ValidationException: priority must be between 1 and 100")
    let named =
      #""serviceIdentifier": "\#(cloud.shop)", "listenerIdentifier": "\#(listener)", "ruleIdentifier": "#
      + #""\#(items[1]["id"]?.string ?? "")""#
    for _ in 1...2 { _ = try call("UpdateRule", #"{\#(named), "priority": 40}"#) }
    #expect(status("POST", "/api/x") == 404)
    _ = try call("DeleteRule", #"{\#(named)}"#)
    #expect(try refusal("GetRule", #"{\#(named)}"#).hasPrefix("ResourceNotFoundException: Rule "))
  }

  @Test mutating func aGroupOfARuleIsInUse() throws {
    try cloud.createLatticeGroup("green")
    _ = try call(
      "CreateRule",
      #"{"serviceIdentifier": "\#(cloud.shop)", "listenerIdentifier": "\#(listener)", "name": "green", "priority": 1, "#
        + #""match": {"httpMatch": {"method": "GET"}}, "action": \#(cloud.forward(to: "green"))}"#)
    #expect(
      try refusal("DeleteTargetGroup", #"{"targetGroupIdentifier": "\#(cloud.latticeGroup("green"))"}"#)
        .hasPrefix("ConflictException: Target group "))
  }

  @Test mutating func aNetworkCountsWhatIsAssociated() throws {
    let made = try call(
      "CreateServiceNetworkServiceAssociation",
      #"{"serviceIdentifier": "\#(cloud.shop)", "serviceNetworkIdentifier": "\#(network)"}"#)
    #expect(made["status"] == "CREATE_IN_PROGRESS")
    #expect(made["id"]?.string?.hasPrefix("snsa-") == true)
    let joined = try call(
      "CreateServiceNetworkVpcAssociation",
      #"{"vpcIdentifier": "vpc-1", "serviceNetworkIdentifier": "\#(network)", "securityGroupIds": ["sg-1"]}"#)
    let shown = try call("GetServiceNetwork", #"{"serviceNetworkIdentifier": "\#(network)"}"#)
    #expect(shown["numberOfAssociatedVPCs"] == 1 && shown["numberOfAssociatedServices"] == 1)
    let association = try call(
      "GetServiceNetworkVpcAssociation",
      #"{"serviceNetworkVpcAssociationIdentifier": "\#(joined["id"]?.string ?? "")"}"#)
    #expect(association["status"] == "ACTIVE" && association["securityGroupIds"] == ["sg-1"])
    let named = #""serviceNetworkVpcAssociationIdentifier": "\#(joined["id"]?.string ?? "")""#
    let six = (1...6).map { #""sg-\#($0)""# }.joined(separator: ", ")
    #expect(
      try refusal("UpdateServiceNetworkVpcAssociation", #"{\#(named), "securityGroupIds": [\#(six)]}"#)
        == "ValidationException: securityGroupIds must have at most 5 members")
    let listed = try call(
      "ListServiceNetworkServiceAssociations", #"{"serviceIdentifier": "\#(cloud.shop)"}"#)["items"]?[0]
    #expect(listed?["serviceNetworkName"] == "dock" && listed?["serviceName"] == "shop")
    #expect(
      try refusal("DeleteServiceNetwork", #"{"serviceNetworkIdentifier": "\#(network)"}"#)
        == "ConflictException: Service network \(network) has associations")
    #expect(
      try refusal("DeleteService", #"{"serviceIdentifier": "\#(cloud.shop)"}"#)
        == "ConflictException: Service \(cloud.shop.split(separator: "/").last ?? "") has service network associations")
    #expect(
      try refusal(
        "CreateServiceNetworkVpcAssociation", #"{"vpcIdentifier": "vpc-1", "serviceNetworkIdentifier": "\#(network)"}"#)
        == "ConflictException: VPC vpc-1 is already associated with a service network")
    _ = try call(
      "DeleteServiceNetworkServiceAssociation",
      #"{"serviceNetworkServiceAssociationIdentifier": "\#(made["id"]?.string ?? "")"}"#)
    _ = try call(
      "DeleteServiceNetworkVpcAssociation",
      #"{"serviceNetworkVpcAssociationIdentifier": "\#(joined["id"]?.string ?? "")"}"#)
    _ = try call("DeleteServiceNetwork", #"{"serviceNetworkIdentifier": "\#(network)"}"#)
    #expect(try call("ListServiceNetworks", "{}")["items"] == [])
  }

  /// A task of `vpc-1` reaches `shop` once both are associated with a network, and its targets are healthy.
  @Test mutating func aTaskReachesAServiceThroughItsNetwork() throws {
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "front", "desiredCount": 1, "#
        + #""launchType": "FARGATE", \#(TestCloud.network), "vpcLatticeConfigurations": [{"roleArn": "#
        + #""\#(TestCloud.latticeRole)", "portName": "http", "targetGroupArn": "\#(groupARN())"}]}"#)
    cloud.advance(seconds: 120)
    let task = cloud.region?.ecs.tasks.all(inCluster: "harbor").first?.id ?? ""
    let service = cloud.region?.lattice.services.values.first { $0.name == "shop" }?.arn ?? ""
    func failures(_ port: Int = 80) -> [String] {
      (cloud.region?.testConnection(from: .task(task), to: .loadBalancer(service), port: port).steps ?? [])
        .filter { $0.verdict == .fails }.map(\.sentence)
    }
    #expect(failures() == ["service shop is associated with no service network"])
    _ = try call(
      "CreateServiceNetworkServiceAssociation",
      #"{"serviceIdentifier": "\#(cloud.shop)", "serviceNetworkIdentifier": "\#(network)"}"#)
    #expect(failures() == ["vpc-1 is not associated with a service network of shop"])
    _ = try call(
      "CreateServiceNetworkVpcAssociation", #"{"vpcIdentifier": "vpc-1", "serviceNetworkIdentifier": "\#(network)"}"#)
    #expect(failures() == [])
    #expect(failures(81) == ["it has no listener on port 81"])
    #expect(status("GET", "/") == 200)
    let weightless =
      #"{"forward": {"targetGroups": [{"targetGroupIdentifier": "\#(groupARN())", "weight": 0}]}}"#
    _ = try call(
      "CreateRule",
      #"{"serviceIdentifier": "\#(cloud.shop)", "listenerIdentifier": "\#(listener)", "name": "none", "priority": 1, "#
        + #""match": {"httpMatch": {"method": "PUT"}}, "action": \#(weightless)}"#)
    #expect(status("PUT", "/") == 503)
    #expect(
      cloud.region?.testConnection(from: .internet, to: .loadBalancer(service), port: 80).steps.first?.sentence
        == "services of VPC Lattice are reached from associated VPCs, not from the internet")
  }

  /// VPC Lattice API reference, UpdateServiceNetworkVpcAssociation.
  @Test mutating func anAssociationWithoutSecurityGroupsGetsNone() throws {
    let joined = try call(
      "CreateServiceNetworkVpcAssociation", #"{"vpcIdentifier": "vpc-1", "serviceNetworkIdentifier": "\#(network)"}"#)
    #expect(
      try refusal(
        "UpdateServiceNetworkVpcAssociation",
        #"{"serviceNetworkVpcAssociationIdentifier": "\#(joined["id"]?.string ?? "")", "securityGroupIds": ["sg-1"]}"#
      )
        == "ValidationException: Security groups can not be added to an association that was created without any")
  }

  private func groupARN() -> String {
    cloud.region?.lattice.targetGroups.values.first { $0.name == "mesh" }?.arn ?? ""
  }
}
