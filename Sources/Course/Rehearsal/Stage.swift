/// A lesson being rehearsed: in memory, typed at by a script.
///
/// In: commands of solutions and attempts. Out: what they printed and what the lesson said to the last of them.
import Interpreter
import Lessons
import Workspace

/// Why a rehearsal could not go on.
struct RehearsalEnd: Error {
  let finding: RehearsalFinding

  init(_ step: Step?, _ message: String) {
    finding = RehearsalFinding(
      guarantee: "T3", step: step?.id ?? "", message: message, position: step?.position ?? .start)
  }
}

final class Stage {
  let play: LessonPlay

  init(lesson: Lesson, fixture: Fixture, seed: UInt64) throws(RehearsalEnd) {
    let sandbox: Sandbox
    do throws(WorkspaceError) { sandbox = try Sandbox.rehearsal(fixture: fixture, seed: seed) } catch {
      throw RehearsalEnd(nil, error.message)
    }
    play = try Self.open(lesson, Session(sandbox: sandbox))
  }

  private init(copyOf other: Stage, lesson: Lesson) throws(RehearsalEnd) {
    let session = Session(sandbox: other.play.sandbox.fork())
    session.variables = other.play.session.variables
    play = try Self.open(lesson, session)
  }

  private static func open(_ lesson: Lesson, _ session: Session) throws(RehearsalEnd) -> LessonPlay {
    do throws(LessonPlayError) {
      return try LessonPlay(lesson: lesson, session: session, progress: .inMemory())
    } catch { throw RehearsalEnd(lesson.steps.first, error.message) }
  }

  /// A trial that leaves this stage as it is: the same step, as it is now.
  ///
  /// - Parameter other: the lesson with something changed in the step; nil: as it is.
  func copy(as other: Lesson? = nil) throws(RehearsalEnd) -> Stage {
    try Stage(copyOf: self, lesson: other ?? play.lesson)
  }

  struct Played {
    var log = ""
    var errors = ""
    /// Lines that did not succeed.
    var failed: [String] = []
    var last: StepFeedback?
    var isPassed = false

    /// What came of the next line.
    mutating func add(_ more: Played) {
      log += more.log
      errors += more.errors
      failed += more.failed
      last = more.last ?? last
      isPassed = more.isPassed
    }
  }

  func type(_ commands: [Command]) -> Played {
    var played = Played()
    for command in commands { played.add(type(command.text)) }
    return played
  }

  func type(_ line: String) -> Played {
    let result = play.session.run(line)
    var played = Played()
    played.log = "$ \(line)\n" + result.chunks.map(\.text).joined()
    if result.exitCode != 0 { played.failed = [line] }
    played.errors = result.standardError.split(separator: "\n").joined(separator: " ")
    do throws(LessonPlayError) { played.last = try play.afterLine(result) } catch { played.errors += error.message }
    played.isPassed = play.isPassed
    return played
  }

  /// Whether the step would pass if that check were not there.
  func wouldPass(without index: Int) throws(RehearsalEnd) -> Bool {
    let grader = play.grader
    do throws(WorkspaceError) { return try grader.wouldPass(without: index) } catch {
      throw RehearsalEnd(play.step, error.message)
    }
  }

  /// The checklist as it is, without passing the step.
  func report(inHaste: Bool = false) throws(RehearsalEnd) -> StepReport? {
    do throws(LessonPlayError) { return try play.report(inHaste: inHaste) } catch {
      throw RehearsalEnd(play.step, error.message)
    }
  }

  /// Passes over the step, as a learner who does not do it.
  func skip(_ step: Step) throws(RehearsalEnd) {
    guard play.step.id == step.id else { return }
    do throws(LessonPlayError) { _ = try play.skip() } catch { throw RehearsalEnd(step, error.message) }
  }

  /// On to the next step, whatever became of this one.
  func goOn(from step: Step) throws(RehearsalEnd) {
    guard play.step.id == step.id else { return }
    do throws(LessonPlayError) {
      if case .refused = try play.next() { _ = try play.skip() }
    } catch { throw RehearsalEnd(step, error.message) }
  }
}
