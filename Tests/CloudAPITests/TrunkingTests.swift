/// Network interfaces of hosts, with and without a trunk. Source: runtime sheet, section 4.7: a c5.large has two awsvpc
/// tasks, ten behind a trunk; burstable types never trunk. The setting counts when the instance registers (section 8.4).
import Cloud
import CloudAPI
import Documents
import Testing

extension TestCloud {
  /// How many awsvpc tasks a new host of the type takes, up to 12.
  fileprivate mutating func tasks(onNew type: String) throws -> Int {
    let identity =
      #"{\"instanceId\":\"i-\#(type)\",\"instanceType\":\"\#(type)\",\"availabilityZone\":\"us-east-1a\"}"#
    let reply = try call(
      "RegisterContainerInstance", #"{"cluster": "harbor", "instanceIdentityDocument": "\#(identity)"}"#)
    return try tasks(on: reply["containerInstance"]?["containerInstanceArn"]?.string ?? "")
  }

  fileprivate mutating func tasks(on instance: String) throws -> Int {
    var count = 0
    for _ in 0..<12 {
      let reply = try call(
        "StartTask",
        #"{"cluster": "harbor", "taskDefinition": "nets", "containerInstances": ["\#(instance)"], "networkConfiguration": "#
          + #"{"awsvpcConfiguration": {"subnets": ["subnet-a"]}}}"#)
      if reply["failures"] == [] { count += 1 } else { #expect(reply["failures"]?[0]?["reason"] == "RESOURCE:ENI") }
    }
    return count
  }
}

@Test func aTrunkGivesRoomForMoreTasks() throws {
  var cloud = try TestCloud.harbor()
  try cloud.call(
    "RegisterTaskDefinition",
    #"{"family": "nets", "networkMode": "awsvpc", "containerDefinitions": [{"name": "app", "image": "nginx", "memory": 16}]}"#
  )
  #expect(try cloud.tasks(onNew: "c5.large") == 2)
  try cloud.call("PutAccountSettingDefault", #"{"name": "awsvpcTrunking", "value": "enabled"}"#)
  #expect(try cloud.tasks(onNew: "m5.large") == 10)
  #expect(try cloud.tasks(onNew: "t3.medium") == 2)
  let instances = cloud.world.regions["us-east-1"]?.ecs.containerInstances.values.elements ?? []
  let trunked = instances.filter { $0.attributes.keys.contains("ecs.awsvpc-trunk-id") }
  #expect(trunked.map(\.instanceType) == ["m5.large"], "one that was there before has none")
}

@Test(arguments: [
  ("m5zn.large", 14), ("m6a.12xlarge", 120), ("m6i.12xlarge", 120), ("c5.18xlarge", 120), ("g5.2xlarge", 19),
  ("g5.4xlarge", 40),
])
func otherTypesHaveTheirLimits(type: String, limit: Int) {
  #expect(InstanceType.named(type)?.trunkedTaskLimit == limit)
}
