/// Grades a step: which checks hold now, which will, and whether they all hold together at one instant.
///
/// In: a step, the sandbox, where the step began. Out: a `StepReport`. Looks ahead on copies of the world and changes
/// nothing. Source: lesson format, section 4, "Time" and the rules after it.
import Cloud
import Documents
import Interpreter
import Lessons
import SimulationKit
import Workspace

struct Grader {
  let step: Step
  let sandbox: Sandbox
  /// The entry that began the step.
  let start: EntryID
  let judge: Judge

  init(step: Step, sandbox: Sandbox, start: EntryID, firstEvent: Int, looks: LookCache) {
    self.step = step
    self.sandbox = sandbox
    self.start = start
    judge = Judge(history: History(sandbox.entries(since: start)), firstEvent: firstEvent, looks: looks)
  }

  func report() -> StepReport {
    let world = sandbox.world
    var verdicts = step.checks.map { judge.verdict($0.condition, check: $0.id, in: world) }
    var broken = brokenSince()
    for (index, check) in step.checks.enumerated() where check.condition.timing.throughout != nil {
      verdicts[index].holds = broken[index] == nil
    }
    let ahead = lookAhead(from: world, now: verdicts.map(\.holds), broken: &broken)
    let reports = step.checks.indices.map { index in
      checkReport(step.checks[index], verdicts[index], firstTrue: ahead.firstTrue[index], broken: broken[index])
    }
    return StepReport(checks: reports, passesAfter: ahead.passesAt.map { $0 - world.now })
  }

  // MARK: Since the step began

  /// For each check with `always` or `never`: the first instant at which it was violated.
  private func brokenSince() -> [Instant?] {
    var broken = [Instant?](repeating: nil, count: step.checks.count)
    guard step.checks.contains(where: { $0.condition.timing.throughout != nil }) else { return broken }
    func note(_ world: World) {
      for (index, check) in step.checks.enumerated() where broken[index] == nil && isViolated(check, in: world) {
        broken[index] = world.now
      }
    }
    do throws(WorkspaceError) {
      note(try sandbox.fork(at: start).world)
      try sandbox.walk(
        after: start,
        observe: { world, _ in
          note(copy world)
          return .goOn
        },
        visit: { _, world in
          note(copy world)
          return .goOn
        })
    } catch { return broken }
    return broken
  }

  private func isViolated(_ check: Check, in world: World) -> Bool {
    switch check.condition.timing.throughout {
    case .always: !judge.verdict(check.condition, check: check.id, in: world).holds
    case .never: judge.verdict(check.condition, check: check.id, in: world).holds
    case nil: false
    }
  }

  // MARK: Ahead

  private struct Ahead {
    var firstTrue: [Instant?]
    var passesAt: Instant?
  }

  /// Lets a copy of the world run as far as the checks allow, and finds the first instant at which all hold together.
  private func lookAhead(from world: World, now: [Bool], broken: inout [Instant?]) -> Ahead {
    let checks = step.checks
    var ahead = Ahead(firstTrue: now.map { $0 ? world.now : nil }, passesAt: nil)
    let required = checks.indices.filter { !checks[$0].isBonus }
    let guardsHold = required.allSatisfy { broken[$0] == nil }
    let hold =
      required.compactMap { checks[$0].condition.timing.hold }.max().map { Duration.seconds($0.seconds) } ?? .zero
    if guardsHold, required.allSatisfy({ now[$0] }), hold == .zero {
      ahead.passesAt = world.now
      return ahead
    }
    let waits = required.filter { !now[$0] }.map { checks[$0].condition.timing.within }
    let limit = waits.compactMap { $0 }.max().map { Duration.seconds($0.seconds) } ?? .zero
    // A check without `within` that does not hold now can only be met by doing something.
    let canPass = guardsHold && waits.allSatisfy { $0 != nil }
    guard limit > .zero || (canPass && hold > .zero) else { return ahead }

    var copy = world
    var candidate: Instant? = canPass && waits.isEmpty ? world.now : nil
    var brokenAhead = broken
    copy.advance(to: world.now + limit + hold, limit: 200_000) { later, _ in
      // Judge an instant once all that falls due at it has happened.
      if let next = later.nextDue, next <= later.now { return .goOn }
      let moment = snapshot(later)
      var allHold = true
      for index in required {
        if checks[index].condition.timing.throughout != nil {
          if brokenAhead[index] == nil, isViolated(checks[index], in: moment) { brokenAhead[index] = moment.now }
          allHold = allHold && brokenAhead[index] == nil
          continue
        }
        let holds =
          isSettled(checks[index], now[index])
          || judge.verdict(checks[index].condition, check: checks[index].id, in: moment).holds
        let isInTime =
          now[index] || moment.now - world.now <= Duration.seconds(checks[index].condition.timing.within?.seconds ?? 0)
        if holds, isInTime, ahead.firstTrue[index] == nil { ahead.firstTrue[index] = moment.now }
        allHold = allHold && holds && (isInTime || candidate != nil)
      }
      guard canPass else { return ahead.firstTrue.allSatisfy { $0 != nil } ? .stop : .goOn }
      if !allHold {
        candidate = nil
        return .goOn
      }
      candidate = candidate ?? moment.now
      if let candidate, moment.now - candidate >= hold {
        ahead.passesAt = candidate + hold
        return .stop
      }
      return .goOn
    }
    if ahead.passesAt == nil, let candidate, copy.now - candidate >= hold { ahead.passesAt = candidate + hold }
    return ahead
  }

  private func snapshot(_ world: borrowing World) -> World { copy world }

  /// Earned for good: what the learner did or answered does not go away by waiting.
  private func isSettled(_ check: Check, _ holdsNow: Bool) -> Bool { holdsNow && check.condition.isSticky }

  private func checkReport(
    _ check: Check, _ verdict: Judge.Verdict, firstTrue: Instant?, broken: Instant?
  ) -> CheckReport {
    let state: CheckReport.State
    if let broken {
      state = .broken(at: broken)
    } else if verdict.holds {
      state = .holds
    } else if let firstTrue {
      state = .willHold(after: firstTrue - sandbox.now)
    } else {
      state = .open
    }
    let first = check.condition.firstState
    return CheckReport(
      id: check.id, say: check.say, state: state, isBonus: check.isBonus, isGuard: check.isGuard,
      wanted: first?.operator.wanted, seen: verdict.seen.map(Self.shown), look: first.map(Self.look))
  }

  private static func shown(_ document: Document) -> String {
    switch document {
    case .null: return "nothing yet"
    case .string(let text): return text.count > 80 ? text.prefix(79) + "…" : text
    case .boolean, .integer, .decimal, .list, .object:
      let text = document.written()
      return text.count > 80 ? text.prefix(79) + "…" : text
    }
  }

  private static func look(_ state: StateCondition) -> String {
    let query = state.query.text.contains("'") ? "\"\(state.query.text)\"" : "'\(state.query.text)'"
    return "\(state.run.text) --query \(query)"
  }
}
