/// What CloudWatch writes of an alarm: reasons of its state, for people and as JSON.
///
/// In: a rule and the datapoints that counted, the newest first. Out: text. Source: CloudWatch User Guide, "Alarm events
/// and EventBridge"; texts as DescribeAlarms sends them.
import Documents
import SimulationKit

enum AlarmText {
  /// Of more than so many datapoints only the newest are written out.
  private static let mostShown = 5

  static func unknown(_ count: Int) -> String {
    count == 1 ? "Insufficient Data: 1 datapoint was unknown." : "Insufficient Data: \(count) datapoints were unknown."
  }

  static func treated(_ count: Int, as word: String) -> String {
    count == 1
      ? "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [\(word)]."
      : "Threshold Crossed: no datapoints were received for \(count) periods and \(count) missing datapoints were "
        + "treated as [\(word)]."
  }

  static func crossed(_ rule: AlarmRule, _ counted: [Datapoint], isBreach: Bool) -> String {
    let telling = counted.filter { rule.isBreached(by: $0.value(of: rule.statistic)) == isBreach }
    let needed = isBreach ? rule.datapointsToAlarm : rule.evaluationPeriods - rule.datapointsToAlarm + 1
    let beginning = "Threshold Crossed: \(telling.count) out of the last \(rule.evaluationPeriods) datapoints"
    let verb = "\(telling.count == 1 ? "was" : "were")\(isBreach ? "" : " not") \(rule.comparison.words) the threshold"
    let list = telling.prefix(mostShown).map { "\($0.value(of: rule.statistic)) (\(date($0.start)))" }
      .joined(separator: ", ")
    let ending =
      " (minimum \(needed) datapoint\(needed == 1 ? "" : "s") for "
      + (isBreach ? "OK -> ALARM transition)." : "ALARM -> OK transition).")
    guard telling.count > mostShown else {
      return "\(beginning) [\(list)] \(verb) (\(rule.threshold))" + ending
    }
    return "\(beginning) \(verb) (\(rule.threshold)). The most recent datapoints which crossed the threshold: [\(list)]"
      + ending
  }

  static func data(_ rule: AlarmRule, _ counted: [Datapoint], at now: Instant) -> String {
    var data: Document.Object = ["version": "1.0", "queryDate": .string(stamp(now))]
    if let oldest = counted.last { data["startDate"] = .string(stamp(oldest.start)) }
    if rule.metric != nil { data["statistic"] = .string(rule.statistic.rawValue) }
    data["period"] = .integer(rule.period.milliseconds / 1_000)
    data["recentDatapoints"] = .list(counted.reversed().map { number($0.value(of: rule.statistic)) })
    data["threshold"] = number(rule.threshold)
    data["evaluatedDatapoints"] = .list(
      counted.map { point in
        [
          "timestamp": .string(stamp(point.start)), "sampleCount": number(point.sampleCount),
          "value": number(point.value(of: rule.statistic)),
        ]
      })
    return Document.object(data).written()
  }

  /// Of a composite alarm: which of the others changed.
  static func transition(of arn: String, to state: Alarm.State, at instant: Instant) -> String {
    let time = CivilTime(of: instant)
    let day = CivilTime.daysSince1970(year: time.year, month: time.month, day: time.day)
    return "\(arn) transitioned to \(state.rawValue) at \(weekdays[CronFields.dayOfWeek(day) - 1]) \(two(time.day)) "
      + "\(months[time.month - 1]), \(time.year) \(instant.timeOfDay) UTC"
  }

  private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// The same as JSON.
  static func triggered(by arn: String, in state: Alarm.State, at instant: Instant) -> String {
    let trigger: Document = [
      "arn": .string(arn), "state": ["value": .string(state.rawValue), "timestamp": .string(stamp(instant))],
    ]
    return Document.object(["triggeringAlarms": [trigger]]).written()
  }

  /// The newest value in such JSON, as somebody may give it to SetAlarmState.
  static func newestValue(inData text: String?) -> Double? {
    guard let text, let data = try? DocumentReader.read(text) else { return nil }
    return data["recentDatapoints"]?.list?.last?.double
  }

  private static func number(_ value: Double) -> Document { .decimal(Document.Decimal(value)) }

  /// `05/01/26 09:12:00`: the day first.
  private static func date(_ instant: Instant) -> String {
    let time = CivilTime(of: instant)
    return "\(two(time.day))/\(two(time.month))/\(two(time.year % 100)) \(instant.timeOfDay)"
  }

  /// `2026-01-05T09:12:00.000+0000`.
  static func stamp(_ instant: Instant) -> String { instant.iso8601(milliseconds: true).dropLast() + "+0000" }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
