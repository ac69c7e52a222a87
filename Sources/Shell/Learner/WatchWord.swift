/// `watch`: time runs by itself while the learner reads and types; what happens appears above the line.
///
/// In: the words after it, a steady clock of the machine, the editor's pulse. Out: advances of the sandbox where something
/// is due, notices. Runs on the thread that reads the line alone; the pulse only wakes it. Where lines are not edited,
/// what passed is told before each of them. Source: design, "Time".
import Cloud
import Interpreter
import SimulationKit
import Text

/// How simulated time follows the machine's while it is watched.
struct WatchedTime {
  /// Simulated seconds a second.
  static let speeds = 1...3_600
  static let usualSpeed = 10
  /// A longer gap between two looks was not watched (the program was stopped), and does not count.
  static let longestGap = Duration.seconds(5)

  let speed: Int
  /// Wakes the line editor once a second.
  let pulse: Task<Void, Never>?
  private var since: SuspendingClock.Instant
  private var from: Instant

  init(speed: Int, from: Instant, pulse: Task<Void, Never>?) {
    (self.speed, self.pulse, self.from) = (speed, pulse, from)
    since = .now
  }

  /// Where simulated time is now.
  var instant: Instant {
    let elapsed = since.duration(to: .now).components
    let milliseconds = min(elapsed.seconds, 2_592_000) * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
    let passed = SimulationKit.Duration.milliseconds(Int(clamping: milliseconds) * speed)
    return from + (pulse == nil ? passed : min(passed, Self.longestGap * speed))
  }

  /// Time goes on from `instant`.
  mutating func goOn(from instant: Instant) {
    since = .now
    from = instant
  }
}

extension LearnerShell {
  static let watchUsage = "`watch` lets time run, `watch 60` at sixty times its speed, `watch off` stops it"

  func watch(_ arguments: [String]) -> CommandOutput {
    guard manner.isInteractive else {
      return .complaint("watch: time runs by itself only at a terminal; `wait 5m` lets it pass at once", exitCode: 2)
    }
    guard arguments.count <= 1 else { return .complaint("watch: \(Self.watchUsage)", exitCode: 2) }
    let word = arguments.first ?? String(WatchedTime.usualSpeed)
    if word == "off" {
      guard watched != nil else { return CommandOutput("Time stands still already.\n") }
      stopWatching()
      return CommandOutput("Time stands still again. It is \(session.sandbox.now.timeOfDay).\n")
    }
    guard let speed = Int(word.hasSuffix("x") ? String(word.dropLast()) : word), WatchedTime.speeds.contains(speed)
    else {
      return .complaint(
        "watch: '\(GrammarError.shown(word))' is no speed from 1 to \(WatchedTime.speeds.upperBound); \(Self.watchUsage)",
        exitCode: 2)
    }
    stopWatching()
    watched = WatchedTime(speed: speed, from: session.sandbox.now, pulse: pulse())
    let rate = speed == 1 ? "as fast as your own" : "\(speed) seconds each second"
    let shown = editor == nil || isLinear ? "each Enter tells what happened" : "what happens appears above your line"
    let lines = Wrapping.wrap(
      "Time runs now, \(rate); \(shown). `watch off` or Ctrl-C stops it.", columns: manner.canvas.columns)
    return CommandOutput(lines.map { $0 + "\n" }.joined())
  }

  /// nil where no editor waits for keys.
  private func pulse() -> Task<Void, Never>? {
    guard let notices = editor?.notices, !isLinear else { return nil }
    return Task.detached {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(1))
        if !Task.isCancelled { notices.wake() }
      }
    }
  }

  func stopWatching() {
    watched?.pulse?.cancel()
    watched = nil
  }

  /// The editor was woken: what is due by now happens, and is shown above the line.
  func lookAtWatchedTime() {
    guard let watched else { return }
    let target = watched.instant
    if let due = session.sandbox.world.nextDue, due <= target {
      for line in passWatchedTime(until: target) { editor?.notices.add(manner.canvas.dimmed(line)) }
    } else {
      // The base moves on, so that only the time between two looks can be too long to count.
      self.watched?.goOn(from: target)
    }
    editor?.prompt = prompt
  }

  /// Before a line runs, its world is where the prompt says that it is.
  ///
  /// - Returns: what happened on the way.
  func catchUpWatchedTime() -> [String] {
    guard let watched, watched.instant > session.sandbox.now else { return [] }
    return passWatchedTime(until: watched.instant)
  }

  private func passWatchedTime(until target: Instant) -> [String] {
    let lines = session.letPass(until: target)
    watched?.goOn(from: session.sandbox.now)
    return lines
  }

  /// A line has run, which took its own time.
  func goOnWatching() { watched?.goOn(from: session.sandbox.now) }
}
