/// Alarms that fail deployments: which of them have gone off, and who has to know.
///
/// In: the Region's alarms. Out: the names that count for a deployment; turns for services that watch an alarm.
/// An alarm that was in ALARM when the deployment began is none of its business; one that does not exist never goes off.
/// Source: ECS Developer Guide, "How CloudWatch alarms detect Amazon ECS deployment failures".
import SimulationKit

extension Region {
  func triggeredAlarms(of record: ECS.ServiceDeployment) -> [String] {
    guard let watched = record.configuration.alarms, watched.isEnabled, record.rollout?.stage != .cleanUp else {
      return []
    }
    return watched.names.filter { !record.ignoredAlarms.contains($0) && alarms[$0]?.state == .alarm }
  }

  /// Gives services whose deployment watches the alarm a turn.
  mutating func alarmChanged(_ name: String) {
    for key in Array(ecs.services.keys) {
      guard let service = ecs.services[key], let record = service.primary.flatMap(service.history),
        record.status == .inProgress, record.configuration.alarms?.names.contains(name) == true
      else { continue }
      askForServiceTurn(key)
    }
    alarmChangedForDaemons(name)
    alarmChangedForCodeDeploy(name)
  }
}
