/// Faults that last: what they are, since when and until when.
///
/// In: what was injected. Out: what rules ask (`FaultQuestions`) and what is said of it. Each ends by a due change, or
/// stands until it is mended. Two that say the same of one thing overlap: the thing is right again when both are over.
import Collections
import SimulationKit

package struct StandingFault: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case agentDisconnected(ECS.ContainerInstanceID, host: String)
    case agentFlapping(every: Duration)
    case instanceStopped(ECS.ContainerInstanceID, host: String)
    case instanceImpaired(ECS.ContainerInstanceID, host: String, ECS.InstanceCheck)
    case zoneOutage(String)
    case capacityRefused(provider: String, zone: String?, ECS.FargateRefusal)
    /// nil: all of them.
    case registryDown(host: String?)
    /// Docker Hub's pull rate limit.
    case registryLimited
    /// The image catalogue keeps it under the same number.
    case image(ImageSelector, ImageFault.Effect)
    case startFailing(ImageSelector, ECS.StartTrouble)
    case stopFailing(ImageSelector, ECS.StopTrouble)
    /// As it was, to be put back.
    case roleMissing(Identity.Role)
    case secretMissing(String)
    case logGroupMissing(String)
    /// CloudWatch Logs, for containers; nil: of all log groups.
    case logsDown(group: String?)
    case networkSlow(factor: Int)
    case subnetFull(String)
    case cloudMapThrottled, targetHealthUnknown
    case credentialsRefused(CredentialTrouble)
    case accessDenied(AccessDenial)
    case apiTroubled(APITrouble)
    case load(ServiceLoad)
    /// By the function's name.
    case hookAnswer(String, ECS.HookAnswer)
  }

  /// From 1 in each Region.
  package let number: Int
  package let name: FaultName
  package let kind: Kind
  package let since: Instant
  /// nil: until it is mended.
  package let until: Instant?
}

package struct FaultState: Sendable {
  /// In the order in which they began.
  package internal(set) var standing: [StandingFault] = []
  var lastNumber = 0
  /// Instances whose agents are cut off; only asked, never walked over.
  var cutOff: Set<ECS.ContainerInstanceID> = []
  /// What fell due on them meanwhile, in order.
  var heldBack: OrderedDictionary<ECS.ContainerInstanceID, [DueChange]> = [:]
  /// What waits in log drivers while CloudWatch Logs takes nothing.
  var logBuffers: OrderedDictionary<LogBuffer.Key, LogBuffer> = [:]

  package init() {}
}

extension Region {
  /// What stands of faults and is not shown by any request, in lines that are the same in every build: digests read it.
  package var faultLines: [String] {
    faults.standing.map {
      "fault \($0.number) \($0.name.rawValue) \($0.kind.beginning) \($0.until?.milliseconds ?? -1)"
    }
      + images.faults.map(\.description)
      + faults.heldBack.flatMap { id, changes in changes.map { "held back on \(id): \($0)" } }
      + logOutageLines
  }
}

// MARK: - What is said of them

extension StandingFault.Kind {
  package var beginning: String {
    switch self {
    case .agentDisconnected(_, let host): "the agent on \(host) is cut off"
    case .agentFlapping(let every): "agents drop their connections every \(every.words)"
    case .instanceStopped(_, let host): "EC2 instance \(host) is stopped"
    case .instanceImpaired(_, let host, let check): "\(check.subject) on \(host) \(check.failure)"
    case .zoneOutage(let zone): "zone \(zone) fails"
    case .capacityRefused(let provider, let zone, let why):
      "\(provider) \(why.beginning)" + (zone.map { " in \($0)" } ?? "")
    case .registryDown(let host): host.map { "registry \($0) does not answer" } ?? "no image registry answers"
    case .registryLimited: "Docker Hub's pull rate limit is reached"
    case .image(let images, let effect): "\(images) \(effect.beginning)"
    case .startFailing(let images, let trouble): "\(images) \(trouble.beginning)"
    case .stopFailing(let images, let trouble): "\(images) \(trouble.beginning)"
    case .roleMissing(let role): "role \(role.name) is deleted"
    case .secretMissing(let name): "secret \(name) is deleted"
    case .logGroupMissing(let name): "log group \(name) is deleted"
    case .logsDown(let group):
      "CloudWatch Logs takes no events of containers" + (group.map { " for log group \($0)" } ?? "")
    case .networkSlow(let factor): "the network is \(factor) times slower"
    case .subnetFull(let id): "subnet \(id) has no free address left"
    case .cloudMapThrottled: "Cloud Map throttles ECS"
    case .targetHealthUnknown: "load balancers do not tell what they think of their targets"
    case .credentialsRefused(let trouble): trouble.beginning
    case .accessDenied(let denial): "callers may no longer do \(denial.words)"
    case .apiTroubled(.throttled): "every caller is throttled"
    case .apiTroubled(.unavailable): "no service answers its callers"
    case .load(let load): "service \(load.service.name) has a load of \(load.words)"
    case .hookAnswer(let name, let answer): "function \(name) answers hooks with \(answer.words)"
    }
  }

  package var ending: String {
    switch self {
    case .agentDisconnected(_, let host): "the agent on \(host) is back"
    case .agentFlapping: "agents keep their connections again"
    case .instanceStopped(_, let host): "EC2 instance \(host) runs again"
    case .instanceImpaired(_, let host, let check): "\(check.subject) on \(host) works again"
    case .zoneOutage(let zone): "zone \(zone) is back"
    case .capacityRefused(let provider, let zone, let why):
      "\(provider) \(why == .capacity ? "has capacity" : "takes tasks") again" + (zone.map { " in \($0)" } ?? "")
    case .registryDown(let host): host.map { "registry \($0) answers again" } ?? "image registries answer again"
    case .registryLimited: "Docker Hub can be pulled from again"
    case .image(let images, let effect): "\(images) \(effect.ending)"
    case .startFailing(let images, _): "\(images) starts again"
    case .stopFailing(let images, _): "\(images) stops as it should again"
    case .roleMissing(let role): "role \(role.name) is there again"
    case .secretMissing(let name): "secret \(name) is there again"
    case .logGroupMissing(let name): "log group \(name) is there again, empty"
    case .logsDown(let group):
      "CloudWatch Logs takes events of containers again" + (group.map { " for log group \($0)" } ?? "")
    case .networkSlow: "the network is as fast as ever"
    case .subnetFull(let id): "subnet \(id) has free addresses again"
    case .cloudMapThrottled: "Cloud Map takes what ECS tells it again"
    case .targetHealthUnknown: "load balancers tell again what they think of their targets"
    case .credentialsRefused: "credentials are taken again"
    case .accessDenied(let denial): "callers may do \(denial.words) again"
    case .apiTroubled(.throttled): "callers are throttled no more"
    case .apiTroubled(.unavailable): "the services answer their callers again"
    case .load(let load): "the load of \(load.words) on service \(load.service.name) is over"
    case .hookAnswer(let name, _): "function \(name) answers hooks with SUCCEEDED again"
    }
  }
}

extension ECS.InstanceCheck {
  fileprivate var subject: String {
    switch self {
    case .containerRuntime: "the container runtime"
    case .acceleratedCompute: "a GPU"
    case .daemon: "a daemon"
    }
  }

  fileprivate var failure: String {
    switch self {
    case .containerRuntime: "hangs"
    case .acceleratedCompute, .daemon: "fails"
    }
  }
}

extension ImageFault.Effect {
  var beginning: String {
    switch self {
    case .tagMissing: "is gone from its registry"
    case .pullDenied: "can no longer be pulled"
    case .exits(let code, let after): "is pushed anew and ends with exit code \(code) after \(after.words)"
    case .readyAfter(let after): "is pushed anew and serves only after \(after.words)"
    case .healthFails: "no longer passes health checks"
    }
  }

  var ending: String {
    switch self {
    case .tagMissing: "is in its registry again"
    case .pullDenied: "can be pulled again"
    case .exits, .readyAfter: "is pushed anew as it was"
    case .healthFails: "passes health checks again"
    }
  }
}

extension Duration {
  /// `90 s` or `0.5 s`.
  fileprivate var words: String {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    guard rest != 0 else { return "\(seconds) s" }
    return "\(seconds).\("\(1_000 + rest)".dropFirst()) s"
  }
}
