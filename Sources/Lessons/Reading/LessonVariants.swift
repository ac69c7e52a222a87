/// Variants of a lesson: the same steps with other names and numbers.
///
/// In: a lesson that was read, its bytes. Out: its further variants as lessons, and what is wrong with them and not with
/// the first. How a variant is read: `VariantReader`. Source: this project's own: DD014.
package struct LessonVariant: Hashable, Sendable {
  package let id: String
  /// In the order of the first variant.
  package let parameters: [Parameter]
  package let position: SourcePosition

  package struct Parameter: Hashable, Sendable {
    package let name: String
    package let value: String
    package let position: SourcePosition
  }
}

/// The further variants of a lesson, beside the first.
package enum LessonVariants {
  /// All of them as lessons, the first included; one that cannot be played is left out.
  package static func all(of first: Lesson, bytes: [UInt8], file: String) -> [Lesson] {
    let others = first.header.variants.dropFirst().compactMap { variant in
      LessonReader.read(bytes: bytes, file: file, variant: variant.id).lesson?.asVariant(of: first)
    }
    return [first] + others
  }

  /// What reading and the structural rules find in the further variants and not in the first. Ids are for ever, so they
  /// are the same in each.
  package static func findings(in bytes: [UInt8], file: String, first: Lesson) -> [LintFinding] {
    let known = LessonReader.read(bytes: bytes, file: file).findings + StructuralLint.findings(in: first, file: file)
    var findings: [LintFinding] = []
    for variant in first.header.variants.dropFirst() {
      let reading = LessonReader.read(bytes: bytes, file: file, variant: variant.id)
      let found = reading.findings + (reading.draft.map { StructuralLint.findings(in: $0, file: file) } ?? [])
      for finding in found where !(known + findings).contains(where: { $0.isAlike(finding) }) {
        findings.append(finding.inVariant(variant.id))
      }
      guard let draft = reading.draft, draft.ids != first.ids else { continue }
      findings.append(
        LintFinding(
          file: file, position: variant.position, code: "DD014",
          message: "the variant `\(variant.id)` has other ids of steps, checks or choices than the first; ids hold no "
            + "parameters"))
    }
    return findings
  }
}

extension Lesson {
  /// This variant, with what belongs to the lesson as a whole.
  func asVariant(of first: Lesson) -> Lesson {
    var lesson = self
    lesson.files = first.files
    lesson.firstVariantHashes = Dictionary(first.steps.map { ($0.id, $0.checksHash) }) { one, _ in one }
    return lesson
  }

  /// What progress and reports hang on.
  fileprivate var ids: [String] {
    steps.flatMap { step -> [String] in
      let questions = step.prediction?.questions ?? []
      let ids: [[String]] = [
        [step.id, step.kind.rawValue], step.checks.map(\.id), step.choices.map(\.id), questions.map(\.id),
        step.diagnoses.map(\.id),
      ]
      return ids.flatMap(\.self)
    }
  }
}

extension LintFinding {
  package func inVariant(_ id: String) -> LintFinding {
    LintFinding(
      file: file, position: position, code: code, severity: severity, message: "\(message) (in the variant `\(id)`)")
  }

  /// The same rule at the same place.
  package func isAlike(_ other: LintFinding) -> Bool { code == other.code && position.line == other.position.line }
}
