/// A task set: what a deployment carries beside its counts where somebody else than ECS drives the rollout.
///
/// A task set is kept as a `Deployment` whose `taskSet` is present: the scheduler keeps its tasks like any other's.
/// Source: ECS API reference, TaskSet, Scale; ECS Developer Guide, "Deploy Amazon ECS services using a third-party
/// controller".
import Documents
import SimulationKit

extension ECS {
  /// Who carries out a service's rollouts.
  package enum DeploymentController: String, Sendable, CaseIterable {
    case ecs = "ECS"
    case codeDeploy = "CODE_DEPLOY"
    case external = "EXTERNAL"
  }

  package struct TaskSet: Sendable {
    package enum Stability: String, Sendable {
      case stabilizing = "STABILIZING"
      case steady = "STEADY_STATE"
    }
    package var externalID: String?
    package var scale: Scale
    package var stability = Stability.stabilizing
    package var stabilityAt: Instant
    /// As asked for; `LATEST` where Fargate was asked for without one.
    package var platformVersion: String?
    package var tags: [Tag] = []
    package var clientToken: String?
    /// The request without token and tags, for idempotency.
    package var request: Document.Object = [:]
  }

  /// The share of a service's desired count that a task set is to have.
  package struct Scale: Hashable, Sendable {
    /// 0 to 100,000,000.
    package let millionthsOfPercent: Int

    package static let none = Scale(millionthsOfPercent: 0)
    package static let whole = Scale(millionthsOfPercent: 100_000_000)

    package init(millionthsOfPercent: Int) { self.millionthsOfPercent = millionthsOfPercent }

    /// `computedDesiredCount`: that share of `desiredCount`, rounded up.
    package func count(of desiredCount: Int) -> Int { (desiredCount * millionthsOfPercent + 99_999_999) / 100_000_000 }
  }

  /// What CreateTaskSet asks for, names not looked up yet.
  package struct TaskSetOrder: Sendable {
    package var taskDefinition: String
    package var externalID: String?
    package var scale = Scale.none
    package var launchType: LaunchType?
    package var capacityProviderStrategy: [CapacityProviderStrategyItem] = []
    package var platformVersion: String?
    package var networkConfiguration: NetworkConfiguration?
    package var loadBalancers: [ServiceLoadBalancer] = []
    package var serviceRegistries: [ServiceRegistry] = []
    package var tags: [Tag] = []
    package var clientToken: String?
    /// The request without token and tags.
    package var request: Document.Object = [:]
    package init(taskDefinition: String) { self.taskDefinition = taskDefinition }
  }
}

extension ECS.Service {
  /// True where rollouts are task sets instead of deployments of ECS's own.
  package var takesTaskSets: Bool {
    switch controller {
    case .ecs: false
    case .codeDeploy, .external: true
    }
  }
}
