/// Moving between steps: on, back, over, and from the beginning.
///
/// In: the learner's word. Out: the step that has opened, or why none has. Going back moves the sandbox's head; nothing
/// is ever deleted.
import Interpreter
import Lessons
import SimulationKit
import Workspace

extension LessonPlay {
  /// `next`: on to the next step once this one is passed; an explanation is passed by going on.
  package func next() throws(LessonPlayError) -> MoveFeedback {
    if step.kind == .explain { updateProgress { $0.isSolved = true } }
    guard isPassed else { return .refused(openMessage) }
    guard stepIndex + 1 < lesson.steps.count else {
      isFinished = true
      return .finished
    }
    if !isDoneHere {
      // Solved once, but not in this world: on to where that led, else to where the solution leads.
      if let entry = laterStart(of: stepIndex + 1) { return try goTo(entry, step: stepIndex + 1, as: .next) }
      try playSolution()
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
    guard let entry = sandbox.entries().last(where: { isStart($0, of: target) }) else {
      return .refused("the state in which that step began is not known any more")
    }
    return try goTo(entry.id, step: target, as: .back)
  }

  private func isStart(_ entry: Entry, of index: Int) -> Bool {
    guard case .move(let move) = entry.kind, move.kind == .start else { return false }
    return stepIndex(of: move) == index
  }

  /// The newest beginning of a step that was reached from the beginning of the present one.
  private func laterStart(of index: Int) -> EntryID? {
    let entries = sandbox.allEntries()
    let parents = Dictionary(entries.map { ($0.id, $0.parent) }) { first, _ in first }
    return entries.last { entry in
      guard isStart(entry, of: index) else { return false }
      var id = entry.id
      while id > start, let parent = parents[id] ?? nil { id = parent }
      return id == start
    }?.id
  }

  private func goTo(_ entry: EntryID, step index: Int, as kind: LessonMove.Kind) throws(LessonPlayError) -> MoveFeedback
  {
    try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(entry) }
    try record(kind, step: index, ["\(entry)"])
    try settle(index, start: entry)
    return .opened(step)
  }

  /// `skip`: plays the solution that would be shown, marks the step as skipped, and goes on.
  package func skip() throws(LessonPlayError) -> MoveFeedback {
    if step.kind == .explain { return try next() }
    if !isPassed {
      try playSolution()
      updateProgress { progress in
        progress.isSkipped = true
        progress.isSolutionShown = true
      }
    }
    return try next()
  }

  /// Passes over steps until that one is open; for authors.
  ///
  /// - Throws: `noStep` where the lesson has no such step.
  package func skip(to id: String) throws(LessonPlayError) {
    guard lesson.stepIndex(id) != nil else {
      throw .noStep(id, nearest: NearestWord.to(id, among: lesson.steps.map(\.id)))
    }
    while step.id != id {
      let before = stepIndex
      _ = try skip()
      guard stepIndex > before else { return }
    }
  }

  /// Leads to where a learner who did the step as its author does would be: from the step's beginning, so that what was
  /// tried before is not in the way.
  func playSolution() throws(LessonPlayError) {
    try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(self.start) }
    try record(.skip)
    let backstage = backstage()
    // As long as the learner would have taken: what comes after is the same, played or passed over.
    backstage.isPaced = step.prediction == nil
    // Answers are the learner's own.
    backstage.addedWords["answer"] = { _, _ in CommandOutput() }
    for command in step.solutions.first?.commands ?? step.prediction?.commands ?? [] {
      if command.text == "undo" { try takeBackLastChange() } else { _ = backstage.run(command.text) }
    }
    try letItSettle()
    if step.kind != .quiz { try record(.passed) }
  }

  /// `undo` takes back only what the learner did; this is the lesson's own.
  private func takeBackLastChange() throws(LessonPlayError) {
    let branch = sandbox.entries(since: start)
    guard let last = branch.last(where: \.isChange), let parent = last.parent else { return }
    try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(parent) }
  }

  private func letItSettle() throws(LessonPlayError) {
    var after = step.prediction.map { Duration.seconds($0.latest.seconds) } ?? .zero
    for check in try report()?.checks ?? [] {
      if case .willHold(let span) = check.state { after = max(after, span) }
    }
    guard after > .zero else { return }
    try wrap { () throws(WorkspaceError) in
      _ = try self.sandbox.advance(to: self.sandbox.now + after, origin: .lesson)
    }
  }

  /// `reset step`: the present step from its beginning, as a new try; a clock starts anew.
  package func again() throws(LessonPlayError) -> MoveFeedback {
    try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(self.start) }
    let entry = try record(.start, startArguments)
    begin(stepIndex, start: entry.id, sandbox.world)
    return .opened(step)
  }

  /// Begins the lesson again from its own world; what was solved stays solved.
  ///
  /// - Parameter fixture: the lesson's world where it is another one by now; nil: as it was.
  package func restart(in fixture: Fixture? = nil) throws(LessonPlayError) -> MoveFeedback {
    try wrap { () throws(WorkspaceError) in try self.sandbox.reset(to: fixture) }
    session.variables = [:]
    try enter(0)
    return .opened(step)
  }
}
