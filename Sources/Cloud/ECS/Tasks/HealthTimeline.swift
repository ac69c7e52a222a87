/// When a container's health check changes its mind: the arithmetic of interval, retries and start period.
///
/// In: the check, when the process serves. Out: each change with its time after the start of the run, without a probe
/// having to be simulated. Source: ECS API reference, HealthCheck: the first probe comes one interval after the start,
/// failures within the start period do not count, the first success ends it, `retries` failures in a row are unhealthy.
import SimulationKit

struct HealthTimeline {
  static let maximumProbes = 20_000
  /// No turn of a process later than this is looked for.
  static let longestLook = Duration.days(3_650)

  let check: ECS.HealthCheck
  let readyAfter: Duration
  let unhealthyAfter: Duration?
  /// Spans in which it fails whatever the process does; nil: without end.
  let outages: [(from: Duration, until: Duration?)]
  /// Spans in which the process stands still and serves nobody; nil: without end.
  let hangs: [(from: Duration, until: Duration?)]
  /// What the check's command answers while the process serves, and while it does not.
  let passesWhenServing: Bool
  let passesWhenNotServing: Bool

  /// nil where the command is `NONE`.
  init?(
    _ check: ECS.HealthCheck, program: ContainerProgram, setting: ContainerProgram.Setting,
    outages: [(from: Duration, until: Duration?)] = [], hangs: [(from: Duration, until: Duration?)] = []
  ) {
    guard check.command.first != "NONE" else { return nil }
    self.check = check
    self.outages = outages
    self.hangs = hangs
    readyAfter = program.readyAfter
    unhealthyAfter = program.unhealthyAfter
    let ports = setting.behaviour.listensOn
    passesWhenServing = Self.passes(check.command, setting) { port in
      ports.isEmpty || port.map(ports.contains) ?? true
    }
    passesWhenNotServing = Self.passes(check.command, setting) { _ in false }
  }

  /// The first change later than `elapsed`; nil when the status stays.
  func nextChange(after elapsed: Duration) -> (at: Duration, status: ECS.HealthStatus)? {
    var next: (at: Duration, status: ECS.HealthStatus)?
    eachChange { at, status in
      if at > elapsed { next = (at, status) }
      return next == nil
    }
    return next
  }

  /// What it says at `elapsed`.
  func status(at elapsed: Duration) -> ECS.HealthStatus {
    var present = ECS.HealthStatus.unknown
    eachChange { at, status in
      if at <= elapsed { present = status }
      return at <= elapsed
    }
    return present
  }

  /// All changes in order, until `goesOn` answers false.
  private func eachChange(_ goesOn: (Duration, ECS.HealthStatus) -> Bool) {
    let interval = Duration.seconds(max(1, check.intervalSeconds))
    let startPeriod = Duration.seconds(check.startPeriodSeconds)
    let turns = ([readyAfter, unhealthyAfter] + (outages + hangs).flatMap { [$0.from, $0.until] }).compactMap(\.self)
      .sorted()
    var status = ECS.HealthStatus.unknown
    var failuresInARow = 0
    var isStarting = true
    var number = 1
    for _ in 1...Self.maximumProbes {
      let at = interval * number
      let before = status
      if passes(at: at) {
        (status, failuresInARow, isStarting) = (.healthy, 0, false)
      } else if !isStarting || at > startPeriod {
        failuresInARow += 1
        if failuresInARow >= check.retries { status = .unhealthy }
      }
      if status != before, !goesOn(at, status) { return }
      number += 1
      // After a turn of the process, this many probes settle it; then nothing happens until the next turn.
      let lastTurn = turns.last { $0 <= at } ?? .zero
      guard at > max(lastTurn, .zero) + startPeriod + interval * (check.retries + 1) else { continue }
      guard let nextTurn = turns.first(where: { $0 > at }), nextTurn < Self.longestLook else { return }
      number = max(number, nextTurn.milliseconds / interval.milliseconds)
    }
  }

  private func passes(at elapsed: Duration) -> Bool {
    func isWithin(_ spans: [(from: Duration, until: Duration?)]) -> Bool {
      spans.contains { $0.from <= elapsed && $0.until.map { elapsed < $0 } ?? true }
    }
    if isWithin(outages) { return false }
    let serves = elapsed >= readyAfter && unhealthyAfter.map { elapsed < $0 } ?? true && !isWithin(hangs)
    return serves ? passesWhenServing : passesWhenNotServing
  }

  private static func passes(
    _ command: [String], _ setting: ContainerProgram.Setting, serves: @escaping (Int?) -> Bool
  ) -> Bool {
    if setting.behaviour.windows != nil { return passesOnWindows(command, setting, serves: serves) }
    var shell = Shell(setting, serves: serves)
    let outcome: Shell.Outcome
    switch command.first {
    case "CMD-SHELL":
      guard let script = try? ShellScript(command.dropFirst().joined(separator: " ")) else { return false }
      outcome = shell.run(script.root)
    case "CMD": outcome = shell.run(Array(command.dropFirst()), isSilent: true)
    default: outcome = shell.run(command, isSilent: true)
    }
    switch outcome {
    case .goesOn, .exits: return shell.status == 0
    case .becomesImage: return serves(nil)
    case .notFound, .notExecutable, .runsForever: return false
    }
  }

  /// There CMD-SHELL is cmd.
  private static func passesOnWindows(
    _ command: [String], _ setting: ContainerProgram.Setting, serves: @escaping (Int?) -> Bool
  ) -> Bool {
    var shell = WindowsShell(setting, serves: serves)
    let words =
      switch command.first {
      case "CMD-SHELL": ["cmd", "/c"] + command.dropFirst()
      case "CMD": Array(command.dropFirst())
      default: command
      }
    switch shell.run(words) {
    case .goesOn, .exits: return shell.status == 0
    case .becomesImage: return serves(nil)
    case .notFound, .notExecutable, .runsForever: return false
    }
  }
}
