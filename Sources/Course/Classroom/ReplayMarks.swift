/// What a replay notes down on its way: the records of the steps as they grow.
///
/// In: what was done where. Out: records. An attempt counts once it is known not to have passed the step.
import Documents
import Interpreter
import Lessons
import SimulationKit
import Workspace

/// Where in the lesson an entry stands.
struct ReplayPlace {
  var step = 0
  /// The entry that began the step; nil before the first step.
  var start: EntryID?
  var began = Instant.worldStart
  var isSkipped = false
  var isPassed = false
}

struct ReplayMarks {
  private(set) var records: [StepRecord]
  private var solutionShown: Set<Int> = []
  private var pending: Pending?

  /// A command that may be the one that passes its step.
  private struct Pending {
    let step: Int
    let entry: EntryID
    let typed: String
    let isDiagnosed: Bool
    let hasFailed: Bool
  }
  /// By step: tries that no diagnosis spoke to.
  private var undiagnosed: [[Pending]]
  private static let longestTyped = 200

  init(_ lesson: Lesson) {
    records = lesson.steps.map { StepRecord($0) }
    undiagnosed = lesson.steps.map { _ in [] }
  }

  func isSolutionShown(_ step: Int) -> Bool { solutionShown.contains(step) }
  func isPassed(_ step: Int) -> Bool { records[step].isDone || records[step].status == .skipped }
  private func isOpen(_ step: Int) -> Bool { !records[step].isDone }

  // MARK: Commands

  mutating func note(_ entry: Entry, _ place: ReplayPlace, _ sandbox: Sandbox, _ lesson: Lesson) {
    if isOpen(place.step), place.start != nil {
      records[place.step].simulated = max(records[place.step].simulated, sandbox.now - place.began)
    }
    guard entry.isAttempt, let start = place.start, !place.isPassed else { return }
    let step = lesson.steps[place.step]
    guard step.kind.isGraded, isOpen(place.step) else { return }
    let isSameLine = pending.map { $0.entry == entry.id - 1 && $0.typed == entry.typed } ?? false
    if !(isSameLine && entry.typed.contains("$(")) { settle() }
    let isDiagnosed = entry.isRefused || Self.isDiagnosed(entry, step, start, sandbox)
    pending = Pending(
      step: place.step, entry: entry.id, typed: entry.typed, isDiagnosed: isDiagnosed, hasFailed: !entry.isChange)
  }

  /// Whether a rule of the step's author speaks to what that command has brought about.
  private static func isDiagnosed(_ entry: Entry, _ step: Step, _ start: EntryID, _ sandbox: Sandbox) -> Bool {
    guard !step.diagnoses.isEmpty else { return false }
    let began: Sandbox
    do throws(WorkspaceError) { began = try sandbox.fork(at: start) } catch { return false }
    var firstEvent = began.world.eventLog.nextNumber
    if case .move(let move)? = sandbox.entry(start)?.kind {
      firstEvent = move.arguments.first.flatMap { Int($0) } ?? firstEvent
    }
    var judge = Judge(history: History(sandbox.entries(since: start)), firstEvent: firstEvent)
    judge.latest = [entry.id]
    let moment = Moment(sandbox.world, LookTable())
    return step.diagnoses.contains { judge.verdict($0.condition, at: moment).holds }
  }

  /// What was tried last has not passed the step.
  mutating func settle() {
    guard let tried = pending else { return }
    pending = nil
    records[tried.step].attempts += 1
    guard !tried.isDiagnosed, undiagnosed[tried.step].count < StepRecord.mostUndiagnosed else { return }
    undiagnosed[tried.step].append(tried)
  }

  /// The records as they are when all is replayed.
  mutating func finished() -> [StepRecord] {
    settle()
    for (step, tries) in undiagnosed.enumerated() {
      records[step].undiagnosed = tries.map { String($0.typed.prefix(Self.longestTyped)) }
    }
    return records
  }

  // MARK: Moves

  mutating func note(_ move: LessonMove, _ place: ReplayPlace) {
    guard move.kind != .note, place.start != nil else { return }
    settle()
    guard isOpen(place.step) else { return }
    if move.kind == .solution { solutionShown.insert(place.step) }
    if move.kind == .hint, let tier = move.arguments.first.flatMap({ Int($0) }), (1...99).contains(tier) {
      records[place.step].hints = max(records[place.step].hints, tier)
    }
  }

  mutating func wentOn(from step: Int) {
    settle()
    if records[step].kind == .explain { records[step].status = .read }
  }

  mutating func skipped(_ step: Int) {
    settle()
    guard isOpen(step) else { return }
    solutionShown.insert(step)
    if records[step].kind != .explain { records[step].status = .skipped }
  }

  /// The lesson has noted that the step is passed.
  ///
  /// - Parameter way: what led there: a change that stands is no wrong turn.
  mutating func passed(_ place: ReplayPlace, _ step: Step, at instant: Instant, way: [Entry]) {
    if pending?.step == place.step { pending = nil }
    settle()
    let standing = Set(way.map(\.id))
    undiagnosed[place.step].removeAll { !$0.hasFailed && standing.contains($0.entry) }
    guard !place.isSkipped, isOpen(place.step) else { return }
    records[place.step].status = solutionShown.contains(place.step) ? .shown : .solved
    records[place.step].simulated = instant - place.began
    if step.kind == .predict { records[place.step].points = step.possiblePoints }
  }

  /// By its checks: what it has earned.
  mutating func passed(_ feedback: StepFeedback, _ place: ReplayPlace, _ step: Step) {
    guard feedback.isPassedNow, records[place.step].isDone else { return }
    let earned = feedback.report.checks.filter(\.isHolding).map(\.id)
    let points = step.checks.filter { earned.contains($0.id) }.map(\.points).reduce(0, +)
    records[place.step].points = max(records[place.step].points, step.points ?? points)
    guard let medal = feedback.medal else { return }
    let grades = Medal.Grade.allCases
    let known = records[place.step].medal.flatMap { grades.firstIndex(of: $0) } ?? grades.count
    if let rank = grades.firstIndex(of: medal), rank < known { records[place.step].medal = medal }
  }

  mutating func answered(_ feedback: AnswerFeedback, _ place: ReplayPlace, _ step: Step, at instant: Instant) {
    settle()
    switch feedback {
    case .choice(let choice, _, let graded):
      if let graded { passed(graded, place, step) }
      guard isOpen(place.step) else { return }
      if !choice.isCorrect {
        records[place.step].attempts += 1
      } else if step.kind == .quiz {
        records[place.step].status = solutionShown.contains(place.step) ? .shown : .solved
        records[place.step].points = step.possiblePoints
        records[place.step].simulated = instant - place.began
      }
    case .ordered(_, let isPassed, let graded):
      if let graded { passed(graded, place, step) }
      if !isPassed, isOpen(place.step) { records[place.step].attempts += 1 }
    case .noted, .predictionsRun, .refused: break
    }
  }
}

extension Entry {
  /// By the command line, which has said what was meant.
  fileprivate var isRefused: Bool { if case .refusal = kind { true } else { false } }

  /// A command that tried to get somewhere, rather than looked around.
  fileprivate var isAttempt: Bool {
    switch kind {
    case .request(_, let outcome, let isReadOnly): outcome != .success || !isReadOnly
    case .refusal: true
    case .beginning, .advance, .fault, .move, .file: false
    }
  }
}
