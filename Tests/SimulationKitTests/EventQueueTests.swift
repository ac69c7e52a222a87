import SimulationKit
import Testing

/// The earliest comes out first; equal instants keep the order they were put in.
@Suite struct EventQueueTests {
  @Test func equalInstantsKeepTheirOrder() {
    var queue = EventQueue<String>()
    queue.schedule("c", at: Instant(milliseconds: 20))
    for name in ["first", "second", "third", "fourth"] { queue.schedule(name, at: Instant(milliseconds: 10)) }
    queue.schedule("a", at: Instant(milliseconds: 5))
    var order: [String] = []
    while let item = queue.popFirst() { order.append(item.payload) }
    #expect(order == ["a", "first", "second", "third", "fourth", "c"])
    #expect(queue.first == nil)
    #expect(queue.count == 0)
  }

  @Test func randomSchedulesComeOutAsAStableSortWouldPutThem() {
    var stream = SeededStream(seed: 3)
    for _ in 0..<50 {
      var queue = EventQueue<Int>()
      var scheduled: [(instant: Int, number: Int)] = []
      for number in 0..<stream.number(in: 0...60) {
        let instant = stream.number(in: 0...9)
        scheduled.append((instant, number))
        queue.schedule(number, at: Instant(milliseconds: instant))
      }
      let expected = scheduled.sorted { ($0.instant, $0.number) < ($1.instant, $1.number) }.map(\.number)
      #expect(queue.sorted.map(\.payload) == expected)
      #expect(queue.first?.payload == expected.first)
      var order: [Int] = []
      while let item = queue.popFirst() { order.append(item.payload) }
      #expect(order == expected)
    }
  }

  @Test func schedulingBetweenRemovalsKeepsTheOrder() {
    var queue = EventQueue<String>()
    queue.schedule("b", at: Instant(milliseconds: 2))
    queue.schedule("a", at: Instant(milliseconds: 1))
    #expect(queue.popFirst()?.payload == "a")
    queue.schedule("b2", at: Instant(milliseconds: 2))
    queue.schedule("a2", at: Instant(milliseconds: 1))
    #expect(queue.popFirst()?.payload == "a2")
    #expect(queue.popFirst()?.payload == "b")
    #expect(queue.popFirst()?.payload == "b2")
    #expect(queue.popFirst() == nil)
  }

  @Test func slotsAreUsedAgainWithoutMixingPayloads() {
    var stream = SeededStream(seed: 9)
    var queue = EventQueue<Int>()
    var pending: [(instant: Int, number: Int)] = []
    for number in 0..<2_000 {
      let instant = stream.number(in: 0...50)
      queue.schedule(number, at: Instant(milliseconds: instant))
      pending.append((instant, number))
      guard stream.number(in: 0...2) > 0 else { continue }
      let earliest = pending.indices.min {
        (pending[$0].instant, pending[$0].number) < (pending[$1].instant, pending[$1].number)
      }
      let expected = earliest.map { pending.remove(at: $0) }
      #expect(queue.firstInstant?.milliseconds == expected?.instant)
      #expect(queue.popFirst()?.payload == expected?.number)
    }
    #expect(queue.count == pending.count)
  }
}
