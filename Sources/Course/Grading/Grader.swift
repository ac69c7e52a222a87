/// Grades a step: which checks hold now, which will, and whether they all hold together at one instant.
///
/// In: the checks of a step, the sandbox, where the step began. Out: a `StepReport`. Looks ahead on copies of the world and changes
/// nothing. Source: lesson format, section 4, "Time" and the rules after it.
import Cloud
import Documents
import Lessons
import SimulationKit
import Workspace

struct Grader {
  let checks: [Check]
  let sandbox: Sandbox
  let judge: Judge
  let looks: LookTable
  /// nil where no check is about the whole step.
  let watch: GuardWatch?
  /// In a repair nothing is said of where to look while its question for the cause is open: that would answer it.
  var isRepair = false
  /// Whether only the passing matters: checks may then be called open that would hold later.
  var isHasty = false

  /// - Throws: `unknownEntry` where the step's beginning is no ancestor of the head any more.
  func report() throws(WorkspaceError) -> StepReport {
    let world = sandbox.world
    let moment = Moment(world, looks)
    let broken = try watch?.broken(in: sandbox) ?? [Instant?](repeating: nil, count: checks.count)
    let ahead = LookAhead(checks, judge: judge, looks: looks, from: world, broken: broken, isHasty: isHasty)
    let reports = checks.indices.map { index in
      report(on: checks[index], at: moment, firstTrue: ahead.firstTrue[index], broken: broken[index])
    }
    let isCauseOpen = isRepair && zip(checks, reports).contains { $0.asks && !$1.isHolding }
    let shown = isCauseOpen ? reports.map(\.withoutEvidence) : reports
    return StepReport(checks: shown, passesAfter: ahead.passesAt.map { $0 - world.now })
  }

  /// Whether the step would pass now or within its time if one of its checks were not there.
  func wouldPass(without index: Int) throws(WorkspaceError) -> Bool {
    var rest = checks
    rest.remove(at: index)
    guard rest.contains(where: { !$0.isBonus }) else { return true }
    var broken = try watch?.broken(in: sandbox) ?? [Instant?](repeating: nil, count: checks.count)
    broken.remove(at: index)
    let ahead = LookAhead(rest, judge: judge, looks: looks, from: sandbox.world, broken: broken, isHasty: true)
    return ahead.passesAt != nil
  }

  private func report(on check: Check, at moment: Moment, firstTrue: Instant?, broken: Instant?) -> CheckReport {
    let now = moment.world.now
    let state: CheckReport.State
    if let broken {
      state = .broken(at: broken)
    } else if check.condition.timing.throughout != nil, judge.isViolated(check, at: moment) {
      state = .broken(at: now)
    } else if let firstTrue {
      state = firstTrue > now ? .willHold(after: firstTrue - now) : .holds
    } else {
      state = .open
    }
    let first = check.condition.firstState
    let seen = judge.verdict(check.condition, check: check.id, at: moment).seen
    return CheckReport(
      id: check.id, say: check.say, state: state, isBonus: check.isBonus, isGuard: check.isGuard,
      wanted: first?.operator.wanted, seen: seen.map(Self.shown), look: first.map(Self.look))
  }

  private static func shown(_ document: Document) -> String {
    if document.isNull { return "nothing yet" }
    let text = document.string ?? document.written()
    return text.count > 80 ? text.prefix(79) + "…" : text
  }

  private static func look(_ state: StateCondition) -> String {
    let query = state.query.text.contains("'") ? "\"\(state.query.text)\"" : "'\(state.query.text)'"
    return "\(state.run.text) --query \(query)"
  }
}

extension Check {
  fileprivate var asks: Bool { condition.flattened.contains { if case .answer = $0.form { true } else { false } } }
}
