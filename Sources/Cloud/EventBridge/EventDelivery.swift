/// From an event to the targets of the rules that match it, and rules whose time has come.
///
/// In: events, as they are on the bus; schedules that fall due. Out: deliveries, each a while later; what a target does
/// is in `EventTargets`. Bounded, so that a rule that starts itself again and again takes simulated time and finite room:
/// `EventBridgeTiming` has the pace and the longest queue. Source: Amazon EventBridge User Guide, "Rules in Amazon
/// EventBridge"; "Monitoring Amazon EventBridge" (metrics).
import Documents
import SimulationKit

extension Region {
  mutating func apply(_ change: EventBridgeChange) {
    switch change {
    case .schedule(let rule, let version): takeSchedule(ofRule: rule, version: version)
    case .delivery(let number): deliver(number)
    }
  }

  /// Rules that match the event get it, in the order in which they were made.
  mutating func take(_ event: Document) {
    for rule in eventBridge.rules.values where rule.isEnabled {
      guard let pattern = rule.pattern, pattern.matches(event) else { continue }
      count("MatchedEvents", of: rule.name)
      trigger(rule, with: event, after: timing.eventBridge.delivery)
    }
  }

  private mutating func trigger(_ rule: EventBridge.Rule, with event: Document, after delay: Duration) {
    count("TriggeredRules", of: rule.name)
    for target in rule.targets.values { send(event, to: target, of: rule.name, after: delay) }
  }

  private mutating func send(
    _ event: Document, to target: EventBridge.Target, of rule: String, after delay: Duration
  ) {
    guard eventBridge.deliveries.count < timing.eventBridge.longestQueue else {
      return recordFailure(
        of: target, rule, "too many events wait for targets: \(timing.eventBridge.longestQueue) at most")
    }
    let number = eventBridge.nextDelivery
    eventBridge.nextDelivery += 1
    eventBridge.deliveries[number] = EventBridge.Delivery(rule: rule, target: target.id, event: event)
    schedule(.eventBridge(.delivery(number)), after: keepingPace(target, after: delay))
  }

  /// Calls of RunTask keep to so many a second; those that are too many go to the next second that has room.
  private mutating func keepingPace(_ target: EventBridge.Target, after delay: Duration) -> Duration {
    guard case .cluster = target.kind else { return delay }
    let wanted = (now + delay).milliseconds / 1_000
    var calls = eventBridge.calls
    if calls.second < wanted {
      calls = (wanted, 1)
    } else if calls.count < timing.eventBridge.callsPerSecond {
      calls.count += 1
    } else {
      calls = (calls.second + 1, 1)
    }
    eventBridge.calls = calls
    return max(delay, Instant(milliseconds: calls.second * 1_000) - now)
  }

  // MARK: - Schedules

  mutating func scheduleNext(of rule: EventBridge.Rule) {
    guard rule.isEnabled, let next = rule.expression?.next(after: now, from: rule.putAt) else { return }
    schedule(.eventBridge(.schedule(rule: rule.name, version: rule.version)), after: next - now)
  }

  private mutating func takeSchedule(ofRule name: String, version: Int) {
    guard let rule = eventBridge.rules[name], rule.version == version, rule.isEnabled else { return }
    // First: the next time is not caused by this one.
    scheduleNext(of: rule)
    let event: Document = [
      "version": "0", "id": .string(mint.uuid()), "detail-type": "Scheduled Event", "source": "aws.events",
      "account": .string(account), "time": .string(now.iso8601()), "region": .string(self.name),
      "resources": [.string(arn(ofRule: name))], "detail": [:],
    ]
    trigger(rule, with: event, after: .zero)
  }

  // MARK: - Delivery

  private mutating func deliver(_ number: Int) {
    guard let delivery = eventBridge.deliveries.removeValue(forKey: number),
      let rule = eventBridge.rules[delivery.rule], let target = rule.targets[delivery.target]
    else { return }
    count("Invocations", of: rule.name)
    record(
      EventRecord.Draft(
        .ruleInvocation, source: "rule/\(rule.name)", cluster: target.kind.cluster,
        message: "invokes target \(target.id): \(target.kind.words)", reason: delivery.event["detail-type"]?.string))
    guard let failure = invoke(target, of: rule, with: delivery.event) else { return }
    recordFailure(of: target, rule.name, failure)
  }

  private mutating func recordFailure(of target: EventBridge.Target, _ rule: String, _ reason: String) {
    count("FailedInvocations", of: rule)
    record(
      EventRecord.Draft(
        .ruleInvocation, source: "rule/\(rule)", cluster: target.kind.cluster,
        message: "could not invoke target \(target.id)", reason: reason))
  }

  private mutating func count(_ metric: String, of rule: String) {
    let name = MetricName(
      namespace: MetricName.eventsNamespace, name: metric, dimensions: [.init(name: "RuleName", value: rule)])
    putMetricData([(name, Datapoint(start: now, sampleCount: 1, sum: 1, minimum: 1, maximum: 1, unit: "Count"))])
  }
}

extension MetricName {
  package static let eventsNamespace = "AWS/Events"
}

extension EventBridge.Target.Kind {
  fileprivate var cluster: String? {
    switch self {
    case .cluster(let name, _): name
    case .logGroup: nil
    }
  }
}
