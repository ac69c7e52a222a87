/// Hooks at which a deployment waits: reached, answered, timed out. `HookFunctions` calls those that are functions.
///
/// In: a stage that was entered, ContinueServiceDeployment, time. Out: hooks on the service deployment, a failure
/// where one says so, records of kind `deploymentStateChange` with the hook's event name.
/// Source: ECS Developer Guide, "Lifecycle hooks for Amazon ECS service deployments"; ECS API reference,
/// DeploymentLifecycleHookDetail.
import Documents
import SimulationKit

extension ECS {
  /// A hook that was reached: one wait of one deployment.
  package struct HookRun: Hashable, Sendable {
    package enum Status: String, Sendable {
      case awaitingAction = "AWAITING_ACTION"
      /// A function has not given its last answer.
      case inProgress = "IN_PROGRESS"
      case succeeded = "SUCCEEDED"
      case failed = "FAILED"
      case timedOut = "TIMED_OUT"

      /// The name of the event that says so.
      var eventName: String {
        switch self {
        case .awaitingAction: "HOOK_AWAITING_ACTION"
        case .inProgress: "HOOK_IN_PROGRESS"
        case .succeeded: "HOOK_SUCCEEDED"
        case .failed: "HOOK_FAILED"
        case .timedOut: "HOOK_TIMED_OUT"
        }
      }
    }
    /// `ecs-pause-` and 43 characters of URL-safe Base64, a UUID for a function's (runtime sheet, section 0.1).
    package let id: String
    package let stage: LifecycleStage
    package let target: LifecycleHook.Target
    package internal(set) var status: Status
    package let expiresAt: Instant
    package let timeoutAction: LifecycleHook.Action
    /// When its function answers next; nil for a pause.
    var callsAt: Instant?
    /// True while its function has been called and says nothing.
    var isHanging = false

    /// The deployment waits for it.
    var isOpen: Bool {
      switch status {
      case .awaitingAction, .inProgress: true
      case .succeeded, .failed, .timedOut: false
      }
    }
    /// When something is due with it by itself.
    var nextInstant: Instant? { isOpen ? min(expiresAt, callsAt ?? expiresAt) : nil }
  }
}

extension Region {
  /// Puts up the hooks of the stage that the deployment has just entered; several wait side by side.
  mutating func reachHooks(of deployment: ECS.Deployment, in key: ECS.ServiceKey) {
    guard let record = ecs.services[key]?.history(of: deployment), let stage = record.rollout?.stage else { return }
    for hook in record.configuration.lifecycleHooks where hook.stages.contains(stage) {
      let run = hookRun(hook, at: stage)
      changeHistory(of: deployment, in: key) { $0.rollout?.add(run) }
      recordHook(run, of: deployment, in: key)
    }
  }

  mutating func hookRun(_ hook: ECS.LifecycleHook, at stage: ECS.LifecycleStage) -> ECS.HookRun {
    let isPause = hook.target == .pause
    return ECS.HookRun(
      id: isPause ? "ecs-pause-" + mint.urlSafe(43) : mint.uuid(), stage: stage, target: hook.target,
      status: isPause ? .awaitingAction : .inProgress,
      expiresAt: now + .minutes(hook.timeoutMinutes), timeoutAction: hook.timeoutAction,
      callsAt: isPause ? nil : now + timing.hookAnswer)
  }

  /// Ends the waiting of hooks whose time is over; where one of them says so, the deployment is to fail.
  mutating func expireHooks(of key: ECS.ServiceKey) {
    guard let primary = ecs.services[key]?.primary, let record = ecs.services[key]?.history(of: primary),
      record.status == .inProgress, let rollout = record.rollout
    else { return }
    for hook in rollout.hooks where hook.isOpen && hook.expiresAt <= now {
      resolveHook(hook.id, as: .timedOut, of: primary, in: key)
      guard hook.timeoutAction == .rollback else { continue }
      changeHistory(of: primary, in: key) { $0.requestedFailure = .hookTimedOut(hook.stage) }
    }
  }

  mutating func resolveHook(
    _ id: String, as status: ECS.HookRun.Status, of deployment: ECS.Deployment, in key: ECS.ServiceKey
  ) {
    let now = now
    var resolved: ECS.HookRun?
    changeHistory(of: deployment, in: key) { record in
      resolved = record.rollout?.resolve(id, as: status, at: now)
      record.updatedAt = now
    }
    if let resolved { recordHook(resolved, of: deployment, in: key) }
  }

  mutating func recordHook(_ hook: ECS.HookRun, of deployment: ECS.Deployment, in key: ECS.ServiceKey) {
    let isError = hook.status == .failed || hook.status == .timedOut
    var detail: Document.Object = [
      "eventType": isError ? "ERROR" : "INFO", "eventName": .string(hook.status.eventName),
      "hookId": .string(hook.id), "hookType": .string(hook.target.typeName),
      "expiresAt": .string(hook.expiresAt.iso8601(milliseconds: true)),
      "lifecycleStage": .string(hook.stage.rawValue), "service": .string(key.name),
      "updatedAt": .string(now.iso8601(milliseconds: true)),
    ]
    if hook.isOpen, hook.target.functionARN != nil { detail["payload"] = payload(of: hook, deployment, in: key) }
    record(
      EventRecord.Draft(
        .deploymentStateChange, source: "deployment/\(deployment.name)", cluster: key.cluster,
        message: hook.status.eventName, reason: "\(hook.stage.rawValue) lifecycle hook \(hook.id)", detail: detail))
  }

  /// What the function is sent: whose deployment it is, and the shares of traffic by revision, in percent.
  private func payload(of hook: ECS.HookRun, _ deployment: ECS.Deployment, in key: ECS.ServiceKey) -> Document {
    let place = "\(key.cluster)/\(key.name)"
    func revision(_ id: String) -> String { ecsARN("service-revision/\(place)/\(id)") }
    let rollout = ecs.services[key]?.history(of: deployment)?.rollout
    func weights(_ green: Int?) -> Document {
      guard let green else { return [:] }
      var shares: Document.Object = [revision(deployment.id): .integer(green / 10)]
      if let blue = rollout?.blue { shares[revision(blue)] = .integer((1_000 - green) / 10) }
      return .object(shares)
    }
    let details: Document.Object = [
      "testTrafficWeights": weights(rollout?.testWeight),
      "productionTrafficWeights": weights(rollout?.productionWeight),
      "serviceArn": .string(ecsARN("service/\(place)")),
      "targetServiceRevisionArn": .string(revision(deployment.id)),
    ]
    return [
      "executionDetails": .object(details), "executionId": .string(hook.id),
      "lifecycleStage": .string(hook.stage.rawValue),
      "resourceArn": .string(ecsARN("service-deployment/\(place)/\(deployment.serviceDeploymentID)")),
    ]
  }
}

extension Region {
  /// ContinueServiceDeployment: lets a waiting deployment go on, or turns it back.
  /// - Throws: InvalidParameterException where no hook of that id is waiting.
  package mutating func continueServiceDeployment(
    _ id: String, of key: ECS.ServiceKey, hook hookID: String, action: ECS.LifecycleHook.Action
  ) throws(ServiceFailure) {
    guard let service = ecs.services[key], let primary = service.primary, let record = service.history(of: primary),
      record.id == id, record.status == .inProgress,
      let hook = record.rollout?.hooks.first(where: { $0.id == hookID && $0.status == .awaitingAction })
    else {
      throw .invalidParameter(
        "The lifecycle hook \(hookID) is not awaiting an action.",
        why: "'aws ecs describe-service-deployments' shows in lifecycleHookDetails which hooks wait (AWAITING_ACTION).")
    }
    let now = now
    switch action {
    case .proceed: resolveHook(hook.id, as: .succeeded, of: primary, in: key)
    case .rollback:
      resolveHook(hook.id, as: .failed, of: primary, in: key)
      changeHistory(of: primary, in: key) { record in
        record.requestedFailure = .hookFailed(hook.stage, why: nil)
        record.enter(.isCalledBack, at: now)
      }
    }
    askForServiceTurn(key, isOrder: true)
  }

  /// StopServiceDeployment: asks for the way back. Where that is under way already, nothing changes.
  /// - Throws: ConflictException where the deployment is over.
  package mutating func stopServiceDeployment(_ id: String, of key: ECS.ServiceKey) throws(ServiceFailure) {
    guard let record = ecs.services[key]?.serviceDeployments.first(where: { $0.id == id }) else {
      throw .serviceDeploymentNotFound
    }
    switch record.status {
    case .stopRequested, .rollbackRequested, .rollbackInProgress: return
    case .successful, .stopped, .rollbackSuccessful, .rollbackFailed:
      throw ServiceFailure(
        "ConflictException",
        "The service deployment can not be stopped because it is in the \(record.status.rawValue) state.",
        why: "Only a deployment that is PENDING or IN_PROGRESS can be stopped: "
          + "'aws ecs list-service-deployments --service \(key.name)' shows them all.")
    case .pending, .inProgress:
      let now = now
      changeHistory(of: record.target, in: key) { record in
        record.requestedFailure = .stopRequested
        record.enter(.isCalledBack, at: now)
      }
      askForServiceTurn(key, isOrder: true)
    }
  }
}

extension ServiceFailure {
  package static let serviceDeploymentNotFound = ServiceFailure(
    "ServiceDeploymentNotFoundException", "The service deployment could not be found.",
    why: "'aws ecs list-service-deployments --service NAME' shows the ARNs of a service's deployments.")
}
