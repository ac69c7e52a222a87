/// Labels of EC2's resources, settings of VPCs, versions of launch templates: EC2 API reference, CreateTags, DeleteTags,
/// DescribeTags, ModifyVpcAttribute, DeleteLaunchTemplateVersions.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct EC2TagTests {
  private var cloud: TestCloud

  init() throws { cloud = try TestCloud.harbor() }

  private mutating func call(_ operation: String, _ input: String) throws -> Document {
    try cloud.call(operation, input, service: "ec2")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "ec2")
  }
  /// `ID KEY=VALUE` of each.
  private mutating func labels(_ filters: String = "") throws -> [String] {
    (try call("DescribeTags", #"{"Filters": [\#(filters)]}"#)["Tags"]?.list ?? []).map {
      "\($0["ResourceId"]?.string ?? "-") \($0["Key"]?.string ?? "-")=\($0["Value"]?.string ?? "-")"
    }
  }

  @Test mutating func labelsArePutAndTakenAway() throws {
    _ = try call(
      "CreateTags",
      #"{"Resources": ["vpc-1", "subnet-a"], "Tags": [{"Key": "team", "Value": "core"}, {"Key": "empty"}]}"#)
    #expect(try labels() == ["vpc-1 team=core", "vpc-1 empty=", "subnet-a team=core", "subnet-a empty="])
    #expect(
      try labels(#"{"Name": "resource-type", "Values": ["subnet"]}, {"Name": "key", "Values": ["te*"]}"#) == [
        "subnet-a team=core"
      ])
    _ = try call("CreateTags", #"{"Resources": ["vpc-1"], "Tags": [{"Key": "team", "Value": "edge"}]}"#)
    let vpc = try call("DescribeVpcs", #"{"VpcIds": ["vpc-1"]}"#)["Vpcs"]?[0]
    #expect(vpc?["Tags"] == [["Key": "team", "Value": "edge"], ["Key": "empty", "Value": ""]])
    _ = try call("DeleteTags", #"{"Resources": ["vpc-1", "subnet-a"], "Tags": [{"Key": "team", "Value": "core"}]}"#)
    #expect(try labels() == ["vpc-1 team=edge", "vpc-1 empty=", "subnet-a empty="], "only where it is that value")
    _ = try call("DeleteTags", #"{"Resources": ["subnet-a"], "Tags": [{"Key": "empty"}]}"#)
    _ = try call("DeleteTags", #"{"Resources": ["vpc-1"]}"#)
    #expect(try labels() == [])
  }

  @Test(arguments: [
    (#""vpc-9""#, #"{"Key": "a"}"#, "InvalidVpcID.NotFound: The vpc ID 'vpc-9' does not exist"),
    (#""rtb-9""#, #"{"Key": "a"}"#, "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-9' does not exist"),
    (#""harbor""#, #"{"Key": "a"}"#, "InvalidID: The ID 'harbor' is not valid"),
    (#""eni-1""#, #"{"Key": "a"}"#, "NotSimulatedYet: A label of eni-1 is not simulated yet."),
    (
      #""vpc-1""#, #"{"Key": "aws:a"}"#,
      "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use"
    ),
  ])
  func labelsThatAreRefused(id: String, tag: String, said: String) throws {
    var test = try EC2TagTests()
    #expect(try test.refusal("CreateTags", #"{"Resources": ["subnet-a", \#(id)], "Tags": [\#(tag)]}"#) == said)
    #expect(try test.labels() == [], "all or none")
  }

  @Test mutating func aSettingOfAVPCChangesAlone() throws {
    func shown(_ attribute: String) throws -> Document? {
      try call("DescribeVpcAttribute", #"{"VpcId": "vpc-1", "Attribute": "\#(attribute)"}"#)
    }
    _ = try call("ModifyVpcAttribute", #"{"VpcId": "vpc-1", "EnableDnsSupport": {"Value": false}}"#)
    #expect(try shown("enableDnsSupport")?["EnableDnsSupport"]?["Value"] == false)
    _ = try call("ModifyVpcAttribute", #"{"VpcId": "vpc-1", "EnableNetworkAddressUsageMetrics": {"Value": true}}"#)
    #expect(
      try shown("enableNetworkAddressUsageMetrics")?["EnableNetworkAddressUsageMetrics"]?["Value"] == true)
    let both = #""EnableDnsSupport": {"Value": true}, "EnableDnsHostnames": {"Value": true}"#
    #expect(
      try refusal("ModifyVpcAttribute", #"{"VpcId": "vpc-1", \#(both)}"#)
        == "InvalidParameterCombination: Fields for multiple attribute types specified: enableDnsSupport, "
        + "enableDnsHostnames")
  }

  @Test mutating func versionsOfATemplateAreDeletedButTheDefault() throws {
    let named = #""LaunchTemplateName": "hosts""#
    _ = try call("CreateLaunchTemplate", #"{\#(named), "LaunchTemplateData": {"InstanceType": "t3.small"}}"#)
    for _ in 0..<2 {
      _ = try call("CreateLaunchTemplateVersion", #"{\#(named), "LaunchTemplateData": {"InstanceType": "t3.large"}}"#)
    }
    let reply = try call("DeleteLaunchTemplateVersions", #"{\#(named), "Versions": ["3", "1", "7"]}"#)
    #expect(reply["SuccessfullyDeletedLaunchTemplateVersions"]?.list?.map { $0["VersionNumber"] } == [3])
    let kept = reply["UnsuccessfullyDeletedLaunchTemplateVersions"]?.list ?? []
    #expect(kept.map { $0["VersionNumber"] } == [1, 7])
    #expect(kept.map { $0["ResponseError"]?["Code"] } == ["unexpectedError", "launchTemplateVersionDoesNotExist"])
    let next = try call("CreateLaunchTemplateVersion", #"{\#(named), "LaunchTemplateData": {}}"#)
    #expect(next["LaunchTemplateVersion"]?["VersionNumber"] == 4, "a number is given once")
    #expect(
      try refusal("DeleteLaunchTemplateVersions", #"{\#(named), "Versions": ["$Latest"]}"#)
        == "InvalidParameterValue: The launch template version '$Latest' is not valid.")
  }
}
