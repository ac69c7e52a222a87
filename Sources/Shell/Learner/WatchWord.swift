/// `watch`: time runs by itself while the learner reads and types; what happens appears above the line.
///
/// In: the words after it, a steady clock of the machine, the editor's pulse. Out: advances of the sandbox where something
/// is due, notices. Runs on the thread that reads the line alone; the pulse only wakes it. Where lines are not edited,
/// what passed is told before each of them. Source: design, "Time".
import Interpreter
import Text

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
    let pulse = startPulse()
    watched = WatchedTime(speed: speed, from: session.sandbox.now, isWatchedClosely: pulse != nil)
    self.pulse = pulse
    let rate = speed == 1 ? "as fast as your own" : "\(speed) seconds each second"
    let shown = editor == nil || isLinear ? "each Enter tells what happened" : "what happens appears above your line"
    let lines = Wrapping.wrap(
      "Time runs now, \(rate); \(shown). `watch off` or Ctrl-C stops it.", columns: manner.canvas.columns)
    return CommandOutput(lines.map { $0 + "\n" }.joined())
  }

  /// nil where no editor waits for keys.
  private func startPulse() -> Task<Void, Never>? {
    guard let notices = editor?.notices, !isLinear else { return nil }
    return Task.detached {
      while !Task.isCancelled {
        try? await Task.sleep(for: .seconds(1))
        if !Task.isCancelled { notices.wake() }
      }
    }
  }

  func stopWatching() {
    pulse?.cancel()
    (watched, pulse) = (nil, nil)
  }

  /// The editor was woken: what is due by now happens, and is shown above the line.
  func lookAtWatchedTime() {
    for line in session.look(at: &watched) { editor?.notices.add(manner.canvas.dimmed(line)) }
    if watched != nil { editor?.prompt = prompt }
  }

  /// Before a line runs, its world is where the prompt says that it is.
  ///
  /// - Returns: what happened on the way.
  func catchUpWatchedTime() -> [String] { session.catchUp(with: &watched) }

  /// A line has run, which took its own time.
  func goOnWatching() { watched?.goOn(from: session.sandbox.now) }
}
