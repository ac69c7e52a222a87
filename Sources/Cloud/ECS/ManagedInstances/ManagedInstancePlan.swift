/// Which instances to boot for tasks that wait: the arithmetic, without a Region.
///
/// In: room that is on its way, the types that a provider may boot, what every instance gives to daemons first, and what
/// each waiting task needs. Out: for each task whether it fits into what comes, what is booted for it, or that nothing
/// fits. Takes tasks in order, the first room that fits, else the smallest type.
/// Source: ECS API reference, InstanceRequirementsRequest; Developer Guide, "Amazon ECS Managed Instances".

extension ECS {
  struct ManagedInstancePlan {
    struct Want {
      let needs: InstanceReservation
      /// `x86_64` or `arm64`.
      let architecture: String
      /// nil: any.
      let zones: [String]?
    }

    struct Room {
      let type: InstanceType
      let zone: String
      fileprivate var cpuUnits: Int
      fileprivate var memoryMiB: Int
      fileprivate var gpuCount: Int
      fileprivate var hasNeuronDevices: Bool
      fileprivate var networkInterfaces: Int

      init(_ type: InstanceType, zone: String, after overhead: InstanceReservation) {
        self.type = type
        self.zone = zone
        cpuUnits = type.cpuUnits - overhead.cpuUnits
        memoryMiB = type.memoryMiB - overhead.memoryMiB
        gpuCount = type.gpuCount - overhead.gpuCount
        hasNeuronDevices = type.neuronDeviceCount > 0
        networkInterfaces = type.networkInterfaceLimit - 1 - overhead.networkInterfaces
      }

      fileprivate func fits(_ want: Want) -> Bool {
        cpuUnits >= want.needs.cpuUnits && memoryMiB >= want.needs.memoryMiB && gpuCount >= want.needs.gpuCount
          && (hasNeuronDevices || !want.needs.takesNeuronDevices)
          && networkInterfaces >= want.needs.networkInterfaces
          && InstanceType.architecture(of: type.name) == want.architecture && want.zones?.contains(zone) ?? true
      }

      fileprivate mutating func take(_ needs: InstanceReservation) {
        cpuUnits -= needs.cpuUnits
        memoryMiB -= needs.memoryMiB
        gpuCount -= needs.gpuCount
        if needs.takesNeuronDevices { hasNeuronDevices = false }
        networkInterfaces -= needs.networkInterfaces
      }
    }

    enum Step: Hashable {
      /// Room for it is on its way.
      case waits
      case boots(InstanceType, zone: String)
      case isImpossible
    }

    /// The smallest first.
    let types: [InstanceType]
    let overhead: InstanceReservation
    private(set) var rooms: [Room]
    /// How many instances each zone has or will have, in the order of the provider's subnets.
    private var zones: [(name: String, count: Int)]

    init(types: [InstanceType], overhead: InstanceReservation, rooms: [Room], zones: [(name: String, count: Int)]) {
      self.types = types
      self.overhead = overhead
      self.rooms = rooms
      self.zones = zones
    }

    mutating func step(for want: Want) -> Step {
      if let index = rooms.firstIndex(where: { $0.fits(want) }) {
        rooms[index].take(want.needs)
        return .waits
      }
      guard let zone = emptiestZone(among: want.zones),
        var room = types.map({ Room($0, zone: zone, after: overhead) }).first(where: { $0.fits(want) })
      else { return .isImpossible }
      room.take(want.needs)
      rooms.append(room)
      if let index = zones.firstIndex(where: { $0.name == zone }) { zones[index].count += 1 }
      return .boots(room.type, zone: zone)
    }

    /// The allowed zone with the fewest instances; of equals the first.
    private func emptiestZone(among allowed: [String]?) -> String? {
      let open = zones.filter { zone in allowed?.contains(zone.name) ?? true }
      return open.min { $0.count < $1.count }?.name
    }
  }
}

extension ECS.InstanceReservation {
  /// Both together, ports left out.
  static func + (left: ECS.InstanceReservation, right: ECS.InstanceReservation) -> ECS.InstanceReservation {
    var sum = left
    sum.cpuUnits += right.cpuUnits
    sum.memoryMiB += right.memoryMiB
    sum.gpuCount += right.gpuCount
    sum.networkInterfaces += right.networkInterfaces
    return sum
  }
}
