/// The events of a deployment that call a function where its AppSpec names one: reached, heard, given up.
///
/// In: an event that was reached, standing faults `hook-answer`, time. Out: the deployment goes on, or fails. No function's
/// code runs here: a function of the account says Succeeded until `inject hook-answer` says what else. One that answers
/// nothing, or is still at work, is waited for an hour.
/// Source: CodeDeploy User Guide, "AppSpec 'hooks' section for an Amazon ECS deployment"; CodeDeploy API reference,
/// PutLifecycleEventHookExecutionStatus, ErrorInformation. The words of a failure are our own, in AWS's manner.
import SimulationKit

extension CodeDeploy {
  /// A function that an AppSpec names for an event.
  package struct Hook: Hashable, Sendable {
    package let event: LifecycleEvent.Name
    /// A name or an ARN.
    package let function: String
  }
}

extension CodeDeploy.LifecycleEvent.Name {
  /// Those that a hook may be for, in the order of a deployment.
  static let withFunctions: [Self] = [
    .beforeInstall, .afterInstall, .afterAllowTestTraffic, .beforeAllowTraffic, .afterAllowTraffic,
  ]
}

extension Region {
  /// Calls the event's function; goes on at once where there is none.
  mutating func reach(_ event: CodeDeploy.LifecycleEvent.Name, of id: String) {
    guard let deployment = codeDeploy.deployments[id] else { return }
    let now = now
    guard let function = deployment.revision.appSpec.function(at: event) else {
      changeCodeDeployment(id) { $0.finish(event, at: now) }
      return goOn(after: event, of: id)
    }
    changeCodeDeployment(id) { deployment in
      deployment.begin(event, at: now)
      deployment.enter(.calling(event), at: now)
    }
    record(deployment, "\(event.rawValue) InProgress", reason: "calls \(function)")
    askForCodeDeployTurn(id, after: timing.hookAnswer)
  }

  mutating func hear(_ event: CodeDeploy.LifecycleEvent.Name, of deployment: CodeDeploy.Deployment) {
    let (id, now) = (deployment.id, now)
    guard let function = deployment.revision.appSpec.function(at: event) else { return goOn(after: event, of: id) }
    let left = deployment.phaseSince + timing.codeDeploy.longestHook - now
    func failed(_ words: String) -> String { "The hook function \(function) of \(event.rawValue) \(words)." }
    guard identity.codeDeployMayInvoke(function, as: deployment.settings.serviceRole) else {
      return fail(
        id, "IAM_ROLE_PERMISSIONS",
        "The IAM role \(deployment.settings.serviceRole) does not give you permission to perform operations in the "
          + "following AWS service: AWSLambda.")
    }
    guard left > .zero else {
      return fail(id, "HOOK_EXECUTION_FAILURE", failed("did not report a status within one hour"))
    }
    switch hookAnswer(of: function) {
    case .succeeded:
      changeCodeDeployment(id) { $0.finish(event, at: now) }
      record(deployment, "\(event.rawValue) Succeeded", reason: "\(function) said so")
      goOn(after: event, of: id)
    case .failed: fail(id, "HOOK_EXECUTION_FAILURE", failed("reported the status Failed"))
    case .throwsError: fail(id, "HOOK_EXECUTION_FAILURE", failed("returned an error"))
    case .inProgress(let delay): askForCodeDeployTurn(id, after: min(max(delay, .seconds(1)), left))
    case .nothing, .hangs: askForCodeDeployTurn(id, after: left)
    }
  }

  /// What follows an event that may have had a function.
  private mutating func goOn(after event: CodeDeploy.LifecycleEvent.Name, of id: String) {
    switch event {
    case .beforeInstall: install(id)
    case .afterInstall: allowTestTraffic(id)
    case .afterAllowTestTraffic: becomeReady(id)
    case .beforeAllowTraffic: shiftTraffic(id, taken: 0)
    case .afterAllowTraffic: awaitTermination(id)
    case .install, .allowTestTraffic, .allowTraffic: break
    }
  }
}

extension Identity {
  /// AWS's policy for ECS lets every function be called, the limited one those with the prefix that CodeDeploy asks for.
  fileprivate func codeDeployMayInvoke(_ function: String, as reference: String) -> Bool {
    let isPrefixed = Region.functionName(function).hasPrefix("CodeDeployHook_")
    return role(reference)?.may(
      "lambda:InvokeFunction",
      byManaged: ManagedPolicy.invoking.union(["AWSCodeDeployRoleForECS"])
        .union(isPrefixed ? ["AWSCodeDeployRoleForECSLimited"] : [])) ?? false
  }
}
