/// A load balancer in front of nothing yet: what tests of targets begin with.
///
/// The image `front:60` listens on port 80 at once. A task of it runs 22.1 s ± 10 % after its start (12 network + 3
/// preparing + 1.5 + 60/12 pull + 0.6 start) and is RUNNING 3 s ± 10 % of ACTIVATING later, so the turn 30 s after its
/// start registers it. The first check comes 2.5 s later and is enough.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension StartingPlan {
  /// `late:60` serves 45 s after its start, `fading:60` for 100 s, `crash:60` for 60 s and then ends. `pathed:60`
  /// answers `/ping` alone.
  static var balanced: StartingPlan {
    var plan = StartingPlan.services
    var front = ImageCatalogue.Behaviour()
    (front.sizeMB, front.listensOn) = (60, [80])
    var late = front
    late.readyAfter = .seconds(45)
    var fading = front
    fading.unhealthyAfter = .seconds(100)
    var crash = front
    (crash.exitsAfter, crash.exitCode) = (.seconds(60), 1)
    var pathed = front
    pathed.answersPaths = ["/ping"]
    let all = [("front", front), ("late", late), ("fading", fading), ("ending", crash), ("pathed", pathed)]
    for (name, behaviour) in all {
      plan.images.repositories[name] = ["60": behaviour]
    }
    return plan
  }
}

extension TestCloud {
  // #!/bin/bash
  // echo "ECS_CLUSTER=harbor" >> /etc/ecs/ecs.config
  static let joinsHarbor =
    "IyEvYmluL2Jhc2gKZWNobyAiRUNTX0NMVVNURVI9aGFyYm9yIiA+PiAvZXRjL2Vjcy9lY3MuY29uZmln"
  static let ports = #", "portMappings": [{"containerPort": 80}]"#

  /// Families of the images above, an active load balancer `door` and the target group `blue` behind its port 80, at
  /// a full minute. Targets drain for 30 s.
  static func balanced(seed: UInt64 = 1, check: String = "") throws -> TestCloud {
    var cloud = try TestCloud.harbor(seed: seed, plan: .balanced)
    for family in ["front", "front", "late", "fading", "ending"] {
      try cloud.registerFargate(family, image: "\(family):60", more: ports)
    }
    try cloud.elb("CreateLoadBalancer", #"{"Name": "door", "Subnets": ["subnet-a", "subnet-b"]}"#)
    try cloud.createTargetGroup("blue", more: check)
    try cloud.listen(on: 80, to: "blue")
    cloud.advance(seconds: 120)
    return cloud
  }

  @discardableResult
  mutating func elb(_ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    -> Document
  {
    try call(operation, input, service: "elbv2", sourceLocation: sourceLocation)
  }

  mutating func elbRefusal(
    _ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try refusal(operation, input, service: "elbv2", sourceLocation: sourceLocation)
  }

  mutating func createTargetGroup(_ name: String, type: String = "ip", more: String = "") throws {
    try elb(
      "CreateTargetGroup",
      #"{"Name": "\#(name)", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "\#(type)"\#(more)}"#)
    try elb(
      "ModifyTargetGroupAttributes",
      #"{"TargetGroupArn": "\#(group(name))", "Attributes": [{"Key": "deregistration_delay.timeout_seconds", "#
        + #""Value": "30"}]}"#)
  }

  mutating func listen(on port: Int, to group: String) throws {
    try elb(
      "CreateListener",
      #"{"LoadBalancerArn": "\#(balancer)", "Protocol": "HTTP", "Port": \#(port), "DefaultActions": "#
        + #"[{"Type": "forward", "TargetGroupArn": "\#(self.group(group))"}]}"#)
  }

  /// The ARN of a target group.
  func group(_ name: String) -> String {
    world.regions["us-east-1"]?.loadBalancing.targetGroups.values.first { $0.name == name }?.arn ?? "-"
  }
  var balancer: String { world.regions["us-east-1"]?.loadBalancing.loadBalancers.keys.first ?? "-" }
  var listener: String { world.regions["us-east-1"]?.loadBalancing.listeners.keys.first ?? "-" }
  var defaultRule: String { world.regions["us-east-1"]?.loadBalancing.listeners.values.first?.defaultRule ?? "-" }

  /// `STATE REASON` of each target, in order of registration.
  mutating func targets(_ name: String = "blue") throws -> [String] {
    try elb("DescribeTargetHealth", #"{"TargetGroupArn": "\#(group(name))"}"#)["TargetHealthDescriptions"]?.list?
      .map { Self.line($0) } ?? []
  }

  static func line(_ target: Document) -> String {
    let health = target["TargetHealth"]
    return [health?["State"]?.string, health?["Reason"]?.string].compactMap(\.self).joined(separator: " ")
  }

  /// `, "loadBalancers": …` for CreateService.
  func behind(_ name: String = "blue", port: Int = 80, more: String = "") -> String {
    #", "loadBalancers": [{"targetGroupArn": "\#(group(name))", "containerName": "app", "containerPort": \#(port)\#(more)}]"#
  }

  /// A service's events since `instant`, target groups by their names and ids by what they stand for.
  func wiringStory(since instant: Instant) -> [String] {
    world.eventLog.all.filter { $0.kind == .serviceEvent && $0.source == "service/web" && $0.instant >= instant }
      .map { record in
        let span = (record.instant - instant).milliseconds / 1_000
        let text = record.message.split(separator: " ", omittingEmptySubsequences: false).map { word in
          if word.hasPrefix("arn:") { return String(word.split(separator: "/").dropLast().last ?? "") + ")" }
          let tail = word.drop { $0 != ")" && $0 != "." }
          if word.hasPrefix("ecs-svc/") { return "ecs-svc/N" + tail }
          return word.prefix { $0.isHexDigit }.count == 32 ? "ID" + word.dropFirst(32) : String(word)
        }
        return "\(span / 60):\(span % 60 < 10 ? "0" : "")\(span % 60) " + text.joined(separator: " ")
      }
  }

  /// A steady service `web` of `front:1` behind the group, and the full minute that it is.
  static func serving(_ family: String = "front:1", count: Int = 1, more: String = "") throws -> (TestCloud, Instant) {
    var cloud = try TestCloud.balanced()
    try cloud.createService("web", family, count: count, more: cloud.behind() + more)
    cloud.advance(seconds: 120)
    #expect(cloud.service()?.scheduler.isSteady == true)
    return (cloud, cloud.world.now)
  }
}
