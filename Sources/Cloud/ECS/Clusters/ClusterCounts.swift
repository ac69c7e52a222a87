/// How many tasks, services and container instances a cluster has, by status and launch type.
///
/// In: the Region's state. Out: counts. Changes nothing. Cost: linear in what the cluster holds.
/// Source: ECS API reference, Cluster, `statistics`.

extension ECS {
  package struct ClusterCounts: Hashable, Sendable {
    /// Tasks that are not STOPPED.
    package var tasks = 0
    package var runningTasks: [LaunchType: Int] = [:]
    package var pendingTasks: [LaunchType: Int] = [:]
    package var activeServicesByType: [LaunchType: Int] = [:]
    package var drainingServicesByType: [LaunchType: Int] = [:]
    /// ACTIVE and DRAINING ones.
    package var containerInstances = 0

    package var runningTaskCount: Int { LaunchType.allCases.reduce(0) { $0 + runningTasks[$1, default: 0] } }
    package var pendingTaskCount: Int { LaunchType.allCases.reduce(0) { $0 + pendingTasks[$1, default: 0] } }
    package var activeServices: Int { LaunchType.allCases.reduce(0) { $0 + activeServicesByType[$1, default: 0] } }
  }
}

extension Region {
  package func counts(ofCluster name: String) -> ECS.ClusterCounts {
    var counts = ECS.ClusterCounts()
    for task in ecs.tasks.all(inCluster: name) { count(task, in: &counts) }
    for (key, service) in ecs.services where key.cluster == name {
      let type = launchType(of: service)
      switch service.status {
      case .active: counts.activeServicesByType[type, default: 0] += 1
      case .draining: counts.drainingServicesByType[type, default: 0] += 1
      case .inactive: break
      }
    }
    for instance in ecs.containerInstances.values where instance.cluster == name {
      switch instance.status {
      case .active, .draining: counts.containerInstances += 1
      case .inactive: break
      }
    }
    return counts
  }

  /// A task that was asked to stop is neither running nor pending.
  private func count(_ task: ECS.Task, in counts: inout ECS.ClusterCounts) {
    switch (task.lastStatus, task.desiredStatus) {
    case (.stopped, _): return
    case (.provisioning, .running), (.pending, .running), (.activating, .running):
      counts.pendingTasks[task.launchType, default: 0] += 1
    case (.running, .running): counts.runningTasks[task.launchType, default: 0] += 1
    case (.provisioning, .stopped), (.pending, .stopped), (.activating, .stopped), (.running, .stopped),
      (.deactivating, _), (.stopping, _), (.deprovisioning, _):
      break
    }
    counts.tasks += 1
  }

  private func launchType(of service: ECS.Service) -> ECS.LaunchType {
    if let type = service.launchType { return type }
    let isFargate = service.capacityProviderStrategy.contains {
      ECS.fargateCapacityProviders.contains($0.capacityProvider)
    }
    return isFargate ? .fargate : .ec2
  }
}
