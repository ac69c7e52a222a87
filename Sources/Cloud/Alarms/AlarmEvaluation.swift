/// Alarms that look at their metrics: when they look, what state that gives, and what they set off.
///
/// In: metrics. Out: states with CloudWatch's reasons; scaling policies that are invoked; turns for deployments. An alarm
/// looks at every full minute while its metric has values or will have some by itself, and not at all otherwise: worlds
/// in which nobody watches pay nothing. Source: CloudWatch User Guide, "Using Amazon CloudWatch alarms".
import Documents
import SimulationKit

extension Region {
  /// Lets the alarm look at the next full minute, where it has something to look at.
  /// - Parameter isFed: a value has come whose minute is not over.
  mutating func wakeAlarm(_ name: String, isFed: Bool = false) {
    guard let alarm = alarms[name], alarm.keeper == nil, let rule = alarm.rule, alarm.nextEvaluation == nil else {
      return
    }
    guard isFed || rule.metrics.contains(where: isMeasured) || !look(by: rule).isEmpty else { return }
    scheduleEvaluation(of: name)
  }

  /// Wakes the alarms on metrics of what runs here that `concerns` picks.
  mutating func wakeAlarms(_ concerns: (ECSMetric) -> Bool) {
    for (name, alarm) in alarms {
      if alarm.rule?.metrics.compactMap(measured).contains(where: concerns) ?? false { wakeAlarm(name) }
    }
  }

  /// Wakes the alarms on metrics of the load balancers that `concerns` picks.
  mutating func wakeBalancerAlarms(_ concerns: (BalancerMetric) -> Bool) {
    for (name, alarm) in alarms {
      if alarm.rule?.metrics.compactMap(BalancerMetric.init).contains(where: concerns) ?? false { wakeAlarm(name) }
    }
  }

  mutating func wakeAlarms(on metric: MetricName) {
    for (name, alarm) in alarms where alarm.rule?.metrics.contains(metric) ?? false { wakeAlarm(name, isFed: true) }
  }

  private mutating func scheduleEvaluation(of name: String) {
    let next = now.nextMinute
    alarms[name]?.nextEvaluation = next
    schedule(.scaling(.alarmEvaluation(name)), after: next - now)
  }

  mutating func takeAlarmEvaluation(_ name: String) {
    guard let alarm = alarms[name], alarm.nextEvaluation == now, let rule = alarm.rule else { return }
    alarms[name]?.nextEvaluation = nil
    let look = look(by: rule)
    if let verdict = rule.verdict(look), verdict.state != alarm.state {
      let data = AlarmText.data(rule, rule.counted(look), at: now)
      enterAlarmState(name, verdict.state, reason: verdict.reason, data: data, kind: .alarmStateChange)
    }
    if let alarm = alarms[name], let newest = look.slots.first ?? nil {
      invokePolicies(of: alarm, AlarmReading(rule: rule, newest: newest))
    }
    if rule.metrics.contains(where: isMeasured) || !look.isEmpty { scheduleEvaluation(of: name) }
  }

  private mutating func look(by rule: AlarmRule) -> AlarmLook {
    let count = rule.evaluationPeriods + MetricTiming.extraPeriods
    let end = now.minute
    let start = end + rule.period * -count
    var slots = [Datapoint?](repeating: nil, count: count)
    for point in points(of: rule, from: start, to: end) {
      let place = count - 1 - (point.start - start).milliseconds / max(1, rule.period.milliseconds)
      if slots.indices.contains(place) { slots[place] = point }
    }
    return AlarmLook(slots: slots)
  }

  private mutating func points(of rule: AlarmRule, from start: Instant, to end: Instant) -> [Datapoint] {
    if let metric = rule.metric {
      return datapoints(of: metric, from: start, to: end, period: rule.period).filter { $0.knows(rule.statistic) }
    }
    // What is wrong with an expression was said when the alarm was put.
    let outcome = try? series(of: rule.queries, from: start, to: end)
    return outcome?.first?.series.points.map { Datapoint(start: $0.start, value: $0.value, unit: nil) } ?? []
  }

  /// The one way an alarm's state changes.
  mutating func enterAlarmState(
    _ name: String, _ state: Alarm.State, reason: String, data: String?, kind: EventRecord.Kind
  ) {
    guard let before = alarms[name] else { return }
    let now = now
    alarms[name]?.state = state
    alarms[name]?.stateReason = reason
    alarms[name]?.stateReasonData = data
    if before.state != state { alarms[name]?.stateUpdatedAt = now }
    record(
      EventRecord.Draft(
        kind, source: "alarm/\(name)", cluster: nil, message: "alarm is \(state.rawValue)", reason: reason))
    if let after = alarms[name], before.state != state {
      alarmHistory.enter(.stateUpdate(from: before, to: after), of: after, at: now)
      if !suppressActions(of: name) { enterActions(of: after) }
      suppressorChanged(name)
    }
    alarmChanged(name)
    // What a change of a composite alarm means to others is followed there.
    if before.composite == nil || kind == .command { followInComposites(name) }
  }

  /// Scaling policies hear of an alarm's state at every look, not only when it changes.
  private mutating func invokePolicies(of alarm: Alarm, _ reading: AlarmReading) {
    guard alarm.isActionsEnabled else { return }
    for action in alarm.actions { invokeScalingPolicy(action, by: alarm, reading) }
  }

  /// After somebody set the state: with the value that was given beside it, where one was.
  mutating func invokePolicies(ofSetAlarm name: String) {
    guard let alarm = alarms[name], alarm.isActionsEnabled, let rule = alarm.rule else { return }
    let given = AlarmText.newestValue(inData: alarm.stateReasonData)
    let newest = look(by: rule).slots.first ?? nil
    let point =
      given.map { Datapoint(start: now, value: $0, unit: nil) } ?? newest
    guard let point else { return }
    let reading = AlarmReading(rule: rule, newest: point)
    for action in alarm.actions { invokeScalingPolicy(action, by: alarm, reading) }
  }
}

/// What a scaling policy is told when an alarm invokes it.
struct AlarmReading: Hashable, Sendable {
  let value: Double
  let threshold: Double
  /// nil where it is what an expression makes of several.
  let metric: MetricName?
  /// Where the minute of the value begins.
  let start: Instant

  init(rule: AlarmRule, newest: Datapoint) {
    value = newest.value(of: rule.statistic)
    threshold = rule.threshold
    metric = rule.metric
    start = newest.start
  }
}
