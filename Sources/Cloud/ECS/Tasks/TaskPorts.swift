/// Host ports of bridge and host mode: which a container's mappings are bound to.
///
/// In: a container definition, the task and the instance it is on. Out: bindings; dynamic ports are taken from the
/// instance until the task is STOPPED. Source: ECS API reference, PortMapping (ephemeral port range 32768–60999).

extension Region {
  private static let dynamicPorts = 32_768...60_999

  /// Empty for awsvpc and none.
  mutating func bindPorts(of plan: ECS.ContainerDefinition, _ task: ECS.Task) -> [ECS.NetworkBinding] {
    guard let definition = definition(of: task), let instance = task.containerInstance else { return [] }
    var bindings: [ECS.NetworkBinding] = []
    for mapping in plan.portMappings {
      guard let fixed = definition.hostPort(of: mapping) else { continue }
      guard let port = fixed > 0 ? fixed : takeDynamicPort(onInstance: instance, task.id) else { continue }
      bindings.append(.init(containerPort: mapping.containerPort, hostPort: port, transport: mapping.transport))
    }
    return bindings
  }

  /// The lowest free port of the range.
  private mutating func takeDynamicPort(onInstance id: ECS.ContainerInstanceID, _ task: ECS.TaskID) -> Int? {
    guard let instance = ecs.containerInstances[id] else { return nil }
    var port = Self.dynamicPorts.lowerBound
    for taken in instance.dynamicPorts where taken >= port {
      guard taken == port else { break }
      port += 1
    }
    while instance.usedPorts.contains(port) { port += 1 }
    guard Self.dynamicPorts.contains(port) else { return nil }
    changeInstance(id) { instance in
      let place = instance.dynamicPorts.firstIndex { $0 > port } ?? instance.dynamicPorts.count
      instance.dynamicPorts.insert(port, at: place)
    }
    ecs.tasks.change(task) { $0.reservation.dynamicPorts.append(port) }
    return port
  }
}
