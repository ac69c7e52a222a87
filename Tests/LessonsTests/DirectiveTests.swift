import Testing

@testable import Lessons

/// Headings and fences that are wrong, with the sentence an author reads (DD010, DD012), and directives that the
/// sample lesson has none of.
@Suite struct DirectiveTests {
  static func said(_ text: String) -> [String] {
    LessonReader.read(text, file: "l").findings.map { String($0.description.dropFirst(2)) }
  }

  @Test func theWholeSampleIsRead() {
    #expect(Samples.findings(Samples.whole) == [])
  }

  @Test(arguments: [
    ("## Try it", "14:1: DD010 error: a step's heading ends in its id and kind: ## Try it {#try-it kind=do}"),
    ("## Try it {kind=explain}", "14:11: DD010 error: a step's heading has exactly one id: {#try-it kind=…}"),
    ("## Try it {#a #b kind=explain}", "14:11: DD010 error: a step's heading has exactly one id: {#try-it kind=…}"),
    (
      "## Try it {#a}",
      "14:11: DD010 error: a step's heading names its kind: kind=explain, do, goal, predict, quiz, repair or timed"
    ),
    (
      "## Try it {#a kind=explian}",
      "14:11: DD010 error: unknown kind `explian`; a step is explain, do, goal, predict, quiz, repair or timed. Did you mean `explain`?"
    ),
    (
      "## Try it {#Try_It kind=explain}",
      "14:11: DD010 error: a step's id is lower-case words joined by hyphens, such as two-running, not 'Try_It'"
    ),
    (
      "## Try it {#a kind=explain objective=x}",
      "14:11: DD010 error: unknown attribute `objective`. Did you mean `objectives`? in a step's heading"
    ),
    (
      "## Try it {#a kind=explain minutes=0}",
      "14:11: DD010 error: `minutes` of a step is a whole number from 1 to 240, not '0'"
    ),
    ("## {#a kind=explain}", "14:4: DD010 error: a step's heading has a title before its braces"),
    (
      "## A {#a kind=explain}\n\n## B {#a kind=explain}",
      "16:1: DD010 error: the step id `a` is there twice; ids differ"
    ),
    ("Only prose.", "1:1: DD010 error: a lesson needs at least one step: `## Title {#id kind=do}`"),
  ])
  func aHeadingIsWrong(body: String, said: String) {
    #expect(DirectiveTests.said(Samples.lesson(body)) == [said])
  }

  @Test(arguments: [
    ("```yaml chekc\n```", "16:1: DD012 error: unknown directive `chekc`. Did you mean `check`?"),
    ("```sh check\n```", "16:1: DD012 error: a check block is written in `yaml`: ```yaml check"),
    (
      "```yaml choices\n```",
      "16:1: DD012 error: a choices block has no meaning in a step of kind `do`; it belongs in `quiz`"
    ),
    (
      "```sh attempt id=a expects=b\nx\n```",
      "16:1: DD012 error: unknown attribute `expects`. Did you mean `expect`? in an attempt block"
    ),
    ("```sh attempt id=\"a\nx\n```", "16:1: DD012 error: the value of `id` has no closing quote"),
    (
      "```sh attempt id=A\nx\n```",
      "16:1: DD012 error: `id` of an attempt block is lower-case words joined by hyphens, such as two-running, not 'A'"
    ),
    ("```sh solution first\nx\n```", "16:1: DD012 error: `first` means nothing here; write attributes as key=value"),
    ("```sh solution\n# nothing\n```", "16:1: DD012 error: a solution block has at least one command"),
    ("```sh solution\nok\na 'b\n```", "18:1: DD012 error: this command is not finished: the quote ' is not closed"),
    ("```sh demo keep=yes\nx\n```", "16:1: DD012 error: `keep` of a demo block is `true` or `false`, not 'yes'"),
    (
      "```sh blank\naws ecs list-clusters\n```", "16:1: DD012 error: a blank block has a gap to fill in, written `____`"
    ),
    ("```text hint\n\n```", "16:1: DD012 error: a hint block has a text"),
    (
      "```text debrief\na\n```\n\n```text debrief\nb\n```",
      "20:1: DD012 error: a step has at most one debrief block; join the two"
    ),
    (
      "```yaml check\nid: a\n```",
      "17:1: DD020 error: a check block is a list (lines that begin with `- `), not a mapping"
    ),
    ("```yaml check\n```", "17:1: DD020 error: a check block is a list (lines that begin with `- `), not nothing"),
    ("<b>x</b>", "16:1: DD008 error: raw HTML is not shown in a terminal; write Markdown"),
    ("```text debrief\na <i>b\n```", "17:1: DD008 error: raw HTML is not shown in a terminal; write Markdown"),
    (
      "```sh solution\na\n```\n\n```sh solution id=main\nb\n```",
      "20:1: DD010 error: the solution id `main` is there twice; ids differ"
    ),
  ])
  func aFenceIsWrong(block: String, said: String) {
    let findings = DirectiveTests.said(Samples.lesson("## Try {#try kind=do objectives=counts}\n\n" + block))
    #expect(findings.first == said)
  }

  @Test func aDirectiveBelongsInAStep() {
    let said = DirectiveTests.said(Samples.lesson(Samples.hints + "\n\n" + FrontMatterTests.step))
    #expect(
      said.first == "14:1: DD012 error: a hint block belongs in a step; put it under a heading `## Title {#id kind=…}`")
  }

  @Test(arguments: [
    (
      "predict",
      ["a predict step needs a block ```sh predict", "a predict step needs a block ```yaml ask with a question"]
    ),
    ("quiz", ["a quiz step needs a block ```yaml choices"]),
  ])
  func aStepNeedsWhatItsKindIsAbout(kind: String, said: [String]) {
    let findings = LessonReader.read(Samples.lesson("## Try {#try kind=\(kind)}"), file: "l").findings
    #expect(findings.map(\.message) == said)
  }

  @Test func aFenceWithoutADirectiveIsShown() throws {
    let step = try Samples.firstStep(
      Samples.lesson("## See {#see kind=explain}\n\n```json\n{}\n```\n\n```sh\naws\n```"))
    #expect(step.prose == [.codeBlock(language: "json", text: "{}"), .codeBlock(language: "sh", text: "aws")])
  }

  @Test func setupBlankAndOrderAreRead() throws {
    let step = try Samples.firstStep(
      Samples.step(
        "```sh setup\naws ecs create-cluster\n```", "```sh blank\naws ecs list-tasks --cluster ____\n```",
        "```sh order\na\nb\n```", "```sh demo keep=true\naws ecs list-clusters\n```"))
    #expect(step.setup.map(\.text) == ["aws ecs create-cluster"])
    #expect(step.body.count == 3)
    guard case .blanks(let blank) = step.body[0], case .ordering(let order) = step.body[1] else {
      Issue.record("\(step.body)")
      return
    }
    #expect(blank.text == "aws ecs list-tasks --cluster ____")
    #expect(order.commands.map(\.text) == ["a", "b"])
    #expect(step.demonstrations.map(\.keepsChanges) == [true])
    #expect(step.shownOrder.map(\.text) == ["b", "a"])
  }

  @Test func anOfferedHintIsThere() {
    let diagnosis = Samples.diagnosis.replacing("no guardian.", with: "no guardian.\n  hint: 3")
    let said = DirectiveTests.said(
      Samples.step(Samples.check, diagnosis, Samples.hints, Samples.solution, Samples.attempt))
    #expect(said == ["25:3: DD020 error: the diagnosis `by-hand` offers hint 3, and the step has 2"])
  }
}
