/// Watches the checks with `always` and `never`: since when each of them is broken.
///
/// In: the sandbox, what the step began with. Out: for each check the first instant of the step at which it was violated.
/// Goes through everything that happened since the step began, also between commands and while time passed; what it has
/// seen before it does not go through again. What `undo` took back never happened.
/// Source: lesson format, section 4: "exact, not sampled: the engine evaluates at every event".
import Cloud
import Lessons
import SimulationKit
import Workspace

final class GuardWatch {
  /// How far it has looked on the present branch.
  private struct Mark {
    let entry: EntryID
    let world: World
    var history = History()
    /// By check; nil: never violated so far.
    var broken: [Instant?]
  }

  private let checks: [Check]
  private let firstEvent: Int
  private let looks: LookTable
  /// By ascending entry; the first is where the step began.
  private var marks: [Mark]
  /// Each holds a world: few are kept, for going back a little.
  private static let mostMarks = 8

  /// - Parameter world: as it was after the entry `start`.
  init(_ checks: [Check], start: EntryID, firstEvent: Int, world: World, looks: LookTable) {
    self.checks = checks
    self.looks = looks
    self.firstEvent = firstEvent
    marks = [Mark(entry: start, world: world, broken: [Instant?](repeating: nil, count: checks.count))]
    note(world, &marks[0])
  }

  static func isNeeded(for checks: [Check]) -> Bool { checks.contains { $0.condition.timing.throughout != nil } }

  /// - Throws: `unknownEntry` where the step's beginning is no ancestor of the head any more.
  func broken(in sandbox: Sandbox) throws(WorkspaceError) -> [Instant?] {
    let head = sandbox.head
    while marks.count > 1, let last = marks.last, !isAncestor(last.entry, in: sandbox) { marks.removeLast() }
    guard let last = marks.last, last.entry != head else { return marks.last?.broken ?? [] }
    var mark = Mark(entry: head, world: sandbox.world, history: last.history, broken: last.broken)
    let entries = sandbox.entries(since: last.entry)
    var next = 0
    func takeUp() {
      if next < entries.count { mark.history.append(entries[next]) }
      next += 1
    }
    takeUp()
    try sandbox.walk(
      after: last.entry, from: last.world,
      observe: { world, _ in
        self.note(copy world, &mark)
        return .goOn
      },
      visit: { _, world in
        self.note(copy world, &mark)
        takeUp()
        return .goOn
      })
    marks.append(mark)
    if marks.count > Self.mostMarks { marks.remove(at: 1) }
    return mark.broken
  }

  private func isAncestor(_ entry: EntryID, in sandbox: Sandbox) -> Bool {
    entry == sandbox.head || sandbox.entries(since: entry - 1).first?.id == entry
  }

  /// Judges an instant once all that falls due at it has happened.
  private func note(_ world: World, _ mark: inout Mark) {
    if let next = world.nextDue, next <= world.now { return }
    let judge = Judge(history: mark.history, firstEvent: firstEvent)
    let moment = Moment(world, looks)
    for (index, check) in checks.enumerated()
    where mark.broken[index] == nil && judge.isViolated(check, at: moment) {
      mark.broken[index] = world.now
    }
  }
}

extension Judge {
  /// Whether a check with `always` or `never` is violated at this instant; false for all others.
  func isViolated(_ check: Check, at moment: Moment) -> Bool {
    switch check.condition.timing.throughout {
    case .always: !verdict(check.condition, check: check.id, at: moment).holds
    case .never: verdict(check.condition, check: check.id, at: moment).holds
    case nil: false
    }
  }
}
