/// Lets a copy of the world run, to find the first instant at which all checks of a step hold together.
///
/// In: the checks, the world as it is, which guards are broken. Out: that instant, and when each check first holds.
/// Changes nothing but its copy. Between two events nothing changes, so each stretch between them is judged once.
/// Source: lesson format, section 4: `within` (becomes true by then), `hold` (stays true that long), and the rule that a
/// step passes at the first single instant at which all its checks hold together.
import Cloud
import Lessons
import SimulationKit

struct LookAhead {
  private let checks: [Check]
  private let judge: Judge
  private let looks: LookTable
  private let start: Instant
  private let isHasty: Bool
  private var states: [State]
  private var judged = 0

  /// The first instant at which all checks that are no bonus hold together.
  private(set) var passesAt: Instant?
  /// When each check holds for the first time, its `hold` included.
  var firstTrue: [Instant?] { states.map(\.firstTrue) }

  /// A world that is busier than this within the limits of one step is not looked at to its end.
  private static let mostJudged = 5_000
  private static let mostChanges = 200_000

  private struct State {
    /// How long the check must have held.
    let hold: Duration
    /// The last instant at which it may become true.
    let deadline: Instant
    /// False once the deadline has passed without it, or its guard is broken.
    var isPossible: Bool
    /// Since when it holds without a break.
    var since: Instant?
    var firstTrue: Instant?
  }

  /// - Parameter isHasty: whether to stop as soon as the step cannot pass any more: for those who ask that alone.
  init(
    _ checks: [Check], judge: Judge, looks: LookTable, from world: World, broken: [Instant?], isHasty: Bool = false
  ) {
    self.isHasty = isHasty
    self.checks = checks
    self.judge = judge
    self.looks = looks
    start = world.now
    states = checks.enumerated().map { index, check in
      let timing = check.condition.timing
      return State(
        hold: Self.span(timing.hold), deadline: world.now + Self.span(timing.within), isPossible: broken[index] == nil,
        since: nil, firstTrue: nil)
    }
    run(world)
  }

  /// At most half of what one advance allows, so that `within` and `hold` fit into one together.
  private static func span(_ span: TimeSpan?) -> Duration { .seconds(min(span?.seconds ?? 0, 15 * 86_400)) }

  private mutating func run(_ world: World) {
    var moving = world
    moving.advance(to: start)
    if judge(moving) { return }
    let holds = states.map(\.hold).max() ?? .zero
    let horizon = (states.filter(\.isPossible).map(\.deadline).max() ?? start) + holds
    guard horizon > start else { return }
    moving.advance(to: horizon, limit: Self.mostChanges) { later, _ in
      // An instant is judged once all that falls due at it has happened.
      if let next = later.nextDue, next <= later.now { return .goOn }
      return judge(copy later) || judged > Self.mostJudged ? .stop : .goOn
    }
  }

  /// Judges the stretch from `world.now` to the next event. Returns true where nothing more is to be found out.
  private mutating func judge(_ world: World) -> Bool {
    judged += 1
    let moment = Moment(world, looks)
    var together = world.now
    var areAllTrue = true
    for index in checks.indices {
      let from = judge(index, at: moment)
      guard !checks[index].isBonus else { continue }
      if let from { together = max(together, from) } else { areAllTrue = false }
    }
    if areAllTrue, isBefore(together, world.nextDue) {
      passesAt = together
      return true
    }
    return !canPass && (isHasty || states.allSatisfy { !$0.isPossible || $0.firstTrue != nil })
  }

  /// From when on in this stretch the check holds; nil where it does not.
  private mutating func judge(_ index: Int, at moment: Moment) -> Instant? {
    guard states[index].isPossible else { return nil }
    let now = moment.world.now
    let check = checks[index]
    if check.condition.timing.throughout != nil {
      if judge.isViolated(check, at: moment) {
        states[index].isPossible = false
        return nil
      }
    } else if !judge.verdict(check.condition, check: check.id, at: moment).holds {
      states[index].since = nil
      if now >= states[index].deadline, states[index].firstTrue == nil { states[index].isPossible = false }
      return nil
    }
    if states[index].firstTrue == nil, states[index].since == nil, now > states[index].deadline {
      states[index].isPossible = false
      return nil
    }
    let since = states[index].since ?? now
    states[index].since = since
    let from = max(now, since + states[index].hold)
    if states[index].firstTrue == nil, isBefore(from, moment.world.nextDue) { states[index].firstTrue = from }
    return from
  }

  private func isBefore(_ instant: Instant, _ next: Instant?) -> Bool { next.map { instant < $0 } ?? true }

  private var canPass: Bool { checks.indices.allSatisfy { checks[$0].isBonus || states[$0].isPossible } }
}
