/// What a service's scheduler says: the texts of service events, and when a text is kept back.
///
/// In: what happened. Out: an event at the front of the service's list and a record in the event log; or that record
/// alone, for what only the bus is told.
/// Source: ECS Developer Guide, "Amazon ECS service event messages"; texts as the API sends them.
import Documents
import SimulationKit

extension ECS {
  /// What follows `(service NAME) ` in an event, or `(service NAME, taskSet ID) `.
  enum ServiceMessage: Hashable, Sendable {
    case started([TaskID], replacedUnhealthy: Int)
    /// How many of a turn's tasks could not be launched beside those that were, and the deployment's name.
    case partlyLaunched(missing: Int, String)
    case stoppedRunning([TaskID])
    case stoppedPending(Int)
    case unhealthy(TaskID, Ailment, deployment: String)
    /// How many, and where.
    case registered(Int, Door)
    case deregistered(Int, Door)
    /// The deployment's name, and how many.
    case drainingConnections(String, Int)
    case deploymentCompleted(String)
    /// The deployment's name, and why.
    case deploymentFailed(String, String)
    case rollingBack(to: String)
    case steadyState
    case unableToPlace(String)
    case emptyCapacityProvider
    case provisioningLimitExceeded
    case unableToAssumeRole(String)
    case unableToStartConsistently
    /// Fargate takes no more tasks just now: see `LaunchRate`.
    case throttled
    case roleProblem(RoleProblem)
    /// On an external instance.
    case agentDidNotStart
    case stuckByConfiguration
    case tasksProtected(deployment: String, count: Int)
    case zonesEven(String)
    case zonesUneven(String)
    case startedInZone([TaskID], zone: String)
    case stoppedInZone([TaskID], zone: String)
    case unableToPlaceInZone(String, onFargate: Bool)
    case rebalancingStopped
    /// The task set's name, and how many of its tasks are protected where one would have to go.
    case rebalancingHindered(deployment: String, count: Int)
    /// The task set's name, and how many tasks it is to have.
    case computedCount(taskSet: String, Int)
    case taskSetSteady

    /// Such texts last until tasks are moved.
    static func isAboutZones(_ text: String) -> Bool {
      ["is unable to place a task in ", "is not AZ balanced ", "was unable to AZ Rebalance "]
        .contains { text.hasPrefix($0) }
    }

    static func isAboutProtection(_ text: String) -> Bool {
      text.hasPrefix("was unable to reach steady state because (taskSet ")
    }

    var text: String {
      switch self {
      case .started(let ids, let replaced):
        "has started \(ids.count) tasks: \(Self.list(ids))."
          + (replaced > 0 ? " Amazon ECS replaced \(replaced) tasks due to an unhealthy status." : "")
      case .partlyLaunched(let missing, let name): "could not launch \(missing) tasks for deployment \(name)."
      case .stoppedRunning(let ids): "has stopped \(ids.count) running tasks: \(Self.list(ids))."
      case .stoppedPending(let count): "stopped \(count) pending tasks."
      case .unhealthy(let id, .containerCheck, _): "(task \(id)) failed container health checks."
      case .unhealthy(_, .target(let group, let port, let host?, let reason), _):
        "(instance \(host)) (port \(port)) is unhealthy in (target-group \(group)) due to (reason \(reason))"
      case .unhealthy(let id, .target(let group, let port, nil, let reason), _):
        "(task \(id)) (port \(port)) is unhealthy in (target-group \(group)) due to (reason \(reason))."
      case .unhealthy(let id, .missing(let group, let what), let name):
        "task set (\(name)) (task \(id)) is not healthy in target-group (\(group)) due to \(what)."
      case .unhealthy(let id, .instance(let place, let reason), _):
        "(task \(id)) (instance \(place.instance)) is unhealthy in (elb \(place.loadBalancer)) due to "
          + "(reason \(reason))"
      case .registered(let count, let door): "registered \(count) \(door.words)"
      case .deregistered(let count, let door): "deregistered \(count) \(door.words)"
      case .drainingConnections(_, let count): "has begun draining connections on \(count) tasks."
      case .deploymentCompleted(let name): "(deployment \(name)) deployment completed."
      case .deploymentFailed(let name, let why): "(deployment \(name)) deployment failed: \(why)"
      case .rollingBack(let name): "rolling back to deployment \(name)."
      case .steadyState: "has reached a steady state."
      case .unableToPlace(let tail): "was unable to place a task" + tail
      case .emptyCapacityProvider:
        "was unable to reach steady state. Reason: No Container Instances were found in your capacity provider."
      case .provisioningLimitExceeded:
        "was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded."
      case .unableToAssumeRole(let arn):
        "failed to launch a task with (error ECS was unable to assume the role '\(arn)' that was provided for this "
          + "task. Please verify that the role being passed has the proper trust relationship and permissions and that "
          + "your IAM user has permissions to pass this role.)."
      case .throttled: "operations are being throttled. Will try again later."
      case .roleProblem(.trust):
        "IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your service"
      case .roleProblem(.permissions):
        "IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service"
      case .agentDidNotStart: "Timed out waiting for Amazon ECS Agent to start."
      case .unableToStartConsistently: "is unable to consistently start tasks successfully."
      case .stuckByConfiguration:
        "was unable to stop or start tasks during a deployment because of the service deployment configuration. "
          + "Update the minimumHealthyPercent or maximumPercent value and try again."
      case .tasksProtected(let name, let count):
        "was unable to reach steady state because (taskSet \(name)) was unable to scale in due to "
          + "(reason \(count) tasks under protection)"
      case .zonesEven(let counts): "is AZ balanced with \(counts)."
      case .zonesUneven(let counts): "is not AZ balanced with \(counts). AZ Rebalancing in progress."
      case .startedInZone(let ids, let zone):
        "has started \(ids.count) tasks in \(zone) to AZ Rebalance: \(Self.list(ids))."
      case .stoppedInZone(let ids, let zone):
        "has stopped \(ids.count) running tasks in \(zone) due to AZ rebalancing: \(Self.list(ids))."
      case .unableToPlaceInZone(let zone, let onFargate):
        "is unable to place a task in \(zone)"
          + (onFargate ? "." : " because no container instance met all of its requirements.")
      case .rebalancingStopped: "stopped AZ Rebalancing."
      case .rebalancingHindered(let name, let count):
        "was unable to AZ Rebalance because (taskSet \(name)) was unable to scale in due to "
          + "(reason \(count) tasks under protection)."
      case .computedCount(let name, let count): "updated computedDesiredCount for taskSet \(name) to \(count)."
      case .taskSetSteady: "updated state to STEADY_STATE."
      }
    }

    /// The task set that the event is about, where it names one.
    var taskSet: String? {
      guard case .drainingConnections(let name, _) = self else { return nil }
      return name
    }

    private static func list(_ ids: [TaskID]) -> String { ids.map { "(task \($0))" }.joined(separator: " ") }
  }
}

extension ECS {
  /// What the bus alone is told of a service. Source: ECS Developer Guide, "Amazon ECS service action events".
  enum ServiceAction: String, Sendable {
    case daemonConstraintViolated = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED"
    case registryInstanceUnhealthy = "SERVICE_DISCOVERY_INSTANCE_UNHEALTHY"
    case registryThrottled = "SERVICE_DISCOVERY_OPERATION_THROTTLED"
    case healthUnknown = "SERVICE_HEALTH_UNKNOWN"
    case latticeTargetUnhealthy = "VPC_LATTICE_TARGET_UNHEALTHY"

    var type: String {
      switch self {
      case .registryInstanceUnhealthy, .latticeTargetUnhealthy: "WARN"
      case .daemonConstraintViolated, .registryThrottled, .healthUnknown: "ERROR"
      }
    }
  }
}

extension Region {
  /// Tells the bus, and not the service's events.
  /// - Parameter members: further members of the detail.
  mutating func tell(_ action: ECS.ServiceAction, of key: ECS.ServiceKey, _ members: Document.Object) {
    var detail: Document.Object = ["eventType": .string(action.type), "eventName": .string(action.rawValue)]
    for member in members.members { detail[member.key] = member.value }
    record(
      EventRecord.Draft(
        .serviceAction, source: "service/\(key.name)", cluster: key.cluster, message: action.rawValue, detail: detail))
  }

  /// Adds an event to the service, dated `earlier` before now, but never before its newest one.
  /// - Parameter taskSet: the name of the task set that it is about.
  mutating func say(
    _ message: ECS.ServiceMessage, of key: ECS.ServiceKey, taskSet: String? = nil, earlier: Duration = .zero
  ) {
    let text = "(service \(key.name)\((taskSet ?? message.taskSet).map { ", taskSet \($0)" } ?? "")) \(message.text)"
    let instant = max(now + earlier * -1, ecs.services[key]?.events.first?.createdAt ?? .worldStart)
    let event = ECS.ServiceEvent(id: mint.uuid(), createdAt: instant, message: text)
    change(key) { service in
      service.events.prepend(event)
      if service.events.count > ECS.Quotas.eventsPerService { service.events.removeLast() }
    }
    record(EventRecord.Draft(.serviceEvent, source: "service/\(key.name)", cluster: key.cluster, message: text))
  }

  /// Says what lasts: only when it is new, or six hours after it was last said.
  mutating func sayOnce(_ message: ECS.ServiceMessage, of key: ECS.ServiceKey) {
    sayOnce(message.text, of: key) { $0.say(message, of: key) }
  }

  mutating func sayOnce(_ text: String, of key: ECS.ServiceKey, _ say: (inout Region) -> Void) {
    if let last = ecs.services[key]?.scheduler.said[text], now - last < timing.steadyStateRepeat { return }
    let now = now
    change(key) { $0.scheduler.said[text] = now }
    say(&self)
  }

  /// Forgets that these were said: their cause is gone, so the next time is news.
  mutating func forgetSaid(of key: ECS.ServiceKey, where isGone: (String) -> Bool) {
    change(key) { service in
      guard !service.scheduler.said.isEmpty else { return }
      service.scheduler.said.removeAll { isGone($0.key) }
    }
  }

  /// Changes a service in place; does nothing where there is none.
  mutating func change(_ key: ECS.ServiceKey, _ body: (inout ECS.Service) -> Void) {
    guard let index = ecs.services.index(forKey: key) else { return }
    body(&ecs.services.values[index])
    noteCounts(ofServiceAt: index)
  }

  /// Changes a deployment in place, by its digits.
  mutating func change(_ key: ECS.ServiceKey, deployment id: String, _ body: (inout ECS.Deployment) -> Void) {
    change(key) { service in
      guard let index = service.deployments.firstIndex(where: { $0.id == id }) else { return }
      body(&service.deployments[index])
    }
  }
}
