/// Health checks that fail for a while: the arithmetic of probes, by hand.
import Documents
import SimulationKit
import Testing

@testable import Cloud

@Suite("Health checks under faults")
struct FaultHealthTests {
  private func timeline(
    interval: Int, retries: Int, startPeriod: Int = 0, outages: [(from: Duration, until: Duration?)] = [],
    hangs: [(from: Duration, until: Duration?)] = [], command: String = "curl localhost"
  ) throws -> HealthTimeline {
    let setting = ContainerProgram.Setting(behaviour: .init(), entryPoint: nil, command: nil, environment: [])
    var check = ECS.HealthCheck(command: ["CMD-SHELL", command])
    (check.intervalSeconds, check.retries, check.startPeriodSeconds) = (interval, retries, startPeriod)
    return try #require(
      HealthTimeline(check, program: ContainerProgram(setting), setting: setting, outages: outages, hangs: hangs))
  }

  /// Every change as `SECONDS STATUS`.
  private func changes(_ timeline: HealthTimeline) -> [String] {
    var story: [String] = []
    var last = Duration.zero
    while let next = timeline.nextChange(after: last), story.count < 20 {
      story.append("\(next.at.milliseconds / 1_000) \(next.status.rawValue)")
      #expect(timeline.status(at: next.at) == next.status)
      last = next.at
    }
    return story
  }

  /// Probes every 10 s. The outage from 25 s to 60 s spoils those at 30, 40 and 50; the one at 60 passes.
  @Test func anOutageInTheMiddle() throws {
    #expect(
      changes(try timeline(interval: 10, retries: 3, outages: [(.seconds(25), .seconds(60))]))
        == ["10 HEALTHY", "50 UNHEALTHY", "60 HEALTHY"])
    #expect(
      changes(try timeline(interval: 10, retries: 4, outages: [(.seconds(25), .seconds(60))])) == ["10 HEALTHY"],
      "three failures of four")
  }

  /// A process that stands still answers nobody; a check that asks nothing of it passes.
  @Test func aHangInTheMiddle() throws {
    let hang: [(from: Duration, until: Duration?)] = [(.seconds(25), .seconds(60))]
    #expect(
      changes(try timeline(interval: 10, retries: 3, hangs: hang)) == ["10 HEALTHY", "50 UNHEALTHY", "60 HEALTHY"])
    #expect(changes(try timeline(interval: 10, retries: 3, hangs: hang, command: "exit 0")) == ["10 HEALTHY"])
  }

  /// It began before the container: what fails within the start period does not count, so 40, 50 and 60 do.
  @Test func anOutageFromBeforeTheStart() throws {
    let outage: [(from: Duration, until: Duration?)] = [(.seconds(-100), nil)]
    #expect(changes(try timeline(interval: 10, retries: 3, startPeriod: 30, outages: outage)) == ["60 UNHEALTHY"])
    let past: [(from: Duration, until: Duration?)] = [(.seconds(-100), .seconds(-50))]
    #expect(changes(try timeline(interval: 10, retries: 3, outages: past)) == ["10 HEALTHY"])
  }

  /// Thirty days are 2,592,000 s: probes fail then, 5 and 10 s later. A minute after its beginning the outage ends.
  @Test func anOutageAfterALongLife() throws {
    let days = Duration.days(30)
    #expect(
      changes(try timeline(interval: 5, retries: 3, outages: [(days, days + .minutes(1))]))
        == ["5 HEALTHY", "2592010 UNHEALTHY", "2592060 HEALTHY"])
  }

  @Test func outagesMayFollowAndOverlap() throws {
    let outages: [(from: Duration, until: Duration?)] = [
      (.seconds(100), .seconds(200)), (.seconds(150), .seconds(300)), (.seconds(1_000), nil),
    ]
    #expect(
      changes(try timeline(interval: 10, retries: 2, outages: outages))
        == ["10 HEALTHY", "110 UNHEALTHY", "300 HEALTHY", "1010 UNHEALTHY"])
  }
}
