/// The arithmetic of managed scaling, held to the worked examples of the runtime sheet, section 5.4.
import SimulationKit
import Testing

@testable import Cloud

struct CapacityReservationTests {
  enum Action: Equatable, Sendable {
    case none
    case out(Int)
    case `in`(Int)
  }

  /// ACTIVE instances, busy ones, instances that waiting tasks need, target; metric and action.
  @Test(arguments: [
    (0, 0, 0, 100, 100.0, Action.none), (0, 0, 7, 100, 200.0, .out(2)),
    // 7 / 3 = 2.333; 3 x 2.333 / 0.8 = 8.75
    (3, 3, 4, 100, 233.3, .out(7)), (3, 3, 4, 80, 233.3, .out(9)), (4, 3, 0, 100, 75.0, .in(3)),
    (4, 3, 0, 75, 75.0, .none), (5, 0, 0, 100, 0.0, .in(3)),
  ])
  func workedExamples(
    available: Int, busy: Int, need: Int, target: Int, metric: Double, action: Action
  ) {
    let reservation = ECS.CapacityReservation(available: available, busy: busy, need: need, ECS.ManagedScaling())
    #expect((reservation.percent * 10).rounded(.down) / 10 == metric)
    let found: Action =
      if reservation.isAbove(target) {
        .out(reservation.sizeAfterScaleOut(target: target))
      } else if reservation.isBelow(target) {
        .in(reservation.sizeAfterScaleIn(target: target))
      } else {
        .none
      }
    #expect(found == action)
  }

  @Test func aStepIsNeitherSmallerNorLargerThanTheSettingsSay() {
    var scaling = ECS.ManagedScaling()
    (scaling.minimumStepSize, scaling.maximumStepSize) = (3, 5)
    func wanted(need: Int) -> Int { ECS.CapacityReservation(available: 2, busy: 2, need: need, scaling).wanted }
    #expect(wanted(need: 0) == 2)
    #expect(wanted(need: 1) == 5)
    #expect(wanted(need: 4) == 6)
    #expect(wanted(need: 9) == 7)
  }

  /// Runtime sheet, section 4.7: an m5.large has 3 interfaces, one of them its own, and room for 10 tasks with a trunk.
  @Test func aTrunkMakesRoomForMoreTasks() throws {
    let type = try #require(InstanceType.named("m5.large"))
    var needs = ECS.InstanceReservation()
    needs.networkInterfaces = 1
    #expect(ECS.CapacityReservation.instances(for: 20, of: needs, types: [type]) == 10)
    #expect(ECS.CapacityReservation.instances(for: 20, of: needs, types: [type], isTrunked: true) == 2)
  }

  @Test func equalTasksArePackedOnTheLargestType() throws {
    let types = ["t3.medium", "m5.xlarge"].compactMap(InstanceType.named)
    var needs = ECS.InstanceReservation()
    // m5.xlarge: 4,096 CPU units, 15,728 MiB; by CPU 4 fit, by memory 5.
    (needs.cpuUnits, needs.memoryMiB) = (1_024, 3_000)
    #expect(ECS.CapacityReservation.instances(for: 8, of: needs, types: types) == 2)
    #expect(ECS.CapacityReservation.instances(for: 9, of: needs, types: types) == 3)
    // One with a static host port on each instance.
    needs.tcpPorts = [80]
    #expect(ECS.CapacityReservation.instances(for: 8, of: needs, types: types) == 8)
    // An interface each: m5.xlarge has 4, one of which is its own.
    needs.tcpPorts = []
    needs.networkInterfaces = 1
    #expect(ECS.CapacityReservation.instances(for: 8, of: needs, types: types) == 3)
  }

  /// Tasks that do not fit on the smallest type are left out: t3.medium has 3,884 MiB.
  @Test func tasksTooLargeForTheSmallestTypeAskForNothing() {
    let types = ["t3.medium", "m5.xlarge"].compactMap(InstanceType.named)
    var needs = ECS.InstanceReservation()
    needs.memoryMiB = 4_000
    #expect(ECS.CapacityReservation.instances(for: 3, of: needs, types: types) == 0)
  }
}
