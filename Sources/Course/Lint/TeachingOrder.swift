/// Is everything shown before it is asked for, and does it come back (DD400, DD401, DD410, DD411), over the lessons of a course in their order.
///
/// In: lessons in order. Out: warnings. An operation is shown where a text, a demonstration, a prediction or a blank names
/// it, and where a solution uses it. Source: lesson format, section 7; pedagogy: worked example, faded, own, free.
import Lessons
import ServiceModels

package enum TeachingOrder {
  private static let mostNewOperations = 2
  private static let longestWithoutSurprise = 8
  private static let fewestInReview = 3

  package static func findings(_ lessons: [(lesson: Lesson, file: String)]) -> [LintFinding] {
    var shown: Set<String> = []
    var findings: [LintFinding] = []
    for (lesson, file) in lessons {
      func warn(_ code: String, _ position: SourcePosition, _ message: String) {
        findings.append(LintFinding(file: file, position: position, code: code, severity: .warning, message: message))
      }
      if lesson.steps.count > longestWithoutSurprise,
        !lesson.steps.contains(where: { $0.kind == .predict || $0.kind == .repair })
      {
        warn(
          "DD400", lesson.header.idPosition,
          "\(lesson.steps.count) steps without a prediction or a repair; let learners commit to an answer once")
      }
      if let (position, message) = reviewProblem(of: lesson) { warn("DD401", position, message) }
      shown.formUnion(operations(inTextsOf: nil, lesson))
      for step in lesson.steps {
        shown.formUnion(operations(inTextsOf: step, lesson))
        let asked = step.solutions.first.map { $0.commands.flatMap { ServiceLint.operations(in: $0.text) } } ?? []
        let new = Set(asked).subtracting(shown).sorted()
        if step.kind == .goal, let first = new.first {
          warn(
            "DD410", step.position,
            "the goal `\(step.id)` asks for `\(first)`, which was never shown; show it in an earlier step")
        }
        if new.count > mostNewOperations {
          warn(
            "DD411", step.position,
            "step `\(step.id)` asks for \(new.count) operations that were never shown (\(new.joined(separator: ", "))); "
              + "\(mostNewOperations) are enough")
        }
        shown.formUnion(asked)
      }
    }
    return findings
  }

  /// Too few steps come back in review, of those that could.
  private static func reviewProblem(of lesson: Lesson) -> (SourcePosition, String)? {
    let fitting = lesson.steps.filter(\.kind.fitsReview).map(\.id)
    let named = lesson.header.review
    let wanted = min(fewestInReview, fitting.count)
    guard named.count < wanted else { return nil }
    guard let first = named.first else {
      return (
        lesson.header.idPosition,
        "nothing of this lesson comes back in review; name \(wanted) to 6 of its steps, as in "
          + "`review: [\(fitting.prefix(wanted).joined(separator: ", "))]`"
      )
    }
    return (first.position, "\(named.count) of its steps come back in review; \(wanted) to 6 are good")
  }

  /// Named in what the learner reads of a step (of the introduction, where it is nil) without asking for help.
  private static func operations(inTextsOf step: Step?, _ lesson: Lesson) -> [String] {
    let texts = lesson.texts.filter { $0.stepID == step?.id && $0.role != .hint }
    let spans = texts.flatMap(\.codeSpans).map(\.text)
    let shown = step.map { step in
      step.demonstrations.flatMap(\.commands) + (step.prediction?.commands ?? [])
        + step.body.flatMap { item -> [Command] in
          if case .blanks(let block) = item { return block.commands }
          if case .ordering(let block) = item { return block.commands }
          return []
        }
    }
    let fences = step?.prose.compactMap { block -> String? in
      if case .codeBlock(_, let text) = block { text } else { nil }
    }
    let commands = (shown ?? []).map(\.text) + (fences ?? [])
    return commands.flatMap(ServiceLint.operations) + spans.flatMap(names)
  }

  /// `update-service` or `aws ecs update-service …`.
  private static func names(in span: String) -> [String] {
    let words = span.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let ecs = ServiceModel.named("ecs") else { return [] }
    return words.prefix(3).filter { ecs.operation(commandName: $0) != nil }
  }
}
