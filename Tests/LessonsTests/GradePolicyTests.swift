/// The policy file: read strictly, with the way out.
import Testing

@testable import Lessons

@Suite struct GradePolicyTests {
  private let whole = """
    format: drydock-policy/1
    title: The midterm
    pass: 60
    no-hints: true
    no-skips: true
    seed: 42
    home-page: https://school.example
    lessons:
      - lesson: map
        points: 10
        steps:
          - step: first
            points: 3
      - lesson: cli
    """

  @Test func everythingIsRead() throws {
    let policy = try #require(GradePolicy.read(whole, file: "p.yaml").policy)
    #expect((policy.title, policy.pass, policy.seed, policy.wantsOwnSeed) == ("The midterm", 60, 42, false))
    #expect((policy.allowsHints, policy.allowsShownSolutions) == (false, false))
    #expect(policy.lessons.map(\.id) == ["map", "cli"])
    #expect(policy.lessons[0].points == 10)
    #expect(policy.lessons[0].points(ofStep: "first") == 3)
  }

  @Test func whatIsLeftOutIsMild() throws {
    let text = "format: drydock-policy/1\ntitle: x\nlessons:\n  - lesson: map\n"
    let policy = try #require(GradePolicy.read(text, file: "p.yaml").policy)
    #expect(
      (policy.pass, policy.wantsOwnSeed, policy.allowsHints, policy.allowsShownSolutions) == (100, true, true, true))
  }

  @Test(arguments: [
    (
      "no-hints: true", "no-hint: true",
      "p.yaml:4:1: DD020 error: unknown key `no-hint` in the policy. Did you mean `no-hints`?"
    ),
    (
      "pass: 60", "pass: 160",
      "p.yaml:3:7: PO001 error: `pass` of the policy is a whole number from 0 to 100, not '160'"
    ),
    (
      "no-skips: true", "no-skips: yes",
      "p.yaml:5:11: PO001 error: `no-skips` of the policy is `true` or `false`, not 'yes'"
    ),
    (
      "seed: 42", "seed: 42\nown-seed: true",
      "p.yaml:6:1: PO001 error: `own-seed` and `seed` exclude each other: keep the one you mean"
    ),
    ("https://", "ftp://", "p.yaml:7:1: PO001 error: `home-page` is an address that begins with https://"),
    ("lesson: cli", "lesson: map", "p.yaml:14:5: PO001 error: the lesson id `map` is there twice; ids differ"),
    (
      "drydock-policy/1", "drydock-policy/9",
      "p.yaml:1:9: PO001 error: unknown format 'drydock-policy/9'; this version of Drydock reads drydock-policy/1"
    ),
  ])
  func aPolicyIsWrong(old: String, new: String, said: String) {
    let (policy, findings) = GradePolicy.read(whole.replacing(old, with: new), file: "p.yaml")
    #expect(policy == nil)
    #expect(findings.map(\.description) == [said])
  }

  @Test func whatTheCourseDoesNotHaveIsNamed() throws {
    let policy = try #require(GradePolicy.read(whole, file: "p.yaml").policy)
    let problems = policy.problems(in: { $0 == "map" ? ["furst"] : nil }, known: ["map", "cl"], file: "p.yaml")
    #expect(
      problems.map(\.message) == [
        "the lesson `map` has no step `first`. Did you mean `furst`?",
        "the course has no lesson `cli`. Did you mean `cl`?",
      ])
  }
}
