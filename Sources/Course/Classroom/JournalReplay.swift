/// Plays the journal of a lesson's sandbox again, entry by entry, and finds out what the learner has reached.
///
/// In: a lesson, its fixture, the seed, entries from anywhere. Out: a record of each step, or the first entry that this
/// engine does not come to. What the learner did is carried out again and must have the same outcome. What the lesson did
/// (setup, faults, predictions, solutions that were played, and passing a step) is never taken over: the lesson itself
/// does it once more on a copy, and must come to the same entries. Where a process ended in between, the beginning of them
/// will do. Trusts no entry, and does a bounded amount of work.
/// Source: lesson format, section 9, "Receipt".
import Interpreter
import Lessons
import SimulationKit
import Workspace

/// Why a journal is not what this engine comes to.
package struct ReplayProblem: Error, Hashable, Sendable {
  package let entry: EntryID
  /// Printable, at most 300 characters: it may speak of what came from anywhere.
  package let reason: String

  init(entry: EntryID, reason: String) {
    self.entry = entry
    self.reason = ReceiptText.printable(String(reason.prefix(300)))
  }
}

final class JournalReplay {
  static let mostEntries = 20_000
  /// Each makes the lesson play a part of itself.
  static let mostMoves = 3_000
  static let mostChanges = 2_000_000

  let lesson: Lesson
  let sandbox: Sandbox
  let entries: [Entry]
  private let fixture: Fixture
  private var budget = ReplayBudget(changes: mostChanges)
  private var movesLeft = mostMoves
  /// Where each entry stands in the lesson; of those that were carried out here.
  var places: [EntryID: ReplayPlace] = [:]
  var marks: ReplayMarks

  init(_ lesson: Lesson, fixture: Fixture, seed: UInt64, entries: [Entry]) throws(ReplayProblem) {
    self.lesson = lesson
    self.fixture = fixture
    self.entries = entries
    marks = ReplayMarks(lesson)
    guard entries.count <= Self.mostEntries else {
      throw ReplayProblem(
        entry: entries[Self.mostEntries].id, reason: "a journal has at most \(Self.mostEntries) entries")
    }
    do throws(WorkspaceError) { sandbox = try Sandbox.rehearsal(fixture: fixture, seed: seed) } catch {
      throw ReplayProblem(entry: 1, reason: error.message)
    }
    if let pace = lesson.world.pace { sandbox.pace = .seconds(pace.seconds) }
    guard let first = entries.first, let own = sandbox.entries().first, Self.isSame(first, own) else {
      throw ReplayProblem(entry: 1, reason: "the journal does not begin with the lesson's world and seed")
    }
    places[first.id] = ReplayPlace()
  }

  func records() throws(ReplayProblem) -> [StepRecord] {
    var index = 1
    while index < entries.count { index += try take(index) }
    return marks.finished()
  }

  // MARK: One entry after the other

  /// - Returns: how many entries were taken.
  private func take(_ index: Int) throws(ReplayProblem) -> Int {
    let entry = entries[index]
    guard entry.id == entries[index - 1].id + 1 else { throw problem(entry, "an entry before it is missing") }
    guard let parent = entry.parent else { return try takeBeginning(entry) }
    guard let place = places[parent] else { throw problem(entry, "it does not follow from an entry that is there") }
    try wrap(entry) { () throws(WorkspaceError) in if self.sandbox.head != parent { try self.sandbox.goTo(parent) } }
    if case .move(let move) = entry.kind { return try take(move, entry, at: index, place) }
    guard entry.origin.kind == .lesson else {
      try checkPace(entry)
      try carryOut(entry)
      places[entry.id] = place
      marks.note(entry, place, sandbox, lesson)
      return 1
    }
    // Of a lesson's own doing without a word before it: a step that is being prepared, or the time until it is passed.
    if case .move(let move)? = sandbox.entry(parent)?.kind, move.kind == .next, move.arguments.isEmpty {
      return try lessonPlays(index, place) { _ throws(LessonPlayError) in }
    }
    return try takePassing(index, place)
  }

  private func takeBeginning(_ entry: Entry) throws(ReplayProblem) -> Int {
    guard let first = entries.first, entry.kind == first.kind else {
      throw problem(entry, "it begins another world or seed than the lesson's sandbox has")
    }
    try carryOut(entry)
    places[entry.id] = ReplayPlace()
    return 1
  }

  private func take(
    _ move: LessonMove, _ entry: Entry, at index: Int, _ place: ReplayPlace
  ) throws(ReplayProblem) -> Int {
    guard move.lesson == lesson.id || move.kind == .note else { throw problem(entry, "it is a move of another lesson") }
    movesLeft -= 1
    guard movesLeft > 0 else { throw problem(entry, "a lesson's journal has at most \(Self.mostMoves) moves") }
    switch move.kind {
    case .note, .hint, .solution:
      try carryOut(entry)
      places[entry.id] = place
      marks.note(move, place)
      return 1
    case .back: return try takeJump(move, entry)
    case .next:
      if !move.arguments.isEmpty { return try takeJump(move, entry) }
      return try takeNext(move, entry, at: index, place)
    case .start:
      // Of a step that was cut short as it was prepared, or tried once more.
      let isAgain = place.start == entry.parent
      return try lessonPlays(index, place) { play throws(LessonPlayError) in if isAgain { _ = try play.again() } }
    case .passed: return try takePassing(index, place)
    case .skip:
      return try lessonPlays(index, place) { play throws(LessonPlayError) in try play.playSolution() }
    case .answer: return try takeAnswer(move, entry, at: index, place)
    }
  }

  /// To the beginning of a step that was entered before.
  private func takeJump(_ move: LessonMove, _ entry: Entry) throws(ReplayProblem) -> Int {
    guard let target = move.arguments.first.flatMap({ Int($0) }), target == entry.parent,
      var there = places[target], there.start == target, lesson.steps[there.step].id == move.step
    else { throw problem(entry, "the step `\(move.step)` did not begin there") }
    try carryOut(entry)
    there.isPassed = false
    there.isSkipped = false
    places[entry.id] = there
    return 1
  }

  private func takeNext(
    _ move: LessonMove, _ entry: Entry, at index: Int, _ place: ReplayPlace
  ) throws(ReplayProblem) -> Int {
    let target = place.start == nil ? 0 : place.step + 1
    guard lesson.steps.indices.contains(target), lesson.steps[target].id == move.step else {
      throw problem(entry, "`\(move.step)` is not the next step")
    }
    let isFirst = place.start == nil
    // In this world; what needs no world, a learner may bring from another machine.
    switch lesson.steps[place.step].kind {
    case .explain, .quiz: break
    case .predict, .do, .goal, .repair, .timed:
      guard isFirst || place.isPassed else { throw problem(entry, "the step before it was not passed") }
    }
    if !isFirst { marks.wentOn(from: place.step) }
    return try lessonPlays(index, place) { play throws(LessonPlayError) in if !isFirst { try play.enter(target) } }
  }

  private func takePassing(_ index: Int, _ place: ReplayPlace) throws(ReplayProblem) -> Int {
    guard place.start != nil, lesson.steps[place.step].kind.isGraded, !place.isPassed else {
      throw problem(entries[index], "the lesson does nothing of the kind here")
    }
    let printed = try printedLine(before: index, of: place)
    var feedback: StepFeedback?
    let record = marks.records[place.step]
    let taken: Int
    do throws(ReplayProblem) {
      taken = try lessonPlays(index, place) { play throws(LessonPlayError) in
        play.printedLine = printed?.line
        play.printed = printed?.output
        play.updateProgress { progress in
          progress.hints = record.hints
          progress.isSolutionShown = self.marks.isSolutionShown(place.step)
        }
        feedback = try play.grade(explanations: [])
      }
    } catch {
      guard printed == nil, lesson.steps[place.step].looksAtOutput else { throw error }
      throw problem(
        entries[index],
        "the line that passed the step is not kept: it is longer than 64 KiB, or read a file that is no text")
    }
    if let feedback { marks.passed(feedback, place, lesson.steps[place.step]) }
    return taken
  }

  private func takeAnswer(
    _ move: LessonMove, _ entry: Entry, at index: Int, _ place: ReplayPlace
  ) throws(ReplayProblem) -> Int {
    guard move.arguments.count == 2, place.start != nil else { throw problem(entry, "it answers no question") }
    let step = lesson.steps[place.step]
    let (question, choice) = (move.arguments[0], move.arguments[1])
    let isAlone = step.kind == .quiz || (step.ordering != nil && question == step.id)
    let printed = try printedLine(before: index, of: place)
    var given: AnswerFeedback?
    let taken = try lessonPlays(index, place) { play throws(LessonPlayError) in
      play.printedLine = printed?.line
      play.printed = printed?.output
      given = try play.answer(isAlone ? [choice] : [question, choice])
    }
    if let given { marks.answered(given, place, step, at: entry.instant) }
    return taken
  }

  // MARK: What the lesson does

  /// Lets the lesson act on a copy, and takes over what of it the journal has.
  private func lessonPlays(
    _ index: Int, _ place: ReplayPlace, _ act: (LessonPlay) throws(LessonPlayError) -> Void
  ) throws(ReplayProblem) -> Int {
    let copy = sandbox.fork()
    let before = copy.allEntries().count
    do throws(LessonPlayError) {
      let play = try LessonPlay(lesson: lesson, session: Session(sandbox: copy), progress: .inMemory())
      try act(play)
    } catch { throw problem(entries[index], error.message) }
    let made = copy.allEntries()[before...]
    var taken = 0
    for (own, entry) in zip(made, entries[index...]) {
      guard Self.isSame(own, entry) else { break }
      try takeOver(entry, place)
      taken += 1
    }
    guard taken > 0 else { throw problem(entries[index], "the lesson does not do this here") }
    return taken
  }

  private func takeOver(_ entry: Entry, _ former: ReplayPlace) throws(ReplayProblem) {
    guard let parent = entry.parent, var place = places[parent] else { throw problem(entry, "it follows from nothing") }
    try wrap(entry) { () throws(WorkspaceError) in if self.sandbox.head != parent { try self.sandbox.goTo(parent) } }
    try carryOut(entry)
    if case .move(let move) = entry.kind {
      switch move.kind {
      case .start:
        place = ReplayPlace(step: lesson.stepIndex(move.step) ?? place.step, start: entry.id, began: entry.instant)
      case .skip:
        place.isSkipped = true
        marks.skipped(place.step)
      case .passed:
        place.isPassed = true
        let way = sandbox.entries(since: place.start)
        marks.passed(place, lesson.steps[place.step], at: entry.instant, way: way)
      case .answer, .hint, .solution, .next, .back, .note: break
      }
    }
    places[entry.id] = place
  }

  // MARK: Carrying out

  private func carryOut(_ entry: Entry) throws(ReplayProblem) {
    var left = budget
    var made: Entry?
    try wrap(entry) { () throws(WorkspaceError) in made = try self.sandbox.reenact(entry, budget: &left) }
    budget = left
    guard !left.isSpent else { throw problem(entry, "more happens in this world than is played again") }
    guard let made, Self.isSame(made, entry) else {
      throw problem(entry, made.map { Self.difference($0, entry) } ?? "it cannot be carried out")
    }
  }

  private func checkPace(_ entry: Entry) throws(ReplayProblem) {
    guard case .request = entry.kind else {
      guard entry.pace == .zero else { throw problem(entry, "such an entry costs no time of its own") }
      return
    }
    guard entry.pace == sandbox.pace || entry.pace == .zero else {
      throw problem(entry, "a command costs \(sandbox.pace.milliseconds / 1_000) s here")
    }
  }

  func problem(_ entry: Entry, _ reason: String) -> ReplayProblem { ReplayProblem(entry: entry.id, reason: reason) }

  func wrap(_ entry: Entry, _ body: () throws(WorkspaceError) -> Void) throws(ReplayProblem) {
    do throws(WorkspaceError) { try body() } catch { throw problem(entry, error.message) }
  }
}

// MARK: - Comparing

extension JournalReplay {
  /// All but what was typed and by which client.
  static func isSame(_ one: Entry, _ other: Entry) -> Bool {
    one.id == other.id && one.parent == other.parent && one.instant == other.instant && one.pace == other.pace
      && one.origin.kind == other.origin.kind && one.digest == other.digest && isSame(one.kind, other.kind)
  }

  static func isSame(_ one: EntryKind, _ other: EntryKind) -> Bool {
    switch (one, other) {
    // A receipt names a large file without its bytes, and a fixture without its text, whose digest is the entry's.
    case (.file(let path, let bytes), .file(let otherPath, let otherBytes)):
      path == otherPath && (bytes == nil) == (otherBytes == nil)
    case (.beginning(let source, let seed), .beginning(let otherSource, let otherSeed)):
      source.name == otherSource.name && seed == otherSeed
    default: one == other
    }
  }

  private static func difference(_ made: Entry, _ entry: Entry) -> String {
    if made.instant != entry.instant {
      return "it is \(made.instant.timeOfDay) here, not \(entry.instant.timeOfDay)"
    }
    if made.digest != entry.digest { return "it has another outcome here" }
    return "it is another entry here"
  }
}
