/// Lifecycle hooks that call a Lambda function: who may call, what it answers, what follows.
///
/// In: hooks whose answer is due, standing faults `hook-answer`. Out: hooks resolved, called again later, or a failure.
/// A function is called in one turn of the scheduler and heard in a later one. No function's code runs here: a function
/// of the account answers SUCCEEDED until `inject hook-answer` says what else.
/// Source: ECS Developer Guide, "Lifecycle hooks for Amazon ECS service deployments" (roles, hookStatus, callBackDelay);
/// ECS API reference, DeploymentLifecycleHook.
import SimulationKit

extension ECS {
  /// What a hook's function answers when it is called.
  package enum HookAnswer: Hashable, Sendable {
    case succeeded, failed
    /// To be called again after that time.
    case inProgress(Duration)
    /// An answer without hookStatus.
    case nothing
    /// It throws.
    case throwsError
    /// It says nothing until its invocation is cut off.
    case hangs

    package var words: String {
      switch self {
      case .succeeded: "SUCCEEDED"
      case .failed: "FAILED"
      case .inProgress(let delay): "IN_PROGRESS, callBackDelay \(delay.milliseconds / 1_000)"
      case .nothing: "no hookStatus"
      case .throwsError: "an error"
      case .hangs: "nothing until it times out"
      }
    }
  }
}

extension Region {
  /// Takes the answers that are due; where one fails its hook, the deployment is to fail.
  mutating func hearFunctions(of key: ECS.ServiceKey) {
    guard let primary = ecs.services[key]?.primary, let record = ecs.services[key]?.history(of: primary),
      record.status == .inProgress, let rollout = record.rollout
    else { return }
    for hook in rollout.hooks where hook.isOpen {
      guard let due = hook.callsAt, due <= now, case .function(let arn, let role) = hook.target else { continue }
      let answer = hookAnswer(of: arn)
      if answer == .hangs, !hook.isHanging {
        let cutOff = due + timing.longestInvocation + timing.hookAnswer * -1
        changeHistory(of: primary, in: key) { $0.rollout?.callAgain(hook.id, at: cutOff, isHanging: true) }
      } else if let why = hookFailure(answer, of: arn, as: role) {
        resolveHook(hook.id, as: .failed, of: primary, in: key)
        changeHistory(of: primary, in: key) { $0.requestedFailure = .hookFailed(hook.stage, why: why) }
      } else if case .inProgress(let delay) = answer {
        let next = now + max(delay, .seconds(1))
        changeHistory(of: primary, in: key) { $0.rollout?.callAgain(hook.id, at: next) }
      } else {
        resolveHook(hook.id, as: .succeeded, of: primary, in: key)
      }
    }
  }

  /// All traffic to blue again at once. The functions that were called when it left are called once more, as the guide
  /// says; nothing waits for them then.
  mutating func returnTraffic(of deployment: ECS.Deployment, in key: ECS.ServiceKey) {
    guard let record = ecs.services[key]?.history(of: deployment), let rollout = record.rollout else { return }
    takeTraffic(from: deployment, in: key)
    var stages: [ECS.LifecycleStage] = []
    if rollout.testWeight > 0 { stages.append(.testTrafficShift) }
    if rollout.productionWeight > 0 { stages.append(.productionTrafficShift) }
    for stage in stages {
      for hook in record.configuration.lifecycleHooks where hook.stages.contains(stage) {
        guard case .function(let arn, let role) = hook.target else { continue }
        var run = hookRun(hook, at: stage)
        run.callsAt = nil
        run.status = hookFailure(hookAnswer(of: arn), of: arn, as: role) == nil ? .succeeded : .failed
        let heard = run
        changeHistory(of: deployment, in: key) { $0.rollout?.add(heard) }
        recordHook(heard, of: deployment, in: key)
      }
    }
  }

  /// The newest standing fault for the function decides.
  func hookAnswer(of arn: String) -> ECS.HookAnswer {
    let name = Self.functionName(arn)
    for fault in faults.standing.reversed() {
      if case .hookAnswer(let function, let answer) = fault.kind, function == name { return answer }
    }
    return .succeeded
  }

  /// What fails the hook, in the words that follow "lifecycle hook(s) failed."; nil where nothing does.
  private func hookFailure(_ answer: ECS.HookAnswer, of arn: String, as role: String) -> String? {
    guard let assumed = identity.role(role), assumed.trusts.contains("ecs.amazonaws.com") else {
      return "ECS was unable to assume the role \(role)."
    }
    guard assumed.may("lambda:InvokeFunction", byManaged: ManagedPolicy.invoking) else {
      return "ECS was not authorized to invoke \(arn) with the role \(role)."
    }
    switch answer {
    case .succeeded, .inProgress: return nil
    case .failed: return "Lifecycle hook target \(arn) returned FAILED status."
    case .nothing: return "ECS was unable to parse the response from \(arn) due to: HookStatus must not be null."
    case .throwsError: return "Lifecycle hook target \(arn) returned an error."
    case .hangs: return "Lifecycle hook target \(arn) did not return within 15 minutes."
    }
  }

  /// `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:VERSION]` by its name; a bare name is itself.
  package static func functionName(_ reference: String) -> String {
    let parts = reference.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count > 6 && parts[0] == "arn" && parts[5] == "function" ? String(parts[6]) : reference
  }
}
