/// Networks that somebody makes: VPCs, subnets, routes, gateways, egress rules; and what tasks in them come to.
/// Expected behaviour and texts: VPC User Guide, "Configure route tables", "Internet gateways", "NAT gateways"; EC2 API
/// reference, "Error codes".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct NetworkTests {
  var cloud: TestCloud
  /// A VPC with the subnet 10.1.1.0/24.
  var vpc = ""
  var subnet = ""

  init() throws {
    cloud = try TestCloud.harbor()
    vpc = try call("CreateVpc", #"{"CidrBlock": "10.1.0.0/16"}"#)["Vpc"]?["VpcId"]?.string ?? ""
    subnet = try createSubnet("10.1.1.0/24")
  }

  @discardableResult
  mutating func call(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "ec2")
  }
  mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "ec2")
  }
  mutating func createSubnet(_ block: String) throws -> String {
    let made = try call(
      "CreateSubnet", #"{"VpcId": "\#(vpc)", "CidrBlock": "\#(block)", "AvailabilityZone": "us-east-1b"}"#)
    return made["Subnet"]?["SubnetId"]?.string ?? ""
  }
  /// A table of the VPC for one subnet.
  mutating func createTable(for subnet: String) throws -> String {
    let table = try call("CreateRouteTable", #"{"VpcId": "\#(vpc)"}"#)["RouteTable"]?["RouteTableId"]?.string ?? ""
    try call("AssociateRouteTable", #"{"RouteTableId": "\#(table)", "SubnetId": "\#(subnet)"}"#)
    return table
  }
  /// An internet gateway, attached to the VPC.
  mutating func createGateway() throws -> String {
    let id = try call("CreateInternetGateway")["InternetGateway"]?["InternetGatewayId"]?.string ?? ""
    try call("AttachInternetGateway", #"{"InternetGatewayId": "\#(id)", "VpcId": "\#(vpc)"}"#)
    return id
  }
  mutating func leadOut(_ table: String, _ target: String) throws {
    try call("CreateRoute", #"{"RouteTableId": "\#(table)", "DestinationCidrBlock": "0.0.0.0/0", \#(target)}"#)
  }
  /// The status of a task of `web` five minutes after its start, and why it stopped.
  mutating func outcome(in subnet: String, publicly: Bool, groups: String = "") throws -> (status: String, why: String)
  {
    let reply = try cloud.call(
      "RunTask",
      #"{"cluster": "harbor", "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": "#
        + #"{"awsvpcConfiguration": {"subnets": ["\#(subnet)"], "securityGroups": [\#(groups)], "assignPublicIp": "#
        + #""\#(publicly ? "ENABLED" : "DISABLED")"}}}"#)
    let arn = reply["tasks"]?[0]?["taskArn"]?.string ?? ""
    cloud.advance(seconds: 300)
    let task = try cloud.call("DescribeTasks", #"{"cluster": "harbor", "tasks": ["\#(arn)"]}"#)["tasks"]?[0]
    return (task?["lastStatus"]?.string ?? "", task?["stoppedReason"]?.string ?? "")
  }

  @Test mutating func aNewVPCHasATableThatLeadsNowhereAndADefaultGroup() throws {
    let filter = #"{"Filters": [{"Name": "vpc-id", "Values": ["\#(vpc)"]}]}"#
    let table = try call("DescribeRouteTables", filter)["RouteTables"]?[0]
    #expect(table?["Associations"]?[0]?["Main"] == true)
    #expect(table?["Routes"]?.list?.map { $0["DestinationCidrBlock"] } == ["10.1.0.0/16"])
    #expect(try call("DescribeSecurityGroups", filter)["SecurityGroups"]?[0]?["GroupName"] == "default")
    let shown = try call("DescribeSubnets", #"{"SubnetIds": ["\#(subnet)"]}"#)["Subnets"]?[0]
    #expect(shown?["AvailabilityZone"] == "us-east-1b" && shown?["MapPublicIpOnLaunch"] == false)
    try call("ModifySubnetAttribute", #"{"SubnetId": "\#(subnet)", "MapPublicIpOnLaunch": {"Value": true}}"#)
    #expect(
      try call("DescribeSubnets", #"{"SubnetIds": ["\#(subnet)"]}"#)["Subnets"]?[0]?["MapPublicIpOnLaunch"] == true)
  }

  @Test mutating func aTaskPullsOnceItsSubnetIsPublic() throws {
    let stranded = try outcome(in: subnet, publicly: true)
    #expect(stranded.status == "STOPPED")
    #expect(stranded.why.hasPrefix("CannotPullContainerError: "))
    let table = try createTable(for: subnet)
    let gateway = try createGateway()
    try leadOut(table, #""GatewayId": "\#(gateway)""#)
    #expect(try outcome(in: subnet, publicly: true).status == "RUNNING")
    // An internet gateway leads out only who has a public address.
    #expect(try outcome(in: subnet, publicly: false).status == "STOPPED")
    try call("DeleteRoute", #"{"RouteTableId": "\#(table)", "DestinationCidrBlock": "0.0.0.0/0"}"#)
    #expect(try outcome(in: subnet, publicly: true).status == "STOPPED")
  }

  @Test mutating func aTaskInAPrivateSubnetPullsThroughNAT() throws {
    let gateway = try createGateway()
    let porch = try createSubnet("10.1.2.0/24")
    let allocation = try call("AllocateAddress")["AllocationId"]?.string ?? ""
    let made = try call(
      "CreateNatGateway", #"{"SubnetId": "\#(porch)", "AllocationId": "\#(allocation)"}"#)["NatGateway"]
    #expect(made?["State"] == "available")
    let nat = made?["NatGatewayId"]?.string ?? ""
    try leadOut(try createTable(for: subnet), #""NatGatewayId": "\#(nat)""#)
    // The NAT gateway's own subnet is not public yet.
    #expect(try outcome(in: subnet, publicly: false).status == "STOPPED")
    try leadOut(try createTable(for: porch), #""GatewayId": "\#(gateway)""#)
    #expect(try outcome(in: subnet, publicly: false).status == "RUNNING")
    #expect(
      try refusal("ReleaseAddress", #"{"AllocationId": "\#(allocation)"}"#).hasPrefix("InvalidIPAddress.InUse: "))
    #expect(
      try refusal("DeleteSubnet", #"{"SubnetId": "\#(porch)"}"#)
        == "DependencyViolation: The subnet '\(porch)' has dependencies and cannot be deleted.")
    try call("DeleteNatGateway", #"{"NatGatewayId": "\#(nat)"}"#)
    let tables = try call(
      "DescribeRouteTables", #"{"Filters": [{"Name": "association.subnet-id", "Values": ["\#(subnet)"]}]}"#)
    #expect(tables["RouteTables"]?[0]?["Routes"]?[1]?["State"] == "blackhole")
    #expect(try outcome(in: subnet, publicly: false).status == "STOPPED")
  }

  /// VPC User Guide, "NAT gateways": a deleted one is listed for about an hour; its address is free at once.
  @Test mutating func aDeletedNATGatewayIsListedForAnHour() throws {
    _ = try createGateway()
    let allocation = try call("AllocateAddress")["AllocationId"]?.string ?? ""
    let make = #"{"SubnetId": "\#(subnet)", "AllocationId": "\#(allocation)"}"#
    let nat = try call("CreateNatGateway", make)["NatGateway"]?["NatGatewayId"]?.string ?? ""
    let byID = #"{"NatGatewayIds": ["\#(nat)"]}"#
    #expect(try call("DescribeNatGateways", byID)["NatGateways"]?[0]?["DeleteTime"] == nil)
    try call("DeleteNatGateway", #"{"NatGatewayId": "\#(nat)"}"#)
    let shown = try call("DescribeNatGateways", byID)["NatGateways"]?[0]
    #expect(shown?["State"] == "deleted" && shown?["DeleteTime"] != nil)
    let available = #"{"Filter": [{"Name": "state", "Values": ["available"]}]}"#
    #expect(try call("DescribeNatGateways", available)["NatGateways"] == [])
    // To delete it again is no error; for its address and its subnet it is gone.
    #expect(try call("DeleteNatGateway", #"{"NatGatewayId": "\#(nat)"}"#) == ["NatGatewayId": .string(nat)])
    try call("ReleaseAddress", #"{"AllocationId": "\#(allocation)"}"#)
    try call("DeleteSubnet", #"{"SubnetId": "\#(subnet)"}"#)
    cloud.advance(seconds: 3600)
    #expect(
      try refusal("DescribeNatGateways", byID) == "NatGatewayNotFound: The Nat gateway \(nat) was not found")
    #expect(
      try refusal("DeleteNatGateway", #"{"NatGatewayId": "\#(nat)"}"#)
        == "NatGatewayNotFound: The Nat gateway \(nat) was not found")
  }

  @Test mutating func aNATGatewayNeedsAnInternetGateway() throws {
    let allocation = try call("AllocateAddress")["AllocationId"]?.string ?? ""
    let made = try call(
      "CreateNatGateway", #"{"SubnetId": "\#(subnet)", "AllocationId": "\#(allocation)"}"#)["NatGateway"]
    #expect(made?["State"] == "failed" && made?["FailureCode"] == "Gateway.NotAttached")
  }

  @Test mutating func aSecurityGroupThatLetsNothingOutKeepsATaskFromItsImage() throws {
    let everything = #""IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]"#
    try call("RevokeSecurityGroupEgress", #"{"GroupId": "sg-1", \#(everything)}"#)
    let group = try call("DescribeSecurityGroups", #"{"GroupIds": ["sg-1"]}"#)["SecurityGroups"]?[0]
    #expect(group?["IpPermissionsEgress"] == [])
    let kept = try outcome(in: "subnet-a", publicly: true, groups: #""sg-1""#)
    #expect(kept.status == "STOPPED")
    #expect(kept.why.hasPrefix("CannotPullContainerError: "))
    let https =
      #""IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]"#
    let opened = try call("AuthorizeSecurityGroupEgress", #"{"GroupId": "sg-1", \#(https)}"#)
    #expect(opened["SecurityGroupRules"]?[0]?["IsEgress"] == true)
    #expect(try outcome(in: "subnet-a", publicly: true, groups: #""sg-1""#).status == "RUNNING")
    let rule = opened["SecurityGroupRules"]?[0]?["SecurityGroupRuleId"]?.string ?? ""
    try call("RevokeSecurityGroupEgress", #"{"GroupId": "sg-1", "SecurityGroupRuleIds": ["\#(rule)"]}"#)
    #expect(
      try refusal("RevokeSecurityGroupEgress", #"{"GroupId": "sg-1", \#(https)}"#)
        == "InvalidPermission.NotFound: The specified rule does not exist in this security group.")
  }

  @Test mutating func aServiceWhoseSubnetIsGoneSaysSo() throws {
    try cloud.call(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1, "launchType": "FARGATE","#
        + #" "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["\#(subnet)"]}}}"#)
    try call("DeleteSubnet", #"{"SubnetId": "\#(subnet)"}"#)
    // Before the turn at 0:10 that would have started a task.
    cloud.advance(seconds: 20)
    #expect(
      cloud.story() == [
        "0:10 was unable to place a task. Reason: The subnet ID '\(subnet)' does not exist. For more information, "
          + "see the Troubleshooting section of the Amazon ECS Developer Guide."
      ])
  }

  @Test(arguments: [
    ("10.2.0.0/24", "InvalidSubnet.Range: The CIDR '10.2.0.0/24' is invalid."),
    ("10.1.1.128/25", "InvalidSubnet.Conflict: The CIDR '10.1.1.128/25' conflicts with another subnet"),
    ("10.1.0.0/30", "InvalidSubnet.Range: The CIDR '10.1.0.0/30' is invalid."),
    (
      "10.1.0.0",
      "InvalidParameterValue: Value (10.1.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block."
    ),
  ])
  func badBlocksAreRefused(block: String, said: String) throws {
    var test = try NetworkTests()
    #expect(try test.refusal("CreateSubnet", #"{"VpcId": "\#(test.vpc)", "CidrBlock": "\#(block)"}"#) == said)
  }

  @Test mutating func whatIsInUseIsNotDeleted() throws {
    let table = try createTable(for: subnet)
    let gateway = try createGateway()
    #expect(
      try refusal("DeleteVpc", #"{"VpcId": "\#(vpc)"}"#)
        == "DependencyViolation: The vpc '\(vpc)' has dependencies and cannot be deleted.")
    #expect(
      try refusal("DeleteRouteTable", #"{"RouteTableId": "\#(table)"}"#)
        == "DependencyViolation: The routeTable '\(table)' has dependencies and cannot be deleted.")
    #expect(
      try refusal("DeleteInternetGateway", #"{"InternetGatewayId": "\#(gateway)"}"#)
        == "DependencyViolation: The internetGateway '\(gateway)' has dependencies and cannot be deleted.")
    _ = try outcome(in: "subnet-a", publicly: true)
    #expect(
      try refusal("DeleteSubnet", #"{"SubnetId": "subnet-a"}"#)
        == "DependencyViolation: The subnet 'subnet-a' has dependencies and cannot be deleted.")
    // In the order of AWS's own guides it all goes.
    try call("DetachInternetGateway", #"{"InternetGatewayId": "\#(gateway)", "VpcId": "\#(vpc)"}"#)
    try call("DeleteInternetGateway", #"{"InternetGatewayId": "\#(gateway)"}"#)
    try call("DeleteSubnet", #"{"SubnetId": "\#(subnet)"}"#)
    try call("DeleteRouteTable", #"{"RouteTableId": "\#(table)"}"#)
    try call("DeleteVpc", #"{"VpcId": "\#(vpc)"}"#)
    #expect(try call("DescribeVpcs")["Vpcs"]?.list?.map { $0["VpcId"] } == ["vpc-1"])
  }

  @Test mutating func aSubnetGoesByAnotherTable() throws {
    let first = try createTable(for: subnet)
    let second = try call("CreateRouteTable", #"{"VpcId": "\#(vpc)"}"#)["RouteTable"]?["RouteTableId"]?.string ?? ""
    #expect(
      try refusal("AssociateRouteTable", #"{"RouteTableId": "\#(second)", "SubnetId": "\#(subnet)"}"#)
        == "Resource.AlreadyAssociated: the specified association for route table \(second) conflicts with an existing "
        + "association")
    let shown = try call("DescribeRouteTables", #"{"RouteTableIds": ["\#(first)"]}"#)["RouteTables"]?[0]
    let association = shown?["Associations"]?[0]?["RouteTableAssociationId"]?.string ?? ""
    let moved = try call(
      "ReplaceRouteTableAssociation", #"{"AssociationId": "\#(association)", "RouteTableId": "\#(second)"}"#)
    let new = moved["NewAssociationId"]?.string ?? ""
    #expect(new.hasPrefix("rtbassoc-") && new != association)
    try call("DisassociateRouteTable", #"{"AssociationId": "\#(new)"}"#)
    #expect(
      try refusal("DisassociateRouteTable", #"{"AssociationId": "\#(new)"}"#)
        == "InvalidAssociationID.NotFound: The association ID '\(new)' does not exist")
  }

  @Test mutating func anInstanceShowsOneSettingAtATime() throws {
    let made = try call(
      "RunInstances",
      #"{"ImageId": "ami-1", "InstanceType": "t3.small", "UserData": "\#(TestCloud.joinsHarbor)", "MinCount": 1, "#
        + #""MaxCount": 1}"#)
    let id = made["Instances"]?[0]?["InstanceId"]?.string ?? ""
    func ask(_ attribute: String) -> String { #"{"InstanceId": "\#(id)", "Attribute": "\#(attribute)"}"# }
    #expect(
      try call("DescribeInstanceAttribute", ask("instanceType"))
        == ["InstanceId": .string(id), "InstanceType": ["Value": "t3.small"]])
    #expect(
      try call("DescribeInstanceAttribute", ask("userData"))["UserData"]?["Value"]?.string == TestCloud.joinsHarbor)
    #expect(
      try refusal("DescribeInstanceAttribute", ask("colour"))
        == "InvalidParameterValue: Value (colour) for parameter attribute is invalid. Unknown attribute.")
  }
}
