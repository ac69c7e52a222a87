/// Writes recorded blocks into the text of a lesson.
///
/// In: the text of a `lesson.md`, a step's id, blocks. Out: the text with the blocks at the end of that step, or with a new
/// step at the end. Changes nothing else.
package enum StepWriting {
  /// - Parameters:
  ///   - step: an id of the lesson, or a new one.
  ///   - checks: YAML entries, one string each.
  package static func adding(
    solution: [String], checks: [String], toStep step: String, of lesson: Lesson, text: String
  ) -> Result<String, Problem> {
    if let problem = problem(step, of: lesson) { return .failure(problem) }
    guard !solution.isEmpty else { return .failure(.nothingRecorded) }
    let check = checks.isEmpty ? "" : "```yaml check\n\(checks.joined())```\n\n"
    let blocks = check + "```sh solution\n\(solution.joined(separator: "\n"))\n```\n"
    guard let index = lesson.stepIndex(step) else {
      let objective = lesson.objectives.first.map { " objectives=\($0.id)" } ?? ""
      let heading = "## \(title(of: step)) {#\(step) kind=do\(objective)}\n\nSay what is to be done.\n\n"
      return .success(text.trimmedEnd + "\n\n" + heading + hints(solution) + blocks)
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let next = lesson.steps.dropFirst(index + 1).first?.position.line ?? lines.count + 1
    lines.insert(
      contentsOf: blocks.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      at: min(next - 1, lines.count))
    return .success(lines.joined(separator: "\n"))
  }

  /// Why nothing can be written for that step, whatever is recorded.
  package static func problem(_ step: String, of lesson: Lesson) -> Problem? {
    guard Identifier.isKebabCase(step) else { return .notAnID(step) }
    return lesson.step(step).map(\.solutions.isEmpty) ?? true ? nil : .hasSolution(step)
  }

  package enum Problem: Error, Hashable, Sendable {
    case notAnID(String)
    case nothingRecorded
    case hasSolution(String)

    package var message: String {
      switch self {
      case .notAnID(let text): Identifier.message("a step's id", text)
      case .nothingRecorded: "nothing was typed that changes anything, so there is nothing to write"
      case .hasSolution(let step):
        "step `\(step)` has a solution; take it out of the file first, or record another step"
      }
    }
  }

  private static func title(of step: String) -> String {
    let words = step.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// A nudge, and the first command with gaps.
  private static func hints(_ solution: [String]) -> String {
    let words = (solution.first { $0.hasPrefix("aws ") } ?? solution[0]).split(separator: " ").map(String.init)
    var gaps: [String] = []
    var isValue = false
    for word in words {
      if word.hasPrefix("--") {
        gaps.append(word)
        isValue = false
      } else if gaps.last?.hasPrefix("--") == true {
        gaps.append("____")
        isValue = true
      } else if !isValue {
        gaps.append(word)
      }
    }
    let nudge =
      words.first == "aws" && words.count > 1
      ? "`aws \(words[1]) help` lists what can be done." : "Look at the task once more."
    return "```text hint\n\(nudge)\n```\n\n```sh hint\n\(gaps.joined(separator: " "))\n```\n\n"
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
