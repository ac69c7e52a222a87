/// Whether a lesson can be read on every terminal (T13): wide and narrow, with colour and without, aloud.
///
/// In: a lesson. Out: findings: a line that is wider than the terminal, or an escape sequence where there is no colour.
/// Commands and what they print are never wrapped, so that they can be copied; they do not count.
/// Source: lesson format, section 8.
import Course
import Lessons
import Text

package enum LessonRendering {
  private static let canvases: [(name: String, canvas: Canvas)] = [
    ("100 columns in colour", Canvas(columns: 100, usesColour: true)), ("80 columns", Canvas(columns: 80)),
    ("60 columns", Canvas(columns: 60)), ("60 columns aloud", Canvas(columns: 60, isPlain: true)),
  ]

  package static func check(_ lesson: Lesson, _ report: inout RehearsalReport) {
    for (index, step) in lesson.steps.enumerated() {
      for (name, canvas) in canvases {
        report.count("T13")
        let introduction = index == 0 ? lesson.introduction : []
        var lines = canvas.opening(of: step, number: index + 1, of: lesson.steps.count, introduction: introduction)
        lines += step.hints.enumerated().flatMap { canvas.hint($0.offset + 1, $0.element) }
        lines += canvas.debrief(step) + (step.prediction?.questions.flatMap(canvas.question) ?? [])
        lines += step.diagnoses.flatMap { canvas.markdown(text: $0.say) }
        lines += step.choices.flatMap { canvas.markdown(text: $0.why) }
        guard let (line, problem) = lines.lazy.compactMap({ line in fault(in: line, canvas).map { (line, $0) } }).first
        else { continue }
        report.find("T13", step, "at \(name) \(problem): \(line.prefix(60))")
      }
    }
  }

  private static func fault(in line: String, _ canvas: Canvas) -> String? {
    if !canvas.usesColour, line.unicodeScalars.contains("\u{1B}") { return "a line has an escape sequence" }
    let shown = plain(line)
    if shown.hasPrefix("    ") || !shown.contains(" ") { return nil }
    return DisplayWidth.of(shown) > canvas.columns ? "a line is too wide" : nil
  }

  /// Without SGR sequences.
  private static func plain(_ line: String) -> String {
    guard line.unicodeScalars.contains("\u{1B}") else { return line }
    var result = ""
    var isInside = false
    for character in line {
      if character == "\u{1B}" { isInside = true }
      if !isInside { result.append(character) }
      if character == "m" { isInside = false }
    }
    return result
  }
}
