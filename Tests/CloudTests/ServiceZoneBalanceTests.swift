/// What counts as even, and which move comes next: 3 tasks over 2 zones are 2+1, 5 over 3 are 2+2+1.
import Testing

@testable import Cloud

@Suite struct ServiceZoneBalanceTests {
  private func balance(_ counts: [Int]) -> ECS.ZoneBalance {
    let zones = counts.indices.map { ["a", "b", "c", "d"][$0] }
    return ECS.ZoneBalance(zones: zones, tasks: zip(zones, counts).flatMap { Array(repeating: $0, count: $1) })
  }

  @Test(arguments: [[2, 1], [1, 2], [2, 2, 1], [0, 0], [1, 0, 0], [3, 3], []])
  func even(counts: [Int]) {
    #expect(balance(counts).isEven)
    #expect(balance(counts).nextMove(room: 10) == nil)
  }

  @Test(arguments: [
    // The emptiest zone is filled up to its floor at once.
    ([4, 0], "b", 2, "a"), ([3, 1], "b", 1, "a"), ([6, 0, 0], "b", 2, "a"), ([1, 3, 1], "a", 1, "b"),
    // 2+2+0 over three zones are 4/3: floor 1.
    ([2, 2, 0], "c", 1, "a"),
    // No zone is below the floor, one is above the ceiling: 5/4 is 1..2.
    ([3, 1, 1, 1], "b", 1, "a"),
  ])
  func uneven(counts: [Int], light: String, count: Int, heavy: String) {
    #expect(balance(counts).nextMove(room: 10) == .init(light: light, count: count))
    #expect(balance(counts).nextMove(room: 1)?.count == 1)
    #expect(balance(counts).nextMove(room: 0) == nil)
    #expect(balance(counts).heaviest == heavy)
  }

  @Test func theTextNamesEveryZone() {
    #expect(balance([3, 1]).text == "3 tasks in a, 1 tasks in b")
  }
}
