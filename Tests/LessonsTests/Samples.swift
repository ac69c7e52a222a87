import Testing

@testable import Lessons

/// A small lesson that lint has nothing to say about, to be broken in one place at a time.
enum Samples {
  static let frontMatter = """
    format: drydock-lesson/1
    id: sample
    version: 1.0.0
    title: A sample
    level: beginner
    minutes: 10
    objectives:
      - id: counts
        text: Tell the counts apart
    world:
      fixture: harbor
    """

  static let check = """
    ```yaml check
    - id: active
      say: The service is active
      run: aws ecs describe-services --cluster harbor --services web
      query: services[0].status
      is: ACTIVE
    ```
    """
  static let solution = """
    ```sh solution
    aws ecs create-service --cluster harbor --service-name web --task-definition web
    ```
    """
  static let hints = """
    ```text hint
    An order that stays in force.
    ```

    ```text hint
    It is made with `create-service`.
    ```
    """
  static let diagnosis = """
    ```yaml diagnose
    - id: by-hand
      when:
        ran: { op: ecs run-task }
      say: These tasks have no guardian.
    ```
    """
  static let attempt = """
    ```sh attempt id=once expect=by-hand
    aws ecs run-task --cluster harbor --task-definition web
    ```
    """

  /// The front matter takes lines 1 to 13; the body starts in line 14.
  static func lesson(frontMatter: String = frontMatter, _ body: String) -> String {
    "---\n\(frontMatter)\n---\n\(body)\n"
  }

  /// A do step in line 14 with the given blocks.
  static func step(heading: String = "## Try it {#try kind=do objectives=counts}", _ blocks: String...) -> String {
    lesson(([heading] + blocks).joined(separator: "\n\n"))
  }

  static let whole = step(check, diagnosis, hints, solution, attempt)

  static func findings(_ text: String) -> [String] {
    StructuralLint.findings(in: text, file: "lesson.md").map(\.description)
  }

  static func firstStep(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Step {
    let reading = LessonReader.read(text, file: "lesson.md")
    #expect(reading.findings.map(\.description) == [], sourceLocation: sourceLocation)
    return try #require(reading.draft?.steps.first, sourceLocation: sourceLocation)
  }

  static func services(_ rest: String) -> String {
    """
    ```yaml check
    - id: one
      say: It holds
    \(rest.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
    ```
    """
  }

  /// The condition of a check whose YAML is `text`.
  static func condition(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Condition {
    let step = try firstStep(Samples.step(services(text)), sourceLocation: sourceLocation)
    return try #require(step.checks.first, sourceLocation: sourceLocation).condition
  }
}
