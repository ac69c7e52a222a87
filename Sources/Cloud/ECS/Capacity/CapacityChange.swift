/// What can fall due with capacity, and to which rule it goes.
///
/// In: changes that other rules scheduled. Out: the Region as it then is. A change whose subject has moved on does
/// nothing.
import SimulationKit

package enum CapacityChange: Hashable, Sendable {
  /// The attachments of a cluster stand, valid while no later change of them was begun.
  case attachmentsDone(cluster: String, update: Int)
  /// A provider that is being deleted becomes INACTIVE.
  case providerDeleted(String, createdAt: Instant)
  case forgetProvider(String, createdAt: Instant)
  /// Managed scaling looks at a provider, valid at the instant that it last asked for.
  case look(ECS.CapacityKey)
  /// A place is looked for for a task that waits for an instance.
  case placeWaiting(ECS.TaskID)
  /// The two minutes of a Spot instance that was warned are over.
  case spotHostEnds(EC2.InstanceID)
  /// The infrastructure under tasks on Fargate goes for maintenance, of which notice was given.
  case retirement([ECS.TaskID])
}

extension CapacityChange: CustomStringConvertible {
  package var description: String {
    switch self {
    case .attachmentsDone(let cluster, let update): "cluster \(cluster) attachments \(update) done"
    case .providerDeleted(let name, let createdAt): "capacity provider \(name) of \(createdAt.milliseconds) deleted"
    case .forgetProvider(let name, let createdAt): "capacity provider \(name) of \(createdAt.milliseconds) forgotten"
    case .look(let key): "capacity provider \(key.provider) in \(key.cluster) looked at"
    case .placeWaiting(let id): "task \(id) looks for a place"
    case .spotHostEnds(let id): "Spot instance \(id) ends"
    case .retirement(let ids): "infrastructure under tasks \(ids.joined(separator: ", ")) retired"
    }
  }
}

extension Region {
  mutating func apply(_ change: CapacityChange) {
    switch change {
    case .attachmentsDone(let cluster, let update): finishAttachments(ofCluster: cluster, update: update)
    case .providerDeleted(let name, let createdAt): finishDeletion(ofProvider: name, createdAt: createdAt)
    case .forgetProvider(let name, let createdAt): forgetProvider(name, createdAt: createdAt)
    case .look(let key): takeCapacityLook(key)
    case .placeWaiting(let id): placeWaitingTask(id)
    case .spotHostEnds(let id): endSpotHost(id)
    case .retirement(let ids): retireHosts(ofTasks: ids)
    }
  }
}
