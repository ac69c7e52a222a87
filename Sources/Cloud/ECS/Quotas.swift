/// The quotas of Amazon ECS and AWS Fargate that a user meets, in one table.
///
/// In: nothing, or what a fixture says of its account. Out: numbers. Refuses nothing: each rule asks where it acts.
/// Source: ECS Developer Guide, "Amazon ECS service quotas", "AWS Fargate service quotas".

extension ECS {
  /// The instance's own are those that AWS raises on request and that a fixture may set; in one Region.
  package struct Quotas: Hashable, Sendable {
    /// Those that are not INACTIVE.
    package var clusters = 10_000
    /// Those that are not INACTIVE.
    package var servicesPerCluster = 5_000
    /// vCPUs of the tasks that run at the same time: those of an account in use. A new one begins with 6, and AWS raises
    /// it with use.
    package var fargateVCPUs = 4_000
    package var fargateSpotVCPUs = 4_000
    /// ECS Exec sessions that are open at the same time in one container.
    package var sessionsPerContainer = 1_000

    /// Tasks that one service may ask for.
    package static let tasksPerService = 5_000
    /// The same for a service that others find by Service Connect or a service registry.
    static let discoverableTasksPerService = 1_000
    static let containerInstancesPerCluster = 5_000
    static let containerInstancesPerStartTask = 10
    /// TCP and UDP ports that are not chosen when containers start; those count that the agent and the host keep.
    static let hostPortsPerInstance = 100
    static let tasksPerRunTask = 10
    static let overrideCharacters = 8_192
    static let revisionsPerFamily = 1_000_000
    static let taskDefinitionBytes = 65_536
    static let containersPerTaskDefinition = 10
    static let environmentFilesPerContainer = 10
    static let classicLoadBalancersPerService = 1
    static let targetGroupsPerService = 5
    /// Task sets are among them.
    static let deploymentsPerService = 5
    static let subnetsPerNetworkConfiguration = 16
    static let securityGroupsPerNetworkConfiguration = 5
    static let capacityProvidersPerCluster = 20
    static let capacityProvidersPerStrategy = 20
    package static let placementConstraints = 10
    package static let placementStrategies = 5
    static let tagsPerResource = 50
    static let attributesPerResource = 10
    package static let eventsPerService = 100
  }
}
