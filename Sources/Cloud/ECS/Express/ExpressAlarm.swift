/// The alarm that takes a deployment of an Express service back: too many answers of its targets are errors.
///
/// In: the service's target groups. Out: an alarm by metric math, whose metrics have no values here: somebody sets its
/// state. Its name and its expression are chosen; the limits are `ExpressDefaults`. Source: runtime sheet, section 8.2; ECS
/// Developer Guide, "Resources created by Amazon ECS Express Mode services".
import Documents
import SimulationKit

extension Region {
  /// - Returns: its name.
  mutating func makeRollbackAlarm(of key: ECS.ServiceKey, targetGroups: [String]) -> String {
    let name = "ecs-express-\(key.cluster)-\(key.name)-rollback"
    var queries: [Document] = []
    var (errors, requests): ([String], [String]) = ([], [])
    for group in targetGroups {
      guard let dimensions = requestCountPerTarget(ofTargetGroup: group)?.dimensions else { continue }
      for metric in ["HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count", "RequestCount"] {
        let id = "m\(queries.count + 1)"
        if metric == "RequestCount" { requests.append(id) } else { errors.append(id) }
        queries.append([
          "Id": .string(id), "ReturnData": false,
          "MetricStat": [
            "Metric": [
              "Namespace": .string(MetricName.applicationLoadBalancerNamespace), "MetricName": .string(metric),
              "Dimensions": .list(dimensions.map { ["Name": .string($0.name), "Value": .string($0.value)] }),
            ], "Period": 60, "Stat": "Sum",
          ],
        ])
      }
    }
    let share = "100 * (\(errors.joined(separator: " + "))) / (\(requests.joined(separator: " + ")))"
    queries.append(["Id": "errors", "Expression": .string(share), "Label": "Errors, percent", "ReturnData": true])
    storeAlarm(
      name,
      settings: [
        "Metrics": .list(queries), "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": .integer(ECS.ExpressDefaults.errorPercent),
        "EvaluationPeriods": .integer(ECS.ExpressDefaults.alarmMinutes),
        "DatapointsToAlarm": .integer(ECS.ExpressDefaults.alarmDatapoints), "TreatMissingData": "notBreaching",
      ])
    return name
  }
}
