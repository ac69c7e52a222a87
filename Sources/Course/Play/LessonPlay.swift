/// Walking a lesson: the present step, grading after each command, answers, hints, and moves between steps.
///
/// In: lines that ran (`LineResult`) and the learner's lesson words. Out: feedback as values. The place in the lesson is
/// in the journal (moves), progress in its own store: each survives the loss of the other. Draws nothing.
import Documents
import Interpreter
import Lessons
import SimulationKit
import Workspace

package final class LessonPlay {
  package let lesson: Lesson
  package let sandbox: Sandbox
  package let session: Session
  let progress: ProgressKeeper
  let looks = LookCache()
  package private(set) var stepIndex = 0
  /// The entry that began the present step, after its setup.
  private(set) var start: EntryID
  private(set) var firstEvent = 1
  /// Entries of the newest line that had `aws` commands.
  private var latest: Set<EntryID> = []
  private var headBefore: EntryID
  private var shown: [CheckReport.State] = []
  /// Predictions so far, by question.
  var predictions: [(question: String, option: String)] = []
  /// True where the lesson has come to its end.
  package private(set) var isFinished = false

  package var step: Step { lesson.steps[stepIndex] }

  /// Resumes the lesson where its sandbox stands, or begins it.
  ///
  /// - Parameter session: works on the lesson's own sandbox.
  package init(lesson: Lesson, session: Session, progress: ProgressKeeper) throws(LessonPlayError) {
    guard !lesson.steps.isEmpty else { throw .noSteps(lesson.id) }
    self.lesson = lesson
    self.session = session
    self.progress = progress
    sandbox = session.sandbox
    start = sandbox.head
    headBefore = sandbox.head
    if let pace = lesson.world.pace { sandbox.pace = .seconds(pace.seconds) }
    session.outside.readLessonFile = { name in lesson.files.first { $0.name == name }?.bytes }
    session.addedWords["answer"] = { [weak self] arguments, _ in self?.answerWord(arguments) ?? CommandOutput() }
    try wrap { () throws(WorkspaceError) in try self.findPlace() }
    try resumeOrEnter()
  }

  private var pendingEntry: (move: Entry, step: Int)?
  private var isKnownPlace = false

  // MARK: Place

  private func findPlace() throws(WorkspaceError) {
    for entry in sandbox.entries().reversed() {
      guard case .move(let move) = entry.kind, move.lesson == lesson.id, let index = lesson.stepIndex(move.step) else {
        continue
      }
      switch move.kind {
      case .start:
        try settle(index, start: entry.id)
        return
      case .back:
        try settle(index, start: move.arguments.first.flatMap { Int($0) } ?? entry.id)
        return
      case .next:
        // Setup was cut short: it is taken back and made again.
        pendingEntry = (entry, index)
        return
      case .answer, .hint, .solution, .skip: continue
      }
    }
  }

  private func settle(_ index: Int, start entry: EntryID) throws(WorkspaceError) {
    stepIndex = index
    start = entry
    firstEvent = try sandbox.fork(at: entry).world.eventLog.nextNumber
    session.undoBoundary = entry
    isKnownPlace = true
    predictions = History(sandbox.entries(since: entry)).answers.map { ($0.question, $0.choice) }
  }

  private func resumeOrEnter() throws(LessonPlayError) {
    if let pendingEntry {
      try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(pendingEntry.move.id) }
      try setUp(pendingEntry.step)
    } else if !isKnownPlace {
      if sandbox.entries().count > 1 { try wrap { () throws(WorkspaceError) in try self.sandbox.reset() } }
      try enter(0)
    }
    headBefore = sandbox.head
  }

  /// Opens a step: what its author wants to be there before is made first.
  private func enter(_ index: Int) throws(LessonPlayError) {
    try wrap { () throws(WorkspaceError) in _ = try self.sandbox.record(self.move(.next, step: index), origin: .lesson)
    }
    try setUp(index)
  }

  private func setUp(_ index: Int) throws(LessonPlayError) {
    for command in lesson.steps[index].setup {
      let result = runForLesson(command.text)
      guard result.exitCode == 0 else {
        throw .setupFailed(step: lesson.steps[index].id, command: command.text, said: result.standardError)
      }
    }
    try wrap { () throws(WorkspaceError) in
      let entry = try self.sandbox.record(self.move(.start, step: index), origin: .lesson)
      self.stepIndex = index
      self.start = entry.id
      self.firstEvent = self.sandbox.world.eventLog.nextNumber
      try self.progress.setPlace(self.lesson.id, self.lesson.steps[index].id)
    }
    session.undoBoundary = start
    latest = []
    shown = []
    predictions = []
    headBefore = sandbox.head
  }

  func move(_ kind: LessonMove.Kind, step index: Int? = nil, _ arguments: [String] = []) -> LessonMove {
    LessonMove(kind, lesson: lesson.id, step: lesson.steps[index ?? stepIndex].id, arguments: arguments)
  }

  /// Runs a command that the lesson, not the learner, types: it costs no time and counts for nothing.
  func runForLesson(_ text: String) -> LineResult {
    let (origin, isPaced) = (session.origin, session.isPaced)
    defer { (session.origin, session.isPaced) = (origin, isPaced) }
    session.origin = .lesson
    session.isPaced = false
    return session.run(text)
  }

  func wrap<Value>(_ body: () throws(WorkspaceError) -> Value) throws(LessonPlayError) -> Value {
    do throws(WorkspaceError) { return try body() } catch { throw .workspace(error) }
  }

  // MARK: Progress

  var key: StepKey { key(of: step) }
  package func key(of step: Step) -> StepKey {
    StepKey(lesson: lesson.id, step: step.id, checks: String(step.checksHash, radix: 16))
  }

  package var stepProgress: StepProgress {
    do throws(WorkspaceError) { return try progress.read(key) } catch { return StepProgress() }
  }
  func updateProgress(_ change: (inout StepProgress) -> Void) {
    do throws(WorkspaceError) { try progress.update(key, change) } catch { return }
  }
  /// Solved, or passed over with its solution shown.
  package var isPassed: Bool {
    let now = stepProgress
    return now.isSolved || now.isSkipped
  }
  package var place: StepPlace {
    StepPlace(lesson: lesson.id, number: stepIndex + 1, of: lesson.steps.count, isPassed: isPassed)
  }
}

// MARK: - Grading

extension LessonPlay {
  private var isGraded: Bool { step.kind.isGraded && step.notSupportedYet == nil }

  private func grader() -> Grader {
    Grader(step: step, sandbox: sandbox, start: start, firstEvent: firstEvent, looks: looks)
  }

  /// Grades the step after a line has run. nil where there is nothing to say: no graded step, or nothing was done.
  package func afterLine(_ result: LineResult) throws(LessonPlayError) -> StepFeedback? {
    let made = sandbox.entries(since: headBefore)
    let moved = sandbox.head != headBefore
    headBefore = sandbox.head
    guard isGraded, moved || !result.calls.isEmpty else { return nil }
    if !result.calls.isEmpty {
      latest = Set(made.map(\.id))
    } else if made.isEmpty {
      latest = []  // gone back by undo
    }
    let wasPassed = isPassed
    let feedback = try grade(explanations: result.calls.compactMap(\.explanation))
    let isAttempt = result.calls.contains { $0.isAttempt }
    if isAttempt, !wasPassed, !feedback.isPassedNow { updateProgress { $0.attempts += 1 } }
    return feedback
  }

  /// `check`: grades without a command.
  package func check() throws(LessonPlayError) -> StepFeedback? { isGraded ? try grade(explanations: []) : nil }

  func grade(explanations: [String]) throws(LessonPlayError) -> StepFeedback {
    let grader = grader()
    var report = grader.report()
    let wasPassed = isPassed
    var movedAhead = Duration.zero
    if let after = report.passesAfter, !wasPassed {
      if after > .zero {
        movedAhead = after
        try wrap { () throws(WorkspaceError) in
          _ = try self.sandbox.advance(to: self.sandbox.now + after, origin: .lesson)
        }
        headBefore = sandbox.head
        report = self.grader().report()
      }
      let earned = report.checks.filter(\.isHolding).map(\.id)
      let points = step.checks.filter { earned.contains($0.id) }.map(\.points).reduce(0, +)
      updateProgress { progress in
        progress.isSolved = true
        progress.points = max(progress.points, points)
        progress.earnedChecks = earned
      }
    }
    let states = report.checks.map(\.state)
    defer { shown = states }
    let isPassedNow = report.isPassed && !wasPassed
    return StepFeedback(
      report: report, isPassedNow: isPassedNow, movedAhead: movedAhead,
      diagnosis: report.isPassed || wasPassed ? nil : diagnosis(grader), hasChanged: states != shown,
      explanations: explanations)
  }

  /// The first of the author's rules whose condition holds.
  private func diagnosis(_ grader: Grader) -> SpokenDiagnosis? {
    var judge = grader.judge
    judge.latest = latest
    let world = sandbox.world
    for diagnosis in step.diagnoses {
      let verdict = judge.verdict(diagnosis.condition, in: world)
      guard verdict.holds else { continue }
      let value = verdict.seen.map { $0.string ?? $0.written() } ?? ""
      let text = diagnosis.say.split(separator: "{{value}}", omittingEmptySubsequences: false).joined(separator: value)
      return SpokenDiagnosis(id: diagnosis.id, text: text, hint: diagnosis.hint)
    }
    return nil
  }
}

extension CallTrace {
  /// Our own sentence about an error.
  package var explanation: String? {
    switch outcome {
    case .ok: nil
    case .failed(_, _, let why): why
    case .refused(_, let suggestion): suggestion
    }
  }
  /// A command that tried to get somewhere, rather than looked around.
  var isAttempt: Bool {
    switch outcome {
    case .failed, .refused: true
    case .ok:
      !["describe-", "list-", "get-", "wait "].contains {
        (command ?? "").split(separator: " ", maxSplits: 1).last?.hasPrefix($0) ?? false
      }
    }
  }
}

// MARK: - Moving

extension LessonPlay {
  /// `next`: on to the next step once this one is passed; an explanation is passed by going on.
  package func next() throws(LessonPlayError) -> MoveFeedback {
    if step.kind == .explain { updateProgress { $0.isSolved = true } }
    guard isPassed else { return .refused(openMessage) }
    guard stepIndex + 1 < lesson.steps.count else {
      isFinished = true
      return .finished
    }
    try enter(stepIndex + 1)
    return .opened(step)
  }

  private var openMessage: String {
    switch step.kind {
    case .explain: "this step is only to be read"
    case .quiz: "answer the question first, as in `answer 1`; `skip` passes over it"
    case .predict: "commit to a prediction first, as in `answer 1`; `skip` passes over it"
    case .do, .goal, .repair, .timed:
      "this step is still open: `check` shows what is missing, `hint` helps, `skip` passes over it"
    }
  }

  /// `back`: the step before, in the state it had when it began.
  package func back() throws(LessonPlayError) -> MoveFeedback {
    guard stepIndex > 0 else { return .refused("this is the first step; `reset` begins the lesson again") }
    let target = stepIndex - 1
    let starts = sandbox.entries().last { entry in
      guard case .move(let move) = entry.kind, move.kind == .start else { return false }
      return move.lesson == lesson.id && move.step == lesson.steps[target].id
    }
    guard let entry = starts else { return .refused("the state in which that step began is not known any more") }
    try wrap { () throws(WorkspaceError) in
      try self.sandbox.goTo(entry.id)
      _ = try self.sandbox.record(self.move(.back, step: target, ["\(entry.id)"]), origin: .lesson)
      try self.settle(target, start: entry.id)
      try self.progress.setPlace(self.lesson.id, self.lesson.steps[target].id)
    }
    isFinished = false
    latest = []
    shown = []
    predictions = []
    headBefore = sandbox.head
    return .opened(step)
  }

  /// `skip`: plays the solution that would be shown, marks the step as skipped, and goes on.
  package func skip() throws(LessonPlayError) -> MoveFeedback {
    if step.kind == .explain { return try next() }
    if !isPassed {
      try wrap { () throws(WorkspaceError) in _ = try self.sandbox.record(self.move(.skip), origin: .lesson) }
      if step.notSupportedYet == nil {
        for command in step.solutions.first?.commands ?? [] { _ = runForLesson(command.text) }
        for command in step.prediction?.commands ?? [] { _ = runForLesson(command.text) }
        if let after = grader().report().passesAfter ?? step.prediction.map({ .seconds($0.latest.seconds) }),
          after > .zero
        {
          try wrap { () throws(WorkspaceError) in
            _ = try self.sandbox.advance(to: self.sandbox.now + after, origin: .lesson)
          }
        }
      }
      updateProgress { progress in
        progress.isSkipped = true
        progress.isSolutionShown = true
      }
    }
    return try next()
  }

  /// Begins the lesson again from its own world; what was solved stays solved.
  package func restart() throws(LessonPlayError) -> MoveFeedback {
    try wrap { () throws(WorkspaceError) in try self.sandbox.reset() }
    session.variables = [:]
    isFinished = false
    try enter(0)
    return .opened(step)
  }
}

// MARK: - Help

extension LessonPlay {
  /// The next tier, or the tier asked for where it was opened before.
  package func hint(_ wanted: Int? = nil) -> (number: Int, hint: Hint)? {
    let opened = stepProgress.hints
    let number = wanted ?? min(opened + 1, step.hints.count)
    guard number >= 1, number <= step.hints.count, number <= opened + 1 else { return nil }
    if number > opened {
      do throws(WorkspaceError) { try sandbox.record(move(.hint, ["\(number)"]), origin: .lesson) } catch { return nil }
      headBefore = sandbox.head
      updateProgress { $0.hints = number }
    }
    return (number, step.hints[number - 1])
  }

  /// The hints that were opened so far.
  package var openedHints: [Hint] { Array(step.hints.prefix(stepProgress.hints)) }

  /// The solution to show; from now on the step counts as shown unless it was solved before.
  package func showSolution() -> Solution? {
    guard let solution = step.solutions.first else { return nil }
    do throws(WorkspaceError) { try sandbox.record(move(.solution), origin: .lesson) } catch { return nil }
    headBefore = sandbox.head
    updateProgress { progress in if !progress.isSolved { progress.isSolutionShown = true } }
    return solution
  }
}

package enum LessonPlayError: Error, Hashable, Sendable {
  case noSteps(String)
  case setupFailed(step: String, command: String, said: String)
  case workspace(WorkspaceError)

  package var message: String {
    switch self {
    case .noSteps(let id): "the lesson `\(id)` has no steps"
    case .setupFailed(let step, let command, let said):
      "the lesson could not prepare step `\(step)`: `\(command)` answered: \(said)"
    case .workspace(let error): error.message
    }
  }
}
