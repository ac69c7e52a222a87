/// Delays of CodeDeploy in one table; all chosen, unless marked "fact".
///
/// In: nothing. Out: spans of simulated time. Source: runtime sheet, section 3.10.
import SimulationKit

package struct CodeDeployTiming: Hashable, Sendable {
  /// From CreateDeployment to InProgress.
  package var start = Duration.seconds(3)
  /// Between two looks at a task set that it waits for.
  package var look = Duration.seconds(10)
  /// How long the replacement may take to be steady.
  package var longestInstall = Duration.minutes(60)  // fact

  /// How long a hook's function may take to report a status.
  package var longestHook = Duration.minutes(60)  // fact

  package init() {}
}
