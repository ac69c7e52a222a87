/// Capacity providers: making, showing, changing and deleting them, and giving them to clusters.
import Documents
import Testing

extension TestCloud {
  /// An Auto Scaling group of t3.medium over three zones.
  mutating func createGroup(_ name: String, desired: Int = 0, maximum: Int = 10, _ more: String = "") throws {
    try call(
      "CreateAutoScalingGroup",
      #"{"AutoScalingGroupName":"\#(name)","MinSize":0,"MaxSize":\#(maximum),"DesiredCapacity":\#(desired),"#
        + #""VPCZoneIdentifier":"subnet-a,subnet-b,subnet-c","MixedInstancesPolicy":{"LaunchTemplate":{"#
        + #""LaunchTemplateSpecification":{"LaunchTemplateName":"web"},"Overrides":[{"InstanceType":"t3.medium"}]}}"#
        + #"\#(more)}"#, service: "autoscaling")
  }
}

@Suite struct CapacityProviderTests {
  var cloud = TestCloud()
  static let arn = "arn:aws:ecs:us-east-1:123456789012:capacity-provider/"

  init() throws {
    for name in ["g", "other"] { try cloud.createGroup(name) }
  }

  /// A provider of a group of its own, unless another is named.
  @discardableResult
  mutating func create(_ name: String, group: String? = nil, _ more: String = "") throws -> Document {
    if group == nil, cloud.world.regions["us-east-1"]?.autoScaling.groups[name] == nil { try cloud.createGroup(name) }
    return try cloud.call(
      "CreateCapacityProvider",
      #"{"name":"\#(name)","autoScalingGroupProvider":{"autoScalingGroupArn":"\#(group ?? name)"\#(more)}}"#)[
        "capacityProvider"] ?? .null
  }

  mutating func describe(_ input: String = "{}") throws -> Document {
    try cloud.call("DescribeCapacityProviders", input)
  }

  @Test mutating func aNewProviderShowsItsDefaults() throws {
    let provider = try create("harbor", #","managedScaling":{"status":"ENABLED"}"#)
    #expect(provider["capacityProviderArn"]?.string == Self.arn + "harbor")
    #expect(provider["status"] == "ACTIVE")
    #expect(provider["type"] == "EC2_AUTOSCALING")
    #expect(
      provider["autoScalingGroupProvider"]?["managedScaling"] == [
        "status": "ENABLED", "targetCapacity": 100, "minimumScalingStepSize": 1, "maximumScalingStepSize": 10_000,
        "instanceWarmupPeriod": 300,
      ])
    #expect(provider["autoScalingGroupProvider"]?["managedTerminationProtection"] == "DISABLED")
    #expect(provider["autoScalingGroupProvider"]?["managedDraining"] == "ENABLED")
    #expect(provider["tags"] == [])
    #expect(provider["updateStatus"] == nil)
  }

  @Test mutating func everyAccountHasTwo() throws {
    try create("harbor")
    let names = try describe()["capacityProviders"]?.list?.compactMap { $0["name"]?.string }
    #expect(names == ["harbor", "FARGATE", "FARGATE_SPOT"])
    let spot = try describe(#"{"capacityProviders":["FARGATE_SPOT"]}"#)["capacityProviders"]?[0]
    #expect(
      spot == [
        "capacityProviderArn": .string(Self.arn + "FARGATE_SPOT"), "name": "FARGATE_SPOT", "status": "ACTIVE",
        "tags": [], "type": "FARGATE_SPOT",
      ])
  }

  @Test mutating func unknownOnesAreFailures() throws {
    let reply = try describe(#"{"capacityProviders":["FARGATE","nope"]}"#)
    #expect(reply["capacityProviders"]?.list?.count == 1)
    #expect(reply["failures"] == [["arn": .string(Self.arn + "nope"), "reason": "MISSING"]])
  }

  @Test mutating func tenFitOnAPage() throws {
    for index in 0..<11 { try create("p\(index)") }
    let first = try describe()
    #expect(first["capacityProviders"]?.list?.count == 10)
    let token = try #require(first["nextToken"]?.string)
    let second = try describe(#"{"nextToken":"\#(token)"}"#)
    #expect(second["capacityProviders"]?.list?.compactMap { $0["name"]?.string } == ["p10", "FARGATE", "FARGATE_SPOT"])
    #expect(second["nextToken"] == nil)
    #expect(
      try cloud.refusal("DescribeCapacityProviders", #"{"maxResults":11}"#)
        == "InvalidParameterException: Max results can not be greater than 10")
  }

  @Test mutating func onlyThoseOfACluster() throws {
    try create("harbor")
    try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["FARGATE","harbor"]}"#)
    let names = try describe(#"{"cluster":"demo"}"#)["capacityProviders"]?.list?.compactMap { $0["name"]?.string }
    #expect(names == ["harbor", "FARGATE"])
    #expect(
      try cloud.refusal("DescribeCapacityProviders", #"{"cluster":"nope"}"#)
        == "ClusterNotFoundException: Cluster not found.")
  }

  @Test(arguments: [
    (#""name":"Fargate-like","autoScalingGroupProvider":{"autoScalingGroupArn":"g"}"#, "name is invalid"),
    (#""name":"a b","autoScalingGroupProvider":{"autoScalingGroupArn":"g"}"#, "name is invalid"),
    (#""name":"harbor""#, "you must specify an Auto Scaling group provider"),
    (
      #""name":"harbor","autoScalingGroupProvider":{"autoScalingGroupArn":"g","managedScaling":{"targetCapacity":101}}"#,
      "The target capacity value is invalid"
    ),
    (
      #""name":"harbor","autoScalingGroupProvider":{"autoScalingGroupArn":"g","managedScaling":"#
        + #"{"minimumScalingStepSize":5,"maximumScalingStepSize":2}}"#,
      "The minimum or maximum scaling step size value is invalid"
    ),
    (
      #""name":"harbor","autoScalingGroupProvider":{"autoScalingGroupArn":"g","managedTerminationProtection":"ENABLED"}"#,
      "managed scaling must be enabled"
    ),
    (
      #""name":"harbor","autoScalingGroupProvider":{"autoScalingGroupArn":"g","managedScaling":{"status":"ENABLED"},"#
        + #""managedTerminationProtection":"ENABLED"}"#,
      "the Auto Scaling group must have instance protection from scale in enabled"
    ),
    (
      #""name":"harbor","cluster":"demo","autoScalingGroupProvider":{"autoScalingGroupArn":"g"}"#,
      "only supported for Amazon ECS Managed Instances"
    ),
  ])
  mutating func whatCannotBeMade(members: String, text: String) throws {
    let refusal = try cloud.refusal("CreateCapacityProvider", "{\(members)}")
    #expect(refusal.hasPrefix("InvalidParameterException: ") && refusal.contains(text), "\(refusal)")
    #expect(try describe()["capacityProviders"]?.list?.count == 2)
  }

  @Test mutating func aGroupThatDoesNotExist() throws {
    #expect(
      try cloud.refusal(
        "CreateCapacityProvider", #"{"name":"harbor","autoScalingGroupProvider":{"autoScalingGroupArn":"nope"}}"#)
        == "ClientException: The specified Auto Scaling group ARN is invalid. Specify a valid Auto Scaling group ARN and "
        + "try again.")
  }

  @Test mutating func aRepeatIsAnsweredAndADifferenceRefused() throws {
    let first = try create("harbor", group: "g")
    #expect(try create("harbor", group: "g") == first)
    #expect(
      try cloud.refusal(
        "CreateCapacityProvider", #"{"name":"harbor","autoScalingGroupProvider":{"autoScalingGroupArn":"other"}}"#)
        == "ClientException: The specified capacity provider already exists. To change the configuration of an "
        + "existing capacity provider, update the capacity provider.")
    #expect(
      try cloud.refusal(
        "CreateCapacityProvider", #"{"name":"second","autoScalingGroupProvider":{"autoScalingGroupArn":"g"}}"#)
        == "ClientException: The specified Auto Scaling group ARN is already being used by another capacity provider. "
        + "Specify a unique Auto Scaling group ARN and try again.")
  }

  @Test mutating func anUpdateChangesWhatItNames() throws {
    try create("harbor", #","managedScaling":{"status":"ENABLED","targetCapacity":80}"#)
    let provider = try cloud.call(
      "UpdateCapacityProvider",
      #"{"name":"harbor","autoScalingGroupProvider":{"managedScaling":{"maximumScalingStepSize":5},"#
        + #""managedDraining":"DISABLED"}}"#)["capacityProvider"]
    #expect(provider?["updateStatus"] == "UPDATE_COMPLETE")
    let group = provider?["autoScalingGroupProvider"]
    #expect(group?["managedScaling"]?["maximumScalingStepSize"] == 5)
    #expect(group?["managedScaling"]?["targetCapacity"] == 80)
    #expect(group?["managedDraining"] == "DISABLED")
    #expect(
      try cloud.refusal("UpdateCapacityProvider", #"{"name":"FARGATE","autoScalingGroupProvider":{}}"#)
        == "ClientException: The specified capacity provider is reserved and cannot be updated.")
  }

  @Test mutating func aDeletedProviderIsRememberedForAWhile() throws {
    try create("harbor")
    let deleted = try cloud.call("DeleteCapacityProvider", #"{"capacityProvider":"\#(Self.arn)harbor"}"#)
    #expect(deleted["capacityProvider"]?["status"] == "ACTIVE")
    #expect(deleted["capacityProvider"]?["updateStatus"] == "DELETE_IN_PROGRESS")
    cloud.advance(seconds: 60)
    let later = try describe(#"{"capacityProviders":["harbor"]}"#)["capacityProviders"]?[0]
    #expect(later?["status"] == "INACTIVE")
    #expect(later?["updateStatus"] == "DELETE_COMPLETE")
    #expect(try describe()["capacityProviders"]?.list?.count == 2)
    cloud.advance(seconds: 3_600)
    #expect(try describe(#"{"capacityProviders":["harbor"]}"#)["failures"]?[0]?["reason"] == "MISSING")
    #expect(
      try cloud.refusal("DeleteCapacityProvider", #"{"capacityProvider":"harbor"}"#)
        == "ClientException: The specified capacity provider does not exist. Specify a valid name or ARN and try again."
    )
    #expect(
      try cloud.refusal("DeleteCapacityProvider", #"{"capacityProvider":"FARGATE"}"#)
        == "ClientException: The specified capacity provider is reserved and cannot be deleted.")
  }

  @Test mutating func aNewProviderTakesTheNameOfADeletedOne() throws {
    try create("harbor")
    try cloud.call("DeleteCapacityProvider", #"{"capacityProvider":"harbor"}"#)
    cloud.advance(seconds: 60)
    try create("harbor")
    // The first one's record would be forgotten now; the new one stays.
    cloud.advance(seconds: 4_000)
    #expect(try describe(#"{"capacityProviders":["harbor"]}"#)["capacityProviders"]?[0]?["status"] == "ACTIVE")
  }

  @Test mutating func tagsOfAProvider() throws {
    try cloud.call(
      "CreateCapacityProvider",
      #"{"name":"harbor","autoScalingGroupProvider":{"autoScalingGroupArn":"g"},"tags":[{"key":"team","value":"a"}]}"#)
    try cloud.call("TagResource", #"{"resourceArn":"\#(Self.arn)harbor","tags":[{"key":"cost","value":"1"}]}"#)
    try cloud.call("UntagResource", #"{"resourceArn":"\#(Self.arn)harbor","tagKeys":["team"]}"#)
    let tags: Document = [["key": "cost", "value": "1"]]
    #expect(try cloud.call("ListTagsForResource", #"{"resourceArn":"\#(Self.arn)harbor"}"#)["tags"] == tags)
    let input = #"{"capacityProviders":["harbor"],"include":["TAGS"]}"#
    #expect(try describe(input)["capacityProviders"]?[0]?["tags"] == tags)
    #expect(try describe(#"{"capacityProviders":["harbor"]}"#)["capacityProviders"]?[0]?["tags"] == [])
  }
}

@Suite struct ClusterAttachmentTests {
  var cloud = TestCloud()

  init() throws {
    for name in ["one", "two"] {
      try cloud.createGroup(name)
      try cloud.call(
        "CreateCapacityProvider",
        #"{"name":"\#(name)","autoScalingGroupProvider":{"autoScalingGroupArn":"\#(name)","#
          + #""managedScaling":{"status":"ENABLED"}}}"#)
    }
  }

  mutating func cluster() throws -> Document {
    try cloud.call("DescribeClusters", #"{"clusters":["demo"],"include":["ATTACHMENTS"]}"#)["clusters"]?[0] ?? .null
  }

  private func words(_ cluster: Document) -> [String] {
    cluster["attachments"]?.list?.map { attachment in
      [attachment["type"]?.string, attachment["details"]?[0]?["value"]?.string, attachment["status"]?.string]
        .compactMap { $0 }.joined(separator: " ")
    } ?? []
  }

  @Test mutating func aClusterIsProvisionedWithItsAttachments() throws {
    let made = try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["one"]}"#)["cluster"]
    #expect(made?["status"] == "PROVISIONING")
    #expect(made?["attachmentsStatus"] == "UPDATE_IN_PROGRESS")
    #expect(words(made ?? .null) == ["as_policy one CREATING", "managed_draining one CREATING"])
    let policy = made?["attachments"]?[0]?["details"]?[1]
    #expect(policy?["name"] == "scalingPolicyName")
    #expect(policy?["value"]?.string?.hasPrefix("ECSManagedAutoScalingPolicy-") == true)
    #expect(
      try cloud.refusal("DeleteCluster", #"{"cluster":"demo"}"#).hasPrefix(
        "UpdateInProgressException: The specified cluster is in a busy state."))
    cloud.advance(seconds: 60)
    #expect(try cluster()["status"] == "ACTIVE")
    #expect(try cluster()["attachmentsStatus"] == "UPDATE_COMPLETE")
    #expect(words(try cluster()) == ["as_policy one CREATED", "managed_draining one CREATED"])
  }

  @Test mutating func attachmentsComeAndGoWithProviders() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["one"]}"#)
    let put = #"{"cluster":"demo","capacityProviders":["two","FARGATE"],"defaultCapacityProviderStrategy":[]}"#
    #expect(
      try cloud.refusal("PutClusterCapacityProviders", put).hasPrefix(
        "UpdateInProgressException: The specified cluster is in a busy state."))
    cloud.advance(seconds: 60)
    let changed = try cloud.call("PutClusterCapacityProviders", put)["cluster"] ?? .null
    #expect(changed["status"] == "ACTIVE")
    #expect(
      words(changed) == [
        "as_policy one DELETING", "managed_draining one DELETING", "as_policy two CREATING",
        "managed_draining two CREATING",
      ])
    cloud.advance(seconds: 60)
    #expect(words(try cluster()) == ["as_policy two CREATED", "managed_draining two CREATED"])
    try cloud.call(
      "UpdateCapacityProvider",
      #"{"name":"two","autoScalingGroupProvider":{"managedDraining":"DISABLED"}}"#)
    #expect(words(try cluster()) == ["as_policy two CREATED", "managed_draining two DELETING"])
  }

  @Test mutating func aClusterGoesByDeprovisioning() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["one"]}"#)
    cloud.advance(seconds: 60)
    let deleted = try cloud.call("DeleteCluster", #"{"cluster":"demo"}"#)["cluster"] ?? .null
    #expect(deleted["status"] == "DEPROVISIONING")
    #expect(words(deleted) == ["as_policy one DELETING", "managed_draining one DELETING"])
    #expect(try cloud.call("ListClusters")["clusterArns"] == [])
    cloud.advance(seconds: 60)
    #expect(try cluster()["status"] == "INACTIVE")
    #expect(try cluster()["attachments"] == [])
  }

  /// The Auto Scaling group of a provider is deleted.
  @Test mutating func withoutTheirGroupAttachmentsFail() throws {
    let delete = #"{"AutoScalingGroupName":"one","ForceDelete":true}"#
    try cloud.call("DeleteAutoScalingGroup", delete, service: "autoscaling")
    let update = try cloud.call(
      "UpdateCapacityProvider", #"{"name":"one","autoScalingGroupProvider":{"managedDraining":"DISABLED"}}"#)[
        "capacityProvider"]
    #expect((update?["status"], update?["updateStatus"]) == ("ACTIVE", "UPDATE_FAILED"))
    #expect(update?["updateStatusReason"] == "The Auto Scaling group one does not exist.")
    #expect(update?["autoScalingGroupProvider"]?["managedDraining"] == "ENABLED")
    try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["one"]}"#)
    #expect(try cluster()["status"] == "PROVISIONING")
    cloud.advance(seconds: 60)
    #expect(try cluster()["status"] == "FAILED")
    #expect(try cluster()["attachmentsStatus"] == "UPDATE_FAILED")
    #expect(words(try cluster()) == ["as_policy one FAILED", "managed_draining one FAILED"])
    func put(_ providers: String) throws {
      try cloud.call(
        "PutClusterCapacityProviders",
        #"{"cluster":"demo","capacityProviders":[\#(providers)],"defaultCapacityProviderStrategy":[]}"#)
      cloud.advance(seconds: 60)
    }
    try put(#""two""#)
    #expect(try cluster()["status"] == "ACTIVE")
    #expect(try cluster()["attachmentsStatus"] == "UPDATE_COMPLETE")
    try put(#""one","two""#)
    #expect(try cluster()["status"] == "ACTIVE")
    #expect(try cluster()["attachmentsStatus"] == "UPDATE_FAILED")
    #expect(
      words(try cluster()) == [
        "as_policy two CREATED", "managed_draining two CREATED", "as_policy one FAILED", "managed_draining one FAILED",
      ])
  }

  @Test mutating func aProviderInAClusterIsNotDeleted() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["one"]}"#)
    #expect(
      try cloud.refusal("DeleteCapacityProvider", #"{"capacityProvider":"one"}"#)
        == "ClientException: The capacity provider cannot be deleted because it is associated with cluster: demo. "
        + "Remove the capacity provider from the cluster and try again.")
  }

  @Test mutating func oneStrategyKeepsToOneKind() throws {
    let refusal = try cloud.refusal(
      "CreateCluster",
      #"{"clusterName":"demo","capacityProviders":["one","FARGATE"],"defaultCapacityProviderStrategy":"#
        + #"[{"capacityProvider":"one","weight":1},{"capacityProvider":"FARGATE","weight":1}]}"#)
    #expect(
      refusal.hasPrefix("InvalidParameterException: The specified capacity provider strategy cannot contain both"))
  }

  @Test mutating func anARNStandsForAName() throws {
    let arn = "arn:aws:ecs:us-east-1:123456789012:capacity-provider/one"
    let made = try cloud.call(
      "CreateCluster",
      #"{"clusterName":"demo","capacityProviders":["\#(arn)"],"defaultCapacityProviderStrategy":"#
        + #"[{"capacityProvider":"\#(arn)","weight":1}]}"#)["cluster"]
    #expect(made?["capacityProviders"] == ["one"])
    #expect(made?["defaultCapacityProviderStrategy"]?[0]?["capacityProvider"] == "one")
  }

  /// A cluster of Fargate's providers alone shows no attachments and is there at once.
  @Test mutating func fargateNeedsNoAttachments() throws {
    let made = try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["FARGATE"]}"#)["cluster"]
    #expect(made?["status"] == "ACTIVE")
    #expect(made?["attachments"] == nil)
    #expect(try cluster()["attachments"] == [])
    #expect(try cluster()["attachmentsStatus"] == nil)
  }
}
