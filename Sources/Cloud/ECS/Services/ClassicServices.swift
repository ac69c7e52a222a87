/// Services behind a Classic Load Balancer: what they may ask for, and what the load balancer says of their tasks.
///
/// In: settings as they would be after the request; tasks and the instances that they run on. Out: AWS's refusal; how a
/// task is; turns for services. A Classic Load Balancer sends users to instances, so a task is as healthy as its
/// instance. Source: ECS Developer Guide, "Load balancer types for Amazon ECS", "Amazon ECS service quotas"; runtime
/// sheet, sections 2.7, 3.5, 3.8. Where no text of AWS is known it is our own, in AWS's manner.
import SimulationKit

extension Region {
  /// An entry names a target group or a Classic Load Balancer. A service has at most one of the latter, and only where
  /// tasks are reached at their instance and ECS rolls them out by itself.
  func checkClassic(of draft: ECS.ServiceDraft) throws(ServiceFailure) {
    for balancer in draft.loadBalancers {
      guard balancer.classicName != nil else {
        guard !balancer.targetGroup.isEmpty else {
          throw .invalidParameter(
            "targetGroupArn can not be blank.", why: "Say where users come from: targetGroupArn=ARN.")
        }
        continue
      }
      guard balancer.targetGroup.isEmpty else {
        throw .invalidParameter(
          "loadBalancerName and targetGroupArn cannot both be specified. You must specify either a loadBalancerName or "
            + "a targetGroupArn.",
          why: "An application or network load balancer is reached by its target group alone.")
      }
      let wayOut = "Name a target group: targetGroupArn=ARN."
      guard !draft.runsOnFargate else {
        throw .invalidParameter("Classic Load Balancers are not supported with Fargate.", why: wayOut)
      }
      guard draft.definition.networkMode != .awsvpc else {
        throw .invalidParameter("Classic Load Balancers are not supported when networkMode=awsvpc.", why: wayOut)
      }
      let strategy = draft.deploymentConfiguration.strategy
      guard strategy == .rolling, balancer.advanced == nil else {
        throw .invalidParameter(
          "Classic Load Balancers are not supported with the \(strategy.rawValue) deployment strategy.", why: wayOut)
      }
      guard !draft.deploymentConfiguration.circuitBreakerEnabled else {
        throw .invalidParameter(
          "Deployment circuit breaker feature is not supported with Classic Load Balancers. Remove the Classic Load "
            + "Balancer and try again.", why: wayOut)
      }
      guard !draft.availabilityZoneRebalancing else {
        throw .invalidParameter(
          "The service couldn't be \(draft.verb) because Availability Zone Rebalancing does not support Classic Load "
            + "Balancers.", why: "Leave --availability-zone-rebalancing out, or say DISABLED.")
      }
    }
    let most = ECS.Quotas.classicLoadBalancersPerService
    guard draft.loadBalancers.count <= most || !draft.loadBalancers.hasClassic else {
      throw .invalidParameter(
        "loadBalancers can have at most \(most) items when a loadBalancerName is specified.",
        why: "Several ways in need target groups, one for each.")
    }
  }

  /// Every instance has to be reached at the same port, to which one of the load balancer's listeners leads.
  func checkClassic(
    _ name: String, of draft: ECS.ServiceDraft, _ mapping: ECS.PortMapping?
  ) throws(ServiceFailure) {
    guard let mapping else { return }
    let port = mapping.hostPort
    guard port > 0 else {
      throw .invalidParameter(
        "A host port mapping for the container port \(mapping.containerPort) is required.",
        why: "A Classic Load Balancer knows one port of all its instances, so a dynamic one is not found: give the "
          + "mapping a hostPort.")
    }
    guard draft.loadBalancersAreNew else { return }
    guard let balancer = loadBalancing.classicLoadBalancers[name] else {
      throw .invalidParameter(
        "Unable to assume role and validate the listeners configured on your load balancer. Please verify that the ECS "
          + "service role being passed has the proper permissions.",
        why: "There is no Classic Load Balancer '\(name)' here: 'aws elb describe-load-balancers' shows those there "
          + "are. One of elbv2's is reached by a target group.")
    }
    guard balancer.listeners.contains(where: { $0.instancePort == port }) else {
      throw .invalidParameter(
        "The load balancer \(name) has no listener with the instance port \(port).",
        why: "Add one with 'aws elb create-load-balancer-listeners', or give the mapping the hostPort of one.")
    }
  }
}

extension [ECS.ServiceLoadBalancer] {
  var hasClassic: Bool { contains { $0.classicName != nil } }
}

// MARK: - What the load balancer says of tasks

extension Region {
  /// Where the task's service has registered its instance; nil where it has not.
  package func classicPlace(of task: ECS.Task) -> LoadBalancing.InstanceReference? {
    guard let service = task.service.flatMap({ ecs.services[$0] }),
      let watched = service.scheduler.watched[task.id], watched.isWired,
      let name = service.deployments.first(where: { $0.id == watched.deployment })?.classicLoadBalancer
    else { return nil }
    return host(of: task).map { .init(loadBalancer: name, instance: $0) }
  }

  func finding(_ place: LoadBalancing.InstanceReference) -> TargetFinding {
    func sick(_ reason: String) -> TargetFinding { .unhealthy(.instance(place, reason: reason)) }
    guard let balancer = loadBalancing.classicLoadBalancers[place.loadBalancer] else {
      return sick(ServiceFailure.classicLoadBalancerNotFound(place.loadBalancer).message ?? "")
    }
    guard let instance = balancer.registered(place.instance) else {
      return sick(LoadBalancing.InstanceHealth.notRegistered.description)
    }
    switch instance.checks.verdict {
    case .healthy: return .healthy
    case .initial: return .unsettled
    case .unhealthy: return sick(LoadBalancing.InstanceHealth.failed.description)
    }
  }

  /// Services that have tasks there look again.
  mutating func askServices(behind place: LoadBalancing.InstanceReference) {
    let services = tasks(at: place).compactMap(\.service)
    for service in services { askForServiceTurn(service) }
  }

  /// The tasks that are reached there.
  func tasks(at place: LoadBalancing.InstanceReference) -> [ECS.Task] {
    guard let host = containerInstance(onHost: place.instance) else { return [] }
    return ecs.tasks.all(onInstance: host.id).filter { classicPlace(of: $0) == place }
  }

  /// True where its service asks a load balancer how the task is.
  func isSeenByLoadBalancer(_ task: ECS.Task) -> Bool { !task.targets.isEmpty || classicPlace(of: task) != nil }
}
