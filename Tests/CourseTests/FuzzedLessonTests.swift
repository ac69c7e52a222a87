/// Lessons come from strangers: one that can be read can be linted and played to its end, whatever stands in it.
import Course
import Foundation
import Interpreter
import Lessons
import SimulationKit
import Testing
import Workspace

@Suite struct FuzzedLessons {
  /// `DRYDOCK_FUZZ=200` tries so many of each lesson; `DRYDOCK_FUZZ_SEED=7` tries others.
  private static let environment = ProcessInfo.processInfo.environment
  private static let mutations = environment["DRYDOCK_FUZZ"].flatMap { Int($0) } ?? 1
  private static let seed = environment["DRYDOCK_FUZZ_SEED"].flatMap { UInt64($0) } ?? 0
  private static let words = [
    "0", "-1", "99999999999999999999", "30d", "null", "''", "$(aws ecs list-tasks)", "*", "web", "/(a+)+$/",
    "file:///etc/passwd",
    "true", "[]", "{}", "services[*]", "&", "|", ">", "____",
  ]

  /// Whole lines and words: most of what comes out can still be read, unlike bytes that are mutated.
  private func mutated(_ text: String, _ chance: inout SeededStream) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<chance.number(in: 1...4) {
      let place = chance.number(in: 15...(lines.count - 1))
      switch chance.number(in: 0...3) {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: chance.number(in: 15...(lines.count - 1)))
      case 2: lines.swapAt(place, chance.number(in: 15...(lines.count - 1)))
      default:
        var words = lines[place].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        words[chance.number(in: 0...(words.count - 1))] = chance.element(of: Self.words) ?? "web"
        lines[place] = words.joined(separator: " ")
      }
    }
    return lines.joined(separator: "\n")
  }

  // Three of the course in `make test`, all of them in CI.
  @Test(arguments: mutations > 1 ? Repository.lessonIDs : Array(Repository.lessonIDs.prefix(3)))
  func aMutatedLessonPlaysOrIsRefused(id: String) throws {
    let folder = try #require(Repository.course?.manifest.lessons.first { $0.id == id }).folder
    let text = try Repository.text("lessons/\(folder)/lesson.md")
    let files = try #require(Repository.course).lesson(id).files
    var played = 0
    for number in 0..<Self.mutations {
      var chance = SeededStream(seed: Self.seed).split("\(id)/\(number)")
      let reading = LessonReader.read(mutated(text, &chance), file: "lesson.md")
      guard var lesson = reading.lesson else {
        #expect(!reading.findings.isEmpty)
        continue
      }
      lesson.files = files
      _ = ServiceLint.findings(in: lesson, file: "lesson.md")
      played += try play(lesson, &chance) ? 1 : 0
    }
    if Self.mutations > 1 {
      print("\(id): \(played) of \(Self.mutations) mutated lessons were played, seed \(Self.seed)")
    }
  }

  /// Some of what stands in each step is typed, then it is passed over.
  private func play(_ lesson: Lesson, _ chance: inout SeededStream) throws -> Bool {
    let sandbox: Sandbox
    let learner: Learner
    do {
      sandbox = try Sandbox.rehearsal(fixture: Repository.fixture(lesson.world.fixture), seed: 7)
      learner = try Learner(lesson, sandbox: sandbox)
    } catch { return false }
    for step in lesson.steps where !learner.play.isFinished {
      let lines = (step.solutions.flatMap(\.commands) + step.attempts.flatMap(\.commands)).map(\.text)
      for line in [chance.element(of: lines), "hint", "answer a"].compactMap(\.self) {
        _ = try? learner.type(line)
        #expect(
          learner.last?.chunks.contains { $0.text.contains("\u{1B}") } != true, "\(lesson.id)/\(step.id): \(line)")
      }
      do { if case .refused = try learner.play.next() { _ = try learner.play.skip() } } catch { return false }
    }
    return true
  }
}
