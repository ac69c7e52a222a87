/// All delays of the simulation in one table, with their sources in the runtime sheet (sections 1.5 and 10).
///
/// In: nothing. Out: spans of simulated time. Jitter is ±10 %, from a stable hash of an id, so it repeats. What AWS
/// states is marked "fact"; the others are chosen inside what published traces of tasks show.
import SimulationKit

package struct Timing: Hashable, Sendable {
  package var schedulerTurn = Duration.seconds(10)
  package var plainTaskHealthyDelay = Duration.seconds(40)  // fact
  package var stoppedTaskRetention = Duration.minutes(60)  // fact: at least
  /// How long DescribeTasks shows a task as DELETED at the end of that time, when lists no longer have it.
  package var deletedTaskRetention = Duration.seconds(10)
  package var inactiveRetention = Duration.minutes(60)
  /// How long service deployments are remembered that have ended; a service looks for them with its scheduler's turns.
  package var serviceDeploymentHistory = Duration.days(90)  // fact
  /// From the creation of a service revision to that of the service deployment that brings it in: as shown, both are there
  /// at once.
  package var serviceDeploymentCreation = Duration.milliseconds(1_500)
  /// From a service deployment's creation to what it shows as its start.
  package var serviceDeploymentStart = Duration.milliseconds(1_600)
  /// How old the counts are that DescribeServices shows of running and pending tasks: AWS's are now and then.
  package var runningCountLag = Duration.zero
  /// From DeleteTaskDefinitions until the revision is gone, and between looks at whether it is still used.
  package var taskDefinitionRemoval = Duration.minutes(5)
  /// From DeleteDaemonTaskDefinition to DELETED, and between looks at whether a daemon still uses the revision. Its
  /// waiter gives up after two minutes.
  package var daemonTaskDefinitionRemoval = Duration.seconds(30)
  package var steadyStateRepeat = Duration.hours(6)  // fact
  /// Between attempts of a service whose tasks never reach RUNNING, from the fourth failure in a row on.
  package var failedStartDelays = [60, 120, 240, 480, 960].map { Duration.seconds($0) }
  package var longestFailedStartDelay = Duration.minutes(27)  // fact
  /// Tasks that services may start at once on Fargate, and how many more each second.
  package var fargateLaunchBurst = 100  // fact
  package var fargateLaunchesPerSecond = 20  // fact
  /// How long alarms are watched after a rolling update that names no bake time.
  package var alarmBake = Duration.minutes(3)
  /// From the call of a lifecycle hook's function to its answer, heard in the scheduler's next turn.
  package var hookAnswer = Duration.seconds(2)
  /// How long a hook's function may run.
  package var longestInvocation = Duration.minutes(15)  // fact
  /// From a steady state to the first look at how tasks are spread over zones, and between two looks.
  package var zoneRebalancingFirst = Duration.seconds(60)
  package var zoneRebalancingRepeat = Duration.minutes(5)

  package var fargate = TaskDelays(
    provisioning: .seconds(12), preparing: .seconds(3), pullBase: .milliseconds(1_500), pullMegabytesPerSecond: 12,
    createAndStart: .milliseconds(600), shutdown: .seconds(2), deprovisioning: .seconds(20), windowsFactor: 6)
  package var ec2TaskNetwork = TaskDelays(
    provisioning: .seconds(6), preparing: .milliseconds(1_500), pullBase: .seconds(1), pullMegabytesPerSecond: 25,
    createAndStart: .milliseconds(800), shutdown: .seconds(1), deprovisioning: .seconds(12), windowsFactor: 4)
  package var ec2HostNetwork = TaskDelays(
    provisioning: .zero, preparing: .milliseconds(1_500), pullBase: .seconds(1), pullMegabytesPerSecond: 25,
    createAndStart: .milliseconds(800), shutdown: .seconds(1), deprovisioning: .zero, windowsFactor: 4)
  package var pullCached = Duration.milliseconds(300)
  package var activating = Duration.seconds(3)
  /// Until a new load balancer is active. No trace of it is published: chosen as what users report, some minutes.
  package var loadBalancerProvisioning = Duration.minutes(2)
  /// From registering a target with an application load balancer to its first health check.
  package var firstTargetCheck = Duration.milliseconds(2_500)
  /// The same with a network load balancer.
  package var networkTargetRegistration = Duration.seconds(3)
  /// From registering an instance with a Classic Load Balancer to its first health check. No trace of it is published.
  package var classicRegistration = Duration.seconds(5)
  /// On top of the target groups' own deregistration delay, which begins in the scheduler's turn after the stop.
  package var deactivatingExtra = Duration.seconds(10)
  /// From a stop request to the signal.
  package var stopSignal = Duration.milliseconds(300)
  /// From the end of an essential container to the stop of its task.
  package var exitReport = Duration.milliseconds(500)
  /// The same on Fargate for a task of which no container ever ran, from the failure to the stop.
  package var fargateFailureReport = Duration.seconds(10)
  /// From the end of the stop timeout to the end of the killed container.
  package var kill = Duration.seconds(1)
  package var defaultStopTimeoutSeconds = 30  // fact
  /// How long a container's start may take, on Linux and on Windows, until the agent gives up.
  package var containerStart = Duration.minutes(3)  // fact
  package var windowsContainerStart = Duration.minutes(8)  // fact
  package var containerCreate = Duration.minutes(4)  // fact
  /// How long a pull may bring nothing, and how often it is tried.
  package var pullInactivity = Duration.minutes(1)  // fact
  package var pullAttempts = 5  // fact
  /// From the end of a task until its containers are removed from their host; an image that no container is made of goes
  /// in the next cleanup, once it is old enough.
  package var agentTaskCleanup = Duration.hours(3)  // fact
  package var imageCleanup = Duration.minutes(30)  // fact
  package var imageMinimumAge = Duration.hours(1)  // fact

  package var imageNotFound = Duration.seconds(8)
  package var accessDenied = Duration.seconds(6)
  /// Registry, Secrets Manager or SSM out of reach: until all attempts have timed out.
  package var unreachable = Duration.seconds(180)
  package var logGroupMissing = Duration.seconds(5)
  package var noFreeAddress = Duration.seconds(30)
  /// How long a network interface may take to attach.
  package var networkInterfaceTimeout = Duration.seconds(180)
  package var outOfMemory = Duration.seconds(5)
  /// From the launch of an EC2 instance until it is running, and until its agent has registered.
  package var instancePending = Duration.seconds(15)
  package var instanceBoot = Duration.seconds(100)
  package var windowsInstanceBoot = Duration.seconds(300)
  /// How long an agent is away that drops its connection. Agents do not, unless the fault `agent-flapping` lets them.
  package var agentFlap = Duration.seconds(5)
  /// Between an agent's attempts to register while its cluster is missing.
  package var agentRetry = Duration.seconds(30)
  /// From shutting-down to terminated.
  package var instanceShutdown = Duration.seconds(30)
  package var runTaskTokenLife = Duration.hours(24)  // fact
  /// Of an ECS Exec session in which nothing is typed.
  package var executionIdleTimeout = Duration.minutes(20)  // fact
  package var capacity = CapacityTiming()
  package var autoScaling = AutoScalingTiming()
  package var codeDeploy = CodeDeployTiming()
  package var eventBridge = EventBridgeTiming()
  package var managedInstances = ManagedInstanceTiming()
  package var agentUpdate = AgentUpdateTiming()

  package init() {}

  /// The delays of a task's own life, by where it runs.
  package struct TaskDelays: Hashable, Sendable {
    package var provisioning: Duration
    /// PENDING before the first pull.
    package var preparing: Duration
    package var pullBase: Duration
    package var pullMegabytesPerSecond: Int
    /// For each container.
    package var createAndStart: Duration
    /// From SIGTERM to the end of a process that handles it.
    package var shutdown: Duration
    package var deprovisioning: Duration
    /// What Windows multiplies all starting delays by.
    package var windowsFactor: Int

    package func pull(megabytes: Int) -> Duration {
      pullBase + .milliseconds(max(0, megabytes) * 1_000 / max(1, pullMegabytesPerSecond))
    }
  }

  /// `base` ± 10 %, the same for the same `id` and `phase` always.
  package func jittered(_ base: Duration, id: String, phase: String) -> Duration {
    let share = Int(StableHash.of("\(id)/\(phase)") % 2_001) - 1_000  // -1000...1000
    return base + Duration(milliseconds: base.milliseconds * share / 10_000)
  }
}
