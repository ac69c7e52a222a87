/// Findings for machines, and words put right in the file.
import Documents
import Testing

@testable import Lessons

@Suite struct FixingWords {
  private func fixed(_ text: String) -> (text: String, count: Int) {
    let findings = StructuralLint.findings(in: text, file: "lesson.md")
    return LintFix.apply(findings.compactMap(\.fix), to: text)
  }
  private let whole = Samples.step(
    Samples.check, Samples.diagnosis, Samples.hints, Samples.solution, Samples.attempt)

  @Test(arguments: [
    ("  query: services", "  qeury: services"), ("kind=do", "kind=dot"), ("level: beginner", "level: beginer"),
    ("expect=by-hand", "expect=by-hnad"), ("```yaml check", "```yaml chekc"), ("minutes: 10", "minuets: 10"),
    ("objectives=counts", "objectives=count"),
  ])
  func aMistypedWordIsPutRight(right: String, mistyped: String) {
    #expect(whole.contains(right))
    let (text, count) = fixed(whole.replacing(right, with: mistyped))
    #expect(text == whole)
    #expect(count == 1)
  }

  @Test func aLessonWithoutFindingsStaysAsItIs() {
    #expect(fixed(whole) == (whole, 0))
  }

  @Test func aWordThatStandsTwiceInItsLineIsLeftAlone() {
    let fix = LintFix(line: 1, old: "a", new: "b")
    #expect(LintFix.apply([fix], to: "a: a") == ("a: a", 0))
    #expect(LintFix.apply([fix], to: "a: aa") == ("b: aa", 1))
    #expect(LintFix.apply([LintFix(line: 9, old: "a", new: "b")], to: "a") == ("a", 0))
  }
}

@Suite struct LintReports {
  private let findings = [
    LintFinding(
      file: "06/lesson.md", position: SourcePosition(line: 4, column: 2), code: "DD020",
      message: "unknown key `qeury` <&>",
      fix: LintFix(line: 4, old: "qeury", new: "query")),
    LintFinding(
      file: "06/lesson.md", position: SourcePosition(line: 9, column: 1), code: "DD081", severity: .warning,
      message: "long"),
  ]
  private func written(_ report: LintReport) -> String {
    report.written(findings, files: ["05/lesson.md", "06/lesson.md"], version: "1.2.3")
  }

  @Test func textHasALineForEachAndTheCount() {
    #expect(
      written(.text) == """
        06/lesson.md:4:2: DD020 error: unknown key `qeury` <&>
        06/lesson.md:9:1: DD081 warning: long
        1 errors, 1 warnings

        """)
  }

  @Test func jsonHasAllMembers() throws {
    let list = try #require(try DocumentReader.read(written(.json)).list)
    #expect(
      list.first == [
        "file": "06/lesson.md", "line": 4, "column": 2, "code": "DD020", "severity": "error",
        "message": "unknown key `qeury` <&>", "fix": ["line": 4, "old": "qeury", "new": "query"],
      ])
    #expect(list.count == 2 && list[1]["fix"] == nil)
  }

  @Test func sarifNamesRulesLevelsAndPlaces() throws {
    let sarif = try DocumentReader.read(written(.sarif))
    #expect(sarif["version"] == "2.1.0")
    let run = try #require(sarif["runs"]?.list?.first)
    #expect(run["tool"]?["driver"]?["version"] == "1.2.3")
    let result = try #require(run["results"]?.list?.last)
    #expect(result["ruleId"] == "DD081" && result["level"] == "warning")
    #expect(
      result["locations"]?.list?.first?["physicalLocation"] == [
        "artifactLocation": ["uri": "06/lesson.md"], "region": ["startLine": 9, "startColumn": 1],
      ])
    let rules = run["tool"]?["driver"]?["rules"]?.list ?? []
    #expect(rules.contains { $0["id"] == "DD020" })
  }

  @Test func junitHasASuiteForEachFile() {
    let text = written(.junit)
    #expect(text.contains("<testsuite name=\"05/lesson.md\" tests=\"1\" failures=\"0\">"))
    #expect(text.contains("<testsuite name=\"06/lesson.md\" tests=\"1\" failures=\"1\">"))
    #expect(text.contains("<failure message=\"unknown key `qeury` &lt;&amp;&gt;\">"))
    #expect(!text.contains("DD081"))
  }
}
