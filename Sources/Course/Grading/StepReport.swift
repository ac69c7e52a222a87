/// What grading a step found: for the checklist, the diagnosis and the lesson's test.
import Cloud
import Documents
import Lessons
import SimulationKit

package struct CheckReport: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    case holds
    /// Holds after that much simulated time if nothing else is done.
    case willHold(after: Duration)
    case open
    /// A guard that was true and no longer is, since that instant.
    case broken(at: Instant)
  }
  package let id: String
  package let say: String
  package var state: State
  package let isBonus: Bool
  package let isGuard: Bool
  /// What the operator asks for and what the query gave, for checks on state.
  package var wanted: String?
  package var seen: String?
  /// The command that shows it to the learner.
  package var look: String?

  var withoutEvidence: CheckReport {
    var report = self
    (report.wanted, report.seen, report.look) = (nil, nil, nil)
    return report
  }

  var isBroken: Bool { if case .broken = state { true } else { false } }

  package var isHolding: Bool {
    switch state {
    case .holds: true
    case .willHold, .open, .broken: false
    }
  }
}

package struct StepReport: Hashable, Sendable {
  package let checks: [CheckReport]
  /// How far the world must move for all checks to hold together; zero: now; nil: the step is open.
  package let passesAfter: Duration?

  package var isPassed: Bool { passesAfter != nil }
  package var openChecks: [CheckReport] { checks.filter { !$0.isHolding && !$0.isBonus } }

  /// The same checks in a step that cannot be passed any more, or not so late.
  var withoutPass: StepReport { StepReport(checks: checks, passesAfter: nil) }

  /// As it is once the step is passed: what it needed to pass is ticked, and a bonus where it holds.
  func passed(holds: (_ bonus: String) -> Bool) -> StepReport {
    let ticked = checks.map { check in
      var check = check
      guard check.isBonus else {
        check.state = .holds
        return check
      }
      switch check.state {
      case .holds, .broken: break
      case .willHold, .open: check.state = holds(check.id) ? .holds : .open
      }
      return check
    }
    return StepReport(checks: ticked, passesAfter: .zero)
  }
}
