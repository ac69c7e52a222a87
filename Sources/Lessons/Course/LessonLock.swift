/// `lessons.lock`: the ids that learners' progress already hangs on, so that none disappears by accident (DD011).
///
/// In: the file's text, or the lessons to write it for. Out: findings, or the text. One id a line, sorted; `#` begins
/// a comment:
/// ```
/// services-heal                    a lesson
/// services-heal/create do          a step and its kind
/// services-heal/create/active      a check
/// ```
/// Source: lesson format, sections 1.6 and 7.
package struct LessonLock: Hashable, Sendable {
  package static let fileName = "lessons.lock"

  private struct Line: Hashable, Sendable {
    let number: Int
    let lesson: String
    let step: String?
    let check: String?
    let kind: String?
  }
  private let lines: [Line]

  package init(text: String) {
    var lines: [Line] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().prefix(20_000) {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let path = words.first?.split(separator: "/").map(String.init), (1...3).contains(path.count) else {
        continue
      }
      lines.append(
        Line(
          number: index + 1, lesson: path[0], step: path.count > 1 ? path[1] : nil,
          check: path.count > 2 ? path[2] : nil, kind: words.count > 1 ? String(words[1]) : nil))
    }
    self.lines = lines
  }

  /// The file's text for lessons as they are.
  package static func text(for lessons: [Lesson]) -> String {
    var ids: [String] = []
    for lesson in lessons {
      ids.append(lesson.id)
      for step in lesson.steps {
        ids.append("\(lesson.id)/\(step.id) \(step.kind.rawValue)")
        ids += step.checks.map { "\(lesson.id)/\(step.id)/\($0.id)" }
      }
    }
    return "# Ids that learners' progress hangs on.\n" + ids.sorted().joined(separator: "\n") + "\n"
  }

  func findings(for lessons: [(lesson: Lesson, file: String)], manifest: CourseManifest) -> [LintFinding] {
    lines.compactMap { line in
      guard let (lesson, file) = lessons.first(where: { $0.lesson.id == line.lesson }) else {
        return line.step == nil ? missingLesson(line, manifest) : nil
      }
      return problem(line, in: lesson).map {
        LintFinding(file: file, position: .start, code: "DD011", message: $0)
      }
    }
  }

  private func missingLesson(_ line: Line, _ manifest: CourseManifest) -> LintFinding? {
    let isListed = manifest.lessons.contains { $0.id == line.lesson }
    let isExcused =
      manifest.retired.contains(line.lesson) || manifest.renamed.contains { $0.old == line.lesson }
    if isListed || isExcused { return nil }
    return LintFinding(
      file: LessonLock.fileName, position: SourcePosition(line: line.number, column: 1), code: "DD011",
      message: "the lesson `\(line.lesson)` is gone; ids are for ever: bring it back, or name it in `renamed` or "
        + "`retired` of \(CourseManifest.fileName)")
  }

  private func problem(_ line: Line, in lesson: Lesson) -> String? {
    guard let stepID = line.step else { return nil }
    let wayOut = "ids are for ever: bring it back, or name it in `renamed` or `retired`"
    guard let step = lesson.step(stepID) else {
      if line.check != nil || isExcused(stepID, lesson) { return nil }
      return "the step `\(stepID)` is gone; \(wayOut)"
    }
    if let check = line.check {
      if step.checks.contains(where: { $0.id == check }) || isExcused("\(stepID)/\(check)", lesson) { return nil }
      return "the check `\(check)` of step `\(stepID)` is gone; \(wayOut)"
    }
    guard let kind = line.kind, kind != step.kind.rawValue else { return nil }
    return "step `\(stepID)` was of kind `\(kind)` and is now `\(step.kind.rawValue)`; a step that means something "
      + "else gets a new id"
  }

  private func isExcused(_ id: String, _ lesson: Lesson) -> Bool {
    lesson.header.retired.contains(id) || lesson.header.renamed.contains { $0.old == id }
  }
}
