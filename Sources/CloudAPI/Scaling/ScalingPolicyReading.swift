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
    let metric: (name: MetricName, statistic: MetricStatistic, unit: String?)
    if let predefined = try structure("PredefinedMetricSpecification") {
      metric = try predefined.predefinedMetric(of: key, in: region)
    } else if let customized = try structure("CustomizedMetricSpecification") {
      metric = try customized.customizedMetric()
    } else {
      throw ServiceFailure.scaling("PredefinedMetricSpecification must be specified")
    }
    return TargetTracking(
      metric: metric.name, statistic: metric.statistic, unit: metric.unit, target: target,
      scaleOutCooldown: try cooldown("ScaleOutCooldown"), scaleInCooldown: try cooldown("ScaleInCooldown"),
      isScaleInDisabled: try boolean("DisableScaleIn") ?? false)
  }

  private func predefinedMetric(
    of key: ECS.ServiceKey, in region: Region
  ) throws(ServiceFailure) -> (MetricName, MetricStatistic, String?) {
    let type = try scalingWord("PredefinedMetricType", shape: "MetricType") ?? ""
    let name: String
    switch type {
    case "ECSServiceAverageCPUUtilization": name = "CPUUtilization"
    case "ECSServiceAverageMemoryUtilization": name = "MemoryUtilization"
    case "ALBRequestCountPerTarget": return (try requestCountPerTarget(in: region), .sum, nil)
    default:
      throw ServiceFailure.scaling(
        "The predefined metric \(type) is not supported for the service namespace ecs",
        why: "A service can track ECSServiceAverageCPUUtilization, ECSServiceAverageMemoryUtilization or "
          + "ALBRequestCountPerTarget.")
    }
    let metric = MetricName(
      namespace: MetricName.ecsNamespace, name: name,
      dimensions: [.init(name: "ClusterName", value: key.cluster), .init(name: "ServiceName", value: key.name)])
    return (metric, .average, "Percent")
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

  private func customizedMetric() throws(ServiceFailure) -> (MetricName, MetricStatistic, String?) {
    guard !has("Metrics") else { throw .notSimulated("Metric math in a scaling policy") }
    guard let word = try string("Statistic") else {
      throw ServiceFailure.scaling("Statistic must be specified for a customized metric")
    }
    return (try metricName(), try CloudAPI.statistic(word, "statistic"), try string("Unit"))
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
    let magnitude = try integer("MinAdjustmentMagnitude")
    guard magnitude == nil || type == .percentChangeInCapacity else {
      throw ServiceFailure.scaling("MinAdjustmentMagnitude is only valid with PercentChangeInCapacity")
    }
    guard magnitude ?? 1 > 0 else { throw ServiceFailure.scaling("MinAdjustmentMagnitude must be greater than 0") }
    return StepScaling(
      adjustmentType: type, steps: steps, minAdjustmentMagnitude: magnitude, cooldown: try cooldown("Cooldown"))
  }
}
