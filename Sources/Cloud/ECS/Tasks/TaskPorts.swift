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
      guard let port = fixed > 0 ? fixed : takeDynamicPorts(1, onInstance: instance, task.id) else { continue }
      bindings.append(.init(containerPort: mapping.containerPort, hostPort: port, transport: mapping.transport))
    }
    guard definition.effectiveNetworkMode != .awsvpc else { return bindings }
    for range in plan.portRanges {
      guard let port = takeDynamicPorts(range.count, onInstance: instance, task.id) else { continue }
      bindings.append(
        .init(containerPort: range.first, hostPort: port, transport: range.transport, count: range.count))
    }
    return bindings
  }

  /// The lowest free ports of the range, as many as `count` in a row.
  /// - Returns: the first of them.
  private mutating func takeDynamicPorts(
    _ count: Int, onInstance id: ECS.ContainerInstanceID, _ task: ECS.TaskID
  ) -> Int? {
    guard let instance = ecs.containerInstances[id] else { return nil }
    var first = Self.dynamicPorts.lowerBound
    for taken in (instance.dynamicPorts + instance.usedPorts).sorted() where taken >= first {
      guard taken < first + count else { break }
      first = taken + 1
    }
    let ports = first..<(first + count)
    guard Self.dynamicPorts.upperBound >= ports.upperBound - 1 else { return nil }
    changeInstance(id) { instance in
      let place = instance.dynamicPorts.firstIndex { $0 > first } ?? instance.dynamicPorts.count
      instance.dynamicPorts.insert(contentsOf: ports, at: place)
    }
    ecs.tasks.change(task) { $0.reservation.dynamicPorts += ports }
    return first
  }
}
