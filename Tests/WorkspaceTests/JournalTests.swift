import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@testable import Workspace

/// What a sandbox writes down, and what of it the head's ancestors show.
@Suite struct JournalTests {
  @Test func theFixtureIsTheFirstEntry() throws {
    let sandbox = try newSandbox()
    let first = try #require(sandbox.entries().first)
    #expect(first.kind == .beginning(FixtureSource(name: "account", text: AccountFixture.text), seed: 1))
    #expect(first.digest == StableHash.of(AccountFixture.text))
    #expect(first.instant == .worldStart)
    #expect(sandbox.head == 1)
  }

  @Test func aRequestIsOneEntryWithItsPace() throws {
    let sandbox = try newSandbox()
    let performed = try sandbox.create("web", pace: .seconds(5))
    #expect(performed.entry.id == 2)
    #expect(performed.entry.parent == 1)
    #expect(performed.entry.instant == .worldStart)
    #expect(performed.entry.pace == .seconds(5))
    #expect(performed.entry.typed == "aws ecs create-cluster --cluster-name web")
    #expect(sandbox.now == .worldStart + .seconds(5))
    #expect(sandbox.entries(since: 1) == [performed.entry])
  }

  @Test func readsFailuresAndRefusalsCountAsHistoryAndAreNoChanges() throws {
    let sandbox = try newSandbox()
    let read = try sandbox.perform(listClusters, typed: "aws ecs list-clusters", origin: .shell)
    let failed = try sandbox.perform(deleteNothing, typed: "aws ecs delete-cluster --cluster nothing", origin: .shell)
    let refused = try sandbox.record(
      Refusal(service: "ecs", operation: "create-cluster", message: "Unknown options: --nam", exitCode: 252),
      typed: "aws ecs create-cluster --nam web", origin: .shell)
    #expect(sandbox.entries(since: 1).map(\.id) == [read.entry.id, failed.entry.id, refused.id])
    #expect(sandbox.entries().allSatisfy { !$0.isChange })
    guard case .request(let request, let outcome, false) = failed.entry.kind else {
      Issue.record("a failed request is a request")
      return
    }
    #expect(request == deleteNothing)
    #expect(outcome == .failure(code: "ClusterNotFoundException", message: "Cluster not found."))
  }

  @Test func aLookLeavesNoTrace() throws {
    let sandbox = try newSandbox()
    let before = (sandbox.worldDigest, sandbox.allEntries())
    _ = try sandbox.look(listClusters)
    #expect((sandbox.worldDigest, sandbox.allEntries()) == before)
    #expect(
      message { _ = try sandbox.look(createCluster("web")) }
        == "ecs CreateCluster is not a describe, list or get operation; only those can be looked at without a trace")
  }

  @Test func aReadOfARegionNeverSeenLeavesNoTraceInTheWorld() throws {
    let sandbox = try newSandbox()
    let before = sandbox.worldDigest
    var request = listClusters
    request.region = "eu-central-1"
    try sandbox.perform(request, typed: "", origin: .shell)
    #expect(sandbox.worldDigest == before)
  }

  @Test func tokensAreTheSameForTheSameCommandsAndDifferentForEach() throws {
    func tokens() throws -> [String] {
      let sandbox = try newSandbox()
      return try (1...3).map { _ in
        let performed = try sandbox.perform(
          ServiceRequest(operation: "RunTask", input: ["cluster": "web"]), typed: "", origin: .shell,
          tokens: ["clientToken"])
        guard case .request(let request, _, _) = performed.entry.kind else { return "" }
        return request.input["clientToken"]?.string ?? ""
      }
    }
    let first = try tokens()
    #expect(try tokens() == first)
    #expect(Set(first).count == 3)
    #expect(first.allSatisfy { $0.count == 36 })
  }

  @Test func aTokenThatWasGivenStays() throws {
    let performed = try newSandbox().perform(
      ServiceRequest(operation: "RunTask", input: ["clientToken": "mine"]), typed: "", origin: .shell,
      tokens: ["clientToken"])
    guard case .request(let request, _, _) = performed.entry.kind else { return }
    #expect(request.input["clientToken"] == "mine")
  }

  @Test func everyKindOfEntryReadsBackAsItWasWritten() throws {
    let kinds: [EntryKind] = [
      .beginning(FixtureSource(name: "account", text: "a: \"b\"\n"), seed: .max),
      .request(createCluster("wéb \u{1F6A2}"), outcome: .success, isReadOnly: false),
      .request(deleteNothing, outcome: .failure(code: "ServerException", message: nil), isReadOnly: false),
      .request(listClusters, outcome: .success, isReadOnly: true),
      .advance(to: .worldStart, changesAtMost: nil), .advance(to: .worldStart, changesAtMost: 5),
      .fault(Fault(name: "zone-outage", arguments: ["zone": "a", "lasts": .decimal(.init(1.5))])),
      .refusal(Refusal(service: nil, operation: nil, message: "no", exitCode: 252)),
      .move(LessonMove(.answer, lesson: "map", step: "quiz", arguments: ["cause", "tag"])),
      .file(path: "web.json", bytes: [0, 255, 10]), .file(path: "web.json", bytes: []),
      .file(path: "web.json", bytes: nil),
    ]
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    for kind in kinds { _ = try sandbox.write(kind, typed: "typed", origin: Origin(.httpClient, client: "boto3")) }
    let store = try Store.open(.directory(folder.data))
    let entries = try store.transaction { db in
      try JournalTable.find(db, profile: "default", name: "play")?.entries(db, after: 1)
    }
    #expect(entries == sandbox.entries(since: 1))
    #expect(entries?.map(\.kind) == kinds)
  }

  @Test func anObserverCannotChangeTheSandbox() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web")
    try sandbox.perform(deleteCluster("web"), typed: "", origin: .shell)
    var messages: [String] = []
    try sandbox.advance(to: sandbox.now + .hours(2), origin: .shell) { _, _ in
      messages.append(message { try sandbox.create("in-between") })
      #expect(sandbox.now == .worldStart + .seconds(5))
      return .goOn
    }
    #expect(
      messages == ["the sandbox cannot be changed while its time is advancing; stop the advance first"])
  }
}
