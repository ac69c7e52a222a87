/// Auto Scaling groups at the border: what they show, what they refuse, what they do by themselves.
import Documents
import Testing

@Suite struct AutoScalingGroupTests {
  var cloud = TestCloud()

  @discardableResult
  mutating func call(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "autoscaling")
  }
  mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "autoscaling")
  }
  mutating func group(_ name: String = "web") throws -> Document {
    try call("DescribeAutoScalingGroups", #"{"AutoScalingGroupNames":["\#(name)"]}"#)["AutoScalingGroups"]?[0] ?? .null
  }

  @Test mutating func aGroupLaunchesOverItsZones() throws {
    try cloud.createGroup("web", desired: 4)
    #expect(try group()["Instances"] == [])
    cloud.advance(seconds: 11)
    let pending = try group()["Instances"]?.list ?? []
    #expect(pending.map { $0["LifecycleState"] } == ["Pending", "Pending", "Pending", "Pending"])
    #expect(
      pending.map { $0["AvailabilityZone"] } == ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1a"])
    cloud.advance(seconds: 20)
    let shown = try group()
    #expect(shown["Instances"]?[0]?["LifecycleState"] == "InService")
    #expect(shown["Instances"]?[0]?["InstanceType"] == "t3.medium")
    #expect(shown["DesiredCapacity"] == 4)
    #expect(shown["VPCZoneIdentifier"] == "subnet-a,subnet-b,subnet-c")
    #expect(shown["AvailabilityZones"] == ["us-east-1a", "us-east-1b", "us-east-1c"])
    #expect(shown["DefaultCooldown"] == 300)
    let arn = shown["AutoScalingGroupARN"]?.string ?? ""
    #expect(arn.hasPrefix("arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:"))
    #expect(arn.hasSuffix(":autoScalingGroupName/web"))
  }

  @Test(arguments: [("web-t3.large-2", "t3.large"), ("web", "m5.large"), ("m5.2xlarge", "m5.2xlarge")])
  func aTemplatesNameSaysTheType(template: String, type: String) throws {
    var tests = AutoScalingGroupTests()
    try tests.call(
      "CreateAutoScalingGroup",
      #"{"AutoScalingGroupName":"web","MinSize":1,"MaxSize":1,"AvailabilityZones":["us-east-1b"],"#
        + #""LaunchTemplate":{"LaunchTemplateName":"\#(template)","Version":"3"}}"#)
    tests.cloud.advance(seconds: 11)
    let instance = try tests.group()["Instances"]?[0]
    #expect(instance?["InstanceType"]?.string == type)
    #expect(instance?["LaunchTemplate"] == ["LaunchTemplateName": .string(template), "Version": "3"])
  }

  @Test(arguments: [
    (#""MinSize":0,"MaxSize":1"#, "Valid requests must contain either LaunchTemplate, "),
    (
      #""MinSize":3,"MaxSize":1,"LaunchTemplate":{"LaunchTemplateName":"web"}"#,
      "Max bound, 1, must be greater than or equal to min bound, 3"
    ),
    (
      #""MinSize":0,"MaxSize":3,"DesiredCapacity":5,"LaunchTemplate":{"LaunchTemplateName":"web"}"#,
      "Desired capacity:5 must be between the specified min size:0 and max size:3"
    ),
    (
      #""MinSize":0,"MaxSize":3,"LaunchTemplate":{"LaunchTemplateName":"web"}"#,
      "At least one Availability Zone or VPC Subnet is required."
    ),
    (
      #""MinSize":0,"MaxSize":3,"LaunchTemplate":{"LaunchTemplateName":"web"},"VPCZoneIdentifier":"subnet-x""#,
      "The subnet ID 'subnet-x' does not exist"
    ),
    (
      #""MinSize":0,"MaxSize":2000000000,"LaunchTemplate":{"LaunchTemplateName":"web"}"#,
      "Max bound, 2000000000, must be at most 5000 here."
    ),
  ])
  func whatCannotBeMade(members: String, text: String) throws {
    var tests = AutoScalingGroupTests()
    let refusal = try tests.refusal("CreateAutoScalingGroup", #"{"AutoScalingGroupName":"web",\#(members)}"#)
    #expect(refusal.hasPrefix("ValidationError: \(text)"), "\(refusal)")
  }

  @Test mutating func aNameIsGivenOnce() throws {
    try cloud.createGroup("web")
    #expect(
      try refusal(
        "CreateAutoScalingGroup",
        #"{"AutoScalingGroupName":"web","MinSize":0,"MaxSize":1,"LaunchTemplate":{"LaunchTemplateName":"web"}}"#)
        == "AlreadyExists: AutoScalingGroup by this name already exists - A group with the name web already exists")
  }

  @Test mutating func theSizeStaysWithinItsBounds() throws {
    try cloud.createGroup("web", desired: 2, maximum: 3)
    #expect(
      try refusal("SetDesiredCapacity", #"{"AutoScalingGroupName":"web","DesiredCapacity":4}"#)
        == "ValidationError: New SetDesiredCapacity value 4 is above max value 3 for the AutoScalingGroup.")
    try call("UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"web","MinSize":3}"#)
    #expect(try group()["DesiredCapacity"] == 3)
    #expect(
      try refusal("SetDesiredCapacity", #"{"AutoScalingGroupName":"web","DesiredCapacity":1}"#)
        == "ValidationError: New SetDesiredCapacity value 1 is below min value 3 for the AutoScalingGroup.")
    #expect(
      try refusal("SetDesiredCapacity", #"{"AutoScalingGroupName":"nope","DesiredCapacity":1}"#)
        == "ValidationError: AutoScalingGroup name not found - AutoScalingGroup 'nope' not found")
    // The one operation that says no name.
    #expect(
      try refusal("UpdateAutoScalingGroup", #"{"AutoScalingGroupName":"nope","MinSize":1}"#)
        == "ValidationError: AutoScalingGroup name not found - null")
  }

  @Test mutating func protectedInstancesStay() throws {
    try cloud.createGroup("web", desired: 2)
    cloud.advance(seconds: 60)
    let ids = try group()["Instances"]?.list?.compactMap { $0["InstanceId"]?.string } ?? []
    try call(
      "SetInstanceProtection",
      #"{"AutoScalingGroupName":"web","InstanceIds":["\#(ids[0])"],"ProtectedFromScaleIn":true}"#)
    try call("SetDesiredCapacity", #"{"AutoScalingGroupName":"web","DesiredCapacity":0}"#)
    cloud.advance(seconds: 120)
    #expect(try group()["Instances"]?.list?.compactMap { $0["InstanceId"]?.string } == [ids[0]])
    try call(
      "SetInstanceProtection",
      #"{"AutoScalingGroupName":"web","InstanceIds":["\#(ids[0])"],"ProtectedFromScaleIn":false}"#)
    cloud.advance(seconds: 120)
    #expect(try group()["Instances"] == [])
    #expect(
      try refusal(
        "SetInstanceProtection",
        #"{"AutoScalingGroupName":"web","InstanceIds":["\#(ids[0])"],"ProtectedFromScaleIn":true}"#)
        == "ValidationError: The instance \(ids[0]) is not part of Auto Scaling group web.")
  }

  @Test mutating func activitiesSayWhatWasDoneAndWhy() throws {
    try cloud.createGroup("web", desired: 1)
    cloud.advance(seconds: 12)
    let launching = try call("DescribeScalingActivities", #"{"AutoScalingGroupName":"web"}"#)["Activities"]?[0]
    #expect(launching?["StatusCode"] == "PreInService")
    #expect(launching?["EndTime"] == nil)
    #expect(
      launching?["Cause"]?.string
        == "At 2026-01-05T09:00:00Z a user request created an AutoScalingGroup changing the desired capacity from 0 to 1."
        + "  At 2026-01-05T09:00:10Z an instance was started in response to a difference between desired and actual "
        + "capacity, increasing the capacity from 0 to 1.")
    cloud.advance(seconds: 60)
    try call("SetDesiredCapacity", #"{"AutoScalingGroupName":"web","DesiredCapacity":0}"#)
    cloud.advance(seconds: 120)
    let activities = try call("DescribeScalingActivities", #"{"AutoScalingGroupName":"web"}"#)["Activities"]?.list ?? []
    #expect(activities.map { $0["StatusCode"] } == ["Successful", "Successful"])
    #expect(activities.first?["Description"]?.string?.hasPrefix("Terminating EC2 instance: i-") == true)
    #expect(activities.last?["Details"] == #"{"Subnet ID":"subnet-a","Availability Zone":"us-east-1a"}"#)
  }

  @Test mutating func aGroupWithInstancesIsDeletedByForceOnly() throws {
    try cloud.createGroup("web", desired: 1)
    cloud.advance(seconds: 60)
    #expect(
      try refusal("DeleteAutoScalingGroup", #"{"AutoScalingGroupName":"web"}"#).hasPrefix(
        "ResourceInUse: You cannot delete an AutoScalingGroup while there are instances"))
    try call("DeleteAutoScalingGroup", #"{"AutoScalingGroupName":"web","ForceDelete":true}"#)
    #expect(try group()["Status"] == "Delete in progress")
    cloud.advance(seconds: 120)
    #expect(try call("DescribeAutoScalingGroups")["AutoScalingGroups"] == [])
    let activity = try call(
      "DescribeScalingActivities", #"{"AutoScalingGroupName":"web","IncludeDeletedGroups":true}"#)["Activities"]?[0]
    #expect(activity?["AutoScalingGroupState"] == "Deleted")
    #expect(
      try refusal("DescribeScalingActivities", #"{"AutoScalingGroupName":"web"}"#)
        == "ValidationError: AutoScalingGroup name not found - AutoScalingGroup 'web' not found")
  }

  @Test mutating func groupsComeInPages() throws {
    for index in 0..<3 { try cloud.createGroup("g\(index)") }
    let first = try call("DescribeAutoScalingGroups", #"{"MaxRecords":2}"#)
    #expect(first["AutoScalingGroups"]?.list?.count == 2)
    let token = try #require(first["NextToken"]?.string)
    let second = try call("DescribeAutoScalingGroups", #"{"NextToken":"\#(token)"}"#)
    #expect(second["AutoScalingGroups"]?.list?.compactMap { $0["AutoScalingGroupName"]?.string } == ["g2"])
    #expect(second["NextToken"] == nil)
    #expect(try refusal("DescribeAutoScalingGroups", #"{"NextToken":"x"}"#).hasPrefix("InvalidNextToken: "))
  }
}
