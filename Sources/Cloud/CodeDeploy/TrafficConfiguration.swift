/// CodeDeploy's own deployment configurations for ECS: how production traffic goes from blue to green.
///
/// In: a name. Out: shares of traffic and how long each lasts.
/// Source: CodeDeploy User Guide, "Predefined deployment configurations for an Amazon ECS compute platform".
import SimulationKit

extension CodeDeploy {
  package enum TrafficConfiguration: String, Hashable, Sendable, CaseIterable {
    case allAtOnce = "CodeDeployDefault.ECSAllAtOnce"
    case linearEveryMinute = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes"
    case linearEveryThreeMinutes = "CodeDeployDefault.ECSLinear10PercentEvery3Minutes"
    case canaryFiveMinutes = "CodeDeployDefault.ECSCanary10Percent5Minutes"
    case canaryFifteenMinutes = "CodeDeployDefault.ECSCanary10Percent15Minutes"

    /// Green's share after each step, in percent; the last is 100.
    var shares: [Int] {
      switch self {
      case .allAtOnce: [100]
      case .linearEveryMinute, .linearEveryThreeMinutes: (1...10).map { $0 * 10 }
      case .canaryFiveMinutes, .canaryFifteenMinutes: [10, 100]
      }
    }

    /// How long each share but the last lasts.
    var interval: Duration {
      switch self {
      case .allAtOnce: .zero
      case .linearEveryMinute: .minutes(1)
      case .linearEveryThreeMinutes: .minutes(3)
      case .canaryFiveMinutes: .minutes(5)
      case .canaryFifteenMinutes: .minutes(15)
      }
    }
  }
}
