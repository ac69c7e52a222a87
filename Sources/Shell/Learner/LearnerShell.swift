/// The learner's shell: reads a line, runs it, shows what came of it and what the lesson says to it.
///
/// In: a desk (sandbox, course, progress), lines from `LineSource`. Out: text through `Terminal`. One loop for the prompt,
/// for standard input and for `-c`; what differs is said by `Manner`.
import AWSCommandLine
import Course
import Interpreter
import Lessons
import Screen
import Workspace

package final class LearnerShell {
  /// How this shell talks.
  package struct Manner: Sendable {
    /// A person types at a terminal: greetings, notices and lessons are shown.
    package var isInteractive: Bool
    package var canvas: Canvas
    package init(isInteractive: Bool, canvas: Canvas) {
      self.isInteractive = isInteractive
      self.canvas = canvas
    }
  }

  package let desk: Desk
  package var manner: Manner
  let terminal: Terminal
  package private(set) var session: Session
  package private(set) var play: LessonPlay?
  /// Not nil while steps come back in review.
  var review: ReviewRound?
  var hasFinished = false
  /// What the learner prefers; `set` changes it.
  package internal(set) var preferences = Preferences()
  /// Reads the lines at a terminal that can be edited on.
  weak var editor: LineEditor?
  /// The mode that the editor was last told to use.
  var usedMode: EditorConfiguration.Mode?
  /// Colours may be shown here at all.
  var canShowColour: Bool
  /// Text is linear here whatever is preferred.
  let isPlainFromStart: Bool
  /// Done before each line that was read: a lesson that its author has just saved is taken up.
  package var beforeLine: () -> Void = {}
  /// Time runs by itself; nil while it stands still.
  var watched: WatchedTime?
  /// Wakes the line editor once a second meanwhile.
  var pulse: Task<Void, Never>?
  /// The editor moves the cursor on this terminal, so `clear` may.
  var canMoveCursor = false

  /// - Parameter session: on the sandbox to begin with.
  package init(desk: Desk, session: Session, manner: Manner, terminal: Terminal) {
    self.desk = desk
    self.session = session
    self.manner = manner
    self.terminal = terminal
    canShowColour = manner.canvas.usesColour
    isPlainFromStart = manner.canvas.isPlain
    if let store = try? desk.progressStore() { preferences = .kept(in: store) }
    self.session.outside.prefer = { [weak self] in self?.setPreference($0) ?? CommandOutput() }
    usePreferences()
    addWords()
  }

  // MARK: Lines

  /// Runs one text and shows everything that comes of it.
  ///
  /// - Returns: the exit code.
  @discardableResult
  package func run(_ text: String) -> Int32 {
    let before = session
    let result = session.run(text)
    show(result, of: text)
    // A lesson word has said what it has to say, and may have moved to another lesson.
    let first = text.split(whereSeparator: \.isWhitespace).first.map(String.init)
    if session === before, !Self.words.contains(where: { $0.word == first }) { grade(result) }
    noteReview()
    if result.wantsToLeave || (result.hasFailed && !manner.isInteractive) { hasFinished = true }
    tellReplayDifferences()
    return result.exitCode
  }

  private func show(_ result: LineResult, of line: String) {
    let result = folded(result, of: line)
    if !showInPager(result) {
      for chunk in result.chunks {
        let text =
          manner.isInteractive ? Fitting.fitted(chunk, of: line, columns: manner.canvas.columns - 1) : chunk.text
        switch chunk.channel {
        case .output:
          if chunk.isPaged, manner.isInteractive, HostPrograms.page(chunk.text, command: pagerCommand) { continue }
          terminal.output(text)
        case .error: terminal.error(text)
        case .notice: if showsNotices { terminal.output(manner.canvas.dimmed(text)) }
        }
      }
    }
    if play == nil, manner.isInteractive { print(manner.canvas.explanations(result.calls.compactMap(\.explanation))) }
  }

  private func grade(_ result: LineResult) {
    guard let play, result.grammarError == nil, !session.isForked else { return }
    do throws(LessonPlayError) {
      guard let feedback = try play.afterLine(result) else {
        print(manner.canvas.explanations(result.calls.compactMap(\.explanation)))
        return
      }
      print(manner.canvas.feedback(feedback, step: play.step))
    } catch { complain(error.message) }
  }

  /// An empty line goes on where the step is done.
  package func runEmptyLine() {
    guard let play, manner.isInteractive, play.isPassed || play.step.kind == .explain else { return }
    run("next")
  }

  private func tellReplayDifferences() {
    guard let difference = session.sandbox.replayDifferences.last, !hasToldDifference else { return }
    hasToldDifference = true
    print(["note: \(difference.message)"])
  }
  private var hasToldDifference = false

  // MARK: Lessons

  /// Opens a lesson's sandbox and resumes or begins it.
  package func open(lesson id: String) throws(ShellError) {
    try open(try desk.lesson(id))
  }

  /// - Parameter step: passed to by skipping the steps before it; nil: where the lesson was left.
  package func open(_ lesson: Lesson, at step: String? = nil) throws(ShellError) {
    let sandbox = try desk.sandbox(for: lesson)
    let next = Session(sandbox: sandbox, outside: session.outside)
    next.transcript = session.transcript
    let keeper = try desk.keeper()
    do throws(LessonPlayError) {
      play = try LessonPlay(lesson: lesson, session: next, progress: keeper)
      if let step { try play?.skip(to: step) }
    } catch { throw .play(error) }
    review = nil
    take(next, play)
    showStep(isIntroduced: play?.stepIndex == 0)
  }

  /// From here on that session is typed at, and that lesson grades it.
  func take(_ next: Session, _ lesson: LessonPlay?) {
    session = next
    play = lesson
    addWords()
  }

  /// Opens a lesson in a world of its own that is new.
  package func begin(_ lesson: Lesson, at step: String?) throws(ShellError) {
    let sandbox = try desk.sandbox(for: lesson)
    let fixture: Fixture
    do throws(WorkspaceError) {
      fixture = try desk.fixture(for: lesson)
      try sandbox.reset(to: fixture, seed: desk.seed ?? lesson.world.seed)
    } catch { throw .workspace(error) }
    try open(lesson, at: step)
  }

  /// Where the learner stands: in the lesson, or in the review.
  var place: StepPlace? {
    guard let play else { return nil }
    guard let review else { return play.place }
    return StepPlace(
      lesson: "review", number: review.place + 1, of: review.items.count, isPassed: play.isPassed)
  }

  func showStep(isIntroduced: Bool) {
    guard let play else { return }
    let step = play.step
    session.transcript.heading(step.title)
    print(
      manner.canvas.opening(
        of: step, number: place?.number ?? 1, of: place?.of ?? 1,
        introduction: isIntroduced ? play.lesson.introduction : [],
        demonstrate: play.demonstrate))
    if step.kind == .predict, !play.isPassed {
      print(manner.canvas.predictionCommand(step))
      if let question = play.nextQuestion { print(manner.canvas.question(question)) }
    }
    if play.isPassed { print(["", "(You have done this step. `next` goes on.)"]) }
    print([""])
  }

  // MARK: Writing

  func print(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    terminal.output(lines.joined(separator: "\n") + "\n")
  }
  func complain(_ message: String) {
    let text = "drydock: \(message)\n"
    terminal.error(manner.isInteractive ? Fitting.fitted(text, columns: manner.canvas.columns - 1) : text)
  }
}

/// Where text goes.
package struct Terminal {
  package var output: (String) -> Void
  package var error: (String) -> Void
  /// The width now; it may change between two lines.
  package var columns: () -> Int
  package init(
    output: @escaping (String) -> Void, error: @escaping (String) -> Void, columns: @escaping () -> Int = { 80 }
  ) {
    self.output = output
    self.error = error
    self.columns = columns
  }
}

package enum ShellError: Error {
  case play(LessonPlayError)
  case course(CourseFolderError)
  case workspace(WorkspaceError)
  case noCourse(String)

  package var message: String {
    switch self {
    case .play(let error): error.message
    case .course(let error): error.message
    case .workspace(let error): error.message
    case .noCourse(let reason): reason
    }
  }
}
