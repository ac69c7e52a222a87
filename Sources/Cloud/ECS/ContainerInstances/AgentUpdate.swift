/// Updating the container agent of an instance from afar.
///
/// In: a request, time. Out: the status of the update as it goes, an instance whose agent is away for the moment in which
/// it is exchanged and comes back as the newest release, or AWS's refusal. Running tasks are not touched, the container
/// engine stays what it is. While the agent is cut off, the update stays where it is, and goes on when the agent is back.
/// Source: ECS API reference, UpdateContainerAgent; ECS Developer Guide, "Updating the Amazon ECS container agent";
/// container agent 1.105, `update_handler`.
import SimulationKit

extension ECS {
  package enum AgentUpdateStatus: String, Hashable, Sendable {
    /// Asked for, the agent has not taken notice yet.
    case pending = "PENDING"
    /// The agent fetches the new release.
    case staging = "STAGING"
    case staged = "STAGED"
    /// The old agent has ended, the new one starts.
    case updating = "UPDATING"
    case updated = "UPDATED"
    case failed = "FAILED"

    var isUnderWay: Bool {
      switch self {
      case .pending, .staging, .staged, .updating: true
      case .updated, .failed: false
      }
    }
  }
}

/// How long an update is in each status. AWS publishes none of it: chosen, as what a fetch of some 60 MB and a restart
/// take.
package struct AgentUpdateTiming: Hashable, Sendable {
  package var pending = Duration.seconds(5)
  package var staging = Duration.seconds(20)
  package var staged = Duration.seconds(5)
  package var updating = Duration.seconds(15)

  package init() {}

  /// nil once it is over.
  func span(of status: ECS.AgentUpdateStatus) -> Duration? {
    switch status {
    case .pending: pending
    case .staging: staging
    case .staged: staged
    case .updating: updating
    case .updated, .failed: nil
    }
  }
}

extension Region {
  /// Asks the agent to exchange itself for the newest release.
  /// - Throws: InvalidParameterException, UpdateInProgressException, MissingVersionException, NoUpdateAvailableException.
  package mutating func updateContainerAgent(
    _ reference: String, inCluster cluster: String
  ) throws(ServiceFailure) -> ECS.ContainerInstance {
    guard let instance = containerInstance(reference, inCluster: cluster) else {
      throw .invalidParameter(
        "The referenced container instance was not found.",
        why: "'aws ecs list-container-instances --cluster \(cluster)' shows those there are.")
    }
    guard instance.status != .inactive, instance.status != .deregistering else {
      throw .invalidParameter(  // the text is our own
        "The referenced container instance was inactive.", why: "Its status is \(instance.status.rawValue).")
    }
    if let status = instance.agentUpdateStatus, status.isUnderWay {
      throw ServiceFailure(
        "UpdateInProgressException", "Agent update is already in progress.",
        why: "It is \(status.rawValue)\(instance.isAgentConnected ? "" : ", and its agent is not connected"): "
          + "describe-container-instances shows agentUpdateStatus.")
    }
    guard let release = instance.installed.release else {
      throw ServiceFailure(
        "MissingVersionException",  // the API reference's words
        "Amazon ECS is unable to determine the current version of the Amazon ECS container agent on the container "
          + "instance and does not have enough information to proceed with an update.",
        why: "Its versionInfo names no version such as 1.86.0: an agent that somebody built is updated by hand.")
    }
    if let why = whyNoAgentUpdate(of: instance, release) {
      throw ServiceFailure(
        "NoUpdateAvailableException", "There is no update available for your container agent.", why: why)
    }
    setAgentUpdate(.pending, onInstance: instance.id)
    return ecs.containerInstances[instance.id] ?? instance
  }

  /// nil where there is a newer release that the instance can take.
  private func whyNoAgentUpdate(of instance: ECS.ContainerInstance, _ release: ECS.AgentRelease) -> String? {
    if instance.managed != nil { return "AWS keeps the agents of Managed Instances up to date itself." }
    if instance.launchType == .external {
      return "On an external instance the agent is updated by hand: install a newer release of it there."
    }
    if instance.attributes["ecs.os-type"] == "windows" {
      return "Agents on Windows are not updated: launch instances of a newer image instead."
    }
    guard instance.installed.takesUpdates else {
      return "Instances of this image cannot be updated so: update the package ecs-init there, or launch newer ones."
    }
    if let oldest = ECS.AgentRelease("1.0.0"), release < oldest {  // chosen: AWS says that there are such, not which
      return "It is too old for a way to the newest release."
    }
    guard let newest = ECS.InstalledAgent.newest.release, release < newest else {
      return "It is the newest already, \(instance.installed.version ?? "")."
    }
    return nil
  }

  mutating func goOnWithAgentUpdate(of id: ECS.ContainerInstanceID, from status: ECS.AgentUpdateStatus) {
    guard let instance = ecs.containerInstances[id], instance.status != .inactive,
      instance.agentUpdateStatus == status
    else { return }
    switch status {
    // An agent that is told to leave updates alone says so as soon as it hears of one.
    case .pending: setAgentUpdate(instance.agent.takesUpdates ? .staging : .failed, onInstance: id)
    case .staging: setAgentUpdate(.staged, onInstance: id)
    case .staged: setAgentUpdate(.updating, onInstance: id)
    case .updating: if !isCutOff(instance) { finishAgentUpdate(of: id) }
    case .updated, .failed: break
    }
  }

  /// The new agent reports for the first time.
  mutating func finishAgentUpdate(of id: ECS.ContainerInstanceID) {
    guard ecs.containerInstances[id]?.agentUpdateStatus == .updating else { return }
    setAgentUpdate(.updated, onInstance: id)
  }

  private mutating func setAgentUpdate(_ status: ECS.AgentUpdateStatus, onInstance id: ECS.ContainerInstanceID) {
    changeInstance(id) { instance in
      instance.agentUpdateStatus = status
      switch status {
      case .pending, .staging, .staged, .failed: break
      case .updating: instance.isAgentConnected = false
      case .updated:
        instance.isAgentConnected = true
        var agent = ECS.InstalledAgent.newest
        agent.dockerVersion = instance.installed.dockerVersion
        instance.install(agent)
      }
    }
    recordInstanceState(id, reason: "agent update \(status.rawValue)")
    if status == .updating || status == .updated, let cluster = ecs.containerInstances[id]?.cluster {
      askForHealthLook(at: id)
      containerInstancesChanged(inCluster: cluster)
    }
    if let span = timing.agentUpdate.span(of: status) { schedule(.agent(.update(id, from: status)), after: span) }
  }
}
