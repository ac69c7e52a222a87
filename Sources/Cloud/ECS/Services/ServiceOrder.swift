/// What CreateService and UpdateService ask for, read and checked as far as that needs no look at the Region.
import Documents
import SimulationKit

extension ECS {
  /// The settings that both requests may carry; nil where absent.
  package struct ServiceSettings: Sendable {
    package var desiredCount: Int?
    /// A scaling policy's: nobody set it by hand.
    var desiredCountIsComputed = false
    /// As given.
    package var taskDefinition: String?
    package var launchType: LaunchType?
    package var capacityProviderStrategy: [CapacityProviderStrategyItem]?
    package var platformVersion: String?
    package var networkConfiguration: NetworkConfiguration?
    package var maximumPercent: Int?
    package var minimumHealthyPercent: Int?
    package var circuitBreaker: (enabled: Bool, rollsBack: Bool, resets: Bool, threshold: BreakerThreshold)?
    package var alarms: DeploymentAlarms?
    package var strategy: DeploymentStrategy?
    package var bakeTimeMinutes: Int?
    package var lifecycleHooks: [LifecycleHook]?
    package var linear: TrafficSteps?
    package var canary: TrafficSteps?
    package var placementConstraints: [PlacementConstraint]?
    package var placementStrategy: [PlacementStrategy]?
    package var loadBalancers: [ServiceLoadBalancer]?
    /// CreateService only.
    package var roleARN: String?
    package var healthCheckGracePeriodSeconds: Int?
    package var enableECSManagedTags: Bool?
    package var enableExecuteCommand: Bool?
    /// `SERVICE`, `TASK_DEFINITION` or `NONE`.
    package var propagateTags: String?
    package var availabilityZoneRebalancing: Bool?
    package var wiring = WiringSettings()
    package init() {}
  }

  package struct ServiceOrder: Sendable {
    package var key: ServiceKey
    package var schedulingStrategy: Service.SchedulingStrategy
    package var controller = DeploymentController.ecs
    package var settings: ServiceSettings
    package var clientToken: String?
    package var tags: [Tag]
    /// The request without token and tags.
    package var request: Document.Object
    /// The caller's ARN.
    package var principal: String
    package init(
      key: ServiceKey, schedulingStrategy: Service.SchedulingStrategy, settings: ServiceSettings,
      clientToken: String?, tags: [Tag], request: Document.Object, principal: String
    ) {
      self.key = key
      self.schedulingStrategy = schedulingStrategy
      self.settings = settings
      self.clientToken = clientToken
      self.tags = tags
      self.request = request
      self.principal = principal
    }
  }
}
