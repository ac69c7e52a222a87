/// A learner's shell in memory, with what it has printed.
import Course
import Interpreter
import Lessons
import Screen
import Workspace

@testable import Shell

/// Collects what a shell prints.
final class Paper {
  var output = ""
  var errors = ""
}

extension LearnerShell {
  /// In a throw-away world of the fixture `harbor`, with the course of this repository.
  static func inHarbor(
    isInteractive: Bool = true, columns: Int = 80, store: Store? = nil, profile: String = "default",
    seed: UInt64? = nil, paper: Paper = Paper()
  ) throws -> LearnerShell {
    let store = try store ?? Store.open(.inMemory)
    let course = try CourseFolder.open(path: repository + "/lessons")
    let desk = Desk(
      store: store, profile: profile, course: course, courseProblem: "", client: "test", seed: seed,
      now: { "2026-01-05T09:00:00.000Z" })
    let sandbox = try Sandbox.open(
      SandboxOptions(name: "play", fixture: try desk.fixture("harbor"), profile: profile, client: "test"), in: store)
    return LearnerShell(
      desk: desk, session: Session(sandbox: sandbox),
      manner: .init(isInteractive: isInteractive, canvas: Canvas(columns: columns)),
      terminal: Terminal(
        output: { paper.output += $0 }, error: { paper.errors += $0 }, columns: { columns }))
  }

  private static var repository: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
  }
}
