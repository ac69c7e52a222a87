/// A lesson being rehearsed: in memory, typed at by a script.
///
/// In: commands of solutions and attempts. Out: what they printed and what the lesson said to the last of them.
import Interpreter
import Lessons
import Workspace

/// Why a rehearsal could not go on.
struct RehearsalEnd: Error {
  let finding: RehearsalFinding
}

final class Stage {
  let lesson: Lesson
  let play: LessonPlay
  private let fixture: Fixture
  private let seed: UInt64
  /// What setup printed.
  private(set) var log = ""
  private var progress: ProgressKeeper

  init(lesson: Lesson, fixture: Fixture, seed: UInt64) throws(RehearsalEnd) {
    self.lesson = lesson
    self.fixture = fixture
    self.seed = seed
    progress = .inMemory()
    let sandbox: Sandbox
    do throws(WorkspaceError) { sandbox = try Sandbox.rehearsal(fixture: fixture, seed: seed) } catch {
      throw RehearsalEnd(
        finding: RehearsalFinding(guarantee: "T1", step: "", message: error.message, position: .start))
    }
    play = try Self.begin(lesson, sandbox, progress)
  }

  private init(copyOf other: Stage) throws(RehearsalEnd) {
    lesson = other.lesson
    fixture = other.fixture
    seed = other.seed
    progress = .inMemory()
    play = try Self.begin(lesson, other.play.sandbox.fork(), progress)
  }

  private static func begin(
    _ lesson: Lesson, _ sandbox: Sandbox, _ progress: ProgressKeeper
  ) throws(RehearsalEnd) -> LessonPlay {
    do throws(LessonPlayError) {
      return try LessonPlay(lesson: lesson, session: Session(sandbox: sandbox), progress: progress)
    } catch {
      throw RehearsalEnd(finding: RehearsalFinding(guarantee: "T1", step: "", message: error.message, position: .start))
    }
  }

  /// A trial that leaves this stage as it is: the same step, from its entry state.
  func copy() throws(RehearsalEnd) -> Stage { try Stage(copyOf: self) }

  struct Played {
    var log = ""
    var errors = ""
    var last: StepFeedback?
    var isPassed = false
  }

  func type(_ commands: [Command]) -> Played {
    var played = Played()
    for command in commands { add(type(command.text), to: &played) }
    return played
  }

  private func add(_ more: Played, to played: inout Played) {
    played.log += more.log
    played.errors += more.errors
    played.last = more.last ?? played.last
    played.isPassed = more.isPassed
  }

  func type(_ line: String) -> Played {
    let result = play.session.run(line)
    var played = Played()
    played.log = "$ \(line)\n" + result.chunks.map(\.text).joined()
    played.errors = result.standardError.split(separator: "\n").joined(separator: " ")
    do throws(LessonPlayError) { played.last = try play.afterLine(result) } catch { played.errors += error.message }
    played.isPassed = play.isPassed
    return played
  }

  /// The checklist as it is, without passing the step.
  func checkWithoutPassing() -> StepReport? {
    do throws(RehearsalEnd) {
      let trial = try copy()
      return try? trial.play.check()?.report
    } catch { return nil }
  }

  /// On to the next step, whatever became of this one.
  func goOn(from step: Step, _ report: inout RehearsalReport) throws(RehearsalEnd) {
    guard play.step.id == step.id else { return }
    do throws(LessonPlayError) {
      if case .refused = try play.next() { _ = try play.skip() }
    } catch {
      throw RehearsalEnd(
        finding: RehearsalFinding(guarantee: "T3", step: step.id, message: error.message, position: step.position))
    }
  }
}
