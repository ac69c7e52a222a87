/// The life of a task, step by step.
extension Region {
  mutating func takeTaskStep(_ id: ECS.TaskID, step: Int) {}
  mutating func applyContainerChange(_ change: ContainerChange, task id: ECS.TaskID, container name: String) {}
  mutating func forgetTask(_ id: ECS.TaskID) { ecs.tasks[id] = nil }
}
