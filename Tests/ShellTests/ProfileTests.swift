/// Several learners on one machine: each has progress, sandboxes, preferences and a world of their own.
import Course
import Foundation
import Interpreter
import Lessons
import Screen
import Testing
import Workspace

@testable import Shell

@Suite struct ProfileTests {
  private let store: Store
  init() throws { store = try Store.open(.inMemory) }

  private func learner(_ profile: String, seed: UInt64? = nil, paper: Paper = Paper()) throws -> LearnerShell {
    try LearnerShell.inHarbor(store: store, profile: profile, seed: seed, paper: paper)
  }

  @Test func eachPlaysALessonInAWorldOfTheirOwn() throws {
    let (anna, ben) = (try learner("anna"), try learner("ben"))
    try anna.open(lesson: "map")
    try ben.open(lesson: "map")
    #expect(anna.session.sandbox.seed == LearnerSeed.of(profile: "anna", lessonID: "map", variant: ""))
    #expect(ben.session.sandbox.seed == LearnerSeed.of(profile: "ben", lessonID: "map", variant: ""))
  }

  @Test func withoutANameTheLessonIsAsItsAuthorSawIt() throws {
    let shell = try learner("default")
    try shell.open(lesson: "map")
    #expect(try shell.session.sandbox.seed == shell.desk.lesson("map").world.seed)
  }

  @Test func aSeedThatIsAskedForGoesFirst() throws {
    let shell = try learner("anna", seed: 42)
    try shell.open(lesson: "map")
    #expect(shell.session.sandbox.seed == 42)
  }

  @Test func whatOneHasDoneTheOtherHasNot() throws {
    let (first, second) = (Paper(), Paper())
    let anna = try learner("anna", paper: first)
    try anna.open(lesson: "map")
    anna.run("aws ecs list-clusters")
    anna.run("set suggestions off")
    let ben = try learner("ben", paper: second)
    try ben.open(lesson: "map")
    second.output = ""
    ben.run("check")
    #expect(second.output.contains("[ ]"))
    ben.run("history")
    #expect(!second.output.contains("list-clusters\n"))
    ben.run("lessons")
    #expect(second.output.contains("map") && !second.output.contains("of 8 steps"))
    #expect(ben.preferences.isOn(.suggestions))
    #expect(try anna.desk.progressStore().steps(lesson: "map").count { $0.progress.isSolved } == 1)
    #expect(try ben.desk.progressStore().steps(lesson: "map").count { $0.progress.isSolved } == 0)
  }

  @Test func filesAndTypedLinesLieApart() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "profiles-\(getpid())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = DataFolder(path: path)
    #expect(try folder.historyPath(of: "default") == path + "/history")
    #expect(try folder.historyPath(of: "anna") == path + "/profiles/anna/history")
    #expect(throws: WorkspaceError.profileName("../ben")) { try folder.historyPath(of: "../ben") }
    let kept = try Store.open(.directory(folder))
    let anna = try Sandbox.open(SandboxOptions(profile: "anna"), in: kept)
    let ben = try Sandbox.open(SandboxOptions(profile: "ben"), in: kept)
    try anna.files.write("web.json", Array("{}".utf8), origin: .shell)
    #expect(try anna.files.list().map(\.name) == ["web.json"])
    #expect(try ben.files.list().isEmpty)
    #expect(anna.files.folderPath != ben.files.folderPath)
  }
}
