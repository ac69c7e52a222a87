/// Labels of Auto Scaling groups, and the choice of their metrics.
///
/// Expected behaviour: EC2 Auto Scaling API reference and User Guide, "Tag Auto Scaling groups and instances".
import Cloud
import Documents
import Testing

@Suite struct GroupTagTests {
  var cloud = TestCloud()

  init() throws {
    try cloud.createGroup("web", desired: 1)
    try cloud.createGroup("jobs", desired: 0)
    cloud.advance(seconds: 60)
  }

  @discardableResult
  private mutating func call(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "autoscaling")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "autoscaling")
  }
  private static func tag(_ group: String, _ key: String, _ value: String, propagates: Bool = true) -> String {
    #"{"ResourceId":"\#(group)","ResourceType":"auto-scaling-group","Key":"\#(key)","Value":"\#(value)","#
      + #""PropagateAtLaunch":\#(propagates)}"#
  }
  private mutating func shown(_ input: String = "{}") throws -> [String] {
    try call("DescribeTags", input)["Tags"]?.list?
      .map { tag in ["ResourceId", "Key", "Value"].map { tag[$0]?.string ?? "" }.joined(separator: " ") } ?? []
  }

  @Test mutating func aGroupsLabelsAreSetChangedAndTakenAway() throws {
    let dock = Self.tag("jobs", "team", "dock")
    try call("CreateOrUpdateTags", #"{"Tags":[\#(Self.tag("web", "team", "quay")),\#(dock)]}"#)
    let shop = Self.tag("web", "app", "shop")
    try call("CreateOrUpdateTags", #"{"Tags":[\#(Self.tag("web", "team", "pier")),\#(shop)]}"#)
    #expect(try shown() == ["web team pier", "web app shop", "jobs team dock"])
    let group = try call("DescribeAutoScalingGroups", #"{"AutoScalingGroupNames":["web"]}"#)["AutoScalingGroups"]?[0]
    #expect(group?["Tags"]?.list?.map { $0["Value"] } == ["pier", "shop"])
    #expect(try shown(#"{"Filters":[{"Name":"auto-scaling-group","Values":["jobs"]}]}"#) == ["jobs team dock"])
    #expect(try shown(#"{"Filters":[{"Name":"key","Values":["app"]}]}"#) == ["web app shop"])
    let first = try call("DescribeTags", #"{"MaxRecords":2}"#)
    let token = first["NextToken"]?.string ?? ""
    #expect(try shown(#"{"NextToken":"\#(token)"}"#) == ["jobs team dock"])
    try call("DeleteTags", #"{"Tags":[{"ResourceId":"web","ResourceType":"auto-scaling-group","Key":"team"}]}"#)
    #expect(try shown() == ["web app shop", "jobs team dock"])
  }

  @Test mutating func newInstancesTakeTheLabelsThatPropagate() throws {
    let (own, kept) = (Self.tag("jobs", "team", "dock"), Self.tag("jobs", "cost", "7", propagates: false))
    try call("CreateOrUpdateTags", #"{"Tags":[\#(own),\#(kept)]}"#)
    try call("SetDesiredCapacity", #"{"AutoScalingGroupName":"jobs","DesiredCapacity":1}"#)
    cloud.advance(seconds: 60)
    let id = cloud.region?.autoScaling.groups["jobs"]?.live.first?.id ?? ""
    let keys = cloud.region?.ec2.instances[id]?.launch.tags.map(\.key) ?? []
    #expect(keys.contains("team") && !keys.contains("cost"))
  }

  @Test mutating func nothingChangesWhereOneGroupIsNotThere() throws {
    let tags = #"{"Tags":[\#(Self.tag("web", "a", "b")),\#(Self.tag("nope", "a", "b"))]}"#
    #expect(try refusal("CreateOrUpdateTags", tags).hasPrefix("ValidationError: AutoScalingGroup name not found"))
    #expect(try shown() == [])
  }

  @Test mutating func theChoiceOfMetricsIsShownAgain() throws {
    func collected(_ cloud: inout TestCloud) throws -> [String] {
      let reply = try cloud.call(
        "DescribeAutoScalingGroups", #"{"AutoScalingGroupNames":["web"]}"#, service: "autoscaling")
      return reply["AutoScalingGroups"]?[0]?["EnabledMetrics"]?.list?.compactMap { $0["Metric"]?.string } ?? []
    }
    try call("DisableMetricsCollection", #"{"AutoScalingGroupName":"web"}"#)
    #expect(try collected(&cloud) == [])
    try call(
      "EnableMetricsCollection",
      #"{"AutoScalingGroupName":"web","Granularity":"1Minute","Metrics":["GroupMaxSize","GroupMinSize"]}"#)
    #expect(try collected(&cloud) == ["GroupMinSize", "GroupMaxSize"])
    try call("DisableMetricsCollection", #"{"AutoScalingGroupName":"web","Metrics":["GroupMaxSize"]}"#)
    #expect(try collected(&cloud) == ["GroupMinSize"])
    try call("EnableMetricsCollection", #"{"AutoScalingGroupName":"web","Granularity":"1Minute"}"#)
    #expect(try collected(&cloud).count == 20)
    #expect(
      try refusal("EnableMetricsCollection", #"{"AutoScalingGroupName":"web","Granularity":"5Minute"}"#)
        .hasPrefix("ValidationError: "))
  }
}
