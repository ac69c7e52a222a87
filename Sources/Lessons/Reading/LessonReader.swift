/// Reads a lesson file: the only way from text to `Lesson`.
///
/// In: the bytes or text of `lesson.md` and its name for messages. Out: the lesson and everything wrong with it, in the
/// order of the file. Never stops at the first mistake, never traps, reads no other file. The rules that look at a
/// lesson as a whole are in `StructuralLint`. Source: lesson format, sections 1 to 6.
package enum LessonReader {
  package static let mostSteps = 100

  /// - Parameter variant: by its id; nil: the first, where there are any.
  package static func read(_ text: String, file: String, variant: String? = nil) -> LessonReading {
    let findings = Findings(file: file)
    return read(LessonSource(text: text, findings: findings), variant, findings)
  }

  /// - Parameters:
  ///   - bytes: UTF-8, at most 256 KiB.
  ///   - variant: by its id; nil: the first, where there are any.
  package static func read(bytes: [UInt8], file: String, variant: String? = nil) -> LessonReading {
    let findings = Findings(file: file)
    return read(LessonSource(bytes: bytes, findings: findings), variant, findings)
  }

  /// The front matter alone, for the list of lessons; the steps are not looked at.
  package static func readHeader(bytes: [UInt8], file: String) -> (header: LessonHeader?, findings: [LintFinding]) {
    let findings = Findings(file: file)
    let source = LessonSource(bytes: bytes, findings: findings)
    let header = source.flatMap { FrontMatterReader(findings: findings).read($0.frontMatter) }
    return (header, findings.list)
  }

  private static func read(_ source: LessonSource?, _ wanted: String?, _ findings: Findings) -> LessonReading {
    guard var source else { return LessonReading(draft: nil, findings: findings.list) }
    let header = FrontMatterReader(findings: findings).read(source.frontMatter)
    let variant = header?.variants.first { wanted == nil || $0.id == wanted }
    if let header, let wanted, variant == nil {
      findings.report(
        "DD014", at: .start,
        "the lesson has no variant `\(wanted)`" + NearestWord.question(wanted, among: header.variants.map(\.id)))
    }
    if header != nil { source = source.filled(by: variant, reportsUnused: wanted == nil, findings) }
    var body = BodyReader(source: source, findings: findings)
    body.read()
    if body.steps.isEmpty {
      findings.report("DD010", at: .start, "a lesson needs at least one step: `## Title {#id kind=do}`")
    }
    var draft = header.map { Lesson(header: $0, introduction: body.introduction, steps: body.steps, texts: body.texts) }
    draft?.variant = variant?.id
    return LessonReading(draft: draft, findings: findings.list.sorted())
  }
}

package struct LessonReading: Sendable {
  /// What could be read, even where something is wrong: for lint. Nil where the front matter is unusable.
  package let draft: Lesson?
  /// Sorted.
  package let findings: [LintFinding]

  /// The lesson to play; nil where anything is an error.
  package var lesson: Lesson? { findings.contains { $0.severity == .error } ? nil : draft }
}

/// Cuts the body into introduction and steps.
private struct BodyReader {
  let source: LessonSource
  let findings: Findings
  private(set) var introduction: [MarkdownBlock] = []
  private(set) var steps: [Step] = []
  private(set) var texts: [LearnerText] = []
  private var stepIDs: UniqueIdentifiers

  init(source: LessonSource, findings: Findings) {
    self.source = source
    self.findings = findings
    stepIDs = UniqueIdentifiers(what: "step", findings: findings, code: "DD010")
  }

  mutating func read() {
    let reading = MarkdownReader.read(source.body)
    for problem in reading.problems {
      findings.report("DD008", at: SourcePosition(line: problem.line, column: 1), problem.message)
    }
    var passages = reading.passages[...]
    var current: StepReader?
    for placed in reading.blocks {
      if case .heading(2, _) = placed.block {
        finish(current, passages: &passages, before: placed.firstLine)
        current = StepReader(heading: placed, source: source, findings: findings)
        _ = passages.popFirst()
      } else if current != nil {
        current?.take(placed)
      } else {
        takeIntroduction(placed)
      }
    }
    finish(current, passages: &passages, before: .max)
    texts.sort { $0.position < $1.position }
  }

  private mutating func takeIntroduction(_ placed: PlacedBlock) {
    if placed.fenceIndent != nil, source.lines.indices.contains(placed.firstLine - 1) {
      let info = FenceInfo(line: source.lines[placed.firstLine - 1])
      if let word = info.directive, let directive = Directive(rawValue: word) {
        findings.report(
          "DD012", at: SourcePosition(line: placed.firstLine, column: 1),
          "\(directive.withArticle) block belongs in a step; put it under a heading `## Title {#id kind=…}`")
        return
      }
    }
    introduction.append(placed.block)
  }

  private mutating func finish(
    _ reader: StepReader?, passages: inout ArraySlice<(line: Int, content: [MarkdownInline])>, before line: Int
  ) {
    let step = reader?.finish()
    while let passage = passages.first, passage.line < line {
      passages.removeFirst()
      texts.append(
        LearnerText(
          role: .prose, stepID: step?.step.id, content: passage.content,
          position: SourcePosition(line: passage.line, column: 1)))
    }
    guard let step else { return }
    stepIDs.insert(step.step.id, at: step.step.position)
    texts += step.texts
    if steps.count == LessonReader.mostSteps {
      findings.report(
        "DD010", at: step.step.position, "a lesson has at most \(LessonReader.mostSteps) steps; split it")
    }
    if steps.count < LessonReader.mostSteps { steps.append(step.step) }
  }
}
