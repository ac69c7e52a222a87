/// Delays and limits of capacity in one table. What AWS states is marked "fact"; the others are chosen.
///
/// In: nothing. Out: spans of simulated time and counts. Source: runtime sheet, sections 5.4 and 10.
import SimulationKit

package struct CapacityTiming: Hashable, Sendable {
  /// From a change of a cluster's providers until its attachments (scaling policy, draining hook) stand.
  package var attachments = Duration.seconds(15)
  /// From DeleteCapacityProvider until it is INACTIVE.
  package var providerDeletion = Duration.seconds(30)
  /// Between two looks of managed scaling at a provider.
  package var metricPeriod = Duration.minutes(1)  // fact
  /// Looks in a row below the target until a group is made smaller.
  package var scaleInDatapoints = 15  // fact
  /// From a scale-out until a group may be made smaller.
  package var scaleInAfterScaleOut = Duration.minutes(15)  // fact
  /// How many tasks of a cluster may wait for an instance.
  package var maximumWaitingTasks = 500  // fact
  /// How long a task waits for an instance of a provider with managed scaling.
  package var provisioningGiveUp = Duration.minutes(30)

  /// From the warning of a Spot instance to its end.
  package var spotWarning = Duration.seconds(120)  // fact

  package init() {}
}
