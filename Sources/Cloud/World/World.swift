/// The whole simulated account, as a value: Regions, roles, the clock, what is due and what has happened.
///
/// In: a seed, a plan of what exists at the start, commands (through CloudAPI), and instants to advance to.
/// Out: state to read, the event log. Never reads a clock, draws from the system's randomness or touches a disk:
/// copying it is forking it, and the same commands give the same bytes.
import Collections
import SimulationKit

package struct World: Sendable {
  package let seed: UInt64
  /// Twelve digits.
  package let account: String
  package private(set) var now: Instant
  /// By name; a Region exists from the first request that names it.
  package private(set) var regions: OrderedDictionary<String, Region> = [:]
  package private(set) var pending = EventQueue<Scheduled>()
  package private(set) var eventLog = EventLog()
  /// What a Region that is named for the first time begins with.
  package let plan: StartingPlan
  /// The account's roles once IAM has changed them; nil: the plan's.
  private var identity: Identity?

  /// A change that is due, and what led to it.
  package struct Scheduled: Hashable, Sendable {
    package let region: String
    package let change: DueChange
    package let cause: Cause
  }

  package init(seed: UInt64, account: String = "123456789012", start: Instant = .worldStart, plan: StartingPlan) {
    self.seed = seed
    self.account = account
    self.plan = plan
    now = start
  }
}

extension World {
  /// Carries out `rule` on the Region at the present instant, then what it asked for.
  ///
  /// The only way to change a Region. When `rule` throws, what it changed before stays; rules check before they change.
  package mutating func changeRegion<Value>(
    _ name: String, cause: Cause, _ rule: (inout Region) throws(ServiceFailure) -> Value
  ) throws(ServiceFailure) -> Value {
    if regions[name] == nil { regions[name] = newRegion(name) }
    let index = regions.index(forKey: name) ?? 0
    regions.values[index].now = now
    let outcome: Result<Value, ServiceFailure>
    do throws(ServiceFailure) { outcome = .success(try rule(&regions.values[index])) } catch {
      outcome = .failure(error)
    }
    carryOut(regions.values[index].takeEffects(), in: name, cause: cause)
    return try outcome.get()
  }

  /// The Region as it is, or as it would be when it is named for the first time; for looking only.
  package func present(_ name: String) -> Region {
    regions[name] ?? newRegion(name)
  }

  private func newRegion(_ name: String) -> Region {
    var region = Region(
      name: name, account: account, mint: IdentifierMint(stream: SeededStream(seed: seed).split("ids/\(name)")),
      plan: plan)
    if let identity { region.identity = identity }
    return region
  }

  /// Roles belong to the account: what one Region's rules made of them holds in all Regions, those to come included.
  package mutating func shareIdentity(of name: String) {
    guard let changed = regions[name]?.identity else { return }
    identity = changed
    for index in regions.values.indices { regions.values[index].identity = changed }
  }

  /// The instant of the next pending change, nil when nothing is due ever.
  package var nextDue: Instant? { pending.firstInstant }

  /// Lets time pass until `target`: each pending change that falls due is carried out in order, then `observe` is
  /// called with the world as it then is and the records that the change left.
  ///
  /// - Parameter limit: at most this many changes are carried out.
  /// - Returns: why it ended. On `.reached` the clock stands at `target`, otherwise at the last change carried out.
  @discardableResult
  package mutating func advance(
    to target: Instant, limit: Int = 5_000_000, observe: (borrowing World, ArraySlice<EventRecord>) -> AdvanceDecision
  ) -> AdvanceOutcome {
    var carriedOut = 0
    while let next = pending.firstInstant, next <= target {
      guard carriedOut < limit else { return .limitReached }
      guard let due = pending.popFirst() else { break }
      now = max(now, due.instant)
      let firstNew = eventLog.nextNumber
      carryOutDue(due.payload)
      carriedOut += 1
      if observe(self, eventLog.records(from: firstNew)) == .stop { return .stopped }
    }
    now = max(now, target)
    return .reached
  }

  @discardableResult
  package mutating func advance(to target: Instant) -> AdvanceOutcome {
    advance(to: target) { _, _ in .goOn }
  }

  private mutating func carryOutDue(_ due: Scheduled) {
    guard let index = regions.index(forKey: due.region) else { return }
    regions.values[index].now = now
    regions.values[index].apply(due.change)
    carryOut(regions.values[index].takeEffects(), in: due.region, cause: due.cause)
  }

  /// Records keep `cause`; what is scheduled after a record names that record as its cause, but for what falls due for a
  /// task after another task's record: that one keeps `cause`. After the record of a fault or of an event rule's
  /// invocation, everything names that record.
  private mutating func carryOut(_ effects: [Effect], in region: String, cause: Cause) {
    let firstNew = eventLog.nextNumber
    defer { tellRules(of: region, from: firstNew) }
    var (cause, nearest) = (cause, cause)
    var nearestSource = ""
    for effect in effects {
      switch effect {
      case .record(let draft):
        nearestSource = draft.source
        nearest = .event(eventLog.append(draft, at: now, region: region, cause: cause))
        if draft.kind == .fault || draft.kind == .ruleInvocation { cause = nearest }
      case .schedule(let change, let delay):
        let isOfAnother = change.task.map { nearestSource.hasPrefix("task/") && !nearestSource.hasSuffix($0) } ?? false
        let scheduled = Scheduled(region: region, change: change, cause: isOfAnother ? cause : nearest)
        pending.schedule(scheduled, at: now + max(delay, .zero))
      }
    }
  }

  /// Gives the Region's event rules what new records say on the bus; what they deliver is caused by the record.
  private mutating func tellRules(of region: String, from firstNew: Int) {
    guard eventLog.nextNumber > firstNew, let index = regions.index(forKey: region),
      let border = regions.values[index].eventBridge.border, regions.values[index].eventBridge.listens
    else { return }
    for record in eventLog.records(from: firstNew) {
      for event in border.events(record, self) {
        regions.values[index].take(event)
        carryOut(regions.values[index].takeEffects(), in: region, cause: .event(record.number))
      }
    }
  }
}

package enum AdvanceDecision: Sendable { case goOn, stop }
package enum AdvanceOutcome: Hashable, Sendable { case reached, stopped, limitReached }
