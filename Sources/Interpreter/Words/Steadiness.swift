/// When a world counts as steady, for `wait until steady`.
///
/// In: a world. Out: yes or no. Changes nothing.
import Cloud

extension World {
  /// True where nothing is on its way: services have what they want in one completed deployment, users reach all of it
  /// where there is a load balancer, none of their tasks sits on a container instance that is being emptied, and no task
  /// starts or stops.
  package func isSteady(service wanted: String? = nil) -> Bool {
    for region in regions.values {
      for service in region.ecs.services.values where wanted == nil || service.key.name == wanted {
        guard service.status != .inactive else { continue }
        if service.takesTaskSets, service.status == .active {
          if !service.deployments.isEmpty, !service.areTaskSetsSteady { return false }
          if region.codeDeploy.deploymentUnderWay(of: service.key) != nil { return false }
          continue
        }
        if service.status == .draining || service.deployments.count != 1 { return false }
        if service.deployments.contains(where: { $0.rolloutState == .inProgress }) { return false }
        let running = region.ecs.tasks.all(ofService: service.key).filter { $0.lastStatus == .running }
        if running.count != service.desiredCount { return false }
        let instances = region.ecs.containerInstances
        if service.status == .active, !running.allSatisfy({ region.isServed($0, by: service) }) { return false }
        if running.contains(where: { $0.containerInstance.flatMap { instances[$0] }?.status == .draining }) {
          return false
        }
      }
      guard wanted == nil else { continue }
      for cluster in region.ecs.clusters.keys {
        let isMoving = region.ecs.tasks.all(inCluster: cluster).contains {
          $0.lastStatus != .running && $0.lastStatus != .stopped
        }
        if isMoving { return false }
      }
    }
    return true
  }

  func hasService(_ name: String) -> Bool {
    regions.values.contains { region in region.ecs.services.keys.contains { $0.name == name } }
  }
}

extension Region {
  /// Behind a load balancer a task is there for users once its targets are registered and pass their checks, or its
  /// instance does.
  fileprivate func isServed(_ task: ECS.Task, by service: ECS.Service) -> Bool {
    guard service.deployments.contains(where: \.hasDoors) else { return true }
    guard let place = classicPlace(of: task) else { return !task.targets.isEmpty && task.targets.allSatisfy(isServing) }
    let instance = loadBalancing.classicLoadBalancers[place.loadBalancer]?.registered(place.instance)
    return instance?.checks.verdict == .healthy && task.targets.allSatisfy(isServing)
  }
}
