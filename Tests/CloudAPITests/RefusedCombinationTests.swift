/// Combinations of members that ECS refuses, each seen accepted once. Source: runtime sheet, sections 6.1 (ports by network
/// mode) and 8.5 (a forced deployment of an INACTIVE revision); ECS API reference, StopTask (tags).
import Cloud
import CloudAPI
import Documents
import Testing

private func definition(_ mode: String, _ ports: [String]) -> String {
  let containers = ports.enumerated().map { index, port in
    #"{"name": "c\#(index)", "image": "front:60", "memory": 64, "portMappings": [\#(port)]}"#
  }
  let all = containers.joined(separator: ",")
  return #"{"family": "ports", "networkMode": "\#(mode)", "containerDefinitions": [\#(all)]}"#
}

@Test(arguments: ["awsvpc", "host"])
func containersOfOneNetworkHaveDifferentPorts(mode: String) throws {
  var cloud = try TestCloud.harbor()
  let port = #"{"containerPort": 80}"#
  #expect(
    try cloud.refusal("RegisterTaskDefinition", definition(mode, [port, port]))
      == "ClientException: The container port is used multiple times in task")
  try cloud.call("RegisterTaskDefinition", definition(mode, [port, #"{"containerPort": 81}"#]))
  try cloud.call("RegisterTaskDefinition", definition("bridge", [port, port]))
}

@Test func noDeploymentIsForcedFromAnInactiveRevision() throws {
  var cloud = try TestCloud.balanced()
  try cloud.createService("web", "front:1", count: 1)
  cloud.advance(seconds: 120)
  try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition": "front:1"}"#)
  #expect(
    try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", "forceNewDeployment": true}"#)
      == "ClientException: TaskDefinition is inactive")
  #expect(
    try cloud.refusal("UpdateService", #"{"cluster": "harbor", "service": "web", "taskDefinition": "front:1"}"#)
      == "ClientException: TaskDefinition is inactive", "its own, too, once it is named")
  // It may go on and scale.
  try cloud.call("UpdateService", #"{"cluster": "harbor", "service": "web", "desiredCount": 2}"#)
  cloud.advance(seconds: 120)
  #expect(cloud.service()?.runningCount == 2)
}

/// Only ListTagsForResource refuses. Source: ECS API-contract fact sheet, section 1.3, StopTask.
@Test func aStoppedTaskKeepsItsTags() throws {
  var cloud = try TestCloud.balanced()
  let reply = try cloud.call(
    "RunTask",
    #"{"cluster": "harbor", "taskDefinition": "front:1", "launchType": "FARGATE", \#(TestCloud.network), "#
      + #""tags": [{"key": "team", "value": "quay"}]}"#)
  let task = reply["tasks"]?[0]?["taskArn"]?.string ?? ""
  cloud.advance(seconds: 60)
  try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(task)"}"#)
  cloud.advance(seconds: 60)
  let stopped = try cloud.call(
    "DescribeTasks", #"{"cluster": "harbor", "tasks": ["\#(task)"], "include": ["TAGS"]}"#)["tasks"]?[0]
  #expect(stopped?["lastStatus"] == "STOPPED")
  #expect(stopped?["tags"] == [["key": "team", "value": "quay"]])
}
