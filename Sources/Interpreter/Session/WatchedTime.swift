/// Simulated time that follows the machine's while it is watched.
///
/// In: a speed, a steady clock of the machine. Out: the instant that simulated time has come to; advances of the sandbox
/// where something is due. Says nothing by itself. Source: design, "Time".
import SimulationKit

/// How simulated time follows the machine's while it is watched.
package struct WatchedTime {
  /// Simulated seconds a second.
  package static let speeds = 1...3_600
  package static let usualSpeed = 10
  /// A longer gap between two looks was not watched (the program was stopped), and does not count.
  static let longestGap = Duration.seconds(5)

  private let speed: Int
  private let isWatchedClosely: Bool
  private var since: SuspendingClock.Instant
  private var from: Instant

  /// - Parameter isWatchedClosely: somebody looks every second or so; else only what is asked for counts, however long.
  package init(speed: Int, from: Instant, isWatchedClosely: Bool) {
    (self.speed, self.isWatchedClosely, self.from) = (speed, isWatchedClosely, from)
    since = .now
  }

  /// Where simulated time is now.
  package var instant: Instant {
    let elapsed = since.duration(to: .now).components
    let milliseconds = min(elapsed.seconds, 2_592_000) * 1_000 + elapsed.attoseconds / 1_000_000_000_000_000
    let passed = SimulationKit.Duration.milliseconds(Int(clamping: milliseconds) * speed)
    return from + (isWatchedClosely ? min(passed, Self.longestGap * speed) : passed)
  }

  /// Time goes on from `instant`.
  package mutating func goOn(from instant: Instant) {
    since = .now
    from = instant
  }
}

extension Session {
  /// What is due by now happens.
  ///
  /// - Returns: what happened, a line each.
  package func look(at watched: inout WatchedTime?) -> [String] {
    guard let target = watched?.instant else { return [] }
    if let due = sandbox.world.nextDue, due <= target { return pass(until: target, &watched) }
    // The base moves on, so that only the time between two looks can be too long to count.
    watched?.goOn(from: target)
    return []
  }

  /// The sandbox comes to where watched time is, whether something is due or not.
  package func catchUp(with watched: inout WatchedTime?) -> [String] {
    guard let target = watched?.instant, target > sandbox.now else { return [] }
    return pass(until: target, &watched)
  }

  private func pass(until target: Instant, _ watched: inout WatchedTime?) -> [String] {
    let lines = letPass(until: target)
    watched?.goOn(from: sandbox.now)
    return lines
  }
}
