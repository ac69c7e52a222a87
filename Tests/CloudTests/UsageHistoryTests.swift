/// What a service used, by the minute: exact, and the same however it is settled.
import SimulationKit
import Testing

@testable import Cloud

private let start = Instant.worldStart

private func level(_ tasks: Int, cpu: Int) -> UsageLevel {
  UsageLevel(tasks: tasks, cpuUsed: cpu, cpuReserved: tasks * 100, memoryUsed: tasks, memoryReserved: tasks * 10)
}

private func averages(_ history: UsageHistory, until end: Instant) -> [Double] {
  history.minutes(from: start, to: end).map { UsageLevel.percent($0.minute.sums.cpuUsed, $0.minute.sums.cpuReserved) }
}

@Test func aMinuteWeighsTasksByHowLongTheyRan() {
  var history = UsageHistory()
  history.note(level(4, cpu: 360), at: start)
  // Half of the second minute with 4 tasks at 90 %, half with 6 at 60 %: 360 of 500 on average.
  history.note(level(6, cpu: 360), at: start + .seconds(90))
  history.settle(until: start + .minutes(3))
  #expect(averages(history, until: start + .minutes(3)) == [90, 72, 60])
  let minute = history.minutes(from: start + .minutes(1), to: start + .minutes(2))[0].minute
  #expect(minute.lowestCPU == 60)
  #expect(minute.highestCPU == 90)
  #expect(minute.sums.tasks / minute.milliseconds == 5)
}

@Test func minutesWithoutTasksAreLeftOut() {
  var history = UsageHistory()
  history.note(level(1, cpu: 50), at: start + .seconds(30))
  history.note(level(0, cpu: 0), at: start + .seconds(150))
  history.note(level(1, cpu: 20), at: start + .minutes(5))
  history.settle(until: start + .minutes(6))
  let minutes = history.minutes(from: start, to: start + .minutes(10))
  #expect(minutes.map { ($0.start - start).milliseconds / 60_000 } == [0, 1, 2, 5])
  #expect(minutes.map(\.minute.milliseconds) == [30_000, 60_000, 30_000, 60_000])
}

@Test func settlingOftenComesToTheSame() {
  var (once, often) = (UsageHistory(), UsageHistory())
  let levels = [level(2, cpu: 100), level(3, cpu: 100), level(0, cpu: 0), level(2, cpu: 100), level(2, cpu: 150)]
  for (index, level) in levels.enumerated() {
    let instant = start + .seconds(index * 97)
    for second in stride(from: 0, to: 97, by: 7) where index > 0 {
      often.settle(until: start + .seconds((index - 1) * 97 + second))
    }
    once.note(level, at: instant)
    often.note(level, at: instant)
  }
  once.settle(until: start + .hours(2))
  for minute in 0...120 { often.settle(until: start + .minutes(minute)) }
  let (left, right) = (
    once.minutes(from: start, to: start + .hours(2)), often.minutes(from: start, to: start + .hours(2))
  )
  #expect(left.map(\.minute) == right.map(\.minute))
  #expect(left.map(\.start) == right.map(\.start))
}
