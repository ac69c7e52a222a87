/// EC2 at the border: networks, security groups, interfaces, instances.
///
/// Texts and members: API sheet, sections 4 (EC2 protocol) and 5; EC2 API reference. The world: a default VPC with three
/// public /24 subnets (`StartingPlan.testing`).
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Amazon EC2") struct EC2Tests {
  private var cloud = TestCloud()

  @discardableResult
  private mutating func call(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "ec2")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "ec2")
  }
  private func texts(_ list: Document?, _ member: String) -> [String] {
    list?.list?.compactMap { $0[member]?.string } ?? []
  }

  // MARK: Networks

  @Test mutating func subnetsAreFoundByIdAndFilter() throws {
    let all = try call("DescribeSubnets")["Subnets"]
    #expect(texts(all, "SubnetId") == ["subnet-a", "subnet-b", "subnet-c"])
    // A /24 has 256 addresses, 5 of them AWS's own.
    #expect(all?[0]?["AvailableIpAddressCount"] == 251)
    #expect(all?[0]?["AvailabilityZone"] == "us-east-1a" && all?[0]?["AvailabilityZoneId"] == "use1-az1")
    #expect(all?[0]?["MapPublicIpOnLaunch"] == true && all?[0]?["DefaultForAz"] == true)
    let named = try call("DescribeSubnets", #"{"SubnetIds":["subnet-c"]}"#)["Subnets"]
    #expect(texts(named, "SubnetId") == ["subnet-c"])
    let filtered = try call(
      "DescribeSubnets",
      #"{"Filters":[{"Name":"availability-zone","Values":["*a","us-east-1?"]},{"Name":"cidr-block","Values":["10.0.1.*"]}]}"#
    )
    #expect(texts(filtered["Subnets"], "SubnetId") == ["subnet-b"])
    #expect(
      try refusal("DescribeSubnets", #"{"SubnetIds":["subnet-x"]}"#)
        == "InvalidSubnetID.NotFound: The subnet ID 'subnet-x' does not exist")
    #expect(
      try refusal("DescribeSubnets", #"{"Filters":[{"Name":"colour","Values":["blue"]}]}"#)
        == "InvalidParameterValue: The filter 'colour' is invalid")
  }

  @Test mutating func theDefaultVPCIsFound() throws {
    let vpcs = try call("DescribeVpcs", #"{"Filters":[{"Name":"is-default","Values":["true"]}]}"#)["Vpcs"]
    #expect(texts(vpcs, "VpcId") == ["vpc-1"])
    #expect(vpcs?[0]?["CidrBlock"] == "10.0.0.0/16" && vpcs?[0]?["State"] == "available")
    #expect(
      try refusal("DescribeVpcs", #"{"VpcIds":["vpc-x"]}"#)
        == "InvalidVpcID.NotFound: The vpc ID 'vpc-x' does not exist")
  }

  @Test mutating func zonesAndRoutesFollowTheSubnets() throws {
    let zones = try call("DescribeAvailabilityZones")["AvailabilityZones"]
    #expect(texts(zones, "ZoneName") == ["us-east-1a", "us-east-1b", "us-east-1c"])
    // All subnets lead to the internet: the main table does for all of them.
    let tables = try call("DescribeRouteTables")["RouteTables"]
    #expect(tables?.list?.count == 1)
    #expect(tables?[0]?["Associations"]?[0]?["Main"] == true)
    #expect(texts(tables?[0]?["Routes"], "DestinationCidrBlock") == ["10.0.0.0/16", "0.0.0.0/0"])
    #expect(tables?[0]?["Routes"]?[1]?["GatewayId"]?.string?.hasPrefix("igw-") == true)
  }

  // MARK: Security groups

  @Test mutating func aGroupIsMadeAndOpened() throws {
    let made = try call("CreateSecurityGroup", #"{"GroupName":"web","Description":"for users"}"#)
    let id = try #require(made["GroupId"]?.string)
    let rule = #""IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]"#
    let opened = try call("AuthorizeSecurityGroupIngress", #"{"GroupId":"\#(id)",\#(rule)}"#)
    #expect(opened["Return"] == true && opened["SecurityGroupRules"]?[0]?["CidrIpv4"] == "0.0.0.0/0")
    let group = try call("DescribeSecurityGroups", #"{"GroupIds":["\#(id)"]}"#)["SecurityGroups"]?[0]
    #expect(group?["VpcId"] == "vpc-1" && group?["Description"] == "for users")
    #expect(group?["IpPermissions"]?[0]?["FromPort"] == 80)
    #expect(group?["IpPermissionsEgress"]?[0]?["IpProtocol"] == "-1")
    #expect(
      try refusal("AuthorizeSecurityGroupIngress", #"{"GroupId":"\#(id)",\#(rule)}"#)
        == "InvalidPermission.Duplicate: the specified rule "
        + #""peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW" already exists"#)
    #expect(
      try refusal("CreateSecurityGroup", #"{"GroupName":"web","Description":"again"}"#)
        == "InvalidGroup.Duplicate: The security group 'web' already exists for VPC 'vpc-1'")
  }

  @Test mutating func aGroupIsDeletedWhenNothingNamesIt() throws {
    let inner = try #require(
      try call("CreateSecurityGroup", #"{"GroupName":"inner","Description":"d"}"#)["GroupId"]?.string)
    let outer = try #require(
      try call("CreateSecurityGroup", #"{"GroupName":"outer","Description":"d"}"#)["GroupId"]?.string)
    let pair = #"[{"IpProtocol":"-1","UserIdGroupPairs":[{"GroupId":"\#(outer)"}]}]"#
    try call("AuthorizeSecurityGroupIngress", #"{"GroupId":"\#(inner)","IpPermissions":\#(pair)}"#)
    #expect(
      try refusal("DeleteSecurityGroup", #"{"GroupId":"\#(outer)"}"#)
        == "DependencyViolation: resource \(outer) has a dependent object")
    for id in [inner, outer] {
      #expect(try call("DeleteSecurityGroup", #"{"GroupId":"\#(id)"}"#)["GroupId"] == .string(id))
    }
    #expect(
      try refusal("DeleteSecurityGroup", #"{"GroupId":"\#(inner)"}"#)
        == "InvalidGroup.NotFound: The security group '\(inner)' does not exist")
  }

  @Test mutating func aNetworkTellsOneSettingAtATime() throws {
    let reply = try call("DescribeVpcAttribute", #"{"VpcId":"vpc-1","Attribute":"enableDnsSupport"}"#)
    #expect(reply == ["EnableDnsSupport": ["Value": true], "VpcId": "vpc-1"])
  }

  @Test mutating func aNewGroupCanBeGivenToATask() throws {
    let made = try call("CreateSecurityGroup", #"{"GroupName":"web","Description":"for users"}"#)
    let id = try #require(made["GroupId"]?.string)
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
    try cloud.call(
      "RegisterTaskDefinition",
      #"""
      {"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
       "containerDefinitions":[{"name":"web","image":"nginx","essential":true}]}
      """#)
    let run = try cloud.call(
      "RunTask",
      #"""
      {"cluster":"harbor","taskDefinition":"web","launchType":"FARGATE","networkConfiguration":{"awsvpcConfiguration":
       {"subnets":["subnet-a"],"securityGroups":["\#(id)"],"assignPublicIp":"ENABLED"}}}
      """#)
    #expect(run["failures"] == [])
    cloud.advance(seconds: 60)
    let interface = try call(
      "DescribeNetworkInterfaces", #"{"Filters":[{"Name":"group-id","Values":["\#(id)"]}]}"#)["NetworkInterfaces"]?[0]
    let task = try cloud.call(
      "DescribeTasks", #"{"cluster":"harbor","tasks":["\#(run["tasks"]?[0]?["taskArn"]?.string ?? "")"]}"#)
    let details = task["tasks"]?[0]?["attachments"]?[0]?["details"]?.list ?? []
    func detail(_ name: String) -> Document? { details.first { $0["name"]?.string == name }?["value"] }
    #expect(interface?["NetworkInterfaceId"] == detail("networkInterfaceId"))
    #expect(interface?["PrivateIpAddress"] == detail("privateIPv4Address"))
    #expect(interface?["Association"]?["PublicIp"]?.string?.hasPrefix("198.1") == true)
    #expect(interface?["Status"] == "in-use")
    #expect(
      try refusal("DescribeNetworkInterfaces", #"{"NetworkInterfaceIds":["eni-x"]}"#)
        == "InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-x' does not exist")

    // On the way out the attachment is DETACHING, then DETACHED: from then on there is no interface.
    let arn = run["tasks"]?[0]?["taskArn"]?.string ?? ""
    try cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(arn)"}"#)
    var seen: Set<String> = []
    for _ in 1...60 {
      cloud.advance(seconds: 1)
      let task = try cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(arn)"]}"#)["tasks"]?[0]
      let status = task?["attachments"]?[0]?["status"]?.string ?? ""
      let all = try call("DescribeNetworkInterfaces", "{}")["NetworkInterfaces"]?.list ?? []
      seen.insert("\(status): \(all.first?["Attachment"]?["Status"]?.string ?? "none")")
    }
    #expect(seen == ["ATTACHED: attached", "DETACHING: detaching", "DETACHED: none", "DELETED: none"])
  }

  // MARK: Instances

  /// 100 s from the launch to the registered agent (runtime sheet, section 5.4).
  @Test mutating func instancesJoinTheClusterOfTheirUserData() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
    // #!/bin/bash
    // echo "ECS_CLUSTER=harbor" >> /etc/ecs/ecs.config
    let script = "IyEvYmluL2Jhc2gKZWNobyAiRUNTX0NMVVNURVI9aGFyYm9yIiA+PiAvZXRjL2Vjcy9lY3MuY29uZmln"
    let made = try call(
      "RunInstances",
      #"{"ImageId":"ami-1","InstanceType":"t3.medium","MinCount":2,"MaxCount":2,"UserData":"\#(script)"}"#)
    #expect(made["Instances"]?.list?.count == 2)
    #expect(made["Instances"]?[0]?["State"] == ["Code": 0, "Name": "pending"])
    cloud.advance(seconds: 100)
    let running = try call(
      "DescribeInstances", #"{"Filters":[{"Name":"instance-state-name","Values":["running"]}]}"#)["Reservations"]
    #expect(running?.list?.count == 1 && running?[0]?["Instances"]?.list?.count == 2)
    #expect(
      try cloud.call("ListContainerInstances", #"{"cluster":"harbor"}"#)["containerInstanceArns"]?.list?.count == 2)

    let id = try #require(made["Instances"]?[0]?["InstanceId"]?.string)
    let ended = try call("TerminateInstances", #"{"InstanceIds":["\#(id)"]}"#)["TerminatingInstances"]?[0]
    #expect(ended?["PreviousState"] == ["Code": 16, "Name": "running"])
    #expect(ended?["CurrentState"] == ["Code": 32, "Name": "shutting-down"])
    #expect(
      try cloud.call("ListContainerInstances", #"{"cluster":"harbor"}"#)["containerInstanceArns"]?.list?.count == 1)
    cloud.advance(seconds: 30)
    let gone = try call("DescribeInstances", #"{"InstanceIds":["\#(id)"]}"#)["Reservations"]?[0]?["Instances"]?[0]
    #expect(gone?["State"]?["Name"] == "terminated" && gone?["PrivateIpAddress"] == nil)
    #expect(gone?["StateReason"]?["Code"] == "Client.UserInitiatedShutdown")
  }

  @Test mutating func aRunningInstancePassesItsChecks() throws {
    try call("RunInstances", #"{"ImageId":"ami-1","InstanceType":"t3.nano","MinCount":1,"MaxCount":1}"#)
    #expect(try call("DescribeInstanceStatus")["InstanceStatuses"] == [])
    let booting = try call("DescribeInstanceStatus", #"{"IncludeAllInstances":true}"#)["InstanceStatuses"]?[0]
    #expect(booting?["InstanceState"]?["Name"] == "pending" && booting?["SystemStatus"]?["Status"] == "not-applicable")
    cloud.advance(seconds: 300)
    let status = try call("DescribeInstanceStatus")["InstanceStatuses"]?[0]?["InstanceStatus"]
    #expect(status == ["Details": [["Name": "reachability", "Status": "passed"]], "Status": "ok"])
  }

  @Test mutating func theSameTokenGivesTheSameInstances() throws {
    let input = #"{"ImageId":"ami-1","InstanceType":"t3.nano","MinCount":1,"MaxCount":1,"ClientToken":"x"}"#
    let first = try call("RunInstances", input)
    #expect(try call("RunInstances", input)["Instances"]?[0]?["InstanceId"] == first["Instances"]?[0]?["InstanceId"])
    #expect(try call("DescribeInstances")["Reservations"]?.list?.count == 1)
  }

  @Test mutating func anInstanceStartsInTheZoneThatIsAsked() throws {
    let input = #"{"ImageId":"ami-1","InstanceType":"t3.nano","MinCount":1,"MaxCount":1,"Placement":"#
    let made = try call("RunInstances", input + #"{"AvailabilityZone":"us-east-1b"}}"#)["Instances"]?[0]
    #expect(made?["Placement"]?["AvailabilityZone"] == "us-east-1b")
    #expect(
      try refusal("RunInstances", input + #"{"AvailabilityZone":"eu-west-1a"}}"#)
        == "InvalidParameterValue: Invalid availability zone: [eu-west-1a]")
    let id = try #require(made?["InstanceId"]?.string)
    #expect(
      try refusal("DescribeInstances", #"{"InstanceIds":["\#(id)"],"MaxResults":5}"#)
        == "InvalidParameterCombination: The parameter instancesSet cannot be used with the parameter maxResults")
  }

  /// EC2 API reference, DescribeInstances and DescribeSecurityGroups, `Filter.N`.
  @Test mutating func whatIsShownCanBeSearchedFor() throws {
    try call("RunInstances", #"{"ImageId":"ami-1","InstanceType":"t3.nano","MinCount":1,"MaxCount":1}"#)
    let shown = try call("DescribeInstances")["Reservations"]?[0]?["Instances"]?[0]
    let name = try #require(shown?["PrivateDnsName"]?.string)
    func count(_ filter: String, _ value: String) throws -> Int? {
      try cloud.call(
        "DescribeInstances", #"{"Filters":[{"Name":"\#(filter)","Values":["\#(value)"]}]}"#, service: "ec2")[
          "Reservations"]?.list?.count
    }
    for (filter, value) in [
      ("private-dns-name", name), ("source-dest-check", "true"), ("root-device-type", "ebs"), ("tenancy", "default"),
    ] { #expect(try count(filter, value) == 1, "\(filter)") }
    #expect(try count("instance-lifecycle", "spot") == 0)
    #expect(try count("state-reason-code", "*") == 0)
    let open = try call(
      "DescribeSecurityGroups", #"{"Filters":[{"Name":"egress.ip-permission.cidr","Values":["0.0.0.0/0"]}]}"#)
    #expect(open["SecurityGroups"]?.list?.isEmpty == false)
  }

  @Test(arguments: ["", #","Description":"""#])
  func aGroupNeedsADescription(more: String) throws {
    var tests = EC2Tests()
    #expect(
      try tests.refusal("CreateSecurityGroup", #"{"GroupName":"web"\#(more)}"#)
        == "MissingParameter: The request must contain the parameter GroupDescription")
  }

  @Test mutating func aLabelsValueIsAFilter() throws {
    let labels = #""TagSpecifications":[{"ResourceType":"vpc","Tags":[{"Key":"team","Value":"quay"}]}]"#
    let made = try call("CreateVpc", #"{"CidrBlock":"172.16.0.0/16",\#(labels)}"#)["Vpc"]?["VpcId"]
    let found = try call("DescribeVpcs", #"{"Filters":[{"Name":"tag-value","Values":["q*"]}]}"#)["Vpcs"]?.list
    #expect(found?.map { $0["VpcId"] } == [made])
  }

  @Test mutating func refusedLaunches() throws {
    func refused(_ more: String) throws -> String {
      try refusal("RunInstances", #"{"ImageId":"ami-1","MinCount":1,"MaxCount":1\#(more)}"#)
    }
    #expect(
      try refused(#","InstanceType":"t3.colossal""#)
        == "InvalidParameterValue: Invalid value 't3.colossal' for InstanceType.")
    // A type that EC2 has is not called invalid; without one it takes its oldest.
    #expect(
      try refused(#","InstanceType":"m8g.large""#)
        == "NotSimulatedYet: An instance of the type m8g.large is not simulated yet.")
    #expect(try refused("") == "NotSimulatedYet: An instance of the type m1.small is not simulated yet.")
    #expect(
      try refused(#","InstanceType":"t3.nano","SubnetId":"subnet-x""#)
        == "InvalidSubnetID.NotFound: The subnet ID 'subnet-x' does not exist")
    #expect(
      try refused(#","InstanceType":"t3.nano","SecurityGroupIds":["sg-x"]"#)
        == "InvalidGroup.NotFound: The security group 'sg-x' does not exist")
    #expect(
      try refused(#","InstanceType":"t3.nano","DryRun":true"#)
        == "DryRunOperation: Request would have succeeded, but DryRun flag is set.")
    #expect(
      try refusal("TerminateInstances", #"{"InstanceIds":["i-0","i-1"]}"#)
        == "InvalidInstanceID.NotFound: The instance IDs 'i-0, i-1' do not exist")
    #expect(try call("DescribeInstances")["Reservations"] == [])
  }
}
