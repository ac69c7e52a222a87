/// Delays, limits and stand-ins of Auto Scaling groups in one table; all chosen, unless marked "fact".
///
/// In: nothing. Out: spans of simulated time and counts. Source: runtime sheet, section 5.4.
import SimulationKit

package struct AutoScalingTiming: Hashable, Sendable {
  /// A group acts on the next full multiple of this.
  package var turn = Duration.seconds(10)
  /// From a launch that failed to the next attempt.
  package var launchRetry = Duration.seconds(60)
  /// How long an instance that is to go may wait for its tasks.
  package var longestDraining = Duration.hours(48)  // fact

  /// What a launch template stands for whose name does not say a type.
  package static let usualInstanceType = "m5.large"
  package static let maximumSize = 5_000
  /// Of the desired capacity, while instances are replaced.
  package static let healthyPercent = 90  // fact, of instance refreshes
  /// How long an instance refresh waits for protected instances.
  package static let longestWaitForProtected = Duration.hours(1)  // fact
  /// A group's newest refreshes are remembered.
  package static let mostRefreshes = 100
  /// In seconds; what is more says as much.
  package static let longestSetting = 365 * 86_400  // fact, of the maximum instance lifetime

  package init() {}
}
