/// The container instances of one cluster in the order of their ids, with the numbers that placement reads first.
///
/// In: instances as they come, change and go. Out: compact slots to walk over. Kept by `Region.changeInstance` and
/// registration; never holds what the instance itself does not say. Cost: O(log n) to find, O(n) to add or remove.

extension ECS {
  package struct InstanceRoster: Sendable {
    /// Small and flat: placement walks over thousands of them.
    struct Slot: Sendable {
      /// Index into `zones`.
      let zone: Int32
      /// Index into `providers`, -1 for none.
      let provider: Int32
      var isOpen: Bool
      var networkInterfaces: Int32
      var cpuUnits: Int
      var memoryMiB: Int
    }
    /// Ascending; `slots` stand beside them.
    private(set) var ids: [ContainerInstanceID] = []
    private(set) var slots: [Slot] = []
    private(set) var zones: [String] = []
    private(set) var providers: [String] = []

    package var count: Int { ids.count }

    /// Where the instance stands, or would stand.
    private func place(_ id: ContainerInstanceID) -> Int {
      var (low, high) = (0, ids.count)
      while low < high {
        let middle = (low + high) / 2
        if ids[middle] < id { low = middle + 1 } else { high = middle }
      }
      return low
    }

    func index(of id: ContainerInstanceID) -> Int? {
      let place = place(id)
      return place < ids.count && ids[place] == id ? place : nil
    }

    mutating func update(_ instance: ContainerInstance) {
      let place = place(instance.id)
      if place < ids.count, ids[place] == instance.id {
        slots[place].isOpen = instance.isOpen
        slots[place].cpuUnits = instance.remainingCPUUnits
        slots[place].memoryMiB = instance.remainingMemoryMiB
        slots[place].networkInterfaces = Int32(clamping: instance.freeNetworkInterfaces)
        return
      }
      let slot = Slot(
        zone: Self.index(of: instance.availabilityZone, in: &zones),
        provider: instance.capacityProviderName.map { Self.index(of: $0, in: &providers) } ?? -1,
        isOpen: instance.isOpen, networkInterfaces: Int32(clamping: instance.freeNetworkInterfaces),
        cpuUnits: instance.remainingCPUUnits, memoryMiB: instance.remainingMemoryMiB)
      ids.insert(instance.id, at: place)
      slots.insert(slot, at: place)
    }

    mutating func remove(_ id: ContainerInstanceID) {
      guard let index = index(of: id) else { return }
      ids.remove(at: index)
      slots.remove(at: index)
    }

    /// The place of `text` in `texts`, where it is put unless it is there.
    private static func index(of text: String, in texts: inout [String]) -> Int32 {
      if let index = texts.firstIndex(of: text) { return Int32(clamping: index) }
      texts.append(text)
      return Int32(clamping: texts.count - 1)
    }
  }
}

extension ECS.ContainerInstance {
  var freeNetworkInterfaces: Int { max(0, networkInterfaceLimit - 1 - networkInterfacesInUse) }
}
