/// How many tasks, services and container instances a cluster has, by status and launch type.
///
/// In: the Region's state. Out: counts. Changes nothing. Cost: O(services of the Region); tasks and instances
/// are counted as they change.
/// Source: ECS API reference, Cluster, `statistics`.

extension ECS {
  package struct ClusterCounts: Hashable, Sendable {
    package var tasks = TaskTally()
    package var activeServicesByType: [LaunchType: Int] = [:]
    package var drainingServicesByType: [LaunchType: Int] = [:]
    /// ACTIVE and DRAINING ones.
    package var containerInstances = 0

    package var runningTasks: Int { Self.sum(tasks.running) }
    package var pendingTasks: Int { Self.sum(tasks.pending) }
    package var activeServices: Int { Self.sum(activeServicesByType) }

    private static func sum(_ counts: [LaunchType: Int]) -> Int {
      LaunchType.allCases.reduce(0) { $0 + counts[$1, default: 0] }
    }
  }
}

extension Region {
  package func counts(ofCluster name: String) -> ECS.ClusterCounts {
    var counts = ECS.ClusterCounts()
    counts.tasks = ecs.tasks.tally(ofCluster: name)
    counts.containerInstances = ecs.instanceRosters[name]?.slots.count ?? 0
    // By place: a service is large, and to take it out of its dictionary costs more than to look at it.
    for index in ecs.services.values.indices where ecs.services.keys[index].cluster == name {
      switch ecs.services.values[index].status {
      case .active: counts.activeServicesByType[launchType(ofServiceAt: index), default: 0] += 1
      case .draining: counts.drainingServicesByType[launchType(ofServiceAt: index), default: 0] += 1
      case .inactive: break
      }
    }
    return counts
  }

  private func launchType(ofServiceAt index: Int) -> ECS.LaunchType {
    if let type = ecs.services.values[index].launchType { return type }
    let isFargate = ecs.services.values[index].capacityProviderStrategy.contains {
      ECS.fargateCapacityProviders.contains($0.capacityProvider)
    }
    if isFargate { return .fargate }
    let isManaged = ecs.services.values[index].capacityProviderStrategy.contains {
      ecs.capacityProviders[$0.capacityProvider]?.managedInstances != nil
    }
    return isManaged ? .managedInstances : .ec2
  }
}
