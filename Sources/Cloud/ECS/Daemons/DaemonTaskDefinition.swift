/// A daemon task definition: one revision of what a managed daemon runs, in a family apart from those of tasks.
///
/// In: nothing. Out: state. What its tasks read is a task definition; only its end differs: there is no INACTIVE.
/// Source: ECS API reference, DaemonTaskDefinition.
import SimulationKit

extension ECS {
  package struct DaemonTaskDefinition: Sendable {
    package enum Status: String, Sendable {
      case active = "ACTIVE"
      case deleteInProgress = "DELETE_IN_PROGRESS"
      /// Still shown for a while.
      case deleted = "DELETED"
    }
    /// Its own `status` stays ACTIVE: nobody deregisters it.
    package var definition: TaskDefinition
    package var status = Status.active
    package var name: String { "\(definition.family):\(definition.revision)" }
  }

  /// All revisions ever registered under one name. Numbers only grow.
  package struct DaemonFamily: Sendable {
    package let name: String
    package var lastRevision = 0
    /// By ascending revision; those that are forgotten are gone.
    package var revisions: [DaemonTaskDefinition] = []

    package subscript(revision: Int) -> DaemonTaskDefinition? {
      revisions.first { $0.definition.revision == revision }
    }
    package var latestActive: DaemonTaskDefinition? { revisions.last { $0.status == .active } }
  }

  /// Which daemon task definitions a list shows.
  package struct DaemonTaskDefinitionFilter: Sendable {
    package var familyPrefix = ""
    /// nil: every family.
    package var family: String?
    /// Only the newest revision of each family.
    package var isLastRegistered = false
    /// nil: every status.
    package var status: DaemonTaskDefinition.Status? = .active
    package init() {}
  }
}
