/// The end of a service: DRAINING until its tasks are STOPPING, then INACTIVE for an hour, then forgotten. What is still
/// on its way out then belongs to nobody; a new service of the name does not see it.
///
/// Source: ECS API reference, DeleteService.
import SimulationKit

extension Region {
  /// - Parameter reference: a service's name or ARN.
  /// - Returns: the service as it then is. Deleting one that is DRAINING or INACTIVE changes nothing.
  package mutating func deleteService(
    _ reference: String, cluster: ECS.Cluster, force: Bool
  ) throws(ServiceFailure) -> ECS.Service {
    guard let key = serviceKey(reference, cluster: cluster), let service = ecs.services[key] else {
      throw ServiceFailure("ServiceNotFoundException", nil, why: whyNoService(reference, cluster: cluster))
    }
    guard service.status == .active else { return service }
    guard service.desiredCount == 0 || force || service.schedulingStrategy == .daemon else {
      throw .invalidParameter(
        "The service cannot be stopped while it is scaled above 0.",
        why: "The service still wants \(service.desiredCount) \(service.desiredCount == 1 ? "task" : "tasks"): scale "
          + "it to 0 with 'aws ecs update-service --desired-count 0' first, or delete it with --force.")
    }
    let now = now
    change(key) { service in
      service.status = .draining
      service.desiredCount = 0
      for index in service.deployments.indices {
        service.deployments[index].status = .draining
        service.deployments[index].desiredCount = 0
        service.deployments[index].updatedAt = now
      }
      for index in service.serviceDeployments.indices { service.serviceDeployments[index].enter(.stops, at: now) }
    }
    record(EventRecord.Draft(.command, source: "service/\(key.name)", cluster: key.cluster, message: "service deleted"))
    daemonRoomChanged(by: key)
    if service.express != nil { endScaling(ofExpressService: key) }
    askForServiceTurn(key, isOrder: true)
    return ecs.services[key] ?? service
  }

  /// A turn of a DRAINING service: what is to run is stopped; when all of it is STOPPING or further the service is
  /// INACTIVE.
  mutating func drain(_ key: ECS.ServiceKey) {
    guard let service = ecs.services[key] else { return }
    var turn = ServiceTurn(key: key, roster: roster(of: service), hasMoved: true)
    stop(turn.roster.entries.count, in: &turn, isForced: true) { _ in true }
    guard ecs.services[key]?.scheduler.watched.keys.allSatisfy(hasBegunToStop) == true else { return }
    deleteExpressResources(of: service)
    let now = now
    change(key) { service in
      service.status = .inactive
      service.inactiveSince = now
      service.lastDeployment = service.deployments.first
      service.deployments = []
      service.events = []
      service.scheduler = ECS.SchedulerMemory()
    }
    schedule(.forgetService(key, createdAt: service.createdAt), after: timing.inactiveRetention)
  }

  private func hasBegunToStop(_ id: ECS.TaskID) -> Bool {
    switch ecs.tasks[id]?.lastStatus {
    case .provisioning, .pending, .activating, .running, .deactivating: false
    case .stopping, .deprovisioning, .stopped, nil: true
    }
  }

  mutating func forgetService(_ key: ECS.ServiceKey, createdAt: Instant) {
    guard let service = ecs.services[key], service.createdAt == createdAt, service.status == .inactive else { return }
    ecs.services[key] = nil
  }
}
