/// Faults in a sandbox: journaled like commands, taken back by undo, the same on every replay.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@testable import Workspace

@Suite struct FaultTests {
  /// The fixture harbor with a service of three tasks, five minutes old.
  private func harbor(_ sandbox: Sandbox) throws {
    let request = ServiceRequest(
      operation: "CreateService",
      input: [
        "cluster": "harbor", "serviceName": "web", "taskDefinition": "web:1", "desiredCount": 3,
        "launchType": "FARGATE",
        "networkConfiguration": [
          "awsvpcConfiguration": ["subnets": ["subnet-quay-a", "subnet-quay-b"], "assignPublicIp": "ENABLED"]
        ],
      ])
    try sandbox.perform(request, typed: "aws ecs create-service", origin: .shell)
    try sandbox.advance(to: sandbox.now + .minutes(5), origin: .shell)
  }

  private func running(_ sandbox: Sandbox) -> Int {
    sandbox.world.regions["us-east-1"]?.ecs.services.values.first?.runningCount ?? -1
  }

  private static let faults: [Fault] = [
    Fault(name: "zone-outage", arguments: ["zone": "quay-a", "lasts": "5m"]),
    Fault(name: "task-killed", arguments: ["service": "web", "exit": 139]),
    Fault(name: "image-broken", arguments: ["image": "web:1.0", "lasts": "forever"]),
    Fault(name: "role-missing", arguments: ["role": "harborTaskRole"]),
    Fault(name: "logs-down", arguments: ["lasts": "5m"]),
  ]

  @Test(arguments: faults)
  func undoGivesTheEarlierWorldAndRedoTheLaterOne(fault: Fault) throws {
    let sandbox = try Sandbox.rehearsal(fixture: Fixture.builtIn(named: "harbor"))
    try harbor(sandbox)
    let before = (sandbox.worldDigest, sandbox.now)
    try sandbox.inject(fault, typed: "inject \(fault.name)", origin: .shell)
    let broken = sandbox.worldDigest
    #expect(broken != before.0)
    try sandbox.advance(to: sandbox.now + .minutes(8), origin: .shell)
    let later = (sandbox.worldDigest, sandbox.now)
    let undone = try sandbox.undo()
    #expect(undone.entries.map(\.typed) == ["inject \(fault.name)", ""])
    #expect((sandbox.worldDigest, sandbox.now) == before)
    #expect(running(sandbox) == 3)
    try sandbox.redo()
    #expect((sandbox.worldDigest, sandbox.now) == later)
  }

  @Test func aReplayGivesTheSameWorldWithTheSameEvents() throws {
    let folder = try TemporaryFolder()
    let options = SandboxOptions(fixture: try Fixture.builtIn(named: "harbor"))
    let sandbox = try folder.open(options)
    try harbor(sandbox)
    for fault in Self.faults {
      try sandbox.inject(fault, typed: "inject \(fault.name)", origin: .lesson)
      try sandbox.advance(to: sandbox.now + .minutes(3), origin: .shell)
    }
    let again = try folder.open(options)
    #expect(again.worldDigest == sandbox.worldDigest)
    #expect(again.world.eventLog.all == sandbox.world.eventLog.all)
    #expect(again.replayDifferences == [])
    let kinds = again.entries().compactMap { entry -> Fault? in
      if case .fault(let fault) = entry.kind { fault } else { nil }
    }
    #expect(kinds == Self.faults)
    let begun = again.world.eventLog.all.first { $0.source == "fault/zone-outage" }
    let entry = try #require(again.entries().first { $0.typed == "inject zone-outage" })
    #expect(begun?.cause == .command(entry.id))
  }

  @Test func aRefusedFaultLeavesNoTrace() throws {
    let sandbox = try Sandbox.rehearsal(fixture: Fixture.builtIn(named: "harbor"))
    let before = (sandbox.worldDigest, sandbox.head)
    #expect(
      message { try sandbox.inject(Fault(name: "zone-outage", arguments: ["zone": "quay-z"]), origin: .shell) }
        == "the fault \"zone-outage\" was not injected: there is no zone 'quay-z' here; there is us-east-1a, us-east-1b, "
        + "us-east-1c")
    #expect(
      message { try sandbox.inject(Fault(name: "earthquake", region: "eu-west-1"), origin: .shell) }
        == "the fault \"earthquake\" was not injected: there is no fault 'earthquake'; `inject help` lists those there are"
    )
    #expect((sandbox.worldDigest, sandbox.head) == before)
    #expect(sandbox.world.regions["eu-west-1"] == nil)
  }
}
