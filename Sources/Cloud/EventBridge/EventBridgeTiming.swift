/// Delays and limits of EventBridge in one table; those that AWS states are marked "fact", the others are chosen.
///
/// In: nothing. Out: spans of simulated time, counts. Source: Amazon EventBridge User Guide, "Amazon EventBridge quotas".
import SimulationKit

package struct EventBridgeTiming: Hashable, Sendable {
  /// From an event to the call of a target. AWS speaks of about half a second. A rule that starts itself again takes this
  /// long each time.
  package var delivery = Duration.milliseconds(500)
  /// Calls of RunTask in one simulated second, of all rules of a Region; more wait for the next second. AWS has far higher
  /// limits: a rule that starts itself would soon fill the memory here.
  package var callsPerSecond = 5
  /// Events on their way to targets; what comes when so many wait is lost, and counts as a failed invocation.
  package var longestQueue = 1_000

  package init() {}

  package static let maximumTargets = 5  // fact
  package static let maximumRules = 300  // fact: of us-east-1
  package static let maximumEntryBytes = 262_144  // fact: of one PutEvents
}
