/// What can be done with container instances.
extension Region {
  mutating func forgetContainerInstance(_ id: ECS.ContainerInstanceID) { ecs.containerInstances[id] = nil }
}
