import Testing

@testable import Lessons

/// Variants: the same steps with other names and numbers, put in before anything is parsed (DD014).
@Suite struct VariantTests {
  static let variants = """
    variants:
      - id: web
        service: web
        count: 2
      - id: api
        service: api
        count: 3
    """

  static let body = """
    ## Have {{count}} of {{service}} {#have kind=do objectives=counts}

    ```yaml check
    - id: many
      say: There are {{count}}
      run: aws ecs describe-services --cluster harbor --services {{service}}
      query: services[0].runningCount
      is: {{count}}
    ```

    ```text hint
    A nudge.
    ```

    ```text hint
    Another.
    ```

    ```sh solution
    aws ecs update-service --cluster harbor --service {{service}} --desired-count {{count}}
    ```
    """

  static func text(_ variants: String = variants, _ body: String = body) -> String {
    Samples.lesson(frontMatter: Samples.frontMatter + "\n" + variants + "\nreview: [have]", body)
  }

  static func read(_ text: String, _ variant: String? = nil) -> LessonReading {
    LessonReader.read(text, file: "lesson.md", variant: variant)
  }

  static func said(_ text: String) -> [String] { read(text).findings.map(\.description) }

  @Test(arguments: [(nil, "web", "2"), ("web", "web", "2"), ("api", "api", "3")] as [(String?, String, String)])
  func aParameterStandsForItsValueEverywhere(wanted: String?, service: String, count: String) throws {
    let reading = Self.read(Self.text(), wanted)
    #expect(reading.findings == [])
    let step = try #require(reading.lesson?.steps.first)
    #expect(step.title == "Have \(count) of \(service)")
    #expect(step.checks.first?.say == "There are \(count)")
    #expect(
      step.solutions.first?.commands.map(\.text) == [
        "aws ecs update-service --cluster harbor --service \(service) --desired-count \(count)"
      ])
    #expect(reading.lesson?.variant == service)
  }

  @Test func linesKeepTheirNumbers() throws {
    let first = try #require(Self.read(Self.text()).lesson)
    let second = try #require(Self.read(Self.text(), "api").lesson)
    #expect(first.steps[0].solutions[0].position == second.steps[0].solutions[0].position)
  }

  @Test func whatADiagnosisSaysOfAValueStays() throws {
    let diagnosis = """
      ```yaml diagnose
      - id: other
        when: { run: "aws ecs list-tasks --cluster {{service}}", query: taskArns, exists: true }
        say: "{{service}} has {{value}}."
      ```
      """
    let reading = Self.read(Self.text(Self.variants, Self.body + "\n\n" + diagnosis))
    #expect(reading.findings == [])
    #expect(reading.lesson?.steps[0].diagnoses[0].say == "web has {{value}}.")
  }

  @Test func progressHangsOnTheFirstVariant() throws {
    let first = try #require(Self.read(Self.text()).lesson)
    let all = LessonVariants.all(of: first, bytes: Array(Self.text().utf8), file: "lesson.md")
    #expect(all.map(\.variant) == ["web", "api"])
    let second = try #require(all.last)
    #expect(second.steps[0].checksHash != first.steps[0].checksHash)
    #expect(second.checksHash(of: second.steps[0]) == first.steps[0].checksHash)
  }

  // MARK: What is wrong

  @Test(arguments: [
    (
      "count: 3", "cuont: 3",
      [
        "17:5: DD014 error: the variant `api` has no `count`; every variant has the parameters of the first",
        "19:5: DD014 error: the variant `api` has the parameter `cuont`, which the first variant does not have. Did you mean `count`?",
      ]
    ),
    (
      "count: 3", "value: 3\n    count: 3",
      ["19:5: DD014 error: `value` cannot be the name of a parameter: it has a meaning of its own"]
    ),
    (
      "id: api", "id: web",
      ["17:5: DD014 error: the variant id `web` is there twice; ids differ"]
    ),
    ("- id: api", "- name: api", ["17:5: DD014 error: a variant needs `id`"]),
  ])
  func aVariantHasWhatTheFirstHas(old: String, new: String, said: [String]) {
    let found = Self.said(Self.text(Self.variants.replacing(old, with: new)))
    #expect(found.prefix(2).map { String($0.dropFirst("lesson.md:".count)) }.filter { $0.contains("DD014") } == said)
  }

  @Test(arguments: ["`a`", "a#b", "{a}", "- a", "a: ", " a", "a\\nb", "-f", String(repeating: "a", count: 81), ""])
  func aValueCannotChangeTheStructure(value: String) {
    #expect(!VariantReader.isValue(value))
    let quoted = Self.variants.replacing("service: api", with: "service: \"\(value)\"")
    #expect(Self.said(Self.text(quoted)).contains { $0.contains("DD014 error: the value of `service` is of letters") })
  }

  @Test(arguments: ["web", "registry.example/harbor/web:1.5", "a_b", "3", "two words", "t3.small"])
  func aValueIsAWordOrTwo(value: String) { #expect(VariantReader.isValue(value)) }

  @Test func anUnknownParameterIsPointedAt() {
    let body = Self.body.replacing("is: {{count}}", with: "is: 2").replacing(
      "say: There are {{count}}", with: "say: There are {{cont}}")
    #expect(
      Self.said(Self.text(Self.variants, body)) == [
        "lesson.md:26:18: DD014 error: `{{cont}}` is no parameter of this lesson's variants. Did you mean `count`?"
      ])
  }

  @Test func aParameterThatNobodyUsesIsSaid() {
    let more = Self.variants.replacing("    service:", with: "    colour: red\n    service:")
    #expect(
      Self.said(Self.text(more)) == [
        "lesson.md:15:5: DD014 warning: no step uses `{{colour}}`; use it, or take the parameter out"
      ])
  }

  @Test func withoutVariantsNothingStandsForAnything() {
    #expect(
      Self.said(Samples.lesson("## See {#see kind=explain}\n\nThe cluster {{name}}.")) == [
        "lesson.md:16:13: DD014 error: `{{name}}` stands for nothing: a lesson without `variants` has only `{{value}}`, in diagnoses"
      ])
  }

  @Test func aVariantThatIsNotThereIsRefused() {
    let reading = Self.read(Self.text(), "apy")
    #expect(reading.lesson == nil)
    #expect(
      reading.findings.first?.description
        == "lesson.md:1:1: DD014 error: the lesson has no variant `apy`. Did you mean `api`?")
  }

  @Test func whatIsWrongInASecondVariantAloneIsFoundThere() throws {
    let text = Self.text(
      Self.variants.replacing("count: 3", with: "count: 1.x"), Self.body.replacing("is:", with: "at-least:"))
    let first = try #require(Self.read(text).lesson)
    let found = LessonVariants.findings(in: Array(text.utf8), file: "lesson.md", first: first).map(\.description)
    #expect(found.first?.hasPrefix("lesson.md:29:13: DD020 error: ") == true, "\(found)")
    #expect(found.first?.hasSuffix("(in the variant `api`)") == true, "\(found)")
  }

  @Test func idsAreTheSameInEachVariant() throws {
    let text = Self.text(Self.variants, Self.body.replacing("{#have", with: "{#have-{{service}}"))
    let first = try #require(Self.read(text).draft)
    let found = LessonVariants.findings(in: Array(text.utf8), file: "lesson.md", first: first).map(\.description)
    #expect(
      found.contains(
        "lesson.md:17:5: DD014 error: the variant `api` has other ids of steps, checks or choices than the first; ids hold no parameters"
      ), "\(found)")
  }
}

/// What comes back in review (DD401).
@Suite struct ReviewListTests {
  static func said(_ list: String, _ body: String = Samples.whole) -> [String] {
    Samples.findings(body.replacing("  fixture: harbor\n", with: "  fixture: harbor\nreview: \(list)\n"))
      .filter { $0.contains("DD401") }
  }

  @Test func aStepOfTheLesson() { #expect(Self.said("[try]") == []) }

  @Test func aMistypedOne() {
    #expect(
      Self.said("[tri]") == [
        "lesson.md:13:10: DD401 error: `review` names `tri`, which is no step of this lesson. Did you mean `try`?"
      ])
  }

  @Test func oneThatIsOnlyToBeRead() {
    let body = Samples.whole + "\n## See {#see kind=explain}\n\nText.\n"
    #expect(
      Self.said("[try, see]", body) == [
        "lesson.md:13:15: DD401 error: `review` names `see`, which is of kind `explain`; a `do`, `predict`, `quiz` or `repair` step fits into a minute or two"
      ])
  }

  @Test func theSameTwice() { #expect(Self.said("[try, try]").count == 1) }
}
