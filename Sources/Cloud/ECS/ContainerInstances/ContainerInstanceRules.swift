/// What can be done with container instances: find, list, drain, deregister, lose.
///
/// In: names from requests, faults. Out: instances and what became of their tasks, or AWS's refusal.
/// Source: ECS API reference, DescribeContainerInstances, ListContainerInstances, UpdateContainerInstancesState,
/// DeregisterContainerInstance; ECS Developer Guide, "Draining Amazon ECS container instances".
import SimulationKit

extension ECS {
  /// A batch's finds and what it did not find.
  package struct InstanceBatch: Sendable {
    package var instances: [ContainerInstance] = []
    package var failures: [Failure] = []
  }
}

extension Region {
  /// The id in a name or an ARN.
  package func containerInstanceID(_ reference: String) -> ECS.ContainerInstanceID {
    reference.split(separator: "/").last.map(String.init) ?? reference
  }

  /// In the long form; an ARN that is long already is repeated as it was given, also one of another cluster.
  func missingContainerInstance(_ reference: String, inCluster cluster: String) -> ECS.Failure {
    guard ResourceARN.isARN(reference) else {
      return .missing(arn(ofContainerInstance: reference, cluster: cluster))
    }
    guard let short = try? ResourceARN(parsing: reference), isOurs(short), short.kind == "container-instance",
      short.path.count == 1
    else { return .missing(reference) }
    return .missing(arn(ofContainerInstance: short.path[0], cluster: cluster))
  }

  /// The instance of the cluster by id or ARN; nil where there is none.
  package func containerInstance(_ reference: String, inCluster cluster: String) -> ECS.ContainerInstance? {
    guard let instance = ecs.containerInstances[containerInstanceID(reference)], instance.cluster == cluster else {
      return nil
    }
    return instance
  }

  /// In the order asked for, each once.
  package func containerInstances(_ references: [String], inCluster cluster: String) -> ECS.InstanceBatch {
    var batch = ECS.InstanceBatch()
    var seen: Set<String> = []
    for reference in references where seen.insert(containerInstanceID(reference)).inserted {
      if let instance = containerInstance(reference, inCluster: cluster) {
        batch.instances.append(instance)
      } else {
        batch.failures.append(missingContainerInstance(reference, inCluster: cluster))
      }
    }
    return batch
  }

  /// The ids of the cluster's instances that `filter` and `status` let through, ascending.
  /// - Parameter status: nil: every one but INACTIVE.
  package func containerInstanceIDs(
    inCluster cluster: String, filter: String?, status: String?
  ) throws(ServiceFailure) -> [ECS.ContainerInstanceID] {
    let words = ["ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED"]
    if let status, !words.contains(status) { throw .shouldBeOneOf("Container instance status", words) }
    var query: ClusterQuery?
    if let filter {
      do throws(ClusterQuery.SyntaxError) { query = try ClusterQuery(filter) } catch {
        throw .invalidParameter(
          "Invalid filter expression: \(error.line)",
          why: "A filter is 'subject operator value', such as \"attribute:ecs.instance-type =~ t3.*\"; "
            + "join several with 'and' or 'or'.")
      }
    }
    return (ecs.instanceRosters[cluster]?.ids ?? []).filter { id in
      guard let instance = ecs.containerInstances[id] else { return false }
      return (status == nil || instance.status.rawValue == status) && query?.matches(instance, in: self) ?? true
    }
  }

  /// Running and pending tasks of the instance; those asked to stop are neither.
  package func taskCounts(ofContainerInstance id: ECS.ContainerInstanceID) -> (running: Int, pending: Int) {
    var counts = (running: 0, pending: 0)
    for task in ecs.tasks.all(onInstance: id) where task.desiredStatus == .running {
      switch task.lastStatus {
      case .running: counts.running += 1
      case .provisioning, .pending, .activating: counts.pending += 1
      case .deactivating, .stopping, .deprovisioning, .stopped: break
      }
    }
    return counts
  }

  // MARK: - Draining

  package mutating func updateContainerInstancesState(
    _ references: [String], inCluster cluster: String, status: String
  ) throws(ServiceFailure) -> ECS.InstanceBatch {
    let target: ECS.ContainerInstance.Status
    switch status {
    case "ACTIVE": target = .active
    case "DRAINING": target = .draining
    default: throw .invalidParameter("Container instance status should be one of [ACTIVE, DRAINING]")
    }
    var batch = containerInstances(references, inCluster: cluster)
    for index in batch.instances.indices {
      let instance = batch.instances[index]
      guard instance.status != .inactive, instance.status != .deregistering else {
        batch.failures.append(
          ECS.Failure(arn: arn(ofContainerInstance: instance.id, cluster: cluster), reason: "INACTIVE"))
        continue
      }
      guard instance.status != target else { continue }
      changeInstance(instance.id) { $0.status = target }
      recordInstanceState(instance.id)
      // Asked for here: the instance is why other services look again, not the tasks that stop on it.
      containerInstancesChanged(inCluster: cluster)
      if target == .draining { stopPendingServiceTasks(onInstance: instance.id) }
    }
    containerInstancesChanged(inCluster: cluster)
    batch.instances = batch.instances.compactMap { ecs.containerInstances[$0.id] }.filter { $0.status != .inactive }
    return batch
  }

  /// Service tasks that have not got to RUNNING stop at once; the scheduler replaces the others.
  mutating func stopPendingServiceTasks(onInstance id: ECS.ContainerInstanceID) {
    for task in ecs.tasks.all(onInstance: id) where task.service != nil {
      switch task.lastStatus {
      case .provisioning, .pending, .activating:
        stopTask(
          task.id, code: .serviceSchedulerInitiated,
          reason: "Scaling activity initiated by (deployment \(task.startedBy ?? ""))")
      case .running, .deactivating, .stopping, .deprovisioning, .stopped: break
      }
    }
  }

  // MARK: - Going

  package mutating func deregisterContainerInstance(
    _ reference: String, inCluster cluster: String, force: Bool
  ) throws(ServiceFailure) -> ECS.ContainerInstance {
    guard let instance = containerInstance(reference, inCluster: cluster) else {
      throw .invalidParameter(
        "The referenced container instance was not found.",
        why: "'aws ecs list-container-instances --cluster \(cluster)' shows those there are.")
    }
    guard instance.status != .inactive else { return instance }
    let living = ecs.tasks.all(onInstance: instance.id).filter { $0.lastStatus != .stopped }
    guard force || living.isEmpty else {
      throw .invalidParameter(
        "Found running tasks on the instance.",
        why: "\(living.count) tasks still run there: drain the instance and stop them first, or use --force, which "
          + "leaves them running where ECS no longer sees them.")
    }
    for task in living { orphan(task) }
    let retired = retire(instance, reason: nil)
    if instance.managed != nil { try? terminateInstance(instance.ec2InstanceID) }
    return retired
  }

  /// The tasks run on where nobody sees them; ECS forgets them and services replace them.
  private mutating func orphan(_ task: ECS.Task) {
    leadUsersAway(from: task)
    if let place = task.attachment?.addressPlace, let subnet = task.attachment?.subnetID {
      network.giveBackAddress(place, inSubnet: subnet)
    }
    if let instance = task.containerInstance { release(task.reservation, onInstance: instance) }
    let now = now
    ecs.tasks.change(task.id) { task in
      task.step += 1
      task.phase = .stopped
      task.lastStatus = .stopped
      task.desiredStatus = .stopped
      task.stoppedAt = now
      task.stopCode = task.stopCode ?? .terminationNotice
      task.stoppedReason = task.stoppedReason ?? "The container instance was deregistered."
    }
    if task.service != nil { serviceTaskChanged(task.id) }
    forgetTask(task.id)
  }

  private mutating func retire(_ instance: ECS.ContainerInstance, reason: String?) -> ECS.ContainerInstance {
    let now = now
    changeInstance(instance.id) { instance in
      instance.status = .inactive
      instance.inactiveSince = now
    }
    ecs.instanceRosters[instance.cluster]?.remove(instance.id)
    recordInstanceState(instance.id, reason: reason)
    schedule(.forgetContainerInstance(instance.id), after: timing.inactiveRetention)
    containerInstancesChanged(inCluster: instance.cluster)
    return ecs.containerInstances[instance.id] ?? instance
  }

  mutating func forgetContainerInstance(_ id: ECS.ContainerInstanceID) {
    guard ecs.containerInstances[id]?.status == .inactive else { return }
    ecs.containerInstances[id] = nil
  }

  /// The agent's connection comes and goes; containers run on.
  package mutating func setAgentConnected(_ isConnected: Bool, onInstance id: ECS.ContainerInstanceID) {
    guard let instance = ecs.containerInstances[id], instance.status != .inactive,
      instance.isAgentConnected != isConnected
    else { return }
    // The agent that comes back is the one that was exchanged.
    if isConnected, instance.agentUpdateStatus == .updating { return finishAgentUpdate(of: id) }
    changeInstance(id) { $0.isAgentConnected = isConnected }
    recordInstanceState(id, reason: isConnected ? "agent connected" : "agent disconnected")
    askForHealthLook(at: id)
    containerInstancesChanged(inCluster: instance.cluster)
  }

  /// The EC2 host ends: its tasks stop with it, at once, and the instance deregisters itself.
  package mutating func terminateHost(ofInstance id: ECS.ContainerInstanceID) {
    guard let instance = ecs.containerInstances[id], instance.status != .inactive else { return }
    let reason = "Host EC2 (instance \(instance.ec2InstanceID)) terminated."
    changeInstance(id) { $0.isAgentConnected = false }
    loseTasks(onInstance: id, reason: reason)
    _ = retire(instance, reason: reason)
    hostEnded(instance.ec2InstanceID)
  }
}
