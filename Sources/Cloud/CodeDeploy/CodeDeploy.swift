/// CodeDeploy's state in one Region: applications, their deployment groups, and deployments to ECS services.
///
/// Changed only by the rules in this folder. Of the three compute platforms ECS alone is simulated.
/// Source: CodeDeploy API reference, ApplicationInfo, DeploymentGroupInfo.
import Collections
import Documents
import SimulationKit

package enum CodeDeploy {
  package struct State: Sendable {
    /// By name.
    package internal(set) var applications: OrderedDictionary<String, Application> = [:]
    /// By id, oldest first. They outlive their group.
    package internal(set) var deployments: OrderedDictionary<String, Deployment> = [:]
    package init() {}
  }

  package struct Application: Sendable {
    /// A UUID.
    package let id: String
    package let name: String
    package let createdAt: Instant
    package let tags: [Document]
    /// By name.
    package internal(set) var groups: OrderedDictionary<String, Group> = [:]
  }

  /// Where an application goes: one service behind a pair of target groups, and how.
  package struct Group: Sendable {
    /// A UUID.
    package let id: String
    package let name: String
    package let application: String
    package let settings: GroupSettings
    /// What its newest deployment that succeeded has deployed.
    package internal(set) var targetRevision: Revision?
    package internal(set) var lastSuccessful: String?
    package internal(set) var lastAttempted: String?
  }

  package struct GroupSettings: Sendable {
    package var traffic: TrafficConfiguration
    package var serviceRole: String
    package var service: ECS.ServiceKey
    /// As given: a name or an ARN.
    package var serviceReference: String
    package var clusterReference: String
    package var pair: TargetGroupPair
    package var readiness: Readiness
    /// How long the original stays once all traffic has left it; nil: for good (KEEP_ALIVE).
    package var terminationWait: Duration?
    package var alarms: Alarms?
    package var autoRollback: AutoRollback?
    /// What is shown as it was given.
    package var echoed: Document.Object

    package init(
      traffic: TrafficConfiguration, serviceRole: String, service: ECS.ServiceKey, serviceReference: String,
      clusterReference: String, pair: TargetGroupPair, readiness: Readiness, terminationWait: Duration?,
      alarms: Alarms?, autoRollback: AutoRollback?, echoed: Document.Object
    ) {
      self.traffic = traffic
      self.serviceRole = serviceRole
      self.service = service
      self.serviceReference = serviceReference
      self.clusterReference = clusterReference
      self.pair = pair
      self.readiness = readiness
      self.terminationWait = terminationWait
      self.alarms = alarms
      self.autoRollback = autoRollback
      self.echoed = echoed
    }
  }

  /// The two target groups that the task sets take turns at, and the listeners before them, by ARN.
  package struct TargetGroupPair: Hashable, Sendable {
    /// Names.
    package var targetGroups: [String]
    package var production: [String]
    package var test: [String]
    package init(targetGroups: [String], production: [String], test: [String]) {
      self.targetGroups = targetGroups
      self.production = production
      self.test = test
    }
  }

  /// What happens once the replacement is up.
  package enum Readiness: Hashable, Sendable {
    /// Traffic moves at once.
    case goesOn
    /// Somebody has to say so within that time, or the deployment stops.
    case asks(within: Duration)
  }

  package struct AutoRollback: Hashable, Sendable {
    package enum Event: String, Sendable, CaseIterable {
      case failure = "DEPLOYMENT_FAILURE"
      case alarm = "DEPLOYMENT_STOP_ON_ALARM"
      case stop = "DEPLOYMENT_STOP_ON_REQUEST"
    }
    package var isEnabled: Bool
    package var events: [Event]
    package init(isEnabled: Bool, events: [Event]) {
      self.isEnabled = isEnabled
      self.events = events
    }
    package func isFor(_ event: Event) -> Bool { isEnabled && events.contains(event) }
  }

  /// An AppSpec, by the digest that CodeDeploy shows in place of its text.
  package struct Revision: Hashable, Sendable {
    /// 64 hexadecimal digits.
    package let sha256: String
    package let appSpec: AppSpec
  }

  /// Before traffic moves, and before the original is terminated.
  package static let longestWaitMinutes = 2_880
}

extension CodeDeploy.State {
  package func group(_ name: String, of application: String) -> CodeDeploy.Group? {
    applications[application]?.groups[name]
  }

  /// The one under way for a service; nil where none is.
  package func deploymentUnderWay(of service: ECS.ServiceKey) -> CodeDeploy.Deployment? {
    deployments.values.last { $0.settings.service == service && !$0.status.isOver }
  }
}
