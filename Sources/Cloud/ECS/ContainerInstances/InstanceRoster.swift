/// The container instances of one cluster in the order of their ids, with the numbers that placement reads first.
///
/// In: instances as they come, change and go. Out: compact slots to walk over. Kept by `Region.changeInstance` and
/// registration; never holds what the instance itself does not say. Cost: O(log n) to find, O(n) to add or remove.

extension ECS {
  package struct InstanceRoster: Sendable {
    struct Slot: Sendable {
      let id: ContainerInstanceID
      /// Index into `zones`.
      let zone: Int
      let provider: String?
      var isOpen: Bool
      var cpuUnits: Int
      var memoryMiB: Int
      var networkInterfaces: Int
    }
    private(set) var slots: [Slot] = []
    private(set) var zones: [String] = []

    /// Where the instance stands, or would stand.
    private func place(_ id: ContainerInstanceID) -> Int {
      var (low, high) = (0, slots.count)
      while low < high {
        let middle = (low + high) / 2
        if slots[middle].id < id { low = middle + 1 } else { high = middle }
      }
      return low
    }

    func index(of id: ContainerInstanceID) -> Int? {
      let place = place(id)
      return place < slots.count && slots[place].id == id ? place : nil
    }

    /// The id that begins with nothing less than this, for lists that go on behind an id.
    func index(after id: ContainerInstanceID) -> Int {
      let place = place(id)
      return place < slots.count && slots[place].id == id ? place + 1 : place
    }

    mutating func update(_ instance: ContainerInstance) {
      let place = place(instance.id)
      if place < slots.count, slots[place].id == instance.id {
        slots[place].isOpen = instance.isOpen
        slots[place].cpuUnits = instance.remainingCPUUnits
        slots[place].memoryMiB = instance.remainingMemoryMiB
        slots[place].networkInterfaces = instance.freeNetworkInterfaces
        return
      }
      if !zones.contains(instance.availabilityZone) { zones.append(instance.availabilityZone) }
      let slot = Slot(
        id: instance.id, zone: zones.firstIndex(of: instance.availabilityZone) ?? 0,
        provider: instance.capacityProviderName, isOpen: instance.isOpen, cpuUnits: instance.remainingCPUUnits,
        memoryMiB: instance.remainingMemoryMiB, networkInterfaces: instance.freeNetworkInterfaces)
      slots.insert(slot, at: place)
    }

    mutating func remove(_ id: ContainerInstanceID) {
      if let index = index(of: id) { slots.remove(at: index) }
    }
  }
}

extension ECS.ContainerInstance {
  var freeNetworkInterfaces: Int { max(0, networkInterfaceLimit - 1 - networkInterfacesInUse) }
}
