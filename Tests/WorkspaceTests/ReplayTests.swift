import Cloud
import CloudAPI
import Documents
import GRDB
import SimulationKit
import Testing

@testable import Workspace

/// The journal is the state: opening is replaying.
@Suite struct ReplayTests {
  /// Changes, reads, failures, refusals, time and moves, enough for several copies of the world.
  private func live(_ sandbox: Sandbox) throws {
    for number in 1...50 {
      try sandbox.create("cluster-\(number)")
      if number % 3 == 0 {
        try sandbox.perform(deleteCluster("cluster-\(number - 1)"), typed: "", origin: .shell, pace: .seconds(5))
      }
      if number % 5 == 0 { try sandbox.perform(deleteNothing, typed: "", origin: .shell, pace: .seconds(5)) }
      if number % 7 == 0 { try sandbox.advance(to: sandbox.now + .minutes(20), origin: .shell) }
      try sandbox.perform(listClusters, typed: "", origin: .shell, pace: .seconds(5))
    }
    try sandbox.record(LessonMove(.next, lesson: "map", step: "one"), origin: .lesson)
  }

  @Test func openingAgainGivesTheSameWorldByteForByte() throws {
    let folder = try TemporaryFolder()
    let first = try folder.open()
    try live(first)
    let second = try folder.open()
    #expect(second.worldDigest == first.worldDigest)
    #expect(second.now == first.now)
    #expect(second.world.eventLog.nextNumber == first.world.eventLog.nextNumber)
    #expect(try second.clusters == first.clusters)
    #expect(second.allEntries() == first.allEntries())
    #expect(second.replayDifferences.isEmpty)
  }

  @Test func aServiceAtWorkIsTheSameAfterReplay() throws {
    let folder = try TemporaryFolder()
    let first = try folder.open(SandboxOptions(fixture: Fixture.builtIn(named: "harbor")))
    let network: Document = ["awsvpcConfiguration": ["subnets": ["subnet-quay-a"], "securityGroups": ["sg-web"]]]
    let created = try first.perform(
      ServiceRequest(
        operation: "CreateService",
        input: [
          "cluster": "harbor", "serviceName": "web", "taskDefinition": "web:1", "desiredCount": 2,
          "launchType": "FARGATE", "networkConfiguration": network,
        ]), typed: "", origin: .shell, pace: .seconds(5), tokens: ["clientToken"])
    guard case .success = created.reply else {
      Issue.record("the service is created: \(created.reply)")
      return
    }
    try first.advance(to: first.now + .minutes(10), origin: .shell)
    let second = try folder.open()
    #expect(first.world.eventLog.nextNumber > 5)
    #expect(second.worldDigest == first.worldDigest)
    #expect(second.replayDifferences.isEmpty)
  }

  @Test func theSameCommandsGiveTheSameJournalByteForByte() throws {
    let (left, right) = (try newSandbox(), try newSandbox())
    try live(left)
    try live(right)
    #expect(left.allEntries() == right.allEntries())
    #expect(left.allEntries().map(\.kind.columns) == right.allEntries().map(\.kind.columns))
    #expect(left.worldDigest == right.worldDigest)
  }

  @Test func anotherSeedIsAnotherWorld() throws {
    let fixture = try Fixture.builtIn(named: "account")
    let (left, right) = (
      try Sandbox.rehearsal(fixture: fixture, seed: 1), try Sandbox.rehearsal(fixture: fixture, seed: 2)
    )
    try left.perform(
      ServiceRequest(operation: "RunTask", input: [:]), typed: "", origin: .shell, tokens: ["clientToken"])
    try right.perform(
      ServiceRequest(operation: "RunTask", input: [:]), typed: "", origin: .shell, tokens: ["clientToken"])
    #expect(left.entries(since: 1).map(\.kind) != right.entries(since: 1).map(\.kind))
  }

  @Test func everyStateOnTheWayIsTheSameWhenWalkedAgain() throws {
    let sandbox = try newSandbox()
    var digests: [UInt64] = []
    for number in 1...10 {
      try sandbox.create("cluster-\(number)")
      digests.append(sandbox.worldDigest)
    }
    var walked: [UInt64] = []
    try sandbox.walk(after: 1) { _, world in
      walked.append(CloudAPI.digest(of: world))
      return .goOn
    }
    #expect(walked == digests)
  }

  @Test func anEntryThatThisEngineAnswersDifferentlyIsReportedAndReplayGoesOn() throws {
    let folder = try TemporaryFolder()
    let first = try folder.open()
    let old = try first.create("web")
    try first.create("api")
    try Store.open(.directory(folder.data)).transaction { db in
      try db.execute(sql: "UPDATE entry SET digest = digest + 1 WHERE ordinal = ?", arguments: [old.entry.id])
    }
    let second = try folder.open()
    #expect(second.replayDifferences.map(\.entry.id) == [old.entry.id])
    #expect(
      second.replayDifferences.first?.message
        == "entry 2 (aws ecs create-cluster --cluster-name web) has another outcome in this Drydock than when it was made; "
        + "all progress is kept")
    #expect(try second.clusters == ["web", "api"])
  }

  @Test func copiesOfTheWorldStayFew() throws {
    let world = try newSandbox().world
    var copies = WorldCopies()
    for id in 1...500 { copies.keep(world, after: id * 64) }
    #expect(copies.count <= WorldCopies.most)
    #expect(copies.nearest(on: Array(1...32_000))?.place == 31_999)
    copies.forget(after: 64)
    #expect(copies.nearest(on: Array(1...32_000)).map { $0.place <= 63 } ?? true)
  }
}
