/// Where the learner stands in a lesson: found in the journal, and moved to another step.
///
/// In: the sandbox's entries. Out: the present step and what it began with. A step begins with two moves, `next` and
/// `start`, with its setup between them: where a process ended in between, setup is taken back and made again.
import Cloud
import Interpreter
import Lessons
import SimulationKit
import Workspace

extension LessonPlay {
  /// What the newest move of this lesson says.
  private enum LastPlace {
    case began(step: Int, start: EntryID)
    /// Setup was cut short.
    case cutShort(step: Int, move: EntryID)
  }

  func resumeOrBegin() throws(LessonPlayError) {
    switch lastPlace() {
    case .began(let index, let start): try settle(index, start: start)
    case .cutShort(let index, let move):
      try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(move) }
      try setUp(index)
    case nil:
      // Nothing of this lesson, or nothing that it still has: it begins in a world of its own.
      if sandbox.entries().count > 1 { try wrap { () throws(WorkspaceError) in try self.sandbox.reset() } }
      try enterAlone(0)
    }
  }

  private func lastPlace() -> LastPlace? {
    for entry in sandbox.entries().reversed() {
      guard case .move(let move) = entry.kind, let index = stepIndex(of: move) else { continue }
      switch move.kind {
      case .start: return .began(step: index, start: entry.id)
      case .next, .back:
        // With the entry that began the step, where it was entered before.
        if let start = move.arguments.first.flatMap({ Int($0) }) { return .began(step: index, start: start) }
        return .cutShort(step: index, move: entry.id)
      case .answer, .hint, .solution, .skip, .passed, .note: continue
      }
    }
    return nil
  }

  /// nil for another lesson's moves, and for steps that are gone.
  func stepIndex(of move: LessonMove) -> Int? {
    guard move.lesson == lesson.id else { return nil }
    var id = move.step
    for _ in 0...lesson.header.renamed.count {
      if let index = lesson.stepIndex(id) { return index }
      guard let next = lesson.header.renamed.first(where: { $0.old == id })?.new else { return nil }
      id = next
    }
    return nil
  }

  // MARK: Entering

  /// Opens a step anew: what its author wants to be there before is made first. Where that fails, nothing has moved.
  func enter(_ index: Int) throws(LessonPlayError) {
    let known = start
    try sandbox.inTurn(LessonPlayError.workspace) { () throws(LessonPlayError) in
      // Another shell at the same lesson may have gone on already.
      if case .began(let index, let start)? = self.lastPlace(), start > known {
        return try self.settle(index, start: start)
      }
      try self.enterAlone(index)
    }
  }

  private func enterAlone(_ index: Int) throws(LessonPlayError) {
    let before = sandbox.head
    do throws(LessonPlayError) {
      try record(.next, step: index)
      try setUp(index)
    } catch {
      try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(before) }
      throw error
    }
  }

  /// Goes to a step that was entered before, as it is at the head.
  func settle(_ index: Int, start entry: EntryID) throws(LessonPlayError) {
    let world = try wrap { () throws(WorkspaceError) in try self.sandbox.fork(at: entry).world }
    begin(index, start: entry, world)
  }

  private func setUp(_ index: Int) throws(LessonPlayError) {
    let step = lesson.steps[index]
    try Self.prepare(step, backstage())
    let firstEvent = sandbox.world.eventLog.nextNumber
    try breakWhat(step, breaks: backstage())
    // What broke belongs to the step's events.
    let entry = try record(.start, step: index, step.faults.isEmpty ? [] : ["\(firstEvent)"])
    begin(index, start: entry.id, sandbox.world)
  }

  /// What the author wants to be there, before anything breaks.
  static func prepare(_ step: Step, _ backstage: Session) throws(LessonPlayError) {
    let kept = step.demonstrations.filter(\.keepsChanges).flatMap(\.commands)
    for command in step.setup + kept {
      let result = backstage.run(command.text)
      guard result.exitCode == 0 else {
        throw .setupFailed(step: step.id, command: command.text, said: result.standardError)
      }
    }
  }

  func begin(_ index: Int, start entry: EntryID, _ world: World) {
    stepIndex = index
    start = entry
    firstEvent = startArguments.first.flatMap { Int($0) } ?? world.eventLog.nextNumber
    watch =
      GuardWatch.isNeeded(for: step.checks)
      ? GuardWatch(step.checks, start: entry, firstEvent: firstEvent, world: world, looks: looks) : nil
    session.undoBoundary = entry
    isFinished = false
    latest = []
    printed = nil
    printedLine = nil
    shown = []
    headBefore = sandbox.head
    predictions =
      step.kind == .predict ? History(sandbox.entries(since: entry)).answers.map { ($0.question, $0.choice) } : []
    // All said, but nothing run: the process ended in between. The last one is asked again.
    if nextQuestion == nil, !isDoneHere { _ = predictions.popLast() }
    do throws(WorkspaceError) { try keeper.setPlace(lesson.id, step.id) } catch { return }
  }

  /// What was written down with the beginning of the present step.
  var startArguments: [String] {
    guard case .move(let move)? = sandbox.entry(start)?.kind else { return [] }
    return move.arguments
  }

  /// Runs what the lesson, not the learner, types: it costs no time, counts for nothing, and knows no variables of the
  /// learner's.
  func backstage(on other: Sandbox? = nil) -> Session {
    let backstage = Session(sandbox: other ?? sandbox, outside: session.outside, origin: .lesson)
    backstage.isPaced = false
    return backstage
  }

  /// Whether the step was passed in the world as it is, not in one that was left by `back`, `undo` or a new beginning.
  var isDoneHere: Bool {
    switch step.kind {
    case .explain, .quiz: true
    case .predict, .do, .goal, .repair, .timed:
      sandbox.entries(since: start).contains { entry in
        if case .move(let move) = entry.kind { move.kind == .passed && move.lesson == lesson.id } else { false }
      }
    }
  }
}
