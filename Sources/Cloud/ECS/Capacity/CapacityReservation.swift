/// The arithmetic of managed scaling: how much of a provider is spoken for, and how large its group should be.
///
/// In: counts of instances. Out: CapacityProviderReservation (M / N x 100) against a target, sizes. Whole numbers only;
/// knows no Region. Source: runtime sheet, section 5.4 ("Deep Dive on Amazon ECS Cluster Auto Scaling", AWS blog; ECS
/// Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto scaling").

extension ECS {
  package struct CapacityReservation: Hashable, Sendable {
    /// N: ACTIVE instances of the provider.
    package let available: Int
    /// M: instances that are needed.
    package let wanted: Int

    /// - Parameters:
    ///   - busy: instances that run at least one task that is no daemon.
    ///   - need: instances that waiting tasks would fill; 0 where none wait.
    package init(available: Int, busy: Int, need: Int, _ scaling: ManagedScaling) {
      self.available = available
      wanted =
        need == 0 ? busy : available + min(max(need, scaling.minimumStepSize), scaling.maximumStepSize)
    }

    /// Percent: 100 where nothing is there and nothing wanted, 200 where something is.
    package var percent: Double {
      guard available > 0 else { return wanted == 0 ? 100 : 200 }
      return Double(wanted) * 100 / Double(available)
    }

    package func isAbove(_ target: Int) -> Bool { available == 0 ? wanted > 0 : wanted * 100 > target * available }
    package func isBelow(_ target: Int) -> Bool { available > 0 && wanted * 100 < target * available }

    /// From nothing it is always 2.
    package func sizeAfterScaleOut(target: Int) -> Int { available == 0 ? 2 : size(target) }

    /// At most half of the instances go at once, at least one.
    package func sizeAfterScaleIn(target: Int) -> Int { max(size(target), available - max(1, available / 2)) }

    private func size(_ target: Int) -> Int {
      let target = max(1, target)
      return (wanted * 100 + target - 1) / target
    }

    /// How many of `needs` fit on an empty instance of the type; 0 where none does.
    /// - Parameter isTrunked: hosts of the group get a trunk interface, where their type can have one.
    static func count(of needs: InstanceReservation, on type: InstanceType, isTrunked: Bool = false) -> Int {
      var counts = [Int.max]
      func fit(_ amount: Int, in room: Int) { if amount > 0 { counts.append(room / amount) } }
      fit(needs.cpuUnits, in: type.cpuUnits)
      fit(needs.memoryMiB, in: type.memoryMiB)
      fit(needs.gpuCount, in: type.gpuCount)
      let trunked = isTrunked ? type.trunkedTaskLimit : 0
      fit(needs.networkInterfaces, in: trunked > 0 ? trunked : max(0, type.networkInterfaceLimit - 1))
      if !needs.tcpPorts.isEmpty || !needs.udpPorts.isEmpty {
        let isTaken = needs.tcpPorts.contains(where: ContainerInstance.reservedPorts.contains)
        counts.append(isTaken ? 0 : 1)
      }
      return counts.min() ?? 0
    }

    /// Instances of the largest type for `count` equal tasks; 0 where one does not even fit on the smallest.
    static func instances(
      for count: Int, of needs: InstanceReservation, types: [InstanceType], isTrunked: Bool = false
    ) -> Int {
      let fits = types.map { Self.count(of: needs, on: $0, isTrunked: isTrunked) }
      guard let smallest = fits.min(), let largest = fits.max(), smallest > 0 else { return 0 }
      return largest == Int.max ? 1 : (count + largest - 1) / largest
    }
  }
}
