/// Changing who carries out a service's rollouts: ECS itself, CodeDeploy, or somebody else with task sets.
///
/// In: a service, its next controller, what the same request says of its settings. Out: the service as it then is, its
/// tasks untouched; or AWS's refusal. A deployment and a task set are kept alike, so each becomes the other.
/// Source: ECS Developer Guide, "Update Amazon ECS service parameters", deployment controller: which changes there are
/// and what forbids them. The texts are our own, in AWS's manner. Not published, and our choice: with the return to ECS a
/// deployment begins, since ECS has no service revision of what task sets run.
import SimulationKit

extension Region {
  package mutating func changeController(
    of service: ECS.Service, to controller: ECS.DeploymentController, _ settings: ECS.ServiceSettings,
    forceNewDeployment: Bool, cluster: ECS.Cluster
  ) throws(ServiceFailure) -> ECS.Service {
    try checkControllerChange(of: service, to: controller)
    var changed = service
    switch (service.controller, controller) {
    case (_, .ecs): changed.takeBackRollouts()
    case (.ecs, _): changed.handOverRollouts(at: now)
    case (.codeDeploy, _), (.external, _): break
    }
    changed.controller = controller
    change(service.key) { [changed] in $0 = changed }
    do throws(ServiceFailure) {
      return try updateService(
        service.key, settings, forceNewDeployment: forceNewDeployment || controller == .ecs, cluster: cluster)
    } catch {
      change(service.key) { $0 = service }
      throw error
    }
  }

  private func checkControllerChange(
    of service: ECS.Service, to controller: ECS.DeploymentController
  ) throws(ServiceFailure) {
    func refuse(_ message: String, _ why: String) -> ServiceFailure { .invalidParameter(message, why: why) }
    guard controller != .codeDeploy else {
      throw refuse(
        "Unable to update the deployment controller from \(service.controller.rawValue) to CODE_DEPLOY.",
        "A service takes CODE_DEPLOY when it is created; an update leads to ECS, or to EXTERNAL.")
    }
    let isUnderWay =
      switch service.controller {
      case .ecs: service.primary?.rolloutState != .completed || service.deployments.count > 1
      case .codeDeploy: service.deployments.count > 1 || codeDeploy.deploymentUnderWay(of: service.key) != nil
      case .external: false
      }
    guard !isUnderWay else {
      throw refuse(
        "Unable to update the deployment controller during an ongoing service deployment.",
        "Wait until the present deployment has ended: 'aws ecs wait services-stable'.")
    }
    switch service.controller {
    case .external, .codeDeploy:
      guard controller != .ecs || service.primary != nil else {
        throw refuse(
          "Unable to update the deployment controller of a service without a PRIMARY task set.",
          "ECS goes on with what the PRIMARY task set runs: name one with 'aws ecs update-service-primary-task-set'.")
      }
    case .ecs:
      guard service.schedulingStrategy == .replica else {
        throw refuse(
          "The daemon scheduling strategy is not supported by the EXTERNAL deployment controller.",
          "A task set is a share of a desired count, and a daemon service has none.")
      }
      guard !service.loadBalancers.hasClassic else {
        throw refuse(
          "Classic Load Balancers are not supported by task sets.",
          "A task set stands behind the target groups of an application or network load balancer.")
      }
      guard service.express == nil else {
        throw refuse(
          "Unable to update the deployment controller of a service that Amazon ECS manages.",
          "An Express service is ECS's own: change it with 'aws ecs update-express-gateway-service'.")
      }
      guard service.wiring.serviceConnect?.isEnabled != true, service.wiring.vpcLattice.isEmpty,
        service.wiring.volumes.isEmpty
      else {
        throw refuse(
          "Service Connect, volume configurations and VPC Lattice are only supported by the ECS deployment controller.",
          "They come and go with deployments that ECS carries out: take them away with an update first.")
      }
    }
  }
}

extension ECS.Service {
  /// The deployment becomes the PRIMARY task set, with all of the desired count.
  fileprivate mutating func handOverRollouts(at now: Instant) {
    for index in deployments.indices where deployments[index].status == .primary {
      deployments[index].taskSet = ECS.TaskSet(
        scale: .whole, stability: scheduler.isSteady ? .steady : .stabilizing, stabilityAt: now,
        platformVersion: platformVersion)
    }
    showsDeployments = true
    availabilityZoneRebalancing = false
    scheduler.lastCompleted = nil
    scheduler.rebalancing = ECS.ZoneRebalancing()
  }

  /// Task sets become deployments that are done: the next one replaces them.
  fileprivate mutating func takeBackRollouts() {
    guard let primary else { return }
    launchType = primary.launchType
    capacityProviderStrategy = primary.capacityProviderStrategy
    platformVersion = primary.taskSet?.platformVersion
    wiring = primary.wiring
    loadBalancers = primary.loadBalancers
    deployments = [primary] + deployments.reversed().filter { $0.id != primary.id }
    for index in deployments.indices {
      deployments[index].taskSet = nil
      deployments[index].rolloutStateReason = "ECS deployment \(deployments[index].name) completed."
      if index > 0 { deployments[index].status = .active }
    }
    showsDeployments = false
    scheduler.lastCompleted = deployments.first
  }
}
