import Cloud
import CloudAPI
import SimulationKit
import Testing

@testable import Workspace

/// Undo moves the head, deletes nothing, and keeps its hands off other clients' changes.
@Suite struct UndoTests {
  @Test func undoGoesToBeforeTheLastChangeAndTakesTheTimeThatFollowedWithIt() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web")
    let before = (sandbox.worldDigest, sandbox.now, sandbox.head)
    let change = try sandbox.create("api")
    try sandbox.perform(listClusters, typed: "", origin: .shell, pace: .seconds(5))
    try sandbox.advance(to: sandbox.now + .minutes(3), origin: .shell)
    let undone = try sandbox.undo()
    #expect(undone.entries.first == change.entry)
    #expect(undone.entries.count == 3)
    #expect((sandbox.worldDigest, sandbox.now, sandbox.head) == before)
    #expect(sandbox.allEntries().count == 5)
    #expect(sandbox.entries().count == 2)
  }

  @Test func undoGoesFurtherEachTimeUntilNothingIsLeft() throws {
    let sandbox = try newSandbox()
    let start = sandbox.worldDigest
    for name in ["web", "api", "worker"] { try sandbox.create(name) }
    for _ in 1...3 { try sandbox.undo() }
    #expect(sandbox.worldDigest == start)
    #expect(
      message { try sandbox.undo() } == "there is nothing to undo: no command of this shell has changed anything")
  }

  @Test func redoReturnsToWhereTheLastUndoLeft() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web")
    try sandbox.create("api")
    let before = (sandbox.worldDigest, sandbox.head)
    try sandbox.undo()
    try sandbox.undo()
    try sandbox.perform(listClusters, typed: "", origin: .shell, pace: .seconds(5))
    #expect(try sandbox.redo().map(\.id) == [2])
    #expect(try sandbox.redo().map(\.id) == [3])
    #expect((sandbox.worldDigest, sandbox.head) == before)
    #expect(message { try sandbox.redo() } == "there is nothing to redo: the last change was not an undo")
  }

  @Test func aNewChangeEndsRedoAndTheOldBranchStaysInTheJournal() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web")
    try sandbox.undo()
    try sandbox.create("api")
    #expect(message { try sandbox.redo() } == "there is nothing to redo: the last change was not an undo")
    #expect(sandbox.allEntries().map(\.parent) == [nil, 1, 1])
    #expect(try sandbox.clusters == ["api"])
  }

  @Test func undoRefusesWhenAnotherClientChangedSomethingSince() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web", pace: .zero)
    let other = try sandbox.create("api", origin: Origin(.httpClient, client: "boto3"), pace: .zero)
    let digest = sandbox.worldDigest
    #expect(
      message { try sandbox.undo() }
        == "cannot undo: the HTTP client boto3 changed this world since, at 09:00:00 by "
        + "\"aws ecs create-cluster --cluster-name api\"; repair it by a command, or start over with reset")
    #expect(sandbox.head == other.entry.id)
    #expect(sandbox.worldDigest == digest)
  }

  @Test func whatTheLessonSetUpIsNotUndone() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web", origin: .lesson, pace: .zero)
    #expect(message { try sandbox.undo() }.hasPrefix("cannot undo: the lesson changed this world since, at 09:00:00"))
  }

  @Test func undoStopsAtTheStepsBeginning() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web")
    let boundary = sandbox.head
    #expect(
      message { try sandbox.undo(notBefore: boundary) }
        == "there is nothing to undo in this step: your last change belongs to an earlier one; use back, or reset")
    try sandbox.create("api")
    try sandbox.undo(notBefore: boundary)
    #expect(sandbox.head == boundary)
  }

  @Test func beforeTheFirstChangeNoEarlierStepIsBlamed() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web", origin: .lesson, pace: .zero)
    let boundary = sandbox.head
    #expect(
      message { try sandbox.undo(notBefore: boundary) }
        == "there is nothing to undo: no command of this shell has changed anything")
  }

  @Test func aShellThatComesBackMayUndoWhatItDidBefore() throws {
    let folder = try TemporaryFolder()
    try folder.open().create("web")
    let again = try folder.open()
    try again.undo()
    #expect(try again.clusters == [])
  }

  @Test func twoShellsAtOnceDoNotUndoEachOther() throws {
    let folder = try TemporaryFolder()
    let left = try folder.open(SandboxOptions(client: "left"))
    let right = try folder.open(SandboxOptions(client: "right"))
    try left.create("web", pace: .zero)
    try right.create("api", pace: .zero)
    #expect(
      message { try left.undo() }
        == "cannot undo: another shell (right) changed this world since, at 09:00:00 by "
        + "\"aws ecs create-cluster --cluster-name api\"; repair it by a command, or start over with reset")
    try right.undo()
    try left.undo()
    #expect(try left.clusters == [])
    try right.catchUp()
    #expect(right.head == 1)
    #expect(right.worldDigest == left.worldDigest)
  }

  @Test func redoOutlivesTheProcess() throws {
    let folder = try TemporaryFolder()
    let first = try folder.open()
    try first.create("web")
    try first.undo()
    let second = try folder.open()
    #expect(second.head == 1)
    try second.redo()
    #expect(try second.clusters == ["web"])
  }

  @Test func goToAndForkAtFindTheStateAfterAnyEntry() throws {
    let sandbox = try newSandbox()
    let ids = [1, 40, 64, 65, 66, 130, 131]
    var digests = [1: sandbox.worldDigest]
    for id in 2...131 {
      try sandbox.create("cluster-\(id % 9)")
      if ids.contains(id) { digests[id] = sandbox.worldDigest }
    }
    for id in ids { #expect(try sandbox.fork(at: id).worldDigest == digests[id]) }
    try sandbox.goTo(40)
    #expect(sandbox.worldDigest == digests[40])
    #expect(message { try sandbox.goTo(999) } == "there is no entry 999 in this sandbox's journal; history lists them")
    #expect(sandbox.worldDigest == digests[40])
  }

  @Test func aForkKeepsToItself() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web")
    let digest = sandbox.worldDigest
    let fork = sandbox.fork()
    try fork.create("api")
    try fork.undo()
    try fork.undo()
    #expect(sandbox.worldDigest == digest)
    #expect(sandbox.head == 2)
    #expect(try fork.clusters == [])
  }

  @Test func aForkUnderAnotherNameGoesOnByItself() throws {
    let folder = try TemporaryFolder()
    let lesson = try folder.open(SandboxOptions(name: "lesson/map"))
    try lesson.create("gone")
    try lesson.undo()
    try lesson.create("web")
    let play = try lesson.fork(as: "lesson/map/play")
    #expect(play.worldDigest == lesson.worldDigest)
    try play.create("api")
    #expect(try lesson.clusters == ["web"])
    #expect(try folder.open(SandboxOptions(name: "lesson/map/play")).clusters == ["web", "api"])
    #expect(
      message { _ = try lesson.fork(as: "lesson/map/play") }
        == "there is already a sandbox lesson/map/play; choose another name")
  }

  @Test func resetBeginsAgainAndForgetsNothing() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    let start = sandbox.worldDigest
    try sandbox.create("web")
    try sandbox.reset()
    #expect(sandbox.worldDigest == start)
    #expect(sandbox.entries().count == 1)
    #expect(sandbox.allEntries().count == 3)
    try sandbox.create("api")
    let again = try folder.open()
    #expect(again.worldDigest == sandbox.worldDigest)
    #expect(try again.clusters == ["api"])
  }
}
