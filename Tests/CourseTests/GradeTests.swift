/// Grades by a policy, and their reports.
import Documents
import Foundation
import Lessons
import SimulationKit
import Testing
import Workspace

@testable import Course

@Suite struct GradeTests {
  private let lesson: Lesson
  init() throws { lesson = try Sample.lesson(walkedLesson) }

  private func policy(_ rest: String = "", lesson: String = "") throws -> GradePolicy {
    let text = "format: drydock-policy/1\ntitle: Week 1\n\(rest)\nlessons:\n  - lesson: sample\n\(lesson)\n"
    let (policy, findings) = GradePolicy.read(text, file: "policy.yaml")
    #expect(findings.map(\.description) == [])
    return try #require(policy)
  }

  /// The three steps of the walked lesson, each worth a point.
  private func records(_ statuses: [StepRecord.Status], hints: Int = 0) -> [StepRecord] {
    zip(lesson.steps, statuses).map { step, status in
      var record = StepRecord(step)
      record.status = status
      record.hints = hints
      record.points = status == .solved || status == .shown ? 1 : 0
      record.simulated = .seconds(10)
      return record
    }
  }

  private func grade(
    _ policy: GradePolicy, _ verdict: LessonVerdict, learner: String = "anna", lesson id: String = "sample"
  ) -> LearnerGrade {
    let steps = (verdict.records ?? records([.open, .open, .open])).map { record in
      var claim = StepClaim(record)
      claim.lastAt = "2026-03-01T10:00:00Z"
      return claim
    }
    let mark = CourseMark(id: id, version: "1.0.0", digest: 1)
    let receipt = Receipt(
      learner: learner, engine: "0.1.0", course: mark, written: "x",
      lessons: [LessonReceipt(lesson: mark, variant: "", seed: 1, steps: steps, journal: [])])
    return GradeSheet(policy) { $0 == "sample" ? self.lesson.steps : [] }.grade(
      receipt, [verdict], file: "anna.receipt")
  }

  @Test func solvedStepsEarnTheirPoints() throws {
    let grade = grade(try policy("pass: 60"), .verified(records([.solved, .solved, .open])))
    #expect((grade.points, grade.possible, grade.share) == (200, 300, 6_666))
    #expect(grade.isPassed)
    #expect(!(try self.grade(policy("pass: 67"), .verified(records([.solved, .solved, .open])))).isPassed)
  }

  @Test func hintsAndShownSolutionsEarnNothingWhereThePolicySaysSo() throws {
    let shown = LessonVerdict.verified(records([.solved, .shown, .skipped]))
    #expect(grade(try policy(), shown).points == 200)
    let strict = grade(try policy("no-skips: true"), shown)
    #expect(strict.points == 100)
    #expect(strict.lessons[0].steps.map(\.remark) == ["", "the solution was shown", "skipped"])
    let hinted = LessonVerdict.verified(records([.solved, .solved, .solved], hints: 2))
    #expect(grade(try policy(), hinted).points == 300)
    #expect(grade(try policy("no-hints: true"), hinted).lessons[0].steps[0].remark == "2 hints were opened")
    #expect(grade(try policy("no-hints: true"), hinted).points == 0)
  }

  /// By hand: 10 points over 2 + 1 + 1 of 4 are 5, 2.5 and 2.5.
  @Test func pointsOfALessonAreSharedByItsSteps() throws {
    let policy = try policy(lesson: "    points: 10\n    steps:\n      - step: first\n        points: 2")
    let grade = grade(policy, .verified(records([.solved, .open, .solved])))
    #expect(grade.lessons[0].steps.map(\.possible) == [500, 250, 250])
    #expect(grade.points == 750)
    let thirds = self.grade(try self.policy(lesson: "    points: 10"), .verified(records([.solved, .solved, .solved])))
    #expect(thirds.lessons[0].steps.map(\.possible) == [333, 333, 334])
    #expect(thirds.share == 10_000)
  }

  @Test func whatIsNotVerifiedEarnsNothing() throws {
    let policy = try policy("pass: 0")
    let edited = grade(policy, .differs(line: 12, reason: "x"))
    #expect(edited.points == 0 && !edited.isUnusable)
    #expect(edited.lessons[0].refusal == "not verified: line 12: x")
    #expect(grade(policy, .unusable("another engine")).isUnusable)
    #expect(
      grade(policy, .verified(records([.solved])), lesson: "other").lessons[0].refusal == "it is not in the receipt")
  }

  @Test func aReceiptWithoutANameIsNoGradeOfItsOwnWorld() throws {
    let solved = LessonVerdict.verified(records([.solved, .solved, .solved]))
    #expect(
      grade(try policy(), solved, learner: "default").lessons[0].refusal
        == "it was played without a name, in the world that all have; play with --profile NAME")
    #expect(grade(try policy("own-seed: false"), solved, learner: "default").points == 300)
    #expect(GradeSheet(try policy("seed: 42")) { _ in [] }.seeds == .given(42))
    #expect(GradeSheet(try policy("own-seed: false")) { _ in [] }.seeds == .any)
  }

  // MARK: Reports

  private func report(_ title: String = "Week 1") throws -> GradeReport {
    let policy = try policy("no-hints: true")
    return GradeReport([grade(policy, .verified(records([.solved, .solved, .open])))], policy)
  }

  @Test func peopleReadATable() throws {
    #expect(
      try report().text == """
        Week 1: 100 % passes

        anna  2 of 3 points, 66.66 %: not passed  (anna.receipt)
          sample  2 of 3
            last  0 of 1: open

        """)
  }

  @Test func spreadsheetsReadRows() throws {
    let rows = try report().csv.split(separator: "\r\n")
    #expect(rows.count == 4)
    #expect(rows[1] == "anna,sample,first,do,solved,0,0,10,1,1,")
    #expect(rows[3] == "anna,sample,last,do,open,0,0,10,0,1,open")
    #expect(CSV.text([["a,b", "say \"x\"", "=1+1", "a\nb"]]) == "\"a,b\",\"say \"\"x\"\"\",'=1+1,\"a\nb\"\r\n")
  }

  @Test func continuousIntegrationReadsJUnit() throws {
    let text = try report().junit
    #expect(text.contains("<testsuite name=\"anna\" tests=\"3\" failures=\"1\">"))
    #expect(text.contains("<testcase classname=\"sample\" name=\"last\">\n      <failure message=\"open\"/>"))
    #expect(GradeReport.escaped("<a href=\"x\">&") == "&lt;a href=&quot;x&quot;&gt;&amp;")
  }

  @Test func recordStoresReadStatements() throws {
    let statements = try report().xapi.split(separator: "\n").map { try DocumentReader.read(String($0)) }
    #expect(statements.count == 3)
    let first = try #require(statements.first)
    #expect(first["actor"]?["account"]?["name"] == "anna")
    #expect(first["verb"]?["id"] == "http://adlnet.gov/expapi/verbs/passed")
    #expect(first["object"]?["id"] == "urn:drydock:step:sample:first")
    #expect(first["result"]?["duration"] == "PT10S")
    #expect(first["timestamp"] == "2026-03-01T10:00:00Z")
    #expect(statements.last?["verb"]?["display"]?["en"] == "failed")
    #expect(statements.last?["result"]?["score"]?["scaled"]?.double == 0.6666)
    // Taken in twice, it is one statement.
    #expect(try report().xapi == report().xapi)
    #expect(Set(statements.compactMap { $0["id"]?.string }).count == 3)
  }

  // MARK: The class

  @Test func theClassIsSeenStepByStep() throws {
    var stuck = records([.solved, .solved, .open])
    stuck[2].attempts = 5
    stuck[2].undiagnosed = ["aws ecs run-task", "aws  ecs run-task", "aws ecs stop-task"]
    let mark = CourseMark(id: "sample", version: "1.0.0", digest: 1)
    func item(_ name: String, _ verdict: LessonVerdict) -> ClassReport.Item {
      let part = LessonReceipt(lesson: mark, variant: "", seed: 1, steps: [], journal: [])
      let receipt = Receipt(learner: name, engine: "0.1.0", course: mark, written: "x", lessons: [part])
      return ClassReport.Item(file: name + ".receipt", receipt: receipt, verdicts: [verdict])
    }
    let report = ClassReport(
      [
        item("anna", .verified(stuck)), item("ben", .verified(records([.solved, .shown, .skipped]))),
        item("cleo", .differs(line: 3, reason: "x")),
      ], unreadable: [])
    #expect(
      report.text == """
        sample: 2 learners

          step   solved  shown  skipped  open  tries  hints
          first       2      0        0     0      0      0
          guess       1      1        0     0      0      0
          last        0      0        1     1    2.5      0

          Stuck:
            anna at `last`: 5 tries, 0 hints, 0 simulated minutes

          Wrong tries that no diagnosis spoke to:
            `last`:
              2 x  aws ecs run-task
              1 x  aws ecs stop-task

        cleo.receipt:3: `sample` is not counted: x

        """)
    #expect(report.hasProblems)
    #expect(report.csv.split(separator: "\r\n").count == 7)
  }

  @Test func ofSeveralReceiptsOfOneLearnerTheFurthestCounts() throws {
    let mark = CourseMark(id: "sample", version: "1.0.0", digest: 1)
    func item(_ file: String, _ learner: String, _ statuses: [StepRecord.Status]) -> ClassReport.Item {
      let part = LessonReceipt(lesson: mark, variant: "", seed: 1, steps: [], journal: [])
      let receipt = Receipt(learner: learner, engine: "0.1.0", course: mark, written: file, lessons: [part])
      return ClassReport.Item(file: file, receipt: receipt, verdicts: [.verified(records(statuses))])
    }
    let report = ClassReport(
      [
        item("a1", "anna", [.solved, .open, .open]), item("a2", "anna", [.solved, .solved, .open]),
        item("a3", "anna", [.solved, .skipped, .open]), item("d1", "default", [.solved, .open, .open]),
        item("d2", "default", [.solved, .open, .open]),
      ], unreadable: [])
    #expect(report.text.hasPrefix("sample: 3 learners\n"))
    #expect(
      report.text.hasSuffix(
        """
        a1: `sample` of anna is not counted: a2 has come as far, or further
        a3: `sample` of anna is not counted: a2 has come as far, or further

        """))
    #expect(!report.hasProblems)
    #expect(report.csv.split(separator: "\r\n").count == 10)
  }
}
