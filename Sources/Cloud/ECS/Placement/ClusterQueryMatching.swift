/// Whether a container instance satisfies a cluster query.
///
/// In: a query, an instance, the Region it is in. Out: true or false. Changes nothing. A missing attribute satisfies only
/// the negative operators. Cost: linear in the instance's tasks for `task:group` and `runningTasksCount`.
/// Source: ECS Developer Guide, "Cluster query language".
import SimulationKit

extension ClusterQuery {
  func matches(_ instance: ECS.ContainerInstance, in region: Region) -> Bool {
    Matching(instance: instance, region: region).matches(root)
  }
}

private struct Matching {
  let instance: ECS.ContainerInstance
  let region: Region

  func matches(_ node: ClusterQuery.Node) -> Bool {
    switch node {
    case .or(let left, let right): matches(left) || matches(right)
    case .and(let left, let right): matches(left) && matches(right)
    case .not(let inner): !matches(inner)
    case .exists(let subject, let isNegated): exists(subject) != isNegated
    case .isIn(let subject, let values, let isNegated): values.contains { isEqual(subject, $0) } != isNegated
    case .matches(let subject, let pattern, let isNegated):
      texts(of: subject).contains(where: pattern.matches) != isNegated
    case .compares(let subject, .equal, let value): isEqual(subject, value)
    case .compares(let subject, .notEqual, let value): !isEqual(subject, value)
    case .compares(let subject, let comparison, let value): order(subject, value).map(comparison.accepts) ?? false
    }
  }

  private func exists(_ subject: ClusterQuery.Subject) -> Bool {
    switch subject {
    case .attribute(let name): instance.attributes.keys.contains(name)
    case .taskGroup: !texts(of: subject).isEmpty
    case .agentVersion: instance.installed.version != nil
    case .agentConnected, .ec2InstanceID, .registeredAt, .runningTasksCount: true
    }
  }

  /// All values of a subject: one, none for a missing attribute, several for `task:group`.
  private func texts(of subject: ClusterQuery.Subject) -> [String] {
    switch subject {
    case .agentConnected: [instance.isAgentConnected ? "true" : "false"]
    case .agentVersion: instance.installed.version.map { [$0] } ?? []
    case .ec2InstanceID: [instance.ec2InstanceID]
    case .registeredAt: [instance.registeredAt.iso8601()]
    case .runningTasksCount: [String(runningTasks.count)]
    case .taskGroup: runningTasks.map(\.group)
    case .attribute(let name): instance.attributes[name].map { [$0 ?? ""] } ?? []
    }
  }

  private var runningTasks: [ECS.Task] {
    region.ecs.tasks.all(onInstance: instance.id).filter { $0.desiredStatus == .running }
  }

  private func isEqual(_ subject: ClusterQuery.Subject, _ value: String) -> Bool {
    switch subject {
    case .agentVersion, .registeredAt, .runningTasksCount: order(subject, value) == 0
    case .agentConnected, .ec2InstanceID, .taskGroup, .attribute: texts(of: subject).contains(value)
    }
  }

  /// Below, at or above 0 as the subject is before, like or after the value; nil where they do not compare.
  private func order(_ subject: ClusterQuery.Subject, _ value: String) -> Int? {
    switch subject {
    case .agentVersion: instance.installed.version.map { compare(versionNumbers($0), versionNumbers(value)) }
    case .registeredAt: Instant(queryText: value).map { compare(instance.registeredAt.milliseconds, $0.milliseconds) }
    case .runningTasksCount: Int(value).map { compare(runningTasks.count, $0) }
    case .attribute, .agentConnected, .ec2InstanceID, .taskGroup:
      texts(of: subject).first.map { text in
        if let left = Double(text), let right = Double(value) { return compare(left, right) }
        return compare(text, value)
      }
    }
  }

  private func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
    left < right ? -1 : left > right ? 1 : 0
  }
  private func compare(_ left: [Int], _ right: [Int]) -> Int {
    for index in 0..<max(left.count, right.count) {
      let order = compare(index < left.count ? left[index] : 0, index < right.count ? right[index] : 0)
      if order != 0 { return order }
    }
    return 0
  }
  private func versionNumbers(_ text: String) -> [Int] {
    text.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
  }
}

extension ClusterQuery.Comparison {
  fileprivate func accepts(_ order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    }
  }
}

extension Instant {
  /// `2018-06-18`, `2018-06-18T22:28:28`, with `Z` or `+00:00` behind; UTC where no zone is given.
  init?(queryText text: String) {
    let parts = text.split(separator: "T", maxSplits: 1)
    let date = (parts.first ?? "").split(separator: "-").map { Int($0) }
    guard date.count == 3, let year = date[0], let month = date[1], let day = date[2], (1...9_999).contains(year),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var seconds = CivilTime.daysSince1970(year: year, month: month, day: day) * 86_400
    if parts.count == 2 {
      var clock = parts[1]
      if clock.hasSuffix("Z") { clock = clock.dropLast() }
      if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
        let zone = clock[clock.index(after: sign)...].split(separator: ":").map { Int($0) }
        guard zone.count == 2, let hours = zone[0], let minutes = zone[1], hours <= 23, minutes <= 59 else {
          return nil
        }
        seconds -= (clock[sign] == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
        clock = clock[..<sign]
      }
      let time = clock.split(separator: ":").map { Int($0.prefix { $0 != "." }) }
      guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2], (0...23).contains(hour),
        (0...59).contains(minute), (0...60).contains(second)
      else { return nil }
      seconds += hour * 3_600 + minute * 60 + second
    }
    self.init(milliseconds: seconds * 1_000)
  }
}
