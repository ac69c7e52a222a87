/// What a rule asks the loop to do: effects as data, and the changes that can fall due.

import SimulationKit

package enum Effect: Hashable, Sendable {
  /// Writes a record into the event log.
  case record(EventRecord.Draft)
  /// Lets `change` fall due after `delay`; a negative delay counts as none.
  case schedule(DueChange, after: Duration)
}

/// Everything that can fall due in a Region. Each is checked against the state it finds: a change whose subject has
/// moved on (another `version`, gone) does nothing.
package enum DueChange: Hashable, Sendable {
  /// The next step of a task's life, valid only while the task's `step` is the one given.
  case taskStep(ECS.TaskID, step: Int)
  /// Something a container does by itself (exits, becomes healthy, writes a log line), valid while the task lives.
  case container(ECS.TaskID, name: String, ContainerChange)
  /// A stopped task is no longer remembered.
  case forgetTask(ECS.TaskID)
  /// One turn of the service scheduler for one service.
  case serviceTurn(ECS.ServiceKey, request: Int)
  /// A deleted service is no longer remembered, valid while the service is the one created at `createdAt`.
  case forgetService(ECS.ServiceKey, createdAt: Instant)
  case forgetCluster(String)
  case forgetContainerInstance(ECS.ContainerInstanceID)
  /// The next step of an EC2 instance's life.
  case ec2Instance(EC2.InstanceID, EC2.InstanceChange)
  /// A task definition in DELETE_IN_PROGRESS goes away once nothing uses it.
  case removeTaskDefinition(family: String, revision: Int)
  case forgetRunTaskToken(String)
  /// Something of a managed daemon.
  case daemon(DaemonChange)
  /// A health check that changes what a load balancer thinks of a target, while the target's `version` is the one given.
  case targetCheck(LoadBalancing.TargetReference, version: Int)
  /// The same of an instance of a Classic Load Balancer.
  case instanceCheck(LoadBalancing.InstanceReference, version: Int)
  /// Something of a Managed Instances provider.
  case managedInstance(ManagedInstanceChange)
  /// A standing fault is over, valid while it stands.
  case faultEnds(Int)
  /// What waits in log drivers is looked at, valid while the fault stands.
  case logsLook(fault: Int)
  /// Something of the agent of a container instance.
  case agent(AgentChange)
  case capacity(CapacityChange)
  case scaling(ScalingChange)
  /// One turn of an Auto Scaling group.
  case group(String, request: Int)
  /// The next step of a CodeDeploy deployment.
  case codeDeploy(String, request: Int)
  /// A rule's time, or an event that reaches a target.
  case eventBridge(EventBridgeChange)
}

extension DueChange {
  /// The task that it is about, where it is about one alone.
  var task: ECS.TaskID? {
    switch self {
    case .taskStep(let id, _), .container(let id, _, _), .forgetTask(let id), .capacity(.placeWaiting(let id)): id
    case .serviceTurn, .forgetService, .forgetCluster, .forgetContainerInstance, .ec2Instance, .removeTaskDefinition,
      .forgetRunTaskToken, .daemon, .targetCheck, .instanceCheck, .managedInstance, .faultEnds, .logsLook, .agent,
      .capacity,
      .scaling, .group, .codeDeploy, .eventBridge:
      nil
    }
  }
}

extension DueChange: CustomStringConvertible {
  /// The change and its subject in one line, the same in every build: digests and pictures read it.
  package var description: String {
    switch self {
    case .taskStep(let id, let step): "task \(id) step \(step)"
    case .container(let id, let name, let change): "task \(id) container \(name) \(change)"
    case .forgetTask(let id): "task \(id) forgotten"
    case .serviceTurn(let key, let request): "service \(key.cluster)/\(key.name) turn \(request)"
    case .forgetService(let key, let createdAt):
      "service \(key.cluster)/\(key.name) of \(createdAt.milliseconds) forgotten"
    case .forgetCluster(let name): "cluster \(name) forgotten"
    case .forgetContainerInstance(let id): "container instance \(id) forgotten"
    case .ec2Instance(let id, let change): "instance \(id) \(change.rawValue)"
    case .removeTaskDefinition(let family, let revision): "task definition \(family):\(revision) removed"
    case .forgetRunTaskToken(let token): "token \(token) forgotten"
    case .daemon(let change): change.description
    case .targetCheck(let target, let version):
      "target \(target.key.id):\(target.key.port) of \(target.targetGroup) look \(version)"
    case .instanceCheck(let instance, let version):
      "instance \(instance.instance) of load balancer \(instance.loadBalancer) look \(version)"
    case .managedInstance(let change): change.description
    case .faultEnds(let number): "fault \(number) ends"
    case .logsLook(let number): "logs of fault \(number) looked at"
    case .agent(let change): change.description
    case .capacity(let change): change.description
    case .scaling(let change): change.description
    case .group(let name, let request): "group \(name) turn \(request)"
    case .codeDeploy(let id, let request): "deployment \(id) turn \(request)"
    case .eventBridge(let change): change.description
    }
  }
}

extension ContainerChange: CustomStringConvertible {
  package var description: String {
    switch self {
    case .pullEnds: "pull ends"
    case .starts: "starts"
    case .failsToStart(let failure): "fails to start: \(failure)"
    case .attemptsEnd: "attempts end"
    case .startTimesOut(let run): "run \(run) start times out"
    case .exits(let code, let reason, let run): "run \(run) exits \(code) \(reason ?? "")"
    case .healthProbe(let run): "run \(run) is probed"
    case .writesLogLine(let index, let run): "run \(run) writes line \(index)"
    }
  }
}

package enum ContainerChange: Hashable, Sendable {
  case pullEnds
  case starts
  /// It cannot start, and its task with it.
  case failsToStart(ECS.StartFailure)
  /// The last attempt at its image, or at making it, is due: it fails where something still keeps it from that.
  case attemptsEnd
  /// Its `startTimeout` is over: those that wait for it give up.
  case startTimesOut(run: Int)
  case exits(code: Int, reason: String?, run: Int)
  case healthProbe(run: Int)
  case writesLogLine(index: Int, run: Int)
}
