/// Target groups of Auto Scaling groups: EC2 Auto Scaling API reference, AttachLoadBalancerTargetGroups,
/// DetachLoadBalancerTargetGroups. A t3.medium is in service 20 s after its launch (see `AutoScalingGroupTests`).
import Cloud
import Documents
import SimulationKit
import Testing

@Suite struct GroupLoadBalancerTests {
  var cloud: TestCloud

  init() throws {
    cloud = try TestCloud.balanced()
    try cloud.createTargetGroup("hosts", type: "instance")
    try cloud.listen(on: 81, to: "hosts")
    try cloud.createGroup("web", desired: 2)
    cloud.advance(seconds: 60)
  }

  @discardableResult
  private mutating func call(_ operation: String) throws -> Document {
    try cloud.call(
      operation, #"{"AutoScalingGroupName":"web","TargetGroupARNs":["\#(cloud.group("hosts"))"]}"#,
      service: "autoscaling")
  }
  private var live: [String] { cloud.region?.autoScaling.groups["web"]?.live.map(\.id) ?? [] }
  private var targets: Set<String> {
    let group = cloud.region?.loadBalancing.targetGroups[cloud.group("hosts")]
    return Set(group?.targets.values.filter { $0.drainsUntil == nil }.map(\.key.id) ?? [])
  }

  @Test mutating func instancesAreTargetsWhileTheyAreInService() throws {
    #expect(targets == [])
    try call("AttachLoadBalancerTargetGroups")
    #expect(targets == Set(live) && live.count == 2)
    try cloud.call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName":"web","DesiredCapacity":3}"#, service: "autoscaling")
    cloud.advance(seconds: 15)
    #expect(live.count == 3 && targets.count == 2, "the third is pending")
    cloud.advance(seconds: 45)
    #expect(targets == Set(live))
    try call("DetachLoadBalancerTargetGroups")
    #expect(targets == [])
  }

  @Test mutating func aPendingInstanceIsNoTargetOfAGroupThatIsAttached() throws {
    try cloud.call(
      "SetDesiredCapacity", #"{"AutoScalingGroupName":"web","DesiredCapacity":3}"#, service: "autoscaling")
    cloud.advance(seconds: 15)
    #expect(live.count == 3)
    try call("AttachLoadBalancerTargetGroups")
    #expect(targets.count == 2)
  }

  @Test mutating func whatIsAttachedTwiceIsAttachedOnce() throws {
    for _ in 1...2 { try call("AttachLoadBalancerTargetGroups") }
    let shown = try cloud.call(
      "DescribeLoadBalancerTargetGroups", #"{"AutoScalingGroupName":"web"}"#, service: "autoscaling")
    #expect(shown["LoadBalancerTargetGroups"]?.list?.count == 1)
  }

  @Test mutating func onlyGroupsOfInstancesAreAttached() throws {
    #expect(
      try cloud.refusal(
        "AttachLoadBalancerTargetGroups",
        #"{"AutoScalingGroupName":"web","TargetGroupARNs":["\#(cloud.group("blue"))"]}"#, service: "autoscaling")
        == "ValidationError: Provided Target Groups may not be valid. Please ensure they exist and try again.")
  }
}
