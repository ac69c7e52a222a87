/// What faults do to tasks. Codes and texts: ECS Developer Guide, "Stopped tasks error messages".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Faults of tasks")
struct TaskFaultTests {
  private func fault(_ scene: inout TaskScene, _ body: (inout Region) -> Void) throws {
    try scene.cloud.world.changeRegion("us-east-1", cause: .start) { region in body(&region) }
  }

  @Test func containerThatEndsTakesItsTaskAlong() throws {
    var scene = try TaskScene()
    try scene.registerFargate(#"[{"name":"app","image":"nginx"}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    try fault(&scene) { $0.endContainer("app", ofTask: id, exitCode: 139) }
    scene.cloud.advance(seconds: 60)
    #expect(try scene.task(id).container("app")["exitCode"] == 139)
    #expect(try scene.task(id)["stopCode"] == "EssentialContainerExited")
    #expect(scene.brokenPromises == [])
  }

  @Test func healthThatFailsFromNowOn() throws {
    var scene = try TaskScene()
    let check = #""healthCheck":{"command":["CMD-SHELL","curl localhost"],"interval":10,"retries":3}"#
    try scene.registerFargate(#"[{"name":"app","image":"nginx",\#(check)}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    #expect(try scene.task(id)["healthStatus"] == "HEALTHY")
    try fault(&scene) { $0.failHealthChecks(ofTask: id) }
    // Three failures in a row: at least 20, at most 30 seconds.
    scene.cloud.advance(seconds: 19)
    #expect(try scene.task(id)["healthStatus"] == "HEALTHY")
    scene.cloud.advance(seconds: 12)
    #expect(try scene.task(id)["healthStatus"] == "UNHEALTHY")
  }

  @Test func spotCapacityIsTakenBack() throws {
    var scene = try TaskScene()
    try scene.registerFargate(#"[{"name":"app","image":"nginx"}]"#)
    try scene.cloud.call(
      "PutClusterCapacityProviders",
      #"{"cluster":"harbor","capacityProviders":["FARGATE_SPOT"],"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE_SPOT","weight":1}]}"#
    )
    let reply = try scene.cloud.call(
      "RunTask", #"{"cluster":"harbor","taskDefinition":"web",\#(TaskScene.publicNetwork)}"#)
    let id = String((reply["tasks"]?[0]?["taskArn"]?.string ?? "").suffix(32))
    scene.cloud.advance(seconds: 60)
    try fault(&scene) { $0.interruptSpotTask(id) }
    scene.cloud.advance(seconds: 60)
    #expect(try scene.task(id)["stopCode"] == "SpotInterruption")
    #expect(try scene.task(id)["stoppedReason"] == "Your Spot Task was interrupted.")
  }
}
