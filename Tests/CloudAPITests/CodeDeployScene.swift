/// A service whose deployments CodeDeploy makes: what tests of its deployments begin with.
///
/// Of a deployment asked for at 0:00 CodeDeploy makes the replacement at 0:03; its task starts in the turn at 0:10, is
/// registered 30 s later and healthy in the turn at 0:50 (see `LoadBalancerScene`); CodeDeploy, which looks every ten
/// seconds from 0:03 on, sees that at 0:53.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

extension TestCloud {
  /// A steady service `web` of `front:1`, count 1, at `blue` behind port 80; `green` behind nothing, and port 8080 for
  /// tests at `blue` too. The application `shop` without a deployment group, and the role `cd`.
  static func forCodeDeploy(count: Int = 1) throws -> TestCloud {
    var cloud = try TestCloud.balanced()
    try cloud.createTargetGroup("green")
    try cloud.listen(on: 8080, to: "blue")
    let trust =
      #"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"#
      + #"{\"Service\":\"codedeploy.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"#
    try cloud.call("CreateRole", #"{"RoleName": "cd", "AssumeRolePolicyDocument": "\#(trust)"}"#, service: "iam")
    try cloud.call(
      "AttachRolePolicy",
      #"{"RoleName": "cd", "PolicyArn": "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS"}"#, service: "iam")
    try cloud.createService(
      "web", "front:1", count: count,
      more: cloud.behind() + #", "deploymentController": {"type": "CODE_DEPLOY"}"#)
    try cloud.codeDeploy("CreateApplication", #"{"applicationName": "shop", "computePlatform": "ECS"}"#)
    cloud.advance(seconds: 180)
    return cloud
  }

  @discardableResult
  mutating func codeDeploy(
    _ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Document {
    try call(operation, input, service: "codedeploy", sourceLocation: sourceLocation)
  }

  mutating func codeDeployRefusal(
    _ operation: String, _ input: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try refusal(operation, input, service: "codedeploy", sourceLocation: sourceLocation)
  }

  /// The input of CreateDeploymentGroup as members that a test may change.
  func deploymentGroup(
    traffic: String = "ECSAllAtOnce", ready: String = "", tests: Bool = false, rollback: [String] = []
  ) throws -> Document.Object {
    let test = tests ? #", "testTrafficRoute": {"listenerArns": ["\#(listeners.last ?? "")"]}"# : ""
    let wanted = try DocumentReader.read(
      #"""
      {"applicationName": "shop", "deploymentGroupName": "front", "deploymentConfigName": "CodeDeployDefault.\#(traffic)",
       "serviceRoleArn": "arn:aws:iam::123456789012:role/cd",
       "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
       "ecsServices": [{"serviceName": "web", "clusterName": "harbor"}],
       "blueGreenDeploymentConfiguration": {
         "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": 5}\#(ready)},
       "loadBalancerInfo": {"targetGroupPairInfoList": [{
         "targetGroups": [{"name": "blue"}, {"name": "green"}],
         "prodTrafficRoute": {"listenerArns": ["\#(listeners.first ?? "")"]}\#(test)}]}}
      """#)
    var group = try #require(wanted.object)
    if !rollback.isEmpty {
      group["autoRollbackConfiguration"] = ["enabled": true, "events": .list(rollback.map(Document.string))]
    }
    return group
  }

  mutating func createDeploymentGroup(_ group: Document.Object) throws {
    try codeDeploy("CreateDeploymentGroup", Document.object(group).written())
  }

  var listeners: [String] { world.regions["us-east-1"]?.loadBalancing.listeners.keys.elements ?? [] }

  /// - Parameter hooks: `EVENT FUNCTION` of each.
  static func deployment(of taskDefinition: String, port: Int = 80, hooks: [String] = []) -> String {
    let hooks = hooks.map { $0.split(separator: " ") }.map { #"{\"\#($0.first ?? "")\":\"\#($0.last ?? "")\"}"# }
    let content =
      #"{\"version\":0.0,\"Resources\":[{\"TargetService\":{\"Type\":\"AWS::ECS::Service\",\"Properties\":{"#
      + #"\"TaskDefinition\":\"\#(taskDefinition)\",\"LoadBalancerInfo\":{\"ContainerName\":\"app\","#
      + #"\"ContainerPort\":\#(port)}}}}],\"Hooks\":[\#(hooks.joined(separator: ","))]}"#
    return
      #"{"applicationName": "shop", "deploymentGroupName": "front", "revision": {"revisionType": "AppSpecContent", "#
      + #""appSpecContent": {"content": "\#(content)"}}}"#
  }

  /// - Returns: its id.
  mutating func deploy(_ taskDefinition: String, hooks: [String] = []) throws -> String {
    try codeDeploy("CreateDeployment", Self.deployment(of: taskDefinition, hooks: hooks))["deploymentId"]?.string ?? ""
  }

  mutating func deployment(_ id: String) throws -> Document {
    try codeDeploy("GetDeployment", #"{"deploymentId": "\#(id)"}"#)["deploymentInfo"] ?? [:]
  }

  /// `GROUP WEIGHT` of the listener's default rule.
  mutating func traffic(test: Bool = false) throws -> [String] {
    let arn = (test ? listeners.last : listeners.first) ?? ""
    let listener = try elb("DescribeListeners", #"{"ListenerArns": ["\#(arn)"]}"#)["Listeners"]?[0]
    let groups = listener?["DefaultActions"]?[0]?["ForwardConfig"]?["TargetGroups"]?.list
    return (groups ?? []).map { group in
      let name = group["TargetGroupArn"]?.string?.split(separator: "/").dropFirst().first ?? ""
      return "\(name) \(group["Weight"]?.integer ?? -1)"
    }
  }

  /// `STATUS FAMILY:REVISION` of each task set.
  mutating func taskSets() throws -> [String] {
    (try describeService()["taskSets"]?.list ?? []).map { set in
      "\(set["status"]?.string ?? "") \(set["taskDefinition"]?.string?.split(separator: "/").last ?? "")"
    }
  }

  /// What CodeDeploy says of a deployment, with the time since `instant`.
  func codeDeployStory(_ id: String, since instant: Instant) -> [String] {
    world.eventLog.all.filter { $0.source == "codedeploy/\(id)" }.map { record in
      let span = (record.instant - instant).milliseconds / 1_000
      return "\(span / 60):\(span % 60 < 10 ? "0" : "")\(span % 60) \(record.message)"
    }
  }
}
