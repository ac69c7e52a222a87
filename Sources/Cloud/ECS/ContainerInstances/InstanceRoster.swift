/// The container instances of one cluster in the order of their ids, with the numbers that placement reads first.
///
/// In: instances as they come, change and go. Out: compact slots to walk over. Kept by `Region.changeInstance` and
/// registration; never holds what the instance itself does not say. Cost: O(log n) to find, O(n) to add or remove; a
/// change looks at the slots of one block again. A walk for room passes over full blocks: in a cluster that fills up
/// from its lowest ids on, it touches one in 64 of the full instances.

extension ECS {
  package struct InstanceRoster: Sendable {
    /// Small and flat: placement walks over thousands of them.
    struct Slot: Sendable {
      /// Index into `zones`.
      let zone: Int32
      /// Index into `providers`, -1 for none.
      let provider: Int32
      let launchType: LaunchType
      var isOpen: Bool
      /// Not DRAINING, whether or not its agent is connected.
      var isActive: Bool
      var networkInterfaces: Int32
      var cpuUnits: Int
      var memoryMiB: Int
    }
    /// What the open slots of a block have at most: where this is too little, none of them has enough.
    struct Room: Hashable, Sendable {
      var networkInterfaces: Int32 = -1
      var cpuUnits = -1
      var memoryMiB = -1
    }
    static let blockSize = 64
    /// Ascending; `slots` stand beside them.
    private(set) var ids: [ContainerInstanceID] = []
    private(set) var slots: [Slot] = []
    /// One for each 64 slots.
    private(set) var rooms: [Room] = []
    private(set) var zones: [String] = []
    private(set) var providers: [String] = []

    package var count: Int { ids.count }
    /// True where there is an instance for that launch type.
    func has(_ launchType: LaunchType) -> Bool { slots.contains { $0.launchType == launchType } }

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
        slots[place].isActive = instance.status == .active
        slots[place].cpuUnits = instance.openCPUUnits
        slots[place].memoryMiB = instance.openMemoryMiB
        slots[place].networkInterfaces = Int32(clamping: instance.openNetworkInterfaces)
        measure(block: place / Self.blockSize)
        return
      }
      let slot = Slot(
        zone: Self.index(of: instance.availabilityZone, in: &zones),
        provider: instance.capacityProviderName.map { Self.index(of: $0, in: &providers) } ?? -1,
        launchType: instance.launchType, isOpen: instance.isOpen, isActive: instance.status == .active,
        networkInterfaces: Int32(clamping: instance.openNetworkInterfaces),
        cpuUnits: instance.openCPUUnits, memoryMiB: instance.openMemoryMiB)
      ids.insert(instance.id, at: place)
      slots.insert(slot, at: place)
      measure(from: place)
    }

    mutating func remove(_ id: ContainerInstanceID) {
      guard let index = index(of: id) else { return }
      ids.remove(at: index)
      slots.remove(at: index)
      measure(from: index)
    }

    /// The blocks from that of `place` on, after slots have moved.
    private mutating func measure(from place: Int) {
      let count = (slots.count + Self.blockSize - 1) / Self.blockSize
      if rooms.count > count { rooms.removeLast(rooms.count - count) }
      while rooms.count < count { rooms.append(Room()) }
      for block in rooms.indices.dropFirst(place / Self.blockSize) { measure(block: block) }
    }

    private mutating func measure(block: Int) {
      var room = Room()
      for slot in slots[self.slots(ofBlock: block)] where slot.isOpen {
        room.networkInterfaces = max(room.networkInterfaces, slot.networkInterfaces)
        room.cpuUnits = max(room.cpuUnits, slot.cpuUnits)
        room.memoryMiB = max(room.memoryMiB, slot.memoryMiB)
      }
      rooms[block] = room
    }

    /// True where measuring again would change nothing; for promises. Cost: O(n).
    var isMeasured: Bool {
      var copy = self
      copy.measure(from: 0)
      return copy.rooms == rooms
    }

    func slots(ofBlock block: Int) -> Range<Int> {
      block * Self.blockSize..<min((block + 1) * Self.blockSize, slots.count)
    }

    /// The zones that have an ACTIVE instance; external ones are in none. Cost: O(n), without looking at an instance.
    var activeZones: [String] {
      var isThere = Array(repeating: false, count: zones.count)
      for slot in slots where slot.isActive && slot.launchType != .external { isThere[Int(slot.zone)] = true }
      return zones.indices.filter { isThere[$0] }.map { zones[$0] }
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
