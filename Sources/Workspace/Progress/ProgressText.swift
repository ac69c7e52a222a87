/// Progress as one text file, to take to another machine: a line of JSON for each step.
///
/// In: a profile's progress, or such a text. Out: the text, or the progress of both together. What is read is untrusted and
/// capped. Together means: solved on either is solved, the most tries and hints, the best medal, all answers.
import Documents

package enum ProgressText {
  package static let firstLine = "drydock-progress/1"
  package static let mostBytes = 4 << 20
  private static let mostLines = 20_000
  private static let mostNameBytes = 128

  package static func written(_ steps: [(key: StepKey, progress: StepProgress)]) -> String {
    let lines = steps.map { key, progress -> String in
      let line: Document = [
        "lesson": .string(key.lesson), "step": .string(key.step), "checks": .string(key.checks),
        "progress": progress.content, "firstAt": .string(progress.firstAt), "lastAt": .string(progress.lastAt),
      ]
      return line.written() + "\n"
    }
    return firstLine + "\n" + lines.joined()
  }

  /// - Throws: `progressText` with the line that cannot be read.
  package static func read(_ text: String) throws(WorkspaceError) -> [(key: StepKey, progress: StepProgress)] {
    guard text.utf8.count <= mostBytes else {
      throw .progressText(line: 1, reason: "it is larger than \(mostBytes >> 20) MiB")
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == firstLine[...] else {
      throw .progressText(line: 1, reason: "it does not begin with `\(firstLine)`; `drydock export` writes such a file")
    }
    guard lines.count <= mostLines else { throw .progressText(line: mostLines, reason: "it has too many lines") }
    var steps: [(key: StepKey, progress: StepProgress)] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      guard let document = try? DocumentReader.read(String(line)), let key = key(document) else {
        throw .progressText(line: index + 1, reason: "it is no progress of a step")
      }
      var progress = StepProgress(content: document["progress"] ?? .null)
      progress.firstAt = name(document["firstAt"]) ?? ""
      progress.lastAt = name(document["lastAt"]) ?? ""
      steps.append((key, progress))
    }
    return steps
  }

  private static func key(_ document: Document) -> StepKey? {
    guard let lesson = name(document["lesson"]), let step = name(document["step"]),
      let checks = name(document["checks"])
    else { return nil }
    return StepKey(lesson: lesson, step: step, checks: checks)
  }

  /// Plain and short: it will be printed.
  private static func name(_ document: Document?) -> String? {
    guard let text = document?.string, text.utf8.count <= mostNameBytes,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    return text
  }
}

extension StepProgress {
  private static let medals = ["gold", "silver", "bronze"]

  /// What both have reached, each at its best.
  package mutating func join(_ other: StepProgress) {
    let wasSolved = isSolved
    isSolved = isSolved || other.isSolved
    isSolutionShown = wasSolved ? isSolutionShown : isSolutionShown || other.isSolutionShown
    isSkipped = isSkipped || other.isSkipped
    attempts = max(attempts, other.attempts)
    hints = max(hints, other.hints)
    points = max(points, other.points)
    let best = Self.medals.first { $0 == medal || $0 == other.medal }
    medal = best
    if passedAt.isEmpty || (!other.passedAt.isEmpty && other.passedAt < passedAt) { passedAt = other.passedAt }
    let both = reviews + other.reviews.filter { !reviews.contains($0) }
    reviews = both.sorted { ($0.at, $0.outcome.rawValue) < ($1.at, $1.outcome.rawValue) }.suffix(Self.mostReviews)
    earnedChecks += other.earnedChecks.filter { !earnedChecks.contains($0) }
    for (question, choices) in other.answers {
      guard let index = answers.firstIndex(where: { $0.question == question }) else {
        answers.append((question, choices))
        continue
      }
      if choices.count > answers[index].choices.count { answers[index].choices = choices }
    }
  }
}

extension ProgressStore {
  /// Adds what a text has to what is there. - Returns: how many steps the text has.
  /// - Throws: `progressText`, the store's errors.
  package func join(_ text: String) throws(WorkspaceError) -> Int {
    let steps = try ProgressText.read(text)
    for (key, progress) in steps { try update(key) { $0.join(progress) } }
    return steps.count
  }
}
