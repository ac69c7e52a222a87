/// The rules that need nothing but the lesson: what reading alone does not see.
///
/// In: a lesson, as far as it could be read. Out: findings, sorted. Knows no cloud: whether a command exists or a query
/// can be reached is judged in Course. Source: lesson format, section 7: DD040 to DD043, DD050, DD070, DD080, DD081,
/// DD090; DD013 and DD401 are this project's own.
package enum StructuralLint {
  /// The rules on a lesson that was read; `LessonReading.findings` has what reading found.
  package static func findings(in lesson: Lesson, file: String) -> [LintFinding] {
    let findings = Findings(file: file)
    TeachingRules(lesson: lesson, findings: findings).apply()
    ChoiceRules(findings: findings).apply(to: lesson)
    WordingRules(lesson: lesson, findings: findings).apply()
    FolderRules(findings: findings).apply(to: lesson)
    ReviewRules(findings: findings).apply(to: lesson)
    return findings.list.sorted()
  }

  /// Everything about one file: reading and rules.
  package static func findings(in text: String, file: String) -> [LintFinding] {
    let reading = LessonReader.read(text, file: file)
    return (reading.findings + (reading.draft.map { findings(in: $0, file: file) } ?? [])).sorted()
  }
}
