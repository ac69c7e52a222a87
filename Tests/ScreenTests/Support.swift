/// What the tests of this target share: canvases, and values as the course gives them.
import Documents
import Lessons
import Screen
import SimulationKit
import Testing

@testable import Course

enum Canvases {
  static let narrow = Canvas(columns: 60)
  static let usual = Canvas(columns: 80)
  static let wide = Canvas(columns: 100)
  static let coloured = Canvas(columns: 80, usesColour: true)
  static let plain = Canvas(columns: 80, isPlain: true)
}

/// Text as lines; the last line end is not one more.
func lines(_ text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

func check(
  _ say: String, _ state: CheckReport.State, isBonus: Bool = false, wanted: String? = nil, seen: String? = nil,
  look: String? = nil
) -> CheckReport {
  CheckReport(
    id: "c", say: say, state: state, isBonus: isBonus, isGuard: false, wanted: wanted, seen: seen, look: look)
}

func report(_ checks: CheckReport..., passesAfter: Duration? = nil) -> StepReport {
  StepReport(checks: checks, passesAfter: passesAfter)
}

/// The first step of a lesson whose body is `body`.
func step(_ body: String) throws -> Step {
  let text = """
    ---
    format: drydock-lesson/1
    id: sample
    version: 1.0.0
    title: A sample
    level: beginner
    minutes: 5
    requires: []
    objectives:
      - id: all
        text: All of it
    world:
      fixture: harbor
    ---

    \(body)

    """
  let reading = LessonReader.read(text, file: "lesson.md")
  #expect(reading.findings.filter { $0.severity == .error }.map(\.description) == [])
  let step = reading.lesson?.steps.first
  return try #require(step)
}
