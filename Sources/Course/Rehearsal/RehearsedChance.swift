/// Reading never solves a step that asks for a change, and neither do commands drawn by chance (T10).
///
/// In: a step and the stage that stands at its beginning. Out: findings. Which commands are drawn hangs on the lesson's
/// seed and the step's id alone. Operations that a solution uses are not drawn: hitting on one is a way to do it.
/// Source: lesson format, section 8.
import Interpreter
import Lessons
import SimulationKit

extension Rehearsal {
  private static let commandsInARun = 10

  func staysOpen(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) throws(RehearsalEnd) {
    guard draws > 0, !step.solutions.isEmpty else { return }
    for solution in step.solutions where try !changes(solution.commands, stage) { return }
    let used = step.solutions.flatMap(\.commands).flatMap { ServiceLint.operations(in: $0.text) }
    try reading(step, stage, &report)
    for run in 0..<(draws / Self.commandsInARun) {
      let chance = SeededStream(seed: stage.play.sandbox.seed).split("chance/\(step.id)/\(run)")
      var commands = RandomCommands(chance: chance, without: Set(used), readsOnly: false)
      let trial = try stage.copy()
      trial.play.asksForPassingAlone = true
      var typed: [String] = []
      for _ in 0..<Self.commandsInARun where !trial.play.isPassed {
        typed.append(commands.next(in: trial.play.sandbox.world))
        try trial.typeByChance(typed[typed.count - 1], isLast: typed.count == Self.commandsInARun)
      }
      report.count("T10", typed.count)
      guard trial.play.isPassed else { continue }
      return report.find(
        "T10", step,
        "a command drawn by chance passes the step: `\(typed[typed.count - 1])`; check what the step is about")
    }
  }

  private func changes(_ commands: [Command], _ stage: Stage) throws(RehearsalEnd) -> Bool {
    let trial = try stage.copy()
    trial.play.asksForPassingAlone = true
    _ = trial.type(commands)
    return trial.play.sandbox.entries(since: trial.play.start).contains { $0.isChange && $0.origin.kind != .lesson }
  }

  /// Everything that only looks, and every hint.
  private func reading(_ step: Step, _ stage: Stage, _ report: inout RehearsalReport) throws(RehearsalEnd) {
    report.count("T10")
    let trial = try stage.copy()
    trial.play.asksForPassingAlone = true
    for _ in step.hints { _ = trial.play.hint() }
    let chance = SeededStream(seed: trial.play.sandbox.seed).split("reading/\(step.id)")
    var commands = RandomCommands(chance: chance, without: [], readsOnly: true)
    var lines = ["aws ecs help", "map", "files"]
    for _ in 0..<20 { lines.append(commands.next(in: trial.play.sandbox.world)) }
    for line in lines where trial.type(line).isPassed {
      return report.find("T10", step, "looking passes the step: `\(line)`; check what changes")
    }
  }
}

extension Stage {
  /// Graded only where something has changed, and at the end: most of what is drawn is refused.
  fileprivate func typeByChance(_ line: String, isLast: Bool) throws(RehearsalEnd) {
    let before = play.sandbox.head
    let result = play.session.run(line)
    guard isLast || play.sandbox.entries(since: before).contains(where: \.isChange) else { return }
    do throws(LessonPlayError) { _ = try play.afterLine(result) } catch { throw RehearsalEnd(play.step, error.message) }
  }
}
