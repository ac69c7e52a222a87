/// Reading the configurations of scaling policies.
///
/// In: a configuration's members. Out: what a rule reads of them, or the refusal.
/// Source: Application Auto Scaling API reference, TargetTrackingScalingPolicyConfiguration,
/// StepScalingPolicyConfiguration.
import Cloud
import Documents
import SimulationKit

extension Input {
  func targetTracking(of key: ECS.ServiceKey, in region: Region) throws(ServiceFailure) -> TargetTracking {
    guard let target = try double("TargetValue"), target > 0, target < 1e12 else {
      throw ServiceFailure.scaling("TargetValue must be greater than 0")
    }
    guard has("PredefinedMetricSpecification") != has("CustomizedMetricSpecification") else {
      throw ServiceFailure.scaling(
        "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified",
        why: "As in PredefinedMetricSpecification={PredefinedMetricType=ECSServiceAverageCPUUtilization}.")
    }
    let subject: TargetTracking.Subject
    if let predefined = try structure("PredefinedMetricSpecification") {
      subject = try predefined.predefinedMetric(of: key, in: region)
    } else if let customized = try structure("CustomizedMetricSpecification") {
      subject = try customized.customizedMetric()
    } else {
      throw ServiceFailure.scaling("PredefinedMetricSpecification must be specified")
    }
    return TargetTracking(
      subject, target: target, scaleOutCooldown: try cooldown("ScaleOutCooldown"),
      scaleInCooldown: try cooldown("ScaleInCooldown"), isScaleInDisabled: try boolean("DisableScaleIn") ?? false)
  }

  private func predefinedMetric(
    of key: ECS.ServiceKey, in region: Region
  ) throws(ServiceFailure) -> TargetTracking.Subject {
    let type = try scalingWord("PredefinedMetricType", shape: "MetricType") ?? ""
    let name: String
    switch type {
    case "ECSServiceAverageCPUUtilization": name = "CPUUtilization"
    case "ECSServiceAverageMemoryUtilization": name = "MemoryUtilization"
    case "ALBRequestCountPerTarget": return .metric(try requestCountPerTarget(in: region), .sum, unit: nil)
    default:
      throw ServiceFailure.scaling(
        "The predefined metric \(type) is not supported for the service namespace ecs",
        why: "A service can track ECSServiceAverageCPUUtilization, ECSServiceAverageMemoryUtilization or "
          + "ALBRequestCountPerTarget.")
    }
    let metric = MetricName(
      namespace: MetricName.ecsNamespace, name: name,
      dimensions: [.init(name: "ClusterName", value: key.cluster), .init(name: "ServiceName", value: key.name)])
    return .metric(metric, .average, unit: "Percent")
  }

  private func requestCountPerTarget(in region: Region) throws(ServiceFailure) -> MetricName {
    let form = "As in ResourceLabel=app/NAME/ID/targetgroup/NAME/ID: the ends of the two ARNs, joined by a slash."
    guard let label = try string("ResourceLabel"), !label.isEmpty else {
      throw ServiceFailure.scaling("ResourceLabel must be specified for ALBRequestCountPerTarget", why: form)
    }
    guard let metric = region.requestCountPerTarget(label: label) else {
      throw ServiceFailure.scaling(
        "The resource label \(label) names no load balancer with such a target group", why: form)
    }
    return metric
  }

  private func customizedMetric() throws(ServiceFailure) -> TargetTracking.Subject {
    if has("Metrics") { return try trackedExpression() }
    guard let word = try string("Statistic") else {
      throw ServiceFailure.scaling("Statistic must be specified for a customized metric")
    }
    return .metric(try metricName(), try CloudAPI.statistic(word, "statistic"), unit: try string("Unit"))
  }

  private func trackedExpression() throws(ServiceFailure) -> TargetTracking.Subject {
    for member in ["MetricName", "Namespace", "Statistic"] where has(member) {
      throw ServiceFailure.scaling("\(member) and Metrics can not be specified together")
    }
    let queries = try metricDataQueries("Metrics", period: MetricTiming.minute)
    do throws(ServiceFailure) { try queries.checkForOneSeries() } catch {
      throw ServiceFailure.scaling(error.message ?? "Metrics can not be read")
    }
    // The alarms say of how many seconds their values are.
    let documents = (document("Metrics")?.list ?? []).map { query -> Document in
      guard var members = query.object, var stat = members["MetricStat"]?.object else { return query }
      stat["Period"] = .integer(MetricTiming.minute.milliseconds / 1_000)
      members["MetricStat"] = .object(stat)
      return .object(members)
    }
    return .math(queries, documents)
  }

  private func cooldown(_ member: String) throws(ServiceFailure) -> Duration {
    guard let seconds = try integer(member) else { return ScalingTiming.cooldown }
    guard seconds >= 0 else { throw ServiceFailure.scaling("\(member) must be greater than or equal to 0") }
    return .seconds(seconds)
  }

  func stepScaling() throws(ServiceFailure) -> StepScaling {
    guard let word = try scalingWord("AdjustmentType", shape: "AdjustmentType"),
      let type = StepScaling.AdjustmentType(rawValue: word)
    else { throw ServiceFailure.scaling("AdjustmentType must be specified") }
    var steps: [StepScaling.Step] = []
    for step in try structures("StepAdjustments") ?? [] {
      guard let adjustment = try step.integer("ScalingAdjustment") else {
        throw ServiceFailure.scaling("ScalingAdjustment must be specified for every step adjustment")
      }
      guard type != .exactCapacity || adjustment >= 0 else {
        throw ServiceFailure.scaling("ScalingAdjustment must not be negative for ExactCapacity")
      }
      steps.append(
        .init(
          lower: try step.double("MetricIntervalLowerBound"), upper: try step.double("MetricIntervalUpperBound"),
          adjustment: adjustment))
    }
    guard steps.count <= ScalingTiming.maximumSteps else {
      throw ServiceFailure.scaling("At most \(ScalingTiming.maximumSteps) step adjustments can be specified")
    }
    if let problem = StepScaling.problem(with: steps) {
      throw ServiceFailure.scaling(
        problem,
        why: "Bounds are offsets from the alarm's threshold; each step begins where the one before ends, as in "
          + "0 to 15, 15 to 25, 25 without an end.")
    }
    _ = try scalingWord("MetricAggregationType", shape: "MetricAggregationType")
    let magnitude = try integer("MinAdjustmentMagnitude")
    guard magnitude == nil || type == .percentChangeInCapacity else {
      throw ServiceFailure.scaling("MinAdjustmentMagnitude is only valid with PercentChangeInCapacity")
    }
    guard magnitude ?? 1 > 0 else { throw ServiceFailure.scaling("MinAdjustmentMagnitude must be greater than 0") }
    return StepScaling(
      adjustmentType: type, steps: steps, minAdjustmentMagnitude: magnitude, cooldown: try cooldown("Cooldown"))
  }
}
