import Cloud
import CloudAPI
import SimulationKit
import Testing

@testable import Workspace

/// Letting simulated time pass.
@Suite struct TimeTests {
  /// A deleted cluster is forgotten after 60 minutes (the only thing due).
  private func sandboxWithSomethingDue() throws -> Sandbox {
    let sandbox = try newSandbox()
    try sandbox.create("web", pace: .zero)
    try sandbox.perform(deleteCluster("web"), typed: "", origin: .shell)
    return sandbox
  }

  @Test func anAdvanceIsOneEntryThatNamesTheInstantReached() throws {
    let sandbox = try newSandbox()
    let target = Instant.worldStart + .minutes(10)
    let advanced = try sandbox.advance(to: target, typed: "wait 10m", origin: .shell)
    #expect(advanced.outcome == .reached)
    #expect(advanced.entry.kind == .advance(to: target, changesAtMost: nil))
    #expect(advanced.entry.instant == .worldStart)
    #expect(sandbox.now == target)
  }

  @Test func anObserverStopsItAtTheChangeThatItSaw() throws {
    let sandbox = try sandboxWithSomethingDue()
    let advanced = try sandbox.advance(to: sandbox.now + .hours(5), origin: .shell) { _, _ in .stop }
    #expect(advanced.outcome == .stopped)
    #expect(sandbox.now == .worldStart + .minutes(60))
    #expect(advanced.entry.kind == .advance(to: .worldStart + .minutes(60), changesAtMost: nil))
  }

  @Test func itStopsOnlyWhereNothingMoreIsDueAtThatInstant() throws {
    let sandbox = try newSandbox()
    for name in ["a", "b", "c"] {
      try sandbox.create(name, pace: .zero)
      try sandbox.perform(deleteCluster(name), typed: "", origin: .shell)
    }
    var seen = 0
    let stopped = try sandbox.advance(to: sandbox.now + .hours(5), origin: .shell) { _, _ in
      seen += 1
      return .stop
    }
    #expect(seen == 3)
    #expect(stopped.outcome == .stopped)
    let replayed = try sandbox.fork(at: 1)
    try replayed.goTo(sandbox.head)
    #expect(replayed.worldDigest == sandbox.worldDigest)
  }

  @Test func thePaceLetsDueChangesHappenAndNothingStopsIt() throws {
    let sandbox = try sandboxWithSomethingDue()
    var seen = 0
    let performed = try sandbox.perform(
      listClusters, typed: "", origin: .shell, pace: .hours(2),
      observing: { _, _ in
        seen += 1
        return .stop
      })
    #expect(seen == 1)
    #expect(sandbox.now == performed.entry.instant + .hours(2))
  }

  @Test func thirtyDaysIsTheMost() throws {
    let sandbox = try newSandbox()
    try sandbox.advance(to: sandbox.now + .days(30), origin: .shell)
    #expect(
      message { try sandbox.advance(to: sandbox.now + .days(30) + .milliseconds(1), origin: .shell) }
        == "one advance is at most 30 days; advance in several steps")
  }

  @Test func timeDoesNotGoBack() throws {
    let sandbox = try newSandbox()
    #expect(
      message { try sandbox.advance(to: .worldStart + .seconds(-1), origin: .shell) }
        == "time cannot go back from 2026-01-05T09:00:00Z to 2026-01-05T08:59:59Z; use undo to return to an earlier state"
    )
    #expect(sandbox.allEntries().count == 1)
  }

  @Test func theLimitOfChangesIsWrittenDownSoThatReplayStopsAtTheSame() throws {
    var world = try sandboxWithSomethingDue().world
    let advanced = Engine.advance(&world, to: world.now + .hours(5), limit: 0)
    #expect(advanced.outcome == .limitReached)
    #expect(advanced.kind == .advance(to: .worldStart + .hours(5), changesAtMost: 0))
  }
}
