import SimulationKit
import Testing

@testable import Cloud

/// The log keeps what it promises to keep, in one piece, however many records there are.
@Suite struct EventLogTests {
  private static func log(of count: Int, protectedFrom: Int = .max) -> EventLog {
    var log = EventLog()
    log.protectedFrom = protectedFrom
    for number in 1...count {
      let draft = EventRecord.Draft(.command, source: "command/\(number)", cluster: nil, message: "")
      #expect(log.append(draft, at: .worldStart, region: "us-east-1", cause: .command(number)) == number)
    }
    return log
  }

  @Test(arguments: [1, 127, 128, 129, 256, 1_000])
  func everyRecordIsFoundByItsNumber(count: Int) {
    let log = Self.log(of: count)
    #expect(log.all.map(\.number) == Array(1...count))
    for number in 1...count { #expect(log[number]?.source == "command/\(number)") }
    for first in [1, 2, 127, 128, 129, 130, count, count + 1] where first <= count + 1 {
      #expect(log.records(from: first).map(\.number) == Array(first..<(count + 1)))
    }
    #expect(log[0] == nil)
    #expect(log[count + 1] == nil)
    #expect(log.records(from: count + 50).isEmpty)
  }

  @Test func theOldestGoOnceThereAreTooMany() {
    let log = Self.log(of: EventLog.capacity + 300)
    #expect(log.all.first?.number == 301)
    #expect(log.all.count == EventLog.capacity)
    #expect(log[300] == nil)
    #expect(log[301]?.source == "command/301")
  }

  @Test func whatIsProtectedStays() {
    let log = Self.log(of: EventLog.capacity + 300, protectedFrom: 101)
    #expect(log.all.first?.number == 101)
    #expect(log.all.count == EventLog.capacity + 200)
  }

  @Test func aCopyGoesItsOwnWay() {
    var log = Self.log(of: 200)
    let copy = log
    _ = log.append(
      EventRecord.Draft(.fault, source: "fault/late", cluster: nil, message: ""), at: .worldStart, region: "us-east-1",
      cause: .start)
    #expect(copy.all.count == 200)
    #expect(log.all.count == 201)
  }
}
