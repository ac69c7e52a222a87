/// Walking a lesson: the present step and what is known about it. The questions it answers have files of their own:
/// where the learner stands (`LessonPlace`), how the step is graded (`StepGrading`), moves, answers, predictions, help.
///
/// In: lines that ran (`LineResult`) and the learner's lesson words. Out: feedback as values. The place in the lesson is
/// in the journal (moves), progress in its own store: each survives the loss of the other. Draws nothing.
import Interpreter
import Lessons
import SimulationKit
import Workspace

package final class LessonPlay {
  package let lesson: Lesson
  package let sandbox: Sandbox
  package let session: Session
  package let keeper: ProgressKeeper
  let looks = LookTable()
  package internal(set) var stepIndex = 0
  /// The entry that began the present step, after its setup.
  var start: EntryID
  /// The first event-log record of the step.
  var firstEvent = 1
  var watch: GuardWatch?
  /// Entries of the newest line that had `aws` commands.
  var latest: Set<EntryID> = []
  /// What the newest line that had `aws` commands wrote to its output.
  var printed: String?
  /// That line.
  var printedLine: PrintedLine?
  /// As they were before the next line.
  var variables: [String: String] = [:]
  var headBefore: EntryID
  var shown: [CheckReport.State] = []
  /// Set by rehearsals where nobody reads when a check would hold, nor what is said without an author.
  var asksForPassingAlone = false
  /// Predictions so far, by question.
  var predictions: [(question: String, option: String)] = []
  /// The predictions of this step came true, each of them.
  var hasPredictedRight = false
  /// True where the lesson has come to its end.
  package internal(set) var isFinished = false

  package var step: Step { lesson.steps[stepIndex] }

  /// Resumes the lesson where its sandbox stands, or begins it.
  ///
  /// - Parameter session: works on the lesson's own sandbox.
  /// - Throws: `noSteps`, `setupFailed`, the sandbox's errors.
  package init(lesson: Lesson, session: Session, progress: ProgressKeeper) throws(LessonPlayError) {
    guard !lesson.steps.isEmpty else { throw .noSteps(lesson.id) }
    self.lesson = lesson
    self.session = session
    keeper = progress
    sandbox = session.sandbox
    start = sandbox.head
    headBefore = sandbox.head
    variables = session.variables
    if let pace = lesson.world.pace { sandbox.pace = .seconds(pace.seconds) }
    session.outside.readLessonFile = { name in lesson.files.first { $0.name == name }?.bytes }
    session.addedWords["answer"] = { [weak self] arguments, _ in self?.answerWord(arguments) ?? CommandOutput() }
    session.adviceOnWord = { [weak self] word in self?.adviceOnAnswer(word) }
    try sandbox.inTurn(LessonPlayError.workspace) { () throws(LessonPlayError) in try self.resumeOrBegin() }
  }

  // MARK: Writing down

  @discardableResult
  func record(
    _ kind: LessonMove.Kind, step index: Int? = nil, _ arguments: [String] = [], origin: Origin = .lesson
  ) throws(LessonPlayError) -> Entry {
    let move = LessonMove(kind, lesson: lesson.id, step: lesson.steps[index ?? stepIndex].id, arguments: arguments)
    do throws(WorkspaceError) { return try sandbox.record(move, origin: origin) } catch { throw .workspace(error) }
  }

  func wrap<Value>(_ body: () throws(WorkspaceError) -> Value) throws(LessonPlayError) -> Value {
    do throws(WorkspaceError) { return try body() } catch { throw .workspace(error) }
  }

  // MARK: Progress

  var key: StepKey { key(of: step) }
  package func key(of step: Step) -> StepKey {
    StepKey(lesson: lesson.id, step: step.id, checks: String(lesson.checksHash(of: step), radix: 16))
  }

  package var stepProgress: StepProgress {
    do throws(WorkspaceError) { return try keeper.read(key) } catch { return StepProgress() }
  }

  /// Progress that cannot be written is lost; the lesson goes on.
  func updateProgress(_ change: (inout StepProgress) -> Void) {
    do throws(WorkspaceError) { try keeper.update(key, change) } catch { return }
  }

  /// Solved, now or once, or passed over with its solution played.
  package var isPassed: Bool {
    let now = stepProgress
    return now.isSolved || now.isSkipped
  }

  package var place: StepPlace {
    StepPlace(lesson: lesson.id, number: stepIndex + 1, of: lesson.steps.count, isPassed: isPassed)
  }
}

package enum LessonPlayError: Error, Hashable, Sendable {
  case noSteps(String)
  case noStep(String, nearest: String?)
  case setupFailed(step: String, command: String, said: String)
  case workspace(WorkspaceError)

  package var message: String {
    switch self {
    case .noSteps(let id): "the lesson `\(id)` has no steps"
    case .noStep(let id, let nearest):
      "the lesson has no step `\(id)`" + (nearest.map { ". Did you mean `\($0)`?" } ?? "")
    case .setupFailed(let step, let command, let said):
      "the lesson could not prepare step `\(step)`: `\(command)` answered: \(said)"
    case .workspace(let error): error.message
    }
  }
}
