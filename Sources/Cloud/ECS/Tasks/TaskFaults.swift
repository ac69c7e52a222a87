/// Faults that tasks can be given: what a bad day does to them.
///
/// In: a task or container and what happens to it. Out: the same changes that the container would make by itself.
/// Unknown ones and those that have moved on are left as they are. Faults of hosts stand with the container instances.
import SimulationKit

extension Region {
  /// A container's process ends by itself, now; an agent that is cut off tells it later.
  package mutating func endContainer(_ name: String, ofTask id: ECS.TaskID, exitCode: Int, reason: String? = nil) {
    guard let container = ecs.tasks[id]?.container(name) else { return }
    apply(.container(id, name: name, .exits(code: exitCode, reason: reason, run: container.run)))
  }

  /// From now on the task's containers answer no health check, nor a load balancer's, until they are started again.
  package mutating func failHealthChecks(ofTask id: ECS.TaskID) {
    guard let task = ecs.tasks[id], let definition = definition(of: task) else { return }
    let now = now
    for plan in definition.containers where plan.healthCheck != nil || isSeenByLoadBalancer(task) {
      ecs.tasks.change(id) { task in
        guard let index = task.index(of: plan.name), task.containers[index].stage == .running else { return }
        task.containers[index].failsHealthChecksSince = now
      }
      guard let changed = ecs.tasks[id], let container = changed.container(plan.name) else { continue }
      scheduleNextProbe(plan, changed, container)
    }
    servingChanged(id)
  }

  /// Fargate takes a Spot task's capacity back. Others are left alone.
  package mutating func interruptSpotTask(_ id: ECS.TaskID) {
    guard ecs.tasks[id]?.capacityProviderName == "FARGATE_SPOT" else { return }
    stopTask(id, code: .spotInterruption, reason: "Your Spot Task was interrupted.")
  }
}
