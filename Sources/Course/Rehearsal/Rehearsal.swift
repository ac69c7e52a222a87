/// The lesson's own test: plays its solutions, its wrong tries and its predictions in memory, and says what does not hold.
///
/// In: a lesson and the fixtures of its course. Out: a report. Changes nothing outside.
/// Source: lesson format, section 8: T1 parses, T2 fails before, T3 solution passes, T4 nothing superfluous, T5 every check
/// earns its place, T6 attempts, T7 guards bite, T8 entry by fast-forward, T9 deterministic, T10 reading never solves, T11
/// the symptom is real, each with the lesson's own seed and three more (T5, T7 and T10 with its own alone).
import Documents
import Interpreter
import Lessons
import SimulationKit
import Workspace

package struct Rehearsal {
  let lesson: Lesson
  /// The lesson's own first.
  let seeds: [UInt64]
  let fixture: Fixture
  /// How many commands are drawn by chance for each step (T10).
  package var draws = 200
  /// Seconds of the machine, from the edge; nil: nobody asks how long steps take.
  package var clock: (() -> Double)?

  /// - Parameters:
  ///   - seed: the only one to play with; nil: the lesson's own and three more.
  ///   - fixture: finds a fixture by name: the course's own or one that is compiled in.
  package init(
    _ lesson: Lesson, seed: UInt64? = nil, fixture: (String) throws(WorkspaceError) -> Fixture
  ) throws(WorkspaceError) {
    self.lesson = lesson
    let further = lesson.world.seeds.isEmpty ? (1...3).map { lesson.world.seed &+ $0 } : lesson.world.seeds
    seeds = seed.map { [$0] } ?? [lesson.world.seed] + further
    self.fixture = try fixture(lesson.world.fixture)
  }

  /// Every guarantee; with the first seed the lesson is played three times, for T8 and T9.
  package func run() -> RehearsalReport {
    var report = RehearsalReport()
    checkParses(&report)
    for (index, seed) in seeds.enumerated() {
      let played = play(seed, index == 0 ? .thorough : .everything)
      if index > 0 {
        report.add(played, seed: seed)
        if index == 1 { report.seconds = played.seconds }
      } else {
        report.take(played)
        report.count("T9")
        let again = play(seed, seeds.count > 1 ? .transcribed : .everything)
        report.seconds = again.seconds
        if again.transcript != played.transcript, let first = lesson.steps.first {
          report.find("T9", first, "two runs with seed \(seed) differ")
        }
      }
      for (position, message) in Self.differences(played.predicted, seed, from: report.predicted, seeds[0]) {
        report.findings.append(RehearsalFinding(guarantee: "T3", step: "", message: message, position: position))
      }
    }
    return report
  }

  /// With the lesson's own seed alone, and without what is tried once for a lesson: for its further variants.
  package func runOnce() -> RehearsalReport {
    var report = RehearsalReport()
    checkParses(&report)
    report.take(play(seeds[0], .everything))
    return report
  }

  private func checkParses(_ report: inout RehearsalReport) {
    report.count("T1")
    for finding in ServiceLint.findings(in: lesson, file: "") where finding.code == "DD030" {
      report.findings.append(
        RehearsalFinding(guarantee: "T1", step: "", message: finding.message, position: finding.position))
    }
  }

  // MARK: Predictions that hang on chance

  /// The lint rule DD051: what happens is among the options, and the same with every seed.
  package func predictionFindings(file: String) -> [LintFinding] {
    guard lesson.steps.contains(where: { $0.prediction != nil }) else { return [] }
    var findings: [LintFinding] = []
    func find(_ position: SourcePosition, _ message: String) {
      if findings.contains(where: { $0.position == position }) { return }
      findings.append(LintFinding(file: file, position: position, code: "DD051", message: message))
    }
    var own: [RehearsalReport.Predicted] = []
    for (index, seed) in seeds.enumerated() {
      let played = play(seed, .solutions)
      if index == 0 { own = played.predicted }
      for predicted in played.predicted {
        let options = lesson.step(predicted.step)?.prediction?.questions.first { $0.id == predicted.question }?.options
        if options?.contains(where: { $0.shown == predicted.actual }) == true { continue }
        find(predicted.position, Self.notAnOption(predicted.question, predicted.actual))
      }
      for (position, message) in Self.differences(played.predicted, seed, from: own, seeds[0]) {
        find(position, message)
      }
    }
    return findings.sorted()
  }

  static func notAnOption(_ question: String, _ actual: String) -> String {
    "the answer to `\(question)` is \(actual), which is not among its options"
  }

  private static func differences(
    _ now: [RehearsalReport.Predicted], _ seed: UInt64, from own: [RehearsalReport.Predicted], _ ownSeed: UInt64
  ) -> [(SourcePosition, String)] {
    now.compactMap { predicted in
      let other = own.first { $0.step == predicted.step && $0.question == predicted.question }
      guard let other, other.actual != predicted.actual else { return nil }
      return (
        predicted.position,
        "the answer to `\(predicted.question)` is \(other.actual) with seed \(ownSeed) and \(predicted.actual) with "
          + "seed \(seed); ask about something that does not hang on chance"
      )
    }
  }

  // MARK: Playing

  enum Extent {
    /// Everything, and what is tried with one seed alone.
    case thorough
    case everything
    /// What stands in the transcript.
    case transcribed
    case solutions
  }

  private func play(_ seed: UInt64, _ extent: Extent) -> RehearsalReport {
    var report = RehearsalReport()
    do throws(RehearsalEnd) {
      let stage = try Stage(lesson: lesson, fixture: fixture, seed: seed)
      let ahead = extent == .solutions ? nil : try Stage(lesson: lesson, fixture: fixture, seed: seed)
      for step in lesson.steps {
        if let ahead { comparesEntries(stage, ahead, step, &report) }
        // A learner may come back another day, when the variables of the steps before are gone.
        stage.play.session.variables = [:]
        report.transcript += "## \(step.id)\n"
        let began = clock?()
        try rehearse(step, stage, extent, &report)
        if let began, let clock { report.seconds.append((step.id, clock() - began)) }
        for message in stage.play.looks.gaveUp.sorted()
        where !report.findings.contains(where: { $0.message == message }) {
          report.find("T3", step, message)
        }
        try stage.goOn(from: step)
        try ahead?.skip(step)
      }
      if ahead != nil { comparesReplay(stage, &report) }
    } catch {
      report.findings.append(error.finding)
    }
    return report
  }

  func rehearse(
    _ step: Step, _ stage: Stage, _ extent: Extent, _ report: inout RehearsalReport
  ) throws(RehearsalEnd) {
    switch step.kind {
    case .explain: break
    case .quiz: rehearseQuiz(step, stage, &report)
    case .predict: rehearsePrediction(step, stage, &report)
    case .do, .goal, .repair, .timed:
      if extent != .solutions { try tryEverythingElse(step, stage, extent, &report) }
      if let solution = step.solutions.first { passes(solution, of: step, stage, &report) }
      symptom(of: step, stage, shows: false, &report)
    }
  }
}
