/// The metrics of load balancers: requests and answers, and how many of their targets are healthy.
///
/// In: a metric's name. Out: its minutes, made of the accounts of the services behind and of the targets' health. Requests
/// are injected as a load; what comes while no task runs is answered with 503 by the load balancer itself. Without values
/// by AvailabilityZone. RequestCountPerTarget, which scaling follows, is in `TargetGroupMetrics`.
/// Source: Elastic Load Balancing user guides, "CloudWatch metrics for your Application Load Balancer", "… Network Load
/// Balancer", "… Classic Load Balancer", with what each is reported for.
import SimulationKit

struct BalancerMetric: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case requests
    /// Answers of targets: 2 for 2XX.
    case answers(Int)
    /// 503 of the load balancer itself.
    case ownErrors
    case responseTime
    case connections
    case bytes
    case healthy, unhealthy
  }
  enum Balancer: Hashable, Sendable {
    /// `app/NAME/ID` or `net/NAME/ID`.
    case path(String)
    /// A Classic Load Balancer.
    case named(String)
  }
  let kind: Kind
  let balancer: Balancer
  /// `targetgroup/NAME/ID`; nil: of all its groups.
  let group: String?

  var countsHosts: Bool { kind == .healthy || kind == .unhealthy }

  private static let application: [(String, Kind)] = [
    ("RequestCount", .requests), ("HTTPCode_Target_2XX_Count", .answers(2)), ("HTTPCode_Target_3XX_Count", .answers(3)),
    ("HTTPCode_Target_4XX_Count", .answers(4)), ("HTTPCode_Target_5XX_Count", .answers(5)),
    ("TargetResponseTime", .responseTime), ("HTTPCode_ELB_5XX_Count", .ownErrors),
    ("HTTPCode_ELB_503_Count", .ownErrors), ("ActiveConnectionCount", .connections),
    ("NewConnectionCount", .connections), ("ProcessedBytes", .bytes),
    ("HealthyHostCount", .healthy), ("UnHealthyHostCount", .unhealthy),
  ]
  private static let network: [(String, Kind)] = [
    ("ActiveFlowCount", .connections), ("NewFlowCount", .connections), ("ProcessedBytes", .bytes),
    ("HealthyHostCount", .healthy), ("UnHealthyHostCount", .unhealthy),
  ]
  private static let classic: [(String, Kind)] = [
    ("RequestCount", .requests), ("HTTPCode_Backend_2XX", .answers(2)), ("HTTPCode_Backend_3XX", .answers(3)),
    ("HTTPCode_Backend_4XX", .answers(4)), ("HTTPCode_Backend_5XX", .answers(5)), ("Latency", .responseTime),
    ("HTTPCode_ELB_5XX", .ownErrors), ("HealthyHostCount", .healthy), ("UnHealthyHostCount", .unhealthy),
  ]

  init?(_ name: MetricName) {
    let kinds: [(String, Kind)]
    let balancer = name.value(of: "LoadBalancer")
    switch name.namespace {
    case MetricName.applicationLoadBalancerNamespace: kinds = Self.application
    case "AWS/NetworkELB": kinds = Self.network
    case "AWS/ELB": kinds = Self.classic
    default: return nil
    }
    guard let kind = kinds.first(where: { $0.0 == name.name })?.1 else { return nil }
    self.kind = kind
    if name.namespace == "AWS/ELB" {
      guard name.dimensions.count == 1, let own = name.value(of: "LoadBalancerName") else { return nil }
      (self.balancer, group) = (.named(own), nil)
      return
    }
    group = name.value(of: "TargetGroup")
    guard let balancer, name.dimensions.count == (group == nil ? 1 : 2) else { return nil }
    self.balancer = .path(balancer)
    // Health is that of a group; what the load balancer answers itself, and connections, are of the whole.
    guard group != nil ? Self.isOfGroups(kind, name.namespace) : !countsHosts else { return nil }
  }

  private static func isOfGroups(_ kind: Kind, _ namespace: String) -> Bool {
    switch kind {
    case .healthy, .unhealthy: true
    case .requests, .answers, .responseTime: namespace == MetricName.applicationLoadBalancerNamespace
    case .ownErrors, .connections, .bytes: false
    }
  }

  /// The names of all that a load balancer has values of.
  static func names(namespace: String, _ dimensions: [MetricName.Dimension]) -> [MetricName] {
    let kinds = namespace == "AWS/ELB" ? classic : namespace == "AWS/NetworkELB" ? network : application
    return kinds.map { MetricName(namespace: namespace, name: $0.0, dimensions: dimensions) }
      .filter { BalancerMetric($0) != nil }
  }
}

extension Region {
  /// Those of load balancers that something is behind.
  var balancerMetricNames: [MetricName] {
    var names: [MetricName] = []
    for balancer in loadBalancing.loadBalancers.values {
      let namespace =
        balancer.kind == .application ? MetricName.applicationLoadBalancerNamespace : "AWS/NetworkELB"
      let own = MetricName.Dimension(name: "LoadBalancer", value: balancer.path)
      var all = BalancerMetric.names(namespace: namespace, [own])
      for group in loadBalancing.targetGroups.values where group.loadBalancers.contains(balancer.arn) {
        all += BalancerMetric.names(namespace: namespace, [own, .init(name: "TargetGroup", value: group.path)])
      }
      names += all.filter { BalancerMetric($0).map(hasValues) ?? false }
    }
    for name in loadBalancing.classicLoadBalancers.keys {
      names += BalancerMetric.names(namespace: "AWS/ELB", [.init(name: "LoadBalancerName", value: name)])
        .filter { BalancerMetric($0).map(hasValues) ?? false }
    }
    return names
  }

  private func hasValues(_ metric: BalancerMetric) -> Bool {
    if metric.countsHosts { return hosts(of: metric).map { !$0.isEmpty } ?? false }
    return services(behind: metric).contains { metric.kind.hasValues(in: $0) }
  }

  /// True while new values come by themselves.
  func isMeasured(_ metric: BalancerMetric) -> Bool {
    if metric.countsHosts { return hosts(of: metric).map { $0.counts.registered > 0 } ?? false }
    return services(behind: metric).contains { service in
      service.usage.level.tasks > 0 || service.turnedAway.level.requests > 0
    }
  }

  mutating func balancerMinutes(of metric: BalancerMetric, from start: Instant, to end: Instant) -> [Datapoint] {
    if let hosts = hosts(of: metric), metric.countsHosts {
      return hosts.minutes(of: metric.kind == .healthy ? \.healthy : \.unhealthy, from: start, to: end)
    }
    let keys = services(behind: metric).map(\.key)
    for key in keys { settleUsage(of: key) }
    var points: [Instant: Datapoint] = [:]
    for service in keys.compactMap({ ecs.services[$0] }) {
      for (history, isTurnedAway) in [(service.usage, false), (service.turnedAway, true)] {
        for (start, minute) in history.minutes(from: start, to: end) {
          guard let point = metric.kind.datapoint(of: minute.sums, start, isTurnedAway: isTurnedAway) else { continue }
          if points[start] == nil { points[start] = point } else { points[start]?.addAsOne(point, metric.kind) }
        }
      }
    }
    return points.values.sorted { $0.start < $1.start }
  }

  private func hosts(of metric: BalancerMetric) -> HostHistory? {
    switch metric.balancer {
    case .named(let name): return loadBalancing.classicLoadBalancers[name]?.hosts
    case .path(let path):
      let group = loadBalancing.targetGroups.values.first { $0.path == metric.group }
      return group.flatMap { group in
        group.loadBalancers.contains { loadBalancing.loadBalancers[$0]?.path == path } ? group.hosts : nil
      }
    }
  }

  /// Those whose tasks get its requests.
  private func services(behind metric: BalancerMetric) -> [ECS.Service] {
    switch metric.balancer {
    case .named(let name):
      return ecs.services.values.filter { service in
        service.status == .active && service.loadBalancers.contains { $0.classicName == name }
      }
    case .path(let path):
      let groups = loadBalancing.targetGroups.values.filter { group in
        group.loadBalancers.contains { loadBalancing.loadBalancers[$0]?.path == path }
          && metric.group ?? group.path == group.path
      }
      let arns = Set(groups.map(\.arn))
      return ecs.services.values.filter { service in
        service.status == .active && service.primary?.targetGroups.contains(where: arns.contains) ?? false
      }
    }
  }

  /// To be called after every change of a group's targets.
  mutating func noteHosts(ofGroup arn: String) {
    guard let group = loadBalancing.targetGroups[arn] else { return }
    var counts = HostHistory.Counts()
    if !group.loadBalancers.isEmpty {
      for target in group.targets.values where target.drainsUntil == nil { counts.count(target.checks.verdict) }
    }
    let (before, now) = (group.hosts.counts, now)
    guard counts != before else { return }
    loadBalancing.targetGroups[arn]?.hosts.note(counts, at: now)
    if before.registered == 0 { wakeBalancerAlarms { $0.countsHosts } }
  }

  /// The same of a Classic Load Balancer's instances.
  mutating func noteHosts(ofClassic name: String) {
    guard let balancer = loadBalancing.classicLoadBalancers[name] else { return }
    var counts = HostHistory.Counts()
    for instance in balancer.instances.values where instance.drainsUntil == nil {
      counts.count(instance.checks.verdict)
    }
    let (before, now) = (balancer.hosts.counts, now)
    guard counts != before else { return }
    loadBalancing.classicLoadBalancers[name]?.hosts.note(counts, at: now)
    if before.registered == 0 { wakeBalancerAlarms { $0.countsHosts } }
  }
}

extension HostHistory.Counts {
  fileprivate mutating func count(_ verdict: LoadBalancing.TargetChecks.Verdict) {
    registered += 1
    switch verdict {
    case .initial: break
    case .healthy: healthy += 1
    case .unhealthy: unhealthy += 1
    }
  }
}

extension BalancerMetric.Kind {
  fileprivate func hasValues(in service: ECS.Service) -> Bool {
    self == .ownErrors ? !service.turnedAway.isEmpty : !service.usage.isEmpty
  }

  /// nil where nothing is reported of such a minute: of what there was none.
  fileprivate func datapoint(of sums: UsageLevel, _ start: Instant, isTurnedAway: Bool) -> Datapoint? {
    func count(_ number: Int, each: Double = 1, unit: String = "Count") -> Datapoint? {
      number > 0 ? Datapoint(start: start, value: Double(number) / 60_000 * each, unit: unit) : nil
    }
    switch self {
    case .requests: return count(sums.requests)
    case .ownErrors: return isTurnedAway ? count(sums.requests) : nil
    case .answers(let hundreds):
      guard !isTurnedAway else { return nil }
      switch hundreds {
      case 3: return count(sums.redirects)
      case 4: return count(sums.clientErrors)
      case 5: return count(sums.serverErrors)
      default: return count(sums.requests - sums.redirects - sums.clientErrors - sums.serverErrors)
      }
    case .connections:
      let connections = (Double(sums.requests) / 60_000 / Double(MetricTiming.requestsOnConnection)).rounded(.up)
      return connections > 0 ? Datapoint(start: start, value: connections, unit: "Count") : nil
    case .bytes:
      return count(sums.requests, each: Double(MetricTiming.requestBytes + MetricTiming.replyBytes), unit: "Bytes")
    case .responseTime:
      guard sums.requests > 0, !isTurnedAway else { return nil }
      let (seconds, requests) = (
        Double(sums.waited) / Double(sums.requests) / 1_000, Double(sums.requests) / 60_000
      )
      return Datapoint(
        start: start, sampleCount: requests, sum: seconds * requests, minimum: seconds, maximum: seconds,
        unit: "Seconds")
    case .healthy, .unhealthy: return nil
    }
  }
}

extension Datapoint {
  /// The requests of two services behind one load balancer are one number; what they wait for, several.
  fileprivate mutating func addAsOne(_ other: Datapoint, _ kind: BalancerMetric.Kind) {
    if kind == .responseTime { add(other) } else { self = Datapoint(start: start, value: sum + other.sum, unit: unit) }
  }
}
