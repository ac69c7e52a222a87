/// Tasks with AWS Neuron devices, on Managed Instances. Sources: ECS API reference, ResourceRequirement, PlatformDevice and
/// Container (`neuronDeviceIds`; API sheet, section 7.2); AWS Neuron documentation for how many chips a type has.
import Cloud
import Documents
import Testing

@Suite("Neuron devices")
struct NeuronTests {
  /// A provider `neuron` of instances with so many devices, and a task definition `model`.
  private func scene(accelerators: String) throws -> ManagedScene {
    var scene = try ManagedScene()
    let template =
      #","instanceRequirements":{"vCpuCount":{"min":1},"memoryMiB":{"min":1},"acceleratorTypes":["inference"],"#
      + #""acceleratorCount":\#(accelerators)}"#
    try scene.cloud.call("CreateCapacityProvider", ManagedScene.provider("neuron", template: template))
    scene.advance(seconds: 20)
    try scene.cloud.call(
      "RegisterTaskDefinition",
      #"{"family":"model","networkMode":"awsvpc","cpu":"256","memory":"512","#
        + #""requiresCompatibilities":["MANAGED_INSTANCES"],"containerDefinitions":[{"name":"app","image":"nginx","#
        + #""resourceRequirements":[{"type":"NeuronDevice","value":"ALL"}]},{"name":"side","image":"nginx"}]}"#)
    return scene
  }

  private func run(_ scene: inout ManagedScene, on provider: String = "neuron") throws -> String {
    let reply = try scene.cloud.call(
      "RunTask",
      #"{"cluster":"harbor","taskDefinition":"model",\#(ManagedScene.network),"#
        + #""capacityProviderStrategy":[{"capacityProvider":"\#(provider)","weight":1}]}"#)
    return try #require(reply["tasks"]?[0]?["taskArn"]?.string?.split(separator: "/").last.map(String.init))
  }

  @Test func aContainerGetsAllDevicesOfItsInstance() throws {
    var scene = try scene(accelerators: #"{"min":6,"max":6}"#)
    let id = try run(&scene)
    #expect(try scene.scene.task(id)["containers"]?[0]?["neuronDeviceIds"] == nil, "none before it is placed")
    try scene.scene.advance(until: "RUNNING", id)
    let containers = try scene.scene.task(id)["containers"]
    #expect(containers?[0]?["neuronDeviceIds"]?.strings == ["0", "1", "2", "3", "4", "5"])
    #expect(containers?[1]?["neuronDeviceIds"] == nil)
    let instance = try #require(scene.instances.first)
    #expect(instance.instanceType == "inf2.24xlarge")
    let shown = try scene.cloud.call(
      "DescribeContainerInstances", #"{"cluster":"harbor","containerInstances":["\#(instance.id)"]}"#)[
        "containerInstances"]?[0]
    #expect(shown?["registeredResources"]?.list?.last?["stringSetValue"]?.list?.count == 6)
    #expect(shown?["remainingResources"]?.list?.last?["stringSetValue"] == [])
    #expect(scene.brokenPromises == [])
  }

  /// An inf1.xlarge would have room for many such tasks by its four vCPUs and its four network interfaces.
  @Test func aSecondTaskGetsAnInstanceOfItsOwn() throws {
    var scene = try scene(accelerators: #"{"max":1}"#)
    let first = try run(&scene)
    let second = try run(&scene)
    try scene.scene.advance(until: "RUNNING", first)
    try scene.scene.advance(until: "RUNNING", second)
    #expect(scene.instances.map(\.instanceType) == ["inf1.xlarge", "inf1.xlarge"])
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(first)"}"#)
    try scene.scene.advance(until: "STOPPED", first)
    let third = try run(&scene)
    try scene.scene.advance(until: "RUNNING", third)
    #expect(scene.instances.count == 2, "the devices are free again")
    #expect(scene.brokenPromises == [])
  }

  /// Without requirements a provider boots c, m and r types.
  @Test func aProviderWithoutAcceleratorsBootsNothing() throws {
    var scene = try scene(accelerators: #"{"max":1}"#)
    let id = try run(&scene, on: "managed")
    scene.advance(seconds: 240)
    #expect(scene.instances.isEmpty)
    #expect(try scene.scene.task(id)["lastStatus"] == "PROVISIONING")
  }
}
