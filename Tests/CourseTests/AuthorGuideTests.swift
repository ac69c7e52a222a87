/// What the guide for authors says is so: its lesson lints and plays, its outputs are those, its tables are complete.
import Course
import Foundation
import Screen
import Testing

@testable import Lessons

private struct Guide {
  let text: String
  init() throws { text = try Repository.text("lessons/README.md") }

  /// The contents of the fences with that info string, in order.
  func fences(_ info: String) -> [String] {
    var found: [String] = []
    var current: (fence: String, lines: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = current {
        if line == open.fence {
          if open.lines.first == info { found.append(open.lines.dropFirst().map { $0 + "\n" }.joined()) }
          current = nil
        } else {
          current?.lines.append(String(line))
        }
      } else if line.hasPrefix("```") {
        let fence = String(line.prefix { $0 == "`" })
        current = (fence, [String(line.dropFirst(fence.count))])
      }
    }
    return found
  }

  var lessonText: String { fences("markdown lesson").joined() }
  var lesson: Lesson {
    get throws {
      let lesson = LessonReader.read(lessonText, file: "lesson.md").lesson
      return try #require(lesson)
    }
  }

  /// What stands between backticks in the tables.
  var tableWords: Set<String> {
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    let spans = rows.flatMap { row in
      row.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
        .map(\.element)
    }
    return Set(
      spans.flatMap { $0.split { !($0.isLetter || $0.isNumber || $0 == "-") } }.map(String.init))
  }
}

@Suite struct TheGuideForAuthors {
  private let guide: Guide
  init() throws { guide = try Guide() }

  private func lint() throws -> [String] {
    let lesson = try guide.lesson
    let played = try Rehearsal(lesson, fixture: Repository.fixture).predictionFindings(file: "lesson.md")
    return StructuralLint.findings(in: guide.lessonText, file: "lesson.md").map(\.description)
      + ServiceLint.findings(in: lesson, file: "lesson.md").map(\.description) + played.map(\.description)
  }

  @Test func itsLessonLintsAsShown() throws {
    #expect(try lint() == [])
    #expect(guide.fences("console lint").first?.hasSuffix("\n0 errors, 0 warnings\n") == true)
  }

  @Test func itsLessonPlaysAsShown() throws {
    var report = try Rehearsal(guide.lesson, fixture: Repository.fixture).run()
    LessonRendering.check(try guide.lesson, &report)
    #expect(report.findings.map(\.description) == [])
    let tried = report.tried.map { "\($0.guarantee) \($0.count)" }.joined(separator: ", ")
    let promises = report.tried.map(\.count).reduce(0, +)
    let shown = guide.fences("console test").first?.split(separator: "\n").dropFirst().map(String.init)
    #expect(report.warnings.isEmpty)
    #expect(shown == ["kiosk: passed (\(tried))", "\(promises) promises tried in 1 lessons, 0 broken"])
  }

  @Test func itsLessonHasOneOfEach() throws {
    let lesson = try guide.lesson
    #expect(lesson.steps.map(\.kind) == [.do, .predict, .quiz])
    let step = try #require(lesson.steps.first)
    #expect(step.hints.count == 2 && step.attempts.count == 1 && step.diagnoses.count == 1)
  }

  @Test func itsConditionsAreRead() throws {
    let conditions = guide.fences("yaml condition")
    #expect(conditions.count == 4)
    for condition in conditions {
      let lesson = try Sample.lesson(Sample.step(Sample.checks(condition)))
      #expect(ServiceLint.findings(in: lesson, file: "").map(\.description) == [], "\(condition)")
    }
  }

  @Test func itNamesEveryDirectiveKindFormAndOperator() {
    let words = guide.tableWords
    for directive in Directive.allCases { #expect(words.contains(directive.rawValue), "\(directive.rawValue)") }
    for kind in StepKind.allCases { #expect(words.contains(kind.rawValue), "\(kind.rawValue)") }
    for form in ConditionReader.forms + ConditionReader.timingKeys { #expect(words.contains(form), "\(form)") }
    for word in Operator.keys { #expect(guide.text.contains("`\(word)`"), "\(word)") }
  }

  @Test func itExplainsEveryCode() throws {
    func codes(_ text: String) -> Set<String> {
      Set(text.split { !($0.isLetter || $0.isNumber) }.map(String.init).filter { $0.count == 5 && $0.hasPrefix("DD") })
    }
    let explained = codes(guide.text.split(separator: "\n").filter { $0.hasPrefix("| DD") }.joined(separator: "\n"))
    var used: Set<String> = []
    for folder in ["Sources/Lessons", "Sources/Course"] {
      let files = FileManager.default.enumerator(
        at: Repository.root.appending(path: folder), includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        let quoted = try String(contentsOf: file, encoding: .utf8).split(separator: "\"").map(String.init)
        used.formUnion(quoted.filter { $0.count == 5 && $0.hasPrefix("DD") })
      }
    }
    #expect(!used.isEmpty)
    #expect(explained == used)
  }
}
