/// A load balancer's verdict on a target: the arithmetic that leaves out checks agrees with taking each one.
import SimulationKit
import Testing

@testable import Cloud

/// The same rules, written down a second time: one check after the other.
private struct EveryCheck {
  var verdict = LoadBalancing.TargetChecks.Verdict.initial
  var passed = 0
  var failed = 0

  mutating func take(_ failure: LoadBalancing.TargetFailure?, healthy: Int, unhealthy: Int, first: Int) {
    guard let failure else {
      (passed, failed) = (passed + 1, 0)
      if verdict == .initial, passed >= first { verdict = .healthy }
      if case .unhealthy = verdict, passed >= healthy { verdict = .healthy }
      return
    }
    (passed, failed) = (0, failed + 1)
    if case .unhealthy = verdict { verdict = .unhealthy(failure) }
    if failed >= unhealthy { verdict = .unhealthy(failure) }
  }
}

@Test(arguments: UInt64(0)..<40)
func leavingOutChecksChangesNothing(seed: UInt64) {
  var chance = SeededStream(seed: seed).split("targets")
  let interval = chance.number(in: 5...40)
  let check = LoadBalancing.HealthCheck(
    speech: .http, port: nil, path: "/", intervalSeconds: interval, timeoutSeconds: 2,
    healthyThreshold: chance.number(in: 2...10), unhealthyThreshold: chance.number(in: 2...10), matcher: "200")
  let kind: LoadBalancing.Kind = chance.number(in: 0...1) == 0 ? .application : .network
  let settings = LoadBalancing.TargetChecks.Settings(check, of: kind)
  var turns = [LoadBalancing.Turn(from: .worldStart, failure: .failed)]
  var at = Instant.worldStart
  for _ in 0..<chance.number(in: 0...6) {
    at = at + .seconds(chance.number(in: 1...600))
    let failures: [LoadBalancing.TargetFailure?] = [nil, .failed, .timedOut, .codes(503)]
    turns.append(LoadBalancing.Turn(from: at, failure: failures[chance.number(in: 0...3)]))
  }
  let first = Instant.worldStart + .milliseconds(2_500)

  var slow = EveryCheck()
  var fast = LoadBalancing.TargetChecks(first: first, turns: turns)
  var expectedChange: Instant?
  for number in 0..<600 {
    let instant = first + .seconds(interval) * number
    if number == 0 { expectedChange = fast.nextChange(settings) }
    let before = slow.verdict
    let failure = turns.last { $0.from <= instant }?.failure
    let end = failure == .timedOut ? instant + .seconds(2) : instant
    slow.take(
      failure, healthy: check.healthyThreshold, unhealthy: check.unhealthyThreshold,
      first: kind == .application ? 1 : check.healthyThreshold)
    if slow.verdict != before {
      #expect(expectedChange == end)
      fast.advance(to: end, settings)
      #expect(fast.verdict == slow.verdict)
      expectedChange = fast.nextChange(settings)
    } else if chance.number(in: 0...20) == 0 {
      fast.advance(to: end, settings)
      #expect(fast.verdict == slow.verdict)
    }
  }
  #expect(expectedChange == nil)
}

/// 30 and 60 s after it was last seen well, and the 5 s that the second of the two checks waits.
@Test func aTargetThatHangsIsUnhealthyAfterTheTimeout() {
  let check = LoadBalancing.HealthCheck(
    speech: .http, port: nil, path: "/", intervalSeconds: 30, timeoutSeconds: 5, healthyThreshold: 5,
    unhealthyThreshold: 2, matcher: "200")
  let settings = LoadBalancing.TargetChecks.Settings(check, of: .application)
  let start = Instant.worldStart
  func checks(_ failure: LoadBalancing.TargetFailure) -> LoadBalancing.TargetChecks {
    var checks = LoadBalancing.TargetChecks(
      first: start, turns: [.init(from: start, failure: nil), .init(from: start + .seconds(1), failure: failure)])
    checks.advance(to: start, settings)
    return checks
  }
  #expect(checks(.timedOut).nextChange(settings) == start + .seconds(65))
  #expect(checks(.failed).nextChange(settings) == start + .seconds(60))
  var hanging = checks(.timedOut)
  hanging.advance(to: start + .seconds(64), settings)
  #expect(hanging.verdict == .healthy)
  hanging.advance(to: start + .seconds(65), settings)
  #expect(hanging.verdict == .unhealthy(.timedOut))
}

/// Two successes under the old settings count for nothing under the new ones, by which three in a row are wanted.
@Test func otherSettingsCountAnew() {
  func settings(_ threshold: Int) -> LoadBalancing.TargetChecks.Settings {
    let check = LoadBalancing.HealthCheck(
      speech: .http, port: nil, path: "/", intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: threshold,
      unhealthyThreshold: 2, matcher: "200")
    return LoadBalancing.TargetChecks.Settings(check, of: .network)
  }
  let start = Instant.worldStart
  var checks = LoadBalancing.TargetChecks(first: start, turns: [LoadBalancing.Turn(from: start, failure: nil)])
  checks.advance(to: start + .seconds(10), settings(5))
  checks.change(from: settings(5), to: settings(3), at: start + .seconds(15))
  // At 25, 35 and 45 seconds.
  #expect(checks.nextChange(settings(3)) == start + .seconds(45))
}

@Test func statusCodesOfAMatcher() {
  #expect(LoadBalancing.HealthCheck.codes("200") == [200...200])
  #expect(LoadBalancing.HealthCheck.codes("200,301-302") == [200...200, 301...302])
  for text in ["", "abc", "200-", "300-200", "99", "200,,201", "1-2-3"] {
    #expect(LoadBalancing.HealthCheck.codes(text) == nil)
  }
}
