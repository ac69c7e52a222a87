/// What the tests of this target share: lessons in a few lines, a learner who types, and the course of this repository.
import Cloud
import Course
import Documents
import Foundation
import Interpreter
import Lessons
import SimulationKit
import Testing
import Workspace

enum Sample {
  static let frontMatter = """
    ---
    format: drydock-lesson/1
    id: sample
    version: 1.0.0
    title: A sample
    level: beginner
    minutes: 5
    requires: []
    objectives:
      - id: all
        text: All of it
    world:
      fixture: harbor
      seed: 7
    ---

    """

  static let network =
    "'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'"
  static let createWeb =
    "aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 "
    + "--launch-type FARGATE --network-configuration \(network)"
  /// A task whose process ends by itself after that many seconds.
  static func runWorker(seconds: Int) -> String {
    "aws ecs run-task --cluster harbor --task-definition worker --launch-type FARGATE --network-configuration "
      + "\(network) --overrides 'containerOverrides=[{name=worker,command=[sleep,\(seconds)]}]'"
  }
  static let describeWeb = "aws ecs describe-services --cluster harbor --services web"

  static func lesson(_ body: String, renamed: String = "") throws -> Lesson {
    let text = frontMatter.replacing("\nworld:", with: renamed + "\nworld:") + body + "\n"
    let reading = LessonReader.read(text, file: "sample/lesson.md")
    #expect(reading.findings.filter { $0.severity == .error }.map(\.description) == [])
    let lesson = reading.lesson
    return try #require(lesson, "the sample must be a lesson")
  }

  /// One step of kind `do` with these blocks.
  static func step(_ blocks: String..., id: String = "one", kind: String = "do") -> String {
    "## Step \(id) {#\(id) kind=\(kind) objectives=all}\n\n" + blocks.joined(separator: "\n\n") + "\n"
  }

  static func setup(_ commands: String...) -> String { "```sh setup\n\(commands.joined(separator: "\n"))\n```" }

  /// Checks, each given by its YAML without `id` and `say`; their ids are `c1`, `c2`, …
  static func checks(_ conditions: String...) -> String {
    let entries = conditions.enumerated().map { index, condition in
      "- id: c\(index + 1)\n  say: Check \(index + 1)\n"
        + condition.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    }
    return "```yaml check\n\(entries.joined(separator: "\n"))\n```"
  }

  static func ran(_ matcher: String) -> String { "ran: { \(matcher) }" }

  static func web(_ query: String, _ rest: String) -> String {
    "run: \(describeWeb)\nquery: \(query)\n\(rest)"
  }

  static func workers(_ status: String, _ rest: String) -> String {
    """
    run: aws ecs describe-tasks --cluster harbor --tasks $(aws ecs list-tasks --cluster harbor --family worker --desired-status \(status) --query 'taskArns[]' --output text)
    query: tasks[0].lastStatus
    is: \(status)
    \(rest)
    """
  }
}

/// Somebody at the prompt of a lesson.
final class Learner {
  let play: LessonPlay
  var session: Session { play.session }
  var sandbox: Sandbox { play.sandbox }
  private(set) var last: LineResult?

  init(
    _ lesson: Lesson, sandbox: Sandbox? = nil, progress: ProgressKeeper = .inMemory()
  ) throws {
    let sandbox = try sandbox ?? Sandbox.rehearsal(fixture: .builtIn(named: "harbor"), seed: 7)
    play = try LessonPlay(lesson: lesson, session: Session(sandbox: sandbox), progress: progress)
  }

  convenience init(_ body: String) throws { try self.init(Sample.lesson(body)) }

  @discardableResult
  func type(_ line: String) throws -> StepFeedback? {
    let result = session.run(line)
    last = result
    return try play.afterLine(result)
  }

  func typeAll(_ lines: [String]) throws { for line in lines { try type(line) } }

  /// The states of the checks, in order.
  var states: [CheckReport.State] { get throws { try #require(try play.report()).checks.map(\.state) } }
  var holds: Bool { get throws { try states.first == .holds } }

  /// The answer of a read-only command, asked of a copy that has moved on by `after`.
  func ask(_ command: String, _ query: String, after: Duration = .zero) throws -> Document {
    var world = sandbox.world
    world.advance(to: world.now + after)
    guard case .value(let reply) = try Look(command).ask(world) else { return .null }
    return try Query(query, position: .start).search(reply)
  }
}

extension CheckReport.State {
  var isBroken: Bool { if case .broken = self { true } else { false } }
}

enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let course: CourseFolder? = try? CourseFolder.open(path: root.appending(path: "lessons").path)

  static var lessonIDs: [String] { course?.manifest.lessons.map(\.id) ?? [] }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func fixture(_ name: String) throws(WorkspaceError) -> Fixture {
    do throws(CourseFolderError) {
      if let text = try course?.fixtureText(name) {
        return try fixture(FixtureSource(name: name, text: text))
      }
    } catch { throw .fixture(name: name, reason: error.message) }
    return try Fixture.builtIn(named: name)
  }

  private static func fixture(_ source: FixtureSource) throws(CourseFolderError) -> Fixture {
    do { return try Fixture.read(source) } catch { throw .missingFile("\(error)") }
  }
}
