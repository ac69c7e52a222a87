/// Launch templates: kept in versions, and what instances and Auto Scaling groups are launched by them.
/// Expected members and texts: EC2 API reference and EC2 User Guide, "Launch templates".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite struct LaunchTemplateTests {
  var cloud = TestCloud()

  @discardableResult
  mutating func call(_ operation: String, _ input: String = "{}", service: String = "ec2") throws -> Document {
    try cloud.call(operation, input, service: service)
  }
  mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "ec2")
  }

  /// `hosts`: a t3.small of the default group that joins the cluster `harbor`; its second version is a t3.large.
  @discardableResult
  mutating func make() throws -> String {
    let made = try call(
      "CreateLaunchTemplate",
      #"{"LaunchTemplateName": "hosts", "VersionDescription": "small", "LaunchTemplateData": {"ImageId": "ami-1", "#
        + #""InstanceType": "t3.small", "SecurityGroupIds": ["sg-1"], "UserData": "\#(TestCloud.joinsHarbor)", "#
        + #""TagSpecifications": [{"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "quay"}]}]}}"#)
    try call(
      "CreateLaunchTemplateVersion",
      #"{"LaunchTemplateName": "hosts", "SourceVersion": "1", "LaunchTemplateData": {"InstanceType": "t3.large"}}"#)
    return made["LaunchTemplate"]?["LaunchTemplateId"]?.string ?? ""
  }

  @Test mutating func aTemplateHasVersions() throws {
    let id = try make()
    #expect(id.hasPrefix("lt-") && id.utf8.count == 20)
    let shown = try call("DescribeLaunchTemplates", #"{"LaunchTemplateNames": ["hosts"]}"#)["LaunchTemplates"]?[0]
    #expect(shown?["DefaultVersionNumber"] == 1 && shown?["LatestVersionNumber"] == 2)
    #expect(shown?["CreatedBy"]?.string == CloudAPI.defaultPrincipal)
    let versions = try call("DescribeLaunchTemplateVersions", #"{"LaunchTemplateId": "\#(id)"}"#)[
      "LaunchTemplateVersions"]
    #expect(versions?.list?.map { $0["VersionNumber"] } == [2, 1])
    #expect(versions?[1]?["DefaultVersion"] == true && versions?[1]?["VersionDescription"] == "small")
    // What the source version says counts where the new one says nothing.
    #expect(versions?[0]?["LaunchTemplateData"]?["InstanceType"] == "t3.large")
    #expect(versions?[0]?["LaunchTemplateData"]?["ImageId"] == "ami-1")
    let changed = try call("ModifyLaunchTemplate", #"{"LaunchTemplateId": "\#(id)", "DefaultVersion": "2"}"#)
    #expect(changed["LaunchTemplate"]?["DefaultVersionNumber"] == 2)
    try call("DeleteLaunchTemplate", #"{"LaunchTemplateName": "hosts"}"#)
    #expect(try call("DescribeLaunchTemplates")["LaunchTemplates"] == [])
  }

  @Test(arguments: [
    ("", "t3.small", "1"), (#", "Version": "$Default""#, "t3.small", "1"),
    (#", "Version": "$Latest""#, "t3.large", "2"),
    (#", "Version": "2""#, "t3.large", "2"),
  ])
  func anInstanceIsLaunchedByAVersion(version: String, type: String, number: String) throws {
    var tests = LaunchTemplateTests()
    try tests.make()
    let made = try tests.call(
      "RunInstances",
      #"{"LaunchTemplate": {"LaunchTemplateName": "hosts"\#(version)}, "MinCount": 1, "MaxCount": 1}"#)["Instances"]?[0]
    #expect(made?["InstanceType"]?.string == type)
    #expect(made?["ImageId"] == "ami-1")
    let tags = made?["Tags"]?.list?.map { "\($0["Key"]?.string ?? "")=\($0["Value"]?.string ?? "")" } ?? []
    #expect(tags.contains("team=quay") && tags.contains("aws:ec2launchtemplate:version=\(number)"))
  }

  @Test mutating func whatTheRequestSaysCountsBeforeTheTemplate() throws {
    try call("CreateCluster", #"{"clusterName": "harbor"}"#, service: "ecs")
    let id = try make()
    let made = try call(
      "RunInstances",
      #"{"LaunchTemplate": {"LaunchTemplateId": "\#(id)"}, "InstanceType": "m5.large", "SubnetId": "subnet-b", "#
        + #""MinCount": 1, "MaxCount": 1}"#)["Instances"]?[0]
    #expect(made?["InstanceType"] == "m5.large" && made?["SubnetId"] == "subnet-b")
    // The template's user data makes it join when it has booted, after 100 s.
    cloud.advance(seconds: 110)
    let hosts = cloud.region?.ecs.containerInstances.values.map(\.ec2InstanceID)
    #expect(hosts == [made?["InstanceId"]?.string ?? "-"])
  }

  @Test mutating func whatIsNotThereIsNamed() throws {
    let id = try make()
    func run(_ template: String) -> String { #"{"LaunchTemplate": {\#(template)}, "MinCount": 1, "MaxCount": 1}"# }
    #expect(
      try refusal("RunInstances", run(#""LaunchTemplateName": "nobody""#))
        == "InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template name nobody, does "
        + "not exist.")
    #expect(
      try refusal("RunInstances", run(#""LaunchTemplateId": "\#(id)", "Version": "9""#))
        == "InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 9 for the launch template with "
        + "ID \(id).")
    #expect(
      try refusal("CreateLaunchTemplate", #"{"LaunchTemplateName": "hosts", "LaunchTemplateData": {}}"#)
        == "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.")
  }

  /// EC2's own words, where they are others than those of RunInstances.
  @Test mutating func eachOperationNamesWhatIsMissing() throws {
    let id = try make()
    #expect(
      try refusal("DescribeLaunchTemplates", #"{"LaunchTemplateNames": ["nobody"]}"#)
        == "InvalidLaunchTemplateName.NotFoundException: At least one of the launch templates specified in the request "
        + "does not exist.")
    #expect(
      try refusal("DeleteLaunchTemplate", "{}")
        == "MissingParameter: The request must contain the parameter launch template ID or launch template name")
    #expect(
      try refusal("ModifyLaunchTemplate", #"{"LaunchTemplateName": "hosts", "DefaultVersion": "9"}"#)
        == "InvalidLaunchTemplateId.VersionNotFound: The launch template version 9 is not found for the specified launch "
        + "template.")
    #expect(
      try refusal(
        "ModifyLaunchTemplate",
        #"{"LaunchTemplateName": "hosts", "LaunchTemplateId": "\#(id)", "DefaultVersion": "2"}"#)
        == "InvalidParameterCombination: Either provide launch template ID or launch template name to modify the "
        + "template.")
    #expect(
      try refusal("DescribeLaunchTemplateVersions", "{}").hasPrefix(
        "MissingParameter: To describe the launch template data for all your launch templates, for ‘--versions’ specify "
          + "‘$Latest’, ‘$Default’, or both, and omit"))
    #expect(
      try refusal("DescribeLaunchTemplateVersions", #"{"Versions": ["1"]}"#).hasPrefix(
        "InvalidParameterValue: To describe the launch template data for all"))
  }

  // MARK: - Auto Scaling groups

  private mutating func createGroup(_ template: String, count: Int = 1) throws {
    try call(
      "CreateAutoScalingGroup",
      #"{"AutoScalingGroupName": "web", "MinSize": 0, "MaxSize": 4, "DesiredCapacity": \#(count), "#
        + #""VPCZoneIdentifier": "subnet-a", \#(template)}"#, service: "autoscaling")
  }
  private mutating func group() throws -> Document {
    try call("DescribeAutoScalingGroups", service: "autoscaling")["AutoScalingGroups"]?[0] ?? .null
  }

  @Test mutating func aGroupLaunchesByItsTemplate() throws {
    try call("CreateCluster", #"{"clusterName": "harbor"}"#, service: "ecs")
    let id = try make()
    try createGroup(#""LaunchTemplate": {"LaunchTemplateName": "hosts", "Version": "$Latest"}"#)
    cloud.advance(seconds: 11)
    let shown = try group()
    #expect(
      shown["LaunchTemplate"]
        == ["LaunchTemplateId": .string(id), "LaunchTemplateName": "hosts", "Version": "$Latest"])
    #expect(shown["Instances"]?[0]?["InstanceType"] == "t3.large")
    #expect(shown["Instances"]?[0]?["LaunchTemplate"]?["Version"] == "2")
    // No capacity provider: the template's user data alone says where it belongs.
    cloud.advance(seconds: 110)
    #expect(cloud.region?.ecs.containerInstances.values.map(\.cluster) == ["harbor"])
    // The next instance is of the newest version.
    try call(
      "CreateLaunchTemplateVersion",
      #"{"LaunchTemplateId": "\#(id)", "SourceVersion": "2", "LaunchTemplateData": {"InstanceType": "m5.large"}}"#)
    try call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName": "web", "DesiredCapacity": 2}"#, service: "autoscaling")
    cloud.advance(seconds: 11)
    #expect(try group()["Instances"]?.list?.map { $0["InstanceType"] } == ["t3.large", "m5.large"])
  }

  @Test mutating func overridesSayTheTypeOutright() throws {
    try make()
    try createGroup(
      #""MixedInstancesPolicy": {"LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateName": "hosts"}, "#
        + #""Overrides": [{"InstanceType": "c5.xlarge"}]}}"#)
    cloud.advance(seconds: 11)
    let shown = try group()
    #expect(shown["Instances"]?[0]?["InstanceType"] == "c5.xlarge")
    // A version is shown where one was given, and how the group buys in any case: EC2 Auto Scaling API reference,
    // InstancesDistribution.
    let policy = shown["MixedInstancesPolicy"]
    #expect(policy?["LaunchTemplate"]?["LaunchTemplateSpecification"]?["LaunchTemplateName"] == "hosts")
    #expect(policy?["LaunchTemplate"]?["LaunchTemplateSpecification"]?["Version"] == nil)
    #expect(
      policy?["InstancesDistribution"]
        == [
          "OnDemandAllocationStrategy": "prioritized", "OnDemandBaseCapacity": 0,
          "OnDemandPercentageAboveBaseCapacity": 100, "SpotAllocationStrategy": "lowest-price", "SpotInstancePools": 2,
        ])
  }

  @Test mutating func aPolicySaysThatItOverridesNothing() throws {
    try make()
    try createGroup(
      #""MixedInstancesPolicy": {"InstancesDistribution": {"SpotAllocationStrategy": "capacity-optimized"}, "#
        + #""LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateName": "hosts", "Version": "2"}}}"#)
    let policy = try group()["MixedInstancesPolicy"]
    #expect(policy?["LaunchTemplate"]?["Overrides"] == [])
    #expect(policy?["LaunchTemplate"]?["LaunchTemplateSpecification"]?["Version"] == "2")
    #expect(policy?["InstancesDistribution"]?["SpotInstancePools"] == nil)
    #expect(policy?["InstancesDistribution"]?["OnDemandBaseCapacity"] == 0)
  }

  /// The template is fine for the real service: what is missing is missing here.
  @Test mutating func aGroupOfAnUnknownSizeIsNotSimulated() throws {
    try call(
      "CreateLaunchTemplate",
      #"{"LaunchTemplateName": "big", "LaunchTemplateData": {"ImageId": "ami-1", "InstanceType": "m8g.large"}}"#)
    func create(_ more: String) throws -> String {
      try cloud.refusal(
        "CreateAutoScalingGroup",
        #"{"AutoScalingGroupName": "web", "MinSize": 0, "MaxSize": 3, "AvailabilityZones": ["us-east-1a"], \#(more)}"#,
        service: "autoscaling")
    }
    let text = "NotSimulatedYet: An instance of the type m8g.large is not simulated yet."
    #expect(try create(#""LaunchTemplate": {"LaunchTemplateName": "big"}"#) == text)
    try make()
    #expect(
      try create(
        #""MixedInstancesPolicy": {"LaunchTemplate": {"LaunchTemplateSpecification": {"LaunchTemplateName": "hosts"}, "#
          + #""Overrides": [{"InstanceType": "m8g.large"}]}}"#) == text)
  }

  @Test(arguments: [#"{"Version": "1"}"#, #"{"LaunchTemplateId": "lt-1", "LaunchTemplateName": "hosts"}"#])
  func aGroupNamesItsTemplateOneWay(template: String) throws {
    var tests = LaunchTemplateTests()
    try tests.make()
    #expect(
      try tests.cloud.refusal(
        "CreateAutoScalingGroup",
        #"{"AutoScalingGroupName": "web", "MinSize": 0, "MaxSize": 3, "AvailabilityZones": ["us-east-1a"], "#
          + #""LaunchTemplate": \#(template)}"#, service: "autoscaling")
        == "ValidationError: Valid requests must contain either launchTemplateId or LaunchTemplateName")
  }

  @Test mutating func aGroupWithoutItsTemplateLaunchesNoMore() throws {
    let id = try make()
    try createGroup(#""LaunchTemplate": {"LaunchTemplateId": "\#(id)"}"#, count: 0)
    try call("DeleteLaunchTemplate", #"{"LaunchTemplateId": "\#(id)"}"#)
    try call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName": "web", "DesiredCapacity": 1}"#, service: "autoscaling")
    cloud.advance(seconds: 11)
    let activity = try call("DescribeScalingActivities", service: "autoscaling")["Activities"]?[0]
    #expect(activity?["StatusCode"] == "Failed")
    #expect(
      activity?["StatusMessage"]?.string
        == "The specified launch template, with template ID \(id), does not exist.. Launching EC2 instance failed.")
    #expect(
      try cloud.refusal(
        "UpdateAutoScalingGroup", #"{"AutoScalingGroupName": "web", "LaunchTemplate": {"LaunchTemplateId": "\#(id)"}}"#,
        service: "autoscaling")
        == "ValidationError: You must use a valid fully-formed launch template. The specified launch template, with "
        + "template ID \(id), does not exist.")
  }
}
