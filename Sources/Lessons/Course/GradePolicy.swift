/// What counts in a grade: a file of an instructor's.
///
/// In: the file's text; untrusted. Out: a `GradePolicy`, and findings (PO001). The file is YAML in the lessons' strict
/// subset:
/// ```yaml
/// format: drydock-policy/1   # required, exactly this
/// title: The midterm         # required
/// pass: 60                   # the percentage that passes; 100 where left out
/// no-hints: true             # a step with a hint opened earns nothing; false where left out
/// no-skips: true             # nor does one whose solution was shown; a step that was skipped never does
/// own-seed: true             # each learner in a world of their own; true where left out
/// seed: 42                   # or all in this one: `drydock learn LESSON --seed 42`
/// home-page: https://school.example   # names the learners' accounts in xAPI statements
/// lessons:                   # required, at least one
///   - lesson: map
///     points: 10             # what the lesson is worth; its steps' points together where left out
///     steps:                 # other points for some of its steps
///       - step: first-question
///         points: 3
/// ```
/// Source: lesson format, section 9.
package struct GradePolicy: Hashable, Sendable {
  package struct GradedLesson: Hashable, Sendable {
    package let id: String
    package let points: Int?
    package let steps: [(id: String, points: Int)]
    package let position: SourcePosition

    package func points(ofStep id: String) -> Int? { steps.first { $0.id == id }?.points }
    package static func == (left: Self, right: Self) -> Bool {
      left.id == right.id && left.points == right.points && left.steps.elementsEqual(right.steps) { $0 == $1 }
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  package let title: String
  /// Percent, 0 to 100.
  package let pass: Int
  package let allowsHints: Bool
  package let allowsShownSolutions: Bool
  package let wantsOwnSeed: Bool
  package let seed: UInt64?
  package let homePage: String
  package let lessons: [GradedLesson]

  package static let format = "drydock-policy/1"
  package static let mostBytes = 64 * 1024
  static let mostPoints = 10_000

  /// - Parameter text: of the file.
  package static func read(_ text: String, file: String) -> (policy: GradePolicy?, findings: [LintFinding]) {
    let findings = Findings(file: file)
    let policy = GradePolicyReader(findings: findings).read(text)
    return (findings.hasErrors ? nil : policy, findings.list.sorted())
  }
}

private struct GradePolicyReader {
  let findings: Findings
  private static let code = "PO001"
  private static let keys = [
    "format", "title", "pass", "no-hints", "no-skips", "own-seed", "seed", "home-page", "lessons",
  ]

  func read(_ text: String) -> GradePolicy? {
    let node: YAMLNode
    do throws(StrictYAML.Failure) { node = try StrictYAML.read(text, firstLine: 1) } catch {
      findings.report(Self.code, at: error.position, error.message)
      return nil
    }
    guard
      let mapping = YAMLMapping(node, name: "the policy", keys: Self.keys, findings: findings, code: Self.code)
    else { return nil }
    if let format = mapping.required("format"), format.scalar != GradePolicy.format {
      mapping.report(
        "unknown format \(format.kindName); this version of Drydock reads \(GradePolicy.format)", at: format.position)
    }
    let title = mapping.requiredText("title")
    let seed = mapping["seed"].flatMap { mapping.seed($0, of: "seed") }
    let ownSeed = mapping.boolean("own-seed")
    if seed != nil, ownSeed == true {
      mapping.report(
        "`own-seed` and `seed` exclude each other: keep the one you mean", at: mapping.keyPosition("seed"))
    }
    let lessons = readLessons(mapping)
    guard let title else { return nil }
    return GradePolicy(
      title: title.trimmed, pass: mapping.integer("pass", in: 0...100) ?? 100,
      allowsHints: !(mapping.boolean("no-hints") ?? false),
      allowsShownSolutions: !(mapping.boolean("no-skips") ?? false),
      wantsOwnSeed: seed == nil && ownSeed ?? true, seed: seed, homePage: homePage(mapping), lessons: lessons)
  }

  private func homePage(_ mapping: YAMLMapping) -> String {
    guard let page = mapping.text("home-page") else { return "https://drydock.invalid" }
    if !page.hasPrefix("https://") || page.contains(where: \.isWhitespace) {
      mapping.report("`home-page` is an address that begins with https://", at: mapping.keyPosition("home-page"))
    }
    return page
  }

  private func readLessons(_ mapping: YAMLMapping) -> [GradePolicy.GradedLesson] {
    _ = mapping.required("lessons")
    var names = UniqueIdentifiers(what: "lesson", findings: findings, code: Self.code)
    return mapping.elements("lessons", most: 200).compactMap { node in
      let keys = ["lesson", "points", "steps"]
      guard let item = YAMLMapping(node, name: "a lesson", keys: keys, findings: findings, code: Self.code),
        let id = item.identifier("lesson")
      else { return nil }
      names.insert(id, at: node.position)
      return GradePolicy.GradedLesson(
        id: id, points: item.integer("points", in: 0...GradePolicy.mostPoints), steps: readSteps(item),
        position: item["lesson"]?.position ?? node.position)
    }
  }

  private func readSteps(_ lesson: YAMLMapping) -> [(id: String, points: Int)] {
    var names = UniqueIdentifiers(what: "step", findings: findings, code: Self.code)
    return lesson.elements("steps", most: 200).compactMap { node in
      guard
        let item = YAMLMapping(node, name: "a step", keys: ["step", "points"], findings: findings, code: Self.code),
        let id = item.identifier("step")
      else { return nil }
      names.insert(id, at: node.position)
      guard item.required("points") != nil, let points = item.integer("points", in: 0...GradePolicy.mostPoints) else {
        return nil
      }
      return (id, points)
    }
  }
}

extension GradePolicy {
  /// What the policy names and the course does not have.
  package func problems(in course: (_ lesson: String) -> [String]?, known: [String], file: String) -> [LintFinding] {
    lessons.flatMap { graded -> [LintFinding] in
      guard let steps = course(graded.id) else {
        let message = "the course has no lesson `\(graded.id)`" + NearestWord.question(graded.id, among: known)
        return [LintFinding(file: file, position: graded.position, code: "PO002", message: message)]
      }
      return graded.steps.filter { !steps.contains($0.id) }.map { step in
        let message =
          "the lesson `\(graded.id)` has no step `\(step.id)`" + NearestWord.question(step.id, among: steps)
        return LintFinding(file: file, position: graded.position, code: "PO002", message: message)
      }
    }
  }
}
