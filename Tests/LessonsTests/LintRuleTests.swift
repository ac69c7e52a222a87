import Testing

@testable import Lessons

/// Each rule of the lesson format, section 7, with a lesson that breaks it; `Samples.whole` breaks none.
@Suite struct LintRuleTests {
  static func said(_ text: String) -> [String] {
    Samples.findings(text).map { String($0.dropFirst("lesson.md:".count)) }
  }

  // MARK: DD040, DD041, DD042

  @Test func aGradedStepNeedsEverything() {
    #expect(
      LintRuleTests.said(Samples.step("Prose.")) == [
        "14:1: DD040 error: step `try` has no check; add a block ```yaml check",
        "14:1: DD040 error: step `try` has no hint; add hints from a nudge to a command with gaps, at least two",
        "14:1: DD040 error: step `try` has no solution; add a block ```sh solution",
      ])
    let oneHint = "```text hint\nA nudge.\n```"
    #expect(
      LintRuleTests.said(Samples.step(Samples.check, oneHint, Samples.solution)) == [
        "14:1: DD040 error: step `try` has one hint; add hints from a nudge to a command with gaps, at least two"
      ])
  }

  static func hinted(_ first: String, _ last: String) -> [String] {
    said(Samples.step(Samples.check, first, last, Samples.solution))
  }
  static let nudge = "```text hint\nA nudge.\n```"
  static let command = "aws ecs create-service --cluster harbor --service-name web --task-definition web"

  @Test func hintsWithdraw() {
    #expect(
      LintRuleTests.hinted("```text hint\nType `\(LintRuleTests.command)`.\n```", LintRuleTests.nudge) == [
        "24:1: DD041 error: the first hint of step `try` contains the solution `main`; begin with a nudge"
      ])
    #expect(
      LintRuleTests.hinted(LintRuleTests.nudge, "```sh hint\n\(LintRuleTests.command)\n```") == [
        "28:1: DD041 error: the last hint of step `try` is the solution `main`; leave gaps, written `____`"
      ])
    #expect(LintRuleTests.hinted(LintRuleTests.nudge, "```sh hint\naws ecs create-service ____\n```") == [])
    #expect(
      LintRuleTests.hinted(LintRuleTests.nudge, "```text hint\n\(String(repeating: "a. ", count: 101))\n```") == [
        "28:1: DD041 error: hint 2 of step `try` has 303 characters; say it in 300"
      ])
  }

  @Test func diagnosesAndAttemptsBelongTogether() {
    #expect(
      LintRuleTests.said(Samples.step(Samples.check, Samples.diagnosis, Samples.hints, Samples.solution)) == [
        "25:3: DD042 error: no attempt shows the diagnosis `by-hand`; add ```sh attempt id=… expect=by-hand"
      ])
    #expect(
      LintRuleTests.said(Samples.whole.replacing("expect=by-hand", with: "expect=by-hands")).last
        == "43:1: DD042 error: the attempt `once` expects `by-hands`, which is no diagnosis of this step. Did you mean `by-hand`?"
    )
  }

  // MARK: DD043, DD090

  static func diagnosed(_ say: String, when: String = "ran: { op: ecs run-task }") -> [String] {
    said(
      Samples.whole.replacing("say: These tasks have no guardian.", with: "say: \"\(say)\"")
        .replacing("ran: { op: ecs run-task }", with: when))
  }

  @Test(arguments: [
    ("It is just one task.", "DD043 error: the diagnosis `by-hand` says \"just\"; leave the word out"),
    ("Simply use another.", "DD043 error: the diagnosis `by-hand` says \"simply\"; leave the word out"),
    ("Of course not.", "DD043 error: the diagnosis `by-hand` says \"of course\"; leave the word out"),
    (
      "That is wrong.",
      "DD043 error: the diagnosis `by-hand` says \"wrong\" without what was seen; name the value, by `{{value}}` or in backticks"
    ),
    (
      "It is {{a number}}.",
      "DD090 error: the diagnosis `by-hand` has the placeholder `{{a number}}`; the only one is `{{value}}`"
    ),
    (
      "It is {{value}}.",
      "DD090 error: the diagnosis `by-hand` says `{{value}}`, but its `when` has no query that gives a value"
    ),
  ])
  func aDiagnosisIsFactual(say: String, said: String) {
    #expect(LintRuleTests.diagnosed(say) == ["25:3: " + said])
  }

  @Test(arguments: ["The wrong count: {{value}}.", "The wrong subnet, `a`.", "It is {{value}}.", "An adjustment."])
  func aDiagnosisThatNamesWhatWasSeen(say: String) {
    #expect(LintRuleTests.diagnosed(say, when: "{ run: aws ecs list-tasks, query: a, is: 1 }") == [])
  }

  @Test(arguments: [
    ("Type aws ecs list-clusters now.", "aws ecs list-clusters"),
    ("Type aws logs describe-log-groups now.", "aws logs describe-log-groups"),
    ("It is set with --desired-count here.", "--desired-count"),
  ])
  func aCommandStandsInBackticks(prose: String, command: String) {
    #expect(
      LintRuleTests.said(Samples.whole.replacing("```yaml check", with: "\(prose)\n\n```yaml check")) == [
        "16:1: DD090 error: \"\(command)\" stands outside backticks; commands are never translated"
      ])
  }

  @Test func wordsOfTheTradeAreNoCommands() {
    let prose = "Use `aws ecs list-clusters --output text` -- or AWS itself, and aws in general."
    #expect(LintRuleTests.said(Samples.whole.replacing("```yaml check", with: "\(prose)\n\n```yaml check")) == [])
  }

  // MARK: DD050

  static func quiz(_ choices: String) -> [String] {
    said(Samples.lesson("## Which {#which kind=quiz objectives=counts}\n\n```yaml choices\n\(choices)\n```"))
  }

  @Test func choicesTeach() {
    let good = "- { id: a, text: One, correct: true, why: It is. }\n- { id: b, text: Two, why: It is not. }"
    #expect(LintRuleTests.quiz(good) == [])
    #expect(
      LintRuleTests.quiz(good.replacing(", why: It is not.", with: "")) == [
        "18:3: DD050 error: the choice `b` of step `which` has no `why`"
      ])
    #expect(
      LintRuleTests.quiz(good.replacing(" correct: true,", with: "")) == [
        "14:1: DD050 error: no choice of step `which` is correct; mark one with `correct: true`"
      ])
    #expect(
      LintRuleTests.quiz(good.replacing("Two", with: "One task")) == [
        "17:3: DD050 error: the text of the choice `a` of step `which` is how `b` begins; tell them apart"
      ])
    #expect(
      LintRuleTests.quiz(good.replacing("Two", with: "All of the above")) == [
        "18:3: DD050 error: the choice `b` of step `which` says \"all of the above\"; write what it means"
      ])
    #expect(
      LintRuleTests.quiz("- { id: a, text: One, correct: true, why: It is. }") == [
        "14:1: DD050 error: step `which` has one choice; a question has at least two"
      ])
  }

  @Test func choicesOfACheckTeachToo() {
    let ask = "ask: Why?\nchoices:\n  - { id: a, text: One, why: It is. }\n  - { id: b, text: Two, why: No. }"
    let text = Samples.step(Samples.services(ask), Samples.hints, Samples.solution)
    #expect(
      LintRuleTests.said(text) == [
        "17:3: DD050 error: no choice of check `one` is correct; mark one with `correct: true`"
      ])
  }

  @Test func optionsThatAreTypedAlikeAreWarnedOf() {
    func options(_ list: String) -> [String] {
      LintRuleTests.said(
        Samples.lesson(
          "## What {#what kind=predict objectives=counts}\n\n```sh predict\naws ecs list-clusters\n```\n\n```yaml ask\n"
            + "- id: then\n  text: And then?\n  run: aws ecs list-clusters\n  query: a\n  options: \(list)\n```"))
    }
    #expect(options("[stays at two, stays at three]") == [])
    #expect(
      options("[stays at two, \"Stays  at two\"]") == [
        "21:3: DD050 warning: the options 'stays at two' and 'Stays  at two' of `then` are typed alike; tell them apart"
      ])
  }

  // MARK: DD070

  @Test func objectivesAndStepsBelongTogether() {
    let heading = "{#try kind=do objectives=counts}"
    #expect(
      LintRuleTests.said(Samples.whole.replacing(heading, with: "{#try kind=do}")) == [
        "9:5: DD070 error: no step assesses the objective `counts`; name it in a step that is not of kind `explain`",
        "14:1: DD070 error: step `try` has no objective; add objectives=… to its heading",
      ])
    #expect(
      LintRuleTests.said(Samples.whole.replacing(heading, with: "{#try kind=do objectives=counts,count}")) == [
        "14:1: DD070 error: step `try` names the objective `count`, which the front matter does not have. Did you mean `counts`?"
      ])
  }

  // MARK: DD080, DD081

  static func shown(_ block: String) -> [String] {
    said(Samples.whole.replacing("```yaml check", with: "\(block)\n\n```yaml check"))
  }

  @Test func aDiagramIsForEverybody() {
    #expect(
      LintRuleTests.shown("```text diagram\nx\n```") == [
        "16:1: DD080 error: this diagram has no alternative text; add alt=\"…\" that says what it shows"
      ])
    let wide = String(repeating: "-", count: 79)
    #expect(
      LintRuleTests.shown("```text diagram alt=\"A line\"\nx\n\(wide)\n```") == [
        "18:79: DD080 error: this diagram is 79 columns wide; the widest is 78"
      ])
    #expect(LintRuleTests.shown("```text diagram alt=\"A line\"\n\(wide.dropLast())\n```") == [])
    #expect(
      LintRuleTests.shown("```text diagram alt=\"The red box is the service\"\nx\n```") == [
        "16:1: DD080 error: \"red box\" refers to a colour, which not everybody sees; name the thing"
      ])
  }

  @Test(arguments: [
    ("Stopped tasks are shown in red.", "shown in red"), ("Follow the green arrow.", "green arrow"),
    ("Healthy tasks are marked green.", "marked green"),
  ])
  func textDoesNotPointAtColours(prose: String, phrase: String) {
    #expect(
      LintRuleTests.shown(prose) == [
        "16:1: DD080 error: \"\(phrase)\" refers to a colour, which not everybody sees; name the thing"
      ])
  }

  @Test func blueGreenIsAWordOfTheTrade() {
    #expect(LintRuleTests.shown("A blue/green deployment moves traffic to the green tasks.") == [])
  }

  @Test func sentencesAndPagesAreShort() {
    let long = "one two three four " + String(repeating: "more ", count: 31) + "words."
    #expect(
      LintRuleTests.shown(long) == [
        "16:1: DD081 warning: the sentence \"one two three four …\" has 36 words; 35 are enough"
      ])
    let sentence = "These are exactly ten words in a row, counted twice. "
    #expect(
      LintRuleTests.shown(String(repeating: sentence, count: 10)) == [])
    #expect(
      LintRuleTests.shown(String(repeating: sentence, count: 10) + "\n\nOne.") == [
        "16:1: DD081 warning: step `try` has 101 words before the learner can do anything; 100 are enough"
      ])
  }

  @Test func aWarningDoesNotKeepALessonFromBeingPlayed() {
    let text = Samples.step(String(repeating: "Word. ", count: 101), Samples.check, Samples.hints, Samples.solution)
    #expect(LessonReader.read(text, file: "l").lesson != nil)
  }

  // MARK: DD013

  @Test(arguments: ["../x.json", "/etc/passwd", "~/x", "files/../../x", "a\\b"])
  func aCommandStaysInTheFolder(path: String) {
    let solution = "```sh solution\naws ecs run-task --cli-input-json 'file://\(path)'\n```"
    #expect(
      LintRuleTests.said(Samples.step(Samples.check, Samples.hints, solution)) == [
        "33:1: DD013 error: `file://\(path)` points outside of the lesson's folder; put the file into `files/` and write file://files/NAME"
      ])
  }

  @Test func aFileOfTheLessonIsInside() {
    let solution = "```sh solution\naws ecs run-task --cli-input-json file://files/a.json --x file://b..json\n```"
    #expect(LintRuleTests.said(Samples.step(Samples.check, Samples.hints, solution)) == [])
  }

  @Test(arguments: ["file:///etc/passwd", "javascript:x", "../other", "/root"])
  func aLinkStaysInTheCourse(destination: String) {
    #expect(
      LintRuleTests.shown("See [this](\(destination)).") == [
        "16:1: DD013 error: the link to '\(destination)' leaves the course; link to https:// or to a file of the lesson"
      ])
  }

  @Test func findingsAreSorted() {
    let text = Samples.lesson("## B {#b kind=do}\n\n## A {#a kind=quiz}")
    let findings = StructuralLint.findings(in: text, file: "l")
    #expect(findings.count > 5)
    #expect(findings == findings.sorted())
  }
}
