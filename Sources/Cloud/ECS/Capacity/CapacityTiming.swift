/// Delays and limits of capacity in one table. What AWS states is marked "fact"; the others are chosen.
///
/// In: nothing. Out: spans of simulated time and counts. Source: runtime sheet, sections 5.4 and 10.
import SimulationKit

package struct CapacityTiming: Hashable, Sendable {
  /// From a change of a cluster's providers until its attachments (scaling policy, draining hook) stand.
  package var attachments = Duration.seconds(15)
  /// From DeleteCapacityProvider until it is INACTIVE.
  package var providerDeletion = Duration.seconds(30)

  package init() {}
}
