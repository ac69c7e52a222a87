/// Grades as text: for people, for spreadsheets, for continuous integration, for learning record stores.
///
/// In: grades. Out: a table; CSV; JUnit XML with a suite for each learner; xAPI statements, one a line. Whatever comes from a
/// receipt is plain words already; reasons are escaped.
/// Source: RFC 4180 (CSV); the JUnit schema of Apache Ant's report task; ADL xAPI 1.0.3, part 2 (statements).
import Documents
import Lessons
import SimulationKit

package struct GradeReport {
  private let grades: [LearnerGrade]
  private let policy: GradePolicy

  package init(_ grades: [LearnerGrade], _ policy: GradePolicy) {
    self.grades = grades
    self.policy = policy
  }

  // MARK: Text

  package var text: String {
    var lines = ["\(policy.title): \(policy.pass) % passes", ""]
    for grade in grades {
      let verdict = grade.isUnusable ? "cannot be graded here" : grade.isPassed ? "passed" : "not passed"
      lines.append(
        "\(grade.learner)  \(Self.number(grade.points)) of \(Self.number(grade.possible)) points, "
          + "\(Self.number(grade.share)) %: \(verdict)  (\(grade.file))")
      for lesson in grade.lessons {
        lines.append("  \(lesson.lesson)  \(Self.number(lesson.points)) of \(Self.number(lesson.possible))")
        if let refusal = lesson.refusal { lines.append("    \(refusal)") }
        for step in lesson.steps where !step.remark.isEmpty {
          lines.append("    \(step.step)  \(Self.number(step.points)) of \(Self.number(step.possible)): \(step.remark)")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Hundredths as a decimal: `7`, `7.5`, `7.25`.
  static func number(_ hundredths: Int) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  // MARK: CSV

  package var csv: String {
    var rows = [
      [
        "learner", "lesson", "step", "kind", "status", "attempts", "hints", "simulated_seconds", "points", "possible",
        "remark",
      ]
    ]
    for grade in grades {
      for lesson in grade.lessons {
        for step in lesson.steps {
          let record = step.record
          rows.append([
            grade.learner, lesson.lesson, step.step, record?.kind.rawValue ?? "", record?.status.rawValue ?? "",
            "\(record?.attempts ?? 0)", "\(record?.hints ?? 0)", "\((record?.simulated.milliseconds ?? 0) / 1_000)",
            Self.number(step.points), Self.number(step.possible), lesson.refusal ?? step.remark,
          ])
        }
      }
    }
    return CSV.text(rows)
  }

  // MARK: JUnit

  package var junit: String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"\(Self.escaped(policy.title))\">\n"
      + grades.map(suite).joined() + "</testsuites>\n"
  }

  private func suite(_ grade: LearnerGrade) -> String {
    var (cases, failures, count) = ("", 0, 0)
    for lesson in grade.lessons {
      for step in lesson.steps where step.possible > 0 {
        count += 1
        let head = "    <testcase classname=\"\(Self.escaped(lesson.lesson))\" name=\"\(Self.escaped(step.step))\""
        guard let reason = lesson.refusal ?? (step.remark.isEmpty ? nil : step.remark) else {
          cases += head + "/>\n"
          continue
        }
        failures += 1
        cases += head + ">\n      <failure message=\"\(Self.escaped(reason))\"/>\n    </testcase>\n"
      }
    }
    return "  <testsuite name=\"\(Self.escaped(grade.learner))\" tests=\"\(count)\" failures=\"\(failures)\">\n" + cases
      + "  </testsuite>\n"
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("\n", with: " ")
  }

  // MARK: xAPI

  /// One statement for each step that was reached, and one for the whole.
  package var xapi: String {
    grades.flatMap { grade in
      grade.lessons.flatMap { lesson in lesson.steps.compactMap { statement(grade, lesson, $0) } } + [whole(grade)]
    }.map { $0.written() + "\n" }.joined()
  }

  private func statement(_ grade: LearnerGrade, _ lesson: LessonGrade, _ step: StepGrade) -> Document? {
    guard let record = step.record, record.status != .open || record.attempts > 0 else { return nil }
    let verb = record.kind == .explain ? "experienced" : record.isDone && step.remark.isEmpty ? "passed" : "attempted"
    let object = "urn:drydock:step:\(lesson.lesson):\(step.step)"
    var result: Document.Object = [
      "success": .boolean(verb == "passed"), "completion": .boolean(record.status != .open),
      "duration": .string("PT\(record.simulated.milliseconds / 1_000)S"),
      "extensions": [
        "urn:drydock:attempts": .integer(record.attempts), "urn:drydock:hints": .integer(record.hints),
        "urn:drydock:status": .string(record.status.rawValue),
      ],
    ]
    if step.possible > 0 { result["score"] = score(step.points, step.possible) }
    return statement(grade, verb, object, name: "\(lesson.lesson): \(step.step)", result, at: step.lastAt)
  }

  private func whole(_ grade: LearnerGrade) -> Document {
    let result: Document.Object = [
      "success": .boolean(grade.isPassed), "completion": true, "score": score(grade.points, grade.possible),
    ]
    let times = grade.lessons.flatMap { $0.steps.map(\.lastAt) }.filter(Self.isTime)
    return statement(
      grade, grade.isPassed ? "passed" : "failed", "urn:drydock:policy:\(Self.hex(policy.title))", name: policy.title,
      result, at: times.max() ?? "")
  }

  private func statement(
    _ grade: LearnerGrade, _ verb: String, _ object: String, name: String, _ result: Document.Object, at time: String
  ) -> Document {
    let account: Document = ["homePage": .string(policy.homePage), "name": .string(grade.learner)]
    var statement: Document.Object = [
      "id": .string(
        Self.identifier([policy.homePage, grade.learner, object, Document.object(result).written(), time])),
      "actor": ["objectType": "Agent", "account": account],
      "verb": ["id": .string("http://adlnet.gov/expapi/verbs/\(verb)"), "display": ["en": .string(verb)]],
      "object": [
        "objectType": "Activity", "id": .string(object), "definition": ["name": ["en": .string(name)]],
      ],
      "result": .object(result),
    ]
    if Self.isTime(time) { statement["timestamp"] = .string(time) }
    return .object(statement)
  }

  private func score(_ points: Int, _ possible: Int) -> Document {
    let scaled = possible == 0 ? 0 : Double(points * 10_000 / possible) / 10_000
    return [
      "raw": .decimal(.init(Double(points) / 100)), "min": 0, "max": .decimal(.init(Double(possible) / 100)),
      "scaled": .decimal(.init(scaled)),
    ]
  }

  /// As `2026-03-01T10:00:00Z`.
  private static func isTime(_ text: String) -> Bool {
    let shape = Array("0000-00-00T00:00:00Z".utf8)
    return text.utf8.count == shape.count
      && zip(text.utf8, shape).allSatisfy { byte, wanted in
        wanted == UInt8(ascii: "0") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == wanted
      }
  }

  private static func hex(_ text: String) -> String { String(StableHash.of(text), radix: 16) }

  /// The same statement has the same id always, so that a store takes it once.
  private static func identifier(_ parts: [String]) -> String {
    var hash = StableHash()
    for part in parts { hash.combine(part) }
    var mint = IdentifierMint(stream: SeededStream(seed: hash.value))
    return mint.uuid()
  }
}

/// Rows as RFC 4180 has them.
enum CSV {
  static func text(_ rows: [[String]]) -> String {
    rows.map { row in row.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// A spreadsheet would take a field that begins so for a formula.
  private static func field(_ text: String) -> String {
    let text = text.first.map { "=+-@\t".contains($0) } == true ? "'" + text : text
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
