/// Receipts: what was played verifies, with the numbers that were earned; what was edited does not.
import Documents
import Lessons
import SimulationKit
import Testing
import Workspace

@testable import Course

/// One step that makes a cluster, one that predicts, one question, one that makes another cluster.
private let playedLesson =
  walkedLesson + "\n"
    + """
    ## Ask {#ask kind=quiz objectives=all points=3}

    ```yaml choices
    - id: yes
      text: It is so
      correct: true
      why: It is.
    - id: no
      text: It is not
      why: It is.
    ```

    ```text hint
    Think.
    ```

    """

/// A learner's journal with the receipt that it comes to.
private final class Played {
  let lesson: Lesson
  let learner: Learner
  let fixture: Fixture
  let mark: CourseMark
  static let engine = "0.1.0"

  /// - Parameter name: the profile that plays.
  init(_ lesson: Lesson, name: String = "anna") throws {
    self.lesson = lesson
    mark = CourseMark(id: lesson.id, version: lesson.version, digest: 0xABC)
    fixture = try Repository.fixture(lesson.world.fixture)
    let seed = LearnerSeed.of(profile: name, lesson: lesson, variant: lesson.variant ?? "")
    learner = try Learner(lesson, sandbox: Sandbox.rehearsal(fixture: fixture, seed: seed))
  }

  convenience init(_ body: String = playedLesson) throws { try self.init(Sample.lesson(body)) }

  var journal: [Entry] { learner.sandbox.allEntries() }

  func receipt(_ journal: [Entry]? = nil) throws -> Receipt {
    let part = try LessonReceipt.made(of: lesson, mark: mark, journal: journal ?? self.journal, fixture: fixture)
    return Receipt(
      learner: "anna", engine: Self.engine, course: CourseMark(id: "course", version: "1.0.0", digest: 1),
      written: "2026-03-01T10:00:00Z", lessons: [part])
  }

  func text() throws -> String { ReceiptText.written(try receipt()) }

  func verifier(engine: String = engine) -> ReceiptVerifier {
    ReceiptVerifier(
      engine: engine, lesson: { [lesson, mark] id, _ in id == lesson.id ? (lesson, mark) : nil },
      fixture: { name, _ throws(WorkspaceError) in try Repository.fixture(name) })
  }

  func verdict(_ text: String) throws -> LessonVerdict {
    let verdicts = try verifier().verdicts(on: ReceiptText.read(Array(text.utf8)))
    return try #require(verdicts.first)
  }

  /// The lines of the steps.
  func steps() throws -> [String] { try receipt().lessons.flatMap { $0.steps.map(\.line) } }

  /// Wrong answers first, then the right ones, each step to its end.
  func playAll(attempts: Bool = true) throws {
    let play = learner.play
    while true {
      let step = play.step
      if attempts { for attempt in step.attempts { try tryOut(attempt) } }
      switch step.kind {
      case .explain: break
      case .quiz:
        for choice in step.choices.sorted(by: { !$0.isCorrect && $1.isCorrect }) {
          try learner.type("answer \(choice.id)")
        }
      case .predict:
        for question in step.prediction?.questions ?? [] {
          _ = try play.answer([question.id, question.options.first?.shown ?? ""])
        }
      case .do, .goal, .repair, .timed:
        for command in step.solutions.first?.commands ?? [] { try learner.type(command.text) }
      }
      switch try play.next() {
      case .opened: continue
      case .finished: return
      case .refused(let reason):
        Issue.record("\(step.id): \(reason)")
        return
      }
    }
  }

  private func tryOut(_ attempt: Attempt) throws {
    for command in attempt.commands { try learner.type(command.text) }
    _ = try learner.play.again()
  }
}

@Suite struct ReceiptTests {
  @Test(arguments: ["cli", "services-heal"])
  func aLessonOfTheCourseVerifies(id: String) throws {
    let played = try Played(try #require(Repository.course).lesson(id))
    try played.playAll()
    let text = try played.text()
    let verdict = try played.verdict(text)
    let records = try #require(verdict.records, "\(verdict)")
    for (step, record) in zip(played.lesson.steps, records) where step.kind != .explain {
      #expect(record.status == .solved, "\(step.id)")
      #expect(record.points >= record.possiblePoints, "\(step.id)")
    }
  }

  /// By hand: a command costs 5 s; the lesson's prediction looks a minute ahead; a quiz of three points.
  @Test func itSaysWhatWasDone() throws {
    let played = try Played()
    try played.learner.type("aws ecs create-cluster --cluster-name other")
    try played.learner.type("aws ecs nonsense")
    _ = played.learner.play.hint()
    try played.playAll()
    #expect(
      try played.steps() == [
        "step: first do solved attempts=2 hints=1 points=1/1 simulated=10000 medal=-",
        "step: guess predict solved attempts=0 hints=0 points=1/1 simulated=60000 medal=-",
        "step: last do solved attempts=0 hints=0 points=1/1 simulated=5000 medal=-",
        "step: ask quiz solved attempts=1 hints=0 points=3/3 simulated=0 medal=-",
      ])
    #expect(try played.verdict(played.text()).isVerified)
  }

  /// A change on the way to a solution is none; what failed or was taken back is.
  @Test func wrongTriesWithoutADiagnosisAreKept() throws {
    let body = Sample.step(
      Sample.checks(
        "run: aws ecs describe-clusters --clusters a\nquery: clusters[0].status\nis: ACTIVE",
        "run: aws ecs describe-clusters --clusters b\nquery: clusters[0].status\nis: ACTIVE"),
      "```yaml diagnose\n- id: known\n  when:\n    ran: { op: ecs create-cluster, with: { cluster-name: c } }\n  say: Not c.\n```",
      "```sh solution\naws ecs create-cluster --cluster-name a\naws ecs create-cluster --cluster-name b\n```")
    let played = try Played(body)
    try played.learner.type("aws ecs create-cluster --cluster-name c")
    try played.learner.type("undo")
    try played.learner.type("aws ecs create-cluster --cluster-name d")
    try played.learner.type("undo")
    try played.learner.type("aws ecs delete-cluster --cluster nowhere")
    try played.learner.type("aws ecs nonsense")
    try played.learner.type("aws ecs create-cluster --cluster-name a")
    try played.learner.type("aws ecs create-cluster --cluster-name b")
    let records = try #require(played.verdict(played.text()).records)
    #expect(records[0].attempts == 5)
    #expect(
      records[0].undiagnosed == ["aws ecs create-cluster --cluster-name d", "aws ecs delete-cluster --cluster nowhere"])
  }

  @Test func helpIsSeen() throws {
    let played = try Played()
    _ = played.learner.play.showSolution()
    try played.learner.type("aws ecs create-cluster --cluster-name a")
    _ = try played.learner.play.next()
    _ = try played.learner.play.skip()
    _ = try played.learner.play.skip()
    #expect(
      try played.steps() == [
        "step: first do shown attempts=0 hints=0 points=1/1 simulated=5000 medal=-",
        "step: guess predict skipped attempts=0 hints=0 points=0/1 simulated=0 medal=-",
        "step: last do skipped attempts=0 hints=0 points=0/1 simulated=0 medal=-",
        "step: ask quiz open attempts=0 hints=0 points=0/3 simulated=0 medal=-",
      ])
    #expect(try played.verdict(played.text()).isVerified)
  }

  @Test func goingBackAndBeginningAgainIsPartOfIt() throws {
    let played = try Played()
    let (learner, play) = (played.learner, played.learner.play)
    try learner.type("aws ecs create-cluster --cluster-name wrong")
    try learner.type("undo")
    try learner.type("aws ecs create-cluster --cluster-name a")
    try learner.type("undo")
    try learner.type("redo")
    _ = try play.next()
    _ = try play.back()
    _ = try play.again()
    try learner.type("wait 1m")
    try learner.type("aws ecs create-cluster --cluster-name a")
    _ = try play.next()
    _ = try play.restart()
    try learner.type("echo '{}' > web.json")
    try played.playAll()
    let text = try played.text()
    let verdict = try played.verdict(text)
    #expect(verdict.isVerified, "\(verdict)")
    #expect(try played.steps()[0].hasPrefix("step: first do solved attempts=1 "))
  }

  /// A process may end at any entry: what is there by then is a journal too.
  @Test func aJournalThatWasCutShortAnywhereVerifies() throws {
    let played = try Played()
    _ = played.learner.play.hint()
    try played.playAll()
    for count in 1...played.journal.count {
      #expect(throws: Never.self, "after \(count) entries") { try played.receipt(Array(played.journal.prefix(count))) }
    }
  }

  /// A question and a look at what was printed: answered first or last, and looked at by a line right after the answer.
  @Test(arguments: [true, false])
  func whatWasPrintedIsFoundBesideAnAnswer(isAnsweredFirst: Bool) throws {
    let question =
      "ask: Which?\nchoices:\n  - { id: right, text: This, correct: true, why: So. }\n  - { id: left, text: That, why: No. }"
    let body = Sample.step(
      Sample.checks("printed: harbor", question), "```sh solution\naws ecs list-clusters --query 'clusterArns'\n```")
    let played = try Played(body)
    let look = "aws ecs describe-clusters --clusters harbor --query 'clusters[0].clusterName'"
    for line in isAnsweredFirst ? ["answer right", look] : [look, "answer right"] { try played.learner.type(line) }
    #expect(try played.steps()[0].hasPrefix("step: one do solved attempts=0 "))
    #expect(try played.verdict(played.text()).isVerified)
  }

  @Test func whatWasPrintedIsPrintedAgain() throws {
    let body = Sample.step(
      Sample.checks("printed: harbor"), "```sh solution\naws ecs list-clusters --query 'clusterArns'\n```")
    let played = try Played(body)
    try played.learner.type("WHICH=harbor; Q=clusters[0].clusterName")
    try played.learner.type("aws ecs describe-clusters --clusters $WHICH --query ${Q} --output text")
    let text = try played.text()
    #expect(try played.steps() == ["step: one do solved attempts=0 hints=0 points=1/1 simulated=5000 medal=-"])
    #expect(try played.verdict(text).isVerified)
    let forged = text.replacing("$WHICH --query ${Q} --output text\",\"Q=", with: "x --query ${Q} --output text\",\"Q=")
    #expect(forged != text)
    #expect(
      try played.verdict(forged)
        == .differs(line: 18, reason: "entry 5: the line that it names does not do what the journal has"))
  }
}

@Suite struct PrintedFromFiles {
  @Test func aLineThatIsTooLongToBeKeptIsNamedAsTheReason() throws {
    let played = try Played(
      Sample.step(
        Sample.checks("printed: harbor"), "```sh solution\naws ecs list-clusters --query 'clusterArns'\n```"))
    let comment = String(repeating: "x", count: 70_000)
    try played.learner.type(
      "aws ecs describe-clusters --clusters harbor --query 'clusters[0].clusterName' # \(comment)")
    #expect(throws: ReplayProblem.self) { try played.text() }
    do { _ = try played.text() } catch let error as ReplayProblem {
      #expect(
        error.reason
          == "the line that passed the step is not kept: it is longer than 64 KiB, or read a file that is no text")
    }
  }

  /// Whoever verifies has no such file.
  @Test func aFileOfTheLearnersMachineIsKeptWithTheLine() throws {
    let body = Sample.step(
      Sample.checks("printed: harbor"), "```sh solution\naws ecs list-clusters --query 'clusterArns'\n```")
    let played = try Played(body)
    played.learner.session.outside.readHostFile = { path in
      path == "/home/anna/which.json" ? .success(Array("{\"clusters\": [\"harbor\"]}".utf8)) : .failure(.missing)
    }
    try played.learner.type(
      "aws ecs describe-clusters --cli-input-json file:///home/anna/which.json --query 'clusters[0].clusterName' "
        + "--output text")
    let text = try played.text()
    #expect(try played.steps() == ["step: one do solved attempts=0 hints=0 points=1/1 simulated=5000 medal=-"])
    #expect(try played.verdict(text).isVerified)
    let forged = text.replacing(
      "which.json\\n{\\\"clusters\\\": [\\\"harbor", with: "which.json\\n{\\\"clusters\\\": [\\\"other")
    #expect(forged != text)
    #expect(try !played.verdict(forged).isVerified)
  }
}

@Suite struct EditedReceiptTests {
  private let played: Played
  private let text: String

  init() throws {
    played = try Played()
    try played.learner.type("aws ecs create-cluster --cluster-name other")
    _ = played.learner.play.hint()
    try played.playAll()
    text = try played.text()
  }

  /// The number of the first line that holds `part`, from 1.
  private func line(_ part: String, in text: String) -> Int {
    (text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(part) } ?? -2) + 1
  }

  @Test(arguments: [
    ("attempts=1 hints=1", "attempts=0 hints=1"), ("hints=1", "hints=0"), ("simulated=10000", "simulated=5000"),
    ("do solved", "do shown"), ("points=3/3", "points=4/3"), ("medal=-", "medal=gold"),
  ])
  func anEditedStepIsNamed(old: String, new: String) throws {
    var edited = text.replacing(old, with: new, maxReplacements: 1)
    if old == "points=3/3" { edited = edited.replacing("points: 6/6", with: "points: 7/6") }
    let verdict = try played.verdict(edited)
    guard case .differs(let line, let reason) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(line == self.line(new, in: edited))
    #expect(reason.hasPrefix("the journal comes to `step: "))
  }

  @Test func pointsThatAreNoSumAreNoReceipt() throws {
    let edited = text.replacing("points: 6/6", with: "points: 9/6")
    #expect(throws: ReceiptProblem(line: 10, reason: "the points are not the sum of the steps' points")) {
      try played.verdict(edited)
    }
  }

  @Test func aHintThatWasTakenOutLeavesAHole() throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.contains("\"kind\":\"hint\"")
    }
    let edited = lines.joined(separator: "\n").replacing("hints=1", with: "hints=0")
    #expect(throws: ReceiptProblem.self) { try played.verdict(edited) }
  }

  /// Entries numbered anew, so that nothing but the replay can tell.
  private func verdict(without isOut: (Entry) -> Bool, adding extra: Entry? = nil) throws -> LessonVerdict {
    var receipt = try played.receipt()
    var ids: [EntryID: EntryID] = [:]
    var journal: [Entry] = []
    for entry in played.journal + [extra].compactMap({ $0 }) {
      let parent = entry.parent.flatMap { ids[$0] }
      if isOut(entry) {
        ids[entry.id] = parent
        continue
      }
      ids[entry.id] = journal.count + 1
      journal.append(
        Entry(
          id: journal.count + 1, parent: parent, kind: entry.kind, instant: entry.instant, pace: entry.pace,
          origin: entry.origin, typed: entry.typed, digest: entry.digest))
    }
    receipt.lessons[0].journal = journal
    return try played.verdict(ReceiptText.written(receipt))
  }

  private func isMove(_ kind: LessonMove.Kind) -> (Entry) -> Bool {
    { entry in if case .move(let move) = entry.kind { move.kind == kind } else { false } }
  }

  @Test func aHintThatWasTakenOutCleanlyDiffersInItsStep() throws {
    guard case .differs(_, let reason) = try verdict(without: isMove(.hint)) else {
      Issue.record("not seen")
      return
    }
    #expect(reason.hasPrefix("the journal comes to `step: first do solved attempts=1 hints=0 "))
  }

  @Test func aPassingThatWasNotEarnedIsSeen() throws {
    // The commands of the first step are taken out, its passing stays.
    let verdict = try verdict(without: { entry in
      if case .request(let request, _, _) = entry.kind {
        request.operation == "CreateCluster" && entry.id < 12
      } else {
        false
      }
    })
    guard case .differs(_, let reason) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(reason.contains("the lesson does not do this here") || reason.contains("here, not"))
  }

  @Test func whatTheLessonNeverDidIsSeen() throws {
    let last = try #require(played.journal.last)
    let request = try #require(
      played.journal.first {
        if case .request(let request, _, _) = $0.kind { request.operation == "CreateCluster" } else { false }
      })
    let forged = Entry(
      id: last.id + 1, parent: last.id, kind: request.kind, instant: last.instant, origin: .lesson, typed: "",
      digest: request.digest)
    guard case .differs(_, let reason) = try verdict(without: { _ in false }, adding: forged) else {
      Issue.record("not seen")
      return
    }
    #expect(reason.contains("the lesson does nothing of the kind here"))
  }

  /// Of a command that only looks, too.
  @Test func anotherOutcomeIsSeen() throws {
    var receipt = try played.receipt()
    let index = try #require(receipt.lessons[0].journal.firstIndex { !$0.typed.isEmpty })
    let entry = receipt.lessons[0].journal[index]
    receipt.lessons[0].journal[index] = Entry(
      id: entry.id, parent: entry.parent, kind: entry.kind, instant: entry.instant, pace: entry.pace,
      origin: entry.origin, typed: entry.typed, digest: entry.digest ^ 1)
    guard case .differs(_, let reason) = try played.verdict(ReceiptText.written(receipt)) else {
      Issue.record("not seen")
      return
    }
    #expect(reason == "entry \(entry.id): it has another outcome here")
  }

  @Test func anotherLearnersTranscriptIsToldApart() throws {
    let copied = text.replacing("learner: anna", with: "learner: ben")
    guard case .otherSeed(let line, let reason) = try played.verdict(copied) else {
      Issue.record("not seen")
      return
    }
    #expect(line == 9)
    #expect(reason.hasPrefix("it was played in another learner's world: its seed is "))
    // With his own seed written over hers, it does not play.
    let hers = LearnerSeed.of(profile: "anna", lesson: played.lesson)
    let his = LearnerSeed.of(profile: "ben", lesson: played.lesson)
    let verdict = try played.verdict(copied.replacing("\(hers)", with: "\(his)"))
    guard case .differs = verdict else {
      Issue.record("\(verdict)")
      return
    }
  }

  @Test func anotherVariantThanTheLearnersIsToldApart() throws {
    let text =
      Sample.frontMatter.replacing(
        "\nworld:", with: "\nvariants:\n  - { id: one, name: a }\n  - { id: two, name: b }\nworld:")
      + Sample.step(
        Sample.checks("run: aws ecs describe-clusters --clusters {{name}}\nquery: clusters[0].status\nis: ACTIVE"),
        "```sh solution\naws ecs create-cluster --cluster-name {{name}}\n```") + "\n"
    for id in ["one", "two"] {
      let lesson = try #require(LessonReader.read(text, file: "lesson.md", variant: id).lesson)
      let played = try Played(lesson)
      try played.playAll()
      let isOwn = LearnerVariant.id(profile: "anna", lesson: lesson.header) == id
      let verdict = try played.verdict(played.text())
      #expect(verdict.isVerified == isOwn)
      if !isOwn {
        #expect(verdict == .otherSeed(line: 8, reason: "it was played in another variant than the one of `anna`"))
      }
    }
  }

  @Test func anotherEngineOrCourseIsNamedAndNobodysFault() throws {
    let read = try ReceiptText.read(Array(text.utf8))
    #expect(
      played.verifier(engine: "0.2.0").verdicts(on: read) == [
        .unusable("it was made by Drydock 0.1.0, and this is 0.2.0; verify it with that version")
      ])
    let other = text.replacing("lesson: sample 1.0.0 abc", with: "lesson: sample 1.0.1 abd")
    #expect(
      try played.verdict(other)
        == .unusable(
          "the lesson was played as 1.0.1 (abd), and here it is 1.0.0 (abc); verify it with that course"))
    #expect(try played.verdict(text.replacing("lesson: sample", with: "lesson: other")).isUnusable)
  }

  @Test func aTypedLineThatWasChangedShowsInTheSum() throws {
    let edited = text.replacing("> aws ecs create-cluster --cluster-name other", with: "> aws ecs list-clusters")
    #expect(edited != text)
    guard case .differs(_, let reason) = try played.verdict(edited) else {
      Issue.record("not seen")
      return
    }
    #expect(reason == "the text was changed after it was written, in a line that no replay can tell")
  }

  /// Nothing that is typed over a receipt makes it verify as something else, and nothing traps.
  @Test func randomEditsNeverVerify() throws {
    var random = SeededStream(seed: 2_026)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let bytes = Array("0123456789abcdef-={}\"[],: \u{0}\u{1B}".utf8)
    var verified = 0
    for _ in 0..<100 {
      var edited = lines
      let index = random.number(in: 0...lines.count - 1)
      switch random.number(in: 0...4) {
      case 0: edited.remove(at: index)
      case 1: edited.insert(lines[random.number(in: 0...lines.count - 1)], at: index)
      case 2: edited.swapAt(index, random.number(in: 0...lines.count - 1))
      default:
        var line = Array(lines[index].utf8)
        guard !line.isEmpty else { continue }
        line[random.number(in: 0...line.count - 1)] = bytes[random.number(in: 0...bytes.count - 1)]
        edited[index] = String(decoding: line, as: UTF8.self)
      }
      guard edited != lines, let read = try? ReceiptText.read(Array(edited.joined(separator: "\n").utf8)) else {
        continue
      }
      if played.verifier().verdicts(on: read).contains(where: \.isVerified) { verified += 1 }
    }
    #expect(verified == 0)
  }

  /// Edited by somebody who works out the sum anew: what is verified is what was earned.
  @Test func randomEditsWithTheirSumNeverChangeAScore() throws {
    var random = SeededStream(seed: 2_027)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(2).map(String.init)
    let honest = try #require(try played.verdict(text).records)
    for _ in 0..<100 {
      var edited = lines
      let index = random.number(in: 0...lines.count - 1)
      var line = Array(lines[index].utf8)
      guard !line.isEmpty else { continue }
      line[random.number(in: 0...line.count - 1)] = UInt8(ascii: "0") + UInt8(random.number(in: 0...9))
      edited[index] = String(decoding: line, as: UTF8.self)
      let body = edited.map { $0 + "\n" }.joined()
      let whole = body + "end: \(ReceiptText.sum(of: body))\n"
      guard let read = try? ReceiptText.read(Array(whole.utf8)) else { continue }
      for verdict in played.verifier().verdicts(on: read) {
        guard let records = verdict.records else { continue }
        #expect(records.map { StepClaim($0).line } == honest.map { StepClaim($0).line }, "\(edited[index])")
        #expect(read.receipt.lessons[0].steps.map(\.line) == records.map { StepClaim($0).line })
      }
    }
  }
}
