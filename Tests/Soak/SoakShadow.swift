/// A second set of books: each task as it was when it was last looked at, and counts kept apart from the Region's own.
///
/// In: tasks as they are after an event. Out: what changed, and counts. Knows no rule; shares no code with the Region's
/// own accounts.
import Cloud
import SimulationKit

struct SoakShadow: Sendable {
  struct Entry: Sendable, Equatable {
    let cluster: String
    let launchType: ECS.LaunchType
    let service: ECS.ServiceKey?
    let instance: ECS.ContainerInstanceID?
    let status: ECS.TaskStatus
    let desired: ECS.DesiredStatus
    let health: ECS.HealthStatus
    let version: Int
    let startedAt: Instant?
    let stopCode: ECS.StopCode?
    let reason: String?

    init(_ task: ECS.Task) {
      cluster = task.cluster
      launchType = task.launchType
      service = task.service
      instance = task.containerInstance
      status = task.lastStatus
      desired = task.desiredStatus
      health = task.healthStatus
      version = task.version
      startedAt = task.startedAt
      stopCode = task.stopCode
      reason = task.stoppedReason
    }

    var isRunning: Bool { desired == .running && status == .running }
    var isPending: Bool { desired == .running && [.provisioning, .pending, .activating].contains(status) }
  }

  struct Counts: Sendable, Equatable {
    var (running, pending, living) = (0, 0, 0)
  }

  private(set) var tasks: [ECS.TaskID: Entry] = [:]
  private(set) var byCluster: [String: Counts] = [:]

  /// - Returns: what it was before; nil for one that is new.
  mutating func update(_ id: ECS.TaskID, _ task: ECS.Task?) -> Entry? {
    let known = tasks[id]
    if let known { count(known, -1) }
    tasks[id] = task.map(Entry.init)
    if let entry = tasks[id] { count(entry, 1) }
    return known
  }

  private mutating func count(_ entry: Entry, _ difference: Int) {
    var counts = byCluster[entry.cluster] ?? Counts()
    if entry.isRunning { counts.running += difference }
    if entry.isPending { counts.pending += difference }
    if entry.status != .stopped { counts.living += difference }
    byCluster[entry.cluster] = counts
  }
}
